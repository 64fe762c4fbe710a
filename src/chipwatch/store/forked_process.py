"""Forked processes: a copy of this one, with all that it has in memory, that starts in 10 ms.

A fork copies one thread alone, and whatever others hold locked stays so for ever: only a process
with a single thread forks, and only Linux tells how many there are.
"""

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress

from .core_count import count_cores
from .interrupts import block_interrupts

THREADS_FOLDER = "/proc/self/task"
"""Where Linux lists the threads of this process, those of libraries as well."""


class ForkedProcess:
    """A process that does a piece of work while this one goes on.

    It ends when nothing refers to it any more: Ctrl-C may come before the place that would stop it.
    """

    def __init__(self, process_id: int) -> None:
        self._process_id = process_id
        self._has_ended = False

    def __del__(self) -> None:
        """End the process."""
        self.stop()

    def wait(self) -> bool:
        """Wait for its end, and tell whether it has done its work."""
        try:
            _, status = os.waitpid(self._process_id, 0)
        except ChildProcessError:  # something else in this process waits for all that end
            status = 1
        self._has_ended = True
        return status == 0

    def stop(self) -> None:
        """End the process, unless it has been waited for."""
        if not self._has_ended and sys.platform != "win32":
            with suppress(OSError):
                os.kill(self._process_id, signal.SIGKILL)
                os.waitpid(self._process_id, 0)
            self._has_ended = True


def fork_process(work: Callable[[], bool]) -> ForkedProcess | None:
    """Fork a process that does a piece of work, which tells whether all of it could be done.

    None where this process cannot fork. The other one ends at once after its work, without writing
    out what this one still has to write.
    """
    if sys.platform == "win32" or not can_fork():
        return None
    try:
        with block_interrupts():  # Ctrl-C is for this process, which then ends the other
            process_id = os.fork()
            if process_id == 0:
                _work_and_exit(work)
            return ForkedProcess(process_id)
    except OSError:
        return None


def can_fork() -> bool:
    """Tell whether a fork is safe, as this process is known to have a single thread, and useful."""
    try:
        return len(os.listdir(THREADS_FOLDER)) == 1 and count_cores() > 1  # noqa: PTH208 - as layers does
    except OSError:
        return False


def _work_and_exit(work: Callable[[], bool]) -> None:
    try:
        os._exit(not work())
    finally:
        os._exit(1)
