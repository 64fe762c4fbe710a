"""Which chart is asked for: each takes some of the options, and others would say nothing."""

from typing import NamedTuple

from ..asking.controls.controls_query import ControlsQuery
from ..asking.questions.scope import Scope
from ..asking.questions.summation import TotalQuery
from ..model.problem import UnknownNameError, UsageError
from ..model.schema import KINDS, find_kind
from ..model.wording import format_count
from ..store.knowledge_base import KnowledgeBase
from .chart_answer import ChartAnswer

CONTROLS_TOPIC, TIMELINE_TOPIC = "controls", "timeline"
SERIES_TOPIC, PATH_TOPIC = "series", "path"
READY_TOPICS = {
    CONTROLS_TOPIC: "every chip in the plane of the rule in force",
    TIMELINE_TOPIC: "what happened, on an axis of time",
    SERIES_TOPIC: "a figure of a thing, over time",
    PATH_TOPIC: "the chains between two things",
}
"""The charts that have a name of their own; all others are called after a kind."""
_SUM_OPTIONS = frozenset(("by", "currency", "of", "stage", "where"))
_FIGURE_OPTIONS = frozenset(("x", "y", "by", "log", "where"))
_OPTIONS_BY_TOPIC = {
    CONTROLS_TOPIC: frozenset(("to",)),
    TIMELINE_TOPIC: frozenset(("about", "kind", "since", "until")),
    SERIES_TOPIC: frozenset(("log",)),
    PATH_TOPIC: frozenset[str](),
}
_NAMES_BY_TOPIC = {SERIES_TOPIC: ("NAME", "PROPERTY"), PATH_TOPIC: ("NAME", "NAME")}
"""What a chart takes behind its topic; the others take nothing."""


class ChartRequest(NamedTuple):
    """What is to be drawn, and of what."""

    topic: str
    names: tuple[str, ...] = ()
    scope: Scope = Scope()
    total: TotalQuery = TotalQuery()
    x: str = ""
    y: str = ""
    is_logarithmic: bool = False
    where: str = ""
    exact: bool = False
    given_options: frozenset[str] = frozenset()
    """The options that were given, by their names on the command line."""


def draw_chart(base: KnowledgeBase, request: ChartRequest) -> ChartAnswer:
    """Draw the chart of a timeline, a series, chains, or of a kind: two figures, or sums.

    Raises UsageError for options that say nothing here, UnknownNameError and NotFoundError.
    """
    check_options(request)
    if request.topic == TIMELINE_TOPIC:
        from .timeline_chart import chart_timeline

        return chart_timeline(base, request.scope, exact=request.exact)
    if request.topic == SERIES_TOPIC:
        from .series_chart import chart_series

        name, property_name = request.names
        is_log = request.is_logarithmic
        return chart_series(base, name, property_name, exact=request.exact, is_logarithmic=is_log)
    if request.topic == PATH_TOPIC:
        from .path_chart import chart_path

        start, goal = request.names
        return chart_path(base, (start, goal), exact=request.exact)
    return _draw_kind(base, request)


def _draw_kind(base: KnowledgeBase, request: ChartRequest) -> ChartAnswer:
    kind = find_kind(request.topic)
    if request.x or request.y:
        from .figure_chart import FigureRequest, chart_figures

        figures = FigureRequest(
            x=request.x,
            y=request.y,
            by=",".join(request.total.group_keys),
            is_logarithmic=request.is_logarithmic,
            where=request.where,
        )
        return chart_figures(base, kind.name, figures)
    from .sum_chart import chart_sums

    return chart_sums(base, kind.name, request.total, request.where)


def draw_control_plane(query: ControlsQuery, request: ChartRequest) -> ChartAnswer:
    """Draw every chip in the plane of the rules of a day; raises UsageError and NotFoundError."""
    from .control_plane import chart_control_plane

    check_options(request)
    return chart_control_plane(query)


def check_options(request: ChartRequest) -> None:
    """Refuse a chart that there is none of, and options that say nothing to it."""
    if request.topic not in READY_TOPICS and request.topic not in KINDS:
        names = (*READY_TOPICS, *KINDS)
        raise UnknownNameError(
            f"there is no chart {request.topic!r}", f"choose one of {', '.join(names)}", names
        )
    expected_names = _NAMES_BY_TOPIC.get(request.topic, ())
    if len(request.names) != len(expected_names):
        usage = " ".join(("chipwatch chart", request.topic, *expected_names))
        count = format_count(len(expected_names), "name")
        raise UsageError(f"a chart of {request.topic} takes {count}", f"run {usage}")
    is_of_figures = bool(request.given_options & {"x", "y"})
    default_options = _FIGURE_OPTIONS if is_of_figures else _SUM_OPTIONS
    options = _OPTIONS_BY_TOPIC.get(request.topic, default_options)
    idle_options = sorted(request.given_options - options)
    if idle_options:
        named = " and ".join(f"--{name}" for name in idle_options)
        verb = "says" if len(idle_options) == 1 else "say"
        taken = ", ".join(f"--{name}" for name in sorted(options)) or "no options of its own"
        subject = f"{named} {verb} nothing to this chart of {request.topic}"
        raise UsageError(subject, f"it takes {taken}")
