"""Wrap an answer given for a date: add the dates, and report facts left out."""

from collections.abc import Iterator, Sequence

from ...model.answer import Answer, Json
from ...model.query_dates import QueryDates
from ...model.table import Table
from ...model.wording import format_count
from ...store.knowledge_base import KnowledgeBase
from .wrapped_answer import WrappedAnswer


class DatedAnswer(WrappedAnswer):
    """An answer with the dates that it holds for."""

    def __init__(self, answer: Answer, base: KnowledgeBase, dates: QueryDates) -> None:
        super().__init__(answer)
        self.dates = dates
        self._title_dates = base.time_filter.query_dates if base.time_filter else dates
        self._exclusion_remarks = tuple(_iter_exclusion_remarks(base, dates))

    def to_data(self) -> Json:
        """Build the data; an object also says for which dates it holds, under ``moment``.

        The specification of a picture has no such key.
        """
        data = self.answer.to_data()
        if not isinstance(data, dict) or self.answer.to_chart() is not None:
            return data
        return {**data, "moment": self.dates.to_data()}

    def to_tables(self) -> Sequence[Table]:
        """Build the tables with the dates in their titles."""
        return self._add_dates(self.answer.to_tables())

    def to_screen_tables(self, *, is_unfolded: bool = False) -> Sequence[Table]:
        """Build the tables for a terminal with the dates in their titles."""
        first_table, *others = self.answer.to_screen_tables(is_unfolded=is_unfolded)
        return [self._add_dates_to_title(first_table), *others]

    def to_page_tables(self) -> Sequence[Table]:
        """Build the tables for a page that is sent on with the dates in their titles."""
        return self._add_dates(self.answer.to_page_tables())

    def collect_remarks(self) -> Sequence[str]:
        """List the remarks, and how many facts are left out for want of a date."""
        return [*self.answer.collect_remarks(), *self._exclusion_remarks]

    def _add_dates(self, tables: Sequence[Table]) -> list[Table]:
        return [
            table if table.is_source_list else self._add_dates_to_title(table) for table in tables
        ]

    def _add_dates_to_title(self, table: Table) -> Table:
        title_parts = [text for text in (table.title, str(self._title_dates)) if text]
        return table._replace(title=" – ".join(title_parts))


def _iter_exclusion_remarks(base: KnowledgeBase, dates: QueryDates) -> Iterator[str]:
    """Report the facts of which the dates do not tell whether they held or were known."""
    time_filter = base.time_filter
    if time_filter and time_filter.vague_facts and dates.as_of:
        vague_text = format_count(len(time_filter.vague_facts), "fact is", "facts are")
        yield f"{vague_text} left out: the date may be after {dates.as_of.text}"
    if time_filter and time_filter.undated_facts:
        undated_text = format_count(len(time_filter.undated_facts), "fact is", "facts are")
        yield f"{undated_text} left out: no source says when it appeared"
