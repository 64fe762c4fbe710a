"""Explain the schema: kinds, their properties, and the meaning of each property."""

from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from ...model.answer import Answer, Json, Row
from ...model.field import Cardinality
from ...model.field_types import REFERENCE_COLUMN, Choice, Ref
from ...model.kind import Kind, is_kind_name
from ...model.kind_wording import build_property_error
from ...model.normalise import split_words
from ...model.numeric_fields import Number
from ...model.problem import NotFoundError, UnknownNameError
from ...model.property_names import find_property_key
from ...model.schema import KINDS, find_kind
from ...model.suggest import suggest_nearest
from ...model.table import Cell, Column, Layout, Table
from ...model.units import find_unit_factors
from ..answers.column_choice import pick_columns
from ..answers.column_spec import ColumnSpec, build_rows, format_json_value
from ..answers.columns import RowsAnswer, RowsSettings, build_columns_help
from ..answers.query_options import HELP_REQUEST, QueryOptions


class SchemaTerm(NamedTuple):
    """A property of a kind, or a relation as it reads from the end it points to."""

    kind: str
    name: str
    label: str
    type: str
    unit: str
    cardinality: str
    meaning: str
    stated_by: str
    """For a relation seen from its other end, the property that states it."""


def _list_all_names(kind: type[Kind]) -> list[str]:
    """List the properties of a kind and the relations seen from its end."""
    return [*kind.properties, *_list_inverse_names(kind)]


def _build_type_cell(term: SchemaTerm) -> Cell:
    return Cell(_shorten_type(term.type))


def _get_unit(term: SchemaTerm) -> str | None:
    return term.unit or None


def _get_stating_property(term: SchemaTerm) -> str | None:
    return term.stated_by or None


MEANING_WIDTH = 34
"""Characters that a meaning gets at least on a terminal: most of a usual one."""
_KIND_COLUMNS: list[ColumnSpec[type[Kind]]] = [
    ColumnSpec(key="kind", get_value=attrgetter("name"), mark="name"),
    ColumnSpec(key="plural"),
    ColumnSpec(key="meaning"),
    ColumnSpec(key="columns"),
    ColumnSpec(key="properties", get_value=_list_all_names),
]
_TERM_COLUMNS: list[ColumnSpec[SchemaTerm]] = [
    ColumnSpec(key="kind"),
    ColumnSpec(key="property", get_value=attrgetter("name"), mark="name", is_unbreakable=True),
    ColumnSpec(key="label"),
    ColumnSpec(key="meaning", min_width=MEANING_WIDTH),
    ColumnSpec(key="type", build_cell=_build_type_cell),
    ColumnSpec(key="unit", get_value=_get_unit),
    ColumnSpec(key="cardinality", label="Values"),
    ColumnSpec(key="stated_by", get_value=_get_stating_property),
]
_DEFAULT_COLUMNS = ("property", "type", "meaning", "unit", "cardinality")
_COLUMNS_SHOWN_ELSEWHERE = ("kind", "property", "choices", "kinds")
"""The columns that the page of a property leaves out: its title or type has them."""


def explain_schema(topic: str, search_text: str, options: QueryOptions) -> Answer:
    """Explain all kinds, one kind, one property, or search for words.

    Raises UnknownNameError with the nearest names, NotFoundError where no term mentions them.
    """
    if search_text:
        return _search_terms(search_text, options)
    if not topic:
        if options.columns == HELP_REQUEST:
            return build_columns_help(_KIND_COLUMNS)
        return RowsAnswer(
            _KIND_COLUMNS,
            list(KINDS.values()),
            options,
            RowsSettings(title="Kinds", default_keys=("kind", "meaning")),
        )
    name, _, property_ = topic.partition(".")
    if not (property_ or is_kind_name(name)):
        return _explain_bare_property(name, options)
    kind = find_kind(name)
    return (
        _explain_property(kind, property_, options) if property_ else _explain_kind(kind, options)
    )


