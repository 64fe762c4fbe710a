"""The pictures of a base, as a method of the Python interface."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypedDict, Unpack

from .opened_base import DateLike, OpenedBase, build_scope
from .query_arguments import VerdictSelection, build_query_options, split_names

if TYPE_CHECKING:
    from .model.answer import Answer


class ChartSelection(TypedDict, total=False):
    """What is chosen of a chart; each chart takes some of it."""

    about: str
    """Of a timeline: only this thing and what it is linked with."""
    kind: str | Iterable[str]
    """Of a timeline: only these kinds."""
    since: DateLike
    until: DateLike
    by: str | Iterable[str]
    """Of a kind: what rows or colours stand for."""
    currency: str
    of: str
    stage: str
    x: str
    """Of a kind: the column along the horizontal axis, a number or a date."""
    y: str
    log: bool
    """Whether numbers run by powers of ten."""
    where: str
    to: str
    """Of the controls: a country; by default China."""
    exact: bool


class ChartMethods(OpenedBase):
    """The methods of a base that draw."""

    def chart(self, topic: str, *names: str, **selection: Unpack[ChartSelection]) -> "Answer":
        """Draw a picture: ``controls``, ``timeline``, ``series``, ``path``, or of a kind.

        ``chart("series", "smic", "revenue")`` and ``chart("path", "huawei", "asml")`` take names.

        Its ``to_data()`` is a Vega-Lite specification; ``chipwatch.save(answer, "plane.svg")`` and
        ``.png`` need the extra ``charts``. Raises UsageError, UnknownNameError and NotFoundError.
        """
        from .asking.controls.controls_query import ControlsQuery
        from .asking.questions.summation import TotalQuery
        from .charting.chart_query import (
            CONTROLS_TOPIC,
            ChartRequest,
            draw_chart,
            draw_control_plane,
        )

        _check_keywords(selection)
        request = ChartRequest(
            topic=topic,
            names=names,
            scope=build_scope(
                selection.get("about", ""),
                selection.get("kind", ()),
                selection.get("since", ""),
                selection.get("until", ""),
            ),
            total=TotalQuery(
                group_keys=split_names(selection.get("by", ())),
                currency=selection.get("currency", ""),
                property_name=selection.get("of", ""),
                stage=selection.get("stage", ""),
            ),
            x=selection.get("x", ""),
            y=selection.get("y", ""),
            is_logarithmic=selection.get("log", False),
            where=selection.get("where", ""),
            exact=selection.get("exact", False),
            given_options=frozenset(name for name, value in selection.items() if value) - {"exact"},
        )
        if topic != CONTROLS_TOPIC:
            return self._add_footnotes_and_dates(draw_chart(self._base, request))
        base, _ = self._get_base_for_rules()
        options = build_query_options({}, VerdictSelection)
        controls_request = self._build_request(options, {"to": selection.get("to", "")})
        return draw_control_plane(ControlsQuery(base, controls_request), request)


def _check_keywords(selection: ChartSelection) -> None:
    """Refuse a keyword that no chart takes, as ``build_query_options`` does."""
    build_query_options(dict.fromkeys(selection), ChartSelection)
