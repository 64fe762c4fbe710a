"""List the entities of a kind: all, or those that meet a condition."""

from ...model.answer import Answer, Json
from ...model.entity import Entity
from ...model.problem import NotFoundError
from ...model.schema import find_kind
from ...store.knowledge_base import KnowledgeBase
from ..answers.column_choice import pick_sort_columns
from ..answers.columns import RowsAnswer, RowsSettings, build_columns_help, build_empty_error
from ..answers.graph import EntityGraph
from ..answers.numeric import explain_sort_gaps
from ..answers.query_options import HELP_REQUEST, QueryOptions
from ..answers.serialise import serialise_entity
from ..sql.selection import select_entities
from .offered_columns import build_offered_columns, read_ahead

UNKNOWN_TEXT = "·"
"""What a listing on a terminal shows where nothing is known."""


def list_entities(base: KnowledgeBase, kind_name: str, options: QueryOptions) -> Answer:
    """List the entities of a kind; raises NotFoundError where there is none."""
    kind = find_kind(kind_name)
    graph = EntityGraph(base, base.load_entities_of_kind(kind.name))
    specs = build_offered_columns(kind, graph)
    if options.columns == HELP_REQUEST:
        return build_columns_help(specs)
    try:
        entities, remarks = select_entities(graph, kind, options.where)
    except NotFoundError as error:
        raise build_empty_error(specs, options, error.message, error.hint) from error
    title = f"{len(entities)} {kind.plural if len(entities) > 1 else kind.name}"

    def to_object(entity: Entity) -> Json:
        return serialise_entity(graph, entity)

    sort_keys = [column.spec.key for column in pick_sort_columns(specs, options.sort)]
    remarks += explain_sort_gaps(graph, kind, entities, sort_keys)
    graph.load()
    answer = RowsAnswer(
        specs,
        entities,
        options,
        RowsSettings(
            title=title,
            empty_text=UNKNOWN_TEXT,
            default_keys=options.table_columns or kind.columns,
            to_object=to_object,
            remarks=tuple(remarks),
            get_source=graph.get_source,
        ),
    )
    read_ahead(answer.chosen_specs, entities)
    return answer
