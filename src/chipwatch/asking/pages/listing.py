"""List the entities of a kind: all, or those that meet a condition."""

from typing import NamedTuple

from ...model.answer import Answer, Json
from ...model.entity import Entity
from ...model.kind import Kind
from ...model.problem import NotFoundError
from ...model.schema import find_kind
from ...store.knowledge_base import KnowledgeBase
from ..answers.column_choice import pick_sort_columns
from ..answers.columns import RowsAnswer, RowsSettings, build_columns_help, build_empty_error
from ..answers.graph import EntityGraph
from ..answers.numeric import explain_sort_gaps
from ..answers.query_options import HELP_REQUEST, QueryOptions
from ..answers.serialise import serialise_entity
from ..answers.undated_things import list_undated_remarks
from ..answers.value_cell import UNKNOWN_TEXT
from ..sql.selection import select_entities
from .offered_columns import build_offered_columns, read_ahead


class ListedEntities(NamedTuple):
    """The entities of a kind that a listing reads, and how many others there are."""

    entities: list[Entity]
    unread_count: int = 0


def list_entities(base: KnowledgeBase, kind_name: str, options: QueryOptions) -> Answer:
    """List the entities of a kind; raises NotFoundError where there is none."""
    kind = find_kind(kind_name)
    listed = _load_listed_entities(base, kind, options)
    graph = EntityGraph(base, listed.entities)
    specs = build_offered_columns(kind, graph)
    if options.columns == HELP_REQUEST:
        return build_columns_help(specs)
    try:
        entities, remarks = select_entities(graph, kind, options.where)
    except NotFoundError as error:
        raise build_empty_error(specs, options, error.message, error.hint) from error
    count = len(entities) + listed.unread_count
    title = f"{count} {kind.plural if count > 1 else kind.name}"

    def to_object(entity: Entity) -> Json:
        return serialise_entity(graph, entity)

    sort_keys = [column.spec.key for column in pick_sort_columns(specs, options.sort)]
    remarks += explain_sort_gaps(graph, kind, entities, sort_keys)
    remarks += list_undated_remarks(base, entities)
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
            unread_count=listed.unread_count,
        ),
    )
    read_ahead(answer.chosen_specs, entities)
    return answer


def _load_listed_entities(
    base: KnowledgeBase, kind: type[Kind], options: QueryOptions
) -> ListedEntities:
    """Load the entities of a kind: only the first where no condition, order or date needs others.

    Ten of 7,500 companies are so read in an eighth of the time.
    """
    if options.limit is None or options.where or options.sort or base.time_filter:
        return ListedEntities(base.load_entities_of_kind(kind.name))
    ids = base.list_ids_of_kind(kind.name)
    entities = base.load_entities(ids[: options.limit])
    return ListedEntities(entities, unread_count=len(ids) - len(entities))
