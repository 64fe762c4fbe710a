"""What differs on Windows and macOS, as far as it can be had anywhere.

What the systems do is done in their place: Windows ends a pipe with an invalid argument, renames
and removes no file that is open, locks by ``msvcrt``, parts paths by backslashes.
"""

import errno
import io
import json
import ntpath
import os
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from chipwatch.cli import pager
from chipwatch.cli.standard_streams import AnswerSink, UnwritableError, ignore_closed_pipe
from chipwatch.importing.new_ids import NewIds
from chipwatch.model.entity_ids import is_entity_id
from chipwatch.model.shell_words import join_words, quote_word
from chipwatch.reading import document_reader, layers
from chipwatch.reading.document_reader import get_folder_name
from chipwatch.reading.layers import resolve_layers
from chipwatch.showing import output_file
from chipwatch.showing.output_file import UnwritableFileError, write_output_file
from chipwatch.store import snapshot_file
from chipwatch.store.build_lock import hold_build_lock
from chipwatch.store.cache_folder import find_cache_folder
from chipwatch.store.snapshot import open_base
from conftest import Facts, Run

WINDOWS_OS = SimpleNamespace(path=ntpath, sep="\\")
"""What our modules ask of ``os``, as it is on Windows."""
ACME = {"company/acme.yaml": "name: Acme\nsources: gazette\ncountry: US\n"}


def test_the_folder_of_a_file_is_its_kind_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_reader, "os", WINDOWS_OS)
    assert get_folder_name(r"C:\My Facts\company\acme.yaml") == "company"


