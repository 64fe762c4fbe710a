"""Write tables as plain text: columns as wide as needed, no colour, nothing cut."""

from collections.abc import Iterable, Iterator, Sequence

from .control_characters import escape_to_one_line
from .table import Cell, Table
from .text_width import measure_width

COLUMN_GAP = "  "
ANNOTATION_DASH = " – "
_NO_DASH_PREFIXES = ("+", "[", "(")
"""Beginnings of annotations that follow the value without a dash: ``1,500 W +2``, ``2× (1–2)``."""


def render_text_tables(tables: Iterable[Table]) -> str:
    """Write tables one under another, with an empty line between them."""
    return "\n".join("".join(f"{line}\n" for line in _iter_lines(table)) for table in tables)


def format_cell(cell: Cell) -> str:
    """Format a cell on one line: value, annotation and citations."""
    text = escape_to_one_line(f"{cell.text}{choose_separator(cell)}{cell.annotation}")
    return f"{text} {format_citations(cell)}".strip() if cell.citations else text


def format_citations(cell: Cell) -> str:
    """Format the numbers of a cell's sources, with the places in them: ``[1] p2, [3]``."""
    references = [
        f"[{cite.number}] {escape_to_one_line(cite.locator)}".rstrip() for cite in cell.citations
    ]
    return (", " if any(cite.locator for cite in cell.citations) else " ").join(references)


def choose_separator(cell: Cell) -> str:
    """Choose what separates a value from its annotation: a dash, or a blank before +2 or [1]."""
    if not (cell.text and cell.annotation):
        return ""
    return " " if cell.annotation.startswith(_NO_DASH_PREFIXES) else ANNOTATION_DASH


def _iter_lines(table: Table) -> Iterator[str]:
    if table.title:
        yield escape_to_one_line(table.title)
    rows = [[format_cell(cell) for cell in row] for row in indent_rows(table)]
    if table.has_headings:
        rows.insert(0, [escape_to_one_line(column.label) for column in table.columns])
    widths = [_measure_column(rows, index) for index in range(len(table.columns))]
    numeric = [column.is_numeric for column in table.columns]
    for row in rows:
        cells = [
            _pad_text(text, column_width, align_right=is_numeric)
            for text, column_width, is_numeric in zip(row, widths, numeric, strict=False)
        ]
        yield row[0] if is_spanning_row(row) else COLUMN_GAP.join(cells).rstrip()
    yield from (escape_to_one_line(note) for note in table.notes)


def indent_rows(table: Table) -> Sequence[tuple[Cell, ...]]:
    """Indent the rows under headings, if the table has any."""
    if not any(row[0].mark == "heading" for row in table.rows):
        return table.rows
    return [row if row[0].mark == "heading" else _indent_row(row) for row in table.rows]


def is_spanning_row(row: Sequence[object]) -> bool:
    """Tell whether a row is a single cell, such as a heading, which may span the whole table."""
    return len(row) == 1


def _indent_row(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return (row[0]._replace(text=f"  {row[0].text}"), *row[1:])


def _measure_column(rows: Sequence[Sequence[str]], index: int) -> int:
    cells = (row[index] for row in rows if index < len(row) and not is_spanning_row(row))
    return max(map(measure_width, cells), default=0)


def _pad_text(text: str, column_width: int, *, align_right: bool) -> str:
    padding = " " * (column_width - measure_width(text))
    return padding + text if align_right else text + padding
