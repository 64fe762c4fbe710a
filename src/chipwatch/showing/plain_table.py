"""Tables as plain text for a pipe: natural width, no colour, nothing cut."""

from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

from ..model.control_characters import escape_to_one_line
from ..model.table import Cell, Table

COLUMN_GAP = "  "
ASIDE_DASH = " – "
_NO_DASH_PREFIXES = ("+", "[")


def render_plain_tables(tables: Sequence[Table]) -> str:
    """The tables one under another, an empty line between."""
    plain_tables = (table.drop_drawings() for table in tables)
    return "\n".join("".join(f"{line}\n" for line in _iter_lines(table)) for table in plain_tables)


def format_cell(cell: Cell) -> str:
    """What a cell says on one line, and what is said beside it."""
    text = escape_to_one_line(f"{cell.text}{choose_separator(cell)}{cell.annotation}")
    return f"{text} {format_citations(cell)}".strip() if cell.citations else text


def format_citations(cell: Cell) -> str:
    """The numbers of a cell's sources, with the places inside them: ``[1] p2, [3]``."""
    references = [
        f"[{cite.number}] {escape_to_one_line(cite.locator)}".rstrip() for cite in cell.citations
    ]
    return (", " if any(cite.locator for cite in cell.citations) else " ").join(references)


def choose_separator(cell: Cell) -> str:
    """What divides a value from what is said beside it: a dash, but not from +2 or [1]."""
    if not (cell.text and cell.annotation):
        return ""
    return " " if cell.annotation.startswith(_NO_DASH_PREFIXES) else ASIDE_DASH


def _iter_lines(table: Table) -> Iterator[str]:
    if table.title:
        yield escape_to_one_line(table.title)
    rows = [[format_cell(cell) for cell in row] for row in indent_rows(table)]
    if table.has_headings:
        rows.insert(0, [escape_to_one_line(column.label) for column in table.columns])
    widths = [_measure_column(rows, index) for index in range(len(table.columns))]
    numeric = [column.is_numeric for column in table.columns]
    for row in rows:
        cells = [_pad_text(*cell_layout) for cell_layout in zip(row, widths, numeric, strict=False)]
        yield row[0] if is_spanning_row(row) else COLUMN_GAP.join(cells).rstrip()
    yield from (escape_to_one_line(note) for note in table.notes)


def indent_rows(table: Table) -> Sequence[tuple[Cell, ...]]:
    """The rows, those under a heading set in a little."""
    if not any(row[0].mark == "heading" for row in table.rows):
        return table.rows
    return [row if row[0].mark == "heading" else _indent_row(row) for row in table.rows]


def is_spanning_row(row: Sequence[object]) -> bool:
    """Whether a row is one cell alone, such as a heading, which may be as wide as the table."""
    return len(row) == 1


def _indent_row(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return (row[0]._replace(text=f"  {row[0].text}"), *row[1:])


def _measure_column(rows: Sequence[Sequence[str]], index: int) -> int:
    cells = (row[index] for row in rows if index < len(row) and not is_spanning_row(row))
    return max(map(measure_width, cells), default=0)


def _pad_text(text: str, column_width: int, is_numeric: bool) -> str:
    padding = " " * (column_width - measure_width(text))
    return padding + text if is_numeric else text + padding


def measure_width(text: str) -> int:
    """The columns that a text takes: two for each Chinese character."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
