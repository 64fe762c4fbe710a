"""Select the entities of a kind: all of them, or those that meet a condition in SQL."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ...model.entity import Entity
from ...model.kind import AnyField, Kind
from ...model.numeric_fields import Amount, NumericField
from ...model.problem import NotFoundError
from ...model.wording import format_count
from ..answers.graph import EntityGraph
from ..answers.numeric import RANGE_GAP, count_gaps, find_number, format_gap_reasons
from ..answers.query_options import join_first_names
from .column_readers import RangeEnd
from .query import run_sql
from .sandbox import build_condition_query
from .tables import LoadedKind
from .text_hints import explain_text_comparison

_MAX_ROWS = 1_000_000_000
"""More rows than any base has."""


class ConditionMatches(NamedTuple):
    """The ids of the entities that meet a condition, and the columns of the kind that it reads."""

    ids: set[object]
    columns_read: set[str]


def select_entities(
    graph: EntityGraph, kind: type[Kind], condition: str
) -> tuple[list[Entity], list[str]]:
    """Select the entities that meet a condition, if there is one, with remarks on the others.

    Raises NotFoundError where there are none.
    """
    if not graph.entities:
        raise _build_no_entities_error(graph, kind)
    if not condition:
        return list(graph.entities), []
    return filter_entities(graph, kind, condition)


def filter_entities(
    graph: EntityGraph, kind: type[Kind], condition: str
) -> tuple[list[Entity], list[str]]:
    """Select the entities of a kind that meet a condition, with remarks on the others.

    One whose figure is a range meets it where both ends do. Raises UsageError, UnknownNameError,
    and NotFoundError where none does.
    """
    low_matches = _find_matches(graph, kind, condition, RangeEnd.LOW)
    figures = [
        field
        for name, field in kind.properties.items()
        if name in low_matches.columns_read
        and isinstance(field, NumericField)
        and not field.is_multivalued
    ]
    has_ranges = any(RANGE_GAP in count_gaps(graph, graph.entities, field) for field in figures)
    high_matches = (
        _find_matches(graph, kind, condition, RangeEnd.HIGH) if has_ranges else low_matches
    )
    surely_matching, possibly_matching = (
        low_matches.ids & high_matches.ids,
        low_matches.ids ^ high_matches.ids,
    )
    remarks = [
        *_list_gap_remarks(graph, kind, figures, possibly_matching),
        *_list_currency_remarks(graph, kind, low_matches.columns_read),
    ]
    matches = [entity for entity in graph.entities if entity.id in surely_matching]
    if not matches:
        raise _build_no_match_error(graph, kind, condition, remarks)
    return matches, remarks


def _find_matches(
    graph: EntityGraph, kind: type[Kind], condition: str, range_end: RangeEnd
) -> ConditionMatches:
    """Find the entities that meet a condition, with ranges taken by one end."""
    loaded = LoadedKind(kind_name=kind.name, graph=graph, range_end=range_end)
    result = run_sql(graph.base, build_condition_query(kind.name, condition), _MAX_ROWS, loaded)
    return ConditionMatches(
        ids={row[0] for row in result.rows},
        columns_read=result.columns_read.get(kind.name, set()),
    )


def _build_no_entities_error(graph: EntityGraph, kind: type[Kind]) -> NotFoundError:
    """Build the error that there is nothing of a kind, or was not at the date asked about."""
    time_filter = graph.base.time_filter
    if time_filter:
        message = f"the base has no {kind.plural} {time_filter.query_dates}"
        return NotFoundError(message, "ask for a later date")
    hint = "run chipwatch stats to see what the base holds"
    return NotFoundError(f"the base has no {kind.plural}", hint)


def _build_no_match_error(
    graph: EntityGraph, kind: type[Kind], condition: str, remarks: Sequence[str]
) -> NotFoundError:
    """Build the error that nothing meets a condition, with what is known about why."""
    hints = [hint for hint in (explain_text_comparison(graph.base, condition), *remarks) if hint]
    listing = f"run chipwatch {kind.name} --columns help to see the columns"
    return NotFoundError(f"no {kind.name} meets {condition!r}", "; ".join(hints) or listing)


def _list_gap_remarks(
    graph: EntityGraph,
    kind: type[Kind],
    figures: Iterable[AnyField],
    possibly_matching: set[object],
) -> Iterator[str]:
    """List what may meet a condition, and of how many entities a figure in it is not known."""
    names = [entity.name for entity in graph.entities if entity.id in possibly_matching]
    if names:
        yield f"may meet it, by one end of a range or bound: {join_first_names(names)}"
    for field in figures:
        gap_counts = count_gaps(graph, graph.entities, field)
        gap_counts.pop(RANGE_GAP, None)
        if gap_counts:
            holders = format_count(sum(gap_counts.values()), kind.name, kind.plural)
            reasons = format_gap_reasons(gap_counts)
            yield f"no {field.name} is known of {holders}{reasons}, so it cannot be tested there"


def _list_currency_remarks(
    graph: EntityGraph, kind: type[Kind], columns_read: set[str]
) -> Iterator[str]:
    """List remarks on amounts of money, each of which is in the currency of its source."""
    for name, field in kind.properties.items():
        if not isinstance(field, Amount) or field.is_multivalued:
            continue
        currency_column, usd_column = f"{name}_currency", f"{name}_usd"
        if _reads_number(columns_read, name) and currency_column not in columns_read:
            yield (
                f"{name} is tested in whatever currency its source has:"
                f" add {currency_column} = 'CNY', or test {usd_column}"
            )
        if _reads_number(columns_read, usd_column) and (count := _count_without_usd(graph, field)):
            holders = format_count(count, kind.name, kind.plural)
            yield (
                f"the {name} of {holders} is stated in other currencies alone, so"
                f" {usd_column} cannot be tested there"
            )


def _reads_number(columns_read: set[str], name: str) -> bool:
    """Tell whether a number or one of its ends is read."""
    return not columns_read.isdisjoint((name, f"{name}_low", f"{name}_high"))


def _count_without_usd(graph: EntityGraph, field: Amount) -> int:
    """Count the entities whose amount is stated, but not in US dollars."""
    return sum(
        find_number(graph, entity, field) is not None
        and find_number(graph, entity, field, "USD") is None
        for entity in graph.entities
    )
