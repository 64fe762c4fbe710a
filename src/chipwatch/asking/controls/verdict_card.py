"""The card of a verdict: the figures, the paragraphs with their bounds, what came before."""

from collections.abc import Iterator, Sequence

from ...model.countries import get_country_name
from ...model.table import Cell, Layout, Table
from ...rules.evaluation import Reason
from ...rules.origin import Origin
from ...rules.tested_fields import find_tested_field
from ...rules.verdict import CAUSE_TEXTS, LICENCE_REQUIRED, REQUIREMENT_TEXTS, Verdict
from ..answers.citations import CitationNumbers
from ..answers.entity_card import FINDING_COLUMNS
from .controls_query import DISCLAIMER, ControlsQuery, ControlsResult
from .figure_lines import build_figure_lines
from .finding_lines import build_finding_sections, build_other_finding_sections
from .origin_answer import (
    describe_jurisdiction,
    describe_origin,
    describe_origin_reason,
    format_country,
    list_origin_questions,
)
from .ownership_words import list_ownership_reasons
from .references import References
from .system_answer import describe_parts
from .uncounted_rates import describe_uncounted_rates
from .verdict_history import (
    VerdictChange,
    find_neighbouring_changes,
    find_verdict_start,
    list_changes_within,
)

REACH_NOT_KNOWN = "whether the 50 % rule reaches the buyer is not known"
CardLine = tuple[Cell, ...]


