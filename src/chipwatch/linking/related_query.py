"""Ask what an entity is linked with."""

from collections.abc import Sequence
from typing import NamedTuple

from ..asking.answers.columns import RowsSettings, build_columns_help, build_empty_error
from ..asking.answers.graph import EntityGraph
from ..asking.answers.query_options import HELP_REQUEST, QueryOptions
from ..asking.answers.undated_things import list_undated_remarks
from ..asking.naming.resolver import list_guess_remarks, resolve
from ..asking.sql.selection import filter_entities
from ..model.answer import Answer
from ..model.entity import Entity
from ..model.kind import KINDS, find_kind
from ..model.problem import NotFoundError, UsageError
from ..store.knowledge_base import KnowledgeBase
from .link_references import LinkReferences, load_link_references
from .related_answer import DEFAULT_KEYS, RelatedAnswer, build_related_columns
from .related_things import MAX_DEPTH, RelatedThing, RelatedThings, collect_related_things

NO_REFERENCES = LinkReferences(entity_refs={}, sources={}, day=0)
"""What columns are built with where there are no rows."""


class RelatedRequest(NamedTuple):
    """How many steps are followed, and of which kind the things at their end are."""

    depth: int = 1
    kind: str = ""


def list_related(
    base: KnowledgeBase, name: str, request: RelatedRequest, options: QueryOptions
) -> Answer:
    """List what an entity is linked with; raises NotFoundError and the errors of names."""
    if not 1 <= request.depth <= MAX_DEPTH:
        raise UsageError(f"a depth of {request.depth}", f"give a number from 1 to {MAX_DEPTH}")
    if options.where and not request.kind:
        hint = "add --kind, such as --kind chip"
        raise UsageError("a condition chooses among the things of one kind", hint)
    if options.columns == HELP_REQUEST:
        return build_columns_help(build_related_columns(NO_REFERENCES))
    kind = find_kind(request.kind).name if request.kind else ""
    match = resolve(base, name, exact=options.exact, takes_words=True)
    (entity,) = base.load_entities([match.entity.id])
    related = collect_related_things(base, entity, request.depth)
    related = related._replace(things=_filter_kind(base, related.things, kind))
    remarks: Sequence[str] = ()
    if options.where:
        related, remarks = _filter_condition(base, related, kind, options.where)
    if not related.things:
        raise _build_nothing_error(base, match.entity.name, kind, options)
    links = [link for thing in related.things for link in (*thing.earlier_links, thing.link)]
    via_ids = [id_ for thing in related.things for id_ in thing.via_ids]
    references = load_link_references(base, links, via_ids)
    settings = RowsSettings[RelatedThing](
        title=f"Related to {entity.name}",
        default_keys=DEFAULT_KEYS,
        remarks=(
            *list_guess_remarks([match]),
            *remarks,
            *list_undated_remarks(base, _load_things(base, related.things)),
        ),
        get_source=references.get_source,
        is_cut=bool(related.left_out_count),
    )
    return RelatedAnswer(
        entity=entity,
        match=match,
        depth=request.depth,
        related=related,
        references=references,
        options=options,
        settings=settings,
    )


def _load_things(base: KnowledgeBase, things: Sequence[RelatedThing]) -> list[Entity]:
    """Load the things as they were on the day asked about; none where no day is."""
    ids = dict.fromkeys(thing.end_id for thing in things) if base.time_filter else {}
    return base.load_entities(list(ids))


def _filter_kind(
    base: KnowledgeBase, things: Sequence[RelatedThing], kind: str
) -> list[RelatedThing]:
    """Keep the things of one kind, if one is given."""
    if not kind:
        return list(things)
    entity_refs = base.load_entity_refs({thing.end_id for thing in things})
    return [
        thing
        for thing in things
        if thing.end_id in entity_refs and entity_refs[thing.end_id].kind == kind
    ]


def _filter_condition(
    base: KnowledgeBase, related: RelatedThings, kind: str, condition: str
) -> tuple[RelatedThings, Sequence[str]]:
    """Keep the things that meet a condition, with remarks on the others; raises NotFoundError."""
    ids = list(dict.fromkeys(thing.end_id for thing in related.things))
    graph = EntityGraph(base, base.load_entities(ids))
    entities, remarks = filter_entities(graph, KINDS[kind], condition)
    chosen_ids = {entity.id for entity in entities}
    things = [thing for thing in related.things if thing.end_id in chosen_ids]
    return related._replace(things=things), remarks


def _build_nothing_error(
    base: KnowledgeBase, name: str, kind: str, options: QueryOptions
) -> NotFoundError:
    what = KINDS[kind].plural if kind else "anything"
    when = f" {base.time_filter.query_dates}" if base.time_filter else ""
    message = f"the base does not link {name} with {what}{when}"
    hint = "leave out --kind, or follow more steps: --depth 2" if kind else "ask for its page"
    return build_empty_error(build_related_columns(NO_REFERENCES), options, message, hint)
