"""Markdown tables, with everything escaped that Markdown or HTML would obey."""

import re
from collections.abc import Iterator, Sequence

from ..model.table import Cell, Table
from ..model.text import safe
from .plain import words

_OBEYED = re.compile(r"([\\`*_\[\]<>|~#&])")


def markdown_text(shown: Sequence[Table]) -> str:
    """The tables under headings, their notes after them."""
    plain = (table.without_drawings() for table in shown)
    return "\n".join("".join(f"{line}\n" for line in _lines(table)) for table in plain)


def _lines(table: Table) -> Iterator[str]:
    if table.sources and table.footnotes:
        yield from (f"[^{n}]: {_escaped(words(row[-1]))}" for n, row in enumerate(table.rows, 1))
        return
    if table.title:
        yield f"### {_escaped(table.title)}"
        yield ""
    yield _row([_escaped(column.label) for column in table.columns])
    yield _row(["---:" if column.numeric else "---" for column in table.columns])
    for row in table.rows:
        cells = [_cell(cell, footnotes=table.footnotes) for cell in row]
        yield _row(cells + [""] * (len(table.columns) - len(cells)))
    if table.notes:
        yield ""
        yield from (f"{_escaped(note)}  " for note in table.notes)


def _cell(cell: Cell, *, footnotes: bool) -> str:
    if footnotes and cell.cites:
        marks = [f"[^{cite.number}] {_escaped(safe(cite.locator))}".rstrip() for cite in cell.cites]
        return f"{_cell(cell._replace(cites=()), footnotes=False)}{' '.join(marks)}"
    text = _escaped(words(cell))
    return f"**{text}**" if text and cell.mark == "heading" else text


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    return _OBEYED.sub(r"\\\1", text)
