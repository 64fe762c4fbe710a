"""Tables as plain text for a pipe: natural width, no colour, nothing cut."""

from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

from ..model.table import Cell, Table
from ..model.text import safe

GAP = "  "
DASH = " – "
_CLOSE = ("+", "[")


def plain_text(shown: Sequence[Table]) -> str:
    """The tables one under another, an empty line between."""
    plain = (table.without_drawings() for table in shown)
    return "\n".join("".join(f"{line}\n" for line in _lines(table)) for table in plain)


def words(cell: Cell) -> str:
    """What a cell says on one line, and what is said beside it."""
    said = safe(f"{cell.text}{between(cell)}{cell.aside}")
    return f"{said} {citations(cell)}".strip() if cell.cites else said


def citations(cell: Cell) -> str:
    """The numbers of a cell's sources, with the places inside them: ``[1] p2, [3]``."""
    parts = [f"[{cite.number}] {safe(cite.locator)}".rstrip() for cite in cell.cites]
    return (", " if any(cite.locator for cite in cell.cites) else " ").join(parts)


def between(cell: Cell) -> str:
    """What divides a value from what is said beside it: a dash, but not from +2 or [1]."""
    if not (cell.text and cell.aside):
        return ""
    return " " if cell.aside.startswith(_CLOSE) else DASH


def _lines(table: Table) -> Iterator[str]:
    if table.title:
        yield safe(table.title)
    rows = [[words(cell) for cell in row] for row in indented(table)]
    if table.headed:
        rows.insert(0, [safe(column.label) for column in table.columns])
    widths = [_widest(rows, place) for place in range(len(table.columns))]
    numeric = [column.numeric for column in table.columns]
    for row in rows:
        cells = [_padded(*each) for each in zip(row, widths, numeric, strict=False)]
        yield row[0] if spans(row) else GAP.join(cells).rstrip()
    yield from (safe(note) for note in table.notes)


def indented(table: Table) -> Sequence[tuple[Cell, ...]]:
    """The rows, those under a heading set in a little."""
    if not any(row[0].mark == "heading" for row in table.rows):
        return table.rows
    return [row if row[0].mark == "heading" else _set_in(row) for row in table.rows]


def spans(row: Sequence[object]) -> bool:
    """Whether a row is one cell alone, such as a heading, which may be as wide as the table."""
    return len(row) == 1


def _set_in(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return (row[0]._replace(text=f"  {row[0].text}"), *row[1:])


def _widest(rows: Sequence[Sequence[str]], place: int) -> int:
    cells = (row[place] for row in rows if place < len(row) and not spans(row))
    return max(map(width, cells), default=0)


def _padded(text: str, wide: int, numeric: bool) -> str:  # noqa: FBT001 - one of three alike
    room = " " * (wide - width(text))
    return room + text if numeric else text + room


def width(text: str) -> int:
    """The columns that a text takes: two for each Chinese character."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
