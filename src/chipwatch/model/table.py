"""Tables of an answer: titled rows of cells, which each format for readers renders."""

from typing import NamedTuple


class Column(NamedTuple):
    """A column: its heading, and whether it holds numbers or may not be broken over lines."""

    label: str
    is_numeric: bool = False
    is_unbreakable: bool = False
    max_width: int = 0
    """Characters it gets on a terminal that has no room for all columns; 0: its fair share."""
    is_drawing: bool = False
    """Whether it holds a drawing, which only a terminal shows."""


class NumberedCitation(NamedTuple):
    """The number of a source in the list under an answer, and the place inside the source."""

    number: int
    locator: str = ""


class Cell(NamedTuple):
    """One place of a table: text, how to mark it, a remark beside it, and its sources."""

    text: str
    mark: str = ""
    """Nothing, or one of name, dim, label, heading, differs, disputed."""
    annotation: str = ""
    """A remark shown after the text, less loudly."""
    citations: tuple[NumberedCitation, ...] = ()
    """The sources of the text, listed under the table."""


class Table(NamedTuple):
    """A titled table; without headings it reads like a card."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    has_headings: bool = True
    notes: tuple[str, ...] = ()
    is_source_list: bool = False
    """Whether it lists the sources that the numbers in ``citations`` stand for."""
    has_footnotes: bool = False
    """Whether a format that has footnotes writes ``citations`` and sources as such."""

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
