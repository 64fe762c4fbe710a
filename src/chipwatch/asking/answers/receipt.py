"""Receipts: the versions, the content of the base, the question and the dates of an answer."""

import platform
from collections.abc import Sequence
from hashlib import sha256
from shlex import join

from ...model.answer import Answer, Json
from ...model.query_dates import QueryDates
from ...model.schema import KINDS
from ...store.checksum import compute_checksum
from ...store.knowledge_base import KnowledgeBase
from ...version import __version__
from .wrapped_answer import WrappedAnswer

CHECKSUM_DIGITS = 16
"""How many digits of a checksum are shown."""


def build_receipt(
    base: KnowledgeBase, query: Sequence[str], dates: QueryDates | None
) -> dict[str, Json]:
    """Collect everything that is needed to get the same answer again."""
    return {
        "version": __version__,
        "schema": compute_schema_version(),
        "base": compute_checksum(base),
        "query": join(["chipwatch", *query]),
        **(dates or QueryDates()).to_data(),
    }


def describe_version(base: KnowledgeBase) -> dict[str, Json]:
    """Describe what is installed: the tool, its schema, and its facts with the day they reach."""
    contents = base.count_contents()
    return {
        "version": __version__,
        "schema": compute_schema_version(),
        "facts": {
            "date": base.find_newest_publication() or None,
            "checksum": compute_checksum(base),
            "entities": sum(contents.entities_by_kind.values()),
            "facts": sum(contents.facts_by_certainty.values()),
        },
        "python": platform.python_version(),
    }


def compute_schema_version() -> str:
    """Compute a checksum of every kind and property as declared, which changes with the schema."""
    declarations = (
        f"{kind.name}.{name}: {field.type_description}, {field.unit}, {field.cardinality.value}\n"
        for kind in KINDS.values()
        for name, field in kind.properties.items()
    )
    return sha256("".join(declarations).encode()).hexdigest()[:CHECKSUM_DIGITS]


class ReceiptedAnswer(WrappedAnswer):
    """An answer whose data carry its receipt."""

    def __init__(self, answer: Answer, receipt: dict[str, Json]) -> None:
        super().__init__(answer)
        self.receipt = receipt

    def to_data(self) -> Json:
        """Build the object with its receipt; an array stands under ``answer`` beside it."""
        data = self.answer.to_data()
        json_object = data if isinstance(data, dict) else {"answer": data}
        return {**json_object, "receipt": self.receipt}
