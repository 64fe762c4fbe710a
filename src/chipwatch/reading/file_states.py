"""The states of fact files: what tells whether one has changed since."""

import os
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .layers import FactFolder

FileState = tuple[int, ...]
"""All that changes when a file does: its size, the times of the last change of its contents and of
anything, in nanoseconds, its number on the disk, and the disk."""
_STATE_ATTRIBUTES = ("st_size", "st_mtime_ns", "st_ctime_ns", "st_ino", "st_dev")
get_state: Callable[[os.stat_result], FileState] = attrgetter(*_STATE_ATTRIBUTES)
STATE_LENGTH = len(_STATE_ATTRIBUTES)
"""The numbers of which the state of a file consists."""


def split_states(numbers: Iterable[int]) -> Iterator[FileState]:
    """Split the states of files, which follow one another, into one for each file."""
    return zip(*(iter(numbers),) * STATE_LENGTH, strict=True)


def read_size(state: FileState) -> int:
    """Read from a state the size of the file in bytes."""
    size, *_ = state
    return size


def iter_change_times(folders: "Iterable[FactFolder]") -> Iterator[int]:
    """Give when the contents, and when anything, of each file was last changed, in nanoseconds."""
    for folder in folders:
        states_of_exceptions = (file.state for file in folder.exceptions if file.state)
        for state in (*split_states(folder.states), *states_of_exceptions):
            _, modified_at, changed_at, _, _ = state
            yield modified_at
            yield changed_at
