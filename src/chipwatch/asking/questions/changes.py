"""Answer with the facts that became known in a span of days, and what each changed."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

from ...model.answer import Answer, Json
from ...model.dates import Date
from ...model.entity import Entity
from ...model.facts import Fact, SourceRecord
from ...model.field import SortKey
from ...model.field_types import DATE_COLUMN
from ...model.ranking import build_rank_key
from ...model.table import Cell
from ...model.wording import format_count
from ...store.knowledge_base import KnowledgeBase
from ..answers.column_spec import ENTITY_COLUMNS, ColumnSpec
from ..answers.columns import (
    RowsAnswer,
    RowsSettings,
    build_columns_help,
    build_empty_error,
)
from ..answers.entity_card import format_time_span
from ..answers.fact_value import FACT_VALUE_COLUMN, split_fact_value
from ..answers.graph import EntityGraph
from ..answers.query_options import HELP_REQUEST, QueryOptions
from ..answers.serialise import list_source_ids
from .fact_columns import (
    CERTAINTY_COLUMN,
    NOTE_COLUMN,
    PROPERTY_COLUMN,
    SOURCES_COLUMN,
    UNIT_COLUMN,
    list_citations,
)
from .scope import Scope, find_scoped_entities, list_scope_kinds


class Effect(StrEnum):
    """What a fact does to what was known before of its property."""

    NEW = "new"
    """Nothing was known before."""
    SUPERSEDES = "supersedes"
    """It is shown in place of what was known before."""
    CONFIRMS = "confirms"
    """It states the same."""
    DIFFERS = "differs"
    """It states something else, but what was known before is still shown."""


class FactChange(NamedTuple):
    """A fact that became known, and the one that was shown of its property before."""

    entity: Entity
    fact: Fact
    publication_date: Date
    how: str
    """Its effect."""
    value: Sequence[Json] | None
    """Its value, split into the parts of a column."""
    value_text: str
    """The value for a reader."""
    before: Sequence[Json] | None
    before_text: str
    """The value that was shown before, in the same two ways."""


def list_fact_changes(base: KnowledgeBase, scope: Scope, options: QueryOptions) -> Answer:
    """List what became known in the span of a scope; raises NotFoundError, and errors of names."""
    if options.columns == HELP_REQUEST:
        return build_columns_help(_COLUMN_SPECS)
    scoped_entities = find_scoped_entities(base, scope, list_scope_kinds(), exact=options.exact)
    graph = EntityGraph(base, scoped_entities.entities)
    facts = [fact for entity in scoped_entities.entities for fact in entity.facts]
    sources = base.load_sources(list_source_ids(facts))
    changes = [
        change
        for entity in scoped_entities.entities
        for change in _find_changes(graph, entity, sources, scope)
    ]
    publication_dates = [_find_publication_date(fact, sources) for fact in facts]
    exclusion_remarks = tuple(_explain_exclusions(publication_dates, scope))
    if not changes:
        hint = "; ".join(exclusion_remarks) or "go further back with --since"
        raise build_empty_error(
            _COLUMN_SPECS, options, f"nothing became known {scope.describe()}", hint
        )
    settings = RowsSettings[FactChange](
        title=f"{len(changes)} became known {scope.describe()}",
        default_keys=("name", "property", "value", "how", "before", "known"),
        remarks=(*scoped_entities.collect_remarks(), *exclusion_remarks),
        get_source=graph.get_source,
    )
    return RowsAnswer(_COLUMN_SPECS, changes, options, settings)


def _explain_exclusions(days: Sequence[Date | None], scope: Scope) -> Iterator[str]:
    """Explain of how many facts it is not certain that they became known in the span."""
    undated_count = sum(day is None for day in days)
    if undated_count:
        undated_text = format_count(undated_count, "fact has", "facts have")
        yield f"{undated_text} no dated source: when it became known cannot be told"
    imprecise_count = sum(day is not None and _may_be_before(day, scope) for day in days)
    if imprecise_count:
        imprecise_text = format_count(imprecise_count, "fact is", "facts are")
        yield (
            f"{imprecise_text} left out: the first source is dated too loosely,"
            " and may be of before then"
        )


def _find_changes(
    graph: EntityGraph, entity: Entity, sources: Mapping[str, SourceRecord], scope: Scope
) -> Iterator[FactChange]:
    """Find the facts of an entity that became known in the span."""
    publication_dates = {
        fact.file_position: _find_publication_date(fact, sources) for fact in entity.facts
    }
    for fact in entity.facts:
        day = publication_dates[fact.file_position]
        if day and _is_within_span(day, scope):
            earlier_facts = [
                candidate
                for candidate in entity.facts
                if candidate.property == fact.property
                and _is_before_span(publication_dates[candidate.file_position], scope)
            ]
            effect, earlier_fact = _classify_effect(fact, sorted(earlier_facts, key=build_rank_key))
            yield FactChange(
                entity=entity,
                fact=fact,
                publication_date=day,
                how=effect.value,
                value=split_fact_value(graph, fact),
                value_text=graph.format_value(fact),
                before=split_fact_value(graph, earlier_fact),
                before_text=graph.format_value(earlier_fact) if earlier_fact else "",
            )


def _is_within_span(day: Date, scope: Scope) -> bool:
    """Return whether something was surely published in the span."""
    is_late_enough = scope.since is None or day.first >= scope.since.first
    return is_late_enough and (scope.until is None or day.last <= scope.until.last)


def _may_be_before(day: Date, scope: Scope) -> bool:
    """Return whether something may have been published before the span as well as in it."""
    return scope.since is not None and day.first < scope.since.first <= day.last


def _is_before_span(day: Date | None, scope: Scope) -> bool:
    return day is not None and scope.since is not None and day.last < scope.since.first


def _classify_effect(fact: Fact, earlier_facts: Sequence[Fact]) -> tuple[Effect, Fact | None]:
    """Return what a fact does to earlier ones in the order of ranking, and which one it meets."""
    if fact.field.is_multivalued:
        same_facts = [earlier for earlier in earlier_facts if earlier.value == fact.value]
        return (Effect.CONFIRMS, same_facts[0]) if same_facts else (Effect.NEW, None)
    if not earlier_facts:
        return Effect.NEW, None
    best_fact = earlier_facts[0]
    if _states_the_same(fact, best_fact):
        return Effect.CONFIRMS, best_fact
    if build_rank_key(fact) < build_rank_key(best_fact):
        return Effect.SUPERSEDES, best_fact
    return Effect.DIFFERS, best_fact


def _states_the_same(fact: Fact, earlier_fact: Fact) -> bool:
    """Return whether two facts agree, both that the value is unknown or on what it is."""
    if fact.is_unknown or earlier_fact.is_unknown:
        return fact.is_unknown and earlier_fact.is_unknown
    return fact.field.is_compatible(fact.value, earlier_fact.value)


def _find_publication_date(fact: Fact, sources: Mapping[str, SourceRecord]) -> Date | None:
    """Return when the first of its sources had surely appeared."""
    return next(iter(fact.list_publication_dates(sources.get)), None)


def _build_value_cell(change: FactChange) -> Cell:
    return Cell(change.value_text, annotation=format_time_span(change.fact))


def _build_before_cell(change: FactChange) -> Cell:
    return Cell(change.before_text)


def _get_sort_key(change: FactChange) -> SortKey:
    return SortKey(number=change.publication_date.last)


_COLUMN_SPECS: list[ColumnSpec[FactChange]] = [
    *ENTITY_COLUMNS,
    PROPERTY_COLUMN,
    ColumnSpec(
        key="value",
        column_type=FACT_VALUE_COLUMN,
        build_cell=_build_value_cell,
        find_citations=list_citations,
    ),
    UNIT_COLUMN,
    ColumnSpec(key="how"),
    ColumnSpec(key="before", column_type=FACT_VALUE_COLUMN, build_cell=_build_before_cell),
    ColumnSpec(
        key="known",
        get_value=attrgetter("publication_date"),
        column_type=DATE_COLUMN,
        get_sort_key=_get_sort_key,
        is_unbreakable=True,
    ),
    ColumnSpec(key="as_of", get_value=attrgetter("fact.as_of"), column_type=DATE_COLUMN),
    CERTAINTY_COLUMN,
    NOTE_COLUMN,
    SOURCES_COLUMN,
]
