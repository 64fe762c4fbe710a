"""Why a verdict is as it is, in sentences: the paragraphs, letters, lists and doubts behind it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ...model.derived_values import round_figure
from ...model.facts import Citation
from ...model.interval_arithmetic import format_rounded
from ...model.quantity import format_quantity
from ...model.schema import Chip
from ...model.wording import format_alternatives, lower_label
from ...rules.evaluation import CriterionResult, Reason
from ...rules.findings import ParagraphFinding
from ...rules.rule import OWNERSHIP_KEY, PRODUCT_KEY
from ...rules.tested_fields import find_tested_field
from ...rules.verdict import (
    CAUSE_TEXTS,
    DISPUTED_STATUS,
    LICENCE_REQUIRED,
    NO_LICENCE_REQUIRED,
    ON_THE_BOOKS,
    UNKNOWN_STATUS,
    Verdict,
)
from .controls_query import ControlsQuery, ControlsResult
from .distance_words import describe_distance, format_limit, get_limit, is_sought_limit
from .exclusion_words import describe_exclusion, list_open_classes
from .origin_answer import (
    describe_jurisdiction,
    describe_origin_reason,
    format_country,
    list_origin_questions,
)
from .ownership_words import (
    describe_past_stop,
    describe_possible_reach,
    iter_open_ownership,
    list_ownership_reasons,
)
from .references import References
from .verdict_dates import format_long_date


class Sentence(NamedTuple):
    """One sentence of an explanation, and what it rests on."""

    text: str
    citations: Sequence[Citation] = ()


class ReasonWriter:
    """Writes why the verdicts of one answer are as they are."""

    def __init__(self, query: ControlsQuery, references: References) -> None:
        self.query, self.references = query, references

    def explain(self, result: ControlsResult) -> Iterator[Sentence]:
        """Explain a verdict: the first sentence decides, the others qualify it."""
        verdict = result.verdict
        if verdict.gap_text:
            yield Sentence(_capitalise(f"{verdict.gap_text}."))
            return
        if verdict.status == ON_THE_BOOKS:
            yield from self._explain_enforcement(verdict)
            yield from self._warn_of_seats(result, "required and enforced")
        elif verdict.status in (LICENCE_REQUIRED, UNKNOWN_STATUS, DISPUTED_STATUS):
            yield from self._explain_requirement(result)
        else:
            yield from self._explain_freedom(result)
        yield from self._explain_open_points(verdict)

    def _explain_requirement(self, result: ControlsResult) -> Iterator[Sentence]:
        verdict = result.verdict
        findings = verdict.binding_findings or verdict.conditional_findings
        if findings and not findings[0].is_binding:
            names = " or ".join(dict.fromkeys(finding.class_name for finding in findings))
            yield Sentence(f"{names}: in every case one of them.", findings[0].paragraph.citations)
        else:
            for finding in _pick_findings(findings):
                yield Sentence(self._describe_finding(finding, result), finding.citations)
        yield from self._explain_accounts(findings)
        yield from self._explain_possible_owners(result)
        if findings and not any(finding.rule.act.gives_class for finding in findings):
            yield from self._explain_figures(verdict)

    def _explain_possible_owners(self, result: ControlsResult) -> Iterator[Sentence]:
        """Say that the owners of the buyer may bring it under a rule, and what holds if not."""
        reasons = list_ownership_reasons(result.verdict)
        if not reasons:
            return
        finding = next(iter_open_ownership(result.verdict))
        yield Sentence(describe_possible_reach(self.query, self.references), finding.citations)
        is_all_else_decided = reasons.issuperset(result.verdict.reasons) and all(
            finding.rule.act.counts_ownership
            for finding in result.verdict.findings
            if finding.is_binding is None
        )
        if is_all_else_decided:
            freedom, *others = self._explain_freedom(result)
            yield freedom._replace(text=f"If it does not: {lower_label(freedom.text)}")
            yield from others

    def _explain_figures(self, verdict: Verdict) -> Iterator[Sentence]:
        """Say what the figures alone would mean, where a letter or a list decides."""
        truths = [finding.applies for finding in verdict.findings if finding.rule.act.gives_class]
        if truths and not any(truth is not False for truth in truths):
            yield Sentence("By its figures alone it would need no licence there.")

    def _explain_enforcement(self, verdict: Verdict) -> Iterator[Sentence]:
        for finding in verdict.decisive_findings[:1]:
            name = self.references.get_name(finding.rule.policy)
            since = format_long_date(finding.rule.since)
            text = f"{name}: {finding.class_name} asks for a licence, from {since} on."
            yield Sentence(text, finding.citations)
            for rule in verdict.rules:
                if rule.policy == finding.possibly_stopped_by:
                    doubt_since = format_long_date(rule.since)
                    text = f"Not enforced since {doubt_since}, officially. {rule.note}"
                    yield Sentence(_close(text), rule.citations)

    def _warn_of_seats(self, result: ControlsResult, effect: str) -> Iterator[Sentence]:
        """Say which seat of a buyer would change the verdict, or may, where no buyer is named."""
        places = result.verdict.bound_seats
        findings = result.verdict.seat_findings
        if not any(finding.holds and not finding.is_doubtful for finding in findings):
            effect = "a licence may be required"
        if places and result.item.end_user is None:
            texts = [
                f"group {place}" if ":" in place else format_country(place) for place in places
            ]
            yield Sentence(f"Buyer or parent seated in {format_alternatives(texts)}: {effect}.")

    def _explain_freedom(self, result: ControlsResult) -> Iterator[Sentence]:
        verdict = result.verdict
        if verdict.jurisdiction.is_subject is False:
            yield Sentence(_capitalise(f"{describe_jurisdiction(verdict.jurisdiction)}."))
            return
        country = format_country(self.query.destination)
        yield from self._explain_exclusion(result)
        if verdict.paragraph and not verdict.excluded_findings:
            yield Sentence(
                f"{verdict.paragraph} by its figures, which asks no licence to {country}."
            )
        elif classes := list_open_classes(verdict):
            yield self._explain_open_classes(classes, verdict, country)
        elif not verdict.excluded_findings:
            yield Sentence("Its figures are under every limit that was in force.")
        yield from self._warn_of_seats(result, "a licence is required")

    def _explain_exclusion(self, result: ControlsResult) -> Iterator[Sentence]:
        """Say which class it is of, or may be, by its figures, and what leaves it out of that."""
        findings = result.verdict.excluded_findings
        if findings:
            text = describe_exclusion(findings, _get_buyer(result))
            yield Sentence(text, findings[0].citations)
            yield from self._explain_accounts(findings[:1])

    def _explain_open_classes(
        self, classes: Sequence[str], verdict: Verdict, country: str
    ) -> Sentence:
        """Say which classes its figures leave open, for want of what, and that none matters."""
        reasons = (
            reason for finding in verdict.undecided_findings for reason in finding.result.reasons
        )
        missing_text = "; ".join(dict.fromkeys(self.describe_reason(reason) for reason in reasons))
        also = " also" if verdict.excluded_findings else ""
        return Sentence(
            f"Open is whether it is{also} of {format_alternatives(classes)} ({missing_text});"
            f" either way no licence is asked to {country}."
        )

    def _explain_accounts(self, findings: Iterable[ParagraphFinding]) -> Iterator[Sentence]:
        """Say of each rule whose text was not opened that it is held by accounts of others."""
        rules = (finding.rule for finding in findings if finding.paragraph.certainty == "reported")
        for rule in dict.fromkeys(rules):
            name = self.references.get_name(rule.policy)
            yield Sentence(
                f"{name}: by accounts of others; its text was not opened.", rule.citations
            )

    def _explain_open_points(self, verdict: Verdict) -> Iterator[Sentence]:
        """Say whether the rules reach what is made abroad, and what is not known or disputed."""
        jurisdiction = verdict.jurisdiction
        if verdict.status != NO_LICENCE_REQUIRED:
            reach_text = describe_jurisdiction(jurisdiction)
            citations = [
                citation
                for applied in jurisdiction.findings
                for citation in applied.finding.citations
            ]
            if reach_text:
                yield Sentence(_capitalise(f"{reach_text}."), citations)
            questions = "; ".join(list_origin_questions(jurisdiction))
            if questions:
                yield Sentence(f"Not known: {questions}.")
        known_reasons = {*jurisdiction.reasons, *list_ownership_reasons(verdict)}
        reasons = [reason for reason in verdict.reasons if reason not in known_reasons]
        texts = dict.fromkeys(self.describe_reason(reason) for reason in reasons)
        if texts and verdict.status != ON_THE_BOOKS:
            yield Sentence(_capitalise(f"{'; '.join(texts)}."))
        if verdict.open_classes and "tpp" not in verdict.missing_properties:
            yield Sentence(f"Possible: {format_alternatives(verdict.open_classes)}; or none.")

    def describe_reason(self, reason: Reason) -> str:
        """Describe what is not known or disputed, with the labels of figures and of policies."""
        cause = CAUSE_TEXTS[reason.cause]
        if describe_origin_reason(reason):
            return f"{describe_origin_reason(reason)}: {cause}"
        if any(rule.policy == reason.name for rule in self.query.rules):
            return f"{self.references.get_name(reason.name)}: whether it applies is {cause}"
        field = find_tested_field(reason.name)
        return f"{field.label if field else reason.name}: {cause}"

    def _describe_finding(self, finding: ParagraphFinding, result: ControlsResult) -> str:
        """Describe why a paragraph holds."""
        act, name = finding.rule.act, self.references.get_name(finding.rule.policy)
        if act.covers_every_item:
            note = f" {_close(finding.rule.note)}" if finding.rule.note else ""
            return f"{finding.paragraph.name}: an embargo, which covers every item.{note}"
        if act.lists_parties:
            return f"{_get_buyer(result)} is on a list: {name}."
        if act.counts_ownership:
            share = result.item.get_figure(OWNERSHIP_KEY).value
            share_text = f"{format_rounded(share)} % of " if share else ""
            past_stop = describe_past_stop(self.query)
            return f"Listed parties own {share_text}{_get_buyer(result)}: {name}.{past_stop}"
        if not act.gives_class:
            tested_names = {test.property_name for test in finding.result.criterion_results}
            if PRODUCT_KEY in tested_names:
                subject = f"{result.item.name}, which it contains" if result.system else "this chip"
                return f"A {act.name} names {subject}: {name}."
            return f"{_capitalise(act.name)}: {name}, {finding.paragraph.name}."
        texts = [
            describe_criterion(criterion)
            for criterion in finding.result.criterion_results
            if criterion.holds and criterion.bound is not None and is_sought_limit(criterion)
        ]
        head = finding.paragraph.name
        if finding.system_entry:
            head = f"{finding.class_name}: it contains {result.item.name}, which meets {head}"
        return f"{head}: {' and '.join(texts)}." if texts else f"{head}."


def describe_criterion(criterion: CriterionResult) -> str:
    """Describe a figure against its limit: ``15,832 TPP, 3.3 times the limit of 4,800``."""
    field = find_tested_field(criterion.property_name)
    limit = get_limit(criterion.bound) if criterion.bound else None
    if field is None or limit is None or not (criterion.figure and criterion.figure.value):
        return field.label if field else criterion.property_name
    value = criterion.figure.value
    unit_text = f"{format_quantity(round_figure(field, value))} {field.unit or field.label}"
    if field.name not in Chip.properties:  # of a tool, several figures have the same unit
        unit_text = f"{lower_label(field.label)} {unit_text}"
    distance = describe_distance(value, limit)
    if "the limit" in distance:
        limit_text = f"the limit of {format_limit(limit)}"
        return f"{unit_text}, {distance.replace('the limit', limit_text)}"
    return f"{unit_text}, {distance} the limit of {format_limit(limit)}"


def _pick_findings(findings: Iterable[ParagraphFinding]) -> list[ParagraphFinding]:
    """Pick one finding of each rule, the first: that is its class."""
    findings_by_rule = {finding.rule: finding for finding in reversed(list(findings))}
    return list(findings_by_rule.values())[::-1]


def _get_buyer(result: ControlsResult) -> str:
    return result.item.end_user.name if result.item.end_user else "The buyer"


def _capitalise(text: str) -> str:
    return text[:1].upper() + text[1:]


def _close(text: str) -> str:
    """Close a sentence with a full stop, if it has none."""
    text = text.rstrip()
    return text if text.endswith(".") else f"{text}."
