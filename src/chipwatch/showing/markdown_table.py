"""Write Markdown tables, with everything escaped that Markdown or HTML would interpret."""

import re
from collections.abc import Iterator, Sequence

from ..model.control_characters import escape_to_one_line
from ..model.table import Cell, Table
from ..model.text_table import format_cell

_ADDRESS = re.compile(r"(\bhttps?://[^\s<>\"`]*[^\s<>\"`.,;:!?)\]])")
"""A web address, without what ends the sentence behind it."""
_MARKUP_CHARACTERS = re.compile(r"([\\`*_\[\]<>|~#&])")


def render_markdown(tables: Sequence[Table]) -> str:
    """Write each table under its title as a heading, with its notes after it."""
    plain_tables = (table.drop_drawings() for table in tables)
    return "\n".join("".join(f"{line}\n" for line in _iter_lines(table)) for table in plain_tables)


def _iter_lines(table: Table) -> Iterator[str]:
    if table.is_source_list and table.has_footnotes:
        yield from (
            f"[^{number}]: {_escape_markup(format_cell(row[-1]))}"
            for number, row in enumerate(table.rows, 1)
        )
        return
    if table.title:
        yield f"### {escape_markdown_text(table.title)}"
        yield ""
    yield _format_row([escape_markdown_text(column.label) for column in table.columns])
    yield _format_row(["---:" if column.is_numeric else "---" for column in table.columns])
    for row in table.rows:
        cells = [_format_markdown_cell(cell, footnotes=table.has_footnotes) for cell in row]
        yield _format_row(cells + [""] * (len(table.columns) - len(cells)))
    if table.notes:
        yield ""
        yield from (f"{escape_markdown_text(note)}  " for note in table.notes)


def _format_markdown_cell(cell: Cell, *, footnotes: bool) -> str:
    if footnotes and cell.citations:
        marks = [
            f"[^{cite.number}] {escape_markdown_text(cite.locator)}".rstrip()
            for cite in cell.citations
        ]
        value = _format_markdown_cell(cell._replace(citations=()), footnotes=False)
        return f"{value}{' '.join(marks)}"
    text = _escape_markup(format_cell(cell))
    return f"**{text}**" if text and cell.mark == "heading" else text


def _format_row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def escape_markdown_text(text: str) -> str:
    """Escape a text that may also hold line ends and control characters."""
    return _escape_markup(escape_to_one_line(text))


def _escape_markup(text: str) -> str:
    """Escape what would be interpreted, but in addresses, which stand in angle brackets."""
    return "".join(
        f"<{piece.replace('|', '%7C')}>" if index % 2 else _MARKUP_CHARACTERS.sub(r"\\\1", piece)
        for index, piece in enumerate(_ADDRESS.split(text))
    )
