"""Tools as a test calls them: the tools of the catalogue, one call, or all pages of an answer."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from chipwatch.cli.assistant_tools import collect_tools
from chipwatch.cli.catalogue import iter_commands
from chipwatch.doors.answer_cache import AnswerCache
from chipwatch.doors.assistant_tool import AssistantTool
from chipwatch.doors.tool_results import ToolResult, call_tool
from conftest import BASE

IDENTIFYING_KEYS = {"id", "kind", "name", "property", "label", "chip", "party"}


@cache
def get_tools() -> Mapping[str, AssistantTool]:
    return collect_tools(iter_commands())


def call(
    name: str, arguments: Mapping[str, Any], *layers: str, cache: AnswerCache | None = None
) -> ToolResult:
    """Call a tool of the frozen base, or of other layers; without a cache no answer is kept."""
    return call_tool(get_tools()[name], arguments, layers or (str(BASE),), cache or AnswerCache())


def call_for_pages(
    name: str, arguments: Mapping[str, Any], *layers: str, most: int = 1000
) -> list[dict[str, Any]]:
    """Call a tool until it has no more pages, or as many as are wanted."""
    cache = AnswerCache()
    pages: list[dict[str, Any]] = []
    cursor: Any = None
    while len(pages) < most and (not pages or cursor):
        arguments_of_page = {**arguments, **({"cursor": cursor} if cursor else {})}
        result = call(name, arguments_of_page, *layers, cache=cache)
        assert not result.is_error, result.data
        pages.append(dict(result.data))
        cursor = result.data.get("next_cursor")
    return pages


def join_pages(pages: list[dict[str, Any]]) -> Any:  # noqa: ANN401 - JSON of any shape
    """Join the pages of an answer, as who reads them would."""
    answer = pages[0]["answer"]
    for page in pages[1:]:
        answer = _join(answer, page["answer"])
    return answer


def _join(first: Any, more: Any) -> Any:  # noqa: ANN401 - JSON of any shape
    if isinstance(first, list) and isinstance(more, list):
        if first and more and _goes_on(first[-1], more[0]):
            return [*first[:-1], _join(first[-1], more[0]), *more[1:]]
        return [*first, *more]
    if isinstance(first, dict) and isinstance(more, dict):
        return {**first, **{key: _join(first.get(key), value) for key, value in more.items()}}
    return more if first is None else first


def _goes_on(last: Any, item: Any) -> bool:  # noqa: ANN401 - JSON of any shape
    """Tell whether an item is the rest of the one before it: its name and lists, and no more."""
    if not (isinstance(last, dict) and isinstance(item, dict)):
        return False
    plain_keys = {key for key, value in item.items() if not isinstance(value, list | dict)}
    names = IDENTIFYING_KEYS & plain_keys
    has_rest = any(isinstance(value, list | dict) for value in item.values())
    is_same = all(item[key] == last.get(key) for key in names)
    return has_rest and plain_keys <= IDENTIFYING_KEYS and is_same
