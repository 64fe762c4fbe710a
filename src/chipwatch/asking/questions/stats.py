"""Count what the base holds, and how well it is sourced."""

from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from ...model import clock
from ...model.answer import Answer, Json
from ...model.dates import Date
from ...model.facts import CERTAINTIES, SOURCE_TYPES
from ...model.field import ColumnPart, ColumnType
from ...model.kind import AnyField
from ...model.numeric_fields import NumericField
from ...model.part_type import PartType
from ...model.schema import KINDS
from ...model.table import Cell
from ...store.base_contents import BaseContents, PropertySupport
from ...store.knowledge_base import KnowledgeBase
from ..answers.column_spec import ColumnSpec
from ..answers.columns import RowsAnswer, RowsSettings, build_columns_help
from ..answers.query_options import HELP_REQUEST, QueryOptions


class BaseCount(NamedTuple):
    """A line of the statistics: a number of things, a percentage, or the latest day."""

    group: str
    what: str
    value: int | float | Date


def _split_value(value: float | Date) -> tuple[Json, ...]:
    if isinstance(value, Date):
        return None, value.text
    return value, str(value)


COUNT_COLUMN = ColumnType(
    parts=(ColumnPart("", PartType.NUMBER), ColumnPart("_text", PartType.TEXT)),
    split=_split_value,
)
"""A column of numbers, and of all values as texts."""


def _build_count_cell(count: BaseCount) -> Cell:
    _, text = _split_value(count.value)
    return Cell(str(text))


_COLUMN_SPECS: list[ColumnSpec[BaseCount]] = [
    ColumnSpec(key="group"),
    ColumnSpec(key="what"),
    ColumnSpec(
        key="count",
        get_value=attrgetter("value"),
        column_type=COUNT_COLUMN,
        build_cell=_build_count_cell,
        is_numeric=True,
    ),
]


def collect_statistics(base: KnowledgeBase, options: QueryOptions) -> Answer:
    """Count entities by kind, facts by certainty, sources by type, problems and support."""
    if options.columns == HELP_REQUEST:
        return build_columns_help(_COLUMN_SPECS)
    default_keys = [spec.key for spec in _COLUMN_SPECS]
    counts = [*_list_contents(base.count_contents()), *_list_support(base)]
    settings = RowsSettings[BaseCount](title="What the base holds", default_keys=default_keys)
    return RowsAnswer(_COLUMN_SPECS, counts, options, settings)


def _list_contents(contents: BaseContents) -> Iterator[BaseCount]:
    """List the totals, then entities, facts and sources by what divides them."""
    yield BaseCount("total", "entities", sum(contents.entities_by_kind.values()))
    yield BaseCount("total", "facts", sum(contents.facts_by_certainty.values()))
    yield BaseCount("total", "problems", contents.problem_count)
    yield BaseCount("total", "entities left out", contents.rejected_entity_count)
    for kind in KINDS.values():
        count = contents.entities_by_kind.get(kind.name, 0)
        yield BaseCount("entities", kind.plural, count)
    yield from _list_counts("facts", CERTAINTIES, contents.facts_by_certainty)
    yield BaseCount("facts", "unknown", contents.unknown_fact_count)
    yield from _list_counts("sources", SOURCE_TYPES, contents.sources_by_type)


def _list_counts(
    group: str, names: Sequence[str], counts: Mapping[str, int]
) -> Iterator[BaseCount]:
    """List how many there are of each of some names."""
    for name in names:
        yield BaseCount(group, name, counts.get(name, 0))


def _list_support(base: KnowledgeBase) -> Iterator[BaseCount]:
    """List how well the facts are sourced, in percent, and how new they are."""
    rows = base.count_support()
    numeric_rows = [row for row in rows if isinstance(_find_field(row), NumericField)]
    fact_count = sum(row.fact_count for row in rows)
    number_count = sum(row.fact_count for row in numeric_rows)
    sourced_count = sum(row.sourced_count for row in rows)
    located_count = sum(row.located_count for row in rows)
    corroborated_count = sum(row.corroborated_count for row in numeric_rows)
    yield BaseCount("support", "numbers", number_count)
    yield from _list_percentage("facts with a source", sourced_count, fact_count)
    yield from _list_percentage("facts with a place in the source", located_count, fact_count)
    yield from _list_percentage(
        "numbers with two independent sources", corroborated_count, number_count
    )
    newest_publication = base.find_newest_publication()
    if newest_publication:
        yield BaseCount("support", "newest source is of", Date.parse(newest_publication))
    today = clock.get_today()
    past_dates = [date for date in base.load_as_of_dates() if date.first <= today.last]
    newest = max(past_dates, key=_get_days, default=None)
    if newest:
        yield BaseCount("support", "newest fact, forecasts apart, is as of", newest)


def _find_field(row: PropertySupport) -> AnyField:
    return KINDS[row.kind].properties[row.property]


def _get_days(date: Date) -> tuple[int, int]:
    return (date.first, date.last)


def _list_percentage(what: str, part: int, whole: int) -> Iterator[BaseCount]:
    """List the part of a whole in percent; nothing where there is no whole."""
    if whole:
        yield BaseCount("support", f"{what}, %", round(100 * (part / whole), 1))
