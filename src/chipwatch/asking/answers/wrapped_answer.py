"""The base class of answers that add something to another answer."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ...model.answer import Answer, Json, Row
from ...model.part_type import PartType
from ...model.table import Table

if TYPE_CHECKING:
    from ...model.chart import Chart
    from ...model.relation_graph import RelationGraph


class WrappedAnswer(Answer):
    """An answer that passes every view of another answer on; a subclass changes some."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def to_data(self) -> Json:
        """Build the data of the other answer."""
        return self.answer.to_data()

    def to_chart(self) -> "Chart | None":
        """Build the picture that the other answer is."""
        return self.answer.to_chart()

    def to_bibliography(self) -> Json:
        """Build what holds the sources of the other answer."""
        return self.answer.to_bibliography()

    def to_relation_graph(self) -> "RelationGraph":
        """Build the graph of the other answer."""
        return self.answer.to_relation_graph()

    def to_rows(self) -> Sequence[Row]:
        """Build the rows of the other answer."""
        return self.answer.to_rows()

    def list_row_keys(self) -> Sequence[str]:
        """List the keys of the rows of the other answer."""
        return self.answer.list_row_keys()

    @property
    def is_complete(self) -> bool:
        """Whether nothing is cut off the other answer."""
        return self.answer.is_complete

    def collect_part_types(self) -> Mapping[str, PartType]:
        """Collect what the columns of the other answer hold."""
        return self.answer.collect_part_types()

    def to_tables(self) -> Sequence[Table]:
        """Build the tables of the other answer."""
        return self.answer.to_tables()

    def load_screen(self, *, is_unfolded: bool = False) -> None:
        """Load what the other answer needs for a terminal."""
        self.answer.load_screen(is_unfolded=is_unfolded)

    def to_screen_tables(self, *, is_unfolded: bool = False) -> Sequence[Table]:
        """Build the tables of the other answer for a terminal."""
        return self.answer.to_screen_tables(is_unfolded=is_unfolded)

    def load_page(self) -> None:
        """Load what the other answer needs for a page that is sent on."""
        self.answer.load_page()

    def to_page_tables(self) -> Sequence[Table]:
        """Build the tables of the other answer for a page that is sent on."""
        return self.answer.to_page_tables()

    def collect_remarks(self) -> Sequence[str]:
        """List the remarks of the other answer."""
        return self.answer.collect_remarks()

    def count_disputed_values(self) -> int:
        """Count the disputed values of the other answer."""
        return self.answer.count_disputed_values()

    def __repr__(self) -> str:
        """Describe the other answer."""
        return repr(self.answer)
