"""What a thing is, added to a hit that is only its name, with the day and the sources of that."""

from collections.abc import Mapping, Sequence

from ...model.facts import Fact
from ...model.kind import Kind
from ...model.ranking import build_rank_key
from ...model.schema import Source
from ...store.knowledge_base import KnowledgeBase
from .exact import MATCH_TYPES
from .search_hit import SearchHit


def add_summaries(base: KnowledgeBase, hits: Sequence[SearchHit]) -> list[SearchHit]:
    """Say of each hit that is only a name what the thing is; of a publication it is the title."""
    entity_ids = dict.fromkeys(hit.entity.id for hit in hits if _is_name_alone(hit))
    summaries = {
        entity.id: min(entity.facts, key=build_rank_key)
        for entity in base.load_entities(list(entity_ids), [Kind.summary.name])
        if entity.facts
    }
    return [_add_summary(hit, summaries) if _is_name_alone(hit) else hit for hit in hits]


def _is_name_alone(hit: SearchHit) -> bool:
    return hit.matched_field in MATCH_TYPES and hit.entity.kind != Source.name


def _add_summary(hit: SearchHit, summaries: Mapping[str, Fact]) -> SearchHit:
    summary = summaries.get(hit.entity.id)
    if summary is None:
        return hit
    return hit._replace(
        text=f"{hit.text}: {summary.format_value()}",
        citations=summary.citations,
        as_of=summary.as_of.text if summary.as_of else None,
    )
