"""Tables as HTML, for notebooks and pages, with all text escaped."""

import re
from collections.abc import Iterable, Sequence

from .control_characters import escape_control_characters
from .table import Cell, Column, Table

_HTML_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_ESCAPED_ADDRESS = re.compile(r"\bhttps?://(?:&amp;|[^\s<>&])*[^\s<>&.,;:!?)]")
"""A web address in escaped text, without what ends the sentence behind it."""


def render_html_tables(tables: Iterable[Table]) -> str:
    """Render one ``<table>`` for each table, its notes below it."""
    return "\n".join(_render_table(table.drop_drawings()) for table in tables)


def _render_table(table: Table) -> str:
    caption = f"<caption>{escape_html(table.title)}</caption>" if table.title else ""
    headings = "".join(
        f"<th{_style_column(column)}>{escape_html(column.label)}</th>" for column in table.columns
    )
    head = f"<thead><tr>{headings}</tr></thead>" if table.has_headings else ""
    rows = "\n".join(_render_row(table.columns, row) for row in table.rows)
    notes = "".join(f"<p>{escape_html(note)}</p>" for note in table.notes)
    return f"<table>{caption}{head}<tbody>\n{rows}\n</tbody></table>{notes}"


def _render_row(columns: Sequence[Column], row: Sequence[Cell]) -> str:
    if len(row) == 1 < len(columns):
        return f'<tr><th colspan="{len(columns)}">{_render_cell(row[0])}</th></tr>'
    missing_count = max(len(columns) - len(row), 0)
    spans = [""] * (len(row) - 1) + [f' colspan="{missing_count + 1}"' if missing_count else ""]
    cells = (
        f"<td{_style_column(column)}{span}>{_render_cell(cell)}</td>"
        for column, cell, span in zip(columns, row, spans, strict=False)
    )
    return f"<tr>{''.join(cells)}</tr>"


def _style_column(column: Column) -> str:
    """Style the cells of a column: numbers on the right, short words and dates in one line."""
    styles = [
        "text-align: right" if column.is_numeric else "text-align: left",
        "white-space: nowrap" if column.is_unbreakable else "",
    ]
    return f' style="{"; ".join(filter(None, styles))}"'


def _render_cell(cell: Cell) -> str:
    """Render the text, the remark after it in small letters, and the numbers of its sources."""
    references = (
        ", ".join(filter(None, (str(citation.number), escape_html(citation.locator))))
        for citation in cell.citations
    )
    numbers = "".join(f"<sup>[{reference}]</sup>" for reference in references)
    annotation = f"<small>{link_addresses(cell.annotation)}</small>" if cell.annotation else ""
    return " ".join(filter(None, (link_addresses(cell.text), annotation, numbers)))


def escape_html(text: str) -> str:
    """Escape a text so that a browser shows it as it is."""
    return escape_control_characters(text).translate(_HTML_ESCAPES)


def link_addresses(text: str) -> str:
    """Escape a text and make its web addresses links; of any other scheme they stay text."""
    return _ESCAPED_ADDRESS.sub(
        r'<a href="\g<0>" rel="noopener noreferrer">\g<0></a>', escape_html(text)
    )
