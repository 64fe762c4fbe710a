"""The resources of the server: the page of each entity, and the rules of each policy.

Both have a template; of the entities only those of some kinds are listed, page by page.
"""

from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from ..asking.controls.rule_records import describe_rules, list_ruled_policies
from ..model.problem import ChipwatchError
from ..model.schema import KINDS
from ..store.snapshot import open_base
from .answer_cache import AnswerCache
from .answer_form import reduce_data
from .assistant_tool import AssistantTool
from .cited_sources import load_cited_sources
from .tool_results import answer_call, build_sourced_result, parse_position

if TYPE_CHECKING:
    from ..model.answer import Json

ENTITY_PREFIX, RULE_PREFIX = "chipwatch://entity/", "chipwatch://rule/"
RESOURCES_PER_PAGE = 100
"""Resources that one answer lists."""


class ServerResource(NamedTuple):
    """A resource as a client lists it; of a template the address has a place for the id."""

    uri: str
    name: str
    description: str


RESOURCE_TEMPLATES = (
    ServerResource(
        uri=f"{ENTITY_PREFIX}{{id}}",
        name="entity",
        description="What is known of a thing by its id, with sources: as the tool entity.",
    ),
    ServerResource(
        uri=f"{RULE_PREFIX}{{id}}",
        name="rule",
        description="The rules of a policy by its id: dates, destinations, conditions, sources.",
    ),
)


class UnknownResourceError(ChipwatchError):
    """An address that no resource has."""

    code = "unknown-resource"


class ResourcePage(NamedTuple):
    """Some of the resources, and the cursor of the next ones; none at the end."""

    resources: Sequence[ServerResource]
    next_cursor: str | None


def list_resources(layers: Sequence[str], cursor: str | None) -> ResourcePage:
    """List some of the resources, the rules first; raises StaleCursorError for a bad cursor."""
    first = parse_position(cursor or "0")
    base = open_base(tuple(layers))
    with closing(base):
        base.use_kinds()
        rules = [
            ServerResource(f"{RULE_PREFIX}{policy.id}", policy.name, "Rules of a policy.")
            for policy in list_ruled_policies(base)
        ]
        kinds = [kind.name for kind in KINDS.values() if not kind.is_cited]
        entity_ids = [id_ for kind in kinds for id_ in base.list_ids_of_kind(kind)]
        last = first + RESOURCES_PER_PAGE
        listed_ids = entity_ids[max(first - len(rules), 0) : max(last - len(rules), 0)]
        entity_refs = base.load_entity_refs(listed_ids)
    entities = [
        ServerResource(f"{ENTITY_PREFIX}{id_}", entity_refs[id_].name, entity_refs[id_].kind)
        for id_ in listed_ids
    ]
    next_cursor = str(last) if last < len(rules) + len(entity_ids) else None
    return ResourcePage(resources=[*rules[first:last], *entities], next_cursor=next_cursor)


def read_resource(
    uri: str, tools: Mapping[str, AssistantTool], layers: Sequence[str]
) -> "dict[str, Json]":
    """Read a resource as the object that a tool would give; raises ChipwatchError."""
    id_ = unquote(uri.rpartition("/")[2])
    if uri.startswith(ENTITY_PREFIX):
        return answer_call(tools["entity"], {"names": [id_], "exact": True}, layers, AnswerCache())
    if uri.startswith(RULE_PREFIX):
        return _read_rules(id_, layers)
    hint = f"addresses begin with {ENTITY_PREFIX} or {RULE_PREFIX}"
    raise UnknownResourceError(f"there is no resource {uri[:200]!r}", hint)


def _read_rules(policy_id: str, layers: Sequence[str]) -> "dict[str, Json]":
    base = open_base(tuple(layers))
    with closing(base):
        rules = reduce_data(describe_rules(base, policy_id), (), has_detail=False)
        return build_sourced_result(load_cited_sources(base, rules.data), rules.data)
