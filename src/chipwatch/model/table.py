"""What every question is answered with, and what every format renders: an answer and its tables."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol, TypeAlias

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"
Row: TypeAlias = "Mapping[str, Json]"


class Column(NamedTuple):
    """A column: its heading, and whether it holds numbers or may not be broken over lines."""

    label: str
    numeric: bool = False
    whole: bool = False
    most: int = 0
    """Columns of a terminal that it gets where there is no room for all; 0 for its fair share."""


class Cell(NamedTuple):
    """What stands in one place of a table: text as data, and what the reader should notice."""

    text: str
    mark: str = ""
    """Nothing, or one of name, dim, label, heading, differs, disputed."""
    aside: str = ""
    """What is said beside it, less loudly."""


class Table(NamedTuple):
    """A titled table; without headings it reads like a card."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    headed: bool = True
    notes: tuple[str, ...] = ()


class Answer(Protocol):
    """What a question is answered with; each view is made only when a format asks for it."""

    def data(self) -> Json:
        """The answer for a script: an object, or an array of objects."""

    def grid(self) -> Sequence[Row]:
        """The answer as rows of plain values under one set of keys, for CSV and TSV."""

    def tables(self) -> Sequence[Table]:
        """The answer for a reader."""

    def talk(self) -> Sequence[str]:
        """What the reader should be told beside the answer: which name was taken for which."""
