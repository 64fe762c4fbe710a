"""The lines of a section of a page: equal ones joined, long lists folded into a count."""

from collections.abc import Iterator, Sequence
from itertools import chain, groupby
from typing import NamedTuple

from ...model.facts import Citation
from ...model.table import Cell

MAX_JOINED_LABEL_WIDTH = 24
"""Letters of the labels of figures that are equal and share a line: FP16 dense, BF16 dense."""


class PageLine(NamedTuple):
    """A line of a section: its label, its value, and the sources of the value."""

    label: str
    value: Cell
    citations: Sequence[Citation] = ()


def fold_lines(lines: Sequence[PageLine], shown_count: int, page_name: str) -> Iterator[PageLine]:
    """Give the lines of one property: equal ones joined, those after the first few folded.

    One line more than are to be shown is not folded, as that would save nothing. The names in a
    fold are short of the name of the page: ``Ascend 910B`` on that of Huawei.
    """
    groups = [list(group) for _, group in groupby(lines, _get_statement)]
    if len(groups) <= shown_count + 1:
        shown_count = len(groups)
    yield from map(_join_equal_lines, groups[:shown_count])
    folded_lines = list(chain.from_iterable(groups[shown_count:]))
    if folded_lines:
        yield _build_folded_line(folded_lines, page_name)


def _get_statement(line: PageLine) -> object:
    """Get all that a line says beside its value; figures stand alone, under one another."""
    if line.value.is_figure:
        return line
    sources = frozenset(citation.source for citation in line.citations)
    return (line.label, line.value._replace(text=""), sources)


def _join_equal_lines(lines: Sequence[PageLine]) -> PageLine:
    """Join lines that say the same of several values, from the same sources."""
    text = join_texts([line.value.text for line in lines])
    return lines[0]._replace(value=lines[0].value._replace(text=text))


def _build_folded_line(lines: Sequence[PageLine], page_name: str) -> PageLine:
    """Build the line that counts values and shows as many of them as there is room for."""
    texts = tuple(_describe_folded_value(line.value, page_name) for line in lines)
    citations = [citation for line in lines for citation in line.citations]
    value = Cell(join_texts(texts), items=texts, more_count=len(lines))
    return PageLine(f"{len(lines)} more", value, citations)


def _describe_folded_value(cell: Cell, page_name: str) -> str:
    """Describe a value in a fold: a figure with what it counts, a name without that of the page."""
    if cell.is_figure:
        return f"{cell.text} ({cell.annotation})" if cell.annotation else cell.text
    short_name = cell.text.removeprefix(f"{page_name} ")
    return cell.text if short_name[:1].islower() else short_name


def join_texts(texts: Sequence[str]) -> str:
    """Join texts by commas; by semicolons where one has a comma of its own."""
    return ("; " if any("," in text for text in texts) else ", ").join(texts)


def join_equal_figures(lines: Sequence[PageLine]) -> Iterator[PageLine]:
    """Join lines of equal figures that follow each other: ``FP16 dense, BF16 dense``."""
    joined: PageLine | None = None
    for line in lines:
        label = f"{joined.label}, {line.label}" if joined else ""
        if joined and _is_equal_figure(joined, line) and len(label) <= MAX_JOINED_LABEL_WIDTH:
            citations = (*joined.citations, *line.citations)
            joined = joined._replace(label=label, citations=citations)
            continue
        if joined:
            yield joined
        joined = line
    if joined:
        yield joined


def _is_equal_figure(first: PageLine, second: PageLine) -> bool:
    return first.value.is_figure and first.label != second.label and first.value == second.value
