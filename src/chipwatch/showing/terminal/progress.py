"""The progress of what takes longer than a moment, as Rich draws it."""

from typing import TextIO

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn


def build_progress(stream: TextIO) -> Progress:
    """Build a line with a count and the time, which goes when all is done."""
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(file=stream),
        transient=True,
    )
