"""List the figures of an entity that have a date: how many points, from when to when."""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from ...model.answer import Answer
from ...model.dates import Date
from ...model.entity import Entity
from ...model.facts import Citation, Fact
from ...model.field_types import DATE_COLUMN
from ...model.kind import AnyField
from ...model.numeric_fields import NumericField
from ...model.table import Cell
from ...store.knowledge_base import KnowledgeBase
from ..answers.column_spec import ColumnSpec
from ..answers.columns import RowsAnswer, RowsSettings, build_columns_help, build_empty_error
from ..answers.figure_series import SeriesPoint, build_series
from ..answers.graph import EntityGraph
from ..answers.query_options import HELP_REQUEST, QueryOptions
from ..naming.resolver import list_guess_remarks, resolve

DEFAULT_KEYS = ("property", "count", "first", "last")


class DatedFigure(NamedTuple):
    """A property of which figures with a date are known."""

    entity: Entity
    field: AnyField
    points: Sequence[SeriesPoint]
    """All of them, whatever their unit and length of period."""

    @property
    def units(self) -> list[str]:
        """The units and currencies of its figures."""
        return list(dict.fromkeys(point.unit for point in self.points if point.unit))

    @property
    def point_count(self) -> int:
        """The number of periods and days that have a figure."""
        return len(self.points)

    @property
    def first(self) -> Date:
        """The period that ends first."""
        return min(self.points, key=_get_end).span

    @property
    def last(self) -> Date:
        """The period that ends last."""
        return max(self.points, key=_get_end).span

    @property
    def command(self) -> str:
        """The command that lists them."""
        return f"chipwatch series {self.entity.id} {self.field.name}"

    def list_citations(self) -> list[Citation]:
        """List the sources of the figures."""
        return [cite for point in self.points for fact in point.facts for cite in fact.citations]


def _build_first_cell(figure: DatedFigure) -> Cell:
    return Cell(figure.first.format())


def _build_last_cell(figure: DatedFigure) -> Cell:
    return Cell(figure.last.format())


FIGURE_SPECS: list[ColumnSpec[DatedFigure]] = [
    ColumnSpec(
        key="property",
        get_value=attrgetter("field.name"),
        mark="name",
        find_citations=DatedFigure.list_citations,
    ),
    ColumnSpec(key="label", get_value=attrgetter("field.label")),
    ColumnSpec(key="units"),
    ColumnSpec(key="count", heading="Points", get_value=attrgetter("point_count"), is_numeric=True),
    ColumnSpec(
        key="first", column_type=DATE_COLUMN, build_cell=_build_first_cell, is_unbreakable=True
    ),
    ColumnSpec(
        key="last", column_type=DATE_COLUMN, build_cell=_build_last_cell, is_unbreakable=True
    ),
    ColumnSpec(key="command"),
]


def list_figures(base: KnowledgeBase, name: str, options: QueryOptions) -> Answer:
    """List the figures with a date of an entity, those with most points first.

    Raises NotFoundError where there are none, and the errors of names.
    """
    if options.columns == HELP_REQUEST:
        return build_columns_help(FIGURE_SPECS)
    match = resolve(base, name, exact=options.exact, takes_words=True)
    (entity,) = base.load_entities([match.entity.id])
    figures = collect_dated_figures(entity)
    if not figures:
        when = f" {base.time_filter.query_dates}" if base.time_filter else ""
        message = f"no figure of {entity.name} with a date is known{when}"
        raise build_empty_error(FIGURE_SPECS, options, message, "its page shows what is known")
    graph = EntityGraph(base, [entity])
    graph.load()
    settings = RowsSettings[DatedFigure](
        title=f"Figures of {entity.name} over time",
        default_keys=DEFAULT_KEYS,
        notes=(f"More: series {entity.id} PROPERTY",),
        remarks=tuple(list_guess_remarks([match])),
        get_source=graph.get_source,
    )
    return RowsAnswer(FIGURE_SPECS, figures, options, settings)


def collect_dated_figures(entity: Entity) -> list[DatedFigure]:
    """Collect the figures with a date of an entity, those with most points first."""
    facts_by_field: dict[AnyField, list[Fact]] = {}
    for fact in entity.facts:
        if isinstance(fact.field, NumericField) and not fact.is_unknown:
            facts_by_field.setdefault(fact.field, []).append(fact)
    figures = (
        DatedFigure(entity=entity, field=field, points=_list_points(facts))
        for field, facts in facts_by_field.items()
    )
    return sorted((figure for figure in figures if figure.points), key=_get_order)


def _list_points(facts: Iterable[Fact]) -> list[SeriesPoint]:
    return [point for series in build_series(facts) for point in series.points]


def _get_end(point: SeriesPoint) -> tuple[int, int]:
    return point.end


def _get_order(figure: DatedFigure) -> int:
    return -figure.point_count
