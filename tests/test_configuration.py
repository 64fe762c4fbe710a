"""The file chipwatch.toml: where it is looked for, what it may say, and that its use is told."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from chipwatch.cli.environment import find_configuration
from conftest import Run, make_pipe, posix_only

Configure = Callable[[str | bytes], Path]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Git repository with a fact of its own, in which one stands."""
    folder = tmp_path / "desk"
    for name, text in {
        ".git/HEAD": "",
        "company/acme.yaml": "name: Acme\ncountry: CN\nsources: [gazette]\n",
        "source/gazette.yaml": "name: Gazette\ntype: news\npublished: 2025-01\n",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.delenv("CHIPWATCH_DATA")
    return folder


@pytest.fixture
def configure(project: Path) -> Configure:
    """Writes the configuration of the project."""

    def write(content: str | bytes) -> Path:
        path = project / "chipwatch.toml"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def test_its_layers_are_read_from_any_folder_below(
    configure: Configure, project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = configure("layers = ['.']\n")
    monkeypatch.chdir(project / "company")
    result = run("company", "--format", "csv", "--columns", "id")
    assert result.out == "id\nacme\n"
    assert result.err == f"configured by {path}\n"


def test_a_receipt_says_that_it_was_used(configure: Configure, run: Run) -> None:
    path = configure("layers = ['.']\n")
    receipt = json.loads(run("company", "acme", "--json", "--receipt").out)["receipt"]
    assert (receipt["layers"], receipt["config"]) == (["."], str(path))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "environment"),
    [(("--no-config",), ""), (("--data", "bundled"), ""), ((), "bundled")],
)
def test_it_is_left_out_where_that_is_said_or_folders_are_named(
    words: tuple[str, ...],
    environment: str,
    configure: Configure,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    configure("layers = [")
    monkeypatch.setenv("CHIPWATCH_DATA", environment)
    result = run("company", "baidu", "--json", "--receipt", *words)
    receipt = json.loads(result.out)["receipt"]
    assert (receipt["layers"], receipt["config"], result.err) == (["bundled"], None, "")


def test_a_table_has_its_columns_and_data_have_all(configure: Configure, run: Run) -> None:
    configure("layers = ['.']\n[columns]\ncompany = ['country', 'id']\n")
    assert run("company").out.splitlines()[1:] == ["Country  Id", "CN       acme"]
    assert run("company", "--columns", "name").out.splitlines()[1] == "Name"
    assert json.loads(run("company", "--json").out)[0]["name"] == "Acme"


def test_a_column_that_there_is_not_is_named(configure: Configure, run: Run) -> None:
    path = configure("layers = ['.']\n[columns]\ncompany = ['contry']\n")
    result = run("company")
    assert result.code == 2
    assert result.err.startswith(
        f"configured by {path}\nerror: there is no default column 'contry'\ndid you mean country"
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("layer = ['.']", "there is no key 'layer'; did you mean layers?"),
        ("run = 'rm -rf ~'", "there is no key 'run'; the keys are layers, schema, columns"),
        ("layers = '.'", "layers is no list of texts; write layers = ['a', 'b']"),
        ("layers = [1]", "layers is no list of texts; write layers = ['a', 'b']"),
        ("layers = ['']", "layers is no list of texts; write layers = ['a', 'b']"),
        ("columns = ['name']", "columns is no table; write [columns] and below it a line"),
        ("[columns]\nchip = 'name'", "columns.chip is no list of texts; write columns.chip = ["),
        ("schema = 'kinds.yaml'", "schema names no file called schema.yaml; write schema = "),
        ("schema = 1", "schema names no file called schema.yaml; write schema = "),
        pytest.param(
            "layers = ['~no-such-user/x']",
            "there is no home folder '~no-such-user'; write the whole path",
            marks=posix_only,  # Windows looks for it beside one's own
        ),
        ("layers = [", "Invalid value (at end of document); it has lines such as layers"),
        ("a = " + "[" * 5000, "it is nested too deep; it has lines such as layers"),
        (b"layers = ['\xff']", "it is not UTF-8; save it as UTF-8"),
        ("#" * 70_000, "it has more than 65,536 bytes; facts belong into fact files"),
    ],
    ids=range(14),
)
def test_what_is_wrong_with_it_is_named(
    content: str | bytes, message: str, configure: Configure, run: Run
) -> None:
    path = configure(content)
    result = run("stats")
    assert (result.code, result.out) == (2, "")
    assert result.err.replace("\n", "; ").startswith(f"error: {path}: {message}")
    assert result.err.endswith("--no-config leaves it out\n")


def test_a_folder_or_pipe_of_its_name_is_refused(project: Path, run: Run) -> None:
    path = project / "chipwatch.toml"
    make_pipe(path)
    assert run("stats").err.startswith(f"error: {path}: it is no file\n")


def test_a_layer_that_is_missing_is_named(configure: Configure, run: Run) -> None:
    configure("layers = ['bundled', 'gone']\n")
    result = run("stats")
    assert (result.code, result.err.splitlines()[0]) == (
        2,
        "error: there is no file or folder gone",
    )


def test_an_error_is_json_where_the_answer_would_be(configure: Configure, run: Run) -> None:
    configure("layer = []")
    assert json.loads(run("stats", "--json").err)["error"]["code"] == "bad-configuration"


def test_it_is_looked_for_as_far_as_the_git_root(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project.parent / "chipwatch.toml").touch()
    monkeypatch.chdir(project / "company")
    assert find_configuration() is None
    (project / "chipwatch.toml").touch()
    assert find_configuration() == project / "chipwatch.toml"


def test_it_is_looked_for_as_far_as_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    (home / "desk" / "facts").mkdir(parents=True)
    monkeypatch.setenv("USERPROFILE" if os.name == "nt" else "HOME", str(home))
    monkeypatch.chdir(home / "desk" / "facts")
    (tmp_path / "chipwatch.toml").touch()
    assert find_configuration() is None
    (home / "chipwatch.toml").touch()
    assert find_configuration() == home / "chipwatch.toml"


def test_outside_of_both_only_the_folder_one_stands_in_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "chipwatch.toml").touch()
    monkeypatch.chdir(tmp_path / "below")
    assert find_configuration() is None
    monkeypatch.chdir(tmp_path)
    assert find_configuration() == tmp_path / "chipwatch.toml"


@pytest.mark.slow
def test_check_judges_by_its_layers(configure: Configure, project: Path, run: Run) -> None:
    path = configure("layers = ['.']\n")
    (project / "company" / "acme.yaml").write_text(
        "name: Acme\npartners: baidu\nsources: gazette\n"
    )
    result = run("check")
    assert (result.code, result.err.splitlines()[-1]) == (1, f"configured by {path}")
    assert "the bundled facts have it: read them too, with --data bundled" in result.out
    configure("layers = ['bundled', '.']\n")
    assert run("check", "company/acme.yaml").code == 0


def test_in_a_clone_the_folder_stands_for_its_facts(project: Path, run: Run) -> None:
    for name in ("company", "source"):
        (project / "data" / name).parent.mkdir(exist_ok=True)
        (project / name).rename(project / "data" / name)
    (project / "notes.yaml").write_text("- no fact\n")
    query = "SELECT path FROM fact WHERE entity = 'acme'"
    result = run("sql", query, "--data", ".", "--format", "csv")
    assert (result.out, result.err) == ("path\ndata/company/acme.yaml\n", "")
