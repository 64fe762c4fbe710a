"""Declarations of kinds, and of the properties of these and other kinds, in a schema file."""

from collections.abc import Iterator

from ..model.own_kinds import OwnKind, OwnProperty
from ..model.problem import Problem
from ..model.suggest import suggest_nearest
from .declaration_nodes import (
    MAX_MEANING_LETTERS,
    MAX_NAME_LETTERS,
    NAME_PATTERN,
    SchemaProblem,
    describe_name,
)
from .declared_names import DeclaredNames
from .node_reader import Entries
from .property_declarations import PropertyEntry, PropertyReader
from .yaml_documents import MappingNode as MappingNode
from .yaml_documents import Node

MAX_KINDS, MAX_PROPERTIES = 50, 1000
"""Kinds and properties that one schema file may declare; the package has 13 and some 600."""
_KIND_KEYS = ("plural", "meaning", "help", "columns", "begins", "properties")


class DeclarationReader(PropertyReader):
    """Reads the declarations of one schema file."""

    def __init__(self, path: str, problems: list[Problem], declared: DeclaredNames) -> None:
        super().__init__(path, problems, declared)
        self._property_entries: list[PropertyEntry] = []

    def read_kinds(self, entries: Entries) -> Iterator[OwnKind]:
        """Read the kinds that are declared, and note their properties for later."""
        for name, (key, node) in self._read_names(entries, "kinds", MAX_KINDS):
            count_before = len(self.problems)
            parts = self.read_parts(node, _KIND_KEYS, f"the kind {name}")
            self._note_properties(name, parts)
            plural = self.read_optional(parts, "plural") or f"{name}s"
            if not NAME_PATTERN.fullmatch(plural) or len(plural) > MAX_NAME_LETTERS:
                self.refuse(parts["plural"][1] if "plural" in parts else key, describe_name(plural))
            elif taken_name := self.declared.claim_kind(name, plural):
                self.report_taken(key, taken_name)
            own_kind = OwnKind(
                name=name,
                plural=plural,
                meaning=self.read_required(parts, "meaning", node, MAX_MEANING_LETTERS),
                help=self.read_optional(parts, "help", MAX_MEANING_LETTERS)
                or f"{plural.replace('_', ' ').capitalize()}, a kind of your own.",
                columns=self._read_columns(parts),
                begins=self.read_flag(parts, "begins"),
            )
            if len(self.problems) == count_before:
                yield own_kind

    def note_added_properties(self, entries: Entries) -> None:
        """Note the properties that are added to kinds of the package or of other files."""
        for kind, (_, node) in self._read_names(entries, "properties", MAX_KINDS):
            names = self.read_parts(node, (), f"what is added to {kind}")
            self._note(kind, names)

    def read_properties(self) -> Iterator[OwnProperty]:
        """Read the properties noted, now that all kinds are known."""
        for entry in self._property_entries:
            if entry.kind not in self.declared.kinds:
                message = f"there is no kind {entry.kind!r}"
                hint = suggest_nearest(entry.kind, self.declared.kinds, "declare it under kinds:")
                self.add_problem(entry.key, SchemaProblem.BAD_DECLARATION, message, hint)
            elif declaration := self.read_property(entry):
                yield declaration

    def _note_properties(self, kind: str, parts: Entries) -> None:
        if "properties" in parts:
            node = parts["properties"][1]
            self._note(kind, self.read_parts(node, (), f"properties of {kind}"))

    def _note(self, kind: str, names: Entries) -> None:
        for name, (key, node) in names.items():
            if len(self._property_entries) == MAX_PROPERTIES:
                self.refuse(key, f"more than {MAX_PROPERTIES} properties are declared here")
                return
            self._property_entries.append(PropertyEntry(kind, name, key, node))

    def _read_names(
        self, entries: Entries, part: str, most: int
    ) -> Iterator[tuple[str, tuple[Node, Node]]]:
        """Give what stands by name under a part of the file, up to a number of names."""
        if part not in entries:
            return
        names = self.read_parts(entries[part][1], (), part)
        for number, (name, nodes) in enumerate(names.items()):
            if number == most:
                self.refuse(nodes[0], f"more than {most} {part} are declared here")
                return
            if self.check_name(nodes[0], name):
                yield name, nodes

    def _read_columns(self, parts: Entries) -> tuple[str, ...]:
        """Read the columns of a kind, each one of its properties or its name."""
        names = ("name", "summary", *self._read_silently(parts))
        columns = self.read_list(parts, "columns")
        for node, column in columns:
            if column not in names:
                hint = suggest_nearest(column, names, f"the columns are {', '.join(names)}")
                self.refuse(node, f"there is no property {column!r} here", hint)
        return tuple(dict.fromkeys(column for _, column in columns))

    def _read_silently(self, parts: Entries) -> list[str]:
        """Read the names of the properties of a kind, whose problems are told elsewhere."""
        node = parts["properties"][1] if "properties" in parts else None
        if not isinstance(node, MappingNode):
            return []
        return [str(key.value) for key, _ in node.value]
