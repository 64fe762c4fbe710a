"""Write the fact files of folders in the one style."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ..model.wording import format_count
from ..reading.file_content import RejectedFileError
from ..reading.layers import list_fact_files, resolve_layers
from .fact_file import EditedFile, FileChange, UnwritableFactsError
from .file_formatter import format_facts
from .target_layer import refuse_installed_data


class FormattingReport(NamedTuple):
    """The files that changed or would, and those that cannot be read."""

    changes: list[FileChange]
    obstacles: list[str]
    """Why files stay as they are, a line each."""
    file_count: int
    is_written: bool

    def format_summary(self) -> str:
        """Say how many files changed, or would."""
        files = format_count(self.file_count, "file")
        verb = "written anew" if self.is_written else "would be written anew"
        remaining = f", {len(self.obstacles):,} left as they are" if self.obstacles else ""
        return f"{len(self.changes):,} of {files} {verb}{remaining}"


def format_files(paths: Sequence[str], *, is_written: bool) -> FormattingReport:
    """Write all fact files at some paths in the style, or find those that are not in it.

    A file that cannot be read stays as it is. Raises UnreadableBaseError, UsageError and
    UnwritableFileError.
    """
    files = list_fact_files(resolve_layers(tuple(paths)))
    changes: list[FileChange] = []
    obstacles: list[str] = []
    for file in files:
        path = Path(file.path)
        try:
            before = EditedFile.read(path)
            after = before.replace_text(format_facts(before.to_bytes(), file.label))
        except RejectedFileError as error:
            place = f"{file.label}:{error.problem.location.line}"
            obstacles.append(f"{place}: {error.problem.message}: {error.problem.hint}")
            continue
        except UnwritableFactsError as error:
            obstacles.append(f"{os.fspath(file.label)}: {error.message}: {error.hint}")
            continue
        change = FileChange(before=before, after=after, label=file.label)
        if not change.is_empty:
            changes.append(change)
    if is_written:
        for change in changes:
            refuse_installed_data(change.after.path)
        for change in changes:
            change.write()
    return FormattingReport(
        changes=changes, obstacles=obstacles, file_count=len(files), is_written=is_written
    )
