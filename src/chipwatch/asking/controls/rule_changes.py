"""Changes of rules that a user tries out: other numbers in the place of bounds."""

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from ...model.numeric_fields import Number
from ...model.problem import FieldError, UnknownNameError, UsageError
from ...model.quantity import Quantity, Real, format_quantity
from ...model.schema import Chip
from ...model.suggest import suggest_nearest
from ...rules.acts import rank_act
from ...rules.rule import Condition, ConditionGroup, Rule, iter_criteria
from .controls_query import ControlsQuery

_ASSIGNMENT_HINT = "write property=value, such as tpp=3000"


class BoundKey(NamedTuple):
    """What a bound is named by: a property, in one paragraph or in all of a rule."""

    paragraph: str
    """Nothing for all paragraphs."""
    property_name: str


class BoundAssignment(NamedTuple):
    """A new number for a bound, as a user gives it: ``3A090.a.1:tpp=3000``."""

    text: str
    key: BoundKey
    number: Real


class BoundChange(NamedTuple):
    """A number in the bounds of a property, and the one that replaces it."""

    key: BoundKey
    old: Real
    new: Real

    @property
    def text(self) -> str:
        """The change in words."""
        paragraph_text = f" of {self.key.paragraph}" if self.key.paragraph else ""
        old, new = (format_quantity(Quantity(end, end)) for end in (self.old, self.new))
        label = Chip.properties[self.key.property_name].label
        return f"{label}{paragraph_text} is {new} instead of {old}"


def parse_bound_assignment(text: str) -> BoundAssignment:
    """Parse ``paragraph:property=value``, the paragraph if wanted; raise UsageError.

    Raises UnknownNameError for a property that no rule can have a bound on.
    """
    key_text, sign, value_text = text.partition("=")
    if not sign or not value_text.strip():
        raise UsageError(f"{text!r} says no value", _ASSIGNMENT_HINT)
    paragraph, _, name = (piece.strip() for piece in key_text.rpartition(":"))
    if not isinstance(Chip.properties.get(name), Number):
        names = [key for key, field in Chip.properties.items() if isinstance(field, Number)]
        hint = suggest_nearest(name, names, _ASSIGNMENT_HINT)
        raise UnknownNameError(f"a rule has no bound on {name!r}", hint, names)
    return BoundAssignment(text, BoundKey(paragraph, name), _parse_number(name, value_text.strip()))


def _parse_number(name: str, text: str) -> Real:
    try:
        value = Chip.properties[name].parse(text)
    except FieldError as error:
        raise UsageError(f"{name}: {error.message}", error.hint) from None
    number: Real | None = value.exact_number
    if number is None or number <= 0:
        raise UsageError(f"{name} cannot be set to {text}", "give one number above 0")
    return number


def find_rule(query: ControlsQuery, rule_id: str, keys: Sequence[BoundKey]) -> Rule:
    """Find the rule to change: the one named, or the latest that tests all that is set.

    Only rules in force are tried that reach, or may reach, the destination: those that control
    before letters, and these before reviews. Raises UnknownNameError and UsageError.
    """
    rules = [rule for rule in query.list_reaching_rules() if rule.act.is_vintage]
    if rule_id:
        return _find_named_rule(query.rules, rule_id, [rule.policy for rule in rules])
    suspensions = query.circumstances.suspensions
    certain_rules = [rule for rule in reversed(rules) if rule.policy not in suspensions]
    certain_rules.sort(key=_rank_rule)
    for required_keys in (set(keys), {key._replace(paragraph="") for key in keys}):
        for rule in certain_rules:
            if required_keys <= _collect_bound_keys(rule, query.day.last):
                return rule
    property_names = " and ".join(dict.fromkeys(key.property_name for key in keys))
    dates = f", {query.base.time_filter.query_dates}," if query.base.time_filter else ""
    hint = "name a rule with --rule, or another day with --as-of"
    raise UsageError(f"no rule in force on {query.day.text}{dates} tests {property_names}", hint)


def _find_named_rule(rules: Sequence[Rule], rule_id: str, usual_ids: Sequence[str]) -> Rule:
    matches = [rule for rule in rules if rule.policy == rule_id and rule.paragraphs]
    if not matches:
        ids = list(dict.fromkeys(usual_ids))
        hint = suggest_nearest(rule_id, ids, f"in force: {', '.join(ids)}")
        raise UnknownNameError(f"there is no rule {rule_id!r}", hint, ids)
    return matches[0]


