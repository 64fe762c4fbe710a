"""Read the states of the files of a large folder in a forked process as well.

Python holds its lock for half of the time that the state of a file takes, so that threads gain
nothing. A forked process knows the names already and has the folder open; it writes the states into
memory that both share. Where anything goes wrong in it, they are read again here.
"""

import mmap
from collections.abc import Sequence

from ..reading.file_states import STATE_BYTES, read_states
from .forked_process import ForkedProcess, fork_process


class ForkedReading:
    """A process that reads the states of files into memory shared with this one."""

    def __init__(self, process: ForkedProcess, memory: mmap.mmap) -> None:
        self._process, self._memory = process, memory

    def collect(self) -> mmap.mmap | bytes:
        """Wait for the packed states; empty where the process did not read them all."""
        return self._memory if self._process.wait() else b""

    def stop(self) -> None:
        """End the process."""
        self._process.stop()


def fork_reading(folder: int, names: Sequence[str], start: int) -> ForkedReading | None:
    """Start to read the states of files in an open folder, from one of their names on.

    None where this process cannot fork.
    """
    try:
        memory = mmap.mmap(-1, (len(names) - start) * STATE_BYTES)
    except OSError:
        return None

    def read() -> bool:
        for numbers in read_states(folder, names[start:]):
            memory.write(numbers)
        return memory.tell() == len(memory)

    process = fork_process(read)
    return ForkedReading(process, memory) if process else None
