"""The progress of an import on a terminal: nothing where standard error is none."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

ROWS_PER_UPDATE = 200
"""Rows after which the count is written anew."""


@contextmanager
def show_progress() -> Iterator[Callable[[int], None]]:
    """Give what is told how many rows have been read, and show it on a terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from ..showing.terminal.progress import build_progress

    with build_progress(sys.stderr) as progress:
        task = progress.add_task("rows read", total=None)

        def update(count: int) -> None:
            if count % ROWS_PER_UPDATE == 0:
                progress.update(task, completed=count)

        yield update
