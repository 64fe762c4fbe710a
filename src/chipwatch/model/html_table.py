"""Tables as HTML for notebooks, with all text escaped."""

from collections.abc import Iterable, Sequence

from .control_characters import escape_control_characters
from .table import Cell, Column, Table

_HTML_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})


def render_html_tables(tables: Iterable[Table]) -> str:
    """Render one ``<table>`` for each table, its notes below it."""
    return "\n".join(_render_table(table.drop_drawings()) for table in tables)


def _render_table(table: Table) -> str:
    caption = f"<caption>{_escape(table.title)}</caption>" if table.title else ""
    headings = "".join(f"<th>{_escape(column.label)}</th>" for column in table.columns)
    head = f"<thead><tr>{headings}</tr></thead>" if table.has_headings else ""
    rows = "\n".join(_render_row(table.columns, row) for row in table.rows)
    notes = "".join(f"<p>{_escape(note)}</p>" for note in table.notes)
    return f"<table>{caption}{head}<tbody>\n{rows}\n</tbody></table>{notes}"


def _render_row(columns: Sequence[Column], row: Sequence[Cell]) -> str:
    if len(row) == 1 < len(columns):
        return f'<tr><th colspan="{len(columns)}">{_render_cell(row[0])}</th></tr>'
    cells = (
        f'<td style="text-align: {"right" if column.is_numeric else "left"}">'
        f"{_render_cell(cell)}</td>"
        for column, cell in zip(columns, row, strict=False)
    )
    return f"<tr>{''.join(cells)}</tr>"


def _render_cell(cell: Cell) -> str:
    """Render the text, the remark after it in small letters, and the numbers of its sources."""
    numbers = "".join(
        f"<sup>[{', '.join(filter(None, (str(citation.number), _escape(citation.locator))))}]</sup>"
        for citation in cell.citations
    )
    annotation = f"<small>{_escape(cell.annotation)}</small>" if cell.annotation else ""
    return " ".join(filter(None, (_escape(cell.text), annotation, numbers)))


def _escape(text: str) -> str:
    return escape_control_characters(text).translate(_HTML_ESCAPES)
