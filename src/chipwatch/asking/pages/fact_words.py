"""Facts on a page of a terminal: value, sign, dates and notes, and how many others there are."""

from ...model.entity import Entity
from ...model.facts import Fact
from ...model.ranking import RankedFacts, collect_conflicting_facts
from ...model.table import Cell
from ..answers.entity_card import format_time_span
from ..answers.graph import EntityGraph
from ..answers.spread import compute_spread
from ..answers.value_cell import DISPUTED

ORDINARY_CERTAINTY = "reported"
"""The certainty that has no sign."""
UNKNOWN_WORDS = {"not-applicable": "n/a"}
"""Why there is no value, where a page has a shorter word for it."""


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
    return Cell(graph.format_value(fact), get_certainty_mark(fact, ranked_facts))


def describe_fact(fact: Fact, others: str = "") -> str:
    """Describe what stands behind a value: extent, note, dates, and how many others there are."""
    aside = ", ".join(filter(None, [fact.format_extent(), fact.note, format_time_span(fact)]))
    return "; ".join(filter(None, [aside, others]))


def count_others(ranked_facts: RankedFacts) -> str:
    """Count the facts that are not shown: ``2 older`` where all are, ``+2`` otherwise."""
    shown = ranked_facts.shown_facts
    hidden = [fact for fact in ranked_facts.facts if fact not in shown]
    older = [fact for fact in hidden if _is_older(fact, shown[0])]
    others = len(hidden) - len(older)
    texts = [f"{len(older)} older" if older else "", f"+{others}" if others else ""]
    return ", ".join(filter(None, texts))


def describe_dispute(entity: Entity, ranked_facts: RankedFacts) -> str:
    """Describe how many values are in dispute, and which command shows them."""
    if ranked_facts.field.is_multivalued or not ranked_facts.is_disputed:
        return ""
    facts = collect_conflicting_facts(ranked_facts)
    values = dict.fromkeys(fact.format_value() for fact in facts)
    command = f"why {entity.id} {ranked_facts.field.name}"
    return f"{len(values)} figures → {command}" if len(values) > 1 else f"disputed → {command}"


def format_disputed_range(ranked_facts: RankedFacts) -> str:
    """Format the range of the figures in dispute; nothing where there is none."""
    if ranked_facts.field.is_multivalued or not ranked_facts.is_disputed:
        return ""
    spread = compute_spread(collect_conflicting_facts(ranked_facts))
    if spread is None or spread.unit == "days":
        return ""
    return spread.format_ends()


def _is_older(fact: Fact, shown_fact: Fact) -> bool:
    if fact.as_of is None or shown_fact.as_of is None:
        return False
    return fact.as_of.last < shown_fact.as_of.first
