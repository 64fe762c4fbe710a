"""The progress of an import on a terminal: nothing where standard error is none, or it is short."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

ROWS_PER_UPDATE = 200
"""Rows after which the count is shown, and written anew: some half a second."""


@contextmanager
def show_progress() -> Iterator[Callable[[int], None]]:
    """Give what is told how many rows have been read, and show it on a terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from ..showing.terminal.progress import build_progress

    progress = build_progress(sys.stderr)
    task = progress.add_task("rows read", total=None)

    def update(count: int) -> None:
        if count % ROWS_PER_UPDATE == 0:
            progress.start()
            progress.update(task, completed=count)

    try:
        yield update
    finally:
        progress.stop()
