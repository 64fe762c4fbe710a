"""The names that kinds and properties of one's own may not have: those that mean something else."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing

from ..model.field_types import REFERENCE_COLUMN, Ref
from ..model.kind import KINDS, AnyField, Kind, Kinds
from ..model.own_kinds import (
    RESERVED_KIND_NAMES,
    RESERVED_PROPERTY_NAMES,
    OwnKind,
    OwnSchema,
    build_kinds,
)


class DeclaredNames:
    """The names that are taken so far: those of kinds, and those of the columns of each kind."""

    def __init__(self) -> None:
        self.kinds: Kinds = KINDS.bundled
        """The kinds that properties may be of, or lead to."""
        self._kind_names = set(RESERVED_KIND_NAMES)
        for kind in KINDS.bundled.values():
            self._kind_names |= {kind.name, kind.plural}
        self._columns_by_kind: dict[str, set[str]] = {}

    def add_kinds(self, own_kinds: Iterable[OwnKind]) -> None:
        """Take up the kinds that all schema files declare."""
        self.kinds = build_kinds(OwnSchema(kinds=tuple(own_kinds)))

    def claim_kind(self, *names: str) -> str:
        """Claim the names of a kind; return the first that is taken, or nothing."""
        for name in dict.fromkeys(names):
            if name in self._kind_names or _is_word_of_sql(name):
                return name
        self._kind_names.update(names)
        return ""

    def claim_property(self, kind_name: str, field: AnyField) -> str:
        """Claim the columns of a property, here and at its other end; return one that is taken."""
        claims = {kind_name: _list_columns(field)}
        if isinstance(field, Ref):
            for target in field.kinds:
                inverse_keys = REFERENCE_COLUMN.list_keys(field.inverse.name)
                claims[target] = (*claims.get(target, ()), *inverse_keys)
        for kind, keys in claims.items():
            for key in dict.fromkeys(keys):
                if key in self._get_columns(kind) or len(set(keys)) < len(keys):
                    return key
        for kind, keys in claims.items():
            self._get_columns(kind).update(keys)
        return ""

    def _get_columns(self, kind_name: str) -> set[str]:
        if kind_name not in self._columns_by_kind:
            kind = self.kinds[kind_name]
            columns = (key for field in kind.properties.values() for key in _list_columns(field))
            taken_names = {*RESERVED_PROPERTY_NAMES, *kind.list_flat_keys(), *columns}
            self._columns_by_kind[kind_name] = taken_names
        return self._columns_by_kind[kind_name]


def is_reserved_property(name: str) -> bool:
    """Tell whether no kind can have a property of this name."""
    is_attribute_of_kinds = name in Kind.__annotations__ or hasattr(Kind, name)
    return name in RESERVED_PROPERTY_NAMES or is_attribute_of_kinds or _is_word_of_sql(name)


def _list_columns(field: AnyField) -> tuple[str, ...]:
    """List the columns of a property, with that of the countries that a relation leads to."""
    countries = (f"{field.name}_country",) if isinstance(field, Ref) else ()
    keys = (field.name, *field.list_flat_keys(), *field.list_time_keys(), *countries)
    return tuple(dict.fromkeys(keys))


def _is_word_of_sql(name: str) -> bool:
    """Tell whether SQL takes a name for something else than a table or column: SQLite knows."""
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute(f"CREATE TABLE {name} ({name} TEXT)")
            connection.execute(f"SELECT {name} FROM {name} ORDER BY {name}")  # noqa: S608 - a name alone
        except sqlite3.Error:
            return True
    return False
