"""Files of an import appear together or not at all: full disks, Ctrl-C, kills, places of others."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from chipwatch.importing.new_files import NewFile, write_new_files
from chipwatch.model.problem import UsageError
from chipwatch.showing.output_file import UnwritableFileError
from conftest import make_link, needs_refusals, posix_only

NEW_FILES = [
    NewFile(path="chip/a.yaml", content=b"a"),
    NewFile(path="chip/b.yaml", content=b"b"),
    NewFile(path="source/c.yaml", content=b"c"),
]
FULL_DISK = OSError(28, "No space left on device")


def list_files(folder: Path) -> dict[str, bytes]:
    """Give what the files of a folder hold by path, hidden ones and empty folders too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b"folder"
        for path in sorted(folder.rglob("*"))
        if path.is_file() or not any(path.iterdir())
    }


def build_wanted() -> dict[str, bytes]:
    return {new_file.path: new_file.content for new_file in NEW_FILES}


def test_files_are_written_to_folders_that_are_made(tmp_path: Path) -> None:
    assert write_new_files(tmp_path / "deep" / "mine", NEW_FILES) == 3
    assert list_files(tmp_path / "deep" / "mine") == build_wanted()
    mode = (tmp_path / "deep" / "mine" / "chip" / "a.yaml").stat().st_mode
    mask = os.umask(0)
    os.umask(mask)
    assert mode & 0o777 == 0o666 & ~mask


@pytest.mark.parametrize("error", [FULL_DISK, KeyboardInterrupt()])
@pytest.mark.parametrize("method", ["write_bytes", "rename", "mkdir"])
@pytest.mark.parametrize("count", [0, 1, 2])
def test_what_stops_in_the_middle_leaves_nothing_and_can_be_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, method: str, count: int
) -> None:
    folder = tmp_path / "deep" / "mine"
    with monkeypatch.context() as patch:
        fail_after(patch, method, count, error)
        with pytest.raises((UnwritableFileError, KeyboardInterrupt)):
            write_new_files(folder, NEW_FILES)
    assert list_files(tmp_path) == {}
    assert not (tmp_path / "deep").exists()
    assert write_new_files(folder, NEW_FILES) == 3
    assert list_files(folder) == build_wanted()


def fail_after(patch: pytest.MonkeyPatch, method: str, count: int, error: BaseException) -> None:
    """Have a method of paths fail when it was called some times."""
    call, calls = getattr(Path, method), iter(range(count))

    def fail(path: Path, *arguments: object, **options: object) -> object:
        if next(calls, None) is None:
            raise error
        return call(path, *arguments, **options)

    patch.setattr(Path, method, fail)


def test_an_error_says_where_and_that_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_after(monkeypatch, "write_bytes", 1, FULL_DISK)
    with pytest.raises(UnwritableFileError) as raised:
        write_new_files(tmp_path, NEW_FILES)
    assert raised.value.message == f"{tmp_path} cannot be written: No space left on device"
    assert raised.value.hint.startswith("nothing was written")


def test_files_that_were_there_stay_when_it_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "chip").mkdir()
    (tmp_path / "chip" / "mine.yaml").write_bytes(b"mine")
    fail_after(monkeypatch, "rename", 2, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        write_new_files(tmp_path, NEW_FILES)
    assert list_files(tmp_path) == {"chip/mine.yaml": b"mine"}


def test_a_run_that_was_killed_while_files_were_renamed_is_finished_by_the_next(
    tmp_path: Path,
) -> None:
    (tmp_path / "chip").mkdir()
    (tmp_path / "chip" / "a.yaml").write_bytes(b"a")
    assert write_new_files(tmp_path, NEW_FILES) == 3
    assert list_files(tmp_path) == build_wanted()


@pytest.mark.parametrize("kind", ["other content", "folder", "link to nowhere"])
def test_what_is_in_the_place_of_a_file_is_never_replaced(tmp_path: Path, kind: str) -> None:
    place = tmp_path / "source" / "c.yaml"
    place.parent.mkdir()
    if kind == "folder":
        place.mkdir()
    elif kind == "other content":
        place.write_bytes(b"mine")
    else:
        make_link(place, tmp_path / "nowhere")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(UsageError, match="is there already"):
        write_new_files(tmp_path, NEW_FILES)
    assert sorted(tmp_path.rglob("*")) == before


@posix_only
def test_ctrl_c_while_contents_are_made_leaves_nothing(tmp_path: Path) -> None:
    def iter_files() -> Iterator[NewFile]:
        yield NEW_FILES[0]
        os.kill(os.getpid(), signal.SIGINT)
        yield NEW_FILES[1]

    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            write_new_files(tmp_path / "mine", iter_files())
    finally:
        signal.signal(signal.SIGINT, handler)
    assert list_files(tmp_path) == {}
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize("place", ["file/mine", "x" * 300])
def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    with pytest.raises(UnwritableFileError, match="cannot be written: "):
        write_new_files(tmp_path / place, NEW_FILES)
    assert list_files(tmp_path) == {"file": b"mine"}


@needs_refusals
def test_a_folder_that_may_not_be_written_is_an_error(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(UnwritableFileError, match="Permission denied"):
        write_new_files(tmp_path, NEW_FILES)


@posix_only
def test_what_a_killed_import_left_is_removed_by_the_next(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = tmp_path / f".chipwatch-import-{ended.pid}-abc"
    running = tmp_path / f".chipwatch-import-{os.getpid()}-abc"
    for folder in (left, running):
        folder.mkdir()
        (folder / "1").write_bytes(b"half")
    write_new_files(tmp_path, [NewFile(path="a.yaml", content=b"a")])
    assert sorted(path.name for path in tmp_path.iterdir()) == [running.name, "a.yaml"]
