"""YAML text to nodes with positions, every scalar as it was written; hostile input is refused."""

import os
import re
from codecs import BOM_UTF8
from collections.abc import Iterator

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # missing from the stubs alone

from ..model.problem import Problem, Where
from ..model.text import steering
from .syntax import in_plain_words

LARGEST = 16 * 2**20
"""Bytes in one file."""
DEEPEST = 100
"""Levels of nesting in one document."""

Node = yaml.Node
Scalar = yaml.ScalarNode
Mapping = yaml.MappingNode
Sequence = yaml.SequenceNode

_MARKS = re.compile(rb"(?m)^(?:%b)+" % BOM_UTF8)
_NEXT = re.compile(rb"\n---(?=\s|\Z)")
_ALIAS_SIGNS = (b"&", b"*", b"!")
_MAYBE_ALIAS = re.compile(rb"(?:^|[\s\[{,:])[&!*]\S")
_MAYBE_DEEP = re.compile(rb"\n[ \t?:-]{100}")
_PARSER_TOO_DEEP = "exceeded maximum nesting depth"
_ALIAS_TOKENS = (yaml.AliasToken, yaml.AnchorToken, yaml.TagToken)
_OPENING = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_CLOSING = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


class _Composer(CParser):
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


class RefusedError(Exception):
    """The file cannot be read any further; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def content_of(path: str, label: str) -> bytes:
    """What a file holds, every line ended by a line feed; raises RefusedError.

    Marks of byte order are left out where YAML passes them by: where a line begins. So what is
    looked for at the beginning of a line is found there, and lines are counted as YAML counts them.
    """
    where = Where(label, 1, 1)
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - a Path costs half as much again
            size = os.fstat(file.fileno()).st_size
            content = file.read() if size <= LARGEST else b""
    except OSError as error:
        hint = "check that it is a file and may be read"
        message = f"the file cannot be opened: {error.strerror}"
        raise _refused(where, "unreadable", message, hint) from None
    if size > LARGEST:
        message = f"the file has {size:,} bytes; at most {LARGEST:,} are read"
        raise _refused(where, "too-large", message, "split it into several files")
    if b"\r" in content:
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return _MARKS.sub(b"", content) if BOM_UTF8 in content else content


def documents(content: bytes, path: str) -> Iterator[Node]:
    """The root node of each document in a file; raises RefusedError where reading must end."""
    _refuse_steering(content, path)
    try:
        _refuse_depth(content, path)
        _refuse_aliases(content, path)
        yield from _roots(content, path)
    except yaml.MarkedYAMLError as error:
        raise RefusedError(_syntax(error, path)) from None
    except yaml.reader.ReaderError as error:
        raise RefusedError(_no_text(error, content.decode(), path)) from None


def _roots(content: bytes, path: str) -> Iterator[Node]:
    composer = _Composer(content)
    if not composer.check_node():
        hint = "write key: value lines, beginning with name:, or remove the file"
        raise _refused(Where(path, 1, 1), "not-a-mapping", "the file is empty", hint)
    for root in iter(composer.get_node, None):
        composer.check_node()  # raises where this document does not end, but breaks off
        if b"\\" in content:
            _refuse_escaped_steering(root, path)
        yield root


def place(node: Node | yaml.Event | yaml.Token, path: str) -> Where:
    """Where a node, or what makes one up, begins."""
    mark = node.start_mark
    return Where(path, mark.line + 1, mark.column + 1) if mark else Where(path, 1, 1)


def _refused(where: Where, code: str, message: str, hint: str) -> RefusedError:
    return RefusedError(Problem(where, code, message, hint))


def _refuse_steering(content: bytes, path: str) -> None:
    """Refuse what is not UTF-8, and characters that steer a terminal or turn text round."""
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        where = _where_in(content[: error.start].decode(), path)
        message = f"byte 0x{content[error.start]:02x} is not UTF-8"
        raise _refused(where, "not-utf8", message, "save the file as UTF-8") from None
    if found := steering(text):
        raise _steering(_where_in(text[: found.start()], path), found[0])


def _refuse_escaped_steering(node: Node, path: str) -> None:
    if isinstance(node, Scalar):
        if found := steering(node.value):
            raise _steering(place(node, path), found[0])
        return
    for child in node.value:
        for part in child if isinstance(node, Mapping) else (child,):
            _refuse_escaped_steering(part, path)


def _steering(where: Where, character: str) -> RefusedError:
    message = f"character U+{ord(character):04X} steers terminals or text direction"
    return _refused(where, "control-character", message, "remove it")


def _refuse_depth(content: bytes, path: str) -> None:
    """Refuse deep nesting before the composer, whose recursion has no bound, sees it."""
    opened = _opened(content)
    if opened > DEEPEST:
        opened = max(map(_opened, _NEXT.split(content)))
    if opened <= DEEPEST and not _MAYBE_DEEP.search(b"\n" + content):
        return
    depth = 0
    for event in yaml.parse(content, Loader=yaml.CLoader):
        depth += isinstance(event, _OPENING) - isinstance(event, _CLOSING)
        if depth > DEEPEST:
            raise RefusedError(_deep(place(event, path)))


def _opened(content: bytes) -> int:
    """How many lists and mappings are opened with a bracket, at most."""
    return content.count(b"[") + content.count(b"{")


def _deep(where: Where) -> Problem:
    message = f"nested more than {DEEPEST} levels deep"
    return Problem(where, "too-deep", message, "a fact file needs no more than four")


def _refuse_aliases(content: bytes, path: str) -> None:
    """Refuse anchors, aliases and tags: they repeat, expand and convert what was written."""
    if not any(sign in content for sign in _ALIAS_SIGNS) or not _MAYBE_ALIAS.search(content):
        return  # few files have any of the signs, and finding that out takes a fiftieth
    for token in yaml.scan(content, Loader=yaml.CLoader):
        if isinstance(token, _ALIAS_TOKENS):
            name = type(token).__name__.removesuffix("Token").lower()
            hint = "write the value out; put text that begins with & * or ! in quotes"
            raise _refused(place(token, path), "yaml-alias", f"a YAML {name} stands here", hint)


def _syntax(error: yaml.MarkedYAMLError, path: str) -> Problem:
    """The parser's complaint, at the place where it is to be mended."""
    said = str(error.problem or error.context)
    ours = in_plain_words(said)
    mark = (ours.opened and error.context_mark) or error.problem_mark or error.context_mark
    where = Where(path, mark.line + 1, mark.column + 1) if mark else Where(path, 1, 1)
    if said == _PARSER_TOO_DEEP:
        return _deep(where)
    return Problem(where, "yaml-syntax", ours.message, ours.hint)


def _no_text(error: yaml.reader.ReaderError, text: str, path: str) -> Problem:
    """A character that YAML takes for none."""
    before, character, _ = text.partition(chr(error.character))
    message = f"U+{ord(character):04X} is no character of any text"
    return Problem(_where_in(before, path), "control-character", message, "remove it")


def _where_in(before: str, path: str) -> Where:
    """The place that follows this text."""
    line = before.count("\n") + 1
    return Where(path, line, len(before) - before.rfind("\n"))
