"""Findings: the paragraphs of the rules in force, each held against one item and its shipment."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ..model.facts import CERTAINTIES, Citation
from .circumstances import BegunParagraph, Circumstances
from .destinations import Shipment
from .eccn import is_paragraph_covered
from .evaluation import (
    MISSING,
    ConditionResult,
    CriterionResult,
    Reason,
    apply_exclusions,
    evaluate_condition,
)
from .item import Item
from .rule import (
    PARTY_KEY,
    PRODUCT_KEY,
    Paragraph,
    Rule,
    SystemEntry,
    iter_criteria,
)
from .truth import Truth, conjoin

UNKNOWN_SYSTEM_CLASS = "the class of what contains it"
"""What is not known where a rule on chips says nothing of the systems that they are in."""


class Assessment(NamedTuple):
    """An item in its circumstances, with what follows from these for every rule."""

    item: Item
    circumstances: Circumstances
    shipment: Shipment
    rules: tuple[Rule, ...]
    """The rules in force about such items, without those that another has stopped for certain."""
    suspensions: Mapping[str, str]
    """The policies that may be stopped, each with the policy that may have stopped it."""

    @property
    def day(self) -> int:
        """The day, a proleptic ordinal."""
        return self.circumstances.day


class ParagraphFinding(NamedTuple):
    """A paragraph held against an item."""

    rule: Rule
    paragraph: Paragraph
    holds: Truth
    """Whether the item meets its condition."""
    reaches_destination: Truth
    result: ConditionResult
    possibly_stopped_by: str = ""
    """The policy that may have stopped the rule; empty where there is none."""
    is_in_force: Truth = True
    """None between the first and the last day of an imprecise date on which it begins or ends."""
    system_entry: SystemEntry | None = None
    """The class of the system that contains the item, where it is judged as a part of one."""

    @property
    def class_name(self) -> str:
        """The name of the paragraph, or the class of the system by what it contains."""
        return self.system_entry.name if self.system_entry else self.paragraph.name

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What the class, or else the paragraph, rests on."""
        system_citations = self.system_entry.citations if self.system_entry else ()
        return (*system_citations, *self.paragraph.citations)

    @property
    def applies(self) -> Truth:
        """Whether the item meets the paragraph, and it reaches the shipment and is in force."""
        return conjoin(self.holds, self.reaches_destination, self.is_in_force)

    @property
    def is_binding(self) -> Truth:
        """Whether it applies to the shipment; None also where it is disputed that it applies."""
        return None if self.applies and self.is_doubtful else self.applies

    @property
    def is_doubtful(self) -> bool:
        """Whether it is disputed that it applies at all."""
        return bool(self.possibly_stopped_by) or self.paragraph.certainty == "disputed"

    @property
    def certainty(self) -> str:
        """The certainty of the paragraph, or of the least certain fact that it rests on."""
        facts = [
            fact
            for criterion_result in self.result.criterion_results
            if criterion_result.figure
            for fact in criterion_result.figure.facts
        ]
        return find_least_certain([self.paragraph.certainty, *(fact.certainty for fact in facts)])


def find_least_certain(certainties: Iterable[str]) -> str:
    """Return the least certain of some certainties."""
    return max(certainties, key=CERTAINTIES.index)


def assess(item: Item, circumstances: Circumstances) -> Assessment:
    """Collect what the circumstances of an item mean for every rule."""
    return Assessment(
        item=item,
        circumstances=circumstances,
        shipment=Shipment(circumstances.destination, item.end_user, circumstances.country_groups),
        rules=circumstances.select_rules(item.kind.name),
        suspensions=circumstances.suspensions,
    )


def collect_licence_findings(assessment: Assessment) -> tuple[ParagraphFinding, ...]:
    """Collect the findings of rules that require licences; of those on buyers only with a buyer."""
    has_end_user = assessment.item.end_user is not None
    return tuple(
        finding
        for rule in assessment.rules
        if rule.act.requires_licence and (has_end_user or rule.act.is_about_items)
        for finding in evaluate_rule(rule, assessment)
    )


