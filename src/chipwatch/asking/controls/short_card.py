"""The card of a verdict that is read first: verdict, why, outlook, arithmetic, what came before."""

from collections.abc import Iterator, Mapping, Sequence

from ...model.facts import Citation
from ...model.table import Cell, Column, Layout, Table
from ...rules.exemptions import UsableExemption
from ...rules.licence_policy import LicencePolicy, is_denial
from ...rules.origin import ASSUMED
from ...rules.verdict import (
    LICENCE_REQUIRED,
    NO_LICENCE_REQUIRED,
    ON_THE_BOOKS,
    Verdict,
)
from ..answers.citations import CitationNumbers
from .arithmetic_table import build_arithmetic_table
from .controls_query import ControlsQuery, ControlsResult
from .first_appearance import Appearance, find_later_appearance
from .not_looked_at import list_not_looked_at
from .origin_answer import describe_origin, format_country
from .references import References
from .system_answer import describe_parts
from .uncounted_rates import describe_uncounted_rates
from .verdict_dates import (
    PolicyChange,
    StatusSpan,
    describe_changes_within,
    find_policy_change,
    find_status_span,
    format_day,
    format_long_date,
    list_status_spans,
)
from .verdict_reasons import ReasonWriter, Sentence
from .verdict_titles import STATUS_TITLES, STATUS_WORDS

CARD_COLUMNS = (Column("What", is_unbreakable=True), Column("Answer"), Column("Source"))
NO_CLEARANCE = "This is no clearance, no legal advice."
MORE = "More: --detail   Another buyer: --end-user NAME   Another day: --as-of DATE"
_APPEARANCE_SENTENCES = {
    Appearance.OPEN: "It may have appeared later: no day is known on which it was announced or"
    " sold.",
    Appearance.LATER: "It may have appeared later: all that is dated of it is of a later day.",
}
"""What the card says of a chip where no day of its announcement or sale is known."""
MAX_CITATIONS = 1
"""How many sources a line of the card cites; the detailed card cites all."""
CardRow = tuple[Cell, ...]


