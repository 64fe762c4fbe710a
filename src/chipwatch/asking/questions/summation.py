"""Gather the figures of a kind, convert them where rates allow, and put them into groups."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ...model.entity import Entity
from ...model.facts import SourceRecord
from ...model.field_types import Ref
from ...model.kind import Kind
from ...model.numeric_fields import Amount
from ...model.problem import UnknownNameError, UsageError
from ...model.schema import Investment
from ...model.suggest import suggest_nearest
from ..answers.exchange_rates import ConvertedAmount, ExchangeRates, parse_currency
from ..answers.graph import EntityGraph
from ..answers.sources import load_cited_sources
from .addends import UNSTATED_STAGE, Addend, find_addends, list_stages, pick_summed_field
from .grouping import GroupingColumn, build_groupings
from .sums import GroupedAddend, SumCalculator, Sums


class TotalQuery(NamedTuple):
    """The request for a total: by which columns, in which currency, of what, at which stage."""

    group_keys: tuple[str, ...] = ()
    currency: str = ""
    property_name: str = ""
    stage: str = ""


class Summation:
    """The figures of a kind, gathered and put into groups."""

    def __init__(self, graph: EntityGraph, kind: type[Kind], query: TotalQuery) -> None:
        self.graph, self.kind = graph, kind
        self.field = pick_summed_field(kind, query.property_name)
        self.stages = list_stages(kind, self.field)
        self.stage = self._check_stage(query.stage)
        self.currency = self._check_currency(query.currency)
        self.groupings: list[GroupingColumn] = build_groupings(kind, graph, query.group_keys)
        self.addends: list[GroupedAddend] = []
        self._rates = ExchangeRates(graph.base) if self.currency else None
        self._entities_by_id = {entity.id: entity for entity in graph.entities}

    def add_entities(self, entities: Iterable[Entity]) -> None:
        """Gather the figures of entities, those at the stage of the request if it has one."""
        for entity in entities:
            for addend in find_addends(
                self.graph, entity, self.field, has_stages=bool(self.stages)
            ):
                if self.stage in ("", addend.stage):
                    self.addends.append(self._group_addend(addend))

    def load_sources(self) -> dict[str, SourceRecord]:
        """Load the sources of all figures and rates, in order of first use."""
        citations = (citation for addend in self.addends for citation in addend.citations)
        return load_cited_sources(self.graph.base, citations)

    def compute_sums(self) -> Sums:
        """Add up the figures."""
        wholes_by_id = {
            addend.entity.id: list(self._list_wholes(addend.entity)) for addend in self.addends
        }
        calculator = SumCalculator(
            wholes_by_id, currency=self.currency, is_signed=self.field.signed
        )
        stages = dict.fromkeys((*self.stages, UNSTATED_STAGE, ""))
        return calculator.compute_sums(self.addends, stages)

    def _check_stage(self, stage: str) -> str:
        if not stage:
            return ""
        if not self.stages:
            message = f"{self.field.name} of {self.kind.plural} has no stages"
            raise UsageError(message, "leave out --stage")
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
        unit, converted = self._convert(addend)
        ranked_facts = self.graph.find_ranked_facts(addend.entity, self.field.name)
        return GroupedAddend(
            addend=addend,
            group=tuple(grouping.pick_value(addend) for grouping in self.groupings),
            group_names=tuple(grouping.pick_name(addend) for grouping in self.groupings),
            unit=unit,
            converted=converted,
            is_disputed=bool(addend.rivals)
            or (
                ranked_facts is not None
                and addend.fact is not None
                and ranked_facts.is_in_doubt(addend.fact)
            ),
        )

    def _convert(self, addend: Addend) -> tuple[str, ConvertedAmount | None]:
        """Convert a figure to the currency of the request if it can be; return its unit as well."""
        if addend.fact is None:
            return "", None
        value = addend.fact.value
        if not isinstance(self.field, Amount):
            return self.field.unit, ConvertedAmount(value, "")
        converted = self._rates and self._rates.convert(value, self.currency, addend.years)
        if converted:
            return self.currency, converted
        return value.currency, ConvertedAmount(value.amount, "")

    def _list_wholes(self, entity: Entity) -> Iterator[Entity]:
        """List what an entity is part of, what that is part of, and so on."""
        field = self.kind.properties.get(Investment.part_of.name)
        visited = {entity.id}
        while isinstance(field, Ref):
            ranked_facts = self.graph.find_ranked_facts(entity, field.name)
            whole_id = ranked_facts.shown_facts[0].target_id if ranked_facts else None
            whole = self._entities_by_id.get(whole_id or "")
            if whole is None or whole.id in visited:
                return
            yield whole
            visited.add(whole.id)
            entity = whole
