"""Parse rules from plain trees, as fact files and the snapshot hold them."""

import re
from collections.abc import Collection

from ..model.countries import is_country_code
from ..model.dates import Date
from ..model.facts import CERTAINTIES, Citation
from ..model.field_types import FieldProblem
from ..model.problem import FieldError
from ..model.problem_code import ProblemCode, ShapeProblem
from ..model.suggest import suggest_nearest
from .acts import ACTS, Act
from .condition_parser import parse_condition
from .licence_policy import UNKNOWN_POLICY, LicencePolicy, parse_policy_choice
from .rule import (
    ALWAYS,
    WORLDWIDE,
    Condition,
    CountryGroup,
    DestinationPolicy,
    Exclusion,
    Exemption,
    Paragraph,
    Rule,
    SystemEntry,
)
from .rule_problems import RuleProblem
from .rule_tree import RuleMapping, RuleNode, Tree

_COUNTRY_GROUP = re.compile(r"[A-E]:[1-9]", re.ASCII)
"""The names of the country groups of 15 CFR part 740, supplement no. 1, that have a number."""
_POLICY_KEYS = ("policy", "policy_note")
"""The keys of a review alone: how applications are decided."""
_RULE_KEYS = (
    "act",
    "from",
    "until",
    "destinations",
    "outside",
    "headquarters",
    "headquarters_outside",
    "modifies",
    "paragraphs",
    "exclusions",
    "licences",
    "exceptions",
    "otherwise",
    "otherwise_note",
    "groups",
    "certainty",
    "sources",
    "note",
)
_PARAGRAPH_KEYS = ("name", "when", "destinations", "from", "certainty", "sources", "note")
_EXEMPTION_KEYS = (
    "name",
    "of",
    "when",
    "destinations",
    "shipped_to",
    "outside",
    "from",
    "until",
    "note",
)


def parse_rule(policy: str, tree: Tree, usual_citations: tuple[Citation, ...] = ()) -> Rule:
    """Parse the rule that a tree holds; raise NestedFieldError where it cannot be read.

    A rule without sources of its own rests on the usual ones.
    """
    node = RuleNode(tree)
    act = (
        node.parse_mapping((*_RULE_KEYS, *_POLICY_KEYS, "systems"), "a rule")
        .find_required("act")
        .parse(_parse_act)
    )
    nodes = node.parse_mapping(_list_keys(_RULE_KEYS, act), "a rule that is no review")
    rule = Rule(
        policy=policy,
        act=act,
        since=nodes.find_required("from").parse(Date.parse),
        until=nodes.parse_optional("until", Date.parse),
        destinations=nodes.parse_items("destinations", _parse_destination),
        excluded_destinations=nodes.parse_items("outside", _parse_destination),
        headquarters=nodes.parse_items("headquarters", _parse_destination),
        headquarters_outside=nodes.parse_items("headquarters_outside", _parse_destination),
        modified_policies=nodes.parse_optional_texts("modifies"),
        exclusions=tuple(map(_parse_exclusion, nodes.list_optional_items("exclusions"))),
        licences=tuple(map(_parse_destination_policy, nodes.list_optional_items("licences"))),
        exemptions=tuple(map(_parse_exemption, nodes.list_optional_items("exceptions"))),
        fallback_policy=_parse_policy(nodes, "otherwise"),
        country_groups=tuple(map(_parse_country_group, nodes.list_optional_items("groups"))),
        system_entries=tuple(map(_parse_system_entry, nodes.list_optional_items("systems"))),
        certainty=nodes.parse_optional("certainty", _parse_certainty) or "confirmed",
        citations=nodes.parse_items("sources", Citation.parse) or usual_citations,
        note=nodes.parse_optional_text("note"),
    )
    policy_of_rule = _parse_policy(nodes, "policy")
    return rule._replace(
        paragraphs=tuple(
            _parse_paragraph(item, rule, policy_of_rule)
            for item in nodes.list_optional_items("paragraphs")
        )
    )


def _list_keys(keys: tuple[str, ...], act: Act) -> tuple[str, ...]:
    """List the keys that a part of a rule may have.

    Only reviews have policies of their own; only a paragraph on jurisdiction, or a review, is about
    classes, only one that lists parties has footnotes, and only what gives classes has those of
    systems.
    """
    if keys is _PARAGRAPH_KEYS:
        keys = (*keys, *_list_paragraph_keys(act))
    elif act.gives_class:
        keys = (*keys, "systems")
    return (*keys, *_POLICY_KEYS) if act.decides_applications else keys


def _list_paragraph_keys(act: Act) -> tuple[str, ...]:
    """List the keys that only the paragraphs of this act may have."""
    if act.reaches_foreign_items or act.decides_applications:
        return ("of",)
    return ("footnotes",) if act.lists_parties else ()


def _parse_paragraph(node: RuleNode, rule: Rule, usual_policy: LicencePolicy | None) -> Paragraph:
    """Parse a paragraph; what it leaves out is as the rule has it."""
    nodes = node.parse_mapping(_list_keys(_PARAGRAPH_KEYS, rule.act), "a paragraph")
    note = nodes.parse_optional_text("note")
    return Paragraph(
        name=nodes.find_required("name").parse_text(),
        condition=_parse_paragraph_condition(nodes, rule.act),
        destinations=nodes.parse_items("destinations", _parse_destination),
        certainty=nodes.parse_optional("certainty", _parse_certainty) or rule.certainty,
        citations=nodes.parse_items("sources", Citation.parse) or rule.citations,
        note=note,
        since=nodes.parse_optional("from", Date.parse),
        licence_policy=_parse_review_policy(nodes, rule, note, usual_policy),
        item_classes=nodes.parse_optional_texts("of"),
        footnotes=nodes.parse_optional_texts("footnotes"),
    )


