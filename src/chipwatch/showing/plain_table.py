"""Write tables for a pipe: as plain text, with the sources in the form that is wanted."""

from collections.abc import Sequence

from ..model.table import Cell, Column, Table
from ..model.text_table import render_text_tables
from .screen import SourceForm


def render_plain_tables(tables: Sequence[Table], source_form: SourceForm | None = None) -> str:
    """Write tables one under another, with an empty line between them."""
    plain_tables = (
        _shorten_sources(table) if source_form is SourceForm.ONE_LINE else table.drop_drawings()
        for table in tables
        if not (table.is_source_list and source_form is SourceForm.NONE)
    )
    return render_text_tables(plain_tables)


def _shorten_sources(table: Table) -> Table:
    """Replace the references in a list of sources by publisher, date and title."""
    if not table.is_source_list:
        return table.drop_drawings()
    columns = (Column("Number"), Column("Publisher"), Column("Published"), Column("Title"))
    rows = tuple(
        (
            Cell(f"[{source.number}]"),
            Cell(source.publisher),
            Cell(source.published),
            Cell(source.title or source.url),
        )
        for source in table.sources
    )
    return table._replace(columns=columns, rows=rows)
