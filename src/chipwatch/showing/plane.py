"""The plane of a chart: the ends of its axes, and where a mark lies in pixels."""

from collections.abc import Iterable
from math import log10
from typing import NamedTuple

from ..model.chart import Axis, Mark, PointChart, Scale, Span

_LOG_MARGIN, _MARGIN = 0.08, 0.05
"""The room at both ends of an axis, in powers of ten or as a part of its length."""
_BOUND_PIECE = 0.04
"""The part of an axis that stands for all that lies beyond a bound."""
_MIN_TIME_MARGIN = 30.0
"""The least room at both ends of an axis of time, in days."""


class Plane(NamedTuple):
    """What of both axes is drawn, on how many pixels."""

    x_axis: Axis
    y_axis: Axis
    x_domain: Span
    y_domain: Span
    width: float
    height: float

    def clip(self, x: Span, y: Span) -> tuple[Span, Span]:
        """Cut two spans to what is drawn; open ends reach to its ends."""
        return _clip(x, self.x_domain), _clip(y, self.y_domain)

    def find_middle(self, mark: Mark) -> tuple[float, float]:
        """Find where a mark is drawn: in the middle of a range, as the axis runs, or at a bound."""
        x, y = self.clip(_close(mark.x), _close(mark.y))
        return _find_middle(self.x_axis, x), _find_middle(self.y_axis, y)

    def clip_bounds(self, x: Span, y: Span) -> tuple[Span, Span]:
        """Cut two spans to what is drawn; of an open end, a short piece stands for all of it."""
        x_span = _shorten(x, self.x_axis, self.x_domain)
        return self.clip(x_span, _shorten(y, self.y_axis, self.y_domain))

    def to_pixels(self, x: float, y: float) -> tuple[float, float]:
        """Compute the pixels of a point, from the upper left corner."""
        x_share = compute_share(self.x_axis, self.x_domain, x)
        y_share = compute_share(self.y_axis, self.y_domain, y)
        return x_share * self.width, (1 - y_share) * self.height


def build_plane(chart: PointChart, width: float, height: float) -> Plane:
    """Build a plane that holds all marks, and the edges of all regions."""
    regions = chart.regions
    x_spans = [mark.x for mark in chart.marks] + [region.x for region in regions]
    y_spans = [mark.y for mark in chart.marks] + [region.y for region in regions]
    return Plane(
        x_axis=chart.x_axis,
        y_axis=chart.y_axis,
        x_domain=_find_domain(chart.x_axis, x_spans),
        y_domain=_find_domain(chart.y_axis, y_spans),
        width=width,
        height=height,
    )


def compute_share(axis: Axis, domain: Span, number: float) -> float:
    """Compute how far along an axis a number lies: 0 at its start, 1 at its end."""
    low, high, place = (_transform(axis, end) for end in (*_get_ends(domain), number))
    return (place - low) / (high - low)


def _find_domain(axis: Axis, spans: Iterable[Span]) -> Span:
    ends = [end for span in spans for end in span if end is not None]
    if axis.scale is Scale.LOG:
        ends = [end for end in ends if end > 0]
    if not ends:
        return Span(1, 10)
    low, high = min(ends), max(ends)
    if axis.scale is Scale.LOG:
        return Span(low * 10**-_LOG_MARGIN, high * 10 ** (2 * _LOG_MARGIN))
    margin = (high - low) * _MARGIN
    if axis.scale is Scale.TIME:
        margin = max(margin, _MIN_TIME_MARGIN)
    margin = margin or abs(high) * _MARGIN or 1
    starts_at_zero = axis.scale is Scale.LINEAR and low >= 0
    return Span(0 if starts_at_zero else low - margin, high + margin)


def _clip(span: Span, domain: Span) -> Span:
    start, end = _get_ends(domain)
    low = start if span.low is None else min(max(span.low, start), end)
    high = end if span.high is None else min(max(span.high, start), end)
    return Span(low, high)


def _close(span: Span) -> Span:
    """Take a bound for the number that it is."""
    return Span(
        span.high if span.low is None else span.low, span.low if span.high is None else span.high
    )


def _shorten(span: Span, axis: Axis, domain: Span) -> Span:
    """End an open span a short way behind its bound."""
    if None not in span:
        return span
    start, end = (_transform(axis, number) for number in _get_ends(domain))
    piece = (end - start) * _BOUND_PIECE

    def move(number: float | None, step: float) -> float | None:
        if number is None or (axis.scale is Scale.LOG and number <= 0):
            return None
        return 10 ** (log10(number) + step) if axis.scale is Scale.LOG else number + step

    return Span(
        move(span.high, -piece) if span.low is None else span.low,
        move(span.low, piece) if span.high is None else span.high,
    )


def _find_middle(axis: Axis, span: Span) -> float:
    low, high = _get_ends(span)
    if axis.scale is Scale.LOG and low > 0:
        return float((low * high) ** 0.5)
    return (low + high) / 2


def _get_ends(span: Span) -> tuple[float, float]:
    """Return both ends of a span that has both."""
    return span.low or 0, span.high or 0


def _transform(axis: Axis, number: float) -> float:
    return log10(number) if axis.scale is Scale.LOG else number
