"""Checks that hold the documents of all layers against one another; one function each."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import NamedTuple

from ..model.facts import Citation
from ..model.fields import Ref
from ..model.nearest import did_you_mean
from ..model.problem import Problem, Where
from ..model.schema import a
from .document import Draft
from .rules import named

MOST_REMEDIES = 100
"""Mistyped ids that the nearest ones are looked for."""
MOST_CANDIDATES = 5000
"""Ids that a mistyped one is held against; comparing it with more would take seconds."""


class Drafts(NamedTuple):
    """All documents that could be read, and the ids of those that could not."""

    all: tuple[Draft, ...]
    kinds: Mapping[str, str]
    """The kind of each id, of broken documents too; empty where it could not be told."""
    remedies: dict[tuple[str, tuple[str, ...]], str]
    """What was said of ids that do not exist, so that each is looked for only once."""


class Found(NamedTuple):
    """A problem, and the draft that it costs."""

    draft: Draft
    problem: Problem


Check = Callable[[Drafts], Iterator[Found]]


def duplicate_ids(drafts: Drafts) -> Iterator[Found]:
    """One id stands for one thing: once in a layer, and for one kind in all of them."""
    first: dict[str, Draft] = {}
    in_layer: dict[tuple[int, str], Draft] = {}
    for draft in drafts.all:
        other = first.setdefault(draft.id, draft)
        twin = in_layer.setdefault((draft.layer, draft.id), draft)
        if twin is not draft:
            message = f"the id {draft.id!r} is taken by {_place(twin)}"
            same = twin.where.path == draft.where.path
            hint = "begin this document with a line id: …" if same else "join the two files"
        elif other.kind != draft.kind:
            message = f"the id {draft.id!r} is {a(other.kind)} in {_place(other)}"
            hint = f"make it {a(other.kind)}, or choose another id"
        else:
            continue
        yield Found(draft, Problem(draft.where, "duplicate-id", message, hint))


def dangling_entities(drafts: Drafts) -> Iterator[Found]:
    """A relation points to an entity that exists, of a kind that it may point to."""
    for draft in drafts.all:
        for fact in draft.facts:
            field = fact.field
            if not isinstance(field, Ref) or fact.unknown:
                continue
            kind = drafts.kinds.get(fact.value)
            if kind is None:
                problem = _no_entity(fact.where, fact.value, drafts, field.kinds)
                yield Found(draft, problem)
            elif kind and kind not in field.kinds:
                message = f"{fact.value!r} is {a(kind)}; {field.name} takes {a(field.type_text)}"
                hint = f"see chipwatch explain {fact.kind}.{field.name}"
                yield Found(draft, Problem(fact.where, "wrong-kind", message, hint))


def dangling_sources(drafts: Drafts) -> Iterator[Found]:
    """A fact cites sources that exist."""
    for draft in drafts.all:
        for citation, where in draft.cited.items():
            if drafts.kinds.get(citation.source) not in ("source", ""):
                message = f"there is no source {citation.source!r}"
                hint = _nearest(citation.source, drafts, ("source",), "add it under source/")
                yield Found(draft, Problem(where, "unknown-source", message, hint))


def dangling_claims(drafts: Drafts) -> Iterator[Found]:
    """A fact that cites a source with a list of claims names one of them, or its paragraph."""
    places: dict[str, dict[str, None]] = {}
    for draft in drafts.all:
        for claim in draft.claims:
            places.setdefault(draft.id, {}).update({claim.id: None, claim.paragraph: None})
    for draft in drafts.all:
        for citation, where in draft.cited.items():
            if _misplaced(citation, places):
                message = f"{citation.source} has no claim or paragraph {citation.locator!r}"
                known = places[citation.source]
                hint = did_you_mean(
                    citation.locator, known, f"its claims: chipwatch source {citation.source}"
                )
                yield Found(draft, Problem(where, "unknown-claim", message, hint))


def dangling_rules(drafts: Drafts) -> Iterator[Found]:
    """A rule names chips, companies and policies that exist."""
    for draft in drafts.all:
        for ruling in draft.rules:
            for kind, id_ in dict.fromkeys(named(ruling.rule)):
                if drafts.kinds.get(id_) not in (kind, ""):
                    problem = _no_entity(ruling.where, id_, drafts, (kind,))
                    yield Found(draft, problem)


CHECKS: tuple[Check, ...] = (
    duplicate_ids, dangling_entities, dangling_sources, dangling_claims, dangling_rules,
)  # fmt: skip


def _misplaced(citation: Citation, places: Mapping[str, Collection[str]]) -> bool:
    known = places.get(citation.source)
    return known is not None and bool(citation.locator) and citation.locator not in known


def _no_entity(where: Where, id_: str, drafts: Drafts, kinds: tuple[str, ...]) -> Problem:
    message = f"there is no {' or '.join(kinds)} {id_!r}"
    hint = _nearest(id_, drafts, kinds, f"add it under {kinds[0]}/")
    return Problem(where, "unknown-entity", message, hint)


def _nearest(id_: str, drafts: Drafts, kinds: tuple[str, ...], otherwise: str) -> str:
    """The nearest ids, looked for once; after many mistyped ones no more are looked for."""
    asked = (id_, kinds)
    if asked not in drafts.remedies:
        if len(drafts.remedies) >= MOST_REMEDIES:
            return otherwise
        known = [one for one, kind in drafts.kinds.items() if kind in kinds]
        if len(known) > MOST_CANDIDATES:
            known = [one for one in known if one[:2] == id_[:2]][:MOST_CANDIDATES]
        drafts.remedies[asked] = did_you_mean(id_, known, otherwise)
    return drafts.remedies[asked]


def _place(draft: Draft) -> str:
    return f"{draft.where.path}:{draft.where.line}"
