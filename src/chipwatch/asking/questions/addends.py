"""Find what a total adds up: which facts of which entities, in which year, at which stage."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ...model.dates import Date
from ...model.entity import Entity
from ...model.facts import Fact
from ...model.field_types import Choice
from ...model.kind import AnyField, Kind
from ...model.numeric_fields import Amount, NumericField
from ...model.problem import UnknownNameError, UsageError
from ...model.schema import Investment
from ...model.suggest import suggest_nearest
from ..answers.exchange_rates import list_years
from ..answers.graph import EntityGraph
from .first_dates import find_first_date

UNSTATED_STAGE = "not stated"
UNDATED_YEAR = "no date"


Figure = NumericField[Any]


class Addend(NamedTuple):
    """A figure of an entity; without a fact where none is known."""

    entity: Entity
    fact: Fact | None
    stage: str
    year: str
    years: Sequence[int] = ()
    """The years that it is of, as numbers."""
    rivals: Sequence[Fact] = ()
    """Other accounts of what the fact tells, in other figures, which are not added."""


class AddableFact(NamedTuple):
    """A fact that can be added to others, and other accounts of what it tells, which cannot."""

    fact: Fact | None
    rivals: Sequence[Fact] = ()


def pick_summed_field(kind: type[Kind], name: str) -> Figure:
    """Pick the figure of a kind by name, or without a name the first amount of its listing.

    Raises UsageError, and UnknownNameError with the figures that there are.
    """
    figures = {
        key: field for key, field in kind.properties.items() if isinstance(field, NumericField)
    }
    additive_figures = {
        key: field for key, field in figures.items() if not _explain_not_additive(kind, field)
    }
    listing = ", ".join(additive_figures)
    choice_hint = f"choose one of {listing}" if listing else "take another kind"
    if name:
        _check_additive(kind, name, figures, choice_hint)
        return figures[name]
    for key in kind.columns:
        if isinstance(field := additive_figures.get(key), Amount):
            return field
    hint = f"say which figure with --of: {listing}" if listing else choice_hint
    raise UsageError(f"nothing says what of {kind.plural} should be added up", hint)


def _check_additive(
    kind: type[Kind], name: str, figures: Mapping[str, Figure], choice_hint: str
) -> None:
    """Raise the error for a property that is no figure, or none that can be added up."""
    if name not in figures:
        failure = "is no figure" if name in kind.properties else "is not known"
        names = [key for key, field in figures.items() if not _explain_not_additive(kind, field)]
        hint = suggest_nearest(name, names, choice_hint)
        raise UnknownNameError(f"{name!r} of {kind.plural} {failure}", hint, names)
    reason = _explain_not_additive(kind, figures[name])
    if reason:
        listing_hint = f"chipwatch {kind.name} --columns name,{name} lists it"
        message = f"{name} of {kind.plural} does not add up: {reason}"
        raise UsageError(message, f"{choice_hint}; {listing_hint}")


def _explain_not_additive(kind: type[Kind], field: Figure) -> str:
    """Explain why a figure is not to be added up; empty if it may be."""
    if kind.not_additive_reason:
        return kind.not_additive_reason
    if field.is_additive:
        return ""
    if field.is_multivalued:
        return "its values are parts, wholes and counts of different times"
    return "it is a measure of each alone"


def list_stages(kind: type[Kind], field: AnyField) -> tuple[str, ...]:
    """List the stages that a figure can have reached; only the amount of an investment has any."""
    stage = kind.properties.get(Investment.stage.name)
    is_amount = field.name == Investment.amount.name
    return stage.choices if is_amount and isinstance(stage, Choice) else ()


def find_addends(
    graph: EntityGraph, entity: Entity, field: Figure, *, has_stages: bool
) -> Iterator[Addend]:
    """Find the figures of an entity: one for each period or payment, or else the one shown."""
    stage = _find_stage(graph, entity) if has_stages else ""
    first_date = find_first_date(graph, entity)
    ranked_facts = graph.find_ranked_facts(entity, field.name)
    facts = ranked_facts.facts if ranked_facts else ()
    for addable_fact in _pick_addable_facts(field, facts) or [AddableFact(fact=None)]:
        fact = addable_fact.fact
        day = (fact and _get_time(fact)) or (first_date and first_date.date)
        years = list_years(day.first, day.last) if fact and day else ()
        yield Addend(
            entity=entity,
            fact=fact,
            stage=stage,
            year=_format_year(day),
            years=years,
            rivals=addable_fact.rivals,
        )


def _pick_addable_facts(field: Figure, facts: Sequence[Fact]) -> list[AddableFact]:
    """Pick facts that can be added to one another from those of a property, in ranking order."""
    if field.is_multivalued:
        return _pick_separate_facts([fact for fact in facts if not fact.is_unknown])
    if not facts or facts[0].is_unknown:
        return []
    if facts[0].period is None:
        return [AddableFact(facts[0])]
    return [AddableFact(fact) for fact in _pick_periods(facts)]


def _pick_separate_facts(facts: Sequence[Fact]) -> list[AddableFact]:
    """Pick one fact of each thing that facts tell of, with those that give other figures."""
    facts_by_thing: list[list[Fact]] = []
    for fact in facts:
        for thing_facts in facts_by_thing:
            if not all(_is_separate(fact, thing_fact) for thing_fact in thing_facts):
                thing_facts.append(fact)
                break
        else:
            facts_by_thing.append([fact])
    return [
        AddableFact(fact=fact, rivals=[other for other in others if not _is_equal(fact, other)])
        for fact, *others in facts_by_thing
    ]


def _is_equal(first: Fact, second: Fact) -> bool:
    """Return whether the figures of two facts can be the same, in a unit that both have."""
    field = first.field
    common_units = field.to_quantities(first.value).keys() & field.to_quantities(second.value)
    return bool(common_units) and field.is_compatible(first.value, second.value)


def _is_separate(first: Fact, second: Fact) -> bool:
    """Return whether two facts of many tell of different things: by their times or by their notes.

    What is disputed may be told otherwise by any other fact of its time.
    """
    first_time, second_time = _get_time(first), _get_time(second)
    if first_time and second_time and not first_time.overlaps(second_time):
        return True
    is_disputed = "disputed" in (first.certainty, second.certainty)
    return bool(first.note and second.note and first.note != second.note) and not is_disputed


def _get_time(fact: Fact) -> Date | None:
    """Get the period that a figure counts up, or else the day as of which it is."""
    return fact.period or fact.as_of


def _pick_periods(facts: Sequence[Fact]) -> list[Fact]:
    """Pick facts whose periods do not overlap, the longest first."""
    periods = [fact for fact in facts if fact.period and not fact.is_unknown]
    addable_facts: list[Fact] = []
    for fact in sorted(periods, key=_rank_period_length):
        if not any(_is_overlapping(fact, addable_fact) for addable_fact in addable_facts):
            addable_facts.append(fact)
    return addable_facts


def _rank_period_length(fact: Fact) -> int:
    """Rank the longest period first: of periods that overlap, the longer counts."""
    return fact.period.first - fact.period.last if fact.period else 0


def _is_overlapping(first: Fact, second: Fact) -> bool:
    return bool(first.period and second.period and first.period.overlaps(second.period))


def _find_stage(graph: EntityGraph, entity: Entity) -> str:
    fact = graph.find_known_fact(entity, Investment.stage.name)
    return fact.format_value() if fact else UNSTATED_STAGE


def _format_year(day: Date | None) -> str:
    """Write the year of a date, both ends of a span over several, or that there is none."""
    if day is None:
        return UNDATED_YEAR
    years = list_years(day.first, day.last)
    return str(years[0]) if len(years) == 1 else day.text
