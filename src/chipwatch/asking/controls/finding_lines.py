"""The lines of a verdict card on rules: each paragraph, whether it holds, and how far it is."""

from collections.abc import Iterator

from ...model.table import Cell
from ...rules.evaluation import CriterionResult
from ...rules.findings import ParagraphFinding
from ...rules.rule import OWNERSHIP_KEY, PRODUCT_KEY, Rule
from ...rules.tested_fields import find_tested_field
from ...rules.truth import Truth
from ..answers.citations import CitationNumbers
from .controls_query import ControlsResult
from .distance_words import describe_distance, get_limit
from .references import References

HOLDS_TEXTS = {True: "holds", False: "does not hold", None: "cannot be told"}
MET_TEXTS = {True: "met", False: "not met", None: "cannot be told"}
NAMES_IT_TEXTS = {
    True: "names it",
    False: "does not name it",
    None: "whether it names it cannot be told",
}
NAMES_BUYER_TEXTS = {
    True: "names who gets it",
    False: "does not name who gets it",
    None: "whether it names who gets it cannot be told",
}
BINDING_MARKS: dict[Truth, str] = {True: "differs", False: "dim", None: "disputed"}
REACH_TEXTS = {
    True: "",
    False: "does not reach there",
    None: "whether it reaches there is not known",
}
_USUAL_CERTAINTIES = ("confirmed", "reported")
"""The certainties of a paragraph that go without saying."""


def build_finding_sections(
    result: ControlsResult, references: References, numbers: CitationNumbers
) -> Iterator[tuple[Cell, ...]]:
    """Build a heading for each rule that requires a licence, and a line for each paragraph."""
    for rule in dict.fromkeys(finding.rule for finding in result.verdict.findings):
        findings = [
            finding
            for finding in result.verdict.findings
            if finding.rule is rule and _should_show(finding, result)
        ]
        if findings:
            yield (Cell(_format_heading(rule, references), "heading"),)
        for finding in findings:
            yield _build_line(finding, _build_text_cell(finding, references), numbers)


def build_other_finding_sections(
    result: ControlsResult, references: References, numbers: CitationNumbers
) -> Iterator[tuple[Cell, ...]]:
    """Build a heading and a line for each paragraph that requires no licence."""
    for finding in result.other_findings:
        yield (Cell(_format_heading(finding.rule, references), "heading"),)
        annotations = [*_list_criterion_texts(finding, references), finding.paragraph.note]
        text_cell = Cell(HOLDS_TEXTS[finding.holds], "", "; ".join(filter(None, annotations)))
        yield _build_line(finding, text_cell, numbers)


def _should_show(finding: ParagraphFinding, result: ControlsResult) -> bool:
    """Return whether a paragraph is worth a line.

    Those of the control list always are; of letters and lists, those that fit and reach there.
    """
    if finding.rule.act.gives_class:
        return True
    if finding.reaches_destination is False:
        return False
    if finding.holds:
        return True
    if finding.rule.act.counts_ownership:
        return result.item.end_user is not None
    return finding.rule.act.is_about_items and any(
        criterion_result.figure and criterion_result.property_name != OWNERSHIP_KEY
        for criterion_result in finding.result.criterion_results
    )


def _format_heading(rule: Rule, references: References) -> str:
    citation = references.get_citation(rule.policy)
    until = f" until {rule.until.text}" if rule.until else ""
    details = "; ".join(filter(None, (citation, f"from {rule.since.text}{until}")))
    return f"{references.get_name(rule.policy)} ({details})"


def _build_line(
    finding: ParagraphFinding, text_cell: Cell, numbers: CitationNumbers
) -> tuple[Cell, ...]:
    citations = numbers.register_citations(finding.citations)
    return Cell(finding.class_name, "label"), text_cell, Cell("", "dim", citations=citations)


def _build_text_cell(finding: ParagraphFinding, references: References) -> Cell:
    annotations = [
        *_list_criterion_texts(finding, references),
        REACH_TEXTS[finding.reaches_destination],
    ]
    if finding.possibly_stopped_by:
        policy_name = references.get_name(finding.possibly_stopped_by)
        annotations.append(f"stopped by {policy_name}, but not by a published rule")
    if finding.paragraph.certainty not in _USUAL_CERTAINTIES:
        annotations.append(finding.paragraph.certainty)
    mark = BINDING_MARKS[finding.is_binding]
    return Cell(HOLDS_TEXTS[finding.holds], mark, "; ".join(filter(None, annotations)))


def _list_criterion_texts(finding: ParagraphFinding, references: References) -> list[str]:
    return [
        _format_criterion(criterion_result, references)
        for criterion_result in finding.result.criterion_results
    ]


def _format_criterion(criterion_result: CriterionResult, references: References) -> str:
    """Format a criterion: ``TPP ≥4,800: not met, 51 % under``."""
    field = find_tested_field(criterion_result.property_name)
    if field is None:
        is_product = criterion_result.property_name == PRODUCT_KEY
        return (NAMES_IT_TEXTS if is_product else NAMES_BUYER_TEXTS)[criterion_result.holds]
    if criterion_result.words:
        bound_text = references.format_words(field, criterion_result.words)
    else:
        bound_text = criterion_result.bound_text
    words = [MET_TEXTS[criterion_result.holds], _describe_criterion_distance(criterion_result)]
    return f"{field.label} {bound_text}: {', '.join(filter(None, words))}"


def _describe_criterion_distance(criterion_result: CriterionResult) -> str:
    """Describe how far a figure is from a bound; nothing for words, and where none is known."""
    bound, figure = criterion_result.bound, criterion_result.figure
    limit = get_limit(bound) if bound else None
    if limit is None or figure is None or figure.value is None:
        return ""
    return describe_distance(figure.value, limit)
