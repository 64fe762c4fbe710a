"""Tables of an answer: titled rows of cells, which each format for readers renders."""

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

LABEL_AND_VALUE = 2
"""Cells of a row of a head without a remark."""


class Layout(Enum):
    """How a terminal lays a table out; other formats have one layout for all."""

    LISTING = "listing"
    """One line a row: cells are cut to the room they have."""
    WRAPPED = "wrapped"
    """Whole cells, broken over lines."""
    CARD = "card"
    """Label, value, and the sources at the right end; long values are broken over lines."""
    PAGE = "page"
    """A card whose notes are cut to the room behind their values, unless whole cells are wanted."""
    HEAD = "head"
    """Label, value and remark of what most readers come for, cut to one line each."""
    PAIRED_HEAD = "paired head"
    """Label and value of what most readers come for, two in a line; those with a remark below them
    over the whole width."""


class Column(NamedTuple):
    """A column: its heading, and how its cells are laid out."""

    label: str
    is_numeric: bool = False
    """Whether it holds numbers, which are aligned on the decimal point and never cut."""
    is_unbreakable: bool = False
    """Whether its cells are short words that are never cut or broken, such as dates."""
    is_drawing: bool = False
    """Whether it holds a drawing, which only a terminal shows."""
    is_dispensable: bool = False
    """Whether a terminal leaves it out, in silence, before the cell of another column is cut."""
    min_width: int = 0
    """Characters that it gets at least on a terminal, before columns are left out."""
    unit: str = ""
    """The unit of its numbers, which a listing of one line a row has in the heading."""


class NumberedCitation(NamedTuple):
    """The number of a source in the list under an answer, and the place inside the source."""

    number: int
    locator: str = ""


class NumberedSource(NamedTuple):
    """A source in the list under an answer."""

    number: int
    title: str
    publisher: str = ""
    published: str = ""
    """When it appeared, as far as that is known."""
    url: str = ""


class Cell(NamedTuple):
    """One place of a table: text, how to mark it, a remark beside it, and its sources."""

    text: str
    mark: str = ""
    """Nothing; how it looks: name, dim, label, heading, differs; or how sure it is, where that is
    not the ordinary: confirmed, estimated, disputed, assessment."""
    annotation: str = ""
    """A remark shown after the text, less loudly."""
    citations: tuple[NumberedCitation, ...] = ()
    """The sources of the text, listed under the table."""
    annotation_end: str = ""
    """The end of the annotation, such as dates, that is kept where the rest of it is cut."""
    terminal_annotation: str | None = None
    """The annotation on a terminal, where a sign says part of it; None: the same."""
    items: tuple[str, ...] = ()
    """What the text lists: a terminal shows as many as it has room for, and counts the rest."""
    is_figure: bool = False
    """Whether it is a number of a card, which is aligned with those above and below it."""
    url: str = ""
    """The address that a terminal with links opens from the text."""
    one_line_text: str | None = None
    """What stands in a listing of one line a row, if it is less: the first of several values, a
    number without its unit. Then the annotation is ``one_line_annotation``."""
    one_line_annotation: str = ""
    is_whole: bool = False
    """Whether a listing of one line a row breaks it into several rather than cut it."""
    more_count: int = 0
    """How many more values there are than ``one_line_text`` has: ``Kunlun 1 +10``."""


class Table(NamedTuple):
    """A titled table; without headings it reads like a card."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    has_headings: bool = True
    notes: tuple[str, ...] = ()
    layout: Layout = Layout.LISTING
    title_end: str = ""
    """What stands at the right end of the title's line on a terminal, such as an id."""
    empty_text: str = ""
    """What a listing shows for an empty cell, such as a dot for what is not known."""
    keeps_last_columns: bool = False
    """Whether the last columns, such as the newest dates, are the last to be left out."""
    folded_texts: frozenset[str] = frozenset()
    """Texts of cells that tell nothing, such as a dash for no rule: of rows that have nothing else
    behind their names, a listing of one line a row puts those that are alike together."""
    breaks_annotations: bool = False
    """Whether a listing of one line a row puts a ``one_line_annotation`` that has no room below its
    value, rather than leave it out."""
    sources: tuple[NumberedSource, ...] = ()
    """The sources that the numbers in ``citations`` stand for, if the table lists them."""
    has_footnotes: bool = False
    """Whether a format that has footnotes writes ``citations`` and sources as such."""

    @property
    def is_source_list(self) -> bool:
        """Whether it lists the sources that the numbers in ``citations`` stand for."""
        return bool(self.sources)

    def drop_drawings(self) -> "Table":
        """Leave out the columns that only a terminal can show."""
        if not any(column.is_drawing for column in self.columns):
            return self
        kept_indices = [index for index, column in enumerate(self.columns) if not column.is_drawing]
        columns = tuple(self.columns[index] for index in kept_indices)
        rows = tuple(
            tuple(row[kept_index] for kept_index in kept_indices if kept_index < len(row))
            for row in self.rows
        )
        return self._replace(columns=columns, rows=rows)


def is_wide_row(row: Sequence[Cell]) -> bool:
    """Tell whether a row of a paired head has a remark, and so takes the whole width."""
    return len(row) > LABEL_AND_VALUE
