"""What is removed from the cache folder: what killed builds have left, snapshots long unused."""

import os
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

STALE_AFTER_SECONDS = 3600
"""Seconds after which a file that a killed build has left is removed, whoever wrote it."""
MAX_SNAPSHOTS = 20
"""Snapshots that are kept: each way to name folders of facts has its own, of megabytes."""


def sweep_cache(folder: Path) -> None:
    """Remove what a cache folder need not keep; what cannot be removed stays."""
    for path in (*_list_leftovers(folder), *_list_unused_snapshots(folder)):
        for file in (path, path.with_suffix(".checked")):
            with suppress(OSError):
                file.unlink()


def _list_leftovers(folder: Path) -> Iterable[Path]:
    """List what killed builds have left: files of processes that are gone, and old ones."""
    for leftover in (*folder.glob("*.tmp"), *folder.glob("*.lock")):
        if is_abandoned(leftover, leftover.name.split(".")[1]):
            yield leftover


def is_abandoned(path: Path, process_id: str) -> bool:
    """Tell whether what a process keeps for a while is left over: it is gone, or that is old."""
    try:
        is_old = time.time() - path.stat().st_mtime > STALE_AFTER_SECONDS
    except OSError:
        return False
    return is_old or not _is_running(process_id)


def _list_unused_snapshots(folder: Path) -> Iterable[Path]:
    """List the snapshots that were used least lately, but for as many as one more leaves room for.

    A disk may note the use of a file once a day, or never: then the oldest ones are meant.
    """
    used_at: dict[Path, float] = {}
    for path in folder.glob("*.sqlite"):
        with suppress(OSError):
            file_status = path.lstat()
            used_at[path] = max(file_status.st_atime, file_status.st_mtime)
    return sorted(used_at, key=used_at.__getitem__)[: -MAX_SNAPSHOTS + 1]


def _is_running(process_id: str) -> bool:
    """Tell whether a process is there, or may be; Windows has no question for that."""
    if os.name != "posix" or not process_id.isdecimal():
        return True
    try:
        os.kill(int(process_id), 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
