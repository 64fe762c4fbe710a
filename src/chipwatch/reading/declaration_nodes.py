"""The nodes of a schema file: names, texts, words and lists, each with its bounds."""

import re

from ..model.problem_code import CodeSpec, ProblemCode, ShapeProblem
from .node_reader import Entries, NodeReader
from .yaml_documents import MappingNode as MappingNode
from .yaml_documents import Node

MAX_NAME_LETTERS, MAX_LABEL_LETTERS, MAX_MEANING_LETTERS = 40, 40, 400
"""Letters of names, of labels, which are headings of columns, and of what explains them."""
MAX_CHOICES = 200
"""Words of a list: of choices, of columns, of kinds."""
NAME_PATTERN = re.compile("[a-z][a-z0-9]*(?:_[a-z0-9]+)*", re.ASCII)
_FLAGS = ("true", "false")
_LAB_LINES = "kinds:\n  lab:\n    meaning: a place where models are trained\n    properties:\n"
"""How an example about a kind begins."""


class SchemaProblem(ProblemCode):
    """What is wrong with a declaration of a kind or property."""

    BAD_DECLARATION = CodeSpec(
        code="bad-declaration",
        meaning="a schema file declares a kind or property that cannot be",
        bad_example=f"{_LAB_LINES}      site: {{type: place, label: Site, meaning: Its site.}}\n",
        mended_example=f"{_LAB_LINES}      site: {{type: text, label: Site, meaning: Its site.}}\n",
    )
    NAME_TAKEN = CodeSpec(
        code="name-taken",
        meaning="a schema file gives a kind or property a name that means something else",
        bad_example=f"{_LAB_LINES}      name: {{type: text, label: Name, meaning: Its name.}}\n",
        mended_example=f"{_LAB_LINES}      sign: {{type: text, label: Sign, meaning: Its name.}}\n",
    )


class DeclarationNodes(NodeReader):
    """Reads the nodes that declarations of kinds and of properties have in common."""

    def read_parts(self, node: Node, keys: tuple[str, ...], owner: str) -> Entries:
        """Read a mapping by key; without keys given, any key will do."""
        if not isinstance(node, MappingNode):
            message, hint = f"{owner} must be a mapping", "write key: value lines below it"
            self.add_problem(node, ShapeProblem.WRONG_TYPE, message, hint)
            return {}
        entries = self.read_entries(node)
        if keys:
            self.check_keys(entries, keys, owner)
        return entries

    def read_required(self, parts: Entries, key: str, node: Node, limit: int) -> str:
        """Read a text that must be there, of so many letters at most."""
        if key in parts:
            return self.read_optional(parts, key, limit)
        self.report_missing(node, key)
        return ""

    def read_optional(self, parts: Entries, key: str, limit: int = MAX_NAME_LETTERS) -> str:
        """Read a text of so many letters at most; empty where the key is missing."""
        text = self.read_text(parts[key][1]) if key in parts else ""
        if len(text) > limit:
            self.refuse(parts[key][1], f"{key} has {len(text)} letters; at most {limit} are shown")
        return text

    def read_word(self, parts: Entries, key: str, words: tuple[str, ...]) -> str:
        """Read one of some words; empty where it is another, or the key is missing."""
        if key not in parts:
            return ""
        code, description = SchemaProblem.BAD_DECLARATION, f"a choice of {key}"
        word = self.read_choice(parts[key][1], words, code, description)
        return word if word in words else ""

    def read_flag(self, parts: Entries, key: str) -> bool:
        """Read whether something is so; it is not where the key is missing."""
        return self.read_word(parts, key, _FLAGS) == "true"

    def read_list(self, parts: Entries, key: str) -> list[tuple[Node, str]]:
        """Read a list of words, or a single one, each with where it stands."""
        nodes = self.list_items(parts[key][1]) if key in parts else []
        if key in parts and not nodes:
            self.refuse(parts[key][1], f"{key} is empty")
        if len(nodes) > MAX_CHOICES:
            self.refuse(nodes[MAX_CHOICES], f"{key} has more than {MAX_CHOICES} words")
        return [(node, self.read_text(node)) for node in nodes[:MAX_CHOICES]]

    def check_name(self, node: Node, name: str) -> bool:
        """Report what cannot be a name; tell whether it can."""
        is_name = bool(NAME_PATTERN.fullmatch(name)) and len(name) <= MAX_NAME_LETTERS
        if not is_name:
            self.refuse(node, describe_name(name))
        return is_name

    def report_missing(self, node: Node, key: str) -> None:
        """Report a key that must be there."""
        message, hint = f"the declaration has no {key}", f"add {key}: …"
        self.add_problem(node, ShapeProblem.MISSING_VALUE, message, hint)

    def report_taken(self, node: Node, name: str) -> None:
        """Report a name that means something else."""
        message = f"the name {name!r} means something else"
        self.add_problem(node, SchemaProblem.NAME_TAKEN, message, "choose another name")

    def refuse(self, node: Node, message: str, hint: str = "") -> None:
        """Report a declaration that cannot be."""
        hint = hint or "docs/fact-files.md has an example: chipwatch help fact-files"
        self.add_problem(node, SchemaProblem.BAD_DECLARATION, message, hint)


def describe_name(name: str) -> str:
    """Say what a name must be like."""
    return (
        f"{name[:MAX_NAME_LETTERS]!r} cannot be a name: use a-z, 0-9 and single _ between them,"
        f" {MAX_NAME_LETTERS} at most"
    )
