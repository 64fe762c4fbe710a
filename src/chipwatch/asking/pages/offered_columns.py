"""The columns to choose from of entities: those of a kind, and those that only SQL had."""

from collections.abc import Iterable, Mapping, Sequence

from ...model.answer import Json
from ...model.entity import Entity
from ...model.kind import Kind
from ..answers.column_spec import ColumnSpec, add_part_columns, build_parts_type
from ..answers.entity_columns import build_kind_columns
from ..answers.graph import EntityGraph
from ..sql.column_readers import build_column_readers


def build_offered_columns(kind: type[Kind], graph: EntityGraph) -> list[ColumnSpec[Entity]]:
    """Build the columns of a kind, then those of its table in SQL that it does not have itself.

    What a column spreads into, such as ``tpp_low``, is there alone too, but on request only.
    """
    specs = add_part_columns(build_kind_columns(kind, graph))
    own_keys = {spec.key for spec in specs}
    readers = build_column_readers(kind, graph)
    return specs + [
        ColumnSpec(key=key, get_value=read_column, is_on_request=True)
        for key, read_column in readers.items()
        if key not in own_keys
    ]


def read_ahead(specs: Iterable[ColumnSpec[Entity]], entities: Sequence[Entity]) -> None:
    """Read a value of each column on request, as one about linked entities loads them only then."""
    for spec in specs:
        if spec.is_on_request:
            for entity in entities[:1]:
                spec.read_parts(entity)


def build_common_columns(
    kinds: Sequence[type[Kind]], graph: EntityGraph
) -> list[ColumnSpec[Entity]]:
    """Build the columns of several kinds, each once; those that a kind lacks are empty for it."""
    specs_by_kind = {
        kind.name: {spec.key: spec for spec in build_offered_columns(kind, graph)} for kind in kinds
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
    """Build the column that asks the kind of each entity, and is empty for kinds without it."""

    def get_parts(entity: Entity) -> Sequence[Json] | None:
        kind_spec = specs_by_kind[entity.kind].get(spec.key)
        return kind_spec.read_parts(entity) if kind_spec else None

    def is_disputed(entity: Entity) -> bool:
        kind_spec = specs_by_kind[entity.kind].get(spec.key)
        return kind_spec is not None and kind_spec.is_disputed(entity)

    return ColumnSpec(
        key=spec.key,
        label=spec.label,
        get_value=get_parts,
        column_type=build_parts_type(spec.column_type.parts),
        is_disputed=is_disputed,
        is_on_request=spec.is_on_request,
    )
