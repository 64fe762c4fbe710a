"""A figure over time: its points by unit and length of period, growth, and sums of parts."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ...model.dates import Date
from ...model.facts import Fact
from ...model.interval_arithmetic import (
    add_quantities,
    divide_quantities,
    merge_ranges,
    round_quantity,
)
from ...model.quantity import Quantity, QuantityFormatter, Real, format_quantity
from ...model.ranking import RankedFacts, build_rank_key, is_contradiction

SPAN_LENGTHS = {
    "year": (360, 372),
    "half": (179, 186),
    "quarter": (89, 93),
    "month": (28, 31),
    "week": (7, 7),
    "day": (1, 1),
}
"""What a period is called by its days, fiscal years of 52 or 53 weeks and their quarters too."""
MOMENT, OTHER_SPAN = "moment", "other"
"""A figure as of a day, which counts up no period; and a period of another length."""
SPAN_ORDER = (*SPAN_LENGTHS, OTHER_SPAN, MOMENT)
YEAR_DAYS = (360, 372)
"""How many days apart the ends of like periods of two years are."""
MIN_SPARKLINE_POINTS = 4
"""Points that a sparkline has at least: our choice, fewer are read faster as numbers."""
SPARKS = "▁▂▃▄▅▆▇█"
MIN_PARTS = 2
PER_CENT = "%"


class SeriesPoint(NamedTuple):
    """What is stated of one period in one unit: the fact shown, and all the others."""

    span: Date
    unit: str
    subject: str
    """What is counted, of a property with many values: the note of its facts."""
    is_moment: bool
    facts: tuple[Fact, ...]
    """All facts of the period, the one that is shown first."""
    value: Quantity | None
    """The figure shown; of such as contradict it, the range from the lowest to the highest.

    None where they have no range in common, as one is an upper bound and another a lower one.
    """
    is_disputed: bool
    bounds: tuple[Quantity, ...] = ()
    """Where there is no such range, the lowest upper bound and the highest lower bound."""

    @property
    def fact(self) -> Fact:
        """The fact that is shown."""
        return self.facts[0]

    @property
    def kind(self) -> str:
        """What its period is: a year, a quarter, a moment and so on."""
        return MOMENT if self.is_moment else classify_span(self.span)

    @property
    def end(self) -> tuple[int, int]:
        """What points are sorted by: the end of the period, then its beginning."""
        return self.span.last, self.span.first

    def format_value(self, format_part: QuantityFormatter = format_quantity) -> str:
        """Format its figure or range; without one the bounds: ``≤200,000 to >800,000``."""
        quantities = self.bounds if self.value is None else (self.value,)
        return " to ".join(map(format_part, quantities))


class FigureSeries(NamedTuple):
    """The points of one unit, subject and length of period, in order."""

    unit: str
    subject: str
    kind: str
    points: tuple[SeriesPoint, ...]


class PartSum(NamedTuple):
    """The sum of the parts of a period against the figure that is stated for the whole."""

    whole: SeriesPoint
    parts: tuple[SeriesPoint, ...]
    total: Quantity
    stated: Quantity
    """The figure of the whole."""

    @property
    def difference(self) -> Real | None:
        """The sum less the stated figure; None unless both are exact."""
        total, stated = self.total.exact_number, self.stated.exact_number
        if total is None or stated is None:
            return None
        return round_quantity(Quantity(total - stated, total - stated)).low


class Growth(NamedTuple):
    """The change of a figure against a like period before, in per cent."""

    change: Quantity
    before: SeriesPoint


def classify_span(span: Date) -> str:
    """Name the length of a period."""
    for kind, (shortest, longest) in SPAN_LENGTHS.items():
        if shortest <= span.day_count <= longest:
            return kind
    return OTHER_SPAN


def build_series(facts: Iterable[Fact]) -> list[FigureSeries]:
    """Build the series of the figures of one property, the longest periods first.

    Each unit and currency is apart, and so is each note of a property with many values, which says
    what is counted. Figures without a date are left out.
    """
    points_by_key: dict[tuple[str, str, str], list[SeriesPoint]] = {}
    for point in _build_points(facts):
        key = (point.unit, point.subject, point.kind)
        points_by_key.setdefault(key, []).append(point)
    all_series = [
        FigureSeries(
            unit=unit, subject=subject, kind=kind, points=tuple(sorted(points, key=_get_end))
        )
        for (unit, subject, kind), points in points_by_key.items()
        if not _is_unit_of_rate(points)
    ]
    subjects = list(dict.fromkeys((series.unit, series.subject) for series in all_series))
    return sorted(
        all_series,
        key=lambda series: (
            subjects.index((series.unit, series.subject)),
            SPAN_ORDER.index(series.kind),
        ),
    )


def _is_unit_of_rate(points: Sequence[SeriesPoint]) -> bool:
    """Return whether points are the 1 USD of an exchange rate, whose other currency is told."""
    return all(
        point.value is not None
        and point.value.exact_number == 1
        and len(point.fact.field.to_quantities(point.fact.value)) > 1
        for point in points
    )


def _build_points(facts: Iterable[Fact]) -> Iterator[SeriesPoint]:
    """Build a point for each period and unit from all that is stated of it."""
    facts_by_span: dict[tuple[str, str, int, int, bool], list[Fact]] = {}
    for fact in sorted(facts, key=build_rank_key):
        span = fact.period or fact.as_of
        if span is None or fact.is_unknown:
            continue
        subject = fact.note if fact.field.is_multivalued else ""
        for unit in fact.field.to_quantities(fact.value):
            key = (unit, subject, span.first, span.last, fact.period is None)
            facts_by_span.setdefault(key, []).append(fact)
    for (unit, subject, *_, is_moment), span_facts in facts_by_span.items():
        yield _build_point(unit, subject, span_facts, is_moment=is_moment)


def _build_point(unit: str, subject: str, facts: Sequence[Fact], *, is_moment: bool) -> SeriesPoint:
    shown, *others = facts
    rivals = [fact for fact in others if is_contradiction(shown, fact)]
    values = [fact.field.to_quantities(fact.value)[unit] for fact in (shown, *rivals)]
    value = merge_ranges(values) if rivals else values[0]
    return SeriesPoint(
        span=shown.period or shown.as_of or Date.parse("0001"),
        unit=unit,
        subject=subject,
        is_moment=is_moment,
        facts=(shown, *others),
        value=value,
        is_disputed=bool(rivals) or shown.certainty == "disputed",
        bounds=_pick_outer_bounds(values) if value is None else (),
    )


def _pick_outer_bounds(values: Sequence[Quantity]) -> tuple[Quantity, Quantity]:
    """Pick the lowest upper bound and the highest lower bound; there is one of each."""
    upper_bounds = {value.high: value for value in values if value.low is None}
    lower_bounds = {value.low: value for value in values if value.high is None}
    lowest, highest = (
        choose(end for end in bounds if end is not None)
        for choose, bounds in ((min, upper_bounds), (max, lower_bounds))
    )
    return upper_bounds[lowest], lower_bounds[highest]


def _get_end(point: SeriesPoint) -> tuple[int, int]:
    return point.end


def find_growth(series: FigureSeries, point: SeriesPoint) -> Growth | None:
    """Find the change against the like period a year before; None where there is none to tell.

    Nothing can be told from a figure that was not above zero, and parts in per cent do not grow by
    per cent.
    """
    if series.unit == PER_CENT or point.value is None:
        return None
    shortest, longest = YEAR_DAYS
    for before in reversed(series.points):
        if shortest <= point.span.last - before.span.last <= longest:
            if before.value is None or before.value.low is None or before.value.low <= 0:
                return None
            ratio = divide_quantities(point.value, before.value)
            return ratio and Growth(change=_to_change(ratio), before=before)
    return None


def _to_change(ratio: Quantity) -> Quantity:
    """Turn a ratio into a change in per cent, to one decimal place."""
    low, high = (
        None if end is None else round((end - 1) * 100, 1) for end in (ratio.low, ratio.high)
    )
    return ratio._replace(low=low, high=high)


def list_part_sums(series: Sequence[FigureSeries]) -> list[PartSum]:
    """List the sums of all parts of one length that make up a longer period that is stated too."""
    return [
        part_sum
        for whole_series in series
        for whole in whole_series.points
        for part_series in series
        if _get_subject(part_series) == _get_subject(whole_series) and not whole.is_moment
        if (part_sum := _add_parts(whole, part_series))
    ]


def _get_subject(series: FigureSeries) -> tuple[str, str]:
    return series.unit, series.subject


def _add_parts(whole: SeriesPoint, part_series: FigureSeries) -> PartSum | None:
    """Add up the points of a series that lie end to end in a period; None where one is missing."""
    parts = [
        point
        for point in part_series.points
        if whole.span.first <= point.span.first and point.span.last <= whole.span.last
    ]
    starts = [whole.span.first, *(part.span.last + 1 for part in parts)]
    ends = [*(part.span.first for part in parts), whole.span.last + 1]
    values = [part.value for part in parts if part.value is not None]
    if len(values) < MIN_PARTS or part_series.kind == MOMENT or starts != ends:
        return None
    if whole.value is None or len(values) < len(parts):
        return None
    total = add_quantities(values, signed=True)
    return PartSum(whole=whole, parts=tuple(parts), total=total, stated=whole.value)


def draw_sparkline(numbers: Sequence[Real]) -> str:
    """Draw numbers as columns of eight heights above zero, or above the lowest if that is below.

    The empty text for fewer than are worth drawing.
    """
    if len(numbers) < MIN_SPARKLINE_POINTS:
        return ""
    lowest, highest = min(0, *numbers), max(numbers)
    height = (highest - lowest) or 1
    top = len(SPARKS) - 1
    return "".join(SPARKS[round((number - lowest) / height * top)] for number in numbers)


def draw_history(ranked_facts: RankedFacts) -> str:
    """Draw how a figure that is shown came about, over periods like its own.

    The empty text where too few of them are known, or none is in the same unit.
    """
    shown = ranked_facts.shown_facts[0]
    for series in build_series(ranked_facts.facts):
        if any(point.fact is shown for point in series.points):
            return draw_sparkline(list_middles(series.points))
    return ""


def list_middles(points: Iterable[SeriesPoint]) -> list[Real]:
    """List the numbers that points are drawn at: of a range the middle, of a bound its end."""
    values = [point.value for point in points if point.value is not None]
    ends = [[end for end in (value.low, value.high) if end is not None] for value in values]
    return [sum(numbers) / len(numbers) for numbers in ends if numbers]
