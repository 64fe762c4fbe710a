"""The progress of a command on a terminal: nothing where standard error is none, or it is short."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

MIN_ROWS_SHOWN = 200
"""Rows from which the count is shown: fewer are read in a moment."""
BUILD_SHOWN_AFTER_SECONDS = 1
"""Seconds after which it is worth saying that files are being read."""


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
def show_file_progress() -> Iterator[Callable[[int, int], None]]:
    """Give what is told how many fact files are read, of how many, and show a bar on a terminal.

    Most bases are read before it would be seen.
    """
    with _show_counts("fact files read", delay_seconds=BUILD_SHOWN_AFTER_SECONDS) as update:
        yield update


@contextmanager
def _show_counts(
    description: str, delay_seconds: float = 0
) -> Iterator[Callable[[int, int | None], None]]:
    if not sys.stderr.isatty():
        yield lambda _count, _total: None
        return
    started_at = time.monotonic()
    progress = None

    def update(count: int, total: int | None) -> None:
        nonlocal progress
        if progress is None and time.monotonic() - started_at >= delay_seconds:
            from ..showing.terminal.progress import CountProgress

            progress = CountProgress(description, sys.stderr)
        if progress:
            progress.update(count, total)

    try:
        yield update
    finally:
        if progress:
            progress.stop()
