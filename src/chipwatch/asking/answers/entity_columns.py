"""The columns that entities of any kind can show."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from ...model.answer import Json
from ...model.dates import Date
from ...model.entity import Entity
from ...model.facts import Citation, Fact
from ...model.field import ColumnPart, ColumnType, SortKey
from ...model.field_types import REFERENCE_COLUMN, Choice, Country, Day, Ref
from ...model.kind import AnyField, Kind
from ...model.numeric_fields import TIME_PART, Amount, Number
from ...model.part_type import PartType
from ...model.readable_units import choose_common_unit, convert_to_larger_unit
from ...model.table import Cell
from .column_spec import ColumnSpec, build_parts_type
from .graph import EntityGraph
from .query_options import UNKNOWN_AT_DATE
from .serialise import flatten_property
from .value_cell import DISPUTED, UNKNOWN_WORDS, build_value_cell

_SHORT_TYPES = (Amount, Choice, Country, Day)
"""The types whose values are short, and say something else if they are cut."""


def build_kind_columns(kind: type[Kind], graph: EntityGraph) -> list[ColumnSpec[Entity]]:
    """Build every column of a kind: names, properties, and relations seen from its end."""

    def list_disputed_properties(entity: Entity) -> list[str]:
        ranked_facts = graph.rank_facts(entity)
        return [name for name, property_facts in ranked_facts.items() if property_facts.is_disputed]

    specs: list[ColumnSpec[Entity]] = [
        ColumnSpec(key="id"),
        ColumnSpec(key="kind"),
        ColumnSpec(key="name", mark="name"),
        ColumnSpec(key="aliases", label="Also"),
    ]
    for field in kind.properties.values():
        specs += [_build_property_column(graph, field, suffix) for suffix in field.column_types]
    for name, relations in kind.collect_relations().items():
        if name not in kind.properties:
            specs.append(_build_relation_column(graph, name, relations[0].inverse.label))
    return [*specs, ColumnSpec(key="disputed", get_value=list_disputed_properties)]


def choose_property_unit(
    graph: EntityGraph, entities: Iterable[Entity], field: AnyField | None
) -> str:
    """Choose the unit in which a table shows the figures that entities have of a property."""
    if not isinstance(field, Number):
        return field.unit if field else ""
    all_facts = (graph.find_ranked_facts(entity, field.name) for entity in entities)
    facts = [
        fact for ranked_facts in all_facts if ranked_facts for fact in ranked_facts.shown_facts
    ]
    return choose_figure_unit(facts) or field.unit


def choose_figure_unit(facts: Sequence[Fact]) -> str:
    """Choose the unit in which a table shows figures of one property; of none the empty text."""
    numbers = [fact for fact in facts if isinstance(fact.field, Number) and not fact.is_unknown]
    if not numbers:
        return facts[0].field.unit if facts else ""
    return choose_common_unit((fact.value for fact in numbers), numbers[0].field.unit)


def build_property_cell(
    graph: EntityGraph, entity: Entity, field: AnyField, unit: str = ""
) -> Cell:
    """Build the cell of a property: its values, their period, disputes, and how many are hidden.

    Figures are in the unit of the property, or in the larger one that is given.
    """
    if field.is_multivalued and isinstance(field, Ref):
        return build_relation_cell(graph, entity, field.name)
    ranked_facts = graph.find_ranked_facts(entity, field.name)
    if ranked_facts is None:
        is_unknown_at_date = field.name in graph.list_unknown_at_date(entity)
        return Cell(UNKNOWN_AT_DATE, "dim") if is_unknown_at_date else Cell("")
    unit = unit or field.unit
    text = "; ".join(format_in_unit(graph, fact, unit) for fact in ranked_facts.shown_facts)
    time_span = None if field.is_multivalued else _find_figure_time(ranked_facts.shown_facts[0])
    remarks = [
        time_span.format() if time_span else "",
        DISPUTED if ranked_facts.is_disputed else "",
    ]
    hidden_count = f"+{ranked_facts.hidden_count}" if ranked_facts.hidden_count else ""
    remark = " ".join(filter(None, [", ".join(filter(None, remarks)), hidden_count]))
    cell = build_value_cell(
        text, [remark], is_disputed=ranked_facts.is_disputed, is_known=ranked_facts.is_known
    )
    texts = [_format_without_unit(graph, fact, unit) for fact in ranked_facts.shown_facts]
    return cell._replace(
        one_line_text=texts[0],
        one_line_annotation=time_span.abbreviate() if time_span else "",
        more_count=len(texts) - 1,
    )


def _find_figure_time(fact: Fact) -> Date | None:
    """Find the period of a figure, or the day of an amount that changes; None of the rest."""
    is_changing_amount = isinstance(fact.field, Amount) and fact.field.is_changing
    is_dated = is_changing_amount and not fact.is_unknown
    return fact.period or (fact.as_of if is_dated else None)


def build_relation_cell(graph: EntityGraph, entity: Entity, key: str) -> Cell:
    """Build the cell with the names of the entities that a relation leads to."""
    names = [graph.get_name(link.entity_id) for link in graph.list_links(entity, key)]
    return Cell(
        "; ".join(names),
        one_line_text=names[0] if names else "",
        more_count=max(len(names) - 1, 0),
    )


def format_in_unit(graph: EntityGraph, fact: Fact, unit: str) -> str:
    """Format a value; a figure in a unit that is its own or a larger one."""
    if unit == fact.field.unit or fact.is_unknown:
        return graph.format_value(fact)
    return f"{_format_without_unit(graph, fact, unit)} {unit}"


def _format_without_unit(graph: EntityGraph, fact: Fact, unit: str) -> str:
    """Format a value for a column that has the unit in its heading; nothing for no value."""
    if fact.is_unknown:
        return UNKNOWN_WORDS.get(fact.value.reason, "")
    if fact.target_id:
        return graph.format_value(fact)
    field = fact.field
    if unit == field.unit:
        return field.format_without_unit(fact.value)
    return field.format_without_unit(convert_to_larger_unit(fact.value, field.unit, unit))


def _make_parts_getter(
    graph: EntityGraph, name: str, keys: Sequence[str]
) -> Callable[[Entity], Sequence[Json]]:
    def get_parts(entity: Entity) -> Sequence[Json]:
        values = flatten_property(graph, entity, name)
        return [values[key] for key in keys]

    return get_parts


def _make_dated_getter(
    graph: EntityGraph, field: AnyField, get_parts: Callable[[Entity], Sequence[Json]]
) -> Callable[[Entity], Sequence[Json]]:
    """Add to the parts of figures the period of each, or the day as of which it holds."""

    def get_dated_parts(entity: Entity) -> Sequence[Json]:
        ranked_facts = graph.find_ranked_facts(entity, field.name)
        facts = ranked_facts.shown_facts if ranked_facts else ()
        times = [_get_time(fact) for fact in facts if not fact.is_unknown]
        time: Json = times if field.is_multivalued else next(iter(times), None)
        return [*get_parts(entity), time]

    return get_dated_parts


def _get_time(fact: Fact) -> str | None:
    time_span = fact.period or fact.as_of
    return time_span and time_span.text


def _build_parts_type(column_type: ColumnType, *, is_multivalued: bool) -> ColumnType:
    """Build the type of a column of which each part is read, as a list if it has many values."""
    parts = column_type.parts
    if is_multivalued:
        parts = tuple(ColumnPart(part.suffix, PartType.PLAIN) for part in parts)
    return build_parts_type(parts)


def _build_property_column(
    graph: EntityGraph, field: AnyField, suffix: str, unit: str = ""
) -> ColumnSpec[Entity]:
    """Build a column of a property; only that of its name has a cell of its own.

    That shows figures in the unit of the property, or in a larger one.
    """
    key = field.name + suffix
    value_type = field.column_types[suffix]
    get_value = _make_parts_getter(graph, field.name, value_type.list_keys(key))
    if not suffix and field.list_time_keys():
        value_type = value_type._replace(parts=(*value_type.parts, TIME_PART))
        get_value = _make_dated_getter(graph, field, get_value)
    column_type = _build_parts_type(value_type, is_multivalued=field.is_multivalued)

    def build_cell(entity: Entity) -> Cell:
        return build_property_cell(graph, entity, field, unit)

    def fit_to_items(entities: Sequence[Entity]) -> ColumnSpec[Entity]:
        readable_unit = choose_property_unit(graph, entities, field)
        return _build_property_column(graph, field, suffix, readable_unit)

    def list_citations(entity: Entity) -> Iterator[Citation]:
        yield from list_property_citations(graph, entity, field.name)

    if suffix:
        return ColumnSpec(
            key=key,
            label=f"{field.label} {suffix.strip('_')}",
            get_value=get_value,
            column_type=column_type,
            find_citations=list_citations,
        )

    def is_disputed(entity: Entity) -> bool:
        ranked_facts = graph.find_ranked_facts(entity, field.name)
        return ranked_facts is not None and ranked_facts.is_disputed

    return ColumnSpec(
        key=key,
        label=field.label,
        get_value=get_value,
        column_type=column_type,
        build_cell=build_cell,
        get_sort_key=_make_sort_key_getter(graph, field),
        is_numeric=isinstance(field, Number),
        is_unbreakable=isinstance(field, _SHORT_TYPES) and not field.is_multivalued,
        unit=unit or field.unit,
        find_citations=list_citations,
        is_disputed=is_disputed,
        fit_to_items=fit_to_items if isinstance(field, Number) else None,
    )


def _make_sort_key_getter(
    graph: EntityGraph, field: AnyField
) -> Callable[[Entity], SortKey | None]:
    def compute_sort_key(entity: Entity) -> SortKey | None:
        fact = graph.find_known_fact(entity, field.name)
        if fact is None:
            return None
        if isinstance(field, Ref):
            return SortKey(graph.format_value(fact).casefold())
        return field.sort_key(fact.value)

    return compute_sort_key


def _build_relation_column(graph: EntityGraph, key: str, label: str) -> ColumnSpec[Entity]:
    def build_cell(entity: Entity) -> Cell:
        return build_relation_cell(graph, entity, key)

    def list_citations(entity: Entity) -> Iterator[Citation]:
        yield from list_property_citations(graph, entity, key)

    return ColumnSpec(
        key=key,
        label=label,
        get_value=_make_parts_getter(graph, key, REFERENCE_COLUMN.list_keys(key)),
        column_type=_build_parts_type(REFERENCE_COLUMN, is_multivalued=True),
        build_cell=build_cell,
        find_citations=list_citations,
    )


def list_property_citations(graph: EntityGraph, entity: Entity, key: str) -> Iterator[Citation]:
    """List the citations of the values shown of a property or relation."""
    ranked_facts = graph.find_ranked_facts(entity, key)
    facts = [*(ranked_facts.shown_facts if ranked_facts else ())]
    facts += [link.fact for link in graph.list_links(entity, key)]
    for fact in facts:
        yield from fact.citations
