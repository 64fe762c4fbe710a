"""What would change: the chips that change class where the bounds of a rule are others."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from ...model.answer import Answer, Cell, Column, Json, Row, Table
from ...model.entity import Entity
from ...model.numeric_fields import Number
from ...model.problem import FieldError, UnknownNameError, UsageError
from ...model.quantity import Quantity, Real, format_quantity
from ...model.schema import Chip
from ...model.suggest import suggest_nearest
from ...model.wording import format_count
from ...rules.rule import Condition, ConditionGroup, Rule, iter_criteria
from ...rules.verdict import (
    CONTROLLED,
    NOT_CONTROLLED,
    Verdict,
    find_doubtful_suspensions,
    judge,
    list_rules_in_force,
)
from ...store.knowledge_base import KnowledgeBase
from ..answers.citations import CitationNumbers
from ..answers.query_options import QueryOptions
from ..answers.serialise import JsonObject
from .controls_query import DISCLAIMER, ControlsQuery, ControlsRequest
from .matrix import LEGEND, VINTAGE_ACTS, format_short_verdict, list_citations

WHATIF_COLUMNS = (
    Column("Chip"), Column("Designer"), Column("Now", is_unbreakable=True), Column("Then", is_unbreakable=True),
    Column("Direction"), Column("Headroom", is_numeric=True, is_unbreakable=True),
)  # fmt: skip


LICENCE_POLICIES = ("presumption of denial", "presumption of approval", "case by case")
"""The ways in which applications are decided that have a name."""


class BoundChange(NamedTuple):
    """One bound of a property that is another: in one paragraph, or wherever the number stands."""

    property_name: str
    paragraph: str
    old: Real
    new: Real


class ClassChange(NamedTuple):
    """A chip that changes, with the verdicts before and after, and the rule as changed."""

    chip: Entity
    current_verdict: Verdict
    new_verdict: Verdict
    changed_rule: Rule

    @property
    def is_change(self) -> bool:
        """Whether the verdict, the paragraph or how applications are decided is another."""
        verdicts = (self.current_verdict, self.new_verdict)
        return (
            len({(verdict.status, verdict.classes, verdict.licence_policy) for verdict in verdicts})
            > 1
        )

    @property
    def direction(self) -> str:
        """Which way it goes."""
        current_strength, new_strength = (
            _rank_strength(self.current_verdict),
            _rank_strength(self.new_verdict),
        )
        if current_strength is None or new_strength is None:
            return _describe_unknown_change(current_strength, new_strength)
        if current_strength == 0 or new_strength == 0:
            return "into control" if new_strength else "out of control"
        if current_strength == new_strength:
            return ", ".join(_describe_equal_strength(self.current_verdict, self.new_verdict))
        return "to a stronger class" if new_strength > current_strength else "to a weaker class"

    @property
    def headroom(self) -> Real | None:
        """How far the chip is from meeting the changed rule, or from no longer meeting it."""
        findings = (*self.new_verdict.findings, *self.new_verdict.reviews)
        rule_findings = [finding for finding in findings if finding.rule is self.changed_rule]
        binding_findings = [finding for finding in rule_findings if finding.is_binding]
        binding_findings = (
            binding_findings
            or [
                finding
                for finding in self.new_verdict.binding_findings
                if finding.rule is self.changed_rule
            ]
            or rule_findings
        )
        headrooms = [
            finding.result.headroom
            for finding in binding_findings
            if finding.result.headroom is not None
        ]
        return min(headrooms, key=abs, default=None)


def simulate_rule_change(
    base: KnowledgeBase,
    assignments: Sequence[str],
    rule_id: str,
    request: ControlsRequest,
    options: QueryOptions,
) -> Answer:
    """Which chips change where bounds do; raises UsageError and UnknownNameError."""
    query = ControlsQuery(base, request)
    if not assignments:
        raise UsageError("nothing is to be changed", "add --set tpp=3000")
    rule = _find_rule(query, rule_id, [_parse_bound_key(one) for one in assignments])
    bound_changes = [_parse_bound_change(rule, one) for one in assignments]
    _refuse_repeated_bounds(assignments, bound_changes)
    changed_rule = rule
    for bound_change in bound_changes:
        changed_rule = substitute_bound(changed_rule, bound_change)
    rules = [changed_rule if one is rule else one for one in query.rules]
    circumstances = query.circumstances._replace(rules=rules)
    class_changes = []
    chips = base.load_entities_of_kind("chip")
    for chip in chips:
        item = query.make_item(chip)
        class_change = ClassChange(
            chip, judge(item, query.circumstances), judge(item, circumstances), changed_rule
        )
        if class_change.is_change:
            class_changes.append(class_change)
    return WhatIfAnswer(
        query,
        rule,
        bound_changes,
        class_changes,
        len(chips) - len(class_changes),
        cite=options.cite,
    )


def substitute_bound(rule: Rule, change: BoundChange) -> Rule:
    """The rule with a bound replaced, in its exclusions and exceptions too."""
    paragraph_name = change.paragraph

    def change_condition(name: str, condition: Condition) -> Condition:
        return _change_condition(condition, change) if paragraph_name in ("", name) else condition

    return rule._replace(
        paragraphs=tuple(
            paragraph._replace(condition=change_condition(paragraph.name, paragraph.condition))
            for paragraph in rule.paragraphs
        ),
        exclusions=tuple(
            exemption._replace(condition=change_condition("", exemption.condition))
            for exemption in rule.exclusions
        ),
        exemptions=tuple(
            exemption._replace(condition=change_condition("", exemption.condition))
            for exemption in rule.exemptions
        ),
    )


class WhatIfAnswer:
    """The chips that change; implements Answer."""

    def __init__(
        self,
        query: ControlsQuery,
        rule: Rule,
        bound_changes: Sequence[BoundChange],
        class_changes: Sequence[ClassChange],
        unchanged: int,
        *,
        cite: bool,
    ) -> None:
        self.query, self.rule, self.bound_changes = query, rule, bound_changes
        self.class_changes, self.unchanged, self.cite = class_changes, unchanged, cite
        ids = dict.fromkeys(
            id_ for class_change in class_changes for id_ in list_designers(class_change.chip)
        )
        self.names = {
            id_: entity_ref.name for id_, entity_ref in query.base.load_entity_refs(ids).items()
        }

    def to_data(self) -> Json:
        """What was changed, each chip that flips, and the firms whose products those are."""
        return {
            "as_of": self.query.day.text, "to": self.query.destination, "rule": self.rule.policy,
            "set": [
                {
                    "property": bound_change.property_name, "paragraph": bound_change.paragraph or None,
                    "from": bound_change.old, "to": bound_change.new,
                }
                for bound_change in self.bound_changes
            ],
            "flips": [self._build_object(class_change) for class_change in self.class_changes],
            "firms": [
                {"id": id_, "name": self.names.get(id_, id_), "chips": chip_ids}
                for id_, chip_ids in self._collect_companies().items()
            ],
            "unchanged": self.unchanged,
            "disclaimer": DISCLAIMER,
        }  # fmt: skip

    def to_rows(self) -> Sequence[Row]:
        """A row for each chip that flips."""
        return [self._build_object(class_change) for class_change in self.class_changes]

    def to_tables(self) -> Sequence[Table]:
        """The chips that flip."""
        numbers = CitationNumbers()
        rows = tuple(
            tuple(self._build_cells(class_change, numbers)) for class_change in self.class_changes
        )
        change_text = ", ".join(
            _format_bound_change(bound_change) for bound_change in self.bound_changes
        )
        chip_count = format_count(len(rows), "chip changes", "chips change")
        title = f"{chip_count} where {change_text} in {self.rule.policy} on {self.query.day.text}"
        table = Table(title, WHATIF_COLUMNS, rows, notes=tuple(self._collect_notes()))
        return [table, *numbers.build_tables(self.query.find_source)]

    def collect_remarks(self) -> Sequence[str]:
        """Nothing: no name was guessed."""
        return ()

    def _build_object(self, class_change: ClassChange) -> JsonObject:
        return {
            "chip": class_change.chip.id, "name": class_change.chip.name, "designers": list_designers(class_change.chip),
            "from_verdict": class_change.current_verdict.status, "from_class": class_change.current_verdict.paragraph,
            "from_policy": class_change.current_verdict.licence_policy or None,
            "to_verdict": class_change.new_verdict.status, "to_class": class_change.new_verdict.paragraph,
            "to_policy": class_change.new_verdict.licence_policy or None,
            "direction": class_change.direction, "headroom": class_change.headroom,
        }  # fmt: skip

    def _build_cells(self, class_change: ClassChange, numbers: CitationNumbers) -> Iterator[Cell]:
        yield Cell(class_change.chip.name, "name")
        yield Cell("; ".join(self.names.get(id_, id_) for id_ in list_designers(class_change.chip)))
        for verdict in (class_change.current_verdict, class_change.new_verdict):
            cites = numbers.register_citations(list_citations(verdict)) if self.cite else ()
            yield Cell(format_short_verdict(verdict), citations=cites)
        yield Cell(class_change.direction, "differs")
        yield Cell("" if class_change.headroom is None else f"{class_change.headroom:.1f} %")

    def _collect_companies(self) -> dict[str, list[str]]:
        chips_by_company: dict[str, list[str]] = {}
        for class_change in self.class_changes:
            for id_ in list_designers(class_change.chip):
                chips_by_company.setdefault(id_, []).append(class_change.chip.id)
        return chips_by_company

    def _collect_notes(self) -> Iterator[str]:
        yield f"{self.unchanged} stay as they are"
        company_texts = (
            f"{self.names.get(id_, id_)} ({len(chip_ids)})"
            for id_, chip_ids in self._collect_companies().items()
        )
        if self.class_changes:
            yield f"whose products: {', '.join(company_texts)}"
            yield from LEGEND
            yield "headroom: how far figures stay clear of the changed rule; below 0 they meet it"
        yield DISCLAIMER


def list_designers(chip: Entity) -> list[str]:
    """Who designed a chip."""
    return list(
        dict.fromkeys(str(fact.value) for fact in chip.facts if fact.property == "designer")
    )


def _find_rule(query: ControlsQuery, id_: str, bound_keys: Sequence[tuple[str, str]]) -> Rule:
    """The rule to change: the one named, or the latest in force that tests all that is set.

    Rules that control are looked through before letters, and these before reviews.
    """
    rules = [rule for rule in list_rules_in_force(query.circumstances) if rule.act in VINTAGE_ACTS]
    if id_:
        matches = [rule for rule in query.rules if rule.policy == id_ and rule.paragraphs]
        policy_ids = list(dict.fromkeys(rule.policy for rule in rules))
        if not matches:
            hint = suggest_nearest(id_, policy_ids, f"in force: {', '.join(policy_ids)}")
            raise UnknownNameError(f"there is no rule {id_!r}", hint, policy_ids)
        return matches[0]
    doubtful_suspensions = find_doubtful_suspensions(query.circumstances)
    certain_rules = [rule for rule in reversed(rules) if rule.policy not in doubtful_suspensions]
    certain_rules.sort(key=lambda rule: VINTAGE_ACTS.index(rule.act))
    for required_keys in (set(bound_keys), {("", name) for _, name in bound_keys}):
        for rule in certain_rules:
            if required_keys <= _collect_bound_keys(rule, query.day.last):
                return rule
    property_names = " and ".join(dict.fromkeys(name for _, name in bound_keys))
    date_text = f", {query.base.time_filter.query_dates}," if query.base.time_filter else ""
    hint = "name a rule with --rule, or another day with --as-of"
    raise UsageError(
        f"no rule in force on {query.day.text}{date_text} tests {property_names}", hint
    )


def _collect_bound_keys(rule: Rule, day: int) -> set[tuple[str, str]]:
    """What a rule tests on a day: properties, each by its paragraph and by none."""
    return {
        (paragraph_name, test.property)
        for paragraph in rule.paragraphs
        if paragraph.since is None or paragraph.since.first <= day
        for test in iter_criteria(paragraph.condition)
        for paragraph_name in ("", paragraph.name)
    }


def _parse_bound_key(assignment: str) -> tuple[str, str]:
    """The paragraph, if any, and the property in ``paragraph:property=value``."""
    bound_key, sign, text = assignment.partition("=")
    if not sign or not text.strip():
        raise UsageError(f"{assignment!r} says no value", "write property=value, such as tpp=3000")
    paragraph, _, name = (piece.strip() for piece in bound_key.rpartition(":"))
    if not isinstance(Chip.properties.get(name), Number):
        property_names = [
            key for key, field in Chip.properties.items() if isinstance(field, Number)
        ]
        hint = suggest_nearest(name, property_names, "write property=value, such as tpp=3000")
        raise UnknownNameError(f"a rule has no bound on {name!r}", hint, property_names)
    return paragraph, name


def _parse_bound_change(rule: Rule, assignment: str) -> BoundChange:
    """What is to be changed: in the paragraph named, or the highest lower bound of the rule."""
    paragraph, name = _parse_bound_key(assignment)
    text = assignment.partition("=")[2]
    try:
        new = Chip.properties[name].parse(text.strip())
    except FieldError as error:
        raise UsageError(f"{name}: {error.message}", error.hint) from None
    if new.exact_number is None or new.exact_number <= 0:
        raise UsageError(f"{name} cannot be set to {text.strip()}", "give one number above 0")
    bounds = [
        bound
        for rule_paragraph in rule.paragraphs
        if paragraph in ("", rule_paragraph.name)
        for test in iter_criteria(rule_paragraph.condition)
        if test.property == name
        for bound in test.bounds
    ]
    lower_ends = [bound.low for bound in bounds if bound.low is not None]
    upper_ends = [bound.high for bound in bounds if bound.high is not None]
    if not lower_ends and not upper_ends:
        paragraph_names = [rule_paragraph.name for rule_paragraph in rule.paragraphs]
        hint = f"its paragraphs are {', '.join(paragraph_names)}"
        raise UnknownNameError(f"{rule.policy} has no bound on {name} there", hint, paragraph_names)
    return BoundChange(name, paragraph, max(lower_ends or upper_ends), new.exact_number)


def _refuse_repeated_bounds(
    assignments: Sequence[str], bound_changes: Sequence[BoundChange]
) -> None:
    """Raises UsageError where a bound is set twice, also once by itself and once by its rule."""
    for (first_assignment, first_change), (second_assignment, second_change) in combinations(
        zip(assignments, bound_changes, strict=True), 2
    ):
        is_apart = (
            first_change.paragraph
            and second_change.paragraph
            and first_change.paragraph != second_change.paragraph
        )
        if (first_change.property_name, first_change.old) == (
            second_change.property_name,
            second_change.old,
        ) and not is_apart:
            message = f"{first_change.property_name} is set twice: {first_assignment} and {second_assignment}"
            raise UsageError(message, "give each bound one value")


def _change_condition(condition: Condition, change: BoundChange) -> Condition:
    if isinstance(condition, ConditionGroup):
        return condition._replace(
            conditions=tuple(
                _change_condition(subcondition, change) for subcondition in condition.conditions
            )
        )
    if condition.property != change.property_name:
        return condition
    return condition._replace(
        bounds=tuple(_replace_bound_end(bound, change) for bound in condition.bounds)
    )


def _replace_bound_end(bound: Quantity, change: BoundChange) -> Quantity:
    """A bound with the number replaced at whichever end it stands."""
    low = change.new if bound.low == change.old else bound.low
    high = change.new if bound.high == change.old else bound.high
    return bound._replace(low=low, high=high)


def _rank_strength(verdict: Verdict) -> int | None:
    """0 for not controlled, more for stronger classes; None where it cannot be told."""
    if verdict.status == NOT_CONTROLLED:
        return 0
    if verdict.status != CONTROLLED:
        return None
    names = verdict.classes
    return 2 if names and all(name.startswith("3A090.a") for name in names) else 1


def _describe_equal_strength(current_verdict: Verdict, new_verdict: Verdict) -> Iterator[str]:
    """The directions between classes of one strength."""
    if current_verdict.classes != new_verdict.classes:
        yield "to another paragraph"
    if current_verdict.licence_policy != new_verdict.licence_policy:
        yield _describe_policy_change(current_verdict, new_verdict)


def _describe_policy_change(current_verdict: Verdict, new_verdict: Verdict) -> str:
    """The direction where applications are decided in another way, or it cannot be told how."""
    if _is_policy_undecided(new_verdict):
        return (
            "from not knowing to not knowing"
            if _is_policy_undecided(current_verdict)
            else "into not knowing"
        )
    current_policy, new_policy = (
        next(
            (policy for policy in LICENCE_POLICIES if verdict.licence_policy.startswith(policy)), ""
        )
        for verdict in (current_verdict, new_verdict)
    )
    if _is_policy_undecided(current_verdict):
        return f"from not knowing to {_shorten_policy(new_policy)}"
    return f"to {_shorten_policy(new_policy if new_policy != current_policy else '')}"


def _shorten_policy(policy: str) -> str:
    return policy.removeprefix("presumption of ") or "another licence policy"


def _is_policy_undecided(verdict: Verdict) -> bool:
    """Whether the review that decides may hold or not."""
    binding_policies = {finding.rule.policy for finding in verdict.binding_findings}
    truths = (finding.holds for finding in reversed(verdict.reviews)
           if finding.holds is not False and not binding_policies.isdisjoint(finding.rule.modified_policies))  # fmt: skip
    return next(truths, True) is None


def _describe_unknown_change(current_strength: int | None, new_strength: int | None) -> str:
    """A direction of which one side is not known."""
    if new_strength is None:
        return "from not knowing to not knowing" if current_strength is None else "into not knowing"
    return "from not knowing into control" if new_strength else "from not knowing out of control"


def _format_bound_change(bound_change: BoundChange) -> str:
    paragraph_text = f" of {bound_change.paragraph}" if bound_change.paragraph else ""
    old, new = (
        format_quantity(Quantity(number, number)) for number in (bound_change.old, bound_change.new)
    )
    return f"{Chip.properties[bound_change.property_name].label}{paragraph_text} is {new} instead of {old}"
