"""The card of a verdict: figures, paragraphs with the room left to them, what came before."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ...model.chip_formulas import BIT_LENGTHS
from ...model.countries import get_country_name
from ...model.facts import Citation, Fact
from ...model.interval_arithmetic import round_quantity
from ...model.quantity import Real
from ...model.schema import Chip, Policy
from ...model.table import Cell, Column, Table
from ...rules.evaluate import OR_SEPARATOR, CriterionResult, Truth
from ...rules.rule import OWNERSHIP_KEY, PRODUCT_KEY, Rule
from ...rules.verdict import CONTROLLED, REQUIREMENT_TEXTS, ParagraphFinding
from ..answers.citations import CitationNumbers
from .controls_query import (
    DISCLAIMER,
    ControlsQuery,
    ControlsResult,
    VerdictChange,
    find_neighbouring_changes,
    list_named_actions,
    list_tested_properties,
)

CARD_COLUMNS = (Column("What", is_unbreakable=True), Column("Answer"), Column("Source"))
USUAL_BIT_LENGTHS = (8, 16)
HOLDS_TEXTS = {True: "holds", False: "does not hold", None: "cannot be told"}
VerdictCardLine = tuple[Cell, ...]


def build_verdict_cards(query: ControlsQuery, results: Sequence[ControlsResult]) -> list[Table]:
    """A card for each chip, then the sources of all."""
    sources = CitationNumbers()
    cards = [Table(_format_title(query, result), CARD_COLUMNS, tuple(_build_lines(query, result, sources)),
                   has_headings=False, notes=tuple(_collect_notes(result))) for result in results]  # fmt: skip
    return [*cards, *sources.build_tables(query.find_source)]


def _format_title(query: ControlsQuery, result: ControlsResult) -> str:
    end_user = f", for {result.item.end_user.name}" if result.item.end_user else ""
    status = result.verdict.status.replace("-", " ")
    return f"{result.item.name} to {get_country_name(query.destination)}{end_user} on {query.day.text}: {status}"


def _build_lines(
    query: ControlsQuery, result: ControlsResult, sources: CitationNumbers
) -> Iterator[VerdictCardLine]:
    yield from _build_head_lines(query, result)
    figure_lines = list(_build_figure_lines(query, result, sources))
    if figure_lines:
        yield (Cell("Figures", "heading"),)
        yield from figure_lines
    for rule, findings in _collect_findings_by_rule(result):
        yield (Cell(_format_rule_heading(query, rule), "heading"),)
        yield from (_build_finding_line(query, finding, sources) for finding in findings)
    for finding in result.non_licence_findings:
        yield (Cell(_format_rule_heading(query, finding.rule), "heading"),)
        yield _build_non_licence_line(query, finding, sources)
    named_action_lines = list(_build_named_action_lines(query, result, sources))
    if named_action_lines:
        yield (Cell("Acts that name it, or who gets it", "heading"),)
        yield from named_action_lines
    yield from _build_neighbour_lines(query, result)


def _format_reason(query: ControlsQuery, reason: str) -> str:
    """Why it cannot be told, with the labels of figures and the names of policies."""
    return "; ".join(
        _format_reason_clause(query, clause) for clause in reason.split("; ") if clause
    )


def _format_reason_clause(query: ControlsQuery, clause: str) -> str:
    name, colon, cause = clause.partition(": ")
    if name in query.policies:
        return f"{query.get_policy_name(name)}: whether it applies is {cause}"
    return f"{_find_label(name)}{colon}{cause}"


def _find_label(name: str) -> str:
    field = Chip.properties.get(name) or Policy.properties.get(name)
    return field.label if field else name


def _build_head_lines(query: ControlsQuery, result: ControlsResult) -> Iterator[VerdictCardLine]:
    verdict = result.verdict
    certainty_note = f"as sure as: {verdict.certainty}" if verdict.certainty != "confirmed" else ""
    yield (
        Cell("Licence", "label"),
        Cell(
            REQUIREMENT_TEXTS[verdict.status],
            "",
            _format_reason(query, verdict.reason) or certainty_note,
        ),
    )
    yield Cell("Class", "label"), Cell(verdict.paragraph or _describe_no_class(result))
    if verdict.licence_policy or verdict.status == CONTROLLED:
        yield (
            Cell("Applications", "label"),
            Cell(verdict.licence_policy or "how they are decided is not known"),
        )
    for exemption, holds in verdict.exemptions:
        doubt = "" if holds else "if its conditions are met, which cannot be told"
        asides = (aside for aside in (exemption.note, doubt) if aside)
        yield Cell("Exception", "label"), Cell(exemption.name, "", "; ".join(asides))


def _describe_no_class(result: ControlsResult) -> str:
    """What is said instead of a class where no paragraph of the list surely holds."""
    verdict = result.verdict
    truths = [finding.holds for finding in verdict.findings if finding.rule.act == "control"]
    if verdict.findings and None not in truths:
        return "under no paragraph of the list"
    paragraph_names = dict.fromkeys(
        finding.paragraph.name for finding in verdict.binding_findings if not finding.is_binding
    )
    return (
        f"{' or '.join(paragraph_names)}, in every case one of them"
        if paragraph_names
        else "cannot be told"
    )


def _build_figure_lines(
    query: ControlsQuery, result: ControlsResult, sources: CitationNumbers
) -> Iterator[VerdictCardLine]:
    explained_facts: set[Fact] = set()
    for name in list_tested_properties(result):
        field = Chip.properties.get(name) or Policy.properties.get(name)
        figure = (
            result.item.get_figure(name)
            if name in Chip.properties or name == OWNERSHIP_KEY
            else None
        )
        facts = result.item.get_facts(name) if name in Chip.properties else ()
        cites = _build_citation_cell(
            sources, [citation for fact in facts for citation in fact.citations]
        )
        label = Cell(field.label if field else name, "label")
        if figure and figure.value and field:
            mark = "disputed" if figure.is_disputed else ""
            asides = (figure.arithmetic, mark, _format_latest_date(facts))
            aside = "; ".join(text for text in asides if text)
            yield label, Cell(field.format(round_quantity(figure.value)), mark, aside), cites
            if figure.is_disputed:
                yield from _build_dispute_lines(facts, explained_facts, sources)
        elif words := result.item.get_words(name):
            yield label, Cell(query.format_words(field, words)), cites
        elif figure and not {name, *figure.missing_properties}.isdisjoint(
            result.verdict.missing_properties
        ):
            yield label, Cell("not known", "dim")


def _build_dispute_lines(
    facts: Sequence[Fact], explained_facts: set[Fact], sources: CitationNumbers
) -> Iterator[VerdictCardLine]:
    """The facts that make a figure disputed, each once: several of a property, or doubtful ones."""
    fact_counts = Counter(fact.property for fact in facts)
    for fact in facts:
        if fact not in explained_facts and (
            fact_counts[fact.property] > 1 or fact.certainty == "disputed"
        ):
            explained_facts.add(fact)
            text = f"{fact.field.label}: {fact.format_value()}"
            yield (
                Cell("", "label"),
                Cell(text, "disputed", fact.note),
                _build_citation_cell(sources, fact.citations),
            )


def _build_citation_cell(sources: CitationNumbers, citations: Iterable[Citation]) -> Cell:
    return Cell("", "dim", citations=sources.register_citations(citations))


def _format_latest_date(facts: Sequence[Fact]) -> str:
    """The day of the latest fact."""
    dates = [fact.as_of for fact in facts if fact.as_of]
    return f"as of {max(dates, key=lambda day: day.last).text}" if dates else ""


def _collect_findings_by_rule(
    result: ControlsResult,
) -> Iterator[tuple[Rule, list[ParagraphFinding]]]:
    """The paragraphs by rule; of those that need a name, only the ones that fit."""
    for rule in dict.fromkeys(finding.rule for finding in result.verdict.findings):
        findings = [
            finding
            for finding in result.verdict.findings
            if finding.rule is rule and _should_show_finding(finding, result)
        ]
        if findings:
            yield rule, findings


def _should_show_finding(finding: ParagraphFinding, result: ControlsResult) -> bool:
    if finding.holds or finding.rule.act == "control":
        return True
    has_measured_figure = any(
        criterion_result.figure and criterion_result.property_name != OWNERSHIP_KEY
        for criterion_result in finding.result.criterion_results
    )
    is_asked = finding.rule.act == "affiliates" and result.item.end_user is not None
    return is_asked or (finding.rule.act == "letter" and has_measured_figure)


def _format_rule_heading(query: ControlsQuery, rule: Rule) -> str:
    citation = query.find_citation(rule.policy)
    until = f" until {rule.until.text}" if rule.until else ""
    details = "; ".join(detail for detail in (citation, f"from {rule.since.text}{until}") if detail)
    return f"{query.get_policy_name(rule.policy)} ({details})"


def _build_finding_line(
    query: ControlsQuery, finding: ParagraphFinding, sources: CitationNumbers
) -> VerdictCardLine:
    asides = [
        _format_criterion(query, criterion_result)
        for criterion_result in finding.result.criterion_results
        if criterion_result.bound_text
    ]
    if finding.reaches_destination is not True:
        asides.append("does not reach there" if finding.reaches_destination is False else "whether it reaches there"
                      " is not known")  # fmt: skip
    if finding.doubt:
        asides.append(
            f"stopped by {query.get_policy_name(finding.doubt)}, but not by a published rule"
        )
    if finding.paragraph.certainty not in ("confirmed", "reported"):
        asides.append(finding.paragraph.certainty)
    mark = "differs" if finding.is_binding else "disputed" if finding.is_binding is None else "dim"
    cites = _build_citation_cell(sources, finding.paragraph.citations)
    return (
        Cell(finding.paragraph.name, "label"),
        Cell(HOLDS_TEXTS[finding.holds], mark, "; ".join(asides)),
        cites,
    )


def _build_non_licence_line(
    query: ControlsQuery, finding: ParagraphFinding, sources: CitationNumbers
) -> VerdictCardLine:
    """What follows from a paragraph that requires no licence."""
    tests = (
        _format_criterion(query, criterion_result)
        for criterion_result in finding.result.criterion_results
        if criterion_result.bound_text
    )
    asides = [*tests, finding.paragraph.note]
    cites = _build_citation_cell(sources, finding.paragraph.citations)
    text_cell = Cell(HOLDS_TEXTS[finding.holds], "", "; ".join(aside for aside in asides if aside))
    return Cell(finding.paragraph.name, "label"), text_cell, cites


def _format_criterion(query: ControlsQuery, criterion_result: CriterionResult) -> str:
    field = Chip.properties.get(criterion_result.property_name) or Policy.properties.get(
        criterion_result.property_name
    )
    headroom = _format_headroom(
        criterion_result.holds,
        criterion_result.headroom,
        is_figure_known=criterion_result.figure is not None,
    )
    if field is None:
        return (
            f"names it {headroom}"
            if criterion_result.property_name == PRODUCT_KEY
            else f"names who gets it {headroom}"
        )
    return f"{field.label} {query.format_words(field, criterion_result.bound_text.split(OR_SEPARATOR))} {headroom}"


def _format_headroom(holds: Truth, headroom: Real | None, *, is_figure_known: bool) -> str:
    """How far a figure is from a bound; a word for what has no distance."""
    if not is_figure_known or headroom is None:
        return {True: "✓", False: "✗", None: "?"}[holds]
    sign = {True: "✓", False: "✗", None: "?"}[holds]
    return f"{sign} {_format_per_cent(headroom)}"


def _format_per_cent(headroom: Real) -> str:
    return f"{'+' if headroom > 0 else ''}{headroom:.1f} %"


def _build_named_action_lines(
    query: ControlsQuery, result: ControlsResult, sources: CitationNumbers
) -> Iterator[VerdictCardLine]:
    for rule in list_named_actions(result):
        until = f" until {rule.until.text}" if rule.until else ""
        asides = (f"from {rule.since.text}{until}", rule.note)
        aside = "; ".join(text for text in asides if text)
        cites = _build_citation_cell(sources, rule.citations)
        yield (
            Cell(rule.act.capitalize(), "label"),
            Cell(query.get_policy_name(rule.policy), "", aside),
            cites,
        )


def _build_neighbour_lines(
    query: ControlsQuery, result: ControlsResult
) -> Iterator[VerdictCardLine]:
    previous_change, next_change = find_neighbouring_changes(result, query.day)
    if previous_change or next_change:
        yield (Cell("Before and after", "heading"),)
    for label, change in (("Before", previous_change), ("After", next_change)):
        if change:
            yield Cell(label, "label"), _build_change_cell(query, change)


def _build_change_cell(query: ControlsQuery, change: VerdictChange) -> Cell:
    verdict = change.verdict
    texts = [verdict.status.replace("-", " "), verdict.paragraph, verdict.licence_policy]
    names = ", ".join(query.get_policy_name(rule) for rule in change.rules)
    summary = "; ".join(text for text in texts if text)
    return Cell(f"{summary}, from {change.since.text}", "", names)


def _collect_notes(result: ControlsResult) -> Iterator[str]:
    headrooms = (
        criterion_result.headroom
        for finding in result.verdict.findings
        for criterion_result in finding.result.criterion_results
    )
    if any(headroom is not None for headroom in headrooms):
        yield "per cent: how far the figure stays clear of the bound; below 0 it meets it"
    yield from _describe_uncounted_rates(result)
    yield DISCLAIMER


def _describe_uncounted_rates(result: ControlsResult) -> Iterator[str]:
    """At which of the usual bit lengths no rate is known, as one there may make TPP higher."""
    figures = result.item.figures
    available_bits = {
        bits for name, (bits, _) in BIT_LENGTHS.items() if figures.collect_stated(name).value
    }
    missing_bits = [str(bits) for bits in USUAL_BIT_LENGTHS if bits not in available_bits]
    if available_bits and missing_bits:
        bits_text = " and ".join(map(str, sorted(available_bits)))
        yield (
            f"TPP counts the rates that are known, at {bits_text} bits; one at"
            f" {' or '.join(missing_bits)} bits may be higher"
        )
