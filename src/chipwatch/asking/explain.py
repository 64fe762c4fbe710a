"""The schema in words: kinds, their properties, and what each property means."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..model.fields import Choice, Number, Ref
from ..model.kind import AnyField, Kind
from ..model.nearest import did_you_mean
from ..model.problem import NotFoundError, UnknownNameError
from ..model.quantity import units_of
from ..model.schema import KINDS, kind_named
from ..model.table import Answer, Cell, Column, Json, Row, Table
from .asked import HELP, Asked
from .select import Head, Rows, columns_help


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
    Head("property", "Property", lambda term: term.name, lambda term: Cell(term.name, "name")),
    Head("label", "Label", lambda term: term.label),
    Head("type", "Type", lambda term: term.type),
    Head("unit", "Unit", lambda term: term.unit or None),
    Head("cardinality", "Values", lambda term: term.cardinality),
    Head("meaning", "Meaning", lambda term: term.meaning),
    Head("stated_by", "Stated by", lambda term: term.stated_by or None),
]
_USUAL = ("property", "type", "unit", "cardinality", "meaning")


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
    return _property(kind, property_) if property_ else _kind(kind, asked)


def _kind(kind: type[Kind], asked: Asked) -> Answer:
    if asked.columns == HELP:
        return columns_help(_TERM_HEADS)
    notes = (f"a table of {kind.plural} shows: {', '.join(kind.columns)}",)
    title = f"{kind.name}: {kind.meaning}"
    return Rows(title, _TERM_HEADS, list(_terms(kind)), _USUAL, asked, notes=notes)


def _search(wanted: str, asked: Asked) -> Answer:
    if asked.columns == HELP:
        return columns_help(_TERM_HEADS)
    words = wanted.casefold().split()
    every = [term for kind in KINDS.values() for term in _terms(kind)]
    found = [term for term in every if all(word in _all_words(term) for word in words)]
    if not found:
        names = {word for term in every for word in (term.name, *term.meaning.lower().split())}
        hint = did_you_mean(wanted, sorted(names), "run chipwatch explain to list the kinds")
        raise NotFoundError(f'no property mentions "{wanted}"', hint)
    return Rows(f'"{wanted}" in the schema', _TERM_HEADS, found, ("kind", *_USUAL), asked)


def _all_words(term: Term) -> str:
    said = f"{term.name} {term.name.replace('_', ' ')} {term.label} {term.meaning} {term.unit}"
    return said.casefold()


def _property(kind: type[Kind], name: str) -> Answer:
    terms = {term.name: term for term in _terms(kind)}
    if name not in terms:
        hint = did_you_mean(name, terms, f"run chipwatch explain {kind.name} to list them")
        raise UnknownNameError(f"a {kind.name} has no property {name!r}", hint, list(terms))
    return Explained(terms[name], kind.properties.get(name))


class Explained:
    """One property in full; implements Answer."""

    def __init__(self, term: Term, field: AnyField | None) -> None:
        self.term, self.field = term, field

    def data(self) -> Json:
        """The object of the property, with its choices, units and kinds where it has them."""
        head = {head.key: head.plain(self.term) for head in _TERM_HEADS}
        return {**head, **self._more()}

    def grid(self) -> Sequence[Row]:
        """The same as one row."""
        return [{head.key: head.plain(self.term) for head in _TERM_HEADS} | self._more()]

    def tables(self) -> Sequence[Table]:
        """A card."""
        term = self.term
        lines = {
            "Label": term.label, "Meaning": term.meaning, "Type": term.type, "Unit": term.unit,
            "Also in": ", ".join(self._units()), "Values": term.cardinality,
            "Stated by": term.stated_by, "Seen from there": self._inverse(),
            "JSON keys": ", ".join(self._keys()),
        }  # fmt: skip
        rows = tuple((Cell(key, "label"), Cell(text)) for key, text in lines.items() if text)
        columns = (Column("", whole=True), Column(""))
        return [Table(f"{term.kind}.{term.name}", columns, rows, headed=False)]

    def talk(self) -> Sequence[str]:
        """Nothing: no name was guessed."""
        return ()

    def _more(self) -> dict[str, Json]:
        field = self.field
        return {
            "choices": list(field.choices) if isinstance(field, Choice) else [],
            "kinds": list(field.kinds) if isinstance(field, Ref) else [],
            "units": self._units(),
            "keys": self._keys(),
        }

    def _units(self) -> list[str]:
        number = isinstance(self.field, Number) and self.field.unit
        return [unit for unit in units_of(number) if unit != number] if number else []

    def _keys(self) -> list[str]:
        return list(self.field.flat_keys()) if self.field else [self.term.name]

    def _inverse(self) -> str:
        if not isinstance(self.field, Ref):
            return ""
        return f"{self.field.inverse.name} – {self.field.inverse.meaning}"


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
