"""An answer whose data leave out what a reader with little room does not need."""

from collections.abc import Mapping

from ...model.answer import Answer, Json
from .wrapped_answer import WrappedAnswer

FACTS_KEY = "facts"


class CompactAnswer(WrappedAnswer):
    """An answer whose data have no full statements of facts, or no keys without a value."""

    def __init__(self, answer: Answer, *, has_facts: bool, has_nulls: bool) -> None:
        super().__init__(answer)
        self.has_facts, self.has_nulls = has_facts, has_nulls

    def to_data(self) -> Json:
        """Build the data of the other answer without what is left out, at every depth."""
        return self._reduce(self.answer.to_data())

    def _reduce(self, data: Json) -> Json:
        if isinstance(data, Mapping):
            pairs = ((key, self._reduce(value)) for key, value in data.items() if self._keeps(key))
            return {key: value for key, value in pairs if self.has_nulls or _has_content(value)}
        if isinstance(data, list | tuple):
            return [self._reduce(item) for item in data]
        return data

    def _keeps(self, key: str) -> bool:
        return self.has_facts or key != FACTS_KEY


def _has_content(value: Json) -> bool:
    """Return whether a value says something: zero and false do."""
    return value is not None and value not in ("", [], {}, ())