class ShortCardWriter:
    """Writes the short cards of one answer, which number their sources together.

    ``appearances`` says of each chip whether it was there on the day.
    """

    def __init__(
        self,
        query: ControlsQuery,
        references: References,
        appearances: Mapping[str, Appearance],
        numbers: CitationNumbers | None = None,
    ) -> None:
        self.query, self.references, self.appearances = query, references, appearances
        self.numbers = numbers or CitationNumbers()
        self.reasons = ReasonWriter(query, references)

    def build_tables(self, result: ControlsResult) -> list[Table]:
        """Build the verdict, its arithmetic, and what came before with what was not looked at."""
        head = Table(
            title=self._format_title(result),
            columns=CARD_COLUMNS,
            rows=tuple(self._build_head(result)),
            has_headings=False,
            layout=Layout.CARD,
        )
        tail = Table(
            title="",
            columns=CARD_COLUMNS,
            rows=tuple(self._build_neighbours(result)),
            has_headings=False,
            layout=Layout.CARD,
            notes=tuple(self._build_notes(result)),
        )
        return [head, *build_arithmetic_table(result, self.references), tail]

    def _format_title(self, result: ControlsResult) -> str:
        origin = format_country(result.item.origin.shipped_from)
        destination = format_country(self.query.destination)
        buyer = f", for {result.item.end_user.name}" if result.item.end_user else ""
        day = format_long_date(self.query.day)
        return f"{result.name} from {origin} to {destination}{buyer}, {day}"

    def _build_head(self, result: ControlsResult) -> Iterator[CardRow]:
        verdict = result.verdict
        yield (Cell(self._format_status(result), "name"),)
        parts = [Sentence(text, citations) for text, citations in describe_parts(result)]
        sentences = list(self.reasons.explain(result))
        yield from self._build_lines("Why", sentences)
        for exemption in verdict.exemptions:
            yield Cell("Exception", "label"), Cell(_describe_exemption(exemption))
        yield from self._build_lines("Contains", parts)
        yield from self._build_outlook(result)
        yield from self._build_side_effects(result)
        yield from self._build_warnings(result)
        yield from self._build_appearance(result)
        origin = result.item.origin
        origin_text = describe_origin(origin)
        if origin_text and (origin.basis == ASSUMED or not origin.is_from_home):
            yield Cell("Origin", "label"), Cell(origin_text, "dim")

    def _format_status(self, result: ControlsResult) -> str:
        """Format the verdict with the day from which it holds, and what may free from it."""
        status = result.verdict.status
        title = STATUS_TITLES[status]
        spans = list_status_spans(result.history)
        index = find_status_span(spans, self.query.day.last)
        if index is not None and status in (LICENCE_REQUIRED, ON_THE_BOOKS):
            title += f", since {format_long_date(spans[index].start)}"
        names = [usable.exemption.name for usable in result.verdict.exemptions if usable.holds]
        return f"{title}, or exception {' or '.join(names)}" if names else title

    def _build_lines(self, label: str, sentences: Sequence[Sentence]) -> Iterator[CardRow]:
        """Build a line for each sentence; only the first has the label."""
        for index, sentence in enumerate(sentences):
            yield (
                Cell("" if index else label, "label"),
                Cell(sentence.text),
                self._cite(sentence.citations),
            )

    def _cite(self, citations: Sequence[Citation]) -> Cell:
        first_citations = list(dict.fromkeys(citations))[:MAX_CITATIONS]
        return Cell("", "dim", citations=self.numbers.register_citations(first_citations))

    def _build_outlook(self, result: ControlsResult) -> Iterator[CardRow]:
        """Build how applications are decided, and what changes that for another buyer."""
        verdict = result.verdict
        policy = verdict.licence_policy or verdict.conditional_policy
        if policy is None and verdict.status == LICENCE_REQUIRED:
            yield Cell("Outlook", "label"), Cell("How applications are decided is not known.")
        if policy is None:
            return
        condition = "If the rules reach it: " if verdict.conditional_findings else ""
        sentences = [Sentence(_format_policy(condition, policy), self._cite_policy(verdict))]
        if result.item.end_user is None and not is_denial(policy.choice):
            sentences.append(Sentence("A listed buyer: the policy of its list, mostly of denial."))
        yield from self._build_lines("Outlook", sentences)

    def _cite_policy(self, verdict: Verdict) -> Sequence[Citation]:
        applied_reviews = [review for review in verdict.reviews if review.applies is not False]
        return applied_reviews[-1].paragraph.citations if applied_reviews else ()

    def _build_side_effects(self, result: ControlsResult) -> Iterator[CardRow]:
        """Build what else it meets; nothing where no application for a licence is to be made.

        What has to be presumed of its class says nothing of an item whose class is known.
        """
        if result.verdict.licence_policy is None or not result.item.origin.is_from_home:
            return
        sentences = [
            Sentence(
                f"{finding.paragraph.note or self.references.get_name(finding.rule.policy)}"
                f" ({finding.paragraph.name}).",
                finding.paragraph.citations,
            )
            for finding in result.other_findings
            if finding.holds and not (finding.rule.act.presumes_class and result.verdict.paragraph)
        ]
        yield from self._build_lines("Besides", sentences)

    def _build_warnings(self, result: ControlsResult) -> Iterator[CardRow]:
        """Build the warnings that name the chip; letters and lists stand under why."""
        sentences = [
            Sentence(
                f"{' and '.join(paragraph.name for paragraph in rule.paragraphs)}: {rule.note}.",
                rule.citations,
            )
            for rule in result.list_named_actions()
            if not (rule.act.requires_licence or rule.act.decides_applications)
        ]
        yield from self._build_lines("Warning", sentences)

    def _build_appearance(self, result: ControlsResult) -> Iterator[CardRow]:
        """Build the line that the chip was, or may have been, not there yet on the day."""
        fact = find_later_appearance(result.item, self.query.day)
        if text := "" if fact else self._describe_appearance(result):
            yield from self._build_lines("Mind", [Sentence(text)])
        if fact:
            date_text = format_long_date(fact.value)
            text = f"It was first announced or sold later: {date_text}."
            yield from self._build_lines("Mind", [Sentence(text, fact.citations)])

    def _describe_appearance(self, result: ControlsResult) -> str:
        """Describe that a chip of the base was, or may have been, not there yet on the day."""
        is_chip_of_base = result.match is not None and result.system is None
        appearance = self.appearances.get(result.item.id, Appearance.THERE)
        return _APPEARANCE_SENTENCES.get(appearance, "") if is_chip_of_base else ""

    def _build_neighbours(self, result: ControlsResult) -> Iterator[CardRow]:
        spans = list_status_spans(result.history)
        index = find_status_span(spans, self.query.day.last)
        change = find_policy_change(result.history, self.query.day)
        if change:
            yield Cell("Earlier", "label"), Cell(_describe_earlier_policy(change))
        if index:
            yield Cell("Before", "label"), Cell(_describe_before(spans[index - 1]))
        if index is not None and index + 1 < len(spans):
            following = spans[index + 1]
            title = STATUS_TITLES[following.status].casefold()
            yield Cell("After", "label"), Cell(f"{title}, from {format_long_date(following.start)}")

    def _build_notes(self, result: ControlsResult) -> Iterator[str]:
        if result.verdict.status == NO_LICENCE_REQUIRED:
            yield from describe_uncounted_rates(result.item)
        if changes := describe_changes_within(result.history, self.query.day):
            yield changes
        yield f"{list_not_looked_at(result)} {self._describe_checking()}{NO_CLEARANCE}"
        yield MORE

    def _describe_checking(self) -> str:
        """Say up to which day sources on the rules were read, and whether the day is later."""
        checked = self.references.find_latest_source_date(self.query.rules)
        if not checked:
            return ""
        is_later = self.query.day.last > self.query.newest_rule_date.last
        later_text = "; later ones are not counted" if is_later else ""
        return f"Rules checked to {checked}{later_text}. "


def build_short_cards(
    query: ControlsQuery,
    references: References,
    results: Sequence[ControlsResult],
    appearances: Mapping[str, Appearance],
) -> list[Table]:
    """Build the short card of each chip, then the sources of all."""
    writer = ShortCardWriter(query, references, appearances)
    tables = [table for result in results for table in writer.build_tables(result)]
    return [*tables, *writer.numbers.build_tables(references.get_source)]


def _format_policy(condition: str, policy: LicencePolicy) -> str:
    text = f"{condition}{policy.text}"
    return f"{text[:1].upper()}{text[1:]}."


def _describe_exemption(usable: UsableExemption) -> str:
    doubt = "" if usable.holds else "if its conditions are met, which cannot be told"
    details = "; ".join(filter(None, (usable.exemption.note, doubt)))
    return f"{usable.exemption.name}: {details}" if details else usable.exemption.name


def _describe_before(span: StatusSpan) -> str:
    end = f" until {format_day(span.end)}" if span.end else ""
    return f"{STATUS_WORDS[span.status]}{end}"


def _describe_earlier_policy(change: PolicyChange) -> str:
    """Describe how applications were decided before, and until when."""
    policy_text = change.earlier_text or "how applications were decided is not known"
    return f"{policy_text}, until {format_day(change.until)}"
