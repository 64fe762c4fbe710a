"""What the states of fact files say."""

from collections.abc import Iterable, Iterator

from .layers import FactFolder, FileState, split_states


def read_size(state: FileState) -> int:
    """Read from a state the size of the file in bytes."""
    size, *_ = state
    return size


def iter_change_times(folders: Iterable[FactFolder]) -> Iterator[int]:
    """Give when the contents, and when anything, of each file was last changed, in nanoseconds."""
    for folder in folders:
        states_of_exceptions = (file.state for file in folder.exceptions if file.state)
        for state in (*split_states(folder.states), *states_of_exceptions):
            _, modified_at, changed_at, _, _ = state
            yield modified_at
            yield changed_at
