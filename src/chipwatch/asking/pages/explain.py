"""The schema in words: kinds, their properties, and what each property means."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...model.fields import Choice, Number, Ref
from ...model.kind import AnyField, Kind
from ...model.naming import words
from ...model.nearest import did_you_mean
from ...model.problem import NotFoundError
from ...model.quantity import units_of
from ...model.schema import KINDS, kind_named, no_property
from ...model.table import Answer, Cell, Column, Json, Row, Table
from ..asked import HELP, Asked
from ..select import Head, Rows, as_text, columns_help, pick


class Term(NamedTuple):
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


_KIND_HEADS: list[Head[type[Kind]]] = [
    Head("kind", "Kind", lambda kind: kind.name, lambda kind: Cell(kind.name, "name")),
    Head("plural", "Plural", lambda kind: kind.plural),
    Head("meaning", "Meaning", lambda kind: kind.meaning),
    Head("columns", "Columns", lambda kind: kind.columns),
    Head("properties", "Properties", lambda kind: [*kind.properties, *_inverse_names(kind)]),
]
_TERM_HEADS: list[Head[Term]] = [
    Head("kind", "Kind", lambda term: term.kind),
    Head(
        "property", "Property", lambda term: term.name, lambda term: Cell(term.name, "name"),
        column=Column("Property", whole=True),
    ),
    Head("label", "Label", lambda term: term.label),
    Head("meaning", "Meaning", lambda term: term.meaning),
    Head("type", "Type", lambda term: term.type, lambda term: Cell(_short(term.type))),
    Head("unit", "Unit", lambda term: term.unit or None),
    Head("cardinality", "Values", lambda term: term.cardinality),
    Head("stated_by", "Stated by", lambda term: term.stated_by or None),
]  # fmt: skip
_USUAL = ("property", "type", "unit", "cardinality", "meaning")
_SAID_ELSEWHERE = ("kind", "property", "choices", "kinds")
"""What the page of a property has in its title and its type."""


def explain(topic: str, wanted: str, asked: Asked) -> Answer:
    """All kinds, one kind, one property, or whatever mentions the words wanted.

    Raises UnknownNameError with the nearest names, NotFoundError where no term mentions them.
    """
    if wanted:
        return _search(wanted, asked)
    if not topic:
        if asked.columns == HELP:
            return columns_help(_KIND_HEADS)
        return Rows("Kinds", _KIND_HEADS, list(KINDS.values()), ("kind", "meaning"), asked)
    name, _, property_ = topic.partition(".")
    kind = kind_named(name)
    return _property(kind, property_, asked) if property_ else _kind(kind, asked)


def _short(type_: str) -> str:
    """A type without the forms it takes, which the page of a property has; but with its words."""
    word = type_.partition(":")[0]
    return type_ if word == Choice.type_name else word


def _kind(kind: type[Kind], asked: Asked) -> Answer:
    if asked.columns == HELP:
        return columns_help(_TERM_HEADS)
    notes = (f"a table of {kind.plural} shows: {', '.join(kind.columns)}",)
    title = f"{kind.name}: {kind.meaning}"
    return Rows(title, _TERM_HEADS, list(_terms(kind)), _USUAL, asked, notes=notes)


def _search(wanted: str, asked: Asked) -> Answer:
    if asked.columns == HELP:
        return columns_help(_TERM_HEADS)
    parts = wanted.casefold().split()
    every = [term for kind in KINDS.values() for term in _terms(kind)]
    found = [term for term in every if all(part in _all_words(term) for part in parts)]
    if not found:
        names = {word for term in every for word in (term.name, *words(term.meaning))}
        hint = did_you_mean(wanted, sorted(names), "run chipwatch explain to list the kinds")
        raise NotFoundError(f'no property mentions "{wanted}"', hint)
    return Rows(f'"{wanted}" in the schema', _TERM_HEADS, found, ("kind", *_USUAL), asked)


def _all_words(term: Term) -> str:
    said = f"{term.name} {term.name.replace('_', ' ')} {term.label} {term.meaning} {term.unit}"
    return said.casefold()


def _property(kind: type[Kind], name: str, asked: Asked) -> Answer:
    terms = {term.name: term for term in _terms(kind)}
    if name not in terms:
        raise no_property(kind, name, terms)
    heads = [*_TERM_HEADS, *_more_heads(kind, kind.properties.get(name))]
    if asked.columns == HELP:
        return columns_help(heads)
    return Explained(terms[name], heads, pick(heads, asked.columns))


class Explained:
    """One property in full; implements Answer."""

    def __init__(
        self, term: Term, heads: Sequence[Head[Term]], chosen: Sequence[Head[Term]]
    ) -> None:
        self.term = term
        self.heads = chosen or heads
        self.usual = chosen or [head for head in heads if head.key not in _SAID_ELSEWHERE]

    def data(self) -> Json:
        """The object of the property, with its choices, units and kinds where it has them."""
        return self.grid()[0]

    def grid(self) -> Sequence[Row]:
        """The same as one row."""
        return [{head.key: head.plain(self.term) for head in self.heads}]

    def tables(self) -> Sequence[Table]:
        """A card, without the lines that have nothing to say."""
        lines = {head.label: as_text(head.plain(self.term)) for head in self.usual}
        rows = tuple((Cell(key, "label"), Cell(text)) for key, text in lines.items() if text)
        columns = (Column("Property", whole=True), Column("Value"))
        return [Table(f"{self.term.kind}.{self.term.name}", columns, rows, headed=False)]

    def talk(self) -> Sequence[str]:
        """Nothing: no name was guessed."""
        return ()


def _more_heads(kind: type[Kind], field: AnyField | None) -> list[Head[Term]]:
    """What only the page of a property says; nothing is declared of a relation's other end."""
    choices = list(field.choices) if isinstance(field, Choice) else []
    kinds = list(field.kinds) if isinstance(field, Ref) else []
    inverse = field.inverse.name if isinstance(field, Ref) else None
    unit = field.unit if isinstance(field, Number) else ""
    months = kind.half_life(field.name) if field else None
    units = [other for other in units_of(unit) if other != unit]
    return [
        Head("choices", "Choices", lambda _: choices),
        Head("kinds", "Kinds", lambda _: kinds),
        Head("inverse", "Seen from there", lambda _: inverse),
        Head("units", "Also in", lambda _: units),
        Head("half_life", "Half-life in months", lambda _: months),
        Head("keys", "JSON keys", lambda term: field.flat_keys() if field else [term.name]),
    ]


def _terms(kind: type[Kind]) -> Iterator[Term]:
    for name, field in kind.properties.items():
        yield Term(
            kind.name, name, field.label, field.type_text, field.unit, field.cardinality.value,
            field.meaning, "",
        )  # fmt: skip
    for name in _inverse_names(kind):
        relations = kind.relations()[name]
        stated = ", ".join(f"{one.kind}.{one.field.name}" for one in relations)
        kinds = " or ".join(dict.fromkeys(one.kind for one in relations))
        inverse = relations[0].inverse
        yield Term(kind.name, name, inverse.label, kinds, "", "many", inverse.meaning, stated)


def _inverse_names(kind: type[Kind]) -> list[str]:
    return [name for name in kind.relations() if name not in kind.properties]