def test_labels_have_slashes_on_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / r"my facts\company").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(layers, "os", WINDOWS_OS)
    (layer,) = resolve_layers((r"my facts\company",))
    assert layer.label == "my facts/company"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param(["chipwatch", "check", r"--data=C:\facts"], None, id="plain"),
        pytest.param(["company", "two words"], 'company "two words"', id="spaces"),
        pytest.param(["chip", "tpp >= 4800"], 'chip "tpp >= 4800"', id="redirection"),
        pytest.param(["chip", "a&b"], 'chip "a&b"', id="two-commands"),
        pytest.param(['name = "x"'], r'"name = \"x\""', id="double-quotes"),
        pytest.param(["it's"], '"it\'s"', id="single-quote"),
        pytest.param(["C:\\my facts\\"], '"C:\\my facts\\\\"', id="backslash-before-a-quote"),
        pytest.param(["百度", ""], '"百度" ""', id="chinese-and-empty"),
    ],
)
def test_words_are_quoted_for_the_shells_of_windows(
    words: list[str], expected: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert join_words(words) == (expected or " ".join(words))


def test_words_are_quoted_for_other_shells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert quote_word("two words") == "'two words'"


class ClosedPipe(io.RawIOBase):
    """What Windows makes of a pipe that nobody reads any more."""

    def write(self, _content: object) -> int:
        raise OSError(errno.EINVAL, "Invalid argument")


@pytest.mark.parametrize(
    ("platform", "is_quiet"), [("win32", True), ("linux", False), ("darwin", False)]
)
def test_a_closed_pipe_of_windows_is_quiet(
    platform: str, *, is_quiet: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``chipwatch company | more``, left by its reader, is no error."""
    monkeypatch.setattr(sys, "platform", platform)
    sink = AnswerSink(io.TextIOWrapper(ClosedPipe()))  # type: ignore[type-var]  # it need not buffer
    if is_quiet:
        assert sink.write(b"answer") == len(b"answer")
        with ignore_closed_pipe():
            ClosedPipe().write(b"")
    else:
        with pytest.raises(UnwritableError, match="Invalid argument"):
            sink.write(b"answer")
    assert sink.is_finished


@pytest.mark.parametrize("command", ["no-such-pager -R", '"C:\\no such\\less.exe" -R'])
def test_a_missing_pager_loses_no_answer_on_windows(
    command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The shell of Windows ends with 1 where it finds no program, as a pager may that was left."""
    monkeypatch.setattr(pager, "os", SimpleNamespace(name="nt", environ=os.environ))
    monkeypatch.setenv("CHIPWATCH_PAGER", command)
    monkeypatch.setenv("LINES", "24")
    assert not pager.show_in_pager("line\n" * 100)


def test_the_cache_folder_that_is_named_counts_on_every_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    for platform in ("linux", "darwin", "win32"):
        monkeypatch.setattr(sys, "platform", platform)
        assert find_cache_folder() == tmp_path / "chipwatch"
    monkeypatch.setenv("XDG_CACHE_HOME", "not/absolute")
    assert find_cache_folder() != Path("not/absolute/chipwatch")


def test_a_file_that_is_looked_into_is_replaced_a_moment_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows refuses it while a virus scanner reads the new file."""
    answers = iter([PermissionError(13, "Access is denied"), None])
    replace, path = Path.replace, tmp_path / "answer.csv"

    def replace_at_last(self: Path, target: Path) -> Path:
        if error := next(answers):
            raise error
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", replace_at_last)
    use_windows_files(monkeypatch)
    write_output_file(str(path), b"new")
    assert [file.name for file in tmp_path.iterdir()] == ["answer.csv"]


def test_a_file_that_another_program_keeps_open_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_self: Path, _target: Path) -> Path:
        raise PermissionError(errno.EACCES, "Access is denied")

    path = tmp_path / "answer.csv"
    path.write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", refuse)
    use_windows_files(monkeypatch)
    with pytest.raises(UnwritableFileError, match="Access is denied") as raised:
        write_output_file(str(path), b"new")
    assert raised.value.hint == "close it where another program has it open, or choose another name"
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [
        ("answer.csv", b"old")
    ]


def use_windows_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files be written as on Windows, without waiting."""
    names = {name: getattr(os, name) for name in ("fdopen", "fsync", "umask")}
    monkeypatch.setattr(output_file, "os", SimpleNamespace(name="nt", **names))
    monkeypatch.setattr(output_file, "RETRY_SECONDS", (0, 0))


def test_a_snapshot_is_updated_where_no_open_file_can_be_renamed(
    own_facts: Facts, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an edit, the answer is the new one, it is kept, and no copies pile up in the cache."""
    folder = own_facts(ACME)
    opened: set[Path] = set()
    copy_aside, replace, unlink = snapshot_file._copy_aside, Path.replace, Path.unlink  # noqa: SLF001

    def copy_and_note(path: Path, file_status: os.stat_result, aside_path: Path) -> object:
        opened.add(aside_path)
        return copy_aside(path, file_status, aside_path)

    def refuse_if_open(self: Path, *arguments: object, **options: object) -> object:
        if self in opened:
            raise PermissionError(errno.EACCES, "Access is denied")
        call = replace if arguments else unlink
        return call(self, *arguments, **options)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(snapshot_file, "_copy_aside", copy_and_note)
    monkeypatch.setattr(Path, "replace", refuse_if_open)
    monkeypatch.setattr(Path, "unlink", refuse_if_open)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    use_old_times(folder)
    assert json.loads(run("company", "acme", "--json", "--data", folder).out)["country"] == "US"
    use_windows_snapshots(monkeypatch)
    (folder / "company" / "acme.yaml").write_text(ACME["company/acme.yaml"].replace("US", "CN"))
    use_old_times(folder)
    first, second = (run("company", "acme", "--json", "--data", folder) for _ in range(2))
    assert first == second
    assert json.loads(first.out)["country"] == "CN"
    assert [path.suffix for path in (tmp_path / "cache" / "chipwatch").iterdir()] == [".sqlite"]


def use_windows_snapshots(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let snapshots be kept as on Windows."""
    names = {name: getattr(os, name) for name in ("getpid", "utime")}
    monkeypatch.setattr(snapshot_file, "os", SimpleNamespace(name="nt", **names))


def use_old_times(folder: Path) -> None:
    """Let files have been written long enough ago for a snapshot of them to be kept."""
    for path in folder.rglob("*.yaml"):
        os.utime(path, ns=(10**18, 10**18 + path.stat().st_size))
    time.sleep(0.03)  # that they were given these times is seen too, for a tick


@pytest.mark.parametrize("is_held", [False, True])
def test_a_build_is_locked_on_windows(
    tmp_path: Path, *, is_held: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a byte that another process has locked, ``msvcrt`` says that permission is denied."""
    answers = iter([PermissionError(errno.EACCES, "Permission denied")] if is_held else [])

    def lock(_descriptor: int, _mode: int, _byte_count: int) -> None:
        if error := next(answers, None):
            raise error

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(locking=lock, LK_NBLCK=2))
    with hold_build_lock(tmp_path / "12345678.sqlite") as has_waited:
        assert has_waited == is_held


@pytest.mark.parametrize("name", ["con", "prn", "aux", "nul", "com1", "lpt9", "con.x", "aux.2-a"])
def test_no_id_is_a_device_of_windows(name: str) -> None:
    """A file ``con.yaml`` cannot be written there, nor a repository with it be cloned."""
    assert not is_entity_id(name)


@pytest.mark.parametrize("name", ["icon", "console", "com", "com10", "lpt", "aux-2", "x.con"])
def test_other_ids_stay_ids(name: str) -> None:
    assert is_entity_id(name)


def test_an_imported_thing_gets_an_id_that_is_no_device(facts: Facts) -> None:
    ids = NewIds(open_base((str(facts(ACME)),)), "company")
    assert [ids.propose(name) for name in ("Con", "AUX", "Console")] == [
        "con-2",
        "aux-2",
        "console",
    ]
