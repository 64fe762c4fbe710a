"""A figure over time as tables, data and rows."""

from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from ...model.answer import Json
from ...model.entity import Entity
from ...model.facts import Citation
from ...model.field import ColumnType, PlainValue
from ...model.field_types import DATE_COLUMN
from ...model.kind import AnyField
from ...model.magnitudes import choose_magnitude, format_briefly
from ...model.numeric_fields import NUMBER_COLUMN, NUMBER_PARTS, split_quantity
from ...model.quantity import Quantity, QuantityFormatter, format_quantity, to_yaml_text
from ...model.table import Cell, Column, Table
from ...model.wording import format_count
from ..answers.citations import CitationNumbers
from ..answers.column_spec import ColumnSpec
from ..answers.columns import RowsAnswer, RowsSettings
from ..answers.entity_match import EntityMatch, serialise_match
from ..answers.figure_series import (
    MOMENT,
    OTHER_SPAN,
    FigureSeries,
    Growth,
    PartSum,
    SeriesPoint,
    draw_sparkline,
    list_middles,
)
from ..answers.graph import EntityGraph
from ..answers.query_options import QueryOptions
from ..answers.serialise import JsonObject, serialise_fact, serialise_source
from ..answers.value_cell import DISPUTED
from .expectations import list_expectations

KIND_HEADINGS = {
    "year": "years",
    "half": "half-years",
    "quarter": "quarters",
    "month": "months",
    "week": "weeks",
    "day": "days",
    OTHER_SPAN: "other periods",
    MOMENT: "as of a day",
}
PART_NAMES = {kind: heading for kind, heading in KIND_HEADINGS.items() if kind != OTHER_SPAN}
SERIES_COLUMNS = (
    Column("Period", is_unbreakable=True),
    Column("Value", is_numeric=True),
    Column("On the year", is_numeric=True),
    Column("Note"),
    Column("Source", is_unbreakable=True),
)
DEFAULT_KEYS = ("period", "value", "unit", "growth", "certainty")
ORDINARY_CERTAINTIES = ("confirmed", "reported")


