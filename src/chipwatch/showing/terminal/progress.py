"""The progress of what takes longer than a moment, as Rich draws it."""

from typing import TextIO

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)


class CountProgress:
    """A line with what is counted, a bar, the count and the time; it goes when all is done."""

    def __init__(self, description: str, stream: TextIO) -> None:
        self._progress = _build_progress(stream)
        self._task = self._progress.add_task(description, total=None)

    def update(self, count: int, total: int | None) -> None:
        """Show how far it is; the total is None where it is not known."""
        self._progress.update(self._task, completed=count, total=total)
        self._progress.start()

    def stop(self) -> None:
        """Wipe the line out."""
        self._progress.stop()


def _build_progress(stream: TextIO) -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(file=stream),
        transient=True,
    )