def _shorten_type(type_text: str) -> str:
    """Leave out the forms of a type, which the page of a property has, but not its choices."""
    type_name = type_text.partition(":")[0]
    return type_text if type_name == Choice.type_name else type_name


def _explain_kind(kind: type[Kind], options: QueryOptions) -> Answer:
    if options.columns == HELP_REQUEST:
        return build_columns_help(_TERM_COLUMNS)
    notes = (f"a table of {kind.plural} shows: {', '.join(kind.columns)}",)
    title = f"{kind.name}: {kind.meaning}"
    return RowsAnswer(
        _TERM_COLUMNS,
        list(_iter_terms(kind)),
        options,
        RowsSettings(title=title, default_keys=_DEFAULT_COLUMNS, notes=notes),
    )


def _explain_bare_property(name: str, options: QueryOptions) -> Answer:
    """Explain the property of whichever kind has it, by name or label; list those of several.

    Raises UnknownNameError with the nearest kinds, properties, or the way to search.
    """
    all_terms = [term for kind in KINDS.values() for term in _iter_terms(kind)]
    terms = [term for term in all_terms if term.name == name] or [
        term for kind in KINDS.values() for term in _find_term(kind, name)
    ]
    if not terms:
        names = (*KINDS, *dict.fromkeys(term.name for term in all_terms))
        search_hint = f"chipwatch explain --search {name} looks in meanings"
        hint = suggest_nearest(name, names, f"the kinds are {', '.join(KINDS)}")
        message = f"there is no kind and no property {name!r}"
        raise UnknownNameError(message, f"{hint} {search_hint}", names)
    if len(terms) == 1:
        return _explain_property(find_kind(terms[0].kind), terms[0].name, options)
    if options.columns == HELP_REQUEST:
        return build_columns_help(_TERM_COLUMNS)
    settings: RowsSettings[SchemaTerm] = RowsSettings(
        title=f"{name}, a property of {len(terms)} kinds",
        default_keys=("kind", *_DEFAULT_COLUMNS),
        notes=(f"chipwatch explain {terms[0].kind}.{terms[0].name} says more",),
    )
    return RowsAnswer(_TERM_COLUMNS, terms, options, settings)


def _search_terms(search_text: str, options: QueryOptions) -> Answer:
    if options.columns == HELP_REQUEST:
        return build_columns_help(_TERM_COLUMNS)
    search_words = search_text.casefold().split()
    all_terms = [term for kind in KINDS.values() for term in _iter_terms(kind)]
    matching_terms = [
        term
        for term in all_terms
        if all(search_word in _join_term_texts(term) for search_word in search_words)
    ]
    if not matching_terms:
        suggestible_words = {
            word for term in all_terms for word in (term.name, *split_words(term.meaning))
        }
        hint = suggest_nearest(
            search_text, sorted(suggestible_words), "run chipwatch explain to list the kinds"
        )
        raise NotFoundError(f'no property mentions "{search_text}"', hint)
    return RowsAnswer(
        _TERM_COLUMNS,
        matching_terms,
        options,
        RowsSettings(
            title=f'"{search_text}" in the schema', default_keys=("kind", *_DEFAULT_COLUMNS)
        ),
    )


def _join_term_texts(term: SchemaTerm) -> str:
    term_text = f"{term.name} {term.name.replace('_', ' ')} {term.label} {term.meaning} {term.unit}"
    return term_text.casefold()


def _find_term(kind: type[Kind], name: str) -> Iterator[SchemaTerm]:
    """Find the property of a kind that a name means; nothing where it means none."""
    key = find_property_key(name, {term.name: term.label for term in _iter_terms(kind)})
    yield from (term for term in _iter_terms(kind) if term.name == key)


def _explain_property(kind: type[Kind], name: str, options: QueryOptions) -> Answer:
    term = next(_find_term(kind, name), None)
    if term is None:
        names = [other_term.name for other_term in _iter_terms(kind)]
        raise build_property_error(kind, name, names)
    specs = [*_TERM_COLUMNS, *_build_property_columns(kind, term.name)]
    if options.columns == HELP_REQUEST:
        return build_columns_help(specs)
    return PropertyAnswer(term, specs, pick_columns(specs, options.columns))


