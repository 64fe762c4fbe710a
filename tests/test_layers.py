import inspect
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from chipwatch.model.problem import UnreadableBaseError
from chipwatch.reading.layers import BUNDLED, list_fact_files, resolve_layers
from conftest import Facts, make_link, make_pipe, posix_only


def _labels(*names: object) -> list[str]:
    return [file.label for file in list_fact_files(resolve_layers(tuple(map(str, names))))]


def _obstacles(*names: str) -> dict[str, str]:
    """The files of these layers, each with why it cannot be read."""
    return {file.label: file.obstacle for file in list_fact_files(resolve_layers(names))}


@pytest.fixture
def workplace(own_facts: Facts, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An otherwise empty folder to stand in; ``facts`` is one of its folders."""
    folder = own_facts({}).parent
    monkeypatch.chdir(folder)
    return folder


def _write(path: Path, text: str = "name: X\n") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_no_name_means_the_bundled_facts() -> None:
    assert resolve_layers(()) == resolve_layers((BUNDLED,))
    assert [(layer.label, layer.root.name) for layer in resolve_layers(())] == [
        ("data", "data"),
        ("seeds", "seeds"),
    ]
    assert {"data/company/baidu.yaml", "data/chip/nvidia-h20.yaml"} < set(_labels())


@pytest.mark.parametrize("ending", ["yaml", "yml", "YAML", "YML"])
def test_fact_files_are_known_by_their_ending(ending: str, workplace: Path) -> None:
    _write(workplace / "facts" / "chip" / f"h20.{ending}")
    assert _labels("facts") == [f"facts/chip/h20.{ending}", "facts/source/gazette.yaml"]


@pytest.mark.parametrize(
    "name",
    [".h20.yaml", "h20.yaml~", "h20.yaml.bak", "h20.json", "h20", "yaml", ".git/h20.yaml", "#h20"],
)
def test_other_files_and_hidden_ones_are_passed_by(name: str, workplace: Path) -> None:
    _write(workplace / "facts" / "chip" / name)
    assert _labels("facts") == ["facts/source/gazette.yaml"]


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("my facts/chip/h 20.yaml", "facts/my facts/chip/h 20.yaml"),
        ("芯片/昇腾.yaml", "facts/芯片/昇腾.yaml"),
        ("a.b/c.d.yaml", "facts/a.b/c.d.yaml"),
        pytest.param(
            "a\nb/c\x1b[31m.yaml", "facts/a\nb/c\x1b[31m.yaml", marks=posix_only, id="control"
        ),
    ],
)
def test_a_path_is_named_as_the_user_would_type_it(path: str, label: str, workplace: Path) -> None:
    _write(workplace / "facts" / path)
    assert label in _labels("facts")


@posix_only
def test_bytes_in_a_path_that_are_no_text_are_written_out(workplace: Path) -> None:
    Path(os.fsdecode(os.fsencode(workplace / "facts") + b"/\xff.yaml")).touch()
    assert _labels("facts") == ["facts/\\udcff.yaml", "facts/source/gazette.yaml"]


def test_files_come_by_layer_and_then_by_path(workplace: Path) -> None:
    for path in ("b/z.yaml", "b/a.yaml", "a/b/c.yaml", "a/a.yaml"):
        _write(workplace / path)
    assert _labels("b", "a") == ["b/a.yaml", "b/z.yaml", "a/a.yaml", "a/b/c.yaml"]
    assert [file.layer for file in list_fact_files(resolve_layers(("b", "a")))] == [0, 0, 1, 1]


@pytest.mark.parametrize(
    "names",
    [("facts", "facts"), ("facts", "facts/"), ("facts", "facts/source"), ("facts", "./facts")],
)
def test_a_file_in_two_layers_is_read_once(names: tuple[str, ...], workplace: Path) -> None:
    assert workplace.is_dir()
    assert _labels(*names) == ["facts/source/gazette.yaml"]


def test_a_layer_may_be_one_file_of_any_name(workplace: Path) -> None:
    _write(workplace / "notes.txt")
    assert _labels("notes.txt") == ["notes.txt"]


def test_links_to_files_are_followed_and_links_to_folders_are_reported(workplace: Path) -> None:
    _write(workplace / "elsewhere" / "h20.yaml")
    make_link(workplace / "facts" / "link.yaml", workplace / "elsewhere" / "h20.yaml")
    make_link(workplace / "facts" / "folder", workplace / "elsewhere")
    make_link(workplace / "facts" / "folder.yaml", workplace / "elsewhere")
    make_link(workplace / "facts" / "source" / "round", workplace / "facts")
    assert _obstacles("facts") == {
        "facts/folder": "the folder is a link, and links to folders are not followed",
        "facts/folder.yaml": "this is neither a file nor a folder of files",
        "facts/link.yaml": "",
        "facts/source/gazette.yaml": "",
        "facts/source/round": "the folder is a link, and links to folders are not followed",
    }


def test_what_only_looks_like_a_fact_file_is_reported(workplace: Path) -> None:
    make_pipe(workplace / "facts" / "pipe.yaml")
    make_link(workplace / "facts" / "device.yaml", os.devnull)
    make_link(workplace / "facts" / "notes.txt", os.devnull)
    assert _obstacles("facts") == {
        "facts/device.yaml": "this is neither a file nor a folder of files",
        "facts/pipe.yaml": "this is neither a file nor a folder of files",
        "facts/source/gazette.yaml": "",
    }


def test_a_link_to_nowhere_in_place_of_a_folder_is_reported(workplace: Path) -> None:
    for name in ("chip", "notes.txt", ".git"):
        make_link(workplace / "facts" / name, "/nowhere/at/all")
    assert _obstacles("facts") == {
        "facts/chip": "the link leads nowhere",
        "facts/source/gazette.yaml": "",
    }


@pytest.mark.parametrize("name", ["x.Yaml", "x.YAML", "x.yML"])
def test_the_ending_of_a_fact_file_may_have_capital_letters(name: str, workplace: Path) -> None:
    _write(workplace / "facts" / name)
    assert f"facts/{name}" in _labels("facts")


@pytest.mark.parametrize("function_name", [pytest.param("open", marks=posix_only), "scandir"])
def test_a_folder_that_cannot_be_read_costs_only_itself(
    function_name: str, workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder is opened and then listed, or, on systems that open none, listed by its path."""
    _write(workplace / "facts" / "lost+found" / "x.yaml")
    read = getattr(os, function_name)

    def refuse_one(path: object, *flags: int) -> object:
        if str(path).endswith("lost+found"):
            raise PermissionError(13, "Permission denied")
        return read(path, *flags)

    monkeypatch.setattr(os, function_name, refuse_one)
    assert _obstacles("facts") == {
        "facts/lost+found": "the folder cannot be read: Permission denied",
        "facts/source/gazette.yaml": "",
    }


@pytest.mark.parametrize("target", ["nowhere.yaml", "link.yaml"])
def test_links_that_lead_nowhere_are_listed_to_be_reported(target: str, workplace: Path) -> None:
    make_link(workplace / "facts" / "link.yaml", target)
    assert _labels("facts") == ["facts/link.yaml", "facts/source/gazette.yaml"]


@pytest.fixture
def few_calls(deep: str) -> Iterator[None]:
    """No room for more than a hundred nested calls, once the folders are made."""
    assert deep
    usual = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + 100)
    yield
    sys.setrecursionlimit(usual)


