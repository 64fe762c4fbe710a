"""Sums of a figure by what one likes: never over stages, never a plan and its parts twice."""

from collections.abc import Iterable, Iterator, Sequence

from ...model.answer import Answer, Cell, Json, Row, Table
from ...model.facts import Citation
from ...model.field import SortKey
from ...model.interval_arithmetic import round_quantity
from ...model.numeric_fields import to_plain_quantity
from ...model.problem import NotFoundError
from ...model.quantity import format_quantity
from ...model.schema import find_kind
from ...model.tolerances import RATIO_DIGITS
from ...store.knowledge_base import KnowledgeBase
from ..answers.columns import ColumnSpec, RowsAnswer, RowsSettings, build_columns_help
from ..answers.graph import EntityGraph
from ..answers.query_options import HELP_REQUEST, QueryOptions, join_first_names
from ..answers.serialise import serialise_source
from ..sql.selection import filter_entities
from .exchange_rates import COMPUTED_METHOD, ExchangeRate
from .sums import ALL_GROUPS, GroupedAddend, SumLine, Summation, TotalQuery

BAR_WIDTH = 20
"""Signs in the bar of the largest sum."""


def compute_totals(
    base: KnowledgeBase, kind_name: str, query: TotalQuery, options: QueryOptions
) -> Answer:
    """Sums of a figure of a kind; raises UsageError, UnknownNameError and NotFoundError."""
    kind = find_kind(kind_name)
    graph = EntityGraph(base, base.load_entities_of_kind(kind.name))
    summation = Summation(graph, kind, query)
    if options.columns == HELP_REQUEST:
        return build_columns_help(_build_column_specs(summation))
    entities, remarks = list(graph.entities), list[str]()
    if options.where:
        entities, remarks = filter_entities(graph, kind, options.where)
    summation.add_entities(entities)
    if not summation.addends:
        stage = f" at the stage {summation.stage}" if summation.stage else ""
        hint = f"run chipwatch {kind.name} to see what there is"
        raise NotFoundError(f"no {kind.plural}{stage} to add up", hint)
    return TotalsAnswer(summation, options, remarks)


class TotalsAnswer:
    """The lines of a total; implements Answer."""

    def __init__(self, summation: Summation, options: QueryOptions, remarks: Sequence[str]) -> None:
        self.summation, self.remarks = summation, remarks
        sums = summation.compute_sums()
        default_keys = [
            *(grouping.key for grouping in summation.groupings),
            *(["stage"] * bool(summation.stages)),
        ]
        title = f"{summation.field.label} of {summation.kind.plural}"
        self.rows = RowsAnswer(
            _build_column_specs(summation),
            sums,
            options,
            RowsSettings(
                title=title + (f" in {summation.currency}" if summation.currency else ""),
                default_keys=(*default_keys, "sum", "count", "unknown"),
                notes=tuple(_collect_notes(summation)),
                get_source=summation.collect_sources().__getitem__,
                drawing_spec=_build_bar_spec(sums),
            ),
        )

    def to_data(self) -> Json:
        """The lines, each with the figures in it, and what was left out of them."""
        summation = self.summation
        return {
            "kind": summation.kind.name, "property": summation.field.name,
            "currency": summation.currency or None, "by": [one.key for one in summation.groupings],
            "rows": [
                {**row, "parts": [_build_addend_object(summation, addend) for addend in one.addends]}
                for row, one in zip(self.rows.to_rows(), self.rows.items, strict=True)
            ],
            "inside": [
                {"id": one.addend.addend.entity.id, "part_of": one.whole.id} for one in summation.nested_amounts
            ],
            "unknown": [addend.addend.entity.id for addend in summation.addends if not addend.converted],
            "unconverted": [addend.addend.entity.id for addend in _list_unconverted(summation)],
            "sources": [serialise_source(source) for source in summation.collect_sources().values()],
        }  # fmt: skip

    def to_rows(self) -> Sequence[Row]:
        """A row for each line."""
        return self.rows.to_rows()

    def to_tables(self) -> Sequence[Table]:
        """The lines, with a bar for each on a terminal."""
        return self.rows.to_tables()

    def collect_remarks(self) -> Sequence[str]:
        """Of how many the condition could not be tested."""
        return self.remarks


def _build_column_specs(summation: Summation) -> list[ColumnSpec[SumLine]]:
    group_specs = [
        _build_group_spec(index, one.key, one.label)
        for index, one in enumerate(summation.groupings)
    ]
    if summation.stages:
        group_specs.append(ColumnSpec(key="stage"))
    return [
        *group_specs,
        ColumnSpec(
            key="sum",
            get_value=lambda one: one.amount and to_plain_quantity(one.amount),
            build_cell=lambda one: _build_sum_cell(summation, one),
            get_sort_key=_get_sum_sort_key,
            is_numeric=True,
            find_citations=lambda one: _list_citations(one.addends),
        ),
        ColumnSpec(
            key="low", label="At least", get_value=lambda one: one.amount and one.amount.low
        ),
        ColumnSpec(
            key="high", label="At most", get_value=lambda one: one.amount and one.amount.high
        ),
        ColumnSpec(
            key="approximate", get_value=lambda one: bool(one.amount and one.amount.is_approximate)
        ),
        ColumnSpec(key="unit", get_value=lambda one: one.unit or None),
        ColumnSpec(key="count", get_value=lambda one: len(one.addends), is_numeric=True),
        ColumnSpec(key="unknown", get_value=lambda one: len(one.unknown_addends), is_numeric=True),
        ColumnSpec(key="converted", get_value=lambda one: _count_computed(one.addends)),
        ColumnSpec(
            key="disputed", get_value=lambda one: [*_find_disputed_ids(summation, one.addends)]
        ),
    ]


