"""Answers about a moment: the dates stand in the header, and what could not be told is said."""

from collections.abc import Iterator, Sequence

from ...model.answer import Answer, Json, Row, Table
from ...model.query_dates import QueryDates
from ...model.wording import format_count
from ...store.knowledge_base import KnowledgeBase


class DatedAnswer:
    """An answer with the dates that it was asked for; implements Answer."""

    def __init__(self, answer: Answer, base: KnowledgeBase, dates: QueryDates) -> None:
        self.answer, self.base, self.dates = answer, base, dates

    def to_data(self) -> Json:
        """The answer; an object says for which moment it holds."""
        data = self.answer.to_data()
        return {**data, "moment": self.dates.to_data()} if isinstance(data, dict) else data

    def to_rows(self) -> Sequence[Row]:
        """The rows as they are."""
        return self.answer.to_rows()

    def to_tables(self) -> Sequence[Table]:
        """The tables, the dates in their titles."""
        return [
            table if table.is_source_list else self._add_dates_to_title(table)
            for table in self.answer.to_tables()
        ]

    def collect_remarks(self) -> Sequence[str]:
        """What was to be said, and how many facts were left out for want of a date."""
        return [*self.answer.collect_remarks(), *self._iter_exclusion_remarks()]

    def _add_dates_to_title(self, table: Table) -> Table:
        dates = self.base.time_filter.query_dates if self.base.time_filter else self.dates
        title_parts = [text for text in (table.title, str(dates)) if text]
        return table._replace(title=" – ".join(title_parts))

    def _iter_exclusion_remarks(self) -> Iterator[str]:
        time_filter = self.base.time_filter
        if time_filter and time_filter.vague_facts and self.dates.as_of:
            vague_count = len(time_filter.vague_facts)
            reason = f"the date may be after {self.dates.as_of.text}"
            yield f"{format_count(vague_count, 'fact is', 'facts are')} left out: {reason}"
        if time_filter and time_filter.undated_facts:
            undated_text = format_count(len(time_filter.undated_facts), "fact is", "facts are")
            yield f"{undated_text} left out: no source says when it appeared"
