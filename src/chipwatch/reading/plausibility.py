"""Checks of what is stated, when every file is in order: what a wrong fact often looks like.

A check is added by its code in ``doubt_codes.Doubt``, its function here, and its place in
DOUBT_CHECKS. What they report leaves nothing out of the base. They compare facts with one another
and with the days on which their sources appeared, never with today: a base in order stays so.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ..model.facts import Fact, SourceRecord
from ..model.field import Cardinality
from ..model.field_types import Day, Ref
from ..model.numeric_fields import NumericField
from ..model.problem import Location, Problem
from .base_facts import BaseFacts
from .doubt_codes import Doubt

if TYPE_CHECKING:
    from ..model.dates import Date
    from ..model.entity import Entity

DAYS_UNTIL_OLD = 2 * 365
"""Days by which a figure shown first may be older than the newest beside it: our choice."""
_BOUND_WORDS = re.compile(
    r"(?:about|almost|around|at least|at most|close to|just over|less than|more than|nearly|over"
    r"|roughly|some|under|up to)(?:$|[,;.]| the source)",
    re.IGNORECASE,
)
"""How a note begins that says that a figure is a bound or an approximation."""
_TIME_ZONE_DAYS = 1
"""Days that a source may be dated before what it tells, as it is in another time zone."""
_DIE_WORD = re.compile(r"\bdies\b", re.IGNORECASE)
_FORECAST_WORDS = ("ahead", "forecast", "guidance", "plan", "planned", "target", "next", "outlook")
"""The words in the name of a property of which facts may speak of a later day than their source."""
_ENDING_PROPERTIES = (
    "ends",
    "rescinded",
    "superseded",
    "suspended",
    "suspended_until",
    "withdrawn",
)
"""The properties of a policy by which it, or a part of it, ends."""
_ENDING_RELATIONS = ("amends", "rescinds", "supersedes", "suspends", "delists")
"""The relations by which another policy ends it, or a part of it."""
_LIVING_TYPES = ("reference", "company", "regulation", "filing")
"""The types of source whose page may have changed after the day on which it appeared."""


DoubtCheck = Callable[[BaseFacts], Iterator[Problem]]


def find_early_releases(base: BaseFacts) -> Iterator[Problem]:
    """Find things that could be had before they were announced, by the facts shown."""
    for entity in base.entities:
        ranked_facts = entity.rank_facts()
        if not {"announced", "released"} <= ranked_facts.keys():
            continue
        announced, released = (
            ranked_facts[name].shown_facts[0] for name in ("announced", "released")
        )
        is_disputed = "disputed" in (announced.certainty, released.certainty)
        if announced.is_unknown or released.is_unknown or is_disputed:
            continue
        if released.value.last < announced.value.first:
            message = f"released {released.value.text} is before announced {announced.value.text}"
            hint = "correct one of the two; announced is when it was first shown or named"
            yield Problem(announced.location, Doubt.RELEASED_BEFORE_ANNOUNCED, message, hint)


def find_undated_leaders(base: BaseFacts) -> Iterator[Problem]:
    """Find offices whose holder is stated without a day."""
    for fact in base.iter_facts():
        if (
            isinstance(fact.field, Ref)
            and fact.field.cardinality is Cardinality.OVER_TIME
            and "person" in fact.field.kinds
            and not (fact.is_unknown or fact.as_of or fact.until)
        ):
            message = f"{fact.property} has no day"
            hint = "add as_of: the day on which the source says so"
            yield Problem(fact.location, Doubt.LEADER_WITHOUT_DAY, message, hint)


def find_unfounded_ends(base: BaseFacts) -> Iterator[Problem]:
    """Find relations of policies that end though neither the policy nor another one says so."""
    ended_ids = {
        fact.value
        for fact in base.iter_facts()
        if fact.property in _ENDING_RELATIONS and not fact.is_unknown
    }
    for entity in base.entities:
        is_ended = any(fact.property in _ENDING_PROPERTIES for fact in entity.facts)
        if entity.kind != "policy" or is_ended or entity.id in ended_ids:
            continue
        for fact in entity.facts:
            if fact.until and fact.target_id and fact.target_id not in ended_ids:
                message = f"{fact.property} {fact.value} ends, and nothing ends the policy"
                hint = "add the policy that ends or changes it, or take until away"
                yield Problem(fact.location, Doubt.UNFOUNDED_END, message, hint)


def find_open_tariffs(base: BaseFacts) -> Iterator[Problem]:
    """Find tariffs without an end under policies that another one ends or replaces."""
    replaced_ids = {
        fact.value
        for fact in base.iter_facts()
        if fact.property in ("rescinds", "supersedes", "suspends") and not fact.is_unknown
    }
    for fact in base.iter_facts():
        if fact.property == "tariff_rate" and fact.entity in replaced_ids and not fact.until:
            message = "the tariff has no end, and another policy took its place"
            hint = "add until: the day from which it was no longer charged"
            yield Problem(fact.location, Doubt.OPEN_TARIFF, message, hint)


def find_old_sources(base: BaseFacts) -> Iterator[Problem]:
    """Find facts that speak of a later day than that on which all their sources appeared.

    What a thing is to do from a day that was stated ahead, such as when a rule takes effect, is no
    doubt.
    """
    stated_days = {entity.id: collect_stated_days(entity) for entity in base.entities}
    for fact in base.iter_facts():
        if not fact.as_of or fact.period or may_look_ahead(fact, stated_days[fact.entity]):
            continue
        newest_day = _find_newest_day(fact, base.sources)
        if newest_day is not None and fact.as_of.first > newest_day + _TIME_ZONE_DAYS:
            message = f"{fact.property} is as of {fact.as_of.text}, after all its sources appeared"
            hint = "cite a source of that day, or correct as_of"
            yield Problem(fact.location, Doubt.SOURCE_TOO_OLD, message, hint)


def find_counted_dies(base: BaseFacts) -> Iterator[Problem]:
    """Find numbers of chips whose note speaks of dies as what is counted."""
    for fact in base.iter_facts():
        if fact.field.unit == "chips" and not fact.is_unknown and _DIE_WORD.match(fact.note):
            message = f"{fact.property} counts chips, and its note says dies"
            hint = "count packaged chips, or use a property that counts dies"
            yield Problem(fact.location, Doubt.DIES_AS_CHIPS, message, hint)


def find_joint_figures(base: BaseFacts) -> Iterator[Problem]:
    """Find figures that may be added up, and stand on two pages from one place in a source."""
    first_facts: dict[tuple[object, ...], Fact] = {}
    for fact in base.iter_facts():
        field = fact.field
        if fact.is_unknown or not isinstance(field, NumericField) or not field.is_additive:
            continue
        located_citations = tuple(citation for citation in fact.citations if citation.locator)
        key = (fact.property, field.to_yaml_text(fact.value), fact.as_of, located_citations)
        first_fact = first_facts.setdefault(key, fact)
        if located_citations and first_fact.entity != fact.entity:
            message = (
                f"{fact.property} stands on the page of {first_fact.entity} too, from one place"
            )
            hint = "keep it where it belongs, and link the other page to it"
            yield Problem(fact.location, Doubt.JOINT_FIGURE, message, hint)


def find_lost_bounds(base: BaseFacts) -> Iterator[Problem]:
    """Find exact figures whose note says that they are bounds or approximations."""
    for fact in base.iter_facts():
        if fact.is_unknown or not _BOUND_WORDS.match(fact.note):
            continue
        quantities = fact.field.to_quantities(fact.value).values()
        is_exact = all(
            quantity.exact_number is not None and not quantity.is_approximate
            for quantity in quantities
        )
        if quantities and is_exact:
            message = f"the note says {fact.note.split()[0]!r}, and {fact.property} is exact"
            hint = "write >, <, ~ or a range before the figure"
            yield Problem(fact.location, Doubt.LOST_BOUND, message, hint)


def find_mixed_certainties(base: BaseFacts) -> Iterator[Problem]:
    """Find figures of one property, day and place in a source that are not equally sure."""
    first_facts: dict[tuple[object, ...], Fact] = {}
    for fact in base.iter_facts():
        if fact.is_unknown or not isinstance(fact.field, NumericField) or len(fact.citations) != 1:
            continue
        key = (fact.kind, fact.property, fact.as_of, fact.citations)
        first_fact = first_facts.setdefault(key, fact)
        if first_fact.certainty != fact.certainty and "disputed" not in (
            first_fact.certainty,
            fact.certainty,
        ):
            message = (
                f"{fact.property} is {fact.certainty}, and {first_fact.certainty} on the page of"
                f" {first_fact.entity}, from one place"
            )
            hint = "one method of one page has one certainty"
            yield Problem(fact.location, Doubt.MIXED_CERTAINTY, message, hint)


def find_stale_figures(base: BaseFacts) -> Iterator[Problem]:
    """Find figures shown first that are much older than others of their property shown after."""
    for entity in base.entities:
        for ranked_facts in entity.rank_facts().values():
            if not isinstance(ranked_facts.field, NumericField):
                continue
            first_fact, *later_facts = ranked_facts.shown_facts
            newest_day = max(map(_get_first_day, later_facts), default=0)
            if first_fact.as_of and newest_day - _get_first_day(first_fact) > DAYS_UNTIL_OLD:
                message = (
                    f"{first_fact.property} of {first_fact.as_of.text} stands before newer ones"
                )
                hint = "write the newest first"
                yield Problem(first_fact.location, Doubt.STALE_FIGURE, message, hint)


def find_untitled_sources(base: BaseFacts) -> Iterator[Problem]:
    """Find sources that go by their id alone."""
    for entity in base.entities:
        if entity.kind == "source" and entity.name == entity.id and entity.facts:
            message, hint = f"the source {entity.id} has no title", "add a line name: its title"
            location = entity.facts[0].location
            yield Problem(
                Location(location.path, location.line, 1), Doubt.UNTITLED_SOURCE, message, hint
            )


DOUBT_CHECKS: tuple[DoubtCheck, ...] = (
    find_early_releases,
    find_undated_leaders,
    find_unfounded_ends,
    find_open_tariffs,
    find_old_sources,
    find_counted_dies,
    find_joint_figures,
    find_lost_bounds,
    find_mixed_certainties,
    find_stale_figures,
    find_untitled_sources,
)


def collect_stated_days(entity: "Entity") -> "list[Date]":
    """Collect the days of an entity that can be known before they come."""
    return [
        fact.value
        for fact in entity.facts
        if isinstance(fact.field, Day) and fact.field.ahead and not fact.is_unknown
    ]


def may_look_ahead(fact: Fact, stated_days: "Sequence[Date]") -> bool:
    """Tell whether a fact may speak of days to come: plans, estimates and effects of a rule do."""
    words = fact.property.split("_")
    return (
        fact.certainty == "estimated"
        or (isinstance(fact.field, Day) and fact.field.ahead)
        or any(word in words for word in _FORECAST_WORDS)
        or any(fact.as_of is not None and day.overlaps(fact.as_of) for day in stated_days)
    )


def _find_newest_day(fact: Fact, sources: Mapping[str, SourceRecord]) -> int | None:
    """Find the last day on which a source of a fact appeared; None where one may be later."""
    days: list[int] = []
    for citation in fact.citations:
        source = sources.get(citation.source)
        if source is None or not source.publication_date or source.type in _LIVING_TYPES:
            return None
        days.append(source.publication_date.last)
    return max(days, default=None)


def _get_first_day(fact: Fact) -> int:
    """Get the day from which a fact holds; 0 without one."""
    date: Date | None = fact.as_of
    return date.first if date else 0
