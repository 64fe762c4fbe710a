"""Write a fact file in the one style, with its comments: what it says stays the same.

A list of texts, or a mapping that holds no other mapping, stands on one line if it fits; anything
else has a line for each part, two blanks further in. So most bundled facts are written.
"""

import re
from collections import deque
from collections.abc import Sequence

from ..reading.file_content import normalise_content
from ..reading.yaml_documents import MappingNode as MappingNode
from ..reading.yaml_documents import Node, ScalarNode, parse_documents
from ..reading.yaml_documents import SequenceNode as SequenceNode
from .comments import BLOCK_STYLES, Comment, find_comments, find_last_line, is_in_brackets
from .fact_file import UnwritableFactsError
from .yaml_style import INDENT, MAX_LINE_WIDTH, write_text

_BLOCK_HEADER = re.compile(r"[|>](?P<chomping>[+-]?)(?:\s|$)")
_SEPARATOR = "---"


def format_facts(content: bytes, label: str) -> str:
    """Write the content of a fact file in the style, each line ended by a line feed.

    Raises RejectedFileError for what is no YAML of ours, UnwritableFactsError for what the style
    cannot hold.
    """
    normalised_content = normalise_content(content)
    text = normalised_content.decode(errors="replace")
    roots = list(parse_documents(normalised_content, label))
    if text.startswith("%"):
        raise UnwritableFactsError(f"{label} begins with a directive of YAML", "remove the line")
    lines = text.split("\n")
    formatted_text = _FileWriter(lines, roots).write()
    formatted_roots = list(parse_documents(formatted_text.encode(), label))
    if _read(lines, roots) != _read(formatted_text.split("\n"), formatted_roots):
        message = f"the style would change what {label} says"
        raise UnwritableFactsError(message, "write its texts on one line each, and try again")
    return formatted_text


def _read(lines: Sequence[str], roots: Sequence[Node]) -> tuple[list[object], list[str]]:
    """Read what a file says, and its comments, to compare them."""
    comments = (comment.text for comment in find_comments(lines, roots))
    return [read_node(root) for root in roots], [text for text in comments if text]


def read_node(node: Node) -> object:
    """Read what a node says, without its layout: texts, lists and pairs."""
    if isinstance(node, ScalarNode):
        return node.value
    if isinstance(node, MappingNode):
        return [(read_node(key), read_node(value)) for key, value in node.value]
    return [[read_node(item)] for item in node.value]


