"""The sources that an answer cites: their records, found by the keys under which answers cite."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from ..asking.answers.serialise import serialise_source
from ..store.knowledge_base import KnowledgeBase
from .answer_pages import measure_bytes

if TYPE_CHECKING:
    from ..model.answer import Json

CITING_KEYS = ("sources", "source", "grounds", "cited")
"""The keys under which answers cite: objects with an id, or texts such as ``id#place``."""


class CitedSources(NamedTuple):
    """The records of all sources that an answer cites; ids that no source has are left out."""

    records: "Mapping[str, Json]"
    """By the id of the source."""

    def list_records(self, data: "Json") -> "list[Json]":
        """List the records of what data of the answer cite, in the order of first use."""
        ids = dict.fromkeys(_iter_cited_ids(data))
        return [self.records[id_] for id_ in ids if id_ in self.records]


def load_cited_sources(base: KnowledgeBase, answer: "Json") -> CitedSources:
    """Load the records of all sources that an answer cites."""
    records = base.load_sources(set(_iter_cited_ids(answer)))
    return CitedSources(
        records={
            id_: {key: value for key, value in serialise_source(record).items() if value}
            for id_, record in records.items()
        }
    )


class PageMeter:
    """Measures the items of one page, each with those of its sources that no earlier item has."""

    def __init__(self, sources: CitedSources) -> None:
        self.sources = sources
        self.counted_ids: set[str] = set()

    def measure(self, item: "Json") -> int:
        """Measure an item, in bytes of JSON."""
        new_ids = set(_iter_cited_ids(item)) - self.counted_ids
        self.counted_ids |= new_ids
        records = self.sources.records
        sizes = (measure_bytes(records[id_]) for id_ in new_ids if id_ in records)
        return measure_bytes(item) + sum(sizes)


def _iter_cited_ids(data: "Json") -> Iterator[str]:
    """Give the ids of the sources that data cite, at any depth."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            if key in CITING_KEYS:
                yield from _iter_ids(value)
            else:
                yield from _iter_cited_ids(value)
    elif isinstance(data, list):
        for item in data:
            yield from _iter_cited_ids(item)


def _iter_ids(citations: "Json") -> Iterator[str]:
    """Give the ids in citations: objects, texts, or texts joined by semicolons as in SQL."""
    if isinstance(citations, str):
        for text in citations.split("; "):
            yield text.partition("#")[0]
    elif isinstance(citations, Mapping):
        yield str(citations.get("id") or "")
    elif isinstance(citations, list):
        for citation in citations:
            yield from _iter_ids(citation)