class SeriesItem(NamedTuple):
    """A point of a series with its growth."""

    point: SeriesPoint
    growth: Growth | None

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The sources of all its facts."""
        return tuple(
            dict.fromkeys(citation for fact in self.point.facts for citation in fact.citations)
        )


class SeriesContent(NamedTuple):
    """The figure that is asked about, and what its series and sums are."""

    entity: Entity
    match: EntityMatch
    field: AnyField
    series: Sequence[FigureSeries]
    sums: Sequence[PartSum]
    graph: EntityGraph
    undated_count: int
    """The figures without a date, which are in no series."""


class SeriesAnswer(RowsAnswer[SeriesItem]):
    """Every period of one figure."""

    def __init__(
        self,
        content: SeriesContent,
        items: Sequence[SeriesItem],
        options: QueryOptions,
        settings: RowsSettings[SeriesItem],
    ) -> None:
        self.content = content
        self._is_listing = bool(options.columns or options.sort or options.limit)
        super().__init__(SERIES_SPECS, items, options, settings)

    def to_data(self) -> Json:
        """Build the points with all that is stated of each, sums and sources; or chosen columns."""
        if self.chosen_specs:
            return super().to_data()
        content = self.content
        source_ids = dict.fromkeys(
            citation.source for item in self.items for citation in item.citations
        )
        return {
            "id": content.entity.id,
            "kind": content.entity.kind,
            "name": content.entity.name,
            "property": content.field.name,
            "label": content.field.label,
            "points": [self._serialise_item(item) for item in self.items],
            "sums": [_serialise_sum(part_sum) for part_sum in content.sums],
            "undated": content.undated_count,
            "sources": [
                serialise_source(content.graph.get_source(source_id)) for source_id in source_ids
            ],
            "match": serialise_match(content.match),
        }

    def to_tables(self) -> Sequence[Table]:
        """Build a table for each unit and length of period, the sums of parts, and the sources."""
        if self._is_listing:
            return super().to_tables()
        numbers = CitationNumbers()
        tables = [self._build_table(series, numbers) for series in self.content.series]
        title = f"{self.content.field.label} of {self.content.entity.name}"
        tables[0] = tables[0]._replace(title=f"{title}: {tables[0].title}")
        tables[-1] = tables[-1]._replace(notes=tuple(self._iter_notes()))
        return [*tables, *numbers.build_tables(self.content.graph.get_source)]

    def _build_table(self, series: FigureSeries, numbers: CitationNumbers) -> Table:
        items = [item for item in self.items if item.point in series.points]
        magnitude = choose_magnitude(list_middles(series.points))
        format_value = magnitude.format_quantity if magnitude else format_briefly
        rows = tuple(_build_row(item, numbers, format_value) for item in reversed(items))
        unit = f", {series.unit}" if series.unit else ""
        subject = f" – {series.subject}" if series.subject else ""
        sparkline = draw_sparkline(list_middles(series.points))
        title = f"{KIND_HEADINGS[series.kind]}{unit}{subject}"
        return Table(
            title=f"{title}  {sparkline}".rstrip(),
            columns=SERIES_COLUMNS,
            rows=rows,
        )

    def _iter_notes(self) -> Iterator[str]:
        yield from map(_describe_sum, self.content.sums)
        if self.content.undated_count:
            figures = format_count(self.content.undated_count, "figure")
            command = f"why {self.content.entity.id} {self.content.field.name}"
            yield f"{figures} without a date: {command}"
        yield from list_expectations(self.content.entity, self.content.field.name)

    def _serialise_item(self, item: SeriesItem) -> JsonObject:
        point, growth = item.point, item.growth
        graph = self.content.graph
        return {
            **DATE_COLUMN.to_row("period", point.span),
            "span": point.kind,
            "unit": point.unit or None,
            "subject": point.subject or None,
            **_POINT_COLUMN.to_row("value", point),
            "disputed": point.is_disputed,
            **NUMBER_COLUMN.to_row("growth", growth and growth.change),
            "growth_from": growth and growth.before.span.text,
            "facts": [
                serialise_fact(graph, fact, is_shown=fact is point.fact) for fact in point.facts
            ],
        }


def _build_row(
    item: SeriesItem, numbers: CitationNumbers, format_value: QuantityFormatter
) -> tuple[Cell, ...]:
    point, growth = item.point, item.growth
    mark = DISPUTED if point.is_disputed else ""
    others = len(point.facts) - 1
    certainty = point.fact.certainty
    remarks = (
        point.fact.note if not point.subject else "",
        "" if certainty in ORDINARY_CERTAINTIES else certainty,
        f"+{others}" if others else "",
    )
    return (
        Cell(point.span.format(), "label"),
        Cell(point.format_value(format_value), mark),
        Cell(_format_change(growth.change) if growth else ""),
        Cell("; ".join(filter(None, remarks)), "dim"),
        Cell("", citations=numbers.register_citations(item.citations)),
    )


def _split_point(point: SeriesPoint) -> tuple[PlainValue, ...]:
    """Split the figure of a point; of one without a range the bounds are its text."""
    if point.value is None:
        return None, None, None, point.format_value(to_yaml_text)
    return split_quantity(point.value)


_POINT_COLUMN = ColumnType(parts=NUMBER_PARTS, split=_split_point)


def _format_change(change: Quantity) -> str:
    sign = "+" if (change.low or 0) > 0 and change.exact_number is not None else ""
    return f"{sign}{format_quantity(change)} %"


def _describe_sum(part_sum: PartSum) -> str:
    """Describe a sum of parts against what is stated: difference, also in per cent."""
    whole, difference = part_sum.whole, part_sum.difference
    parts = f"{len(part_sum.parts)} {KIND_HEADINGS[part_sum.parts[0].kind]}"
    total, stated = format_briefly(part_sum.total), format_briefly(part_sum.stated)
    text = f"{whole.span.format()}: {parts} sum to {total}, stated {stated} {whole.unit}".rstrip()
    if difference is None:
        is_in_range = part_sum.total.is_compatible(part_sum.stated)
        return f"{text}, {'within' if is_in_range else 'outside'} that range"
    if not difference:
        return f"{text}: no difference"
    low = part_sum.stated.low
    share = f" ({difference / low * 100:+.2g} %)" if low else ""
    size = format_quantity(Quantity(abs(difference), abs(difference)))
    return f"{text}: {size} {'more' if difference > 0 else 'less'}{share}"


def _serialise_sum(part_sum: PartSum) -> JsonObject:
    return {
        **DATE_COLUMN.to_row("period", part_sum.whole.span),
        "unit": part_sum.whole.unit or None,
        "subject": part_sum.whole.subject or None,
        "parts": [part.span.text for part in part_sum.parts],
        **NUMBER_COLUMN.to_row("total", part_sum.total),
        **NUMBER_COLUMN.to_row("stated", part_sum.stated),
        "difference": part_sum.difference,
    }


def _get_change(item: SeriesItem) -> Quantity | None:
    return item.growth.change if item.growth else None


def _build_value_cell(item: SeriesItem) -> Cell:
    mark = DISPUTED if item.point.is_disputed else ""
    return Cell(item.point.format_value(format_briefly), mark)


def _build_growth_cell(item: SeriesItem) -> Cell:
    return Cell(_format_change(item.growth.change) if item.growth else "")


def _get_growth_base(item: SeriesItem) -> str | None:
    return item.growth.before.span.text if item.growth else None


def _list_sources(item: SeriesItem) -> Json:
    return [str(citation) for citation in item.citations]


SERIES_SPECS: list[ColumnSpec[SeriesItem]] = [
    ColumnSpec(
        key="period",
        get_value=attrgetter("point.span"),
        column_type=DATE_COLUMN,
        is_unbreakable=True,
    ),
    ColumnSpec(key="span", get_value=attrgetter("point.kind")),
    ColumnSpec(
        key="value",
        get_value=attrgetter("point"),
        column_type=_POINT_COLUMN,
        build_cell=_build_value_cell,
        find_citations=attrgetter("citations"),
        is_disputed=attrgetter("point.is_disputed"),
        is_numeric=True,
    ),
    ColumnSpec(key="unit", get_value=lambda item: item.point.unit or None),
    ColumnSpec(key="subject", get_value=lambda item: item.point.subject or None),
    ColumnSpec(key="disputed", get_value=attrgetter("point.is_disputed")),
    ColumnSpec(
        key="growth",
        label="On the year",
        get_value=_get_change,
        column_type=NUMBER_COLUMN,
        build_cell=_build_growth_cell,
        is_numeric=True,
        unit="%",
    ),
    ColumnSpec(key="growth_from", get_value=_get_growth_base),
    ColumnSpec(key="figures", get_value=lambda item: len(item.point.facts), is_numeric=True),
    ColumnSpec(key="certainty", get_value=attrgetter("point.fact.certainty")),
    ColumnSpec(key="as_of", get_value=attrgetter("point.fact.as_of"), column_type=DATE_COLUMN),
    ColumnSpec(key="note", get_value=lambda item: item.point.fact.note or None),
    ColumnSpec(key="sources", get_value=_list_sources),
]
