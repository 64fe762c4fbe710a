"""Checks of a base as a whole: what is left over, doubled, weakly sourced or old in it.

A check is added by its code in ``upkeep_codes.UpkeepProblem``, its function here, and its place in
UPKEEP_CHECKS. Most report notices: what cannot always be had, and costs a base nothing.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from ..model import clock
from ..model.facts import Fact
from ..model.field_types import Day, Ref
from ..model.half_life import find_staleness
from ..model.normalise import has_han, split_words
from ..model.problem import Location, Problem
from ..model.wording import format_count
from .base_facts import BaseFacts
from .plausibility import collect_stated_days, may_look_ahead
from .upkeep_codes import UpkeepProblem

if TYPE_CHECKING:
    from ..model.entity import Entity
    from .draft import DocumentRecord

OWNERS = "owners"
"""The relation that, where more than half is held, is one to a parent."""
MAJORITY_PERCENT = 50
"""The share above which whoever holds it owns a company as a parent does."""
_ADDRESS_NOISE = re.compile(r"^https?://(?:www\.)?|[/#?]+$")
"""What two addresses of one page may differ in."""
MIN_LETTERS_OF_MISTYPED_WORD = 6
"""Letters from which two words that differ in one are taken for one: our choice; of shorter ones,
such as ACM and LAM, too many are words of their own."""


def find_circular_relations(base: BaseFacts) -> Iterator[Problem]:
    """Find relations that lead in a circle though they go from part to whole; each circle once."""
    for relation, facts in _group_ordered_facts(base).items():
        facts_by_entity: dict[str, list[Fact]] = {}
        for fact in facts:
            facts_by_entity.setdefault(fact.entity, []).append(fact)
        for entity_id in _list_entities_in_circles(facts_by_entity):
            circle = _find_circle(entity_id, facts_by_entity)
            if circle and entity_id == min(fact.entity for fact in circle):
                names = " → ".join([entity_id, *(str(fact.value) for fact in circle)])
                message = f"{relation} leads in a circle: {names}"
                hint = "one of these facts is the wrong way round, or has ended: give it an until"
                location = circle[0].location
                yield Problem(location, UpkeepProblem.CIRCULAR_RELATION, message, hint)


def find_near_duplicates(base: BaseFacts) -> Iterator[Problem]:
    """Find things of one kind with one name, and sources with one address."""
    owners: dict[tuple[str, str], str] = {}
    locations = _locate_entities(base)
    for entity in base.entities:
        for key in _list_identities(base, entity):
            owner = owners.setdefault((entity.kind, key), entity.id)
            if owner != entity.id and entity.id in locations:
                what = "the address" if entity.kind == "source" else "nearly the name"
                message = f"{entity.id} has {what} of {owner}"
                hint = "join the two, or tell them apart by their names"
                yield Problem(locations[entity.id], UpkeepProblem.NEAR_DUPLICATE, message, hint)
                break


def find_facts_without_place(base: BaseFacts) -> Iterator[Problem]:
    """Find sources that an entity cites as a whole, at the first of the facts that rest on them."""
    for entity in base.entities:
        facts_by_source: dict[str, list[Fact]] = {}
        for fact in entity.facts if entity.kind != "source" else ():
            for citation in fact.citations:
                if not citation.locator:
                    facts_by_source.setdefault(citation.source, []).append(fact)
        for source, facts in facts_by_source.items():
            count = format_count(len(facts), "fact rests", "facts rest")
            message = f"{count} on {source}, and nothing says where in it"
            hint = f"add the page, table or paragraph: {source}#…"
            first_location = min(fact.location for fact in facts)
            yield Problem(first_location, UpkeepProblem.NO_PLACE, message, hint)


def find_single_origins(base: BaseFacts) -> Iterator[Problem]:
    """Find facts whose several sources all repeat one."""
    for fact in base.iter_facts():
        sources = dict.fromkeys(citation.source for citation in fact.citations)
        records = [base.sources[source] for source in sources if source in base.sources]
        roots = {record.root_id for record in records}
        if len(records) > 1 and len(roots) == 1:
            message = f"the {len(records)} sources of {fact.property} all repeat {roots.pop()}"
            hint = "they count once: cite an independent source, or the original alone"
            yield Problem(fact.location, UpkeepProblem.SINGLE_ORIGIN, message, hint)


def find_stale_facts(base: BaseFacts) -> Iterator[Problem]:
    """Find facts that are shown though they are past the half-life of their property."""
    today = clock.get_today().last
    for entity in base.entities:
        ranked_facts = entity.rank_facts() if entity.kind != "source" else {}
        for ranked in ranked_facts.values():
            for fact in ranked.shown_facts:
                if staleness := find_staleness(fact, base.sources.get, today):
                    day, months = staleness.day.text, staleness.half_life
                    message = f"{fact.property} is of {day}, past its half-life of {months} months"
                    hint = "look for a newer value, and add it with its as_of"
                    yield Problem(fact.location, UpkeepProblem.STALE_FACT, message, hint)


def find_unlinked_entities(base: BaseFacts) -> Iterator[Problem]:
    """Find things of which nothing is said, and to which nothing leads."""
    linked_ids = {fact.target_id for fact in base.iter_facts()}
    locations = _locate_entities(base)
    for entity in base.entities:
        is_alone = not entity.facts and entity.id not in linked_ids
        if is_alone and entity.kind != "source" and entity.id in locations:
            message = f"nothing is said of {entity.id}, and nothing leads to it"
            hint = "add a fact, or remove the file"
            yield Problem(locations[entity.id], UpkeepProblem.UNLINKED_ENTITY, message, hint)


def find_unused_sources(base: BaseFacts) -> Iterator[Problem]:
    """Find sources that no fact cites, and that are no other's origin."""
    used_ids = {citation.source for fact in base.iter_facts() for citation in fact.citations}
    used_ids |= {citation.source for citation in base.other_citations}
    used_ids |= {record.origin for record in base.sources.values()}
    locations = _locate_entities(base)
    for entity in base.entities:
        if entity.kind == "source" and entity.id not in used_ids and entity.id in locations:
            message, hint = f"no fact cites {entity.id}", "cite it, or remove it"
            yield Problem(locations[entity.id], UpkeepProblem.UNUSED_SOURCE, message, hint)


