"""The columns that entities of any kind can show."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from ...model.answer import Json
from ...model.entity import Entity
from ...model.facts import Citation
from ...model.field import SortKey
from ...model.field_types import Ref
from ...model.kind import AnyField, Kind
from ...model.numeric_fields import Number
from ...model.ranking import get_known_fact
from ...model.table import Cell
from .columns import ColumnSpec
from .graph import EntityGraph
from .query_options import UNKNOWN_AT_DATE
from .serialise import flatten_entity


def build_kind_columns(kind: type[Kind], graph: EntityGraph) -> list[ColumnSpec[Entity]]:
    """Every column of a kind: its names, its properties and its relations seen from here."""
    specs: list[ColumnSpec[Entity]] = [
        ColumnSpec(key="id"),
        ColumnSpec(key="kind"),
        ColumnSpec(key="name", mark="name"),
        ColumnSpec(key="aliases", label="Also"),
    ]
    for field in kind.properties.values():
        specs += [_build_property_column(graph, field, key) for key in field.list_flat_keys()]
    for name, relations in kind.collect_relations().items():
        if name not in kind.properties:
            specs.append(_build_relation_column(graph, name, relations[0].inverse.label))
    specs.append(
        ColumnSpec(
            key="disputed", get_value=lambda entity: _list_disputed_properties(graph, entity)
        )
    )
    return specs


def _list_disputed_properties(graph: EntityGraph, entity: Entity) -> list[str]:
    """The properties whose facts are at odds."""
    return [
        name for name, ranked_facts in graph.rank_facts(entity).items() if ranked_facts.is_disputed
    ]


def build_value_cell(graph: EntityGraph, entity: Entity, field: AnyField) -> Cell:
    """What is shown of a property, over which period, whether it is disputed, and what is not."""
    if field.is_multivalued and isinstance(field, Ref):
        return build_relation_cell(graph, entity, field.name)
    ranked_facts = graph.rank_facts(entity).get(field.name)
    if ranked_facts is None:
        is_unknown_at_date = field.name in graph.list_unknown_at_date(entity)
        return Cell(UNKNOWN_AT_DATE, "dim") if is_unknown_at_date else Cell("")
    text = "; ".join(graph.format_value(fact) for fact in ranked_facts.shown_facts)
    period = None if field.is_multivalued else ranked_facts.shown_facts[0].period
    asides = [period.format() if period else "", "disputed" * ranked_facts.is_disputed]
    asides = [
        ", ".join(filter(None, asides)),
        f"+{ranked_facts.hidden_count}" if ranked_facts.hidden_count else "",
    ]
    mark = "disputed" if ranked_facts.is_disputed else "dim" if not ranked_facts.is_known else ""
    return Cell(text, mark, " ".join(filter(None, asides)))


def build_relation_cell(graph: EntityGraph, entity: Entity, key: str) -> Cell:
    """The names of the entities that a relation leads to."""
    return Cell("; ".join(graph.get_name(link.entity_id) for link in graph.list_links(entity, key)))


def _make_value_getter(graph: EntityGraph, key: str) -> Callable[[Entity], Json]:
    return lambda entity: flatten_entity(graph, entity)[key]


def _build_property_column(graph: EntityGraph, field: AnyField, key: str) -> ColumnSpec[Entity]:
    if key != field.name:
        label = f"{field.label} {key.removeprefix(field.name).strip('_')}"
        return ColumnSpec(key=key, label=label, get_value=_make_value_getter(graph, key))

    def build_cell(entity: Entity) -> Cell:
        return build_value_cell(graph, entity, field)

    def list_citations(entity: Entity) -> Iterator[Citation]:
        yield from list_property_citations(graph, entity, field.name)

    def compute_sort_key(entity: Entity) -> SortKey | None:
        fact = get_known_fact(graph.rank_facts(entity), field.name)
        if fact is None:
            return None
        if isinstance(field, Ref):
            return SortKey(graph.format_value(fact).casefold())
        return field.sort_key(fact.value)

    def is_disputed(entity: Entity) -> bool:
        ranked_facts = graph.rank_facts(entity).get(field.name)
        return ranked_facts is not None and ranked_facts.is_disputed

    return ColumnSpec(
        key=key,
        label=field.label,
        get_value=_make_value_getter(graph, key),
        build_cell=build_cell,
        get_sort_key=compute_sort_key,
        is_numeric=isinstance(field, Number),
        find_citations=list_citations,
        is_disputed=is_disputed,
    )


def _build_relation_column(graph: EntityGraph, key: str, label: str) -> ColumnSpec[Entity]:
    def build_cell(entity: Entity) -> Cell:
        return build_relation_cell(graph, entity, key)

    def list_citations(entity: Entity) -> Iterator[Citation]:
        yield from list_property_citations(graph, entity, key)

    return ColumnSpec(
        key=key,
        label=label,
        get_value=_make_value_getter(graph, key),
        build_cell=build_cell,
        find_citations=list_citations,
    )


def list_property_citations(graph: EntityGraph, entity: Entity, key: str) -> Iterator[Citation]:
    """What the values shown of a property or relation rest on."""
    ranked_facts = graph.rank_facts(entity).get(key)
    facts = [*(ranked_facts.shown_facts if ranked_facts else ())]
    facts += [link.fact for link in graph.list_links(entity, key)]
    for fact in facts:
        yield from fact.citations


def build_common_columns(
    kinds: Sequence[type[Kind]], graph: EntityGraph
) -> list[ColumnSpec[Entity]]:
    """The columns of several kinds together, each once; those of another kind stay empty."""
    specs_by_kind = {
        kind.name: {spec.key: spec for spec in build_kind_columns(kind, graph)} for kind in kinds
    }
    specs_by_key = {
        key: spec for kind_specs in specs_by_kind.values() for key, spec in kind_specs.items()
    }
    if len(kinds) == 1:
        return list(specs_by_key.values())
    return [_build_optional_column(spec, specs_by_kind) for spec in specs_by_key.values()]


def _build_optional_column(
    spec: ColumnSpec[Entity], specs_by_kind: Mapping[str, Mapping[str, ColumnSpec[Entity]]]
) -> ColumnSpec[Entity]:
    """The column with nothing for entities whose kind, by the columns of each, does not have it."""

    def get_value(entity: Entity) -> Json:
        kind_spec = specs_by_kind[entity.kind].get(spec.key)
        return kind_spec.get_value(entity) if kind_spec else None

    return ColumnSpec(key=spec.key, label=spec.label, get_value=get_value)
