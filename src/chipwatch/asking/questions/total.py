"""Answer with sums of a figure by groups: never over stages, and never of a plan and its parts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ...model.answer import Answer, Json, Row
from ...model.facts import Citation, Fact
from ...model.numeric_fields import NUMBER_COLUMN
from ...model.part_type import PartType
from ...model.problem import NotFoundError
from ...model.schema import find_kind
from ...model.table import Table
from ...store.knowledge_base import KnowledgeBase
from ..answers.columns import RowsAnswer, RowsSettings, build_columns_help
from ..answers.exchange_rates import ConvertedAmount, ExchangeRate
from ..answers.graph import EntityGraph
from ..answers.query_options import (
    HELP_REQUEST,
    MAX_NAMES_IN_SENTENCE,
    QueryOptions,
    join_first_names,
)
from ..answers.serialise import serialise_source
from ..answers.value_cell import UNKNOWN_TEXT
from ..sql.selection import filter_entities
from .summation import Summation, TotalQuery
from .sums import GroupedAddend, NestedAmount, SumLine, Sums
from .total_columns import build_bar_column, build_total_columns


def compute_totals(
    base: KnowledgeBase, kind_name: str, query: TotalQuery, options: QueryOptions
) -> Answer:
    """Add up a figure of a kind; raises UsageError, UnknownNameError and NotFoundError."""
    kind = find_kind(kind_name)
    graph = EntityGraph(base, base.load_entities_of_kind(kind.name))
    summation = Summation(graph, kind, query)
    if options.columns == HELP_REQUEST:
        return build_columns_help(
            build_total_columns(summation.groupings, has_stages=bool(summation.stages))
        )
    entities, remarks = list(graph.entities), list[str]()
    if options.where:
        entities, remarks = filter_entities(graph, kind, options.where)
    summation.add_entities(entities)
    if not summation.addends:
        stage = f" at the stage {summation.stage}" if summation.stage else ""
        hint = f"run chipwatch {kind.name} to see what there is"
        raise NotFoundError(f"no {kind.plural}{stage} to add up", hint)
    return TotalsAnswer(summation, options, remarks)


class TotalsAnswer(Answer):
    """Answer with the lines of a total."""

    def __init__(self, summation: Summation, options: QueryOptions, remarks: Sequence[str]) -> None:
        self.summation, self.remarks = summation, remarks
        self.sums = summation.compute_sums()
        self.sources = summation.load_sources()
        group_keys = [grouping.key for grouping in summation.groupings]
        stage_keys = ["stage"] if summation.stages else []
        has_converted = any(line.converted for line in self.sums.lines)
        converted_keys = ["converted"] if has_converted else []
        currency = f" in {summation.currency}" if summation.currency else ""
        settings = RowsSettings[SumLine](
            title=f"{summation.field.label} of {summation.kind.plural}{currency}",
            default_keys=(*group_keys, *stage_keys, "sum", "count", *converted_keys, "unknown"),
            notes=tuple(_collect_notes(summation, self.sums)),
            get_source=self.sources.__getitem__,
            empty_text=UNKNOWN_TEXT,
            drawing_spec=build_bar_column(self.sums.lines, summation.currency),
        )
        specs = build_total_columns(summation.groupings, has_stages=bool(summation.stages))
        self.rows = RowsAnswer(specs, self.sums.lines, options, settings)

    def to_data(self) -> Json:
        """Build the lines, each with the figures in it, and what was left out of them."""
        summation = self.summation
        return {
            "kind": summation.kind.name,
            "property": summation.field.name,
            "currency": summation.currency or None,
            "by": [grouping.key for grouping in summation.groupings],
            "rows": [
                {**row, "parts": [_build_addend_object(addend) for addend in line.addends]}
                for row, line in zip(self.rows.to_rows(), self.rows.items, strict=True)
            ],
            "inside": [_build_nested_object(nested) for nested in self.sums.nested_amounts],
            "unknown": [addend.entity.id for addend in _list_unknown(summation)],
            "unconverted": [addend.entity.id for addend in _list_unconverted(summation)],
            "sources": [serialise_source(source) for source in self.sources.values()],
        }

    def to_rows(self) -> Sequence[Row]:
        """Build a row for each line."""
        return self.rows.to_rows()

    def collect_part_types(self) -> Mapping[str, PartType]:
        """Collect what the columns of the lines hold."""
        return self.rows.collect_part_types()

    def to_tables(self) -> Sequence[Table]:
        """Build a table of the lines, with a bar for each on a terminal."""
        return self.rows.to_tables()

    def count_disputed_values(self) -> int:
        """Count the sums in which a figure is disputed."""
        return self.rows.count_disputed_values()

    def collect_remarks(self) -> Sequence[str]:
        """Return the remarks on entities of which the condition could not be tested."""
        return self.remarks


def _list_unknown(summation: Summation) -> list[GroupedAddend]:
    """List the figures that are not known."""
    return [addend for addend in summation.addends if not addend.converted]


def _list_unconverted(summation: Summation) -> list[GroupedAddend]:
    """List the figures that are not in the currency of the request."""
    return [
        addend
        for addend in summation.addends
        if summation.currency and addend.converted and addend.unit != summation.currency
    ]


def _collect_notes(summation: Summation, sums: Sums) -> Iterator[str]:
    """Collect what is not in the sums, and the rates that were used for them."""
    nested_names = [
        f"{nested.addend.entity.name}, part of {nested.whole.name}"
        for nested in sums.nested_amounts
    ]
    if nested_names:
        yield f"not added again: {_join_names(nested_names, '; ')}"
    yield from _describe_separate_values(summation)
    yield from _describe_unknown(summation)
    unconverted_names = [
        f"{addend.entity.name} ({addend.unit}, {addend.addend.year})"
        for addend in _list_unconverted(summation)
    ]
    if unconverted_names:
        yield f"not converted, as the base has no rate: {_join_names(unconverted_names)}"
    rates = {rate for addend in summation.addends for rate in _list_rates(addend.converted)}
    if rates:
        yield f"computed at yearly averages: {_join_names(sorted(map(_format_rate, rates)))}"
    if any("; " in name for addend in summation.addends for name in addend.group_names):
        yield "a line with several names is what they have together"


def _describe_separate_values(summation: Summation) -> Iterator[str]:
    """Say which figures of one entity are added, and which are not, as others contradict them."""
    if not summation.field.has_separate_values:
        return
    addends_by_name: dict[str, list[GroupedAddend]] = {}
    for addend in summation.addends:
        addends_by_name.setdefault(addend.entity.name, []).append(addend)
    added_texts = [
        f"{name}, {', '.join(_format_addend(addend) for addend in addends)}"
        for name, addends in addends_by_name.items()
        if len(addends) > 1
    ]
    if added_texts:
        yield f"each counted: {_join_names(added_texts, '; ')}"
    rival_texts = [
        f"{addend.entity.name}, {fact.format_value()} beside {_format_addend(addend)}"
        for addend in summation.addends
        for fact in addend.addend.rivals
    ]
    if rival_texts:
        reason = "another account of what is counted, as far as dates and notes tell"
        yield f"not counted, {reason}: {_join_names(rival_texts, '; ')}"


def _format_addend(addend: GroupedAddend) -> str:
    """Write a figure as it is stated, with its time."""
    fact, year = addend.addend.fact, addend.addend.year
    return f"{fact.format_value()} ({year})" if fact else ""


def _describe_unknown(summation: Summation) -> Iterator[str]:
    """Say of what no figure is known; where that is most, a figure is not expected of each."""
    label = summation.field.label
    names = [addend.entity.name for addend in _list_unknown(summation)]
    if len(names) * 2 > len(summation.addends) and len(names) > MAX_NAMES_IN_SENTENCE:
        yield f"{label} not known of {len(names)} {summation.kind.plural}, or there is none"
    elif names:
        yield f"{label} not known: {_join_names(names)}"


def _list_rates(converted: ConvertedAmount | None) -> tuple[ExchangeRate, ...]:
    return converted.rates if converted else ()


def _format_rate(rate: ExchangeRate) -> str:
    return f"{rate.year}: {rate.text}"


def _join_names(names: Sequence[str], separator: str = ", ") -> str:
    """Join the first few of some names, each once."""
    return join_first_names(list(dict.fromkeys(names)), separator)


def _build_nested_object(nested: NestedAmount) -> dict[str, Json]:
    return {"id": nested.addend.entity.id, "part_of": nested.whole.id}


def _build_addend_object(addend: GroupedAddend) -> dict[str, Json]:
    """Build one figure of a sum in full."""
    fact, converted = addend.addend.fact, addend.converted
    return {
        "id": addend.entity.id,
        "name": addend.entity.name,
        "year": addend.addend.year,
        "stated": fact.format_value() if fact else None,
        **NUMBER_COLUMN.to_row("counted", converted.amount if converted else None),
        "unit": addend.unit,
        "how": converted.method or None if converted else None,
        "rates": [_build_rate_object(rate) for rate in _list_rates(converted)],
        "sources": _format_citations(fact.citations if fact else ()),
        "disputed": addend.is_disputed,
        "rivals": [_build_rival_object(rival) for rival in addend.addend.rivals],
    }


def _build_rival_object(fact: Fact) -> dict[str, Json]:
    return {"stated": fact.format_value(), "sources": _format_citations(fact.citations)}


def _build_rate_object(rate: ExchangeRate) -> dict[str, Json]:
    return {"year": rate.year, "rate": rate.text, "sources": _format_citations(rate.citations)}


def _format_citations(citations: Iterable[Citation]) -> list[str]:
    return [str(citation) for citation in citations]
