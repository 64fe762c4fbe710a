"""Records: what a knowledge base returns beside entities, facts and sources."""

from typing import NamedTuple

WHOLE_NAME, NAME_PART, NAME_CODE = 0, 1, 2
"""Grades of a name key: all of a name, a part that stands for it, or a code unlike any word."""


class EntityRef(NamedTuple):
    """An entity by id, kind and name, without its facts."""

    id: str
    kind: str
    name: str


class NameEntry(NamedTuple):
    """A name of an entity: as written, and as the key that names are compared by."""

    entity: EntityRef
    text: str
    key: str
    how: str
    """What the name is: id, name, alias or pinyin."""
    grade: int = WHOLE_NAME
