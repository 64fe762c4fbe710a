"""Checks that hold the documents of all layers against one another; one function each."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import NamedTuple

from ..model.facts import Citation
from ..model.field_types import Ref
from ..model.problem import Location, Problem
from ..model.schema import add_article
from ..model.suggest import suggest_nearest
from .document_reader import Draft
from .rule_nodes import iter_named_entities

MAX_REMEDY_LOOKUPS = 100
"""Mistyped ids that the nearest ones are looked for."""
MAX_REMEDY_CANDIDATES = 5000
"""Ids that a mistyped one is held against; comparing it with more would take seconds."""


class DraftSet(NamedTuple):
    """All documents that could be read, and the ids of those that could not."""

    drafts: tuple[Draft, ...]
    kinds_by_id: Mapping[str, str]
    """The kind of each id, of broken documents too; empty where it could not be told."""
    remedies: dict[tuple[str, tuple[str, ...]], str]
    """What was said of ids that do not exist, so that each is looked for only once."""


class CheckFailure(NamedTuple):
    """A problem, and the draft that it costs."""

    draft: Draft
    problem: Problem


Check = Callable[[DraftSet], Iterator[CheckFailure]]


def find_duplicate_ids(draft_set: DraftSet) -> Iterator[CheckFailure]:
    """One id stands for one thing: once in a layer, and for one kind in all of them."""
    first_drafts: dict[str, Draft] = {}
    drafts_in_layer: dict[tuple[int, str], Draft] = {}
    for draft in draft_set.drafts:
        first_draft = first_drafts.setdefault(draft.id, draft)
        twin = drafts_in_layer.setdefault((draft.layer, draft.id), draft)
        if twin is not draft:
            message = f"the id {draft.id!r} is taken by {_format_location(twin)}"
            is_same_file = twin.location.path == draft.location.path
            hint = "begin this document with a line id: …" if is_same_file else "join the two files"
        elif first_draft.kind != draft.kind:
            message = f"the id {draft.id!r} is {add_article(first_draft.kind)} in {_format_location(first_draft)}"
            hint = f"make it {add_article(first_draft.kind)}, or choose another id"
        else:
            continue
        yield CheckFailure(draft, Problem(draft.location, "duplicate-id", message, hint))


def find_dangling_entities(draft_set: DraftSet) -> Iterator[CheckFailure]:
    """A relation points to an entity that exists, of a kind that it may point to."""
    for draft in draft_set.drafts:
        for fact in draft.facts:
            field = fact.field
            if not isinstance(field, Ref) or fact.is_unknown:
                continue
            kind = draft_set.kinds_by_id.get(fact.value)
            if kind is None:
                problem = _build_unknown_entity_problem(
                    fact.location, fact.value, draft_set, field.kinds
                )
                yield CheckFailure(draft, problem)
            elif kind and kind not in field.kinds:
                message = f"{fact.value!r} is {add_article(kind)}; {field.name} takes {add_article(field.type_description)}"
                hint = f"see chipwatch explain {fact.kind}.{field.name}"
                yield CheckFailure(draft, Problem(fact.location, "wrong-kind", message, hint))


def find_dangling_sources(draft_set: DraftSet) -> Iterator[CheckFailure]:
    """A fact cites sources that exist."""
    for draft in draft_set.drafts:
        for citation, location in draft.citation_locations.items():
            if draft_set.kinds_by_id.get(citation.source) not in ("source", ""):
                message = f"there is no source {citation.source!r}"
                hint = _suggest_id(citation.source, draft_set, ("source",), "add it under source/")
                yield CheckFailure(draft, Problem(location, "unknown-source", message, hint))


def find_dangling_claims(draft_set: DraftSet) -> Iterator[CheckFailure]:
    """A fact that cites a source with a list of claims names one of them, or its paragraph."""
    locators_by_source: dict[str, dict[str, None]] = {}
    for draft in draft_set.drafts:
        for claim in draft.claims:
            locators_by_source.setdefault(draft.id, {}).update(
                {claim.id: None, claim.paragraph: None}
            )
    for draft in draft_set.drafts:
        for citation, location in draft.citation_locations.items():
            if _has_unknown_locator(citation, locators_by_source):
                message = f"{citation.source} has no claim or paragraph {citation.locator!r}"
                locators = locators_by_source[citation.source]
                hint = suggest_nearest(
                    citation.locator, locators, f"its claims: chipwatch source {citation.source}"
                )
                yield CheckFailure(draft, Problem(location, "unknown-claim", message, hint))


def find_dangling_rules(draft_set: DraftSet) -> Iterator[CheckFailure]:
    """A rule names chips, companies and policies that exist."""
    for draft in draft_set.drafts:
        for parsed_rule in draft.rules:
            for kind, entity_id in dict.fromkeys(iter_named_entities(parsed_rule.rule)):
                if draft_set.kinds_by_id.get(entity_id) not in (kind, ""):
                    problem = _build_unknown_entity_problem(
                        parsed_rule.location, entity_id, draft_set, (kind,)
                    )
                    yield CheckFailure(draft, problem)


CHECKS: tuple[Check, ...] = (
    find_duplicate_ids, find_dangling_entities, find_dangling_sources, find_dangling_claims, find_dangling_rules,
)  # fmt: skip


def _has_unknown_locator(
    citation: Citation, locators_by_source: Mapping[str, Collection[str]]
) -> bool:
    locators = locators_by_source.get(citation.source)
    return locators is not None and bool(citation.locator) and citation.locator not in locators


def _build_unknown_entity_problem(
    location: Location, entity_id: str, draft_set: DraftSet, kinds: tuple[str, ...]
) -> Problem:
    message = f"there is no {' or '.join(kinds)} {entity_id!r}"
    hint = _suggest_id(entity_id, draft_set, kinds, f"add it under {kinds[0]}/")
    return Problem(location, "unknown-entity", message, hint)


def _suggest_id(entity_id: str, draft_set: DraftSet, kinds: tuple[str, ...], fallback: str) -> str:
    """The nearest ids, looked for once; after many mistyped ones no more are looked for."""
    lookup = (entity_id, kinds)
    if lookup not in draft_set.remedies:
        if len(draft_set.remedies) >= MAX_REMEDY_LOOKUPS:
            return fallback
        candidates = [
            candidate for candidate, kind in draft_set.kinds_by_id.items() if kind in kinds
        ]
        if len(candidates) > MAX_REMEDY_CANDIDATES:
            candidates = [candidate for candidate in candidates if candidate[:2] == entity_id[:2]][
                :MAX_REMEDY_CANDIDATES
            ]
        draft_set.remedies[lookup] = suggest_nearest(entity_id, candidates, fallback)
    return draft_set.remedies[lookup]


def _format_location(draft: Draft) -> str:
    return f"{draft.location.path}:{draft.location.line}"
