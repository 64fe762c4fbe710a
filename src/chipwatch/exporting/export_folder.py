"""Write the files of an export to a folder, without touching what no export wrote."""

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from ..model.problem import UsageError
from ..showing.formats import encode_text
from ..showing.json_format import render_json
from ..showing.output_file import UnwritableFileError, write_output_file

LIST_FILE = ".chipwatch-export.json"
"""The file of an exported folder that lists what we wrote: that alone is ever replaced."""


def write_export_folder(name: str, files: Mapping[str, bytes]) -> None:
    """Write the files of an export; files of an earlier export that are no more in it are removed.

    Raises UsageError, before anything is written, where that would replace a file that no export
    wrote; UnwritableFileError where one cannot be written.
    """
    folder = Path(name)
    earlier_paths = _read_list(folder)
    for path in files:
        if path not in earlier_paths and (folder / path).exists():
            hint = "choose an empty folder, or one that an export made"
            raise UsageError(f"{folder / path} is there already, and no export wrote it", hint)
    _make_folder(folder)
    # The list names old and new files while they are written, so that a later export may go on.
    _write_list(folder, {*earlier_paths, *files})
    for path, content in files.items():
        _make_folder((folder / path).parent)
        write_output_file(str(folder / path), content, is_synced=False)
    for path in earlier_paths - files.keys():
        with suppress(OSError):
            (folder / path).unlink()
    _write_list(folder, set(files))


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


def _write_list(folder: Path, paths: set[str]) -> None:
    content = {"about": "files written by chipwatch export", "files": sorted(paths)}
    write_output_file(str(folder / LIST_FILE), encode_text(render_json(content)))
