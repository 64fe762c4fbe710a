"""YAML documents: text to nodes with positions, scalars as written; hostile input is refused."""

import re
from collections.abc import Iterator

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # missing from the stubs alone

from ..model.control_characters import find_control_character
from ..model.problem import Location, Problem
from .file_content import FileProblem, RejectedFileError, build_rejection
from .yaml_errors import explain_parser_message

MAX_NESTING_DEPTH = 100
"""Levels of nesting in one document; a fact needs four, a rule ten."""

Node = yaml.Node
ScalarNode = yaml.ScalarNode
MappingNode = yaml.MappingNode
SequenceNode = yaml.SequenceNode
CollectionNode = yaml.CollectionNode

_DOCUMENT_SEPARATOR = re.compile(rb"\n---(?=\s|\Z)")
_ALIAS_CHARACTERS = (b"&", b"*", b"!")
_POSSIBLE_ALIAS = re.compile(rb"(?:^|[\s\[{,:])(?:[&*]\S|!)")
_POSSIBLE_DEEP_NESTING = re.compile(rb"\n[ \t?:-]{100}")
_PARSER_DEPTH_MESSAGE = "exceeded maximum nesting depth"
_ALIAS_TOKENS = (yaml.AliasToken, yaml.AnchorToken, yaml.TagToken)
_START_EVENTS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_END_EVENTS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


class _UntypedComposer(CParser):
    """The C parser without guesses of types: every node has one tag and its own text."""

    def __init__(self, text: bytes) -> None:
        super().__init__(text)
        self.yaml_constructors: dict[str, object] = {}

    def resolve(self, _kind: object, _value: object, _implicit: object) -> str:
        """Give every node the same tag."""
        return "text"

    def descend_resolver(self, _parent: object, _index: object) -> None:
        """Skip this step: no node has a type by its place."""

    def ascend_resolver(self) -> None:
        """Skip this step: no node has a type by its place."""


def parse_documents(content: bytes, path: str) -> Iterator[Node]:
    """Yield the root node of each document; raises RejectedFileError where reading must end."""
    refuse_bad_text(content, path)
    try:
        _refuse_deep_nesting(content, path)
        _refuse_aliases(content, path)
        yield from _iter_roots(content, path)
    except yaml.MarkedYAMLError as error:
        raise RejectedFileError(_build_syntax_problem(error, path)) from None
    except yaml.reader.ReaderError as error:
        raise RejectedFileError(
            _build_invalid_character_problem(error, content.decode(), path)
        ) from None


def _iter_roots(content: bytes, path: str) -> Iterator[Node]:
    composer = _UntypedComposer(content)
    if not composer.check_node():
        hint = "write key: value lines, beginning with name:, or remove the file"
        location = Location(path, 1, 1)
        raise build_rejection(location, FileProblem.NOT_A_MAPPING, "the file is empty", hint)
    has_escapes = b"\\" in content  # asked once a file, which may hold very many documents
    for root in iter(composer.get_node, None):
        composer.check_node()  # raises where this document does not end, but breaks off
        if has_escapes:
            _refuse_escaped_control_characters(root, path)
        yield root


def find_location(node: Node | yaml.Event | yaml.Token, path: str) -> Location:
    """Return where a node, an event or a token begins."""
    mark = node.start_mark
    return Location(path, mark.line + 1, mark.column + 1) if mark else Location(path, 1, 1)


def refuse_bad_text(content: bytes, path: str) -> None:
    """Refuse text that is not UTF-8, and control characters."""
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        location = _find_end_location(content[: error.start].decode(), path)
        message = f"byte 0x{content[error.start]:02x} is not UTF-8"
        raise build_rejection(
            location, FileProblem.NOT_UTF8, message, "save the file as UTF-8"
        ) from None
    if control_match := find_control_character(text):
        raise _build_control_character_error(
            _find_end_location(text[: control_match.start()], path), control_match[0]
        )


