"""Kinds and properties that a base declares itself: as plain values, and as the kinds they make.

A declaration is read from a schema file, kept in the snapshot as JSON, and built into classes like
those of the package. Those of one base know nothing of another's.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from json import dumps, loads
from types import new_class
from typing import Any, NamedTuple

from .field import Cardinality, Inverse
from .field_types import Choice, Country, Day, Ref, Text, Url
from .kind import KINDS, AnyField, HeadContent, HeadLine, Kind, Kinds
from .numeric_fields import Amount, Number

RESERVED_KIND_NAMES = (
    # the commands
    *("show", "compare", "search", "resolve", "why", "report", "controls", "whatif", "party"),
    *("sql", "timeline", "changes", "total", "conflicts", "stats", "explain", "check", "export"),
    *("import", "diff", "completion", "help", "init", "new", "add", "fmt", "related", "path"),
    *("exposure", "series", "chart", "site", "mcp"),
    # the tables of SQL and of exports, and the words for all kinds and for our own facts
    *("alias", "citation", "column_meaning", "entity", "fact", "all", "bundled", "data", "seeds"),
)
"""What no kind of one's own may be called, as commands, tables or folders are."""
RESERVED_PROPERTY_NAMES = (
    *("id", "kind", "name", "aliases", "sources", "facts", "claims", "rule", "match", "moment"),
    *("receipt", "cited", "disputed", "year", "entity", "answer", "rows", "complete", "withdrawn"),
)
"""What no property of one's own may be called, as keys of fact files and of answers are."""
_COMMON_COLUMNS = ("name", Kind.summary.name)
MAX_HEAD_LINES = 8
"""Lines in the head of a page of such a kind, as many as of those of the package."""


class OwnType(StrEnum):
    """The types of value that a property of one's own may have."""

    TEXT = "text"
    URL = "url"
    COUNTRY = "country"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    CHOICE = "choice"
    REFERENCE = "reference"


class OwnProperty(NamedTuple):
    """A property as a schema file declares it."""

    kind: str
    name: str
    type: str
    """One of ``OwnType``."""
    label: str
    meaning: str
    values: str = Cardinality.ONE.value
    """One of ``Cardinality``."""
    section: str = ""
    """The heading of a page that it stands under; empty for the first."""
    unit: str = ""
    signed: bool = False
    choices: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    """The kinds that a reference leads to."""
    inverse: tuple[str, ...] = ()
    """The name, label and meaning of a reference at its other end."""


class OwnKind(NamedTuple):
    """A kind as a schema file declares it."""

    name: str
    plural: str
    meaning: str
    help: str
    columns: tuple[str, ...] = ()
    """The properties that its listing shows; empty for all."""
    begins: bool = False
    """Whether its entities begin on a day, as events do."""


class OwnSchema(NamedTuple):
    """What all schema files of a base declare."""

    kinds: tuple[OwnKind, ...] = ()
    properties: tuple[OwnProperty, ...] = ()

    def to_json(self) -> str:
        """Write it as JSON, for the snapshot."""
        return dumps([[*map(tuple, self.kinds)], [*map(tuple, self.properties)]])

    @classmethod
    def from_json(cls, text: str) -> "OwnSchema":
        """Read it from JSON."""
        kinds, properties = loads(text)
        return cls(
            kinds=tuple(OwnKind._make(map(_to_tuple, kind)) for kind in kinds),
            properties=tuple(OwnProperty._make(map(_to_tuple, field)) for field in properties),
        )


def _to_tuple(value: Any) -> Any:  # noqa: ANN401 - a part of a declaration
    return tuple(value) if isinstance(value, list) else value


