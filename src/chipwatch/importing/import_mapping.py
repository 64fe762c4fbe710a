"""Mappings: which column of a table becomes which property, in what unit, from which source."""

import re
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

from ..model.entity_ids import ID_FORM, is_entity_id
from ..model.facts import CERTAINTIES
from ..model.kind import Kind
from ..model.kind_wording import build_property_error
from ..model.problem import ChipwatchError, UsageError
from ..model.schema import find_kind
from ..reading.file_content import RejectedFileError
from ..reading.yaml_documents import MappingNode, Node, ScalarNode, SequenceNode, parse_documents

SHIPPED_MAPPINGS = Path(__file__).parent / "mappings"
"""The folder of the mappings that come with the package, which files are found by their names."""
_MAPPING_KEYS = (
    "about",
    "files",
    "kind",
    "source",
    "name",
    "aliases",
    "rows",
    "new",
    "same",
    "certainty",
    "properties",
)
_PROPERTY_KEYS = ("column", "value", "unit", "divide", "as_of", "period", "note", "split")
COLUMN_IN_TEMPLATE = re.compile(r"\{([^{}]+)\}")
"""A column that a template names: ``{Release date}``."""
ADD, SKIP = "add", "skip"
"""What becomes of a row that no entity of the base is: a new entity, or nothing."""

Plain = str | list["Plain"] | dict[str, "Plain"]


class MappingError(ChipwatchError):
    """A mapping that cannot be used."""

    code = "bad-mapping"


class PropertyMapping(NamedTuple):
    """How the value of a property is made from the cells of a row."""

    name: str
    column: str = ""
    value: str = ""
    """A value that is the same in every row."""
    unit: str = ""
    """The unit of the cells."""
    divide: float = 1
    """What the numbers of the cells are divided by first."""
    split: str = ""
    """What separates several values in one cell."""
    as_of: str = ""
    period: str = ""
    note: str = ""
    """Templates such as ``{Release date}``."""


class ImportMapping(NamedTuple):
    """What becomes of the rows of a table."""

    kind: type[Kind]
    name_column: str
    source_id: str
    place: str
    """The place in the source, a template; ``{row}`` is the number of the row."""
    source: Mapping[str, str]
    """The record of the source, to be written where the base has none: name, url and so on."""
    properties: tuple[PropertyMapping, ...]
    alias_columns: tuple[str, ...] = ()
    rows: Mapping[str, tuple[str, ...]] = {}
    """The values that columns must have for a row to count."""
    is_new_added: bool = True
    same: Mapping[str, str] = {}
    """What names mean that are not surely those of an entity: an id, or ``new``."""
    certainty: str = ""

    def list_columns(self) -> list[str]:
        """List the columns that it reads."""
        columns = [self.name_column, *self.alias_columns, *self.rows]
        for mapped in self.properties:
            columns += [mapped.column] if mapped.column else []
            for template in (mapped.as_of, mapped.period, mapped.note):
                columns += list_template_columns(template)
        columns += [name for name in list_template_columns(self.place) if name != "row"]
        return list(dict.fromkeys(columns))


def list_template_columns(template: str) -> list[str]:
    """List the columns that a template names in braces."""
    return COLUMN_IN_TEMPLATE.findall(template)


def find_shipped_mapping(path: Path) -> Path | None:
    """Find the mapping that comes with the package for a file of this name."""
    for mapping_path in sorted(SHIPPED_MAPPINGS.glob("*.yaml")):
        patterns = _read_plain_mapping(mapping_path).get("files", [])
        if any(fnmatchcase(path.name.lower(), str(pattern)) for pattern in patterns):
            return mapping_path
    return None


