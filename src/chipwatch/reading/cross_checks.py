"""Checks that compare the documents of all layers; one function each.

A check is added here alone: its code in CrossProblem, its function, and its place in CHECKS. A
check of one file, document or fact goes into ``file_content``, ``document_reader`` or
``fact_reader``; a doubt about facts that are well formed into ``plausibility``.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import NamedTuple

from ..model.facts import Citation
from ..model.field_types import Ref
from ..model.kind_wording import add_article
from ..model.problem import Location, Problem
from ..model.problem_code import CHIP_LINES, COMPANY_LINES, EXAMPLE_SOURCE, CodeSpec, ProblemCode
from ..model.schema import KINDS
from ..model.suggest import suggest_nearest
from .draft import Draft
from .node_reader import NodeProblem
from .rule_nodes import iter_named_entities

MAX_HINT_LOOKUPS = 100
"""Mistyped ids for which the nearest are looked up; each takes some milliseconds."""
MAX_HINT_CANDIDATES = 5000
"""Ids that a mistyped one is compared with; more would take seconds."""


class CrossProblem(ProblemCode):
    """What is wrong with a document when it is compared with the others."""

    NOTHING_CORRECTED = CodeSpec(
        code="nothing-corrected",
        meaning="a document replaces or withdraws a value that no earlier layer states",
        bad_example=(f"id: baidu\n{COMPANY_LINES}country: {{value: CN, replaces: US}}\n"),
        mended_example=f"id: baidu\n{COMPANY_LINES}country: {{value: US, replaces: CN}}\n",
    )
    UNKNOWN_CLAIM = CodeSpec(
        code="unknown-claim",
        meaning="a fact cites a place that its source's list of claims does not have",
        bad_example=f'{COMPANY_LINES}country: {{value: CN, sources: "{EXAMPLE_SOURCE}#p99"}}\n',
        mended_example=f'{COMPANY_LINES}country: {{value: CN, sources: "{EXAMPLE_SOURCE}#p9"}}\n',
    )
    UNKNOWN_ENTITY = CodeSpec(
        code="unknown-entity",
        meaning="the value is not the id of any entity",
        bad_example=f"{COMPANY_LINES}partners: nvida\n",
        mended_example=f"{COMPANY_LINES}partners: nvidia\n",
    )
    UNKNOWN_SOURCE = CodeSpec(
        code="unknown-source",
        meaning="the source of a fact is not the id of any source",
        bad_example=f"{COMPANY_LINES}country: {{value: CN, sources: {EXAMPLE_SOURCE.title()}}}\n",
        mended_example=f"{COMPANY_LINES}country: {{value: CN, sources: {EXAMPLE_SOURCE}}}\n",
    )
    WRONG_KIND = CodeSpec(
        code="wrong-kind",
        meaning="the value is an entity of a kind that the property does not point to",
        bad_example=f"{CHIP_LINES}designer: jensen-huang\n",
        mended_example=f"{CHIP_LINES}designer: nvidia\n",
    )


class DraftSet(NamedTuple):
    """All documents that could be read, if with problems, and the ids of all others."""

    drafts: tuple[Draft, ...]
    kinds_by_id: Mapping[str, str]
    """The kind of each id, of rejected documents too; empty where it is unknown."""
    hints: dict[tuple[str, tuple[str, ...]], str]
    """The hints given for ids that do not exist, so that each is looked up once."""


class CheckFailure(NamedTuple):
    """A problem, and the draft that is left out for it."""

    draft: Draft
    problem: Problem


Check = Callable[[DraftSet], Iterator[CheckFailure]]


def find_duplicate_ids(draft_set: DraftSet) -> Iterator[CheckFailure]:
    """Find ids that stand twice in one layer, or for two kinds.

    Of two documents with one id, one without problems keeps it; of two of those, the one whose file
    name is the id, or else the first by path.
    """
    owners_in_layer: dict[tuple[int, str], Draft] = {}
    for draft in sorted(draft_set.drafts, key=_get_weakness):
        owners_in_layer.setdefault((draft.layer, draft.id), draft)
    first_owners: dict[str, Draft] = {}
    for draft in sorted(draft_set.drafts, key=_get_fault):
        owner = owners_in_layer[draft.layer, draft.id]
        first_owner = first_owners.setdefault(draft.id, owner)
        if owner is not draft:
            message = f"the id {draft.id!r} is taken by {_format_location(owner)}"
            is_same_file = owner.location.path == draft.location.path
            hint = "begin this document with a line id: …" if is_same_file else "join the two files"
        elif first_owner.kind != draft.kind and draft.kind:
            kind_name = add_article(first_owner.kind)
            message = f"the id {draft.id!r} is {kind_name} in {_format_location(first_owner)}"
            hint = f"make it {kind_name}, or choose another id"
        else:
            continue
        problem = Problem(draft.location, NodeProblem.DUPLICATE_ID, message, hint)
        yield CheckFailure(draft, problem)


def _get_weakness(draft: Draft) -> tuple[bool, bool]:
    return draft.is_faulty, not draft.is_named_by_file


def _get_fault(draft: Draft) -> bool:
    return draft.is_faulty


def find_dangling_relations(draft_set: DraftSet) -> Iterator[CheckFailure]:
    """Find relations to entities that do not exist, or are of a kind that is not allowed."""
    for draft in draft_set.drafts:
        properties = KINDS[draft.kind].properties if draft.facts else {}
        for fact in draft.facts:
            field = properties[fact.property]
            if not isinstance(field, Ref) or fact.is_unknown:
                continue
            kind = draft_set.kinds_by_id.get(fact.value)
            if kind is None:
                problem = _build_unknown_entity_problem(
                    fact.location, fact.value, draft_set, field.kinds
                )
                yield CheckFailure(draft, problem)
            elif kind and kind not in field.kinds:
                allowed_kinds = add_article(field.type_description)
                message = (
                    f"{fact.value!r} is {add_article(kind)}; {field.name} takes {allowed_kinds}"
                )
                hint = f"see chipwatch explain {fact.kind}.{field.name}"
                yield CheckFailure(
                    draft, Problem(fact.location, CrossProblem.WRONG_KIND, message, hint)
                )


def find_dangling_sources(draft_set: DraftSet) -> Iterator[CheckFailure]:
    """Find citations of sources that do not exist."""
    for draft in draft_set.drafts:
        for citation, location in draft.citation_locations.items():
            if draft.is_faulty and not citation.source:
                continue  # reported where the text could not be read
            if draft_set.kinds_by_id.get(citation.source) not in ("source", ""):
                message = f"there is no source {citation.source!r}"
                hint = _suggest_id(citation.source, draft_set, ("source",), "add it under source/")
                problem = Problem(
                    location,
                    CrossProblem.UNKNOWN_SOURCE,
                    message,
                    hint,
                    missing_id=citation.source,
                )
                yield CheckFailure(draft, problem)


def find_dangling_claims(draft_set: DraftSet) -> Iterator[CheckFailure]:
    """Find citations of places that are in none of the claims listed of a source."""
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
                yield CheckFailure(
                    draft, Problem(location, CrossProblem.UNKNOWN_CLAIM, message, hint)
                )


def find_dangling_rules(draft_set: DraftSet) -> Iterator[CheckFailure]:
    """Find rules that name chips, companies or policies that do not exist."""
    for draft in draft_set.drafts:
        for parsed_rule in draft.rules:
            for kind, entity_id in dict.fromkeys(iter_named_entities(parsed_rule.rule)):
                if draft_set.kinds_by_id.get(entity_id) not in (kind, ""):
                    problem = _build_unknown_entity_problem(
                        parsed_rule.location, entity_id, draft_set, (kind,)
                    )
                    yield CheckFailure(draft, problem)


def find_unmatched_corrections(draft_set: DraftSet) -> Iterator[CheckFailure]:
    """Find corrections of values that no earlier layer states."""
    drafts_by_id: dict[str, list[Draft]] = {}
    for draft in draft_set.drafts:
        drafts_by_id.setdefault(draft.id, []).append(draft)
    for draft in draft_set.drafts:
        if not draft.corrections:
            continue
        earlier_facts = [
            fact
            for other_draft in drafts_by_id[draft.id]
            if other_draft.layer < draft.layer
            for fact in other_draft.facts
        ]
        for correction in draft.corrections:
            if correction.withdrawn_fact or any(map(correction.applies_to, earlier_facts)):
                continue
            stated_texts = dict.fromkeys(
                fact.field.to_yaml_text(fact.value)
                for fact in earlier_facts
                if fact.property == correction.property and not fact.is_unknown
            )
            message = f"no earlier layer says {correction.property}: {correction.value_text}"
            values_text = " or ".join(stated_texts)
            hint = (
                f"it says {values_text}" if stated_texts else f"nothing is said of {draft.id} there"
            )
            problem = Problem(correction.location, CrossProblem.NOTHING_CORRECTED, message, hint)
            yield CheckFailure(draft, problem)


CHECKS: tuple[Check, ...] = (
    find_duplicate_ids,
    find_dangling_relations,
    find_dangling_sources,
    find_dangling_claims,
    find_dangling_rules,
    find_unmatched_corrections,
)


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
    return Problem(location, CrossProblem.UNKNOWN_ENTITY, message, hint, missing_id=entity_id)


def _suggest_id(entity_id: str, draft_set: DraftSet, kinds: tuple[str, ...], fallback: str) -> str:
    """Suggest the nearest ids; after MAX_HINT_LOOKUPS mistyped ones, the fallback."""
    lookup = (entity_id, kinds)
    if lookup not in draft_set.hints:
        if len(draft_set.hints) >= MAX_HINT_LOOKUPS:
            return fallback
        candidates = [
            candidate for candidate, kind in draft_set.kinds_by_id.items() if kind in kinds
        ]
        if len(candidates) > MAX_HINT_CANDIDATES:
            candidates = [candidate for candidate in candidates if candidate[:2] == entity_id[:2]][
                :MAX_HINT_CANDIDATES
            ]
        draft_set.hints[lookup] = suggest_nearest(entity_id, candidates, fallback)
    return draft_set.hints[lookup]


def _format_location(draft: Draft) -> str:
    return f"{draft.location.path}:{draft.location.line}"
