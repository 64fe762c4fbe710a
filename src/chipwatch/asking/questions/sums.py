"""Figures gathered for a total, converted where they can be, and added up group by group."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ...model.entity import Entity
from ...model.facts import Citation, Source
from ...model.field_types import Ref
from ...model.interval_arithmetic import add_quantities
from ...model.kind import Kind
from ...model.numeric_fields import Amount
from ...model.problem import UnknownNameError, UsageError
from ...model.quantity import Quantity
from ...model.suggest import suggest_nearest
from ..answers.citations import load_cited_sources
from ..answers.graph import EntityGraph
from .addends import UNSTATED_STAGE, Addend, find_addends, list_stages, pick_summed_field
from .exchange_rates import ConvertedAmount, ExchangeRates, parse_currency
from .grouping import GroupingColumn, build_groupings

ALL_GROUPS = "all"
"""What stands for a group in the line that adds up all of them."""


class TotalQuery(NamedTuple):
    """What is to be added up, by what, in which currency, at which stage."""

    group_keys: tuple[str, ...] = ()
    currency: str = ""
    property_name: str = ""
    stage: str = ""


class GroupedAddend(NamedTuple):
    """One figure: what it was, the group it is in, and what it counts for."""

    addend: Addend
    group: tuple[str, ...]
    group_names: tuple[str, ...]
    unit: str
    converted: ConvertedAmount | None
    """None where no figure is known."""

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What the figure and its conversion rest on."""
        fact_citations = self.addend.fact.citations if self.addend.fact else ()
        rates = self.converted.rates if self.converted else ()
        return (*fact_citations, *(citation for rate in rates for citation in rate.citations))


class SumLine(NamedTuple):
    """One line of a total."""

    group: tuple[str, ...]
    group_names: tuple[str, ...]
    stage: str
    unit: str
    addends: tuple[GroupedAddend, ...]
    unknown_addends: tuple[GroupedAddend, ...]
    is_signed: bool
    """Whether a figure may be below zero."""

    @property
    def amount(self) -> Quantity | None:
        """The sum, a range where one of the figures is; None where none is known."""
        amounts = [addend.converted.amount for addend in self.addends if addend.converted]
        return add_quantities(amounts, signed=self.is_signed) if amounts else None


class NestedAmount(NamedTuple):
    """A figure that is not added again, as it is part of another that is."""

    addend: GroupedAddend
    whole: Entity