def collect_other_findings(
    item: Item, circumstances: Circumstances
) -> tuple[ParagraphFinding, ...]:
    """Collect what an item falls under, or may, that requires no licence: a tariff, say.

    Those rules are about chips; what they mean for a system is not known.
    """
    if item.is_in_system:
        return ()
    assessment = assess(item, circumstances)._replace(suspensions={})
    return tuple(
        finding
        for rule in assessment.rules
        if rule.act.has_other_effect
        for finding in evaluate_rule(rule, assessment)
        if finding.holds is not False
    )


def collect_reviews(
    assessment: Assessment, findings: Sequence[ParagraphFinding]
) -> tuple[ParagraphFinding, ...]:
    """Collect the reviews of rules that require a licence, or may."""
    bound_policies = {
        finding.rule.policy for finding in findings if finding.is_binding is not False
    }
    return tuple(
        finding
        for rule in assessment.rules
        if rule.act.decides_applications and not bound_policies.isdisjoint(rule.modified_policies)
        for finding in evaluate_rule(rule, assessment._replace(suspensions={}))
        if finding.reaches_destination is not False
    )


def evaluate_rule(rule: Rule, assessment: Assessment) -> Iterator[ParagraphFinding]:
    """Hold every paragraph of a rule that has begun against an item.

    Where the item is a part of a system, of those that give a class only the paragraphs that make
    one of the system; a rule that says nothing of systems leaves it open.
    """
    has_system_classes = assessment.item.is_in_system and rule.act.gives_class
    item, suspender = assessment.item, assessment.suspensions.get(rule.policy, "")
    for begun in assessment.circumstances.list_paragraphs(rule, item.end_user):
        paragraph = begun.paragraph
        system_entry = find_system_entry(rule, paragraph) if has_system_classes else None
        if has_system_classes and rule.system_entries and not system_entry:
            continue
        result = evaluate_paragraph(rule, begun, item)
        if has_system_classes and not system_entry and result.holds is not False:
            result = result._replace(holds=None, reasons=(Reason(UNKNOWN_SYSTEM_CLASS, MISSING),))
        yield ParagraphFinding(
            rule=rule,
            paragraph=paragraph,
            holds=result.holds,
            reaches_destination=begun.reaches_destination,
            result=result,
            possibly_stopped_by=suspender,
            is_in_force=begun.is_in_force,
            system_entry=system_entry,
        )


def evaluate_paragraph(rule: Rule, begun: BegunParagraph, item: Item) -> ConditionResult:
    """Hold a paragraph with its exclusions against an item; kept with it, as days share rules.

    Exclusions end and do not begin, so that their number says which hold on a day.
    """
    key = id(rule), id(begun.paragraph), len(begun.exclusions)
    if key not in item.paragraph_results:
        result = apply_exclusions(
            evaluate_condition(begun.paragraph.condition, item), begun.exclusions, item
        )
        item.paragraph_results[key] = rule, result
    kept_result: ConditionResult = item.paragraph_results[key][1]
    return kept_result


def find_system_entry(rule: Rule, paragraph: Paragraph) -> SystemEntry | None:
    """Find the class of what contains an item of a paragraph; None where the rule has none."""
    entries = (
        entry
        for entry in rule.system_entries
        if is_paragraph_covered(entry.paragraph_names, paragraph.name)
    )
    return next(entries, None)


def is_item_named(rule: Rule, item: Item) -> bool:
    """Return whether a rule names an item, or who gets it."""
    end_user_id = item.end_user.id if item.end_user else ""
    names = {PRODUCT_KEY: item.id, PARTY_KEY: end_user_id}
    return any(
        names.get(criterion.property, "") in criterion.words
        for condition in rule.list_conditions()
        for criterion in iter_criteria(condition)
    )


def collect_criterion_results(findings: Iterable[ParagraphFinding]) -> list[CriterionResult]:
    """Collect the first criterion result of each property that some findings test."""
    results_by_property: dict[str, CriterionResult] = {}
    for finding in findings:
        for result in finding.result.criterion_results:
            results_by_property.setdefault(result.property_name, result)
    return list(results_by_property.values())
