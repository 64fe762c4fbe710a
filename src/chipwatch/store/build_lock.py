"""The lock of a build: of several processes that find no snapshot one builds, the others wait.

It is a file beside the snapshot; the system unlocks it when its holder ends, however that comes
about. Where nothing can be locked (a read-only cache, some network disks), and after
MAX_WAIT_SECONDS, each process builds for itself: then nothing is lost but time.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

MAX_WAIT_SECONDS = 10
"""Seconds to wait for another build: one of the bundled facts takes less than one, and the holder
may have been stopped."""
POLL_SECONDS = 0.02


@contextmanager
def hold_build_lock(snapshot_path: Path) -> Iterator[bool]:
    """Hold the lock of a snapshot, if there can be one; tells whether another process had it."""
    path = snapshot_path.with_suffix(".lock")
    descriptor = _open_lock(path)
    if descriptor is None:
        yield False
        return
    started_at = time.monotonic()
    try:
        is_held = _try_to_lock(descriptor)
        has_waited = is_held is False
        while is_held is False and time.monotonic() - started_at < MAX_WAIT_SECONDS:
            time.sleep(POLL_SECONDS)
            is_held = _try_to_lock(descriptor)
        yield has_waited
    finally:
        _close_lock(descriptor, path if is_held else None)


def _open_lock(path: Path) -> int | None:
    """Open the file to lock; None where there can be none."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, flags, 0o600)
    except OSError:
        return None


def _close_lock(descriptor: int, held_path: Path | None) -> None:
    """Close the file, and remove one that was held.

    One that still waits for this file, and one that makes it anew, may then build at once.
    """
    removes_open_file = sys.platform != "win32"
    if not removes_open_file:
        os.close(descriptor)
    if held_path:
        with suppress(OSError):  # on Windows another process may have it open
            held_path.unlink()
    if removes_open_file:
        os.close(descriptor)


def _try_to_lock(descriptor: int) -> bool | None:
    """Lock a file, without waiting; None where the system or the disk has no locks."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except PermissionError:  # on Windows of a file that another process has locked
        return False if sys.platform == "win32" else None
    except (ImportError, OSError):
        return None
    return True
