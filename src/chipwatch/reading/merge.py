"""From checked drafts to entities: layers joined, and each fact weighed by its sources."""

from collections.abc import Iterable, Iterator, Mapping

from ..model.entity import Entity
from ..model.facts import Citation, Fact, Source, evaluate_sources
from .document_reader import Draft

SourcesById = Mapping[str, Source]


def merge_drafts(drafts: Iterable[Draft]) -> list[Entity]:
    """One entity for each id: the first layer names it, later ones add aliases and facts."""
    by_id: dict[str, list[Draft]] = {}
    for draft in drafts:
        by_id.setdefault(draft.id, []).append(draft)
    return [_merge_entity(entity_drafts) for entity_drafts in by_id.values()]


def collect_sources(entities: Iterable[Entity]) -> dict[str, Source]:
    """The record of each source; ``origin`` is followed to the source that repeats no other."""
    records = {entity.id: _build_source(entity) for entity in entities if entity.kind == "source"}
    roots = _find_roots(records)
    return {
        source_id: record._replace(origin="" if roots[source_id] == source_id else roots[source_id])
        for source_id, record in records.items()
    }


def add_fact_support(entities: Iterable[Entity], sources: SourcesById) -> list[Entity]:
    """The entities with each fact's certainty, independent sources, authority, order settled."""
    standing_cache = _StandingCache(sources)
    return [
        Entity(*entity[:4], tuple(_add_support(entity.facts, standing_cache)))
        for entity in entities
    ]


def _merge_entity(drafts: list[Draft]) -> Entity:
    first_draft = drafts[0]
    names = dict.fromkeys(name for draft in drafts for name in (draft.name, *draft.aliases))
    names.pop(first_draft.name)
    facts = (
        first_draft.facts
        if len(drafts) == 1
        else tuple(fact for draft in drafts for fact in draft.facts)
    )
    return Entity(first_draft.id, first_draft.kind, first_draft.name, tuple(names), facts)


def _build_source(entity: Entity) -> Source:
    """Its record: of each property the first fact written, as none has been weighed yet."""
    first_facts: dict[str, Fact] = {}
    for fact in entity.facts:
        first_facts.setdefault(fact.property, fact)
    source_facts = [first_facts.get(key) for key in Source._fields[2:]]
    field_texts = [
        ""
        if source_fact is None or source_fact.is_unknown
        else source_fact.field.to_yaml_text(source_fact.value)
        for source_fact in source_facts
    ]
    title = "" if entity.name == entity.id else entity.name
    return Source(entity.id, title, *field_texts)


def _find_roots(records: SourcesById) -> dict[str, str]:
    """The source at the end of each chain of origins; in a circle, the first by name."""
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
    """What a chain of sources ends with; ``following`` is what the last one repeats."""
    if next_source in chain:
        return min(chain[chain.index(next_source) :])
    return next_source or chain[-1]


def _add_support(facts: Iterable[Fact], standing_cache: "_StandingCache") -> Iterator[Fact]:
    for order, fact in enumerate(facts):
        default_certainty, independent, authority = standing_cache[fact.citations]
        certainty = fact.certainty or default_certainty
        yield Fact(*fact[:5], certainty, *fact[6:10], order, independent, authority, *fact[13:])


class _StandingCache(dict[tuple[Citation, ...], tuple[str, int, int]]):
    """What citations make of a fact, worked out once for each set of them.

    The certainty where the file states none, the number of independent sources, the authority.
    """

    def __init__(self, sources: SourcesById) -> None:
        super().__init__()
        self._sources = sources

    def __missing__(self, citations: tuple[Citation, ...]) -> tuple[str, int, int]:
        cited_sources = [
            self._sources[citation.source]
            for citation in citations
            if citation.source in self._sources
        ]
        self[citations] = evaluate_sources(cited_sources)
        return self[citations]
