"""Ask for every period of one figure of an entity."""

from ...model.answer import Answer
from ...model.entity import Entity
from ...model.facts import Fact
from ...model.kind import AnyField
from ...model.kind_wording import build_property_error
from ...model.numeric_fields import NumericField
from ...model.problem import NotFoundError, UsageError
from ...model.property_names import find_property
from ...store.knowledge_base import KnowledgeBase
from ..answers.columns import RowsSettings, build_columns_help, build_empty_error
from ..answers.figure_series import build_series, find_growth, list_part_sums
from ..answers.graph import EntityGraph
from ..answers.query_options import HELP_REQUEST, QueryOptions, join_first_names
from ..naming.resolver import list_guess_remarks, resolve
from .figure_listing import collect_dated_figures
from .series_answer import DEFAULT_KEYS, SERIES_SPECS, SeriesAnswer, SeriesContent, SeriesItem


def list_periods(
    base: KnowledgeBase, name: str, property_name: str, options: QueryOptions
) -> Answer:
    """List the periods of a figure; raises NotFoundError, UsageError and the errors of names."""
    if options.columns == HELP_REQUEST:
        return build_columns_help(SERIES_SPECS)
    match = resolve(base, name, exact=options.exact, takes_words=True)
    (entity,) = base.load_entities([match.entity.id])
    graph = EntityGraph(base, [entity])
    field = _find_figure(entity, property_name)
    facts = [fact for fact in entity.facts if fact.property == field.name and not fact.is_unknown]
    all_series = build_series(facts)
    if not all_series:
        raise _build_nothing_error(base, entity, field, options)
    graph.load()
    content = SeriesContent(
        entity=entity,
        match=match,
        field=field,
        series=all_series,
        sums=list_part_sums(all_series) if field.adds_up_over_time else (),
        graph=graph,
        undated_count=sum(not _is_dated(fact) for fact in facts),
    )
    items = [
        SeriesItem(point=point, growth=find_growth(series, point))
        for series in all_series
        for point in series.points
    ]
    settings = RowsSettings[SeriesItem](
        title=f"{field.label} of {entity.name}",
        default_keys=DEFAULT_KEYS,
        remarks=tuple(list_guess_remarks([match])),
        get_source=graph.get_source,
    )
    return SeriesAnswer(content, items, options, settings)


def _find_figure(entity: Entity, property_name: str) -> AnyField:
    """Find a property that holds figures, by its key or label; raises UnknownNameError."""
    field = find_property(entity.kind_class, property_name)
    if field is None:
        figures = [
            name
            for name, candidate in entity.kind_class.properties.items()
            if isinstance(candidate, NumericField)
        ]
        error = build_property_error(entity.kind_class, property_name, figures)
        joint = " " if error.hint.endswith("?") else "; "
        error.hint += f"{joint}chipwatch series {entity.id} lists the figures that there are"
        raise error
    if not isinstance(field, NumericField):
        hint = f"it has {_name_dated_figures(entity) or 'no figures'}"
        raise UsageError(f"{field.label} is no figure", hint)
    return field


def _name_dated_figures(entity: Entity) -> str:
    """Name the properties of an entity of which dated figures are known, most points first."""
    return join_first_names([figure.field.name for figure in collect_dated_figures(entity)])


def _is_dated(fact: Fact) -> bool:
    return not fact.is_unknown and bool(fact.period or fact.as_of)


def _build_nothing_error(
    base: KnowledgeBase, entity: Entity, field: AnyField, options: QueryOptions
) -> NotFoundError:
    when = f" {base.time_filter.query_dates}" if base.time_filter else ""
    message = f"no {field.label} of {entity.name} with a date is known{when}"
    figures = _name_dated_figures(entity)
    hint = f"there are {figures}" if figures else "its page shows what is known"
    return build_empty_error(SERIES_SPECS, options, message, hint)
