"""Facts that became known in a span of days, and what each did to what was known before."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ...model.answer import Answer, Cell
from ...model.dates import Date
from ...model.entity import Entity
from ...model.facts import Fact, Source
from ...model.field import SortKey
from ...model.problem import NotFoundError
from ...model.ranking import build_rank_key
from ...model.wording import format_count
from ...store.knowledge_base import KnowledgeBase
from ..answers.columns import (
    ENTITY_COLUMNS,
    ColumnSpec,
    RowsAnswer,
    RowsSettings,
    build_columns_help,
)
from ..answers.entity_card import format_time_span
from ..answers.graph import EntityGraph
from ..answers.query_options import HELP_REQUEST, QueryOptions
from ..answers.serialise import list_source_ids
from .scope import SCOPE_KINDS, Scope, find_scoped_entities

NEW_EFFECT, SUPERSEDES_EFFECT, CONFIRMS_EFFECT, DIFFERS_EFFECT = (
    "new",
    "supersedes",
    "confirms",
    "differs",
)
"""Nothing was known before; it takes the place of what was; it says the same; it says otherwise,
but what was known before is shown rather than it."""


class FactChange(NamedTuple):
    """A fact that became known, and the one that was shown of its property before."""

    entity: Entity
    fact: Fact
    publication_date: Date
    effect: str
    previous_fact: Fact | None


def list_fact_changes(base: KnowledgeBase, scope: Scope, options: QueryOptions) -> Answer:
    """What became known in the span of a scope; raises NotFoundError, and the errors of names."""
    scoped_entities = find_scoped_entities(base, scope, SCOPE_KINDS, exact=options.exact)
    graph = EntityGraph(base, scoped_entities.entities)
    specs = _build_column_specs(graph)
    if options.columns == HELP_REQUEST:
        return build_columns_help(specs)
    sources = base.load_sources(
        list_source_ids(fact for one in scoped_entities.entities for fact in one.facts)
    )
    fact_changes = [
        one for entity in scoped_entities.entities for one in _find_changes(entity, sources, scope)
    ]
    publication_dates = [
        _find_publication_date(fact, sources)
        for entity in scoped_entities.entities
        for fact in entity.facts
    ]
    exclusion_remarks = tuple(_explain_exclusions(publication_dates, scope))
    if not fact_changes:
        hint = "; ".join(exclusion_remarks) or "go further back with --since"
        raise NotFoundError(f"nothing became known {scope.describe()}", hint)
    return RowsAnswer(
        specs,
        fact_changes,
        options,
        RowsSettings(
            title=f"{len(fact_changes)} became known {scope.describe()}",
            default_keys=("name", "property", "value", "how", "before", "known"),
            remarks=(*scoped_entities.collect_remarks(), *exclusion_remarks),
            get_source=graph.get_source,
        ),
    )


def _explain_exclusions(days: Sequence[Date | None], scope: Scope) -> Iterator[str]:
    """Of how many facts it cannot be told that they became known in the span."""
    undated_count = sum(day is None for day in days)
    if undated_count:
        yield f"{format_count(undated_count, 'fact has', 'facts have')} no dated source: when it became known cannot be told"
    imprecise_count = sum(day is not None and _may_be_before(day, scope) for day in days)
    if imprecise_count:
        imprecise_text = format_count(imprecise_count, "fact is", "facts are")
        yield f"{imprecise_text} left out: the first source is dated too loosely, and may be of before then"


def _find_changes(
    entity: Entity, sources: Mapping[str, Source], scope: Scope
) -> Iterator[FactChange]:
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
            effect, previous_fact = _classify_effect(
                fact, sorted(earlier_facts, key=build_rank_key)
            )
            yield FactChange(entity, fact, day, effect, previous_fact)


def _is_within_span(day: Date, scope: Scope) -> bool:
    """Whether something was surely published in the span."""
    is_late_enough = scope.since is None or day.first >= scope.since.first
    return is_late_enough and (scope.until is None or day.last <= scope.until.last)


def _may_be_before(day: Date, scope: Scope) -> bool:
    """Whether it may have been published before the span as well as in it."""
    return scope.since is not None and day.first < scope.since.first <= day.last


def _is_before_span(day: Date | None, scope: Scope) -> bool:
    return day is not None and scope.since is not None and day.last < scope.since.first


def _classify_effect(fact: Fact, earlier_facts: Sequence[Fact]) -> tuple[str, Fact | None]:
    if fact.field.is_multivalued:
        same_facts = [
            earlier_fact for earlier_fact in earlier_facts if earlier_fact.value == fact.value
        ]
        return (CONFIRMS_EFFECT, same_facts[0]) if same_facts else (NEW_EFFECT, None)
    if not earlier_facts:
        return NEW_EFFECT, None
    best_fact = earlier_facts[0]
    if fact.is_unknown == best_fact.is_unknown and (
        fact.is_unknown or _is_compatible(fact, best_fact)
    ):
        return CONFIRMS_EFFECT, best_fact
    return (
        SUPERSEDES_EFFECT if build_rank_key(fact) < build_rank_key(best_fact) else DIFFERS_EFFECT
    ), best_fact


def _is_compatible(fact: Fact, earlier_fact: Fact) -> bool:
    return fact.field.is_compatible(fact.value, earlier_fact.value)


def _find_publication_date(fact: Fact, sources: Mapping[str, Source]) -> Date | None:
    """Return when the first of its sources had surely appeared."""
    return next(iter(fact.list_publication_dates(sources.get)), None)


def _build_column_specs(graph: EntityGraph) -> list[ColumnSpec[FactChange]]:
    def format_fact(fact: Fact | None) -> str | None:
        return None if fact is None else graph.format_value(fact)

    return [
        *ENTITY_COLUMNS,
        ColumnSpec(
            key="property", get_value=lambda change: change.fact.property, is_unbreakable=True
        ),
        ColumnSpec(
            key="value",
            get_value=lambda change: format_fact(change.fact),
            build_cell=lambda change: Cell(
                graph.format_value(change.fact), "", format_time_span(change.fact)
            ),
            find_citations=lambda change: change.fact.citations,
        ),
        ColumnSpec(key="how", get_value=lambda change: change.effect),
        ColumnSpec(key="before", get_value=lambda change: format_fact(change.previous_fact)),
        ColumnSpec(
            key="known",
            get_value=lambda change: change.publication_date.text,
            get_sort_key=lambda change: SortKey(number=change.publication_date.last),
            is_unbreakable=True,
        ),
        ColumnSpec(
            key="as_of", get_value=lambda change: change.fact.as_of and change.fact.as_of.text
        ),
        ColumnSpec(key="certainty", get_value=lambda change: change.fact.certainty),
        ColumnSpec(key="note", get_value=lambda change: change.fact.note or None),
        ColumnSpec(
            key="sources",
            get_value=lambda change: [str(citation) for citation in change.fact.citations],
        ),
    ]
