"""YAML text to nodes with positions, every scalar as it was written; hostile input is refused."""

import os
import re
from codecs import BOM_UTF8
from collections.abc import Iterator

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # missing from the stubs alone

from ..model.control_characters import find_control_character
from ..model.problem import Location, Problem
from .yaml_errors import explain_parser_message

MAX_FILE_BYTES = 16 * 2**20
"""Bytes in one file."""
MAX_NESTING_DEPTH = 100
"""Levels of nesting in one document."""

Node = yaml.Node
ScalarNode = yaml.ScalarNode
MappingNode = yaml.MappingNode
SequenceNode = yaml.SequenceNode

_BYTE_ORDER_MARKS = re.compile(rb"(?m)^(?:%b)+" % BOM_UTF8)
_DOCUMENT_SEPARATOR = re.compile(rb"\n---(?=\s|\Z)")
_ALIAS_CHARACTERS = (b"&", b"*", b"!")
_POSSIBLE_ALIAS = re.compile(rb"(?:^|[\s\[{,:])[&!*]\S")
_POSSIBLE_DEEP_NESTING = re.compile(rb"\n[ \t?:-]{100}")
_PARSER_DEPTH_MESSAGE = "exceeded maximum nesting depth"
_ALIAS_TOKENS = (yaml.AliasToken, yaml.AnchorToken, yaml.TagToken)
_START_EVENTS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_END_EVENTS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


class _UntypedComposer(CParser):
    """The C parser, told to guess no types: every node keeps one tag and its own text."""

    def __init__(self, text: bytes) -> None:
        super().__init__(text)
        self.yaml_constructors: dict[str, object] = {}

    def resolve(self, _kind: object, _value: object, _implicit: object) -> str:
        return "text"

    def descend_resolver(self, _parent: object, _index: object) -> None:
        """Nothing is resolved by its place."""

    def ascend_resolver(self) -> None:
        """Nothing is resolved by its place."""


class RejectedFileError(Exception):
    """The file cannot be read any further; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read_fact_file(path: str, label: str) -> bytes:
    """What a file holds, every line ended by a line feed; raises RefusedError.

    Marks of byte order are left out where YAML passes them by: where a line begins. So what is
    looked for at the beginning of a line is found there, and lines are counted as YAML counts them.
    """
    location = Location(label, 1, 1)
    try:
        with open(path, "rb", buffering=0) as file:
            size = os.fstat(file.fileno()).st_size
            content = file.read() if size <= MAX_FILE_BYTES else b""
    except OSError as error:
        hint = "check that it is a file and may be read"
        message = f"the file cannot be opened: {error.strerror}"
        raise _build_rejection(location, "unreadable", message, hint) from None
    if size > MAX_FILE_BYTES:
        message = f"the file has {size:,} bytes; at most {MAX_FILE_BYTES:,} are read"
        raise _build_rejection(location, "too-large", message, "split it into several files")
    if b"\r" in content:
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return _BYTE_ORDER_MARKS.sub(b"", content) if BOM_UTF8 in content else content


def parse_documents(content: bytes, path: str) -> Iterator[Node]:
    """The root node of each document in a file; raises RefusedError where reading must end."""
    _refuse_control_characters(content, path)
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
        raise _build_rejection(Location(path, 1, 1), "not-a-mapping", "the file is empty", hint)
    for root in iter(composer.get_node, None):
        composer.check_node()  # raises where this document does not end, but breaks off
        if b"\\" in content:
            _refuse_escaped_control_characters(root, path)
        yield root


def find_location(node: Node | yaml.Event | yaml.Token, path: str) -> Location:
    """Where a node, or what makes one up, begins."""
    mark = node.start_mark
    return Location(path, mark.line + 1, mark.column + 1) if mark else Location(path, 1, 1)


def _build_rejection(location: Location, code: str, message: str, hint: str) -> RejectedFileError:
    return RejectedFileError(Problem(location, code, message, hint))


def _refuse_control_characters(content: bytes, path: str) -> None:
    """Refuse what is not UTF-8, and characters that steer a terminal or turn text round."""
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        location = _find_end_location(content[: error.start].decode(), path)
        message = f"byte 0x{content[error.start]:02x} is not UTF-8"
        raise _build_rejection(location, "not-utf8", message, "save the file as UTF-8") from None
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
    message = f"character U+{ord(character):04X} steers terminals or text direction"
    return _build_rejection(location, "control-character", message, "remove it")


def _refuse_deep_nesting(content: bytes, path: str) -> None:
    """Refuse deep nesting before the composer, whose recursion has no bound, sees it."""
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
    """How many lists and mappings are opened with a bracket, at most."""
    return content.count(b"[") + content.count(b"{")


def _build_depth_problem(location: Location) -> Problem:
    message = f"nested more than {MAX_NESTING_DEPTH} levels deep"
    return Problem(location, "too-deep", message, "a fact file needs no more than four")


def _refuse_aliases(content: bytes, path: str) -> None:
    """Refuse anchors, aliases and tags: they repeat, expand and convert what was written."""
    if not any(sign in content for sign in _ALIAS_CHARACTERS) or not _POSSIBLE_ALIAS.search(
        content
    ):
        return  # few files have any of the signs, and finding that out takes a fiftieth
    for token in yaml.scan(content, Loader=yaml.CLoader):
        if isinstance(token, _ALIAS_TOKENS):
            name = type(token).__name__.removesuffix("Token").lower()
            hint = "write the value out; put text that begins with & * or ! in quotes"
            raise _build_rejection(
                find_location(token, path), "yaml-alias", f"a YAML {name} stands here", hint
            )


def _build_syntax_problem(error: yaml.MarkedYAMLError, path: str) -> Problem:
    """The parser's complaint, at the place where it is to be mended."""
    parser_message = str(error.problem or error.context)
    complaint = explain_parser_message(parser_message)
    mark = (
        (complaint.is_at_opening and error.context_mark) or error.problem_mark or error.context_mark
    )
    location = Location(path, mark.line + 1, mark.column + 1) if mark else Location(path, 1, 1)
    if parser_message == _PARSER_DEPTH_MESSAGE:
        return _build_depth_problem(location)
    return Problem(location, "yaml-syntax", complaint.message, complaint.hint)


def _build_invalid_character_problem(
    error: yaml.reader.ReaderError, text: str, path: str
) -> Problem:
    """A character that YAML takes for none."""
    preceding_text, character, _ = text.partition(chr(error.character))
    message = f"U+{ord(character):04X} is no character of any text"
    return Problem(
        _find_end_location(preceding_text, path), "control-character", message, "remove it"
    )


def _find_end_location(preceding_text: str, path: str) -> Location:
    """The place that follows this text."""
    line = preceding_text.count("\n") + 1
    return Location(path, line, len(preceding_text) - preceding_text.rfind("\n"))
