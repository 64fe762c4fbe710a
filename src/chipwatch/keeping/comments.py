"""The comments of a file, and the empty lines between its parts: what a parser throws away."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..reading.yaml_documents import CollectionNode as CollectionNode
from ..reading.yaml_documents import MappingNode as MappingNode
from ..reading.yaml_documents import Node, ScalarNode

_COMMENT_SIGN = re.compile(r"(?:^|(?<=\s))#")
BLOCK_STYLES = ("|", ">")


class Comment(NamedTuple):
    """A comment, or an empty line, which is one without text."""

    line: int
    """The line that it stands in, from 0."""
    text: str
    """From its ``#`` on; empty for an empty line."""
    is_trailing: bool = False
    """Whether something else stands before it on the line."""


def find_comments(lines: Sequence[str], roots: Sequence[Node]) -> list[Comment]:
    """Find the comments and empty lines of a file: what is no part of any text in it."""
    possible_lines = {
        number for number, line in enumerate(lines) if "#" in line or not line.strip()
    }
    if not possible_lines:
        return []
    texts_by_line: dict[int, list[tuple[int, float]]] = {}
    for text in (text for root in roots for text in iter_texts(root)):
        for number, columns in _iter_columns(text):
            texts_by_line.setdefault(number, []).append(columns)
    return [
        comment
        for number in sorted(possible_lines)
        for comment in _find_in_line(number, lines[number], texts_by_line.get(number, ()))
    ]


def _iter_columns(node: ScalarNode) -> Iterator[tuple[int, tuple[int, float]]]:
    """Iterate over the lines that a text stands on, each with its columns there."""
    first, last = node.start_mark, node.end_mark
    is_block = node.style in BLOCK_STYLES  # its first line has only the sign of it
    for number in range(first.line + is_block, find_last_line(node) + 1):
        start = first.column if number == first.line else 0
        is_last = number == last.line and not is_block
        yield number, (start, last.column if is_last else math.inf)


def _find_in_line(number: int, line: str, texts: Iterable[tuple[int, float]]) -> Iterator[Comment]:
    """Find the comment of a line, outside of the columns that texts have there."""
    positions = [match.start() for match in _COMMENT_SIGN.finditer(line)] if line.strip() else [0]
    for position in positions:
        if not any(start <= position < end for start, end in texts):
            is_trailing = bool(line[:position].strip())
            yield Comment(line=number, text=line[position:].rstrip(), is_trailing=is_trailing)
            return


def iter_texts(node: Node) -> Iterator[ScalarNode]:
    """Iterate over the texts in a node, keys too."""
    if isinstance(node, ScalarNode):
        yield node
        return
    for child in node.value:
        for part in child if isinstance(node, MappingNode) else (child,):
            yield from iter_texts(part)


def is_in_brackets(node: Node) -> bool:
    """Tell whether a list or mapping stands in brackets or braces."""
    return isinstance(node, CollectionNode) and bool(node.flow_style)


def find_last_line(node: Node) -> int:
    """Find the last line, from 0, on which something of a node stands."""
    if isinstance(node, ScalarNode):
        is_past_its_end = node.style in BLOCK_STYLES and node.end_mark.column == 0
        return int(max(node.end_mark.line - is_past_its_end, node.start_mark.line))
    if is_in_brackets(node) or not node.value:
        return int(node.end_mark.line)
    last = node.value[-1]
    parts = last if isinstance(node, MappingNode) else (last,)
    return max(map(find_last_line, parts))
