"""What an answer rests on: the versions, the content of the base, the question, the dates."""

from collections.abc import Sequence
from hashlib import sha256
from shlex import join

from ..model.moment import Moment
from ..model.schema import KINDS
from ..model.table import Answer, Json, Row, Table
from ..store.base import KnowledgeBase
from ..store.checksum import checksum
from ..version import __version__

DIGITS = 16
"""Of a checksum that is shown."""


def receipt(base: KnowledgeBase, query: Sequence[str], moment: Moment | None) -> dict[str, Json]:
    """Everything that the same answer needs to be given again."""
    return {
        "version": __version__,
        "schema": schema_version(),
        "base": checksum(base),
        "query": join(["chipwatch", *query]),
        **(moment or Moment()).as_data(),
    }


def schema_version() -> str:
    """A checksum of every kind and property as declared; another schema has another one."""
    declared = (
        f"{kind.name}.{name}: {field.type_text}, {field.unit}, {field.cardinality.value}\n"
        for kind in KINDS.values()
        for name, field in kind.properties.items()
    )
    return sha256("".join(declared).encode()).hexdigest()[:DIGITS]


class Receipted:
    """An answer whose data carry their receipt; implements Answer."""

    def __init__(self, answer: Answer, made: dict[str, Json]) -> None:
        self.answer, self.made = answer, made

    def data(self) -> Json:
        """The object with its receipt; an array stands under ``answer`` beside it."""
        data = self.answer.data()
        whole = data if isinstance(data, dict) else {"answer": data}
        return {**whole, "receipt": self.made}

    def grid(self) -> Sequence[Row]:
        """The rows as they are."""
        return self.answer.grid()

    def tables(self) -> Sequence[Table]:
        """The tables as they are."""
        return self.answer.tables()

    def talk(self) -> Sequence[str]:
        """What was to be said."""
        return self.answer.talk()
