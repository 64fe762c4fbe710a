"""Tables on a terminal, fitted to its width; the only module that knows Rich.

Rich paints; the lines are laid out here, as its own tables take longer than all the rest of an
answer.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import zip_longest

from ..model.table import Cell, Column, Table
from ..model.text import safe
from .plain import between, citations, indented, spans, width, words
from .wrapping import slices

GAP = 2
LONG_WORD = 14
"""Columns that a word may need before it is broken."""
FEWEST = 2
"""Columns of a table that are never left out."""
NARROW = 60
"""Columns of a terminal below which a row is written as running text."""
STYLES = {
    "name": "bold", "dim": "dim", "label": "", "heading": "bold", "differs": "bold magenta",
    "disputed": "red",
}  # fmt: skip
"""Styles that can be read on dark and on light."""

Run = tuple[str, str]
"""Letters of one line that have one style."""
Line = list[Run]
Paint = Callable[[str, str], str]


def terminal_text(shown: Sequence[Table], wide: int, *, colour: bool = False) -> str:
    """The tables one under another, as a terminal of this width and colour should get them."""
    paint = _painted if colour else _unpainted
    tables = (_lines(table, wide) for table in shown)
    return "\n".join("".join(f"{_drawn(line, paint)}\n" for line in lines) for lines in tables)


def _lines(table: Table, room: int) -> Iterator[Line]:
    if table.title:
        yield from _wrapped([(safe(table.title), "bold")], room)
    texts = [_texts(table, place) for place in range(len(table.columns))]
    needs = [_need(column, told) for column, told in zip(table.columns, texts, strict=True)]
    fitted, left_out = _fitted(table, needs, room)
    widths = _widths(fitted.columns, texts, needs, room)
    if room < NARROW or sum(widths) + GAP * (len(widths) - 1) > room:
        left_out = ()
        for row in indented(table):
            yield from _wrapped(_running(row), room)
    else:
        yield from _grid(fitted, widths, room)
    for note in (*left_out, *table.notes):
        yield from _wrapped([(safe(note), "dim")], room)


def _running(row: Sequence[Cell]) -> Line:
    """A row as running text, for which any width will do."""
    found: Line = []
    for cell in row:
        if cell.text.strip():
            found += [*([(" · ", "")] if found else []), *_runs(cell)]
    return found


def _fitted(table: Table, needs: Sequence[int], room: int) -> tuple[Table, tuple[str, ...]]:
    """The table with as many columns as there is room for, and a note of the others."""
    keep = len(needs)
    while table.headed and keep > FEWEST and sum(needs[:keep]) + GAP * (keep - 1) > room:
        keep -= 1
    if keep == len(needs):
        return table, ()
    left = ", ".join(column.label for column in table.columns[keep:])
    note = f"no room for {left}: widen the terminal, or take another --format"
    rows = tuple(row[:keep] for row in table.rows)
    return table._replace(columns=table.columns[:keep], rows=rows), (note,)


def _texts(table: Table, place: int) -> list[str]:
    """What stands in a column, its heading first."""
    rows = (row for row in indented(table) if place < len(row) and not spans(row))
    cells = [words(row[place]) for row in rows]
    return [table.columns[place].label, *cells] if table.headed else cells


def _need(column: Column, texts: Sequence[str]) -> int:
    """The columns that the longest word takes, up to a bound, or all of a cell that stays whole."""
    if column.whole:
        return max(map(width, texts), default=0)
    return min(LONG_WORD, max((width(word) for text in texts for word in text.split()), default=0))


def _widths(
    columns: Sequence[Column], texts: Sequence[Sequence[str]], needs: Sequence[int], room: int
) -> list[int]:
    """How wide each column is: as it likes, or with the widest ones brought down to fit."""
    needed = list(needs[: len(columns)])
    wanted = [max(map(width, told), default=0) for told in texts[: len(columns)]]
    free = room - GAP * (len(wanted) - 1)
    if sum(wanted) > free:
        modest = [column.most or like for column, like in zip(columns, wanted, strict=True)]
        wanted = [max(min(like, m), n) for like, m, n in zip(wanted, modest, needed, strict=True)]
    for most in range(room, 0, -1):
        widths = [min(like, max(most, need)) for like, need in zip(wanted, needed, strict=True)]
        if sum(widths) <= free:
            return widths
    return needed


def _grid(table: Table, widths: Sequence[int], room: int) -> Iterator[Line]:
    """The rows in columns of these widths, headings that stand alone in full between them."""
    if table.headed:
        heads = [Cell(column.label, "heading") for column in table.columns]
        yield from _row(heads, table.columns, widths)
    for number, row in enumerate(indented(table)):
        if number and row[0].mark == "heading":
            yield []
        if spans(row):
            yield from _wrapped(_runs(row[0]), room)
        else:
            yield from _row(row, table.columns, widths)


def _row(row: Sequence[Cell], columns: Sequence[Column], widths: Sequence[int]) -> Iterator[Line]:
    """One row, over as many lines as its highest cell."""
    cells = [_wrapped(_runs(cell), wide) for cell, wide in zip(row, widths, strict=False)]
    for parts in zip_longest(*cells, fillvalue=list[Run]()):
        line: Line = []
        for part, column, wide in zip(parts, columns, widths, strict=False):
            blank = (" " * (wide - sum(width(text) for text, _ in part)), "")
            gap = [(" " * GAP, "")] if line else []
            line += [*gap, blank, *part] if column.numeric else [*gap, *part, blank]
        yield line


def _runs(cell: Cell) -> Line:
    """What a cell says, and less loudly what is said beside it."""
    said = [(safe(cell.text), STYLES.get(cell.mark, ""))]
    if cell.aside:
        said.append((f"{between(cell)}{safe(cell.aside)}", "dim"))
    if cell.cites:
        said.append((" " * bool(cell.text or cell.aside) + citations(cell), "dim"))
    return said


def _wrapped(runs: Line, wide: int) -> list[Line]:
    """The runs broken into lines of at most this width."""
    whole = "".join(text for text, _ in runs)
    return [_part(runs, start, end) for start, end in slices(whole, wide)]


def _part(runs: Line, start: int, end: int) -> Line:
    """What of the runs stands between two places."""
    found: Line = []
    for text, style in runs:
        if start < len(text) and end > 0:
            found.append((text[max(start, 0) : end], style))
        start, end = start - len(text), end - len(text)
    return found


def _drawn(line: Line, paint: Paint) -> str:
    """A line without blanks at its end."""
    while line and not line[-1][0].rstrip():
        line = line[:-1]
    if not line:
        return ""
    *others, (text, style) = line
    return "".join(paint(*run) for run in [*others, (text.rstrip(), style)])


def _unpainted(text: str, _: str) -> str:
    return text


def _painted(text: str, style: str) -> str:
    return _style(style)(text) if style and text.strip() else text


@cache
def _style(name: str) -> Callable[[str], str]:
    from rich.color import ColorSystem
    from rich.style import Style

    style = Style.parse(name)
    return lambda text: style.render(text, color_system=ColorSystem.STANDARD)