class Summation:
    """The figures of a kind, in the groups that are wanted."""

    def __init__(self, graph: EntityGraph, kind: type[Kind], query: TotalQuery) -> None:
        self.graph, self.kind = graph, kind
        self.field = pick_summed_field(kind, query.property_name)
        self.stages = list_stages(kind, self.field)
        self.stage = self._check_stage(query.stage)
        self.currency = self._check_currency(query.currency)
        self.groupings: list[GroupingColumn] = build_groupings(kind, graph, query.group_keys)
        self.addends: list[GroupedAddend] = []
        self.nested_amounts: list[NestedAmount] = []
        self._rates = ExchangeRates(graph.base) if self.currency else None

    def add_entities(self, entities: Iterable[Entity]) -> None:
        """Gather the figures of entities, those at the stage wanted if one is."""
        for entity in entities:
            for addend in find_addends(
                self.graph, entity, self.field, has_stages=bool(self.stages)
            ):
                if self.stage in ("", addend.stage):
                    self.addends.append(self._group_addend(addend))

    def collect_sources(self) -> dict[str, Source]:
        """The sources of all figures and rates, in order of first use."""
        citations = (citation for addend in self.addends for citation in addend.citations)
        return load_cited_sources(self.graph.base, citations)

    def compute_sums(self) -> list[SumLine]:
        """A line for each stage and group, the largest first, and one for all of a stage."""
        sum_lines: list[SumLine] = []
        for stage in dict.fromkeys((*self.stages, UNSTATED_STAGE, "")):
            stage_addends = [addend for addend in self.addends if addend.addend.stage == stage]
            groups = list(dict.fromkeys(addend.group for addend in stage_addends))
            group_lines = [
                line
                for group in groups
                for line in self._compute_group_sums(stage, stage_addends, group)
            ]
            sum_lines += sorted(group_lines, key=_get_sort_key)
            if len(groups) > 1:
                sum_lines += self._compute_group_sums(stage, stage_addends, None)
        self.nested_amounts = list(dict.fromkeys(self.nested_amounts))
        return sum_lines

    def _check_stage(self, stage: str) -> str:
        if not stage:
            return ""
        if not self.stages:
            raise UsageError(f"{self.field.name} of {self.kind.plural} has no stages",
                             "leave out --stage")  # fmt: skip
        stage_names = (*self.stages, UNSTATED_STAGE)
        if stage not in stage_names:
            hint = suggest_nearest(stage, stage_names, f"choose one of {', '.join(stage_names)}")
            raise UnknownNameError(f"there is no stage {stage!r}", hint, stage_names)
        return stage

    def _check_currency(self, code: str) -> str:
        if code and not isinstance(self.field, Amount):
            raise UsageError(f"{self.field.name} is no amount of money", "leave out --currency")
        return parse_currency(code) if code else ""

    def _group_addend(self, addend: Addend) -> GroupedAddend:
        group = tuple(grouping.pick_value(addend) for grouping in self.groupings)
        group_names = tuple(grouping.pick_name(addend) for grouping in self.groupings)
        if addend.fact is None:
            return GroupedAddend(addend, group, group_names, "", None)
        value = addend.fact.value
        if not isinstance(self.field, Amount):
            return GroupedAddend(
                addend, group, group_names, self.field.unit, ConvertedAmount(value, "")
            )
        converted = self._rates and self._rates.convert(value, self.currency, addend.years)
        if converted:
            return GroupedAddend(addend, group, group_names, self.currency, converted)
        return GroupedAddend(
            addend, group, group_names, value.currency, ConvertedAmount(value.amount, "")
        )

    def _compute_group_sums(
        self, stage: str, stage_addends: Sequence[GroupedAddend], group: tuple[str, ...] | None
    ) -> Iterator[SumLine]:
        """The lines of one group, or of all: one a unit, the unknown with the first."""
        group_addends = [addend for addend in stage_addends if group in (None, addend.group)]
        known_addends = self._split_nested([addend for addend in group_addends if addend.converted])
        unknown_addends = tuple(addend for addend in group_addends if not addend.converted)
        all_groups = (ALL_GROUPS,) * len(self.groupings)
        key = all_groups if group is None else group
        group_names = all_groups if group is None else group_addends[0].group_names
        for unit in dict.fromkeys(addend.unit for addend in known_addends) or ("",):
            unit_addends = tuple(addend for addend in known_addends if addend.unit == unit)
            yield SumLine(
                key, group_names, stage, unit, unit_addends, unknown_addends, self.field.signed
            )
            unknown_addends = ()

    def _split_nested(self, addends: Sequence[GroupedAddend]) -> list[GroupedAddend]:
        """The figures of things that are no part of another one among them."""
        entities_by_id = {addend.addend.entity.id: addend.addend.entity for addend in addends}
        separate_addends = []
        for addend in addends:
            whole = next(
                (
                    entities_by_id[whole_id]
                    for whole_id in self._list_wholes(addend.addend.entity)
                    if whole_id in entities_by_id
                ),
                None,
            )
            if whole is None:
                separate_addends.append(addend)
            else:
                self.nested_amounts.append(NestedAmount(addend, whole))
        return separate_addends

    def _list_wholes(self, entity: Entity) -> Iterator[str]:
        """What a thing is part of, and what that is part of, and so on."""
        field = self.kind.properties.get("part_of")
        entities_by_id = {candidate.id: candidate for candidate in self.graph.entities}
        visited = {entity.id}
        while isinstance(field, Ref):
            ranked_facts = self.graph.rank_facts(entity).get(field.name)
            whole = ranked_facts.shown_facts[0].target_id if ranked_facts else None
            if whole is None or whole in visited or whole not in entities_by_id:
                return
            yield whole
            visited.add(whole)
            entity = entities_by_id[whole]


def _get_sort_key(line: SumLine) -> tuple[str, float]:
    amount = line.amount
    return (line.unit or "~", -float((amount and (amount.low or amount.high)) or 0))