def _build_group_spec(index: int, key: str, label: str) -> ColumnSpec[SumLine]:
    return ColumnSpec(key=key, label=label, get_value=lambda line: line.group[index], build_cell=lambda line: Cell(line.group_names[index], "name" if line.group_names[index] == ALL_GROUPS else ""))  # fmt: skip


def _build_sum_cell(summation: Summation, line: SumLine) -> Cell:
    """The sum, how much of it was converted by us, and whether a figure in it is disputed."""
    if line.amount is None:
        return Cell("")
    computed_count = _count_computed(line.addends)
    asides = [f"{computed_count} of {len(line.addends)} computed"] if computed_count else []
    is_disputed = any(_find_disputed_ids(summation, line.addends))
    asides += ["disputed"] * is_disputed
    amount = round_quantity(line.amount, RATIO_DIGITS) if computed_count else line.amount
    text = f"{format_quantity(amount)} {line.unit}".rstrip()
    return Cell(text, "disputed" if is_disputed else "", "; ".join(asides))


def _get_sum_sort_key(line: SumLine) -> SortKey | None:
    if line.amount is None:
        return None
    return SortKey(number=float(line.amount.low or line.amount.high or 0), group=line.unit)


def _count_computed(addends: Iterable[GroupedAddend]) -> int:
    return sum(
        bool(addend.converted and addend.converted.method == COMPUTED_METHOD) for addend in addends
    )


def _find_disputed_ids(summation: Summation, addends: Iterable[GroupedAddend]) -> Iterator[str]:
    """The things whose figure in a sum is at odds with others."""
    for addend in addends:
        ranked_facts = summation.graph.rank_facts(addend.addend.entity).get(summation.field.name)
        if ranked_facts and ranked_facts.is_disputed:
            yield addend.addend.entity.id


def _list_citations(addends: Iterable[GroupedAddend]) -> Iterator[Citation]:
    for addend in addends:
        yield from addend.citations


def _list_unconverted(summation: Summation) -> list[GroupedAddend]:
    """The figures that are not in the currency wanted."""
    currency = summation.currency
    return [
        addend
        for addend in summation.addends
        if currency and addend.converted and addend.unit != currency
    ]


def _collect_notes(summation: Summation) -> Iterator[str]:
    """What is not in the sums, and what was computed for them."""
    if summation.nested_amounts:
        pairs = [
            f"{nested_amount.addend.addend.entity.name}, part of {nested_amount.whole.name}"
            for nested_amount in summation.nested_amounts
        ]
        yield f"not added again: {_join_names(pairs, '; ')}"
    unknown_names = [
        addend.addend.entity.name for addend in summation.addends if not addend.converted
    ]
    if unknown_names:
        yield f"{summation.field.label} not known: {_join_names(unknown_names)}"
    unconverted = _list_unconverted(summation)
    if unconverted:
        shown = [
            f"{addend.addend.entity.name} ({addend.unit}, {addend.addend.year})"
            for addend in unconverted
        ]
        yield f"not converted, as the base has no rate: {_join_names(shown)}"
    rates = {
        rate: None
        for addend in summation.addends
        if addend.converted
        for rate in addend.converted.rates
    }
    if rates:
        yield f"computed at yearly averages: {_join_names(sorted(map(_format_rate, rates)))}"
    if any("; " in shown for addend in summation.addends for shown in addend.group_names):
        yield "a line with several names is what they have together"


def _format_rate(rate: ExchangeRate) -> str:
    return f"{rate.year}: {rate.text}"


def _join_names(names: Sequence[str], separator: str = ", ") -> str:
    """The first few of some names, each once."""
    return join_first_names(list(dict.fromkeys(names)), separator)


def _build_addend_object(summation: Summation, addend: GroupedAddend) -> Json:
    """One figure of a sum in full."""
    fact, converted = addend.addend.fact, addend.converted
    return {
        "id": addend.addend.entity.id, "name": addend.addend.entity.name, "year": addend.addend.year,
        "stated": fact.format_value() if fact else None,
        "counted": to_plain_quantity(converted.amount) if converted else None,
        "unit": addend.unit, "how": converted.method or None if converted else None,
        "rates": [
            {"year": rate.year, "rate": rate.text, "sources": [str(citation) for citation in rate.citations]}
            for rate in (converted.rates if converted else ())
        ],
        "sources": [str(citation) for citation in (fact.citations if fact else ())],
        "disputed": any(_find_disputed_ids(summation, [addend])),
    }  # fmt: skip


def _build_bar_spec(sums: Sequence[SumLine]) -> ColumnSpec[SumLine]:
    """Each sum against the largest of its unit; of a range the sure part is solid."""
    largest_by_unit: dict[str, float] = {}
    for line in sums:
        if ALL_GROUPS not in line.group and line.amount:
            largest_by_unit[line.unit] = max(
                largest_by_unit.get(line.unit, 0), float(line.amount.high or line.amount.low or 0)
            )

    def build_bar(line: SumLine) -> Cell:
        if line.amount is None or ALL_GROUPS in line.group or not largest_by_unit.get(line.unit):
            return Cell("")
        solid_width, full_width = (
            round(float(end or 0) / largest_by_unit[line.unit] * BAR_WIDTH)
            for end in (line.amount.low, line.amount.high or line.amount.low)
        )
        return Cell("█" * solid_width + "░" * (full_width - solid_width), "dim")

    return ColumnSpec(
        key="bar", label="", build_cell=build_bar, is_unbreakable=True, is_drawing=True
    )
