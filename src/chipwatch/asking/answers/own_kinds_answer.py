"""Answers of a base with kinds of its own, which are in force whenever one is read."""

from collections.abc import Mapping, Sequence

from ...model.answer import Answer, Json, Row
from ...model.part_type import PartType
from ...model.table import Table
from ...store.knowledge_base import KnowledgeBase
from .wrapped_answer import WrappedAnswer


class OwnKindsAnswer(WrappedAnswer):
    """An answer that is read under the kinds of its base, whatever was asked of others since."""

    def __init__(self, answer: Answer, base: KnowledgeBase) -> None:
        super().__init__(answer)
        self._base = base

    def to_data(self) -> Json:
        """Build the data."""
        self._base.use_kinds()
        return super().to_data()

    def to_bibliography(self) -> Json:
        """Build what holds the sources."""
        self._base.use_kinds()
        return super().to_bibliography()

    def to_rows(self) -> Sequence[Row]:
        """Build the rows."""
        self._base.use_kinds()
        return super().to_rows()

    def list_row_keys(self) -> Sequence[str]:
        """List the keys of the rows."""
        self._base.use_kinds()
        return super().list_row_keys()

    def collect_part_types(self) -> Mapping[str, PartType]:
        """Collect what the columns hold."""
        self._base.use_kinds()
        return super().collect_part_types()

    def to_tables(self) -> Sequence[Table]:
        """Build the tables."""
        self._base.use_kinds()
        return super().to_tables()

    def load_screen(self, *, is_unfolded: bool = False) -> None:
        """Load what is needed for a terminal."""
        self._base.use_kinds()
        super().load_screen(is_unfolded=is_unfolded)

    def load_page(self) -> None:
        """Load what is needed for a page that is sent on."""
        self._base.use_kinds()
        super().load_page()

    def to_page_tables(self) -> Sequence[Table]:
        """Build the tables for a page that is sent on."""
        self._base.use_kinds()
        return super().to_page_tables()

    def to_screen_tables(self, *, is_unfolded: bool = False) -> Sequence[Table]:
        """Build the tables for a terminal."""
        self._base.use_kinds()
        return super().to_screen_tables(is_unfolded=is_unfolded)
