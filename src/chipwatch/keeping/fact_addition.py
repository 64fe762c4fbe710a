"""Add a fact to a document: the lines of that fact, and no other, are written."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ..model.kind import Kind
from ..reading.draft import get_file_stem
from ..reading.yaml_documents import MappingNode as MappingNode
from ..reading.yaml_documents import Node, parse_documents
from ..reading.yaml_documents import SequenceNode as SequenceNode
from .comments import find_last_line, is_in_brackets
from .fact_file import EditedFile, UnwritableFactsError
from .file_formatter import format_facts, read_node
from .yaml_style import INDENT, write_text

_HEAD_KEYS = ("id", "kind", "name", "aliases", "sources")


class NewFact(NamedTuple):
    """A fact to be added: its property, its value, and whatever else is said of it."""

    property: str
    value: str
    details: Mapping[str, str]
    """Such as ``as_of`` and ``note``, by key, in the order in which they are written."""
    sources: tuple[str, ...]

    def write(self) -> str:
        """Write the fact on one line, in braces."""
        parts = {"value": self.value, **self.details}
        texts = [f"{key}: {write_text(text)}" for key, text in parts.items() if text]
        sources = ", ".join(map(write_text, self.sources))
        return f"{{{', '.join([*texts, f'sources: [{sources}]'])}}}"


def find_document(file: EditedFile, entity_id: str, label: str) -> Node | None:
    """Find the document of a file that is about an entity; raises RejectedFileError."""
    for root in parse_documents(file.content, label):
        if isinstance(root, MappingNode):
            ids = [value.value for key, value in root.value if key.value == "id"]
            if entity_id == (ids[0] if ids else get_file_stem(label)):
                return root
    return None


def add_fact(file: EditedFile, document: Node, kind: type[Kind], fact: NewFact) -> EditedFile:
    """Add a fact to a document, below those of its property or where its property belongs.

    Raises UnwritableFactsError where the layout of the document has no place for another line.
    """
    if is_in_brackets(document):
        hint = "run chipwatch fmt on the file first"
        raise UnwritableFactsError(
            "the document stands in braces, on lines of its own making", hint
        )
    entry = next((pair for pair in document.value if pair[0].value == fact.property), None)
    if entry is None:
        position = _find_position(document, kind, fact.property)
        return file.replace_lines(position, position, _format(f"{fact.property}: {fact.write()}"))
    key, value = entry
    _refuse_repetition(value, fact)
    if isinstance(value, SequenceNode) and not is_in_brackets(value):
        position = find_last_line(value) + 1
        return file.replace_lines(position, position, _write_item(fact, value.start_mark.column))
    return _make_list(file, key, value, fact)


def _find_position(document: Node, kind: type[Kind], property_name: str) -> int:
    """Find the line for a new property: behind the last one that comes before it in the schema."""
    order = [*_HEAD_KEYS, *kind.properties]
    rank = order.index(property_name)
    earlier_entries = [
        pair
        for pair in document.value
        if pair[0].value in order and order.index(pair[0].value) < rank
    ]
    key, value = (earlier_entries or document.value)[-1]
    return int(max(key.start_mark.line, find_last_line(value))) + 1


def _make_list(file: EditedFile, key: Node, value: Node, fact: NewFact) -> EditedFile:
    """Make a list of the one fact that a property has, and of the new one."""
    first_line, last_line = key.start_mark.line, find_last_line(value)
    head = f"{' ' * key.start_mark.column}{key.value}:"
    lines = [line.text for line in file.lines[first_line : last_line + 1]]
    start = value.start_mark
    if isinstance(value, SequenceNode):
        old_lines = [head, *_iter_bracketed_items(lines, value)]
    elif start.line == first_line:
        old_lines = [head, f"{INDENT}- {lines[0][start.column :]}", *map(_shift, lines[1:])]
    else:
        offset = start.line - first_line
        first_part = lines[offset]
        moved = f"{first_part[: start.column]}- {first_part[start.column :]}"
        old_lines = [*lines[:offset], moved, *map(_shift, lines[offset + 1 :])]
    column = start.column if start.line > first_line else len(INDENT)
    return file.replace_lines(first_line, last_line + 1, [*old_lines, *_write_item(fact, column)])


def _iter_bracketed_items(lines: Sequence[str], value: Node) -> Iterator[str]:
    """Give each item of a list in brackets a line of its own, as it is written there."""
    if len(lines) > 1:
        hint = "run chipwatch fmt on the file first"
        raise UnwritableFactsError("the list in brackets goes over several lines", hint)
    for item in value.value:
        yield f"{INDENT}- {lines[0][item.start_mark.column : item.end_mark.column]}"
    if ending := lines[0][value.end_mark.column :].strip():
        yield f"{INDENT}{ending}"


def _shift(line: str) -> str:
    return f"{INDENT}{line}" if line.strip() else line


def _write_item(fact: NewFact, column: int) -> list[str]:
    """Write a fact as an item of a list whose hyphens stand in a column."""
    _, *lines = _format(f"key:\n{INDENT}- {fact.write()}")
    return [f"{' ' * column}{line.removeprefix(INDENT)}" for line in lines]


def _format(text: str) -> list[str]:
    return format_facts(text.encode(), "").splitlines()


def _refuse_repetition(value: Node, fact: NewFact) -> None:
    """Raise UnwritableFactsError where the property has this very fact."""
    new_parts = read_node(next(parse_documents(fact.write().encode(), "")))
    for item in value.value if isinstance(value, SequenceNode) else [value]:
        if read_node(item) == new_parts:
            message = f"{fact.property} says so already, in line {item.start_mark.line + 1}"
            raise UnwritableFactsError(message, "give another value, day or source")
