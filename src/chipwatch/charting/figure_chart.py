"""Chart one figure of the things of a kind against another, or against time."""

from collections.abc import Sequence
from typing import NamedTuple

from ..asking.answers.columns import RowsAnswer
from ..asking.answers.query_options import QueryOptions
from ..asking.pages.listing import list_entities
from ..model.answer import Row
from ..model.chart import Axis, ChartFrame, Mark, PointChart, Scale, Span
from ..model.dates import Date
from ..model.entity import Entity
from ..model.part_type import PartType
from ..model.problem import NotFoundError, UsageError
from ..model.schema import find_kind
from ..store.knowledge_base import KnowledgeBase
from .chart_answer import (
    MARKS_TEXT,
    ChartAnswer,
    ChartContent,
    ChartRow,
    describe_sources,
    list_source_ids,
)
from .chart_groups import choose_groups, find_group

_SHAPES = ("exact", "range, bound or disputed")


class FigureRequest(NamedTuple):
    """What is charted of a kind."""

    x: str
    y: str
    by: str = ""
    """What the colours stand for; nothing for one colour."""
    is_logarithmic: bool = False
    where: str = ""


def chart_figures(base: KnowledgeBase, kind_name: str, request: FigureRequest) -> ChartAnswer:
    """Chart two columns of a kind, numbers or dates; raises UsageError and NotFoundError."""
    kind = find_kind(kind_name)
    if not (request.x and request.y):
        hint = "such as chipwatch chart chip --x released --y tpp; --columns help lists columns"
        raise UsageError("a chart of figures needs --x and --y", hint)
    columns = ("name", request.x, request.y, *filter(None, [request.by]), "disputed")
    options = QueryOptions(columns=columns, where=request.where, cite=True)
    answer = list_entities(base, kind.name, options)
    assert isinstance(answer, RowsAnswer)  # noqa: S101 - no help was asked for
    axes = tuple(_build_axis(answer, key, request) for key in (request.x, request.y))
    points = [
        _build_row(answer, row, entity)
        for row, entity in zip(answer.to_rows(), answer.items, strict=True)
    ]
    drawn_rows = [row for row in points if _is_known(row, request)]
    if not drawn_rows:
        message = f"no {kind.name} has both {request.x} and {request.y}"
        raise NotFoundError(message, f"chipwatch stats --coverage {kind.name} says what is known")
    names = [_name_group(row.values, request.by) for row in drawn_rows]
    groups = choose_groups(names) if request.by else ()
    labels = {spec.key: spec.column.label for spec in answer.chosen_specs}
    missing_count = len(points) - len(drawn_rows)
    chart = PointChart(
        frame=_build_frame(base, drawn_rows, missing_count)._replace(
            title=f"{len(drawn_rows)} {kind.plural}: {axes[1].title} against {axes[0].title}",
            group_title=labels.get(request.by, ""),
            groups=groups,
        ),
        x_axis=axes[0],
        y_axis=axes[1],
        marks=[_build_mark(row, request, groups) for row in drawn_rows],
        shapes=_SHAPES,
    )
    content = ChartContent(
        chart=chart, rows=drawn_rows, columns=labels, remarks=tuple(answer.collect_remarks())
    )
    return ChartAnswer(base, content)


def _build_axis(answer: RowsAnswer[Entity], key: str, request: FigureRequest) -> Axis:
    """Build the axis of a column; raises UsageError where it holds no numbers and no dates."""
    part_types = answer.collect_part_types()
    spec = next(spec for spec in answer.chosen_specs if spec.key == key)
    label = spec.column.label
    if part_types.get(f"{key}_first") is PartType.DAY:
        return Axis(label, Scale.TIME)
    if part_types.get(f"{key}_low") is PartType.NUMBER or part_types.get(key) is PartType.NUMBER:
        title = f"{label} ({spec.column.unit})" if spec.column.unit else label
        is_log = request.is_logarithmic
        return Axis(title, Scale.LOG if is_log else Scale.LINEAR)
    raise UsageError(
        f"{key} is no number and no date", "chart numbers or dates, such as --x released"
    )


def _build_row(answer: RowsAnswer[Entity], row: Row, entity: Entity) -> ChartRow:
    citations = (
        citation for spec in answer.chosen_specs for citation in spec.list_citations(entity)
    )
    values = {key: value for key, value in row.items() if key != "cited"}
    return ChartRow({"id": entity.id, **values}, tuple(dict.fromkeys(citations)))


def _is_known(row: ChartRow, request: FigureRequest) -> bool:
    return all(_find_span(row.values, key) is not None for key in (request.x, request.y))


def _find_span(values: Row, key: str) -> Span | None:
    """Find from where to where a value reaches; None where nothing is known."""
    first, last = values.get(f"{key}_first"), values.get(f"{key}_last")
    if isinstance(first, str) and isinstance(last, str):
        return Span(Date.parse(first).first, Date.parse(last).last)
    low, high = (_to_number(values.get(f"{key}_{end}", values.get(key))) for end in ("low", "high"))
    return None if low is None and high is None else Span(low, high)


def _to_number(value: object) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _name_group(values: Row, by: str) -> str:
    value = values.get(f"{by}_name") or values.get(by)
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _build_mark(row: ChartRow, request: FigureRequest, groups: Sequence[str]) -> Mark:
    values = row.values
    x, y = (_find_span(values, key) or Span(None, None) for key in (request.x, request.y))
    group = find_group(_name_group(values, request.by), groups) if groups else ""
    disputed = values.get("disputed")
    is_disputed = isinstance(disputed, list) and not {request.x, request.y}.isdisjoint(disputed)
    is_exact = x.is_point and y.is_point and not is_disputed
    return Mark(
        label=str(values["name"]),
        x=x,
        y=y,
        group=group,
        shape=_SHAPES[0] if is_exact else _SHAPES[1],
        detail=", ".join(f"{key} {_describe(values, key)}" for key in (request.x, request.y)),
        is_disputed=is_disputed,
    )


def _describe(values: Row, key: str) -> str:
    return str(values.get(f"{key}_text") or values.get(key))


def _build_frame(base: KnowledgeBase, rows: Sequence[ChartRow], missing_count: int) -> ChartFrame:
    citations = [citation for row in rows for citation in row.citations]
    missing = f" {missing_count} without both figures are left out." if missing_count else ""
    return ChartFrame(
        title="",
        subtitles=(MARKS_TEXT,),
        notes=(f"{describe_sources(base, citations)}{missing}",),
        source_ids=list_source_ids(citations),
    )
