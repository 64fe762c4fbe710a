"""The interface of every answer: data, rows and tables that a format renders."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from pandas import DataFrame

    from .chart import Chart
    from .part_type import PartType
    from .problem import Problem
    from .relation_graph import RelationGraph
    from .table import Table

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"
Row: TypeAlias = "Mapping[str, Json]"


class Answer(ABC):
    """A complete answer: everything is loaded, and each view is built when a format needs it.

    ``len`` counts its rows, iteration gives them, ``print`` and notebooks show its tables.
    """

    @abstractmethod
    def to_data(self) -> Json:
        """Build the answer for a script: an object, or an array of objects."""

    @abstractmethod
    def to_rows(self) -> Sequence[Row]:
        """Build rows of plain values under one set of keys, for CSV and TSV."""

    @abstractmethod
    def to_tables(self) -> "Sequence[Table]":
        """Build the tables for a reader."""

    def to_chart(self) -> "Chart | None":
        """Build the picture that the answer is; None for one that is none."""
        return None

    def to_bibliography(self) -> Json:
        """Build what holds the whole sources of the answer, under ``sources`` or as its rows."""
        return self.to_data()

    def to_relation_graph(self) -> "RelationGraph":
        """Build the graph of what the answer links; raises UsageError where that is nothing."""
        from .problem import UsageError

        hint = "ask for related or path, or export the base"
        raise UsageError("this answer is no graph", hint)

    def list_problems(self) -> "Sequence[Problem]":
        """List the problems of fact files that it is about; none for answers about facts."""
        return ()

    def load_screen(self, *, is_unfolded: bool = False) -> None:  # noqa: B027 - most need nothing
        """Load what a terminal shows and no other format does, before the answer is rendered."""

    def to_screen_tables(self, *, is_unfolded: bool = False) -> "Sequence[Table]":  # noqa: ARG002 - for those that fold
        """Build the tables for a terminal, where they are others than for a pipe.

        Unfolded, they leave nothing behind a count.
        """
        return self.to_tables()

    def load_page(self) -> None:  # noqa: B027 - most need nothing
        """Load what only a page that is sent on shows, before the answer is rendered."""

    def to_page_tables(self) -> "Sequence[Table]":
        """Build the tables for a page that is sent on, which has to say by itself what counts."""
        return self.to_tables()

    def list_row_keys(self) -> Sequence[str]:
        """List the keys of the rows, which even an answer without rows may know."""
        return list(next(iter(self.to_rows()), ()))

    @property
    def is_complete(self) -> bool:
        """Whether nothing is cut off by limits that the question did not set itself."""
        return True

    def collect_part_types(self) -> "Mapping[str, PartType]":
        """Collect what the columns of the rows hold, as far as that is declared."""
        return {}

    def collect_remarks(self) -> Sequence[str]:
        """List what the reader should know beside the answer, such as names that were guessed."""
        return ()

    def count_disputed_values(self) -> int:
        """Count the values shown on which sources disagree."""
        return 0

    def to_pandas(self) -> "DataFrame":
        """Build a pandas data frame of the rows; raises MissingLibraryError without pandas.

        It has the columns of ``--format csv``: a number that may be a range has also ``NAME_low``,
        ``NAME_high`` and ``NAME_text``, a date ``NAME_first`` and ``NAME_last``.
        """
        from .data_frame import build_data_frame

        return build_data_frame(self.to_rows(), self.collect_part_types())

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.to_rows())

    def __iter__(self) -> Iterator[Row]:
        """Give the rows one by one."""
        return iter(self.to_rows())

    def __repr__(self) -> str:
        """Name the kind of answer, its number of rows, and what shows it, for a Python shell."""
        from .wording import format_count

        return f"<{type(self).__name__} of {format_count(len(self), 'row')}: print() shows it>"

    def __str__(self) -> str:
        """Render the tables as plain text, which ``print`` shows."""
        from .text_table import render_text_tables

        return render_text_tables(self.to_tables()).rstrip("\n")

    def _repr_html_(self) -> str:
        """Render the tables as HTML, which notebooks show in place of ``repr``."""
        from .html_table import render_html_tables

        return render_html_tables(self.to_tables())