def _rank_rule(rule: Rule) -> int:
    return rank_act(rule.act)


def _collect_bound_keys(rule: Rule, day: int) -> set[BoundKey]:
    """Collect what a rule tests on a day, each property by its paragraph and by none."""
    return {
        BoundKey(paragraph_name, criterion.property)
        for paragraph in rule.paragraphs
        if paragraph.has_begun(day)
        for criterion in iter_criteria(paragraph.condition)
        for paragraph_name in ("", paragraph.name)
    }


def find_bound_changes(rule: Rule, assignments: Sequence[BoundAssignment]) -> list[BoundChange]:
    """Find the numbers of a rule that some assignments replace.

    Raises UnknownNameError where the rule has no such bound, and UsageError where a bound is set
    twice, also once by its paragraph and once for the whole rule.
    """
    changes = [_find_bound_change(rule, assignment) for assignment in assignments]
    pairs = zip(assignments, changes, strict=True)
    for (first_assignment, first), (second_assignment, second) in combinations(pairs, 2):
        if _is_same_bound(first, second):
            texts = f"{first_assignment.text} and {second_assignment.text}"
            message = f"{first.key.property_name} is set twice: {texts}"
            raise UsageError(message, "give each bound one value")
    return changes


def _find_bound_change(rule: Rule, assignment: BoundAssignment) -> BoundChange:
    """Find the number to replace: the highest lower bound, or the highest upper one if none is."""
    paragraph_name, property_name = assignment.key
    bounds = [
        bound
        for paragraph in rule.paragraphs
        if paragraph_name in ("", paragraph.name)
        for criterion in iter_criteria(paragraph.condition)
        if criterion.property == property_name
        for bound in criterion.bounds
    ]
    lower_ends = [bound.low for bound in bounds if bound.low is not None]
    upper_ends = [bound.high for bound in bounds if bound.high is not None]
    if not lower_ends and not upper_ends:
        names = [paragraph.name for paragraph in rule.paragraphs]
        hint = f"its paragraphs are {', '.join(names)}"
        raise UnknownNameError(f"{rule.policy} has no bound on {property_name} there", hint, names)
    return BoundChange(assignment.key, max(lower_ends or upper_ends), assignment.number)


def _is_same_bound(first: BoundChange, second: BoundChange) -> bool:
    is_same_number = (first.key.property_name, first.old) == (second.key.property_name, second.old)
    return is_same_number and (
        not first.key.paragraph
        or not second.key.paragraph
        or first.key.paragraph == second.key.paragraph
    )


def substitute_bound(rule: Rule, change: BoundChange) -> Rule:
    """Return the rule with a number replaced, in its exclusions and exceptions too.

    A change in one paragraph leaves the others, the exclusions and the exceptions as they are.
    """
    is_everywhere = not change.key.paragraph
    paragraphs = tuple(
        paragraph._replace(condition=_change_condition(paragraph.condition, change))
        if is_everywhere or paragraph.name == change.key.paragraph
        else paragraph
        for paragraph in rule.paragraphs
    )
    if not is_everywhere:
        return rule._replace(paragraphs=paragraphs)
    return rule._replace(
        paragraphs=paragraphs,
        exclusions=tuple(
            exclusion._replace(condition=_change_condition(exclusion.condition, change))
            for exclusion in rule.exclusions
        ),
        exemptions=tuple(
            exemption._replace(condition=_change_condition(exemption.condition, change))
            for exemption in rule.exemptions
        ),
    )


def _change_condition(condition: Condition, change: BoundChange) -> Condition:
    if isinstance(condition, ConditionGroup):
        members = tuple(_change_condition(member, change) for member in condition.conditions)
        return condition._replace(conditions=members)
    if condition.property != change.key.property_name:
        return condition
    bounds = tuple(_replace_bound_end(bound, change) for bound in condition.bounds)
    return condition._replace(bounds=bounds)


def _replace_bound_end(bound: Quantity, change: BoundChange) -> Quantity:
    """Replace the number at whichever end of a bound it stands."""
    low = change.new if bound.low == change.old else bound.low
    high = change.new if bound.high == change.old else bound.high
    return bound._replace(low=low, high=high)