def find_future_dates(base: BaseFacts) -> Iterator[Problem]:
    """Find what is said to have happened, or to hold, on a day that has not come yet."""
    today = clock.get_today().last
    for entity in base.entities:
        stated_days = collect_stated_days(entity)
        for fact in entity.facts:
            if may_look_ahead(fact, stated_days):
                continue
            is_day = isinstance(fact.field, Day) and not fact.is_unknown
            if is_day and fact.value.first > today:
                message = f"{fact.property} is {fact.value.text}, which has not come yet"
            elif fact.as_of and not fact.period and fact.as_of.first > today:
                message = f"{fact.property} is as of {fact.as_of.text}, which has not come yet"
            else:
                continue
            hint = "correct the date; of what is expected say certainty: estimated"
            yield Problem(fact.location, UpkeepProblem.FUTURE_DATE, message, hint)


UPKEEP_CHECKS: tuple[Callable[[BaseFacts], Iterator[Problem]], ...] = (
    find_circular_relations,
    find_future_dates,
    find_near_duplicates,
    find_facts_without_place,
    find_single_origins,
    find_stale_facts,
    find_unlinked_entities,
    find_unused_sources,
)


def simplify_address(url: str) -> str:
    """Leave out of an address what two addresses of one page may differ in."""
    return _ADDRESS_NOISE.sub("", url)


def _locate_entities(base: BaseFacts) -> dict[str, Location]:
    """Locate each entity: where the first document about it begins."""
    locations: dict[str, Location] = {}
    document: DocumentRecord
    for document in base.documents:
        locations.setdefault(document.id, document.location)
    return locations


def _list_identities(base: BaseFacts, entity: "Entity") -> Iterable[str]:
    """List what no other entity of its kind should have: its address, or its name."""
    if entity.kind != "source":
        return _list_name_keys(entity.name)
    record = base.sources.get(entity.id)
    address = simplify_address(record.url) if record else ""
    return [address] if address else []


def _list_name_keys(name: str) -> Iterable[str]:
    """List a name, and it with any one letter of a long word left out.

    Names that share one are nearly equal. A model number is another by any difference.
    """
    words = split_words(name)
    yield from filter(None, ["".join(words)])
    for position, word in enumerate(words):
        if len(word) >= MIN_LETTERS_OF_MISTYPED_WORD and word.isalpha() and not has_han(word):
            for index in range(len(word)):
                shorter_word = word[:index] + word[index + 1 :]
                yield "".join((*words[:position], shorter_word, *words[position + 1 :]))


def _group_ordered_facts(base: BaseFacts) -> dict[str, list[Fact]]:
    """Group the facts that hold today under relations in which no circle makes sense."""
    today = clock.get_today().last
    facts_by_relation: dict[str, list[Fact]] = {}
    for fact in base.iter_facts():
        field = fact.field
        if isinstance(field, Ref) and fact.target_id and not fact.has_ended_by(today):
            relation = "parent" if _is_majority(fact) else fact.property
            if field.is_ordered or relation != fact.property:
                facts_by_relation.setdefault(relation, []).append(fact)
    return facts_by_relation


def _is_majority(fact: Fact) -> bool:
    """Tell whether a fact states that more than half of a company belongs to another."""
    low = fact.share.low if fact.share else None
    return fact.property == OWNERS and low is not None and low > MAJORITY_PERCENT


def _list_entities_in_circles(facts_by_entity: dict[str, list[Fact]]) -> list[str]:
    """List the entities that are left when those that lead nowhere, or are led to by none, go."""
    targets = {
        entity: {str(fact.value) for fact in facts} for entity, facts in facts_by_entity.items()
    }
    while True:
        reached = set().union(*targets.values())
        kept = {
            entity: leads & targets.keys()
            for entity, leads in targets.items()
            if entity in reached and leads & targets.keys()
        }
        if kept == targets:
            return sorted(targets)
        targets = kept


def _find_circle(start: str, facts_by_entity: dict[str, list[Fact]]) -> list[Fact]:
    """Find the facts of a shortest circle from an entity back to it; none where there is none."""
    paths: list[list[Fact]] = [[fact] for fact in facts_by_entity[start]]
    visited = {start}
    while paths:
        path = paths.pop(0)
        target = str(path[-1].value)
        if target == start:
            return path
        if target not in visited:
            visited.add(target)
            paths += [[*path, fact] for fact in facts_by_entity.get(target, ())]
    return []
