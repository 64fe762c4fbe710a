"""The verdict on a system: that on the chip in it which is controlled most strictly.

A computer, assembly or component is of ECCN 4A090 by any circuit in it that is of 3A090, so each
chip in it is judged as a part of it, and the strictest verdict is that of the whole.
"""

from collections.abc import Sequence

from ...model.entity import Entity
from ...model.facts import Fact
from ...model.interval_arithmetic import add_quantities, multiply_quantities
from ...model.quantity import Quantity
from ...model.schema import System
from ...rules.licence_policy import POLICY_CHOICES
from ...rules.verdict import (
    DISPUTED_STATUS,
    LICENCE_REQUIRED,
    NO_LICENCE_REQUIRED,
    ON_THE_BOOKS,
    UNKNOWN_STATUS,
    Verdict,
)
from ..answers.entity_match import EntityMatch
from .controls_query import ControlsQuery, ControlsResult, JudgedSystem, SystemPart
from .verdict_history import DatedVerdict

_STATUSES = (
    LICENCE_REQUIRED,
    UNKNOWN_STATUS,
    DISPUTED_STATUS,
    ON_THE_BOOKS,
    NO_LICENCE_REQUIRED,
)
"""The statuses by the order in which that of one chip is the status of the whole."""
MAX_DEPTH = 4
"""How many systems inside one another are looked into: our own bound, a rack of trays of boards."""


class _ChipCount:
    """A chip in a system, and how many of it there are."""

    def __init__(self, fact: Fact, multiplier: Quantity | None) -> None:
        self.chip_id, self.fact = str(fact.value), fact
        self.number = _multiply_counts(fact.part_count, multiplier)


def judge_system(query: ControlsQuery, system: Entity, match: EntityMatch) -> ControlsResult:
    """Judge a system by each chip in it; a part whose chips are not known leaves it open."""
    counts = _list_chip_counts(query, system, Quantity(1, 1))
    chip_ids = [counted.chip_id for counted in counts if counted]
    chips = {chip.id: chip for chip in query.base.load_entities(chip_ids)}
    # A chip that is left out because of problems in its file is one that is not known.
    chip_counts = [counted for counted in counts if counted and counted.chip_id in chips]
    items = [query.build_part(system, chips[counted.chip_id]) for counted in chip_counts]
    is_complete = len(chip_counts) == len(counts)
    if not is_complete:
        items.append(query.build_unknown_part(system))
    results = [query.judge_item(item, match) for item in items]
    strictest = min(results, key=_rank_result)
    parts = tuple(
        SystemPart(
            item=result.item,
            verdict=result.verdict,
            number=counted.number,
            fact=counted.fact,
        )
        for result, counted in zip(results, chip_counts, strict=False)
    )
    total_tpp = _add_tpp(parts) if is_complete else None
    return strictest._replace(
        history=_combine_histories([result.history for result in results]),
        system=JudgedSystem(id=system.id, name=system.name, parts=parts, total_tpp=total_tpp),
    )


def _list_chip_counts(
    query: ControlsQuery, system: Entity, multiplier: Quantity | None, depth: int = 0
) -> list[_ChipCount | None]:
    """List the chips of a system; those of the systems in it where it states none itself.

    None stands for the chips of a system, or of one in it, that are not known.
    """
    facts = [fact for fact in system.facts if not fact.has_ended_by(query.day.last)]
    chip_facts = [fact for fact in facts if _is_part(fact, System.chips.name)]
    if chip_facts:
        return [_ChipCount(fact, multiplier) for fact in chip_facts]
    if depth >= MAX_DEPTH:
        return [None]
    part_facts = {str(fact.value): fact for fact in facts if _is_part(fact, System.built_from.name)}
    if not part_facts:
        return [None]
    parts = query.base.load_entities(list(part_facts))
    counts = [
        counted
        for part in parts
        for counted in _list_chip_counts(
            query,
            part,
            _multiply_counts(part_facts[part.id].part_count, multiplier),
            depth + 1,
        )
    ]
    return counts if len(parts) == len(part_facts) else [*counts, None]


def _is_part(fact: Fact, property_name: str) -> bool:
    return fact.property == property_name and not fact.is_unknown


def _multiply_counts(first: Quantity | None, second: Quantity | None) -> Quantity | None:
    return multiply_quantities(first, second) if first and second else None


def _add_tpp(parts: Sequence[SystemPart]) -> Quantity | None:
    """Add the TPP of all chips; None where that of one, or how many there are, is not known."""
    totals = [_multiply_counts(part.item.get_figure("tpp").value, part.number) for part in parts]
    known_totals = [total for total in totals if total]
    is_complete = bool(known_totals) and len(known_totals) == len(totals)
    return add_quantities(known_totals) if is_complete else None


def _combine_histories(histories: Sequence[tuple[DatedVerdict, ...]]) -> tuple[DatedVerdict, ...]:
    """Combine the histories of all chips: the strictest verdict of each day."""
    return tuple(min(dated, key=_rank_dated) for dated in zip(*histories, strict=True))


def _rank_result(result: ControlsResult) -> tuple[int, bool, int]:
    return _rank_verdict(result.verdict)


def _rank_dated(dated: DatedVerdict) -> tuple[int, bool, int]:
    return _rank_verdict(dated.verdict)


def _rank_verdict(verdict: Verdict) -> tuple[int, bool, int]:
    """Rank a verdict: by its status, then without an exception, then by the stricter policy."""
    policy = verdict.licence_policy or verdict.conditional_policy
    policy_rank = list(POLICY_CHOICES).index(policy.choice) if policy else len(POLICY_CHOICES)
    return _STATUSES.index(verdict.status), bool(verdict.exemptions), policy_rank
