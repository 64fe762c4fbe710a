"""Plain trees of mappings, lists and words, as fact files and the snapshot hold rules."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeAlias, TypeVar

from ..model.field_types import Text
from ..model.problem import FieldError
from ..model.problem_code import ProblemCode, ShapeProblem
from ..model.suggest import suggest_nearest

Tree: TypeAlias = "str | Sequence[Tree] | Mapping[str, Tree]"
KeyPath = tuple[str | int, ...]
"""The keys and indices that lead to a part of a tree."""
T = TypeVar("T")
Parser = Callable[[str], T]


class NestedFieldError(FieldError):
    """A part of a rule that cannot be read, with the keys that lead to it."""

    def __init__(self, error: FieldError, path: KeyPath) -> None:
        super().__init__(error.code, error.message, error.hint)
        self.path = path


class RuleNode:
    """A part of a tree, and the keys that lead to it."""

    def __init__(self, tree: Tree, path: KeyPath = ()) -> None:
        self.tree, self.path = tree, path

    def build_error(self, code: ProblemCode, message: str, hint: str) -> NestedFieldError:
        """Build the error that this part is not what it should be."""
        return NestedFieldError(FieldError(code, message, hint), self.path)

    def parse_mapping(self, allowed_keys: Collection[str], node_name: str) -> "RuleMapping":
        """Parse a mapping; raise NestedFieldError for a key that is not allowed."""
        if not isinstance(self.tree, Mapping):
            raise self.build_error(
                ShapeProblem.WRONG_TYPE, f"{node_name} must be a mapping", "write key: value lines"
            )
        for key in self.tree:
            if key not in allowed_keys:
                hint = suggest_nearest(key, allowed_keys, f"the keys are {', '.join(allowed_keys)}")
                key_node = RuleNode(key, (*self.path, key))
                raise key_node.build_error(
                    ShapeProblem.UNKNOWN_KEY, f"{node_name} has no key {key!r}", hint
                )
        nodes = {key: RuleNode(value, (*self.path, key)) for key, value in self.tree.items()}
        return RuleMapping(self, nodes)

    def list_items(self) -> "list[RuleNode]":
        """List the items of a list; a value alone is a list of one."""
        if isinstance(self.tree, str | Mapping):
            return [self]
        return [RuleNode(item, (*self.path, index)) for index, item in enumerate(self.tree)]

    def parse_text(self) -> str:
        """Parse plain words."""
        if not isinstance(self.tree, str):
            raise self.build_error(
                ShapeProblem.WRONG_TYPE, "plain text is expected here", "write one value"
            )
        return self.parse(Text("Words", "Any words.").parse)

    def parse(self, parser: Parser[T]) -> T:
        """Parse the words as something else; raise NestedFieldError where the parser cannot."""
        text = self.tree if isinstance(self.tree, str) else self.parse_text()
        try:
            return parser(text)
        except FieldError as error:
            raise NestedFieldError(error, self.path) from None

    def parse_texts(self) -> tuple[str, ...]:
        """Parse a list of words."""
        return tuple(item.parse_text() for item in self.list_items())


class RuleMapping:
    """A mapping in a tree, whose values are read by key; one that is left out has a default."""

    def __init__(self, node: RuleNode, nodes: Mapping[str, RuleNode]) -> None:
        self.node, self.nodes = node, nodes

    def find_required(self, key: str) -> RuleNode:
        """Find the value of a key; raise NestedFieldError where it is left out."""
        if key in self.nodes:
            return self.nodes[key]
        message = f"this part of a rule has no {key}"
        raise self.node.build_error(ShapeProblem.MISSING_VALUE, message, f"add {key}: …")

    def parse_optional(self, key: str, parser: Parser[T]) -> T | None:
        """Parse the value of a key; None where it is left out."""
        return self.nodes[key].parse(parser) if key in self.nodes else None

    def parse_optional_text(self, key: str) -> str:
        """Parse the words of a key; nothing where it is left out."""
        return self.nodes[key].parse_text() if key in self.nodes else ""

    def parse_optional_texts(self, key: str) -> tuple[str, ...]:
        """Parse the list of words of a key; empty where it is left out."""
        return self.nodes[key].parse_texts() if key in self.nodes else ()

    def parse_items(self, key: str, parser: Parser[T]) -> tuple[T, ...]:
        """Parse each word in the list of a key; empty where it is left out."""
        return tuple(item.parse(parser) for item in self.list_optional_items(key))

    def list_optional_items(self, key: str) -> list[RuleNode]:
        """List the items of the list of a key; empty where it is left out."""
        return self.nodes[key].list_items() if key in self.nodes else []
