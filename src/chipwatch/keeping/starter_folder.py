"""A folder for facts of one's own: configuration, an example, settings for Git, editor and CI."""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from ..model.problem import UsageError
from ..showing.output_file import UnwritableFileError, write_output_file
from .editor_files import build_editor_files

_TEMPLATES = Path(__file__).parent / "starter"
_HIDDEN_PREFIX = "dot-"
"""What stands for the dot of a hidden file here, where Git and others would obey it."""


def make_starter_folder(name: str) -> list[str]:
    """Make a folder for facts, and return the paths of its files.

    What is in the folder already stays as it is. Raises UsageError, before anything is written,
    where a file of it would be replaced; UnwritableFileError, and then leaves no file.
    """
    files = {**_read_templates(), **build_editor_files()}
    taken_paths = [path for path in files if os.path.lexists(Path(name, path))]
    if taken_paths:
        others = f" and {len(taken_paths) - 1} others" if len(taken_paths) > 1 else ""
        message = f"{Path(name, taken_paths[0])}{others} would be replaced, so nothing is written"
        raise UsageError(message, "choose a new folder, or move what is there")
    _write_files(Path(name), files)
    return list(files)


def write_editor_files(name: str) -> list[str]:
    """Write the files for editors anew, and return their paths; raises UnwritableFileError.

    They are made from the kinds in force and hold nothing of the user's.
    """
    files = build_editor_files()
    for path, content in files.items():
        _write_file(Path(name, path), content)
    return list(files)


def _read_templates() -> dict[str, bytes]:
    paths = sorted(path for path in _TEMPLATES.rglob("*") if path.is_file())
    return {_name_file(path.relative_to(_TEMPLATES)): path.read_bytes() for path in paths}


def _name_file(template: Path) -> str:
    pieces = (
        f".{piece.removeprefix(_HIDDEN_PREFIX)}" if piece.startswith(_HIDDEN_PREFIX) else piece
        for piece in template.parts
    )
    return "/".join(pieces)


def _write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files that are not there yet; where one cannot be written, remove the others again."""
    written_paths: list[Path] = []
    try:
        for path, content in files.items():
            written_paths.append(folder / path)
            _write_file(folder / path, content)
    except BaseException:
        for written_path in written_paths:
            with suppress(OSError, ValueError):
                written_path.unlink()
        raise


def _write_file(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = f"the folder {path.parent} cannot be made: {reason}"
        raise UnwritableFileError(message, "choose another place") from error
    write_output_file(str(path), content, is_synced=False)
