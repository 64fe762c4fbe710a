"""Schema files: the kinds and properties that the layers of a base declare themselves.

A declaration with a problem is left out alone; all others hold.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..model.own_kinds import OwnKind, OwnProperty, OwnSchema
from ..model.problem import Problem
from .declaration_reader import DeclarationReader
from .declared_names import DeclaredNames
from .file_content import FileProblem, RejectedFileError
from .layers import FactFile
from .node_reader import Entries
from .problem_lines import FileReader
from .yaml_documents import MappingNode as MappingNode
from .yaml_documents import Node, parse_documents

_PARTS = ("kinds", "properties")


class SchemaResult(NamedTuple):
    """What the schema files of a base declare, and what is wrong with them."""

    schema: OwnSchema
    problems: list[Problem]


class _SchemaFile:
    """One schema file: the reader of its declarations, and its documents."""

    def __init__(self, file: FactFile, declared: DeclaredNames) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.reader = DeclarationReader(file.label, self.problems, declared)

    def read_kinds(self, read_content: FileReader) -> Iterator[OwnKind]:
        """Read the kinds, and note all properties for later."""
        try:
            for root in parse_documents(read_content(self.file), self.file.label):
                entries = self._read_root(root)
                yield from self.reader.read_kinds(entries)
                self.reader.note_added_properties(entries)
        except RejectedFileError as error:
            self.problems.append(error.problem)

    def read_properties(self) -> Iterator[OwnProperty]:
        """Read the properties, when the kinds of all files are known."""
        try:
            yield from self.reader.read_properties()
        except RejectedFileError as error:
            self.problems.append(error.problem)

    def _read_root(self, root: Node) -> Entries:
        if not isinstance(root, MappingNode):
            message = "a schema file must be a mapping"
            hint = "write kinds: or properties:, and what is declared by name below it"
            self.reader.add_problem(root, FileProblem.NOT_A_MAPPING, message, hint)
            return {}
        entries = self.reader.read_entries(root)
        self.reader.check_keys(entries, _PARTS, "a schema file")
        return entries


def read_schema_files(files: Iterable[FactFile], read_content: FileReader) -> SchemaResult:
    """Read the schema files of all layers: first every kind, then every property."""
    declared = DeclaredNames()
    schema_files = [_SchemaFile(file, declared) for file in files]
    kinds = [kind for file in schema_files for kind in file.read_kinds(read_content)]
    declared.add_kinds(kinds)
    properties = [field for file in schema_files for field in file.read_properties()]
    return SchemaResult(
        schema=OwnSchema(kinds=tuple(kinds), properties=tuple(properties)),
        problems=[problem for file in schema_files for problem in file.problems],
    )
