"""Records of cited sources, loaded with one query."""

from collections.abc import Collection, Iterable

from ...model.facts import Citation, SourceRecord
from ...store.knowledge_base import KnowledgeBase


def load_cited_sources(
    base: KnowledgeBase, citations: Iterable[Citation]
) -> dict[str, SourceRecord]:
    """Load the records of the sources cited, by id in order of first use."""
    return load_sources(base, dict.fromkeys(citation.source for citation in citations))


def load_sources(base: KnowledgeBase, source_ids: Collection[str]) -> dict[str, SourceRecord]:
    """Load the records of sources by id, in the order given."""
    sources_by_id = base.load_sources(source_ids) if source_ids else {}
    return {
        source_id: sources_by_id.get(source_id) or build_missing_source(source_id)
        for source_id in source_ids
    }


def build_missing_source(source_id: str) -> SourceRecord:
    """Build the record of a source that is left out of the base: its id stands for its name."""
    return SourceRecord(id=source_id, name=source_id)
