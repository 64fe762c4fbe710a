"""What the export-control rules mean for one chip today, as briefly as a page's head says it."""

from collections.abc import Iterator
from typing import NamedTuple

from ...model.entity import Entity
from ...model.problem import NotFoundError
from ...model.quantity import Quantity, Real
from ...rules.findings import ParagraphFinding
from ...rules.verdict import LICENCE_REQUIRED, Verdict
from ...store.knowledge_base import KnowledgeBase
from .controls_query import ControlsQuery, ControlsRequest, ControlsResult
from .distance_words import describe_distance, format_limit, get_limit
from .verdict_history import find_verdict_start
from .verdict_titles import STATUS_TITLES


class FigureLimit(NamedTuple):
    """A limit that a figure of the chip is held against, and the paragraph that has it."""

    figure: Quantity
    limit: Real
    paragraph_name: str

    def get_lowest_figure(self) -> Real:
        """Get the lowest that the figure may be; zero where it has no lower end."""
        return self.figure.low if self.figure.low is not None else 0


class ChipGlance:
    """The verdict on a chip for its usual destination on the day of the query."""

    def __init__(self, query: ControlsQuery, result: ControlsResult) -> None:
        self.query, self.result = query, result

    @property
    def status_text(self) -> str:
        """The verdict in words, in capitals."""
        return STATUS_TITLES[self.result.verdict.status]

    def describe(self) -> str:
        """Describe since when a settled verdict holds, and what it follows from.

        Of one that is not settled, the class that the figures alone would give.
        """
        verdict = self.result.verdict
        if verdict.is_licence_needed is None:
            return f"class by its figures: {verdict.paragraph}" if verdict.paragraph else ""
        since = find_verdict_start(self.result.history, self.query.day)
        parts = [f"since {since.text}" if since else "", _describe_ground(verdict)]
        return ", ".join(filter(None, parts))

    def describe_limit(self, property_name: str) -> str:
        """Describe how far a figure is from the lowest limit above it: 1.3 % under the limit.

        Where it reaches all limits, from the highest; nothing where no rule has a limit for it.
        """
        limits = list(self._iter_limits(property_name))
        if not limits:
            return ""
        limits_above = [limit for limit in limits if limit.limit > limit.get_lowest_figure()]
        nearest = min(limits_above, key=_get_limit) if limits_above else max(limits, key=_get_limit)
        words = describe_distance(nearest.figure, nearest.limit).removesuffix(" the limit")
        return f"{words} the limit of {format_limit(nearest.limit)} ({nearest.paragraph_name})"

    def _iter_limits(self, property_name: str) -> Iterator[FigureLimit]:
        for finding in self.result.verdict.findings:
            if finding.rule.act.gives_class and finding.reaches_destination is not False:
                yield from _iter_finding_limits(finding, property_name)


def judge_chip(base: KnowledgeBase, chip: Entity) -> ChipGlance | None:
    """Judge a chip under the rules of today; None where the base has no rules."""
    try:
        query = ControlsQuery(base, ControlsRequest())
    except NotFoundError:
        return None
    return ChipGlance(query, query.judge_item(query.build_item(chip)))


def _describe_ground(verdict: Verdict) -> str:
    """Describe what a requirement follows from: the class, or a letter or list."""
    if verdict.status != LICENCE_REQUIRED:
        return verdict.paragraph or ""
    if verdict.paragraph:
        return verdict.paragraph
    acts = dict.fromkeys(finding.rule.act.name for finding in verdict.binding_findings)
    return f"by {' and '.join(acts)}" if acts else ""


def _iter_finding_limits(finding: ParagraphFinding, property_name: str) -> Iterator[FigureLimit]:
    for result in finding.result.criterion_results:
        limit = get_limit(result.bound) if result.bound else None
        figure = result.figure.value if result.figure else None
        if result.property_name == property_name and limit is not None and figure:
            yield FigureLimit(figure=figure, limit=limit, paragraph_name=finding.paragraph.name)


def _get_limit(figure_limit: FigureLimit) -> Real:
    return figure_limit.limit
