"""The verdict on an item: whether its export requires a licence, and what follows from that."""

from collections.abc import Iterable
from typing import NamedTuple

from .evaluation import DISPUTED, MISSING, RANGE, UNCORROBORATED, Reason
from .exemptions import UsableExemption
from .findings import ParagraphFinding
from .jurisdiction import Jurisdiction
from .licence_policy import UNKNOWN_POLICY, LicencePolicy
from .rule import Rule
from .truth import Truth

LICENCE_REQUIRED, NO_LICENCE_REQUIRED = "licence-required", "no-licence-required"
ON_THE_BOOKS, UNKNOWN_STATUS, DISPUTED_STATUS = "on-the-books", "unknown", "disputed"
REQUIREMENT_TEXTS = {
    LICENCE_REQUIRED: "a licence is required",
    NO_LICENCE_REQUIRED: "none of these rules requires a licence",
    ON_THE_BOOKS: "the law asks for a licence and is officially not enforced",
    UNKNOWN_STATUS: "cannot be told",
    DISPUTED_STATUS: "cannot be told",
}
CAUSE_TEXTS = {
    MISSING: "not known",
    DISPUTED: "disputed",
    RANGE: "known only as a range",
    UNCORROBORATED: "by one account alone, which is not its maker's",
}
"""Why a figure does not decide, for a reader."""
LICENCE_NEEDED: dict[str, Truth] = {LICENCE_REQUIRED: True, NO_LICENCE_REQUIRED: False}
"""Whether a licence is needed, by status; None for all others, which must not be read as "no
licence needed"."""


class VerdictSummary(NamedTuple):
    """What has to differ for two verdicts to count as different."""

    status: str
    paragraph: str | None
    policy_text: str


