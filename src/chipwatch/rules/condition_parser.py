"""Parse the conditions of rules: bounds and words by property, joined by all or any."""

from collections.abc import Callable

from ..model.field_types import Choice, Ref
from ..model.numeric_fields import Number
from ..model.problem import FieldError
from ..model.quantity import Quantity
from .rule import (
    OWNERSHIP_KEY,
    SHIPMENT_KEYS,
    US_CONTENT_KEY,
    Condition,
    ConditionGroup,
    Criterion,
)
from .rule_problems import RuleProblem
from .rule_tree import RuleNode
from .tested_fields import TESTED_FIELDS

_GROUP_KEYS = ("all", "any")
_WORD_KEYS = SHIPMENT_KEYS - {OWNERSHIP_KEY, US_CONTENT_KEY}
"""What is tested of a shipment by words; its shares are numbers."""


def parse_condition(node: RuleNode) -> Condition:
    """Parse a mapping of tests that must all hold; ``all`` and ``any`` hold lists of conditions."""
    allowed_keys = (*_GROUP_KEYS, *sorted(_WORD_KEYS), *TESTED_FIELDS)
    nodes = node.parse_mapping(allowed_keys, "a condition").nodes
    conditions = tuple(_parse_test(key, value) for key, value in nodes.items())
    if not conditions:
        raise node.build_error(
            RuleProblem.BAD_CONDITION, "the condition is empty", 'write tpp: ">=4800"'
        )
    if len(conditions) == 1:
        return conditions[0]
    return ConditionGroup(is_any=False, conditions=conditions)


def _parse_test(key: str, node: RuleNode) -> Condition:
    if key in _GROUP_KEYS:
        conditions = tuple(parse_condition(item) for item in node.list_items())
        return ConditionGroup(is_any=key == "any", conditions=conditions)
    if key in _WORD_KEYS:
        return Criterion(key, words=node.parse_texts())
    field = TESTED_FIELDS[key]
    if isinstance(field, Number):
        parse_bound = _build_bound_parser(field)
        return Criterion(key, bounds=tuple(item.parse(parse_bound) for item in node.list_items()))
    if isinstance(field, Choice | Ref):
        return Criterion(key, words=tuple(item.parse(field.parse) for item in node.list_items()))
    message = f"{key} is {field.type_name}, which has no bounds"
    raise node.build_error(
        RuleProblem.BAD_CONDITION, message, "test a number, a choice, or an entity"
    )


def _build_bound_parser(field: Number) -> Callable[[str], Quantity]:
    def parse_bound(text: str) -> Quantity:
        bound = field.parse(text)
        if bound.exact_number is None:
            return bound
        hint = f'say which side: ">={text}", ">{text}", "<={text}" or "<{text}"'
        raise FieldError(RuleProblem.BAD_CONDITION, f"{text!r} is a number, not a bound", hint)

    return parse_bound
