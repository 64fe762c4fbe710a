"""Facts on a page of a terminal: value, sign, dates and notes, and how many others there are."""

from ...model.dates import Date
from ...model.entity import Entity
from ...model.facts import Fact
from ...model.numeric_fields import Number
from ...model.quantity import Quantity
from ...model.ranking import RankedFacts, collect_comparable_facts
from ...model.readable_units import format_in_readable_unit
from ...model.table import Cell
from ..answers.entity_card import format_time_span
from ..answers.graph import EntityGraph, EntityLink
from ..answers.spread import compute_spread
from ..answers.value_cell import DISPUTED, UNKNOWN_WORDS

ORDINARY_CERTAINTY = "reported"
"""The certainty that has no sign."""


def get_certainty_mark(fact: Fact, ranked_facts: RankedFacts | None) -> str:
    """Get the mark of how sure a fact is; nothing for what is simply reported."""
    if ranked_facts is not None and fact in ranked_facts.facts and ranked_facts.is_in_doubt(fact):
        return DISPUTED
    return "" if fact.certainty == ORDINARY_CERTAINTY else fact.certainty


def build_fact_cell(graph: EntityGraph, fact: Fact, ranked_facts: RankedFacts) -> Cell:
    """Build the cell of a value with its mark."""
    if fact.is_unknown:
        reason = fact.format_value()
        return Cell(UNKNOWN_WORDS.get(reason, reason), "dim")
    text = (
        format_in_readable_unit(fact.value, fact.field.unit)
        if isinstance(fact.field, Number)
        else graph.format_value(fact)
    )
    return Cell(text, get_certainty_mark(fact, ranked_facts))


def describe_fact(fact: Fact) -> str:
    """Describe what stands behind a value: extent, note and dates."""
    return ", ".join(filter(None, [format_extent_and_note(fact), format_time_span(fact)]))


def annotate_value(cell: Cell, note: str, fact: Fact, others: str = "") -> Cell:
    """Put behind a value a note, its dates, and how many others there are.

    Where the whole has no room, the note gives way, unless it is the formula of the value.
    """
    dates = format_time_span(fact)
    beginning = ", ".join(filter(None, [note, dates]))
    annotation = "; ".join(filter(None, [beginning, others]))
    end = annotation if fact.derivation else annotation[len(note) :]
    return cell._replace(annotation=annotation, annotation_end=end)


def format_extent_and_note(fact: Fact) -> str:
    """Format what a fact states beside its value and its dates: share or number, and its note."""
    return ", ".join(filter(None, [fact.format_extent(), fact.note]))


def count_others(ranked_facts: RankedFacts) -> str:
    """Count the facts that are not shown: ``2 older, 1 within it, +1``.

    Those within it are about a part of the period of the one that is shown.
    """
    shown_facts = ranked_facts.shown_facts
    hidden = [fact for fact in ranked_facts.facts if fact not in shown_facts]
    within = [fact for fact in hidden if _is_within(fact, shown_facts[0])]
    older = [fact for fact in hidden if fact not in within and _is_older(fact, shown_facts[0])]
    others = len(hidden) - len(older) - len(within)
    texts = [
        f"{len(older)} older" if older else "",
        f"{len(within)} within it" if within else "",
        f"+{others}" if others else "",
    ]
    return ", ".join(filter(None, texts))


def get_fact_day(fact: Fact) -> int:
    """Get the last day that a fact is dated to; zero, which is before all days, without a date."""
    day = fact.period or fact.as_of
    return day.last if day else 0


def rank_link(graph: EntityGraph, link: EntityLink) -> tuple[int, int, bool]:
    """Rank links of one relation: the newest highest, then those of which more is known."""
    linked_entity = graph.find_linked_entity(link.entity_id)
    headline = graph.find_headline_facts(linked_entity).values() if linked_entity else ()
    known_facts = [fact for fact in headline if fact and not fact.is_unknown]
    days = [fact.value.last for fact in known_facts if isinstance(fact.value, Date)]
    day = max(days, default=0) or get_fact_day(link.fact)
    return day, len(known_facts), bool(format_extent_and_note(link.fact))


def describe_dispute(entity: Entity, ranked_facts: RankedFacts) -> str:
    """Describe how many values there are where they are in dispute, and which command shows them.

    Those that agree with the one shown count too, as they do in what that command shows.
    """
    if ranked_facts.field.is_multivalued or not ranked_facts.is_disputed:
        return ""
    facts = collect_comparable_facts(ranked_facts.facts)
    values = dict.fromkeys(fact.format_value() for fact in facts)
    command = f"why {entity.id} {ranked_facts.field.name}"
    return f"{len(values)} figures → {command}" if len(values) > 1 else f"disputed → {command}"


def format_disputed_range(ranked_facts: RankedFacts) -> str:
    """Format the range of all figures of one time in dispute; nothing where there is none."""
    if ranked_facts.field.is_multivalued or not ranked_facts.is_disputed:
        return ""
    spread = compute_spread(collect_comparable_facts(ranked_facts.facts))
    if spread is None or spread.unit == "days":
        return ""
    ends = Quantity(spread.low, spread.high)
    return format_in_readable_unit(ends, spread.unit)


def _is_within(fact: Fact, shown_fact: Fact) -> bool:
    """Tell whether a fact is about a part of the period of the one that is shown."""
    time, period = fact.period or fact.as_of, shown_fact.period
    if (
        time is None
        or period is None
        or fact.as_of is None
        or (time.first, time.last) == (period.first, period.last)
    ):
        return False
    return period.first <= time.first and time.last <= period.last


def _is_older(fact: Fact, shown_fact: Fact) -> bool:
    if fact.as_of is None or shown_fact.as_of is None:
        return False
    return fact.as_of.last < shown_fact.as_of.first
