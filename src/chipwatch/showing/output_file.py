"""Write an answer to a file: whole or not at all, and never half over an older one."""

import os
import stat
import time
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

from ..model.problem import ChipwatchError


class UnwritableFileError(ChipwatchError):
    """A file for an answer cannot be written."""

    code = "unwritable-file"


WRITABLE_HINT = "choose a folder that you may write to and that has room"
"""What to do where the system lets nothing be written in a folder."""
RETRY_SECONDS = (0.05, 0.2, 0.5)
"""How long to wait before each further try, where Windows does not let a file be renamed: virus
scanners open each new file for a moment."""
_NEW_FILE_MODE = 0o666
"""The permissions of a new file, before the user's mask."""


def write_output_file(name: str, content: bytes, *, is_synced: bool = True) -> None:
    """Write a file aside and rename it; raises UnwritableFileError, and then leaves no trace.

    What is no regular file, such as a pipe or ``/dev/stdout``, is written as it stands. It waits
    for the disk unless ``is_synced`` is false: 10 ms a file, too long for thousands of them.
    """
    path = Path(name)
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
        else:
            _replace_file(path.resolve(), content, is_synced=is_synced)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        hint = _suggest_hint(path)
        raise UnwritableFileError(f"{name} cannot be written: {reason}", hint) from error


def _replace_file(path: Path, content: bytes, *, is_synced: bool) -> None:
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else _NEW_FILE_MODE & ~_read_mask()
    descriptor, temporary_name = mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            if is_synced:
                os.fsync(descriptor)
        Path(temporary_name).chmod(mode)
        _rename(Path(temporary_name), path)
    except BaseException:
        with suppress(OSError):
            Path(temporary_name).unlink()
        raise


def _rename(temporary_path: Path, path: Path) -> None:
    """Put a file in its place; on Windows, again where another program looks into it just then."""
    for seconds in RETRY_SECONDS if os.name == "nt" else ():
        try:
            temporary_path.replace(path)
        except PermissionError:
            time.sleep(seconds)
        else:
            return
    temporary_path.replace(path)


def _read_mask() -> int:
    """Read the mask of the permissions of new files, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _suggest_hint(path: Path) -> str:
    if path.is_dir():
        return "it is a folder: name a file in it"
    if not path.parent.is_dir():
        return f"there is no folder {path.parent}"
    if os.name == "nt" and path.exists():
        return "close it where another program has it open, or choose another name"
    return WRITABLE_HINT
