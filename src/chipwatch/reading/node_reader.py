"""Nodes to strings, lists and mappings; problems are collected, and reading goes on."""

from ..model.field_types import Text
from ..model.problem import FieldError, Problem
from ..model.problem_code import (
    CHIP_LINES,
    COMPANY_LINES,
    CodeSpec,
    ProblemCode,
    Severity,
    ShapeProblem,
)
from ..model.suggest import suggest_nearest
from .file_content import FileProblem, RejectedFileError
from .yaml_documents import Node, ScalarNode, SequenceNode, find_location

MAX_PROBLEMS_PER_FILE = 1000
"""Problems in one file after which reading it ends: nobody mends more at a time."""

_TEXT_FIELD = Text("Words", "Any words.")

QUOTES = ("'", '"')
Entries = dict[str, tuple[Node, Node]]
"""A mapping by key: the node of the key and that of the value."""


class NodeProblem(ProblemCode):
    """What can be wrong with any part of a document."""

    DUPLICATE_ID = CodeSpec(
        code="duplicate-id",
        meaning="an id or a claim id is used twice in one layer, or for two kinds",
        bad_example="kind: person\nname: Robin Li\n---\nkind: person\nname: Martin Lau\n",
        mended_example=(
            "kind: person\nname: Robin Li\n---\nid: martin-lau\nkind: person\nname: Martin Lau\n"
        ),
    )
    DUPLICATE_KEY = CodeSpec(
        code="duplicate-key",
        meaning="a key stands twice in one mapping",
        bad_example="kind: person\nname: Robin Li\nname: Martin Lau\n",
        mended_example="kind: person\nname: Robin Li\naliases: Li Yanhong\n",
    )
    NO_SOURCE = CodeSpec(
        code="no-source",
        meaning="a fact has no source",
        bad_example="kind: chip\nname: H20\ntdp: 400 W\n",
        mended_example=f"{CHIP_LINES}tdp: 400 W\n",
    )
    OUTER_BLANKS = CodeSpec(
        code="outer-blanks",
        meaning="a value in quotes begins or ends with blanks, which are not part of it",
        bad_example=f'{COMPANY_LINES}headquarters: "Beijing "\n',
        mended_example=f"{COMPANY_LINES}headquarters: Beijing\n",
        severity=Severity.NOTICE,
        fix="takes the blanks away",
    )
    REPEATED_ITEM = CodeSpec(
        code="repeated-item",
        meaning="an alias or a source stands twice in one list",
        bad_example="kind: person\nname: Robin Li\naliases: [李彦宏, Li Yanhong, 李彦宏]\n",
        mended_example="kind: person\nname: Robin Li\naliases: [李彦宏, Li Yanhong]\n",
        severity=Severity.WARNING,
        fix="removes the second one",
    )


class NodeReader:
    """Reads the nodes of one file, and adds what is wrong to ``problems``."""

    def __init__(self, path: str, problems: list[Problem]) -> None:
        self.path, self.problems = path, problems

    def add_problem(self, node: Node, code: ProblemCode, message: str, hint: str) -> None:
        """Add a problem at a node; raises RejectedFileError after MAX_PROBLEMS_PER_FILE."""
        location = find_location(node, self.path)
        if len(self.problems) == MAX_PROBLEMS_PER_FILE:
            message = (
                f"the file has more than {MAX_PROBLEMS_PER_FILE} problems; the rest is not read"
            )
            hint = "correct the problems above, then check again"
            raise RejectedFileError(Problem(location, FileProblem.TOO_LARGE, message, hint))
        self.problems.append(Problem(location, code, message, hint))

    def read_entries(self, node: Node) -> Entries:
        """Return a mapping by key; a key that is no plain text or stands twice is a problem."""
        entries: Entries = {}
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                self.add_problem(
                    key, ShapeProblem.WRONG_TYPE, "a key must be a word", "write key: value"
                )
            elif key.value in entries:
                first_line = entries[key.value][0].start_mark.line + 1
                message = f"the key {key.value!r} is already in line {first_line}"
                self.add_problem(
                    key, NodeProblem.DUPLICATE_KEY, message, "join the two, or remove one"
                )
            else:
                entries[key.value] = (key, value)
        return entries

    def check_keys(self, entries: Entries, valid_keys: tuple[str, ...], owner: str) -> None:
        """Report every key that is none of the valid ones."""
        for name, (key, _) in entries.items():
            if name not in valid_keys:
                hint = suggest_nearest(name, valid_keys, f"the keys are {', '.join(valid_keys)}")
                self.add_problem(
                    key, ShapeProblem.UNKNOWN_KEY, f"{owner} has no key {name!r}", hint
                )

    def read_text(self, node: Node) -> str:
        """Return plain text, or an empty one where there is a problem."""
        if isinstance(node, ScalarNode):
            self.check_blanks(node)
            try:
                return _TEXT_FIELD.parse(node.value)
            except FieldError as error:
                self.add_problem(node, error.code, error.message, error.hint)
        else:
            hint = "write one value; put text with : or # in quotes"
            self.add_problem(node, ShapeProblem.WRONG_TYPE, "plain text is expected here", hint)
        return ""

    def check_blanks(self, node: ScalarNode) -> None:
        """Report blanks that quotes keep at the beginning or end of a value."""
        if node.style in QUOTES and node.value.strip() not in ("", node.value):
            message, hint = "blanks stand inside the quotes", "take them away"
            self.add_problem(node, NodeProblem.OUTER_BLANKS, message, hint)

    def read_items(self, node: Node) -> list[tuple[Node, str]]:
        """Read the texts of a list, each with its node; one that stands twice is a problem."""
        items = [(item, self.read_text(item)) for item in self.list_items(node)]
        texts: set[str] = set()
        for item, text in items:
            if text and text in texts:
                message = f"{text!r} already stands in this list"
                self.add_problem(item, NodeProblem.REPEATED_ITEM, message, "remove one of them")
            texts.add(text)
        return items

    def list_items(self, node: Node) -> list[Node]:
        """Return the items of a list; a single value is a list of one."""
        return list(node.value) if isinstance(node, SequenceNode) else [node]

    def read_choice(
        self, node: Node, choices: tuple[str, ...], code: ProblemCode, description: str
    ) -> str:
        """Return the word if it is one of the choices; any other is a problem."""
        word = self.read_text(node)
        if word and word not in choices:
            hint = suggest_nearest(word, choices, f"choose one of {', '.join(choices)}")
            self.add_problem(node, code, f"{word!r} is not {description}", hint)
        return word
