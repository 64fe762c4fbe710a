"""Nodes to words, lists and mappings; whatever is wrong is remembered, and reading goes on."""

from ..model.fields import Text
from ..model.nearest import did_you_mean
from ..model.problem import Misread, Problem
from .load import Node, RefusedError, Scalar, Sequence, place

MOST_PROBLEMS = 1000
"""Problems in one file, after which it is not read on."""

_WORDS = Text("Words", "Any words.")

Entries = dict[str, tuple[Node, Node]]
"""A mapping: the node of the key and that of the value by key."""


class Nodes:
    """Reads the nodes of one file; whatever is wrong is added to ``problems``."""

    def __init__(self, path: str, problems: list[Problem]) -> None:
        self.path, self.problems = path, problems

    def problem(self, node: Node, code: str, message: str, hint: str) -> None:
        """Remember what is wrong; raises RefusedError where too much is."""
        where = place(node, self.path)
        if len(self.problems) == MOST_PROBLEMS:
            message = f"the file has more than {MOST_PROBLEMS} problems; here its reading ends"
            hint = "mend those above and check again"
            raise RefusedError(Problem(where, "too-large", message, hint))
        self.problems.append(Problem(where, code, message, hint))

    def entries(self, node: Node) -> Entries:
        """A mapping by key; every key that is no word or stands twice is a problem."""
        found: Entries = {}
        for key, value in node.value:
            if not isinstance(key, Scalar):
                self.problem(key, "wrong-type", "a key must be a word", "write key: value")
            elif key.value in found:
                first = found[key.value][0].start_mark.line + 1
                message = f"the key {key.value!r} is already in line {first}"
                self.problem(key, "duplicate-key", message, "join the two, or remove one")
            else:
                found[key.value] = (key, value)
        return found

    def only(self, entries: Entries, names: tuple[str, ...], of_what: str) -> None:
        """Every key that is none of these is a problem."""
        for name, (key, _) in entries.items():
            if name not in names:
                hint = did_you_mean(name, names, f"the keys are {', '.join(names)}")
                self.problem(key, "unknown-key", f"{of_what} has no key {name!r}", hint)

    def words(self, node: Node) -> str:
        """Plain words, or nothing where there is a problem."""
        if isinstance(node, Scalar):
            try:
                return _WORDS.read(node.value)
            except Misread as error:
                self.problem(node, error.code, error.message, error.hint)
        else:
            hint = "write one value; put text with : or # in quotes"
            self.problem(node, "wrong-type", "plain text is expected here", hint)
        return ""

    def items(self, node: Node) -> list[Node]:
        """The items of a list; a value alone is a list of one."""
        return list(node.value) if isinstance(node, Sequence) else [node]

    def chosen(self, node: Node, choices: tuple[str, ...], code: str, what: str) -> str:
        """One of these words; any other is a problem."""
        word = self.words(node)
        if word and word not in choices:
            hint = did_you_mean(word, choices, f"choose one of {', '.join(choices)}")
            self.problem(node, code, f"{word!r} is not {what}", hint)
        return word
