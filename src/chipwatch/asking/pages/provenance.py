"""Explain why a value is shown: every fact of a property with sources, dates and rivals."""

from collections.abc import Sequence
from operator import attrgetter

from ...model.answer import Answer
from ...model.corrections import WithdrawnFact
from ...model.entity import Entity
from ...model.kind_wording import build_property_error
from ...model.problem import NotFoundError
from ...model.property_names import find_property_key
from ...store.knowledge_base import KnowledgeBase
from ..answers.column_choice import pick_columns, sort_items
from ..answers.column_spec import ColumnSpec
from ..answers.columns import build_columns_help
from ..answers.entity_match import EntityMatch
from ..answers.graph import EntityGraph
from ..answers.query_options import HELP_REQUEST, QueryOptions
from ..naming.resolver import resolve
from .property_provenance import PropertyProvenance
from .provenance_answer import ProvenanceAnswer


def explain_property_values(
    base: KnowledgeBase, name: str, property_name: str, options: QueryOptions
) -> Answer:
    """Explain one property of an entity, or all of them, by every fact.

    Raises the errors of names; UnknownNameError for a property that its kind does not have, and
    NotFoundError for one that nothing is known of.
    """
    match = resolve(base, name, exact=options.exact, takes_words=True)
    (entity,) = base.load_entities([match.entity.id])
    graph = EntityGraph(base, [entity])
    keys = entity.kind_class.collect_labels()
    property_name = find_property_key(property_name, keys) or property_name
    specs = [ColumnSpec[None](key=key, label=label) for key, label in keys.items()]
    if HELP_REQUEST in ((property_name,), options.columns):
        return build_columns_help(specs)
    chosen_keys = (
        [property_name]
        if property_name
        else [spec.key for spec in pick_columns(specs, options.columns)]
    )
    _check_property_names(entity, chosen_keys, keys)
    withdrawn_facts = base.load_withdrawn_facts(entity.id)
    provenances = _list_provenances(graph, entity, chosen_keys or list(keys), withdrawn_facts)
    if not provenances:
        hint = f"run chipwatch show {entity.id} to see what is known of it" if chosen_keys else ""
        subject = ": ".join(text for text in (entity.name, ", ".join(chosen_keys)) if text)
        date_text = f" {base.time_filter.query_dates}" if base.time_filter else ""
        raise NotFoundError(f"nothing is known of {subject}{date_text}", hint)
    graph.add_sources(
        citation.source
        for fact, correction in withdrawn_facts
        for citation in (*fact.citations, *correction.citations)
    )
    graph.load()
    return ProvenanceAnswer(
        graph, match, sort_items(_SORT_COLUMNS, provenances, options.sort), options.limit
    )


def explain_entity(graph: EntityGraph, entity: Entity, match: EntityMatch) -> ProvenanceAnswer:
    """Explain all properties of an entity of a graph, which is loaded with all sources."""
    withdrawn_facts = graph.base.load_withdrawn_facts(entity.id)
    keys = list(entity.kind_class.collect_labels())
    provenances = _list_provenances(graph, entity, keys, withdrawn_facts)
    return ProvenanceAnswer(graph, match, provenances, None)


def _list_provenances(
    graph: EntityGraph,
    entity: Entity,
    keys: Sequence[str],
    withdrawn_facts: Sequence[WithdrawnFact],
) -> list[PropertyProvenance]:
    """List the properties of which anything is known, or was in an earlier layer."""
    provenances = (_build_provenance(graph, entity, key, withdrawn_facts) for key in keys)
    return [
        provenance for provenance in provenances if provenance.facts or provenance.withdrawn_facts
    ]


def _count_facts(provenance: PropertyProvenance) -> int:
    return len(provenance.facts)


_SORT_COLUMNS: list[ColumnSpec[PropertyProvenance]] = [
    ColumnSpec(key="property", get_value=attrgetter("key")),
    ColumnSpec(key="label"),
    ColumnSpec(key="facts", get_value=_count_facts),
    ColumnSpec(key="disputed", get_value=attrgetter("is_disputed")),
]
"""The columns that explained properties can be sorted by."""


def _check_property_names(
    entity: Entity, property_names: Sequence[str], keys: dict[str, str]
) -> None:
    for key in property_names:
        if key not in keys:
            raise build_property_error(entity.kind_class, key, keys)


def _build_provenance(
    graph: EntityGraph, entity: Entity, key: str, withdrawn_facts: Sequence[WithdrawnFact]
) -> PropertyProvenance:
    ranked_facts = graph.find_ranked_facts(entity, key)
    own_facts = ranked_facts.facts if ranked_facts else ()
    incoming_facts = [
        link.fact for link in graph.list_links(entity, key) if link.fact not in own_facts
    ]
    shown_facts = (*(ranked_facts.shown_facts if ranked_facts else ()), *incoming_facts)
    label, meaning = _describe_property(entity, key)
    return PropertyProvenance(
        key=key,
        label=label,
        meaning=meaning,
        facts=(*own_facts, *incoming_facts),
        shown_facts=shown_facts,
        is_disputed=bool(ranked_facts and ranked_facts.is_disputed),
        withdrawn_facts=tuple(
            withdrawn_fact
            for withdrawn_fact in withdrawn_facts
            if withdrawn_fact.fact.property == key
        ),
    )


def _describe_property(entity: Entity, key: str) -> tuple[str, str]:
    field = entity.kind_class.properties.get(key)
    if field is not None:
        return field.label, field.meaning
    inverse = entity.kind_class.collect_relations()[key][0].inverse
    return inverse.label, inverse.meaning
