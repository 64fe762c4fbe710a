"""Add up figures by stage, group and unit, and leave out those that are part of another one."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from ...model.entity import Entity
from ...model.facts import Citation
from ...model.interval_arithmetic import add_quantities
from ...model.quantity import Quantity, Real
from ..answers.exchange_rates import COMPUTED_METHOD, ConvertedAmount
from .addends import Addend
from .grouping import NO_VALUE

Key = TypeVar("Key", bound=Hashable)

ALL_GROUPS = "all"
"""The name of the group in the line that adds up all groups."""
UNIT_AFTER_ALL = "~"
"""What a sum without a unit is sorted by."""


class GroupedAddend(NamedTuple):
    """A figure with the group that it is in and the amount that it counts for."""

    addend: Addend
    group: tuple[str, ...]
    group_names: tuple[str, ...]
    unit: str
    converted: ConvertedAmount | None
    """None where no figure is known."""
    is_disputed: bool
    """Whether sources contradict the figure."""

    @property
    def entity(self) -> Entity:
        """The entity whose figure it is."""
        return self.addend.entity

    @property
    def stage(self) -> str:
        """The stage that the figure has reached."""
        return self.addend.stage

    @property
    def is_computed(self) -> bool:
        """Whether it was converted at exchange rates of the base."""
        return self.converted is not None and self.converted.method == COMPUTED_METHOD

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The sources of the figure and of its conversion."""
        fact_citations = self.addend.fact.citations if self.addend.fact else ()
        rates = self.converted.rates if self.converted else ()
        return (*fact_citations, *(citation for rate in rates for citation in rate.citations))


class SumLine(NamedTuple):
    """A line of a total: the figures of one unit, in one group, at one stage."""

    group: tuple[str, ...]
    group_names: tuple[str, ...]
    stage: str
    unit: str
    addends: tuple[GroupedAddend, ...]
    unknown_addends: tuple[GroupedAddend, ...]
    amount: Quantity | None
    """The sum, a range where one of the figures is; None where none is known."""

    @property
    def low(self) -> Real | None:
        """The lower end of the sum."""
        return self.amount.low if self.amount else None

    @property
    def high(self) -> Real | None:
        """The upper end of the sum."""
        return self.amount.high if self.amount else None

    @property
    def approximate(self) -> bool:
        """Whether a figure in it is approximate."""
        return bool(self.amount and self.amount.is_approximate)

    @property
    def converted(self) -> int:
        """The number of figures that were converted at exchange rates of the base."""
        return sum(addend.is_computed for addend in self.addends)

    @property
    def disputed(self) -> list[str]:
        """The ids of the entities whose figures are disputed."""
        return [addend.entity.id for addend in self.addends if addend.is_disputed]

    @property
    def citations(self) -> list[Citation]:
        """The sources of the figures in it."""
        return [citation for addend in self.addends for citation in addend.citations]

    @property
    def is_over_all_groups(self) -> bool:
        """Whether it adds up all groups of a stage."""
        return ALL_GROUPS in self.group


class NestedAmount(NamedTuple):
    """A figure that is not added, because that of the whole it is part of is."""

    addend: GroupedAddend
    whole: Entity


class Sums(NamedTuple):
    """The lines of a total, and the figures that were left out of them as parts of others."""

    lines: list[SumLine]
    nested_amounts: list[NestedAmount]