def _refuse_escaped_control_characters(node: Node, path: str) -> None:
    if isinstance(node, ScalarNode):
        if control_match := find_control_character(node.value):
            raise _build_control_character_error(find_location(node, path), control_match[0])
        return
    for child in node.value:
        for child_node in child if isinstance(node, MappingNode) else (child,):
            _refuse_escaped_control_characters(child_node, path)


def _build_control_character_error(location: Location, character: str) -> RejectedFileError:
    message = f"U+{ord(character):04X} is a control character"
    return build_rejection(location, FileProblem.CONTROL_CHARACTER, message, "remove it")


def _refuse_deep_nesting(content: bytes, path: str) -> None:
    """Refuse deep nesting before the composer, whose recursion has no bound."""
    bracket_count = _count_open_brackets(content)
    if bracket_count > MAX_NESTING_DEPTH:
        bracket_count = max(map(_count_open_brackets, _DOCUMENT_SEPARATOR.split(content)))
    if bracket_count <= MAX_NESTING_DEPTH and not _POSSIBLE_DEEP_NESTING.search(b"\n" + content):
        return
    depth = 0
    for event in yaml.parse(content, Loader=yaml.CLoader):
        depth += isinstance(event, _START_EVENTS) - isinstance(event, _END_EVENTS)
        if depth > MAX_NESTING_DEPTH:
            raise RejectedFileError(_build_depth_problem(find_location(event, path)))


def _count_open_brackets(content: bytes) -> int:
    """Count the lists and mappings that brackets open, at most."""
    return content.count(b"[") + content.count(b"{")


def _build_depth_problem(location: Location) -> Problem:
    message = f"nested more than {MAX_NESTING_DEPTH} levels deep"
    return Problem(location, FileProblem.TOO_DEEP, message, "a fact file needs no more than four")


def _refuse_aliases(content: bytes, path: str) -> None:
    """Refuse anchors, aliases and tags: they repeat, expand and convert what was written."""
    if not any(sign in content for sign in _ALIAS_CHARACTERS) or not _POSSIBLE_ALIAS.search(
        content
    ):
        return  # few files have any of the signs, and finding that out takes a fiftieth
    for token in yaml.scan(content, Loader=yaml.CLoader):
        if isinstance(token, _ALIAS_TOKENS) or _declares_tags(token):
            name = type(token).__name__.removesuffix("Token").lower()
            hint = "write the value out; put text that begins with & * or ! in quotes"
            raise build_rejection(
                find_location(token, path),
                FileProblem.YAML_ALIAS,
                f"a YAML {name} stands here",
                hint,
            )


def _declares_tags(token: yaml.Token) -> bool:
    return isinstance(token, yaml.DirectiveToken) and token.name == "TAG"


def _build_syntax_problem(error: yaml.MarkedYAMLError, path: str) -> Problem:
    """Build the problem of a syntax error, at the place that has to be changed."""
    parser_message = str(error.problem or error.context)
    complaint = explain_parser_message(parser_message)
    mark = (
        (complaint.is_at_opening and error.context_mark) or error.problem_mark or error.context_mark
    )
    location = Location(path, mark.line + 1, mark.column + 1) if mark else Location(path, 1, 1)
    if parser_message == _PARSER_DEPTH_MESSAGE:
        return _build_depth_problem(location)
    return Problem(location, FileProblem.YAML_SYNTAX, complaint.message, complaint.hint)


def _build_invalid_character_problem(
    error: yaml.reader.ReaderError, text: str, path: str
) -> Problem:
    """Build the problem of a character that YAML does not allow."""
    preceding_text, character, _ = text.partition(chr(error.character))
    message = f"U+{ord(character):04X} is not a character of text"
    return Problem(
        _find_end_location(preceding_text, path),
        FileProblem.CONTROL_CHARACTER,
        message,
        "remove it",
    )


def _find_end_location(preceding_text: str, path: str) -> Location:
    """Return the place right after this text."""
    line = preceding_text.count("\n") + 1
    return Location(path, line, len(preceding_text) - preceding_text.rfind("\n"))