@pytest.fixture
def deep(workplace: Path) -> str:
    """A fact file in three hundred folders, one in the other."""
    path = "/".join(["d"] * 300) + "/x.yaml"
    _write(workplace / path)
    return path


@pytest.mark.slow
@pytest.mark.usefixtures("few_calls")
def test_folders_may_be_nested_deeper_than_calls(deep: str) -> None:
    assert _labels("d") == [deep]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nowhere", "there is no file or folder nowhere"),
        ("nowhere/", "there is no file or folder nowhere"),
        ("nowhere.yaml", "there is no file or folder nowhere.yaml"),
        ("circle", "there is no file or folder circle"),
        ("gone", "there is no file or folder gone"),
        ("facts/source/gazette.yaml/x", "there is no file or folder facts/source/gazette.yaml/x"),
        ("x" * 300, "there is no file or folder " + "x" * 300),
        ("nul\0", "there is no file or folder nul\0"),
        ("pipe", "pipe is neither a file nor a folder"),
        (os.devnull, "/dev/null is neither a file nor a folder"),
    ],
)
def test_a_layer_that_cannot_be_read_is_refused(name: str, message: str, workplace: Path) -> None:
    make_link(workplace / "circle", "circle")
    make_link(workplace / "gone", "nowhere")
    make_pipe(workplace / "pipe")
    with pytest.raises(UnreadableBaseError) as refused:
        _labels(name)
    assert refused.value.message == message
    assert refused.value.hint.startswith("give a folder of fact files, or ")


def test_an_empty_folder_has_no_files(workplace: Path) -> None:
    (workplace / "empty").mkdir()
    assert _labels("empty") == []


def test_two_layers_that_are_called_the_same_are_told_apart(workplace: Path) -> None:
    _write(workplace / "data" / "company" / "acme.yaml")
    labels = [layer.label for layer in resolve_layers((BUNDLED, "data"))]
    assert labels == ["data", "seeds", (workplace / "data").as_posix()]


def test_an_empty_name_is_not_the_folder_one_happens_to_be_in() -> None:
    with pytest.raises(UnreadableBaseError, match="the name of a folder of facts is empty"):
        resolve_layers(("",))


def test_folders_read_by_path_are_listed_as_those_read_by_descriptor(
    workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the system opens no folders, as Windows does not, each is read by its path."""
    for name in ("x.yaml", "company/y.yml", "company/deep/z.yaml"):
        _write(workplace / "own" / name)
    make_link(workplace / "own/gone.yaml", "nowhere")
    make_link(workplace / "own/out.yaml", "/etc/hostname")
    by_descriptor = list_fact_files(resolve_layers(("own",)))
    monkeypatch.setattr(os, "supports_fd", set())
    assert list_fact_files(resolve_layers(("own",))) == by_descriptor
    assert len(by_descriptor) == 5
