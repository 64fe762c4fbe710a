"""Read the states of the files of a large folder in a forked process as well.

Python holds its lock for half of the time that the state of a file takes, so that threads gain
nothing. A forked process knows the names already and has the folder open; it writes the states into
memory that both share. Where anything goes wrong in it, they are read again here.

A fork copies one thread alone, and whatever others hold locked stays so for ever: only a process
with a single thread forks, and only Linux tells how many there are.
"""

import mmap
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress

from ..reading.file_states import STATE_BYTES, read_states
from .core_count import count_cores
from .interrupts import block_interrupts

THREADS_FOLDER = "/proc/self/task"
"""Where Linux lists the threads of this process, those of libraries as well."""


class ForkedReading:
    """A process that reads the states of files into memory shared with this one."""

    def __init__(self, process_id: int, memory: mmap.mmap) -> None:
        self._process_id, self._memory = process_id, memory

    def collect(self) -> mmap.mmap | bytes:
        """Wait for the packed states; empty where the process did not read them all."""
        try:
            _, status = os.waitpid(self._process_id, 0)
        except ChildProcessError:  # something else in this process waits for all that end
            return b""
        return self._memory if status == 0 else b""

    def stop(self) -> None:
        """End the process."""
        if sys.platform != "win32":
            with suppress(OSError):
                os.kill(self._process_id, signal.SIGKILL)
                os.waitpid(self._process_id, 0)


def fork_reading(folder: int, names: Sequence[str], start: int) -> ForkedReading | None:
    """Start to read the states of files in an open folder, from one of their names on.

    None where this process cannot fork.
    """
    if sys.platform == "win32" or not _is_forking_safe() or count_cores() == 1:
        return None
    try:
        memory = mmap.mmap(-1, (len(names) - start) * STATE_BYTES)
        with block_interrupts():  # Ctrl-C is for this process, which then ends the other
            process_id = os.fork()
            if process_id == 0:
                _read_and_exit(folder, names, start, memory)
    except OSError:
        return None
    return ForkedReading(process_id, memory)


def _is_forking_safe() -> bool:
    """Tell whether this process is known to have a single thread."""
    try:
        return len(os.listdir(THREADS_FOLDER)) == 1  # noqa: PTH208 - as layers does
    except OSError:
        return False


def _read_and_exit(folder: int, names: Sequence[str], start: int, memory: mmap.mmap) -> None:
    """Read states into memory, in a forked process that ends with 0 where these are all.

    It ends at once, without writing out what the other process still has to write.
    """
    try:
        for numbers in read_states(folder, names[start:]):
            memory.write(numbers)
        os._exit(memory.tell() != len(memory))
    finally:
        os._exit(1)
