"""What the state of a fact file says, as ``layers.describe_state`` writes it."""

from collections.abc import Iterable, Iterator

from .layers import FactFolder


def read_size(state: str) -> int:
    """Read from a state the size of the file in bytes."""
    return int(state.partition("/")[0])


def iter_change_times(folders: Iterable[FactFolder]) -> Iterator[int]:
    """Give when the contents, and when anything, of each file was last changed, in nanoseconds."""
    for folder in folders:
        lines = [line.partition("/")[2] for line in folder.lines]
        for state in (*lines, *(file.state for file in folder.exceptions if file.state)):
            _, modified_at, changed_at, _, _ = state.split("/")
            yield int(modified_at)
            yield int(changed_at)
