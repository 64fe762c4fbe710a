"""Answers about a moment: the dates stand in the header, and what could not be told is said."""

from collections.abc import Iterator, Sequence

from ..model.moment import Moment
from ..model.table import Answer, Json, Row, Table
from ..store.base import KnowledgeBase


class InForce:
    """An answer with the dates that it was asked for; implements Answer."""

    def __init__(self, answer: Answer, base: KnowledgeBase, moment: Moment) -> None:
        self.answer, self.base, self.moment = answer, base, moment

    def data(self) -> Json:
        """The answer; an object says for which moment it holds."""
        data = self.answer.data()
        return {**data, "moment": self.moment.as_data()} if isinstance(data, dict) else data

    def grid(self) -> Sequence[Row]:
        """The rows as they are."""
        return self.answer.grid()

    def tables(self) -> Sequence[Table]:
        """The tables, the dates in their titles."""
        return [table if table.sources else self._titled(table) for table in self.answer.tables()]

    def talk(self) -> Sequence[str]:
        """What was to be said, and how many facts were left out for want of a date."""
        return [*self.answer.talk(), *self._left_out()]

    def _titled(self, table: Table) -> Table:
        read = self.base.then.moment if self.base.then else self.moment
        parts = [part for part in (table.title, str(read)) if part]
        return table._replace(title=" – ".join(parts))

    def _left_out(self) -> Iterator[str]:
        then = self.base.then
        if then and then.vague and self.moment.as_of:
            why = f"the date may be after {self.moment.as_of.text}"
            yield f"{_facts(len(then.vague))} left out: {why}"
        if then and then.undated:
            yield f"{_facts(len(then.undated))} left out: no source says when it appeared"


def _facts(number: int) -> str:
    return "1 fact is" if number == 1 else f"{number} facts are"