class _FileWriter:
    """Writes the documents of one file, and its comments where they stood."""

    def __init__(self, lines: Sequence[str], roots: Sequence[Node]) -> None:
        self._lines, self._roots = lines, roots
        self._comments = deque(find_comments(lines, roots))
        self._output: list[str] = []

    def write(self) -> str:
        """Write all documents."""
        for number, root in enumerate(self._roots):
            if number:
                self._write_comments(self._find_separator(root), "")
                self._output.append(_SEPARATOR)
            if not isinstance(root, MappingNode):
                raise UnwritableFactsError(
                    "a document is not a mapping of keys to values", "run chipwatch check"
                )
            self._write_mapping(root, "")
        self._write_comments(len(self._lines), "")
        while self._output and not self._output[-1]:
            self._output.pop()
        return "".join(f"{line}\n" for line in self._output)

    def _find_separator(self, root: Node) -> int:
        """Find the line that parts a document from the one before it."""
        numbers = range(root.start_mark.line, -1, -1)
        return next(number for number in numbers if self._lines[number].startswith(_SEPARATOR))

    def _write_mapping(self, node: Node, indent: str) -> None:
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                raise UnwritableFactsError("a key is not a word", "run chipwatch check")
            self._write_comments(key.start_mark.line, indent)
            head = f"{indent}{write_text(key.value)}:"
            self._write_value(head, key.start_mark.line, value, indent)
        self._write_inner_comments(node, indent)

    def _write_list(self, node: Node, indent: str) -> None:
        for item in node.value:
            self._write_comments(item.start_mark.line, indent)
            self._write_value(f"{indent}-", item.start_mark.line, item, indent)
        self._write_inner_comments(node, indent)

    def _write_value(self, head: str, head_line: int, node: Node, indent: str) -> None:
        """Write what stands behind a key or a hyphen: on its line, or below it."""
        if isinstance(node, ScalarNode) and node.style in BLOCK_STYLES:
            self._write_block_text(head, head_line, node, indent)
        elif self._stays_on_line(head, head_line, node):
            text = "" if _is_left_empty(node) else _write_flat(node)
            self._write_line(f"{head} {text}".rstrip(), head_line, find_last_line(node))
        elif head.endswith("-"):
            start = len(self._output)
            self._write_parts(node, indent + INDENT)
            self._output[start] = f"{head} {self._output[start].lstrip()}"
        else:
            if node.start_mark.line > head_line:
                self._write_line(head, head_line, head_line)
            else:  # a comment on this line belongs to the first part
                self._output.append(head)
            self._write_parts(node, indent + INDENT)

    def _write_parts(self, node: Node, indent: str) -> None:
        if isinstance(node, MappingNode):
            self._write_mapping(node, indent)
        else:
            self._write_list(node, indent)

    def _stays_on_line(self, head: str, head_line: int, node: Node) -> bool:
        """Tell whether a value stands on the line of its key or hyphen."""
        if isinstance(node, ScalarNode) or not node.value:
            return True
        if not _is_flat(node) or len(f"{head} {_write_flat(node)}") > MAX_LINE_WIDTH:
            return False
        last_line = find_last_line(node)
        comments = [item for item in self._comments if head_line <= item.line <= last_line]
        is_at_end = [item.line for item in comments if item.is_trailing] == [last_line]
        ends_there = head_line == last_line or is_in_brackets(node)
        return not comments or (len(comments) == 1 and is_at_end and ends_there)

    def _write_block_text(self, head: str, head_line: int, node: ScalarNode, indent: str) -> None:
        """Write a text of several lines as it stands, further in or out."""
        start = node.start_mark
        header = _BLOCK_HEADER.match(self._lines[start.line][start.column :])
        if header is None:  # it says how far in it stands, which may not be so any more
            self._write_line(f"{head} {write_text(node.value)}", head_line, start.line)
            return
        lines = self._lines[start.line + 1 : find_last_line(node) + 1]
        depth = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
        while lines and not lines[-1].strip() and header["chomping"] != "+":
            lines = lines[:-1]
        self._write_line(f"{head} {node.style}{header['chomping']}", head_line, start.line)
        self._output += [f"{indent}{INDENT}{line[depth:]}".rstrip() for line in lines]

    def _write_line(self, line: str, first_line: int, last_line: int) -> None:
        """Write a line, with the comment that stood at the end of what is on it."""
        comment = next(
            (
                item
                for item in self._comments
                if item.is_trailing and first_line <= item.line <= last_line
            ),
            None,
        )
        if comment:
            self._comments.remove(comment)
            line = f"{line}  {comment.text}"
        self._output.append(line)

    def _write_comments(self, line: int, indent: str) -> None:
        """Write the comments that stood before a line, and one empty line where there were some."""
        while self._comments and self._comments[0].line < line:
            self._write_comment(self._comments.popleft(), indent)

    def _write_inner_comments(self, node: Node, indent: str) -> None:
        """Write the comments at the end of a list or mapping, if they stood as far in as it."""
        while self._comments and self._is_inner_comment(self._comments[0], node):
            self._write_comment(self._comments.popleft(), indent)

    def _is_inner_comment(self, comment: Comment, node: Node) -> bool:
        is_before_next = not is_in_brackets(node) and comment.line < node.end_mark.line
        line = self._lines[comment.line]
        column = len(line) - len(line.lstrip())
        return is_before_next and bool(comment.text) and column >= max(node.start_mark.column, 1)

    def _write_comment(self, comment: Comment, indent: str) -> None:
        if comment.text:
            self._output.append(f"{indent}{comment.text}")
        elif self._output and self._output[-1]:
            self._output.append("")


def _is_flat(node: Node) -> bool:
    """Tell whether a node may stand on one line: a list of texts, a mapping of these and texts."""
    if isinstance(node, MappingNode):
        pieces = [piece for pair in node.value for piece in pair]
        return all(not isinstance(piece, MappingNode) and _is_flat(piece) for piece in pieces)
    if isinstance(node, SequenceNode):
        return all(isinstance(item, ScalarNode) and _is_flat(item) for item in node.value)
    return isinstance(node, ScalarNode) and node.style not in BLOCK_STYLES


def _write_flat(node: Node) -> str:
    """Write a node on one line, in brackets and braces."""
    if isinstance(node, ScalarNode):
        return write_text(node.value)
    if isinstance(node, SequenceNode):
        return f"[{', '.join(map(_write_flat, node.value))}]"
    pairs = (f"{_write_flat(key)}: {_write_flat(value)}" for key, value in node.value)
    return f"{{{', '.join(pairs)}}}"


def _is_left_empty(node: Node) -> bool:
    """Tell whether nothing stands where a text is expected, not even quotes."""
    return isinstance(node, ScalarNode) and not node.value and not node.style
