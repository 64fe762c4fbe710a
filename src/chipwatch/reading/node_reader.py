"""Nodes to words, lists and mappings; whatever is wrong is remembered, and reading goes on."""

from ..model.field_types import Text
from ..model.problem import FieldError, Problem
from ..model.suggest import suggest_nearest
from .yaml_documents import Node, RejectedFileError, ScalarNode, SequenceNode, find_location

MAX_PROBLEMS_PER_FILE = 1000
"""Problems in one file, after which it is not read on."""

_TEXT_FIELD = Text("Words", "Any words.")

Entries = dict[str, tuple[Node, Node]]
"""A mapping: the node of the key and that of the value by key."""


class NodeReader:
    """Reads the nodes of one file; whatever is wrong is added to ``problems``."""

    def __init__(self, path: str, problems: list[Problem]) -> None:
        self.path, self.problems = path, problems

    def add_problem(self, node: Node, code: str, message: str, hint: str) -> None:
        """Remember what is wrong; raises RefusedError where too much is."""
        location = find_location(node, self.path)
        if len(self.problems) == MAX_PROBLEMS_PER_FILE:
            message = (
                f"the file has more than {MAX_PROBLEMS_PER_FILE} problems; here its reading ends"
            )
            hint = "mend those above and check again"
            raise RejectedFileError(Problem(location, "too-large", message, hint))
        self.problems.append(Problem(location, code, message, hint))

    def read_entries(self, node: Node) -> Entries:
        """A mapping by key; every key that is no word or stands twice is a problem."""
        entries: Entries = {}
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                self.add_problem(key, "wrong-type", "a key must be a word", "write key: value")
            elif key.value in entries:
                first_line = entries[key.value][0].start_mark.line + 1
                message = f"the key {key.value!r} is already in line {first_line}"
                self.add_problem(key, "duplicate-key", message, "join the two, or remove one")
            else:
                entries[key.value] = (key, value)
        return entries

    def check_keys(self, entries: Entries, valid_keys: tuple[str, ...], owner: str) -> None:
        """Every key that is none of these is a problem."""
        for name, (key, _) in entries.items():
            if name not in valid_keys:
                hint = suggest_nearest(name, valid_keys, f"the keys are {', '.join(valid_keys)}")
                self.add_problem(key, "unknown-key", f"{owner} has no key {name!r}", hint)

    def read_text(self, node: Node) -> str:
        """Plain words, or nothing where there is a problem."""
        if isinstance(node, ScalarNode):
            try:
                return _TEXT_FIELD.parse(node.value)
            except FieldError as error:
                self.add_problem(node, error.code, error.message, error.hint)
        else:
            hint = "write one value; put text with : or # in quotes"
            self.add_problem(node, "wrong-type", "plain text is expected here", hint)
        return ""

    def list_items(self, node: Node) -> list[Node]:
        """The items of a list; a value alone is a list of one."""
        return list(node.value) if isinstance(node, SequenceNode) else [node]

    def read_choice(self, node: Node, choices: tuple[str, ...], code: str, description: str) -> str:
        """One of these words; any other is a problem."""
        word = self.read_text(node)
        if word and word not in choices:
            hint = suggest_nearest(word, choices, f"choose one of {', '.join(choices)}")
            self.add_problem(node, code, f"{word!r} is not {description}", hint)
        return word
