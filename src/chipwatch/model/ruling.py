"""Rules from plain trees, as fact files and the snapshot hold them: mappings, lists and words."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeAlias, TypeVar

from .countries import is_code
from .dates import Date
from .facts import CERTAINTIES, Citation
from .fields import Choice, Number, Ref, Text
from .nearest import did_you_mean
from .problem import Misread
from .quantity import Quantity
from .rules import (
    ACTS,
    OWNED,
    PARTY,
    PRODUCT,
    WORLDWIDE,
    Condition,
    Criterion,
    Exclusion,
    Exemption,
    Group,
    Licence,
    Paragraph,
    Rule,
)
from .schema import Chip, Policy

Tree: TypeAlias = "str | Sequence[Tree] | Mapping[str, Tree]"
Path = tuple[str | int, ...]
T = TypeVar("T")

_GROUP = re.compile(r"[A-E]:[1-9]", re.ASCII)
_RULE_KEYS = (
    "act", "from", "until", "destinations", "outside", "headquarters", "modifies", "paragraphs",
    "exclusions", "licences", "exceptions", "otherwise", "groups", "certainty", "sources", "note",
)  # fmt: skip
_PARAGRAPH_KEYS = ("name", "when", "destinations", "from", "certainty", "sources", "note")


class MisreadAt(Misread):
    """A part of a rule that cannot be read, with the keys that lead to it."""

    def __init__(self, error: Misread, path: Path) -> None:
        super().__init__(error.code, error.message, error.hint)
        self.path = path


class Part:
    """A part of a tree, and how it is reached."""

    def __init__(self, tree: Tree, path: Path = ()) -> None:
        self.tree, self.path = tree, path

    def wrong(self, code: str, message: str, hint: str) -> MisreadAt:
        """The error that this part is not what it should be."""
        return MisreadAt(Misread(code, message, hint), self.path)

    def entries(self, known: Collection[str], what: str) -> "dict[str, Part]":
        """A mapping by key; raises MisreadAt for a key that is none of those known."""
        if not isinstance(self.tree, Mapping):
            raise self.wrong("wrong-type", f"{what} must be a mapping", "write key: value lines")
        for key in self.tree:
            if key not in known:
                hint = did_you_mean(key, known, f"the keys are {', '.join(known)}")
                part = Part(key, (*self.path, key))
                raise part.wrong("unknown-key", f"{what} has no key {key!r}", hint)
        return {key: Part(value, (*self.path, key)) for key, value in self.tree.items()}

    def items(self) -> "list[Part]":
        """The items of a list; a value alone is a list of one."""
        if isinstance(self.tree, str | Mapping):
            return [self]
        return [Part(item, (*self.path, at)) for at, item in enumerate(self.tree)]

    def words(self) -> str:
        """Plain words."""
        if not isinstance(self.tree, str):
            raise self.wrong("wrong-type", "plain text is expected here", "write one value")
        return self.read(Text("Words", "Any words.").read)

    def read(self, reader: Callable[[str], T]) -> T:
        """The words as something else; raises MisreadAt where the reader cannot."""
        text = self.tree if isinstance(self.tree, str) else self.words()
        try:
            return reader(text)
        except Misread as error:
            raise MisreadAt(error, self.path) from None

    def all(self) -> tuple[str, ...]:
        """A list of words."""
        return tuple(item.words() for item in self.items())


def rule_of(policy: str, tree: Tree, usual: tuple[Citation, ...] = ()) -> Rule:
    """The rule that a tree holds; raises MisreadAt."""
    whole = Part(tree)
    parts = whole.entries(_RULE_KEYS, "a rule")
    act = _required(whole, parts, "act").read(_one_of(ACTS, "bad-choice", "an act of a rule"))
    certainty = _certainty(parts, "confirmed")
    citations = _citations(parts, usual)
    return Rule(
        policy,
        act,
        _required(whole, parts, "from").read(Date.read),
        _read(parts, "until", Date.read),
        _destinations(parts, "destinations"),
        _destinations(parts, "outside"),
        _destinations(parts, "headquarters"),
        _all(parts, "modifies"),
        tuple(_paragraph(one, certainty, citations) for one in _items(parts, "paragraphs")),
        tuple(map(_exclusion, _items(parts, "exclusions"))),
        tuple(map(_licence, _items(parts, "licences"))),
        tuple(map(_exemption, _items(parts, "exceptions"))),
        _words(parts, "otherwise"),
        tuple(map(_group, _items(parts, "groups"))),
        certainty,
        citations,
        _words(parts, "note"),
    )


def _paragraph(part: Part, certainty: str, citations: tuple[Citation, ...]) -> Paragraph:
    parts = part.entries(_PARAGRAPH_KEYS, "a paragraph")
    return Paragraph(
        _required(part, parts, "name").words(),
        _condition(_required(part, parts, "when")),
        _destinations(parts, "destinations"),
        _certainty(parts, certainty),
        _citations(parts, citations),
        _words(parts, "note"),
        _read(parts, "from", Date.read),
    )


def _exclusion(part: Part) -> Exclusion:
    parts = part.entries(("name", "of", "when"), "an exclusion")
    when = _condition(_required(part, parts, "when"))
    return Exclusion(_required(part, parts, "name").words(), _all(parts, "of"), when)


def _licence(part: Part) -> Licence:
    parts = part.entries(("destinations", "policy"), "a licence policy")
    policy = _required(part, parts, "policy").words()
    return Licence(_destinations(parts, "destinations"), policy)


def _exemption(part: Part) -> Exemption:
    keys = ("name", "of", "when", "destinations", "outside", "from", "note")
    parts = part.entries(keys, "a licence exception")
    when = _condition(parts["when"]) if "when" in parts else Group(any=False, parts=())
    return Exemption(
        _required(part, parts, "name").words(), _all(parts, "of"), when,
        _destinations(parts, "destinations"), _destinations(parts, "outside"),
        _read(parts, "from", Date.read), _words(parts, "note"),
    )  # fmt: skip


def _group(part: Part) -> tuple[str, tuple[str, ...], bool]:
    parts = part.entries(("name", "members", "complete"), "a country group")
    name = _required(part, parts, "name").read(_country_group)
    whole = _words(parts, "complete") or "yes"
    return name, _destinations(parts, "members"), whole == "yes"


def _condition(part: Part) -> Condition:
    """A mapping is tests that must all hold; ``all`` and ``any`` hold lists of conditions."""
    known = ("all", "any", PRODUCT, PARTY, OWNED, *Chip.properties)
    parts = part.entries(known, "a condition")
    found = tuple(_tested(key, value) for key, value in parts.items())
    if not found:
        raise part.wrong("bad-condition", "the condition is empty", 'write tpp: ">=4800"')
    return found[0] if len(found) == 1 else Group(any=False, parts=found)


def _tested(key: str, part: Part) -> Condition:
    if key in ("all", "any"):
        return Group(key == "any", tuple(_condition(item) for item in part.items()))
    if key in (PRODUCT, PARTY):
        return Criterion(key, words=part.all())
    field = Policy.ownership_share if key == OWNED else Chip.properties[key]
    if isinstance(field, Number):
        return Criterion(key, tuple(item.read(_bound(field)) for item in part.items()))
    if isinstance(field, Choice | Ref):
        return Criterion(key, words=tuple(item.read(field.read) for item in part.items()))
    hint = "test a number, a choice, or an entity"
    raise part.wrong("bad-condition", f"{key} is {field.type_name}, which has no bounds", hint)


def _bound(field: Number) -> Callable[[str], Quantity]:
    def read(text: str) -> Quantity:
        found = field.read(text)
        if found.exact is None:
            return found
        hint = f'say which side: ">={text}", ">{text}", "<={text}" or "<{text}"'
        raise Misread("bad-condition", f"{text!r} is a number, not a bound", hint)

    return read


def _one_of(choices: tuple[str, ...], code: str, what: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text in choices:
            return text
        hint = did_you_mean(text, choices, f"choose one of {', '.join(choices)}")
        raise Misread(code, f"{text!r} is not {what}", hint)

    return read


def _destination(text: str) -> str:
    if is_code(text) or _GROUP.fullmatch(text) or text == WORLDWIDE:
        return text
    hint = f"write an ISO 3166 code such as CN, a country group such as D:5, or {WORLDWIDE}"
    raise Misread("bad-destination", f"{text!r} is not a destination", hint)


def _country_group(text: str) -> str:
    if _GROUP.fullmatch(text):
        return text
    raise Misread("bad-destination", f"{text!r} is not a country group", "write one such as D:5")


def _required(whole: Part, parts: Mapping[str, Part], key: str) -> Part:
    if key in parts:
        return parts[key]
    raise whole.wrong("missing-value", f"this part of a rule has no {key}", f"add {key}: …")


def _read(parts: Mapping[str, Part], key: str, reader: Callable[[str], T]) -> T | None:
    return parts[key].read(reader) if key in parts else None


def _words(parts: Mapping[str, Part], key: str) -> str:
    return parts[key].words() if key in parts else ""


def _all(parts: Mapping[str, Part], key: str) -> tuple[str, ...]:
    return parts[key].all() if key in parts else ()


def _items(parts: Mapping[str, Part], key: str) -> list[Part]:
    return parts[key].items() if key in parts else []


def _destinations(parts: Mapping[str, Part], key: str) -> tuple[str, ...]:
    return tuple(item.read(_destination) for item in _items(parts, key))


def _certainty(parts: Mapping[str, Part], otherwise: str) -> str:
    reader = _one_of(CERTAINTIES, "bad-certainty", "a certainty")
    return _read(parts, "certainty", reader) or otherwise


def _citations(parts: Mapping[str, Part], otherwise: tuple[Citation, ...]) -> tuple[Citation, ...]:
    return tuple(item.read(Citation.read) for item in _items(parts, "sources")) or otherwise
