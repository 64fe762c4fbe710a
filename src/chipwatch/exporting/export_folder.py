"""Write the files of an export to a folder, without touching what no export wrote."""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from ..model.problem import UsageError
from ..showing.formats import encode_text
from ..showing.json_format import render_json
from ..showing.output_file import WRITABLE_HINT, UnwritableFileError, write_output_file

LIST_FILE = ".chipwatch-export.json"
"""The file of an exported folder that lists what we wrote: that alone is ever replaced."""


def write_export_folder(name: str, files: Mapping[str, bytes]) -> None:
    """Write the files of an export; files of an earlier export that are no more in it are removed.

    Raises UsageError, before anything is written, where that would replace a file that no export
    wrote; UnwritableFileError where one cannot be written.
    """
    folder = ExportFolder(name)
    folder.claim(files)
    for path, content in files.items():
        folder.write(path, content)
    folder.finish()


class ExportFolder:
    """A folder that an export is written to, file by file: claim the paths first, finish last."""

    def __init__(self, name: str) -> None:
        self.folder = Path(name)
        self._earlier_paths = _read_list(self.folder)
        self.claimed_paths: set[str] = set()

    def claim(self, paths: Iterable[str]) -> None:
        """Make the folders of some paths, and note that these are ours.

        Raises UsageError where there is a file that no export wrote, or a folder leads elsewhere.
        """
        paths = list(paths)
        for path in paths:
            self._check(path)
        for folder in sorted({self.folder, *((self.folder / path).parent for path in paths)}):
            _make_folder(folder)
        self.claimed_paths.update(paths)
        # The list names old and new files while they are written, so that a later export may go on.
        self._write_list(self._earlier_paths | self.claimed_paths)

    def write(self, path: str, content: bytes) -> None:
        """Write a file that is claimed; one that is as it should be keeps its time."""
        write_exported_file(self.folder / path, content)

    def finish(self) -> None:
        """Remove the files of an earlier export that are no more in this one."""
        for path in self._earlier_paths - self.claimed_paths:
            with suppress(OSError):
                (self.folder / path).unlink()
        self._write_list(self.claimed_paths)

    def _check(self, path: str) -> None:
        hint = "choose an empty folder, or one that an export made"
        place = self.folder / path
        if path not in self._earlier_paths and (place.exists() or place.is_symlink()):
            raise UsageError(f"{place} is there already, and no export wrote it", hint)
        if place.parent != self.folder and place.parent.is_symlink():
            raise UsageError(f"{place.parent} is a link to another place", hint)

    def _write_list(self, paths: set[str]) -> None:
        content = {"about": "files written by chipwatch export", "files": sorted(paths)}
        write_output_file(str(self.folder / LIST_FILE), encode_text(render_json(content)))


def write_exported_file(place: Path, content: bytes) -> None:
    """Write a file of an export, unless it is there as it should be; raises UnwritableFileError."""
    try:
        _create_file(place, content)
    except FileExistsError:
        if not _has_content(place, content):
            write_output_file(str(place), content, is_synced=False)
    except OSError as error:
        message = f"{place} cannot be written: {error.strerror}"
        raise UnwritableFileError(message, WRITABLE_HINT) from error


def _create_file(place: Path, content: bytes) -> None:
    """Write a new file in its place, faster than one that is renamed; a failure leaves no part."""
    file = place.open("xb")
    try:
        with file:
            file.write(content)
    except BaseException:
        place.unlink()  # now that it is closed: Windows removes no open file
        raise


def _has_content(place: Path, content: bytes) -> bool:
    with suppress(OSError):
        return place.stat().st_size == len(content) and place.read_bytes() == content
    return False


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"the folder {folder} cannot be made: {error.strerror}"
        raise UnwritableFileError(message, "choose another place") from error


def _read_list(folder: Path) -> set[str]:
    """Read which files of a folder an export wrote; only names that stay within it count."""
    try:
        paths = json.loads((folder / LIST_FILE).read_bytes())["files"]
    except (OSError, ValueError, LookupError, TypeError):
        return set()
    inside = folder.resolve()
    return {
        path
        for path in paths
        if isinstance(path, str) and (folder / path).resolve().is_relative_to(inside)
    }
