"""The arithmetic of a verdict as a table: each figure that matters, its limit, the distance."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ...model.derived_values import round_figure
from ...model.kind import AnyField
from ...model.quantity import Real, format_quantity
from ...model.table import Cell, Column, Layout, Table
from ...rules.eccn import get_entry
from ...rules.evaluation import CriterionResult
from ...rules.findings import ParagraphFinding
from ...rules.tested_fields import find_tested_field
from ...rules.verdict import Verdict
from .controls_query import ControlsResult
from .distance_words import describe_distance, format_limit, get_limit, is_sought_limit
from .references import References


class LimitLine(NamedTuple):
    """A figure and the limit that it is held against."""

    result: CriterionResult
    field: AnyField
    limit: Real

    @property
    def distance(self) -> float:
        """How far the nearest end of the figure is from the limit, as a part of it."""
        return abs(self.result.headroom or 0)


def build_arithmetic_table(result: ControlsResult, references: References) -> list[Table]:
    """Build the table of what decides; none where no figure was held against a limit."""
    verdict = result.verdict
    findings = _list_shown(verdict)
    lines = list(_list_lines(findings))
    notes = tuple(_describe_class(verdict, findings, references))
    if not lines:
        return []
    rows = tuple(_build_row(line) for line in lines)
    return [Table("", _build_columns(result.item.noun), rows, notes=notes, layout=Layout.WRAPPED)]


def _build_columns(noun: str) -> tuple[Column, ...]:
    return (
        Column("The arithmetic", is_unbreakable=True),
        Column(""),
        Column(f"this {noun}", is_numeric=True, is_unbreakable=True),
        Column("limit", is_numeric=True, is_unbreakable=True),
        Column("", is_unbreakable=True),
    )


def _list_shown(verdict: Verdict) -> list[ParagraphFinding]:
    """List the classes of rules that reach there; that of the item where only others have it."""
    findings = [finding for finding in verdict.findings if finding.rule.act.gives_class]
    reaching_findings = [
        finding for finding in findings if finding.reaches_destination is not False
    ]
    if any(finding.holds is not False for finding in reaching_findings):
        return reaching_findings
    return [finding for finding in findings if finding.holds] or reaching_findings


def _list_lines(findings: Sequence[ParagraphFinding]) -> Iterator[LimitLine]:
    """List the limits that the first paragraph meets, or else the nearest that keep others away."""
    held_findings = [finding for finding in findings if finding.holds]
    if held_findings:
        yield from _list_limits(held_findings[0].result.criterion_results)
        return
    open_findings = [finding for finding in findings if finding.holds is None]
    criteria = [
        criterion
        for finding in open_findings or findings
        for criterion in finding.result.criterion_results
        if not criterion.holds
    ]
    nearest: dict[str, LimitLine] = {}
    for line in _list_limits(criteria):
        best = nearest.setdefault(line.field.name, line)
        if line.distance < best.distance:
            nearest[line.field.name] = line
    yield from nearest.values()
    if open_findings and not nearest:  # only what would leave it out is not certain
        yield from _list_limits(open_findings[0].result.criterion_results)


def _list_limits(criteria: Iterable[CriterionResult]) -> Iterator[LimitLine]:
    """List the criteria that hold a known figure against a limit: of chips, a lower one."""
    for criterion in criteria:
        field = find_tested_field(criterion.property_name)
        has_value = criterion.figure is not None and criterion.figure.value is not None
        limit = get_limit(criterion.bound) if criterion.bound else None
        if field and has_value and limit and is_sought_limit(criterion):
            yield LimitLine(result=criterion, field=field, limit=limit)


def _build_row(line: LimitLine) -> tuple[Cell, ...]:
    figure = line.result.figure
    value = figure.value if figure else None
    unit = f" ({line.field.unit})" if line.field.unit else ""
    mark = "disputed" if figure and figure.is_disputed else ""
    return (
        Cell(f"{line.field.label}{unit}", "label"),
        Cell(figure.arithmetic if figure else "", "dim"),
        Cell(format_quantity(round_figure(line.field, value)) if value else "", mark),
        Cell(format_limit(line.limit)),
        Cell(describe_distance(value, line.limit) if value else ""),
    )


def _describe_class(
    verdict: Verdict, findings: Sequence[ParagraphFinding], references: References
) -> Iterator[str]:
    """Say that it is under no paragraph, where that is certain, with the rule's citation."""
    if findings and all(finding.holds is False for finding in findings):
        citation = references.get_citation(findings[0].rule.policy)
        entries = " or ".join(dict.fromkeys(get_entry(f.paragraph.name) for f in findings))
        yield f"under no paragraph of ECCN {entries}{f' ({citation})' if citation else ''}"
    elif verdict.paragraph:
        yield f"class by these figures: {verdict.paragraph}"
