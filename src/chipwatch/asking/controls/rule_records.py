"""The rules of policies as data: dates, destinations, and the conditions of each paragraph."""

from collections.abc import Iterator
from typing import NamedTuple

from ...model.problem import NotFoundError
from ...rules.evaluation import format_bound
from ...rules.rule import Condition, Criterion, Paragraph, Rule
from ...rules.tested_fields import find_tested_field
from ...store.knowledge_base import KnowledgeBase
from ..answers.serialise import JsonObject


class RuledPolicy(NamedTuple):
    """A policy that has rules to calculate with."""

    id: str
    name: str


def list_ruled_policies(base: KnowledgeBase) -> list[RuledPolicy]:
    """List the policies that have rules, in the order in which their first rule begins."""
    ids = list(dict.fromkeys(rule.policy for rule in base.load_rules()))
    entity_refs = base.load_entity_refs(ids)
    return [RuledPolicy(id=id_, name=entity_refs[id_].name) for id_ in ids if id_ in entity_refs]


def describe_rules(base: KnowledgeBase, policy_id: str) -> list[JsonObject]:
    """Describe every rule of a policy, by its id; raises NotFoundError where it has none."""
    rules = [rule for rule in base.load_rules() if rule.policy == policy_id]
    if not rules:
        hint = "chipwatch://rule/ID takes the id of a policy; the list of resources has them"
        raise NotFoundError(f"no policy {policy_id!r} has a rule", hint)
    return [_describe_rule(rule) for rule in rules]


def _describe_rule(rule: Rule) -> JsonObject:
    return {
        "policy": rule.policy,
        "act": rule.act.name,
        "from": rule.since.text,
        "until": rule.until and rule.until.text,
        "destinations": list(rule.destinations),
        "excluded_destinations": list(rule.excluded_destinations),
        "headquarters": list(rule.headquarters),
        "headquarters_outside": list(rule.headquarters_outside),
        "modifies": list(rule.modified_policies),
        "certainty": rule.certainty,
        "note": rule.note or None,
        "paragraphs": [_describe_paragraph(paragraph) for paragraph in rule.paragraphs],
        "exclusions": [
            {
                "name": exclusion.name,
                "paragraphs": list(exclusion.paragraph_names),
                "condition": format_condition(exclusion.condition),
                "until": exclusion.until and exclusion.until.text,
            }
            for exclusion in rule.exclusions
        ],
        "exceptions": [
            {"name": exemption.name, "note": exemption.note or None}
            for exemption in rule.exemptions
        ],
        "sources": [str(citation) for citation in rule.citations],
    }


def _describe_paragraph(paragraph: Paragraph) -> JsonObject:
    return {
        "paragraph": paragraph.name,
        "condition": format_condition(paragraph.condition),
        "destinations": list(paragraph.destinations),
        "from": paragraph.since and paragraph.since.text,
        "certainty": paragraph.certainty,
        "note": paragraph.note or None,
        "sources": [str(citation) for citation in paragraph.citations],
    }


def format_condition(condition: Condition) -> str:
    """Format a condition in one line: criteria joined by "and" or "or", groups in brackets."""
    if isinstance(condition, Criterion):
        return " and ".join(_iter_criterion_texts(condition))
    texts = [_format_member(member) for member in condition.conditions]
    return (" or " if condition.is_any else " and ").join(texts) or "always"


def _format_member(member: Condition) -> str:
    text = format_condition(member)
    is_single = isinstance(member, Criterion) and len(member.bounds) <= 1
    return text if is_single else f"({text})"


def _iter_criterion_texts(criterion: Criterion) -> Iterator[str]:
    if criterion.words:
        yield f"{criterion.property} is {' or '.join(criterion.words)}"
    for bound in criterion.bounds:
        yield f"{criterion.property} {format_bound(find_tested_field(criterion.property), bound)}"