@lru_cache(maxsize=16)
def build_kinds(schema: OwnSchema) -> Kinds:
    """Build the kinds of the package with the properties added to them, and those declared.

    Each is a class of its own, so that relations among them are known to them alone. Bases that
    declare the same have the same classes.
    """
    if not any(schema):
        return KINDS.bundled
    kinds: Kinds = {}
    fields_by_kind = _build_fields(schema.properties)
    for kind in KINDS.bundled.values():
        fields = fields_by_kind.get(kind.name, {})
        sections = dict.fromkeys((*kind.sections, *_list_sections(fields.values())))
        _declare_kind(kind.__name__, kind, kinds, {**fields, "sections": tuple(sections)})
    for own_kind in schema.kinds:
        fields = fields_by_kind.get(own_kind.name, {})
        _declare_kind(own_kind.name, Kind, kinds, _describe_kind(own_kind, fields))
    return kinds


def build_field(declaration: OwnProperty) -> AnyField:
    """Build the property of a declaration, which has been checked."""
    return _FIELD_BUILDERS[OwnType(declaration.type)](
        declaration,
        {
            "label": declaration.label,
            "meaning": declaration.meaning,
            "section": declaration.section or _find_first_section(declaration.kind),
            "cardinality": Cardinality(declaration.values),
        },
    )


def _find_first_section(kind: str) -> str:
    return KINDS.bundled.get(kind, Kind).sections[0]


def _build_inverse(declaration: OwnProperty) -> Inverse:
    name, label, meaning = declaration.inverse
    section = _find_first_section(declaration.to[0])
    return Inverse(name=name, label=label, meaning=meaning, section=section)


def _build_fields(declarations: Iterable[OwnProperty]) -> dict[str, dict[str, AnyField]]:
    """Build the properties of each kind, by their names."""
    fields_by_kind: dict[str, dict[str, AnyField]] = {}
    for declaration in declarations:
        fields = fields_by_kind.setdefault(declaration.kind, {})
        fields[declaration.name] = build_field(declaration)
    return fields_by_kind


def _list_sections(fields: Iterable[AnyField]) -> list[str]:
    return [field.section for field in fields]


def _describe_kind(own_kind: OwnKind, fields: Mapping[str, AnyField]) -> dict[str, object]:
    """Describe a kind by the attributes that its class has."""
    names = {*_COMMON_COLUMNS, *fields}
    columns = tuple(filter(names.__contains__, own_kind.columns)) or ("name", *fields)
    head_lines = [
        HeadLine(
            label=field.label,
            keys=name,
            content=HeadContent.NAMES if isinstance(field, Ref) else HeadContent.VALUES,
        )
        for name in columns
        if (field := fields.get(name))
    ]
    return {
        **fields,
        "plural": own_kind.plural,
        "meaning": own_kind.meaning,
        "command_help": own_kind.help,
        "columns": columns,
        "has_start_date": own_kind.begins,
        "page_head": (*head_lines[:MAX_HEAD_LINES], HeadLine("Facts", content=HeadContent.COUNTS)),
        "sections": tuple(dict.fromkeys((*Kind.sections, *_list_sections(fields.values())))),
        "__doc__": own_kind.meaning,
    }


def _declare_kind(
    name: str, base: type[Kind], kinds: Kinds, attributes: Mapping[str, object]
) -> None:
    """Declare the class of a kind among others."""

    def fill_namespace(namespace: dict[str, object]) -> None:
        namespace.update(attributes)

    new_class(name, (base,), {"kinds": kinds}, fill_namespace)


Settings = dict[str, Any]
_FIELD_BUILDERS: Mapping[OwnType, Callable[[OwnProperty, Settings], AnyField]] = {
    OwnType.TEXT: lambda _, settings: Text(**settings),
    OwnType.URL: lambda _, settings: Url(**settings),
    OwnType.COUNTRY: lambda _, settings: Country(**settings),
    OwnType.DATE: lambda _, settings: Day(**settings),
    OwnType.NUMBER: lambda declaration, settings: Number(
        unit=declaration.unit, signed=declaration.signed, **settings
    ),
    OwnType.MONEY: lambda declaration, settings: Amount(signed=declaration.signed, **settings),
    OwnType.CHOICE: lambda declaration, settings: Choice(choices=declaration.choices, **settings),
    OwnType.REFERENCE: lambda declaration, settings: Ref(
        kinds=declaration.to, inverse=_build_inverse(declaration), **settings
    ),
}
