"""From checked drafts to entities: layers joined, and each fact weighed by its sources."""

from collections.abc import Iterable, Iterator, Mapping

from ..model.facts import Citation, Entity, Fact, Source, standing
from .document import Draft

Sources = Mapping[str, Source]


def join(drafts: Iterable[Draft]) -> list[Entity]:
    """One entity for each id: the first layer names it, later ones add aliases and facts."""
    by_id: dict[str, list[Draft]] = {}
    for draft in drafts:
        by_id.setdefault(draft.id, []).append(draft)
    return [_joined(parts) for parts in by_id.values()]


def sources_of(entities: Iterable[Entity]) -> dict[str, Source]:
    """The record of each source; ``origin`` is followed to the source that repeats no other."""
    records = {entity.id: _source(entity) for entity in entities if entity.kind == "source"}
    roots = _roots(records)
    return {
        id_: record._replace(origin="" if roots[id_] == id_ else roots[id_])
        for id_, record in records.items()
    }


def weigh(entities: Iterable[Entity], sources: Sources) -> list[Entity]:
    """The entities with each fact's certainty, independent sources, authority, order settled."""
    standings = _Standings(sources)
    return [Entity(*entity[:4], tuple(_weighed(entity.facts, standings))) for entity in entities]


def _joined(parts: list[Draft]) -> Entity:
    first = parts[0]
    names = dict.fromkeys(name for part in parts for name in (part.name, *part.aliases))
    names.pop(first.name)
    facts = first.facts if len(parts) == 1 else tuple(f for part in parts for f in part.facts)
    return Entity(first.id, first.kind, first.name, tuple(names), facts)


def _source(entity: Entity) -> Source:
    """Its record: of each property the first fact written, as none has been weighed yet."""
    first: dict[str, Fact] = {}
    for fact in entity.facts:
        first.setdefault(fact.property, fact)
    stated = [first.get(key) for key in Source._fields[2:]]
    kept = ["" if one is None or one.unknown else one.field.write(one.value) for one in stated]
    title = "" if entity.name == entity.id else entity.name
    return Source(entity.id, title, *kept)


def _roots(records: Sources) -> dict[str, str]:
    """The source at the end of each chain of origins; in a circle, the first by name."""
    roots: dict[str, str] = {}
    for start in records:
        chain: dict[str, str] = {}
        here = start
        while here in records and here not in chain and here not in roots:
            chain[here] = records[here].origin
            here = chain[here]
        roots |= dict.fromkeys(chain, roots.get(here) or _end(list(chain), here))
    return roots


def _end(chain: list[str], following: str) -> str:
    """What a chain of sources ends with; ``following`` is what the last one repeats."""
    if following in chain:
        return min(chain[chain.index(following) :])
    return following or chain[-1]


def _weighed(facts: Iterable[Fact], standings: "_Standings") -> Iterator[Fact]:
    for order, fact in enumerate(facts):
        usual, independent, authority = standings[fact.citations]
        certainty = fact.certainty or usual
        yield Fact(*fact[:5], certainty, *fact[6:10], order, independent, authority, *fact[13:])


class _Standings(dict[tuple[Citation, ...], tuple[str, int, int]]):
    """What citations make of a fact, worked out once for each set of them.

    The certainty where the file states none, the number of independent sources, the authority.
    """

    def __init__(self, sources: Sources) -> None:
        super().__init__()
        self._sources = sources

    def __missing__(self, citations: tuple[Citation, ...]) -> tuple[str, int, int]:
        cited = [self._sources[c.source] for c in citations if c.source in self._sources]
        self[citations] = standing(cited)
        return self[citations]
