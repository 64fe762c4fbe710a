"""What an answer rests on: the versions, the content of the base, the question, the dates."""

from collections.abc import Sequence
from hashlib import sha256
from shlex import join

from ...model.answer import Answer, Json, Row, Table
from ...model.query_dates import QueryDates
from ...model.schema import KINDS
from ...store.checksum import compute_checksum
from ...store.knowledge_base import KnowledgeBase
from ...version import __version__

CHECKSUM_DIGITS = 16
"""Of a checksum that is shown."""


def build_receipt(
    base: KnowledgeBase, query: Sequence[str], dates: QueryDates | None
) -> dict[str, Json]:
    """Everything that the same answer needs to be given again."""
    return {
        "version": __version__,
        "schema": compute_schema_version(),
        "base": compute_checksum(base),
        "query": join(["chipwatch", *query]),
        **(dates or QueryDates()).to_data(),
    }


def compute_schema_version() -> str:
    """A checksum of every kind and property as declared; another schema has another one."""
    declarations = (
        f"{kind.name}.{name}: {field.type_description}, {field.unit}, {field.cardinality.value}\n"
        for kind in KINDS.values()
        for name, field in kind.properties.items()
    )
    return sha256("".join(declarations).encode()).hexdigest()[:CHECKSUM_DIGITS]


class ReceiptedAnswer:
    """An answer whose data carry their receipt; implements Answer."""

    def __init__(self, answer: Answer, receipt: dict[str, Json]) -> None:
        self.answer, self.receipt = answer, receipt

    def to_data(self) -> Json:
        """The object with its receipt; an array stands under ``answer`` beside it."""
        data = self.answer.to_data()
        json_object = data if isinstance(data, dict) else {"answer": data}
        return {**json_object, "receipt": self.receipt}

    def to_rows(self) -> Sequence[Row]:
        """The rows as they are."""
        return self.answer.to_rows()

    def to_tables(self) -> Sequence[Table]:
        """The tables as they are."""
        return self.answer.to_tables()

    def collect_remarks(self) -> Sequence[str]:
        """What was to be said."""
        return self.answer.collect_remarks()