class SumCalculator:
    """Adds up figures that are in groups already."""

    def __init__(
        self, wholes_by_id: Mapping[str, Sequence[Entity]], *, currency: str, is_signed: bool
    ) -> None:
        self._currency = currency
        """The currency that was asked for, whose sums come first; empty for none."""
        self._wholes_by_id = wholes_by_id
        """By the id of an entity what it is part of, what that is part of, and so on."""
        self._is_signed = is_signed
        """Whether a figure may be below zero."""

    def compute_sums(self, addends: Iterable[GroupedAddend], stages: Iterable[str]) -> Sums:
        """Add up each group at each stage, the largest first, and all groups of a stage."""
        sums = Sums(lines=[], nested_amounts=[])
        addends_by_stage = _group_by(addends, _get_stage)
        for stage in stages:
            stage_sums = self._compute_stage_sums(addends_by_stage.get(stage, []))
            sums.lines.extend(stage_sums.lines)
            sums.nested_amounts.extend(stage_sums.nested_amounts)
        return sums

    def _compute_stage_sums(self, addends: Sequence[GroupedAddend]) -> Sums:
        """Add up the groups of figures at one stage."""
        groups = _group_by(addends, _get_group)
        group_sums = [
            self._compute_group_sums(group, group_addends[0].group_names, group_addends)
            for group, group_addends in groups.items()
        ]
        lines = self._sort_lines(line for sums in group_sums for line in sums.lines)
        if len(groups) > 1:
            all_groups = tuple(ALL_GROUPS for _ in addends[0].group)
            group_sums.append(self._compute_group_sums(all_groups, all_groups, addends))
            lines += self._sort_lines(group_sums[-1].lines)
        return Sums(lines=lines, nested_amounts=_merge_nested_amounts(group_sums))

    def _sort_lines(self, lines: Iterable[SumLine]) -> list[SumLine]:
        """Sort lines by unit, that asked for first and none last, then the largest sum first.

        What belongs to no known group comes after all that does.
        """
        return sorted(lines, key=self._get_sort_key)

    def _get_sort_key(self, line: SumLine) -> tuple[bool, bool, str, float]:
        """Get what lines are sorted by; of a range the lower end."""
        unit, low = line.unit or UNIT_AFTER_ALL, float(line.low or line.high or 0)
        return (NO_VALUE in line.group_names, unit != self._currency, unit, -low)

    def _compute_group_sums(
        self,
        group: tuple[str, ...],
        group_names: tuple[str, ...],
        addends: Sequence[GroupedAddend],
    ) -> Sums:
        """Add up the figures of one group at one stage: a line for each unit.

        Figures that are not known are counted in the first line.
        """
        known_addends, nested_amounts = self._split_nested(
            [addend for addend in addends if addend.converted]
        )
        unknown_addends = tuple(addend for addend in addends if not addend.converted)
        lines: list[SumLine] = []
        for unit, unit_addends in (_group_by(known_addends, _get_unit) or {"": []}).items():
            line = SumLine(
                group=group,
                group_names=group_names,
                stage=addends[0].stage,
                unit=unit,
                addends=tuple(unit_addends),
                unknown_addends=() if lines else unknown_addends,
                amount=self._add_up(unit_addends),
            )
            lines.append(line)
        return Sums(lines=lines, nested_amounts=nested_amounts)

    def _add_up(self, addends: Iterable[GroupedAddend]) -> Quantity | None:
        """Add up figures of one unit; None for none."""
        amounts = [addend.converted.amount for addend in addends if addend.converted]
        return add_quantities(amounts, signed=self._is_signed) if amounts else None

    def _split_nested(
        self, addends: Sequence[GroupedAddend]
    ) -> tuple[list[GroupedAddend], list[NestedAmount]]:
        """Separate the figures of entities that are part of another one among them."""
        ids = {addend.entity.id for addend in addends}
        separate_addends: list[GroupedAddend] = []
        nested_amounts: list[NestedAmount] = []
        for addend in addends:
            wholes = self._wholes_by_id.get(addend.entity.id, ())
            whole = next((whole for whole in wholes if whole.id in ids), None)
            if whole is None:
                separate_addends.append(addend)
            else:
                nested_amounts.append(NestedAmount(addend, whole))
        return separate_addends, nested_amounts


def _group_by(
    addends: Iterable[GroupedAddend], get_key: Callable[[GroupedAddend], Key]
) -> dict[Key, list[GroupedAddend]]:
    """Group figures by a key, the keys in order of first use."""
    groups: dict[Key, list[GroupedAddend]] = {}
    for addend in addends:
        groups.setdefault(get_key(addend), []).append(addend)
    return groups


def _get_stage(addend: GroupedAddend) -> str:
    return addend.stage


def _get_group(addend: GroupedAddend) -> tuple[str, ...]:
    return addend.group


def _get_unit(addend: GroupedAddend) -> str:
    return addend.unit


def _merge_nested_amounts(group_sums: Iterable[Sums]) -> list[NestedAmount]:
    """Merge the figures left out of several groups, each once: those of all repeat the others."""
    nested_amounts = (nested for sums in group_sums for nested in sums.nested_amounts)
    return list(
        {(id(nested.addend), nested.whole.id): nested for nested in nested_amounts}.values()
    )
