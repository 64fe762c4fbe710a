"""Chart the plane of a control rule: its lines as they were on a day, and every chip in it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from ..asking.controls.controls_query import DISCLAIMER, ControlsQuery
from ..model.answer import Json
from ..model.chart import Axis, ChartFrame, Mark, PointChart, Region, Scale, Span
from ..model.countries import get_country_name
from ..model.derived_values import KnownFigure
from ..model.entity import Entity
from ..model.problem import NotFoundError
from ..model.quantity import Quantity, format_quantity
from ..model.schema import Chip, Company
from ..rules.item import Item
from ..rules.judgement import judge
from ..rules.rule import Condition, Criterion, Rule, iter_criteria
from .chart_answer import (
    MARKS_TEXT,
    ChartAnswer,
    ChartContent,
    ChartRow,
    describe_sources,
    list_source_ids,
)
from .chart_groups import choose_groups, find_group

SURE_SHAPE = "data-centre chip, exact figures"
RANGE_SHAPE = "range, bound or disputed figure"
OTHER_SHAPE = "not for data centres, or not known"
SHAPES = (SURE_SHAPE, RANGE_SHAPE, OTHER_SHAPE)
_FIRST_AXIS = Chip.tpp.name


class ChipPoint(NamedTuple):
    """A chip in the plane: how it is drawn, and from what."""

    mark: Mark
    row: ChartRow


class ControlPlane(NamedTuple):
    """The figures on the axes, and the regions of the rules in force."""

    x_property: str
    y_property: str
    regions: tuple[Region, ...]
    rules: tuple[Rule, ...]


def chart_control_plane(query: ControlsQuery) -> ChartAnswer:
    """Chart TPP against what else the rules in force test; raises NotFoundError without such."""
    plane = build_control_plane(query)
    chips = query.base.load_entities_of_kind(Chip.name)
    countries = _find_countries(query, chips)
    points = [_build_point(query, plane, chip, countries.get(chip.id, "")) for chip in chips]
    known_points = sorted(filter(None, points), key=_get_label_order)
    marks, groups = _name_groups([point.mark for point in known_points])
    missing_count = len(chips) - len(marks)
    chart = PointChart(
        frame=_build_frame(query, plane, known_points, missing_count)._replace(groups=groups),
        x_axis=_build_axis(plane.x_property),
        y_axis=_build_axis(plane.y_property),
        marks=marks,
        regions=plane.regions,
        shapes=SHAPES,
    )
    content = ChartContent(
        chart=chart,
        rows=[point.row for point in known_points],
        columns={
            "name": "Chip",
            "designer_country": "Designer's country",
            f"{plane.x_property}_text": Chip.properties[plane.x_property].label,
            f"{plane.y_property}_text": Chip.properties[plane.y_property].label,
            "class": "Class",
            "mark": "Drawn as",
        },
    )
    return ChartAnswer(query.base, content)


def build_control_plane(query: ControlsQuery) -> ControlPlane:
    """Find the regions of the rules in force on the day; raises NotFoundError without any."""
    suspensions = query.circumstances.suspensions
    rules = [
        rule
        for rule in query.list_reaching_rules()
        if rule.act.gives_class and rule.policy not in suspensions
    ]
    others = Counter(
        criterion.property
        for rule in rules
        for paragraph in rule.paragraphs
        if _FIRST_AXIS in (names := _list_properties(paragraph.condition))
        for criterion in iter_criteria(paragraph.condition)
        if criterion.property in names - {_FIRST_AXIS} and criterion.bounds
    )
    if not others:
        hint = "ask for a later --as-of: chipwatch controls lists the days on which rules began"
        message = f"no rule with limits on two figures was in force on {query.day.text}"
        raise NotFoundError(message, hint)
    axes = (_FIRST_AXIS, others.most_common(1)[0][0])
    regions = {
        region: rule
        for rule in rules
        for paragraph in rule.paragraphs
        if paragraph.has_begun(query.day.last)
        for region in _list_regions(paragraph.name, paragraph.condition, axes)
    }
    return ControlPlane(
        x_property=axes[0],
        y_property=axes[1],
        regions=tuple(regions),
        rules=tuple(dict.fromkeys(regions.values())),
    )


def _list_properties(condition: Condition) -> set[str]:
    return {criterion.property for criterion in iter_criteria(condition)}


def _list_regions(name: str, condition: Condition, axes: Sequence[str]) -> Iterator[Region]:
    """List the rectangles in which a condition holds, if it tests nothing but the axes."""
    if not _list_properties(condition) <= set(axes):
        return
    for criteria in _expand(condition):
        spans = [
            _join_bounds(
                bound
                for criterion in criteria
                if criterion.property == axis
                for bound in criterion.bounds
            )
            for axis in axes
        ]
        yield Region(name, *spans)


def _expand(condition: Condition) -> list[tuple[Criterion, ...]]:
    """Expand a condition into alternatives, each of criteria that all have to hold."""
    if isinstance(condition, Criterion):
        return [(condition,)]
    expanded = [_expand(member) for member in condition.conditions]
    if condition.is_any:
        return [criteria for alternatives in expanded for criteria in alternatives]
    return [
        tuple(criterion for part in parts for criterion in part) for parts in product(*expanded)
    ]


def _join_bounds(bounds: Iterable[Quantity]) -> Span:
    """Join bounds that all hold into one span."""
    lows, highs = [], []
    for bound in bounds:
        lows += [] if bound.low is None else [bound.low]
        highs += [] if bound.high is None else [bound.high]
    return Span(max(lows, default=None), min(highs, default=None))


def _build_point(
    query: ControlsQuery, plane: ControlPlane, chip: Entity, country: str
) -> ChipPoint | None:
    """Build the mark of a chip with its row; None where a figure of an axis is not known."""
    item = query.build_home_item(chip)
    x, y = item.get_figure(plane.x_property), item.get_figure(plane.y_property)
    if x.value is None or y.value is None:
        return None
    verdict = judge(item, query.circumstances)
    texts = {name: _format_figure(item, name) for name in (plane.x_property, plane.y_property)}
    figures = ", ".join(f"{Chip.properties[name].label} {text}" for name, text in texts.items())
    mark = Mark(
        label=item.name,
        x=Span(x.value.low, x.value.high),
        y=Span(y.value.low, y.value.high),
        group=country,
        shape=_choose_shape(item, (x, y)),
        detail=f"{verdict.paragraph or 'no class'}: {figures}",
        is_disputed=x.is_disputed or y.is_disputed,
    )
    row = {
        "chip": item.id,
        "name": item.name,
        "designer_country": country or None,
        **_spread_figure(plane.x_property, mark.x, texts),
        **_spread_figure(plane.y_property, mark.y, texts),
        "mark": mark.shape,
        "disputed": mark.is_disputed,
        "class": verdict.paragraph,
        "verdict": verdict.status,
    }
    citations = tuple(citation for fact in (*x.facts, *y.facts) for citation in fact.citations)
    return ChipPoint(mark=mark, row=ChartRow(row, citations))


def _spread_figure(name: str, span: Span, texts: Mapping[str, str]) -> dict[str, Json]:
    return {f"{name}_low": span.low, f"{name}_high": span.high, f"{name}_text": texts[name]}


def _choose_shape(item: Item, figures: Iterable[KnownFigure]) -> str:
    if item.get_words(Chip.datacentre.name) != ("yes",):
        return OTHER_SHAPE
    is_exact = all(
        figure.value is not None
        and figure.value.exact_number is not None
        and not figure.is_disputed
        for figure in figures
    )
    return SURE_SHAPE if is_exact else RANGE_SHAPE


def _format_figure(item: Item, name: str) -> str:
    figure = item.get_figure(name)
    return format_quantity(figure.value) if figure.value else ""


def _name_groups(marks: Sequence[Mark]) -> tuple[list[Mark], tuple[str, ...]]:
    """Name the countries of the marks, the commonest by themselves, and order them so."""
    names = [get_country_name(mark.group) if mark.group else "" for mark in marks]
    groups = choose_groups(names)
    named_marks = [
        mark._replace(group=find_group(name, groups))
        for mark, name in zip(marks, names, strict=True)
    ]
    return named_marks, groups


def _find_countries(query: ControlsQuery, chips: Sequence[Entity]) -> dict[str, str]:
    """Find the country of the designer of each chip, by the id of the chip."""
    designer_by_chip = {
        chip.id: str(fact.value)
        for chip in chips
        for fact in chip.facts
        if fact.property == Chip.designer.name and not fact.is_unknown
    }
    designer_ids = sorted(set(designer_by_chip.values()))
    companies = query.base.load_entities(designer_ids, [Company.country.name])
    country_by_company = {
        company.id: str(fact.value)
        for company in companies
        for fact in company.facts
        if fact.property == Company.country.name and not fact.is_unknown
    }
    return {
        chip_id: country_by_company.get(designer_id, "")
        for chip_id, designer_id in designer_by_chip.items()
    }


def _build_axis(property_name: str) -> Axis:
    field = Chip.properties[property_name]
    title = f"{field.label} ({field.unit})" if field.unit else field.label
    return Axis(title, Scale.LOG)


def _get_label_order(point: ChipPoint) -> tuple[int, float]:
    """Order points by what has its label first: sure ones, and of these the strongest."""
    return SHAPES.index(point.mark.shape), -point.mark.x.middle


def _build_frame(
    query: ControlsQuery, plane: ControlPlane, points: Sequence[ChipPoint], missing_count: int
) -> ChartFrame:
    rule_names = query.base.load_entity_refs([rule.policy for rule in plane.rules])
    rule_text = ", ".join(rule_names[rule.policy].name for rule in plane.rules)
    citations = [
        *(citation for rule in plane.rules for citation in rule.citations),
        *(citation for point in points for citation in point.row.citations),
    ]
    where_text = f"where a paragraph of ECCN 3A090 holds, by the {rule_text}"
    return ChartFrame(
        title=f"Chips and the lines of US export controls on {query.day.text}",
        subtitles=(
            f"Frames: {where_text}; to {get_country_name(query.destination)}.",
            f"{MARKS_TEXT} Letters, lists, exclusions and other rules are not drawn.",
        ),
        notes=(
            describe_sources(query.base, citations),
            f"{missing_count} chips without a known figure are left out. {DISCLAIMER}",
        ),
        group_title="Designer's country",
        source_ids=list_source_ids(citations),
    )
