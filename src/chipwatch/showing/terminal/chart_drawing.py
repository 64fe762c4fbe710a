"""Draw a chart as text: planes in braille dots, rows as bars, chains as lines."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import cycle
from math import log10
from textwrap import wrap

from plotille import Figure
from rich.bar import Bar
from rich.cells import cell_len, set_cell_size
from rich.console import Console

from ...model.chart import (
    Axis,
    ChainChart,
    Chart,
    ChartedChain,
    Mark,
    PointChart,
    RowChart,
    Scale,
    Span,
)
from ...model.control_characters import escape_to_one_line
from ...model.magnitudes import MAGNITUDES
from ..chart_labels import LETTER_HEIGHT, LETTER_WIDTH, LabelPlacer
from ..plane import build_plane
from ..screen import Screen

_PLANE_HEIGHT = 24
_AXIS_ROOM = 13
"""The columns that plotille takes for the numbers of the axis on the left."""
_MIN_WIDTH = 20
_MARKERS = "ox+*#%@&"
"""The sign of each group, in order."""
_COLOURS = ("blue", "red", "green", "magenta", "yellow", "cyan", "white", "bright_black")
_FRAME_COLOUR = "white"
_EMPTY_BRAILLE = "\u2800"
_EMPTY_TITLE = " ()"
"""What plotille writes behind an axis without a title."""
_MAX_LABEL_WIDTH, _MIN_BAR_WIDTH = 44, 10
_GAP = "  "
_MIN_WHOLE_NUMBER = 100
"""The numbers of an axis from here on have no decimals."""
_MIN_ONE_DECIMAL = 10
"""Numbers of so many millions or billions have one decimal, smaller ones two, so that steps of an
axis differ."""


def draw_chart(chart: Chart, screen: Screen) -> str:
    """Draw a chart as lines of text as wide as the screen, its notes below it."""
    head = _wrap_all((chart.frame.title, *chart.frame.subtitles), screen)
    notes = _wrap_all(chart.frame.notes, screen)
    lines = (*head, "", *_iter_lines(chart, screen), "", *notes)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _wrap_all(texts: Iterable[str], screen: Screen) -> Iterator[str]:
    for text in texts:
        yield from wrap(escape_to_one_line(text), screen.width)


def _iter_lines(chart: Chart, screen: Screen) -> Iterator[str]:
    if isinstance(chart, PointChart):
        yield from _PlaneDrawing(chart, screen).iter_lines()
    elif isinstance(chart, RowChart):
        yield from _RowDrawing(chart, screen).iter_lines()
    else:
        yield from _iter_chain_lines(chart)


class _PlaneDrawing:
    """Draws marks in a plane, with a sign for each group."""

    def __init__(self, chart: PointChart, screen: Screen) -> None:
        self.chart, self.has_colour = chart, screen.has_colour
        width = max(screen.width - _AXIS_ROOM, _MIN_WIDTH)
        self.plane = build_plane(chart, width * LETTER_WIDTH, _PLANE_HEIGHT * LETTER_HEIGHT)
        self.signs = dict(
            zip(chart.frame.groups or ("",), cycle(zip(_MARKERS, _COLOURS, strict=True)))
        )
        self.figure = self._start_figure(width)

    def iter_lines(self) -> Iterator[str]:
        """Give the lines of the drawing, and what its signs mean."""
        self._draw_regions()
        self._draw_marks()
        self._write_labels()
        for line in self.figure.show().replace(_EMPTY_BRAILLE, " ").splitlines():
            yield line.removesuffix(_EMPTY_TITLE)
        legend = _GAP.join(f"{sign} {group}" for group, (sign, _) in self.signs.items() if group)
        if legend:
            yield from ("", f"{self.chart.frame.group_title}: {legend}")
        if self.chart.regions:
            yield f"Frames: {', '.join(region.name for region in self.chart.regions)}"

    def _start_figure(self, width: int) -> Figure:
        x_axis, y_axis = self.chart.x_axis, self.chart.y_axis
        figure = Figure()
        figure.width, figure.height = width, _PLANE_HEIGHT
        figure.origin = False
        figure.with_colors = self.has_colour
        figure.x_label, figure.y_label = x_axis.title, y_axis.title
        figure.set_x_limits(*_scale_span(x_axis, self.plane.x_domain))
        figure.set_y_limits(*_scale_span(y_axis, self.plane.y_domain))
        figure.x_ticks_fkt = _build_tick_formatter(x_axis, self.plane.x_domain)
        figure.y_ticks_fkt = _build_tick_formatter(y_axis, self.plane.y_domain)
        return figure

    def _draw_regions(self) -> None:
        for region in self.chart.regions:
            x_span, y_span = self.plane.clip(region.x, region.y)
            left_end, right = _scale_span(self.chart.x_axis, x_span)
            bottom, top = _scale_span(self.chart.y_axis, y_span)
            xs, ys = (
                [left_end, right, right, left_end, left_end],
                [bottom, bottom, top, top, bottom],
            )
            self.figure.plot(xs, ys, lc=self._choose_colour(_FRAME_COLOUR))

    def _draw_marks(self) -> None:
        draw = self.figure.plot if self.chart.joins_groups else self.figure.scatter
        for group, (sign, colour) in self.signs.items():
            points = [
                self.plane.find_middle(mark) for mark in self.chart.marks if mark.group == group
            ]
            if points:
                xs = [_scale(self.chart.x_axis, x) for x, _ in points]
                ys = [_scale(self.chart.y_axis, y) for _, y in points]
                draw(xs, ys, lc=self._choose_colour(colour), marker=sign)

    def _write_labels(self) -> None:
        """Write the labels that have room, each a text that begins where its left end is."""
        labels = [escape_to_one_line(mark.label) for mark in self.chart.marks]
        middles = [self.plane.find_middle(mark) for mark in self.chart.marks]
        points = [self.plane.to_pixels(x, y) for x, y in middles]
        placer = LabelPlacer(self.plane.width, self.plane.height)
        x_low, x_high = _scale_span(self.chart.x_axis, self.plane.x_domain)
        y_low, y_high = _scale_span(self.chart.y_axis, self.plane.y_domain)
        for placed in placer.place(labels, points):
            label = labels[placed.position]
            left_end = placed.x - LETTER_WIDTH * len(label) / 2
            x = x_low + (x_high - x_low) * left_end / self.plane.width
            y = y_high - (y_high - y_low) * placed.y / self.plane.height
            self.figure.text([x], [y], [label])

    def _choose_colour(self, colour: str) -> str | None:
        return colour if self.has_colour else None


def _scale(axis: Axis, number: float) -> float:
    return log10(number) if axis.scale is Scale.LOG else number


def _scale_span(axis: Axis, span: Span) -> tuple[float, float]:
    return _scale(axis, span.low or 0), _scale(axis, span.high or 0)


def _build_tick_formatter(axis: Axis, domain: Span) -> Callable[[float, float], str]:
    """Build what formats the numbers of an axis; those of a linear one in one magnitude."""
    top = max(abs(domain.low or 0), abs(domain.high or 0))

    def format_tick(number: float, _: float) -> str:
        if axis.scale is Scale.TIME:
            return date.fromordinal(max(round(number), 1)).isoformat()[:7]
        plain = 10**number if axis.scale is Scale.LOG else number
        return _format_tick(plain, abs(plain) if axis.scale is Scale.LOG else top)

    return format_tick


def _format_tick(number: float, top: float) -> str:
    """Format a number of an axis in the magnitude of its top: ``225.6 bn``, in few columns."""
    for magnitude in MAGNITUDES:
        if top >= magnitude.size and number:
            decimals = 1 if top >= _MIN_ONE_DECIMAL * magnitude.size else 2
            return f"{number / magnitude.size:,.{decimals}f} {magnitude.word}"
    return f"{number:,.0f}" if abs(number) >= _MIN_WHOLE_NUMBER else f"{number:.3g}"


class _RowDrawing:
    """Draws a row for each mark, its label before a bar and its figure behind it."""

    def __init__(self, chart: RowChart, screen: Screen) -> None:
        self.chart, self.screen = chart, screen
        labels = [escape_to_one_line(mark.label) for mark in chart.marks]
        details = [mark.detail for mark in chart.marks]
        self.label_width = min(max(map(cell_len, labels)), _MAX_LABEL_WIDTH)
        room = screen.width - self.label_width - max(map(cell_len, details)) - 2 * len(_GAP)
        self.bar_width = max(room, _MIN_BAR_WIDTH)
        self.ends = _find_row_ends(chart)
        self.console = Console(
            width=self.bar_width,
            no_color=not screen.has_colour,
            force_terminal=screen.has_colour,
        )

    def iter_lines(self) -> Iterator[str]:
        """Give a line for each mark; a label that repeats is not written again."""
        colours = dict(zip(self.chart.frame.groups, cycle(_COLOURS)))
        earlier_label = ""
        for mark in self.chart.marks:
            label = escape_to_one_line(mark.label)
            shown_label = set_cell_size("" if label == earlier_label else label, self.label_width)
            bar = self._draw_bar(mark, colours.get(mark.group, "default"))
            group = (
                f" {mark.group}" if mark.group and self.chart.axis.scale is not Scale.TIME else ""
            )
            yield f"{shown_label}{_GAP}{bar}{_GAP}{mark.detail}{group}"
            earlier_label = label

    def _draw_bar(self, mark: Mark, colour: str) -> str:
        low, high = self.ends
        begin, end = mark.x.low or 0, mark.x.high or mark.x.low or 0
        if self.chart.axis.scale is not Scale.TIME:
            begin = 0
        shortest = (high - low) / self.bar_width
        bar = Bar(
            high - low,
            begin - low,
            max(end - low, begin - low + shortest),
            width=self.bar_width,
            color=colour,
        )
        with self.console.capture() as capture:
            self.console.print(bar, end="")
        return capture.get().rstrip("\n")


def _find_row_ends(chart: RowChart) -> tuple[float, float]:
    ends = [end for mark in chart.marks for end in mark.x if end is not None]
    if chart.axis.scale is Scale.TIME:
        return min(ends), max(ends) + 1
    return 0, max(ends) or 1


def _iter_chain_lines(chart: ChainChart) -> Iterator[str]:
    for chain in chart.chains:
        yield _format_chain(chain)


def _format_chain(chain: ChartedChain) -> str:
    steps = (f" ─{link.relation}→ {link.name}" for link in chain.links)
    return escape_to_one_line(f"{chain.start}{''.join(steps)}")