def _parse_paragraph_condition(nodes: RuleMapping, act: Act) -> Condition:
    """Parse when a paragraph holds; one that may cover every item need not say so."""
    may_cover_all = act.covers_every_item or act.decides_applications
    if may_cover_all and "when" not in nodes.nodes:
        return ALWAYS
    return parse_condition(nodes.find_required("when"))


def _parse_review_policy(
    nodes: RuleMapping, rule: Rule, note: str, usual_policy: LicencePolicy | None
) -> LicencePolicy | None:
    """Parse how a review decides applications.

    Where that is unknown, the note of the paragraph or the rule says what is known of it.
    """
    if not rule.act.decides_applications:
        return None
    policy = _parse_policy(nodes, "policy") or usual_policy
    if policy is None:
        choice = nodes.find_required("policy").parse(parse_policy_choice)
        policy = LicencePolicy(choice)
    if policy.choice == UNKNOWN_POLICY and not policy.note:
        return policy._replace(note=note or rule.note)
    return policy


def _parse_policy(nodes: RuleMapping, key: str) -> LicencePolicy | None:
    """Parse a licence policy and the note beside it; None where there is none."""
    choice = nodes.parse_optional(key, parse_policy_choice)
    return LicencePolicy(choice, nodes.parse_optional_text(f"{key}_note")) if choice else None


def _parse_exclusion(node: RuleNode) -> Exclusion:
    nodes = node.parse_mapping(("name", "of", "when", "until"), "an exclusion")
    return Exclusion(
        name=nodes.find_required("name").parse_text(),
        paragraph_names=nodes.parse_optional_texts("of"),
        condition=parse_condition(nodes.find_required("when")),
        until=nodes.parse_optional("until", Date.parse),
    )


def _parse_destination_policy(node: RuleNode) -> DestinationPolicy:
    nodes = node.parse_mapping(("destinations", *_POLICY_KEYS), "a licence policy")
    choice = nodes.find_required("policy").parse(parse_policy_choice)
    return DestinationPolicy(
        destinations=nodes.parse_items("destinations", _parse_destination),
        policy=LicencePolicy(choice, nodes.parse_optional_text("policy_note")),
    )


def _parse_exemption(node: RuleNode) -> Exemption:
    nodes = node.parse_mapping(_EXEMPTION_KEYS, "a licence exception")
    return Exemption(
        name=nodes.find_required("name").parse_text(),
        paragraph_names=nodes.parse_optional_texts("of"),
        condition=parse_condition(nodes.nodes["when"]) if "when" in nodes.nodes else ALWAYS,
        destinations=nodes.parse_items("destinations", _parse_destination),
        shipped_to=nodes.parse_items("shipped_to", _parse_destination),
        excluded_destinations=nodes.parse_items("outside", _parse_destination),
        since=nodes.parse_optional("from", Date.parse),
        until=nodes.parse_optional("until", Date.parse),
        note=nodes.parse_optional_text("note"),
    )


def _parse_country_group(node: RuleNode) -> CountryGroup:
    nodes = node.parse_mapping(("name", "members", "complete"), "a country group")
    return CountryGroup(
        name=nodes.find_required("name").parse(_parse_group_name),
        members=nodes.parse_items("members", _parse_destination),
        is_complete=nodes.parse_optional_text("complete") in ("", "yes"),
    )


def _parse_system_entry(node: RuleNode) -> SystemEntry:
    nodes = node.parse_mapping(("name", "of", "sources"), "the class of a system")
    return SystemEntry(
        name=nodes.find_required("name").parse_text(),
        paragraph_names=nodes.find_required("of").parse_texts(),
        citations=nodes.parse_items("sources", Citation.parse),
    )


def _parse_act(text: str) -> Act:
    return ACTS[_parse_choice(text, ACTS, FieldProblem.BAD_CHOICE, "an act of a rule")]


def _parse_certainty(text: str) -> str:
    return _parse_choice(text, CERTAINTIES, ShapeProblem.BAD_CERTAINTY, "a certainty")


def _parse_choice(text: str, choices: Collection[str], code: ProblemCode, choice_name: str) -> str:
    if text in choices:
        return text
    hint = suggest_nearest(text, choices, f"choose one of {', '.join(choices)}")
    raise FieldError(code, f"{text!r} is not {choice_name}", hint)


def _parse_destination(text: str) -> str:
    if is_country_code(text) or _COUNTRY_GROUP.fullmatch(text) or text == WORLDWIDE:
        return text
    hint = f"write an ISO 3166 code such as CN, a country group such as D:5, or {WORLDWIDE}"
    raise FieldError(RuleProblem.BAD_DESTINATION, f"{text!r} is not a destination", hint)


def _parse_group_name(text: str) -> str:
    if _COUNTRY_GROUP.fullmatch(text):
        return text
    raise FieldError(
        RuleProblem.BAD_DESTINATION, f"{text!r} is not a country group", "write one such as D:5"
    )
