"""Merging: the drafts of all layers to entities, with the support that sources give each fact."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ..model.corrections import WithdrawnFact
from ..model.entity import Entity
from ..model.facts import Citation, Fact, FactSupport, SourceRecord, evaluate_sources
from .draft import Draft

SourcesById = Mapping[str, SourceRecord]


def merge_drafts(drafts: Iterable[Draft]) -> list[Entity]:
    """Make one entity for each id: the first layer names it, later ones add aliases and facts."""
    drafts_by_id: dict[str, list[Draft]] = {}
    for draft in drafts:
        drafts_by_id.setdefault(draft.id, []).append(draft)
    return [_merge_entity(entity_drafts) for entity_drafts in drafts_by_id.values()]


def collect_sources(
    entities: Iterable[Entity], other_sources: SourcesById
) -> dict[str, SourceRecord]:
    """Collect the record of each source, its ``origin`` being the source that repeats no other.

    What entities say of a source goes before the record that others have of it.
    """
    own_records = {
        entity.id: _build_source(entity) for entity in entities if entity.kind == "source"
    }
    records = {**other_sources, **own_records}
    roots = _find_roots(records)
    return {
        source_id: record._replace(origin="" if roots[source_id] == source_id else roots[source_id])
        for source_id, record in records.items()
    }


def add_fact_support(entities: Iterable[Entity], sources: SourcesById) -> list[Entity]:
    """Give each fact its certainty, independent sources, authority and place among its facts."""
    support_cache = _SupportCache(sources)
    return [
        entity._replace(
            facts=tuple(_add_support(entity.facts, support_cache)),
            withdrawn_facts=tuple(_rate_withdrawn_facts(entity, support_cache)),
        )
        for entity in entities
    ]


def _merge_entity(drafts: list[Draft]) -> Entity:
    first_draft = drafts[0]
    names = dict.fromkeys(name for draft in drafts for name in (draft.name, *draft.aliases))
    names.pop(first_draft.name)
    corrected_facts = _apply_corrections(drafts)
    return Entity(
        id=first_draft.id,
        kind=first_draft.kind,
        name=first_draft.name,
        aliases=tuple(names),
        facts=corrected_facts.facts,
        withdrawn_facts=corrected_facts.withdrawn_facts,
    )


class _CorrectedFacts(NamedTuple):
    """The facts of an entity that stand, and those that were withdrawn."""

    facts: tuple[Fact, ...]
    withdrawn_facts: tuple[WithdrawnFact, ...]


def _apply_corrections(drafts: Iterable[Draft]) -> _CorrectedFacts:
    """Join the facts of all layers, without those that a later layer replaces or withdraws."""
    facts: list[Fact] = []
    withdrawn_facts: list[WithdrawnFact] = []
    for draft in drafts:
        for correction in draft.corrections:
            wrong_facts = list(filter(correction.applies_to, facts))
            facts = [fact for fact in facts if fact not in wrong_facts]
            own_facts = [correction.withdrawn_fact] if correction.withdrawn_fact else []
            withdrawn_facts += [
                WithdrawnFact(fact=fact, correction=correction) for fact in wrong_facts or own_facts
            ]
        facts += draft.facts
    return _CorrectedFacts(facts=tuple(facts), withdrawn_facts=tuple(withdrawn_facts))


def _build_source(entity: Entity) -> SourceRecord:
    """Build the record of a source: of each property the first fact, as none is ranked yet."""
    texts: dict[str, str] = {}
    for fact in entity.facts:
        text = "" if fact.is_unknown else fact.field.to_yaml_text(fact.value)
        texts.setdefault(fact.property, text)
    return SourceRecord(
        id=entity.id,
        name="" if entity.name == entity.id else entity.name,
        type=texts.get("type", ""),
        publisher=texts.get("publisher", ""),
        published=texts.get("published", ""),
        url=texts.get("url", ""),
        origin=texts.get("origin", ""),
    )


def _find_roots(records: SourcesById) -> dict[str, str]:
    """Find the source at the end of each chain of origins; in a circle, the first by name."""
    roots: dict[str, str] = {}
    for start in records:
        chain: dict[str, str] = {}
        current = start
        while current in records and current not in chain and current not in roots:
            chain[current] = records[current].origin
            current = chain[current]
        roots |= dict.fromkeys(chain, roots.get(current) or _find_chain_end(list(chain), current))
    return roots


def _find_chain_end(chain: list[str], next_source: str) -> str:
    """Find the end of a chain of sources, whose last one repeats ``next_source``."""
    if next_source in chain:
        return min(chain[chain.index(next_source) :])
    return next_source or chain[-1]


def _add_support(facts: Iterable[Fact], support_cache: "_SupportCache") -> Iterator[Fact]:
    for position, fact in enumerate(facts):
        support = support_cache[fact.citations]
        yield fact._replace(
            certainty=fact.certainty or support.default_certainty,
            file_position=position,
            independent_source_count=support.independent_source_count,
            authority_rank=support.authority_rank,
        )


def _rate_withdrawn_facts(
    entity: Entity, support_cache: "_SupportCache"
) -> Iterator[WithdrawnFact]:
    """Give the facts that were withdrawn the certainty and support that they had."""
    facts = _add_support((fact for fact, _ in entity.withdrawn_facts), support_cache)
    for fact, (_, correction) in zip(facts, entity.withdrawn_facts, strict=True):
        yield WithdrawnFact(fact=fact, correction=correction)


class _SupportCache(dict[tuple[Citation, ...], FactSupport]):
    """What each set of citations gives a fact, evaluated once."""

    def __init__(self, sources: SourcesById) -> None:
        super().__init__()
        self._sources = sources

    def __missing__(self, citations: tuple[Citation, ...]) -> FactSupport:
        """Evaluate a set that is met for the first time."""
        cited_sources = [
            self._sources[citation.source]
            for citation in citations
            if citation.source in self._sources
        ]
        self[citations] = evaluate_sources(cited_sources)
        return self[citations]
