"""The progress of a command on a terminal: nothing where standard error is none, or it is short."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

MIN_ROWS_SHOWN = 200
"""Rows from which the count is shown: fewer are read in a moment."""


@contextmanager
def show_progress() -> Iterator[Callable[[int], None]]:
    """Give what is told how many rows have been read, and show it on a terminal."""
    with _show_counts("rows read") as update:

        def update_rows(count: int) -> None:
            if count >= MIN_ROWS_SHOWN:
                update(count, None)

        yield update_rows


@contextmanager
def show_page_progress() -> Iterator[Callable[[int, int], None]]:
    """Give what is told how many pages are written, of how many, and show a bar on a terminal."""
    with _show_counts("pages written") as update:
        yield update


@contextmanager
def _show_counts(description: str) -> Iterator[Callable[[int, int | None], None]]:
    if not sys.stderr.isatty():
        yield lambda _count, _total: None
        return
    from ..showing.terminal.progress import build_progress

    progress = build_progress(sys.stderr)
    task = progress.add_task(description, total=None)

    def update(count: int, total: int | None) -> None:
        progress.update(task, completed=count, total=total)
        progress.start()

    try:
        yield update
    finally:
        progress.stop()
