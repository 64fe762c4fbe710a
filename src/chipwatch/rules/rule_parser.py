"""Rules from plain trees, as fact files and the snapshot hold them: mappings, lists and words."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeAlias, TypeVar

from ..model.countries import is_country_code
from ..model.dates import Date
from ..model.facts import CERTAINTIES, Citation
from ..model.field_types import Choice, Ref, Text
from ..model.numeric_fields import Number
from ..model.problem import FieldError
from ..model.quantity import Quantity
from ..model.schema import Chip, Policy
from ..model.suggest import suggest_nearest
from .rule import (
    OWNERSHIP_KEY,
    PARTY_KEY,
    PRODUCT_KEY,
    RULE_ACTS,
    WORLDWIDE,
    Condition,
    ConditionGroup,
    Criterion,
    Exclusion,
    Exemption,
    LicencePolicy,
    Paragraph,
    Rule,
)

Tree: TypeAlias = "str | Sequence[Tree] | Mapping[str, Tree]"
KeyPath = tuple[str | int, ...]
T = TypeVar("T")

_COUNTRY_GROUP = re.compile(r"[A-E]:[1-9]", re.ASCII)
_RULE_KEYS = (
    "act", "from", "until", "destinations", "outside", "headquarters", "modifies", "paragraphs",
    "exclusions", "licences", "exceptions", "otherwise", "groups", "certainty", "sources", "note",
)  # fmt: skip
_PARAGRAPH_KEYS = ("name", "when", "destinations", "from", "certainty", "sources", "note")


class NestedFieldError(FieldError):
    """A part of a rule that cannot be read, with the keys that lead to it."""

    def __init__(self, error: FieldError, path: KeyPath) -> None:
        super().__init__(error.code, error.message, error.hint)
        self.path = path


class RuleNode:
    """A part of a tree, and how it is reached."""

    def __init__(self, tree: Tree, path: KeyPath = ()) -> None:
        self.tree, self.path = tree, path

    def build_error(self, code: str, message: str, hint: str) -> NestedFieldError:
        """The error that this part is not what it should be."""
        return NestedFieldError(FieldError(code, message, hint), self.path)

    def parse_mapping(self, allowed_keys: Collection[str], node_name: str) -> "dict[str, RuleNode]":
        """A mapping by key; raises MisreadAt for a key that is none of those known."""
        if not isinstance(self.tree, Mapping):
            raise self.build_error(
                "wrong-type", f"{node_name} must be a mapping", "write key: value lines"
            )
        for key in self.tree:
            if key not in allowed_keys:
                hint = suggest_nearest(key, allowed_keys, f"the keys are {', '.join(allowed_keys)}")
                key_node = RuleNode(key, (*self.path, key))
                raise key_node.build_error("unknown-key", f"{node_name} has no key {key!r}", hint)
        return {key: RuleNode(value, (*self.path, key)) for key, value in self.tree.items()}

    def list_items(self) -> "list[RuleNode]":
        """The items of a list; a value alone is a list of one."""
        if isinstance(self.tree, str | Mapping):
            return [self]
        return [RuleNode(item, (*self.path, index)) for index, item in enumerate(self.tree)]

    def parse_text(self) -> str:
        """Plain words."""
        if not isinstance(self.tree, str):
            raise self.build_error("wrong-type", "plain text is expected here", "write one value")
        return self.parse(Text("Words", "Any words.").parse)

    def parse(self, parser: Callable[[str], T]) -> T:
        """The words as something else; raises MisreadAt where the reader cannot."""
        text = self.tree if isinstance(self.tree, str) else self.parse_text()
        try:
            return parser(text)
        except FieldError as error:
            raise NestedFieldError(error, self.path) from None

    def parse_texts(self) -> tuple[str, ...]:
        """A list of words."""
        return tuple(item.parse_text() for item in self.list_items())


def parse_rule(policy: str, tree: Tree, usual_citations: tuple[Citation, ...] = ()) -> Rule:
    """The rule that a tree holds; raises MisreadAt."""
    rule_node = RuleNode(tree)
    nodes = rule_node.parse_mapping(_RULE_KEYS, "a rule")
    act = _find_required(rule_node, nodes, "act").parse(
        _build_choice_parser(RULE_ACTS, "bad-choice", "an act of a rule")
    )
    certainty = _parse_certainty(nodes, "confirmed")
    citations = _parse_citations(nodes, usual_citations)
    return Rule(
        policy,
        act,
        _find_required(rule_node, nodes, "from").parse(Date.parse),
        _parse_optional(nodes, "until", Date.parse),
        _parse_destinations(nodes, "destinations"),
        _parse_destinations(nodes, "outside"),
        _parse_destinations(nodes, "headquarters"),
        _parse_optional_texts(nodes, "modifies"),
        tuple(
            _parse_paragraph(node, certainty, citations)
            for node in _list_optional_items(nodes, "paragraphs")
        ),
        tuple(map(_parse_exclusion, _list_optional_items(nodes, "exclusions"))),
        tuple(map(_parse_licence_policy, _list_optional_items(nodes, "licences"))),
        tuple(map(_parse_exemption, _list_optional_items(nodes, "exceptions"))),
        _parse_optional_text(nodes, "otherwise"),
        tuple(map(_parse_country_group, _list_optional_items(nodes, "groups"))),
        certainty,
        citations,
        _parse_optional_text(nodes, "note"),
    )


def _parse_paragraph(node: RuleNode, certainty: str, citations: tuple[Citation, ...]) -> Paragraph:
    nodes = node.parse_mapping(_PARAGRAPH_KEYS, "a paragraph")
    return Paragraph(
        _find_required(node, nodes, "name").parse_text(),
        _parse_condition(_find_required(node, nodes, "when")),
        _parse_destinations(nodes, "destinations"),
        _parse_certainty(nodes, certainty),
        _parse_citations(nodes, citations),
        _parse_optional_text(nodes, "note"),
        _parse_optional(nodes, "from", Date.parse),
    )


def _parse_exclusion(node: RuleNode) -> Exclusion:
    nodes = node.parse_mapping(("name", "of", "when"), "an exclusion")
    condition = _parse_condition(_find_required(node, nodes, "when"))
    return Exclusion(
        _find_required(node, nodes, "name").parse_text(),
        _parse_optional_texts(nodes, "of"),
        condition,
    )


def _parse_licence_policy(node: RuleNode) -> LicencePolicy:
    nodes = node.parse_mapping(("destinations", "policy"), "a licence policy")
    policy = _find_required(node, nodes, "policy").parse_text()
    return LicencePolicy(_parse_destinations(nodes, "destinations"), policy)


def _parse_exemption(node: RuleNode) -> Exemption:
    keys = ("name", "of", "when", "destinations", "outside", "from", "note")
    nodes = node.parse_mapping(keys, "a licence exception")
    condition = (
        _parse_condition(nodes["when"])
        if "when" in nodes
        else ConditionGroup(is_any=False, conditions=())
    )
    return Exemption(
        _find_required(node, nodes, "name").parse_text(), _parse_optional_texts(nodes, "of"), condition,
        _parse_destinations(nodes, "destinations"), _parse_destinations(nodes, "outside"),
        _parse_optional(nodes, "from", Date.parse), _parse_optional_text(nodes, "note"),
    )  # fmt: skip


def _parse_country_group(node: RuleNode) -> tuple[str, tuple[str, ...], bool]:
    nodes = node.parse_mapping(("name", "members", "complete"), "a country group")
    name = _find_required(node, nodes, "name").parse(_parse_group_name)
    completeness = _parse_optional_text(nodes, "complete") or "yes"
    return name, _parse_destinations(nodes, "members"), completeness == "yes"


def _parse_condition(node: RuleNode) -> Condition:
    """A mapping is tests that must all hold; ``all`` and ``any`` hold lists of conditions."""
    allowed_keys = ("all", "any", PRODUCT_KEY, PARTY_KEY, OWNERSHIP_KEY, *Chip.properties)
    nodes = node.parse_mapping(allowed_keys, "a condition")
    conditions = tuple(_parse_test(key, value) for key, value in nodes.items())
    if not conditions:
        raise node.build_error("bad-condition", "the condition is empty", 'write tpp: ">=4800"')
    return (
        conditions[0]
        if len(conditions) == 1
        else ConditionGroup(is_any=False, conditions=conditions)
    )


def _parse_test(key: str, node: RuleNode) -> Condition:
    if key in ("all", "any"):
        return ConditionGroup(
            key == "any", tuple(_parse_condition(item) for item in node.list_items())
        )
    if key in (PRODUCT_KEY, PARTY_KEY):
        return Criterion(key, words=node.parse_texts())
    field = Policy.ownership_share if key == OWNERSHIP_KEY else Chip.properties[key]
    if isinstance(field, Number):
        return Criterion(
            key, tuple(item.parse(_build_bound_parser(field)) for item in node.list_items())
        )
    if isinstance(field, Choice | Ref):
        return Criterion(key, words=tuple(item.parse(field.parse) for item in node.list_items()))
    hint = "test a number, a choice, or an entity"
    raise node.build_error(
        "bad-condition", f"{key} is {field.type_name}, which has no bounds", hint
    )


def _build_bound_parser(field: Number) -> Callable[[str], Quantity]:
    def parse_bound(text: str) -> Quantity:
        bound = field.parse(text)
        if bound.exact_number is None:
            return bound
        hint = f'say which side: ">={text}", ">{text}", "<={text}" or "<{text}"'
        raise FieldError("bad-condition", f"{text!r} is a number, not a bound", hint)

    return parse_bound


def _build_choice_parser(
    choices: tuple[str, ...], code: str, choice_name: str
) -> Callable[[str], str]:
    def parse_choice(text: str) -> str:
        if text in choices:
            return text
        hint = suggest_nearest(text, choices, f"choose one of {', '.join(choices)}")
        raise FieldError(code, f"{text!r} is not {choice_name}", hint)

    return parse_choice


def _parse_destination(text: str) -> str:
    if is_country_code(text) or _COUNTRY_GROUP.fullmatch(text) or text == WORLDWIDE:
        return text
    hint = f"write an ISO 3166 code such as CN, a country group such as D:5, or {WORLDWIDE}"
    raise FieldError("bad-destination", f"{text!r} is not a destination", hint)


def _parse_group_name(text: str) -> str:
    if _COUNTRY_GROUP.fullmatch(text):
        return text
    raise FieldError("bad-destination", f"{text!r} is not a country group", "write one such as D:5")


def _find_required(node: RuleNode, nodes: Mapping[str, RuleNode], key: str) -> RuleNode:
    if key in nodes:
        return nodes[key]
    raise node.build_error("missing-value", f"this part of a rule has no {key}", f"add {key}: …")


def _parse_optional(
    nodes: Mapping[str, RuleNode], key: str, parser: Callable[[str], T]
) -> T | None:
    return nodes[key].parse(parser) if key in nodes else None


def _parse_optional_text(nodes: Mapping[str, RuleNode], key: str) -> str:
    return nodes[key].parse_text() if key in nodes else ""


def _parse_optional_texts(nodes: Mapping[str, RuleNode], key: str) -> tuple[str, ...]:
    return nodes[key].parse_texts() if key in nodes else ()


def _list_optional_items(nodes: Mapping[str, RuleNode], key: str) -> list[RuleNode]:
    return nodes[key].list_items() if key in nodes else []


def _parse_destinations(nodes: Mapping[str, RuleNode], key: str) -> tuple[str, ...]:
    return tuple(item.parse(_parse_destination) for item in _list_optional_items(nodes, key))


def _parse_certainty(nodes: Mapping[str, RuleNode], fallback: str) -> str:
    parser = _build_choice_parser(CERTAINTIES, "bad-certainty", "a certainty")
    return _parse_optional(nodes, "certainty", parser) or fallback


def _parse_citations(
    nodes: Mapping[str, RuleNode], fallback: tuple[Citation, ...]
) -> tuple[Citation, ...]:
    return (
        tuple(item.parse(Citation.parse) for item in _list_optional_items(nodes, "sources"))
        or fallback
    )
