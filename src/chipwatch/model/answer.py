"""Answer, the result of every query, and the tables that the formats render."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol, TypeAlias

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"
Row: TypeAlias = "Mapping[str, Json]"


class Column(NamedTuple):
    """A column of a table: its heading and its layout."""

    label: str
    is_numeric: bool = False
    is_unbreakable: bool = False
    max_width: int = 0
    """Its width in characters on a terminal that is too narrow for all; 0 for an equal share."""
    is_drawing: bool = False
    """Whether it holds a drawing, which only the terminal format shows."""


class NumberedCitation(NamedTuple):
    """The number of a source in the list below a table, and the place inside it."""

    number: int
    locator: str = ""


class Cell(NamedTuple):
    """A cell of a table: its text, and what sets it apart."""

    text: str
    mark: str = ""
    """Empty, or one of name, dim, label, heading, differs, disputed."""
    annotation: str = ""
    """A remark after the text, in a fainter style."""
    citations: tuple[NumberedCitation, ...] = ()
    """The sources that it rests on, which are listed below the table."""


class Table(NamedTuple):
    """A table with a title; one without headings is a card, a label and a value in each row."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    has_headings: bool = True
    notes: tuple[str, ...] = ()
    is_source_list: bool = False
    """Whether it is the list of the sources that other tables cite by number."""
    has_footnotes: bool = False
    """Whether a format with footnotes writes citations and sources as such."""

    def drop_drawings(self) -> "Table":
        """Return the table without the columns that only a terminal shows."""
        if not any(column.is_drawing for column in self.columns):
            return self
        kept_indices = [index for index, column in enumerate(self.columns) if not column.is_drawing]
        columns = tuple(self.columns[index] for index in kept_indices)
        rows = tuple(
            tuple(row[kept_index] for kept_index in kept_indices if kept_index < len(row))
            for row in self.rows
        )
        return self._replace(columns=columns, rows=rows)


class Answer(Protocol):
    """The result of a query; each of its views is built only if a format needs it."""

    def to_data(self) -> Json:
        """Return the answer for a script: an object, or an array of objects."""

    def to_rows(self) -> Sequence[Row]:
        """Return the answer as rows of plain values under one set of keys, for CSV and TSV."""

    def to_tables(self) -> Sequence[Table]:
        """Return the answer for a reader."""

    def collect_remarks(self) -> Sequence[str]:
        """Collect remarks on the answer, such as which name was taken for which."""