class Verdict(NamedTuple):
    """What the rules of a day say of an item."""

    status: str
    paragraph: str | None
    """The class: the first paragraph of the control list that holds."""
    findings: tuple[ParagraphFinding, ...]
    binding_findings: tuple[ParagraphFinding, ...]
    """The paragraphs that require a licence; or, of several, one of which does in every case."""
    licence_policy: LicencePolicy | None
    """How applications are decided; None where no rule says so, or no licence is required."""
    reviews: tuple[ParagraphFinding, ...]
    exemptions: tuple[UsableExemption, ...]
    reasons: tuple[Reason, ...]
    """Why it is not decided; empty where it is."""
    gap_text: str
    """That no rule about such items was in force, where that is why it is not decided."""
    rules: tuple[Rule, ...]
    """The rules in force."""
    certainty: str
    jurisdiction: Jurisdiction
    """Whether the item is subject to the rules at all."""
    conditional_findings: tuple[ParagraphFinding, ...] = ()
    """The paragraphs that would require a licence if the item were subject to the rules, where it
    is not known whether it is."""
    conditional_policy: LicencePolicy | None = None
    """How applications would be decided then."""

    @property
    def classes(self) -> tuple[str, ...]:
        """The first paragraph of the list that binds, or those one of which does in every case.

        Where it is not known whether the item is subject to the rules, those that would bind.
        """
        binding_findings = self.binding_findings or self.conditional_findings
        findings = [finding for finding in binding_findings if finding.rule.act.gives_class]
        names = tuple(dict.fromkeys(finding.class_name for finding in findings))
        is_certain = bool(binding_findings) and binding_findings[0].is_binding
        return names[:1] if is_certain else names

    @property
    def open_classes(self) -> tuple[str, ...]:
        """Those that may ask for a licence, where figures leave open whether it is of any."""
        if self.classes or self.paragraph:
            return ()
        names = (
            finding.class_name
            for finding in self.undecided_findings
            if finding.reaches_destination is not False
        )
        return tuple(dict.fromkeys(names))

    @property
    def undecided_classes(self) -> tuple[str, ...]:
        """The paragraphs of the list that it may be of, whether or not they reach there."""
        return tuple(dict.fromkeys(finding.class_name for finding in self.undecided_findings))

    @property
    def undecided_findings(self) -> list[ParagraphFinding]:
        """The findings that would give it a class, if figures did not leave that open."""
        return [
            finding
            for finding in self.findings
            if finding.rule.act.gives_class and finding.holds is None
        ]

    @property
    def excluded_findings(self) -> tuple[ParagraphFinding, ...]:
        """The classes that it is of by its figures, but for an exclusion.

        Of rules that reach there; where it is of none for certain, those that it may be of by
        figures known in part.
        """
        findings = [
            finding
            for finding in self.findings
            if finding.result.excluded_by
            and finding.reaches_destination
            and finding.rule.act.gives_class
        ]
        certain_findings = [finding for finding in findings if finding.result.would_hold]
        return tuple(certain_findings or filter(_has_known_figure, findings))

    @property
    def seat_findings(self) -> tuple[ParagraphFinding, ...]:
        """The paragraphs that it meets, or may, of rules that reach some buyers wherever they are.

        Without those of rules that are said not to be enforced.
        """
        return tuple(
            finding
            for finding in self.findings
            if finding.rule.headquarters
            and finding.holds is not False
            and not finding.possibly_stopped_by
        )

    @property
    def bound_seats(self) -> tuple[str, ...]:
        """Where a buyer, or its parent, with its seat there needs a licence, or may, anywhere."""
        places = (place for finding in self.seat_findings for place in finding.rule.headquarters)
        return tuple(dict.fromkeys(places))

    @property
    def policy_text(self) -> str:
        """How applications are decided, for a reader; nothing where that is not known."""
        return self.licence_policy.text if self.licence_policy else ""

    @property
    def is_licence_needed(self) -> Truth:
        """Whether a licence is needed; None where the rules do not settle it."""
        return LICENCE_NEEDED.get(self.status)

    @property
    def decisive_findings(self) -> tuple[ParagraphFinding, ...]:
        """The paragraphs that the verdict follows from: those that bind, or are not enforced.

        Where it is not known whether the item is subject to the rules, those that would bind.
        """
        if self.conditional_findings:
            return self.conditional_findings
        if self.status == ON_THE_BOOKS:
            return list_unenforced(self.findings)
        return self.binding_findings

    @property
    def policy_choice(self) -> str | None:
        """The licence policy that can be relied on; None where no licence is required."""
        if self.licence_policy is None:
            return UNKNOWN_POLICY if self.status == LICENCE_REQUIRED else None
        return self.licence_policy.decided_choice

    @property
    def policy_note(self) -> str:
        """The words of the rule beside the choice; nothing where there are none."""
        return self.licence_policy.note_text if self.licence_policy else ""

    @property
    def missing_properties(self) -> tuple[str, ...]:
        """What would have to be known for a decision."""
        return _list_names(reason for reason in self.reasons if reason.cause == MISSING)

    @property
    def disputed_properties(self) -> tuple[str, ...]:
        """What is known too vaguely, or is disputed."""
        return _list_names(reason for reason in self.reasons if reason.cause != MISSING)

    @property
    def reason_text(self) -> str:
        """Why it is not decided, with the names of properties and the ids of policies."""
        texts = (f"{reason.name}: {CAUSE_TEXTS[reason.cause]}" for reason in self.reasons)
        return self.gap_text or "; ".join(texts)

    @property
    def summary(self) -> VerdictSummary:
        """What is compared to decide whether anything has changed."""
        return VerdictSummary(self.status, self.paragraph, self.policy_text)


def list_unenforced(findings: Iterable[ParagraphFinding]) -> tuple[ParagraphFinding, ...]:
    """List the paragraphs that apply, of rules that are said not to be enforced."""
    return tuple(finding for finding in findings if finding.applies and finding.possibly_stopped_by)


def _has_known_figure(finding: ParagraphFinding) -> bool:
    """Return whether a figure that a paragraph tests is known, if only as a range."""
    figures = (criterion.figure for criterion in finding.result.criterion_results)
    return any(figure and figure.value for figure in figures)


def _list_names(reasons: Iterable[Reason]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reason.name for reason in reasons))