class VerdictCardWriter:
    """The cards of one answer, which number their sources together."""

    def __init__(self, query: ControlsQuery, references: References) -> None:
        self.query, self.references = query, references
        self.numbers = CitationNumbers()

    def build_card(self, result: ControlsResult) -> Table:
        """Build the card of a verdict."""
        return Table(
            title=self._format_title(result),
            columns=FINDING_COLUMNS,
            rows=tuple(self._build_lines(result)),
            has_headings=False,
            layout=Layout.CARD,
            notes=(*self._describe_dates(result), *_collect_notes(result)),
        )

    def _format_title(self, result: ControlsResult) -> str:
        end_user = f", for {result.item.end_user.name}" if result.item.end_user else ""
        country, status = get_country_name(self.query.destination), _format_status(result.verdict)
        return f"{result.name} to {country}{end_user} on {self.query.day.text}: {status}"

    def _describe_dates(self, result: ControlsResult) -> Iterator[str]:
        """Say what an imprecise date hides, and that rules after the newest are not counted."""
        day, newest_date = self.query.day, self.query.newest_rule_date
        for change in list_changes_within(result.history, day):
            status = _format_status(change.verdict)
            explanation = f"within {day.text}, which is answered for its last day"
            yield f"{explanation}: {status} from {change.since.text}"
        if day.last > newest_date.last:
            newest_rule = f"the newest rule that the base knows begins on {newest_date.text}"
            yield f"{newest_rule}; later ones are not counted"

    def _build_lines(self, result: ControlsResult) -> Iterator[CardLine]:
        yield from self._build_head_lines(result.item.origin, result.verdict)
        for text, citations in describe_parts(result):
            yield (
                Cell("Contains", "label"),
                Cell(text),
                Cell("", "dim", citations=self.numbers.register_citations(citations)),
            )
        since = find_verdict_start(result.history, self.query.day)
        if since:
            yield Cell("Since", "label"), Cell(since.text)
        figure_lines = list(build_figure_lines(result, self.references, self.numbers))
        if figure_lines:
            yield (Cell("Figures", "heading"),)
            yield from figure_lines
        yield from build_finding_sections(result, self.references, self.numbers)
        yield from build_other_finding_sections(result, self.references, self.numbers)
        named_action_lines = list(self._build_named_action_lines(result))
        if named_action_lines:
            yield (Cell("Acts that name it, or who gets it", "heading"),)
            yield from named_action_lines
        yield from self._build_neighbour_lines(result)

    def _build_head_lines(self, origin: Origin, verdict: Verdict) -> Iterator[CardLine]:
        explanation = self._explain_status(verdict)
        yield Cell("Licence", "label"), Cell(REQUIREMENT_TEXTS[verdict.status], "", explanation)
        yield Cell("Class", "label"), Cell(verdict.paragraph or _describe_no_class(verdict))
        yield from self._build_origin_lines(origin, verdict)
        if verdict.licence_policy or verdict.status == LICENCE_REQUIRED:
            policy_text = verdict.policy_text or "how they are decided is not known"
            yield Cell("Applications", "label"), Cell(policy_text)
        for exemption, holds in verdict.exemptions:
            doubt = "" if holds else "if its conditions are met, which cannot be told"
            annotation = "; ".join(filter(None, (exemption.note, doubt)))
            yield Cell("Exception", "label"), Cell(exemption.name, "", annotation)

    def _build_origin_lines(self, origin: Origin, verdict: Verdict) -> Iterator[CardLine]:
        country = format_country(origin.shipped_from)
        yield Cell("From", "label"), Cell(country, "", describe_origin(origin))
        reach_text = describe_jurisdiction(verdict.jurisdiction)
        if reach_text:
            questions = "; ".join(list_origin_questions(verdict.jurisdiction))
            annotation = f"not known: {questions}" if questions else ""
            yield Cell("Made abroad", "label"), Cell(reach_text, "", annotation)
        if verdict.conditional_findings:
            texts = [REQUIREMENT_TEXTS[LICENCE_REQUIRED]]
            if verdict.conditional_policy:
                texts.append(verdict.conditional_policy.text)
            yield Cell("If they do", "label"), Cell("; ".join(texts))

    def _explain_status(self, verdict: Verdict) -> str:
        """Explain why it is not decided, or how certain it is if it is not confirmed."""
        ownership_reasons = list_ownership_reasons(verdict)
        texts = [
            REACH_NOT_KNOWN if reason in ownership_reasons else self._format_reason(reason)
            for reason in verdict.reasons
        ]
        reasons_text = "; ".join(dict.fromkeys(texts))
        certainty_text = (
            f"certainty: {verdict.certainty}" if verdict.certainty != "confirmed" else ""
        )
        return verdict.gap_text or reasons_text or certainty_text

    def _format_reason(self, reason: Reason) -> str:
        """Format a reason with the labels of figures and the names of policies."""
        cause = CAUSE_TEXTS[reason.cause]
        if any(rule.policy == reason.name for rule in self.query.rules):
            return f"{self.references.get_name(reason.name)}: whether it applies is {cause}"
        if describe_origin_reason(reason):
            return f"{describe_origin_reason(reason)}: {cause}"
        field = find_tested_field(reason.name)
        return f"{field.label if field else reason.name}: {cause}"

    def _build_named_action_lines(self, result: ControlsResult) -> Iterator[CardLine]:
        for rule in result.list_named_actions():
            until = f" until {rule.until.text}" if rule.until else ""
            annotation = "; ".join(filter(None, (f"from {rule.since.text}{until}", rule.note)))
            yield (
                Cell(rule.act.name.capitalize(), "label"),
                Cell(self.references.get_name(rule.policy), "", annotation),
                Cell("", "dim", citations=self.numbers.register_citations(rule.citations)),
            )

    def _build_neighbour_lines(self, result: ControlsResult) -> Iterator[CardLine]:
        previous, following = find_neighbouring_changes(result.history, self.query.day)
        if previous or following:
            yield (Cell("Before and after", "heading"),)
        for label, change in (("Before", previous), ("After", following)):
            if change:
                yield Cell(label, "label"), self._build_change_cell(change)

    def _build_change_cell(self, change: VerdictChange) -> Cell:
        verdict = change.verdict
        texts = (_format_status(verdict), verdict.paragraph, verdict.policy_text)
        policy_names = ", ".join(self.references.get_name(policy) for policy in change.policies)
        summary = "; ".join(text for text in texts if text)
        return Cell(f"{summary}, from {change.since.text}", "", policy_names)


def build_verdict_cards(
    query: ControlsQuery, references: References, results: Sequence[ControlsResult]
) -> list[Table]:
    """Build a card for each chip, then the sources of all."""
    writer = VerdictCardWriter(query, references)
    cards = [writer.build_card(result) for result in results]
    return [*cards, *writer.numbers.build_tables(references.get_source)]


def _format_status(verdict: Verdict) -> str:
    return verdict.status.replace("-", " ")


def _describe_no_class(verdict: Verdict) -> str:
    """Describe the class where no paragraph of the control list surely holds."""
    truths = [finding.holds for finding in verdict.findings if finding.rule.act.gives_class]
    if verdict.findings and None not in truths:
        return "under no paragraph of the list"
    names = dict.fromkeys(
        finding.class_name for finding in verdict.binding_findings if not finding.is_binding
    )
    return f"{' or '.join(names)}, in every case one of them" if names else "cannot be told"


def _collect_notes(result: ControlsResult) -> Iterator[str]:
    yield from describe_uncounted_rates(result.item)
    yield DISCLAIMER
