"""Export a base to a place, and report what was written."""

from collections.abc import Sequence
from typing import NamedTuple

from ..model.problem import UsageError
from ..model.suggest import find_member
from ..model.wording import format_count
from ..showing.output_file import write_output_file
from ..store.knowledge_base import KnowledgeBase
from .export_content import ExportRequest, collect_content
from .export_folder import write_export_folder
from .export_formats import ExportFormat


class ExportReport(NamedTuple):
    """What an export wrote."""

    format: str
    path: str
    entity_count: int
    """Entities other than sources."""
    fact_count: int
    """Facts about them."""
    source_count: int
    file_count: int
    remarks: Sequence[str] = ()

    def format_summary(self) -> str:
        """Say in a sentence what was written."""
        counts = (
            format_count(self.entity_count, "entity", "entities"),
            format_count(self.fact_count, "fact", "facts"),
            format_count(self.source_count, "source", "sources"),
        )
        files = f" in {self.file_count:,} files" if self.file_count > 1 else ""
        return f"{self.path}: {', '.join(counts)}{files}"


def export_base(
    base: KnowledgeBase, format_name: str, path: str, request: ExportRequest
) -> ExportReport:
    """Write a base, or a part of it, to a file or folder.

    Raises UsageError, UnknownNameError, NotFoundError, MissingLibraryError, UnwritableFileError.
    """
    export_format = find_member(ExportFormat, format_name, "export format")
    if not path:
        raise UsageError("the place to write to is empty", "give a file or folder")
    content = collect_content(base, request)
    written = export_format.writer(content)
    if isinstance(written, bytes):
        write_output_file(path, written)
    else:
        write_export_folder(path, written)
    things = content.things
    return ExportReport(
        format=export_format.value,
        path=path,
        entity_count=len(things),
        fact_count=sum(len(entity.facts) for entity in things),
        source_count=len(content.sources),
        file_count=1 if isinstance(written, bytes) else len(written),
        remarks=content.remarks,
    )
