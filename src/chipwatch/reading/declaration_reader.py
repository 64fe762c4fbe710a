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
            nodes = self.read_parts(node, _KIND_KEYS, f"the kind {name}")
            self._note_properties(name, nodes)
            plural = self.read_optional(nodes, "plural") or f"{name}s"
            if not NAME_PATTERN.fullmatch(plural) or len(plural) > MAX_NAME_LETTERS:
                self.refuse(nodes["plural"][1] if "plural" in nodes else key, describe_name(plural))
            elif taken_name := self.declared.claim_kind(name, plural):
                self.report_taken(key, taken_name)
            own_kind = OwnKind(
                name=name,
                plural=plural,
                meaning=self.read_required(nodes, "meaning", node, MAX_MEANING_LETTERS),
                help=self.read_optional(nodes, "help", MAX_MEANING_LETTERS)
                or f"{plural.replace('_', ' ').capitalize()}, a kind of your own.",
                columns=self._read_columns(nodes),
                begins=self.read_flag(nodes, "begins"),
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

    def _note_properties(self, kind: str, nodes: Entries) -> None:
        if "properties" in nodes:
            node = nodes["properties"][1]
            self._note(kind, self.read_parts(node, (), f"properties of {kind}"))

    def _note(self, kind: str, names: Entries) -> None:
        for name, (key, node) in names.items():
            if len(self._property_entries) == MAX_PROPERTIES:
                self.refuse(key, f"more than {MAX_PROPERTIES} properties are declared here")
                return
            self._property_entries.append(PropertyEntry(kind, name, key, node))

    def _read_names(
        self, entries: Entries, node: str, limit: int
    ) -> Iterator[tuple[str, tuple[Node, Node]]]:
        """Give what stands by name under a part of the file, up to a number of names."""
        if node not in entries:
            return
        names = self.read_parts(entries[node][1], (), node)
        for number, (name, nodes) in enumerate(names.items()):
            if number == limit:
                self.refuse(nodes[0], f"more than {limit} {node} are declared here")
                return
            if self.check_name(nodes[0], name):
                yield name, nodes

    def _read_columns(self, nodes: Entries) -> tuple[str, ...]:
        """Read the columns of a kind, each one of its properties or its name."""
        names = ("name", "summary", *self._read_silently(nodes))
        columns = self.read_list(nodes, "columns")
        for node, column in columns:
            if column not in names:
                hint = suggest_nearest(column, names, f"the columns are {', '.join(names)}")
                self.refuse(node, f"there is no property {column!r} here", hint)
        return tuple(dict.fromkeys(column for _, column in columns))

    def _read_silently(self, nodes: Entries) -> list[str]:
        """Read the names of the properties of a kind, whose problems are told elsewhere."""
        node = nodes["properties"][1] if "properties" in nodes else None
        if not isinstance(node, MappingNode):
            return []
        return [str(key.value) for key, _ in node.value]
