"""The shape of the documents of an export, which whoever wrote it may have got wrong.

They become fact files: what is checked here can be written and compared, and names no file outside
the folder that is written to.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ..exporting.json_lines import DETAIL_KEYS
from ..model.control_characters import find_control_character
from ..model.entity_ids import ID_FORM, is_entity_id
from ..reading.yaml_documents import MAX_NESTING_DEPTH


class _ObjectShape(NamedTuple):
    """The keys of an object: texts that it must have, texts and lists of texts that it may have."""

    noun: str
    required_texts: tuple[str, ...]
    texts: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()


_ENTITY = _ObjectShape(noun="entity", required_texts=("id", "kind", "name"), lists=("aliases",))
_FACT = _ObjectShape(
    noun="fact",
    required_texts=("property",),
    texts=("value", "unknown", *DETAIL_KEYS),
    lists=("looked_in", "sources"),
)
_CLAIM = _ObjectShape(
    noun="claim",
    required_texts=("id",),
    texts=("paragraph", "says", "stance", "verdict", "why"),
    lists=("sources",),
)


def check_document(document: object) -> None:
    """Check that a document is as an export has it; raises ValueError with what is not."""
    entity = _check_object(document, _ENTITY)
    if not is_entity_id(entity["id"]):
        raise ValueError(f"{entity['id']!r} cannot be an id: use {ID_FORM}")
    for item in _iter_items(entity, "facts"):
        fact = _check_object(item, _FACT)
        if "value" not in fact and "unknown" not in fact:
            raise ValueError(f"a fact on {fact['property']} has no value")
    for item in _iter_items(entity, "claims"):
        _check_object(item, _CLAIM)
    for item in _iter_items(entity, "rule"):
        _check_tree(item, MAX_NESTING_DEPTH)


def _check_object(value: object, shape: _ObjectShape) -> Mapping[str, Any]:
    """Check an object of a shape, and return it."""
    if not isinstance(value, Mapping):
        raise ValueError(f"one {shape.noun} is no object")  # noqa: TRY004 - a value of a file
    for key in shape.required_texts:
        if key not in value:
            raise ValueError(f"one {shape.noun} has no {key}")
    for key in (*shape.required_texts, *shape.texts):
        _check_text(key, value.get(key, ""))
    for key in shape.lists:
        for item in _iter_items(value, key):
            _check_text(key, item)
    return value


def _check_text(key: str, value: object) -> None:
    if not isinstance(value, str):
        raise ValueError(f"{key} holds what is no text")  # noqa: TRY004 - a value of a file
    if control_match := find_control_character(value):
        raise ValueError(f"{key} has the control character U+{ord(control_match[0]):04X}")


def _iter_items(holder: Mapping[str, Any], key: str) -> Iterator[Any]:
    """Give the items of the list under a key that may be missing."""
    items = holder.get(key, [])
    if not isinstance(items, list):
        raise ValueError(f"{key} is no list")  # noqa: TRY004 - a value of a file
    yield from items


def _check_tree(tree: object, depth: int) -> None:
    """Check a rule: mappings and lists within one another, with texts in them."""
    if not depth:
        raise ValueError("a rule is nested too deeply")
    if isinstance(tree, Mapping):
        for key, value in tree.items():
            _check_text("rule", key)
            _check_tree(value, depth - 1)
    elif isinstance(tree, list):
        for item in tree:
            _check_tree(item, depth - 1)
    else:
        _check_text("rule", tree)