class PropertyAnswer(Answer):
    """One property in full."""

    def __init__(
        self,
        term: SchemaTerm,
        specs: Sequence[ColumnSpec[SchemaTerm]],
        chosen_specs: Sequence[ColumnSpec[SchemaTerm]],
    ) -> None:
        self.term = term
        self.specs = chosen_specs or specs
        self.card_specs = chosen_specs or [
            spec for spec in specs if spec.key not in _COLUMNS_SHOWN_ELSEWHERE
        ]

    def to_data(self) -> Json:
        """Build the object of the property, with choices, units and kinds where it has them."""
        return self.to_rows()[0]

    def to_rows(self) -> Sequence[Row]:
        """Build the same as one row."""
        return build_rows(self.specs, [self.term])

    def to_tables(self) -> Sequence[Table]:
        """Build a card without empty lines."""
        text_by_label = {
            spec.label: format_json_value(spec.read_value(self.term)) for spec in self.card_specs
        }
        rows = tuple(
            (Cell(key, "label"), Cell(text)) for key, text in text_by_label.items() if text
        )
        columns = (Column("Property", is_unbreakable=True), Column("Value"))
        title = f"{self.term.kind}.{self.term.name}"
        return [Table(title, columns, rows, has_headings=False, layout=Layout.CARD)]


def _make_constant(value: Json) -> Callable[[SchemaTerm], Json]:
    """Make a getter that gives the same value for every term."""

    def get_value(_: SchemaTerm) -> Json:
        return value

    return get_value


def _build_property_columns(kind: type[Kind], name: str) -> list[ColumnSpec[SchemaTerm]]:
    """Build the columns of a property's page; a relation seen from its end declares nothing."""
    field = kind.properties.get(name)
    choices = list(field.choices) if isinstance(field, Choice) else []
    kinds = list(field.kinds) if isinstance(field, Ref) else []
    inverse = field.inverse.name if isinstance(field, Ref) else None
    unit = field.unit if isinstance(field, Number) else ""
    months = kind.find_half_life(name) if field else None
    keys = [*(field.list_flat_keys() if field else REFERENCE_COLUMN.list_keys(name))]
    keys += field.list_time_keys() if field else ()
    units = [other_unit for other_unit in find_unit_factors(unit) if other_unit != unit]
    return [
        ColumnSpec(key="choices", get_value=_make_constant(choices)),
        ColumnSpec(key="kinds", get_value=_make_constant(kinds)),
        ColumnSpec(key="inverse", label="Seen from there", get_value=_make_constant(inverse)),
        ColumnSpec(key="units", label="Also in", get_value=_make_constant(units)),
        ColumnSpec(key="half_life", label="Half-life in months", get_value=_make_constant(months)),
        ColumnSpec(key="keys", label="JSON keys", get_value=_make_constant(keys)),
    ]


def _iter_terms(kind: type[Kind]) -> Iterator[SchemaTerm]:
    for name, field in kind.properties.items():
        yield SchemaTerm(
            kind=kind.name,
            name=name,
            label=field.label,
            type=field.type_description,
            unit=field.unit,
            cardinality=field.cardinality.value,
            meaning=field.meaning,
            stated_by="",
        )
    for name in _list_inverse_names(kind):
        relations = kind.collect_relations()[name]
        stating_properties = ", ".join(
            f"{relation.kind}.{relation.field.name}" for relation in relations
        )
        kinds = " or ".join(dict.fromkeys(relation.kind for relation in relations))
        inverse = relations[0].inverse
        yield SchemaTerm(
            kind=kind.name,
            name=name,
            label=inverse.label,
            type=kinds,
            unit="",
            cardinality=Cardinality.MANY.value,
            meaning=inverse.meaning,
            stated_by=stating_properties,
        )


def _list_inverse_names(kind: type[Kind]) -> list[str]:
    return [name for name in kind.collect_relations() if name not in kind.properties]