def read_mapping(path: Path) -> ImportMapping:
    """Read a mapping file; raises MappingError with everything that is wrong with it."""
    plain = _read_plain_mapping(path)
    problems = [f"there is no key {key!r}" for key in plain if key not in _MAPPING_KEYS]
    problems += [f"{key} is missing" for key in ("kind", "name", "source") if not plain.get(key)]
    if problems:
        raise _build_error(path, problems)
    try:
        kind = find_kind(str(plain["kind"]))
    except ChipwatchError as error:
        raise _build_error(path, [error.message], error.hint) from None
    source, same = _read_texts(plain["source"]), _read_texts(plain.get("same", {}))
    if not source.get("id"):
        raise _build_error(path, ["source has no id"])
    bad_ids = [text for text in (source["id"], *same.values()) if not is_entity_id(text)]
    if bad_ids:
        raise _build_error(path, [f"{bad_ids[0]!r} cannot be an id"], f"use {ID_FORM}")
    properties = [
        _read_property(path, kind, name, value)
        for name, value in _read_mapping_items(plain.get("properties", {}))
    ]
    certainty = str(plain.get("certainty", ""))
    if certainty and certainty not in CERTAINTIES:
        raise _build_error(path, [f"{certainty!r} is none of {', '.join(CERTAINTIES)}"])
    return ImportMapping(
        kind=kind,
        name_column=str(plain["name"]),
        source_id=source["id"],
        place=source.pop("place", ""),
        source={key: text for key, text in source.items() if key != "id"},
        properties=tuple(properties),
        alias_columns=tuple(_read_list(plain.get("aliases", []))),
        rows={
            column: tuple(_read_list(values))
            for column, values in _read_mapping_items(plain.get("rows", {}))
        },
        is_new_added=_read_choice(path, "new", plain.get("new", ADD), (ADD, SKIP)) == ADD,
        same=same,
        certainty=certainty,
    )


def _read_plain_mapping(path: Path) -> dict[str, Plain]:
    """Read a YAML file of texts, lists and mappings."""
    try:
        documents = list(parse_documents(path.read_bytes(), str(path)))
    except OSError as error:
        hint = "name a mapping file with --mapping"
        raise UsageError(f"{path} cannot be read: {error.strerror}", hint) from error
    except (RejectedFileError, UnicodeDecodeError) as error:
        raise _build_error(path, [_describe_rejection(error)]) from None
    plain = _to_plain(documents[0]) if len(documents) == 1 else None
    if not isinstance(plain, dict):
        raise _build_error(path, ["it is not one mapping of keys to values"])
    return plain


def _describe_rejection(error: RejectedFileError | UnicodeDecodeError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8"
    return f"line {error.problem.location.line}: {error.problem.message}"


def _to_plain(node: Node) -> Plain:
    if isinstance(node, MappingNode):
        return {str(key.value): _to_plain(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [_to_plain(item) for item in node.value]
    assert isinstance(node, ScalarNode)  # noqa: S101 - there is no other kind of node
    return str(node.value)


def _read_property(path: Path, kind: type[Kind], name: str, value: Plain) -> PropertyMapping:
    if name not in kind.properties:
        error = build_property_error(kind, name, kind.properties)
        raise _build_error(path, [error.message], error.hint)
    if not isinstance(value, dict):
        return PropertyMapping(name=name, column=str(value))
    problems = [f"{name} has no key {key!r}" for key in value if key not in _PROPERTY_KEYS]
    if not value.get("column") and not value.get("value"):
        problems.append(f"{name} has neither column nor value")
    if problems:
        raise _build_error(path, problems, f"its keys are {', '.join(_PROPERTY_KEYS)}")
    texts = _read_texts(value)
    try:
        divisor = float(texts.pop("divide", "1"))
    except ValueError:
        raise _build_error(path, [f"{name}: divide is no number"]) from None
    return PropertyMapping(name=name, divide=divisor, **texts)


def _read_texts(value: Plain) -> dict[str, str]:
    return {key: str(text) for key, text in _read_mapping_items(value)}


def _read_mapping_items(value: Plain) -> Iterable[tuple[str, Plain]]:
    return value.items() if isinstance(value, dict) else ()


def _read_list(value: Plain) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]


def _read_choice(path: Path, key: str, value: Plain, choices: Sequence[str]) -> str:
    if value not in choices:
        raise _build_error(path, [f"{key} is none of {', '.join(choices)}"])
    return str(value)


def _build_error(path: Path, problems: Sequence[str], hint: str = "") -> MappingError:
    return MappingError(
        f"{path.name}: {'; '.join(problems)}", hint or "docs/own-facts.md shows a mapping"
    )
