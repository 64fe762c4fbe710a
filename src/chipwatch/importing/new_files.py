"""Write new files together: all of them or, after an error or Ctrl-C, none."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import NamedTuple

from ..model.problem import UsageError
from ..showing.output_file import UnwritableFileError
from ..store.cache_sweep import is_abandoned

_ASIDE_PREFIX = ".chipwatch-import-"
"""How the folder begins in which files are written aside; then comes the id of the process."""


class NewFile(NamedTuple):
    """A file to be written: its path within the folder, and what it holds."""

    path: str
    content: bytes


def write_new_files(folder: Path, new_files: Iterable[NewFile]) -> int:
    """Write files aside, then rename each to its place; returns how many files that are.

    A file that is there with just this content stays, so that a run that was killed can be
    repeated. Raises UsageError where one with another content is there, UnwritableFileError; then
    nothing is written.
    """
    writer = _NewFileWriter(folder)
    try:
        return writer.write(new_files)
    except OSError as error:
        writer.undo()
        place = error.filename or folder
        hint = "nothing was written: choose with --into a folder that may be written and has room"
        raise UnwritableFileError(f"{place} cannot be written: {error.strerror}", hint) from error
    except BaseException:
        writer.undo()
        raise


class _NewFileWriter:
    """Writes files to a folder, and knows what to take away again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._made_places: list[Path] = []

    def write(self, new_files: Iterable[NewFile]) -> int:
        self._make_folder(self.folder)
        _sweep_folder(self.folder)
        prefix = f"{_ASIDE_PREFIX}{os.getpid()}-"
        with TemporaryDirectory(prefix=prefix, dir=self.folder) as aside_name:
            aside_places: dict[Path, Path] = {}
            file_count = 0
            for file_count, new_file in enumerate(new_files, start=1):
                place = self.folder / new_file.path
                if not _is_there(place, new_file.content):
                    aside_places[place] = Path(aside_name) / str(file_count)
                    aside_places[place].write_bytes(new_file.content)
            for place, aside_place in aside_places.items():
                self._make_folder(place.parent)
                self._made_places.append(place)
                aside_place.rename(place)
        return file_count

    def undo(self) -> None:
        """Take away the files and folders that were made."""
        for place in reversed(self._made_places):
            with suppress(OSError):
                place.rmdir() if place.is_dir() else place.unlink()

    def _make_folder(self, folder: Path) -> None:
        missing = [place for place in (folder, *folder.parents) if not place.exists()]
        self._made_places += reversed(missing)
        folder.mkdir(parents=True, exist_ok=True)


def _sweep_folder(folder: Path) -> None:
    """Remove what imports that were killed have left in a folder; what cannot be removed stays."""
    for path in folder.glob(f"{_ASIDE_PREFIX}*"):
        process_id = path.name.removeprefix(_ASIDE_PREFIX).partition("-")[0]
        if path.is_dir() and not path.is_symlink() and is_abandoned(path, process_id):
            rmtree(path, ignore_errors=True)


def _is_there(place: Path, content: bytes) -> bool:
    """Tell whether a file has this content; raises UsageError where it has another."""
    if not (place.exists() or place.is_symlink()):
        return False
    if place.is_file() and place.read_bytes() == content:
        return True
    hint = "choose another folder with --into, or remove it first"
    raise UsageError(f"{place} is there already", hint)
