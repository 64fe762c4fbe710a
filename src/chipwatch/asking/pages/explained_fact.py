"""The rows of the facts behind a value: their columns."""

from operator import attrgetter
from typing import NamedTuple

from ...model.answer import Json
from ...model.facts import Fact
from ...model.field_types import DATE_COLUMN
from ...model.numeric_fields import NUMBER_COLUMN
from ..answers.column_spec import ColumnSpec
from ..answers.fact_value import FACT_VALUE_COLUMN, find_fact_unit, split_fact_value
from ..answers.graph import EntityGraph
from .property_provenance import PropertyProvenance


class ExplainedFact(NamedTuple):
    """One of the facts behind a value."""

    graph: EntityGraph
    provenance: PropertyProvenance
    fact: Fact


def _split_value(item: ExplainedFact) -> object:
    return split_fact_value(item.graph, item.fact)


def _get_unit(item: ExplainedFact) -> Json:
    return find_fact_unit(item.fact)


def _get_unknown_reason(item: ExplainedFact) -> Json:
    return item.fact.value.reason if item.fact.is_unknown else None


def _is_shown(item: ExplainedFact) -> bool:
    return item.fact in item.provenance.shown_facts


def _is_rival(item: ExplainedFact) -> bool:
    return item.provenance.is_rival(item.fact)


def _list_sources(item: ExplainedFact) -> Json:
    return [str(citation) for citation in item.fact.citations]


def _get_note(item: ExplainedFact) -> Json:
    return item.fact.note or None


EXPLAINED_FACT_COLUMNS: list[ColumnSpec[ExplainedFact]] = [
    ColumnSpec(key="entity", get_value=attrgetter("fact.entity")),
    ColumnSpec(key="property", get_value=attrgetter("fact.property")),
    ColumnSpec(key="value", get_value=_split_value, column_type=FACT_VALUE_COLUMN),
    ColumnSpec(key="unit", get_value=_get_unit),
    ColumnSpec(key="unknown", get_value=_get_unknown_reason),
    ColumnSpec(key="as_of", get_value=attrgetter("fact.as_of"), column_type=DATE_COLUMN),
    ColumnSpec(key="until", get_value=attrgetter("fact.until"), column_type=DATE_COLUMN),
    ColumnSpec(key="period", get_value=attrgetter("fact.period"), column_type=DATE_COLUMN),
    ColumnSpec(key="share", get_value=attrgetter("fact.share"), column_type=NUMBER_COLUMN),
    ColumnSpec(key="certainty", get_value=attrgetter("fact.certainty")),
    ColumnSpec(key="shown", get_value=_is_shown),
    ColumnSpec(key="rival", get_value=_is_rival),
    ColumnSpec(key="sources", get_value=_list_sources),
    ColumnSpec(key="note", get_value=_get_note),
    ColumnSpec(key="path", get_value=attrgetter("fact.location.path")),
    ColumnSpec(key="line", get_value=attrgetter("fact.location.line")),
]
