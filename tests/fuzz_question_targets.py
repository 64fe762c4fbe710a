"""What fuzzers ask: names, look-ups, chips and tools that do not exist yet, calls of assistants.

As in ``fuzz_targets.py``: each target takes bytes, and fails where they are not dealt with.
"""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any
from unittest.mock import patch

from chipwatch.cli import kind_lookup
from chipwatch.doors.answer_cache import AnswerCache
from chipwatch.doors.server_resources import list_resources, read_resource
from chipwatch.doors.tool_results import MAX_RESULT_BYTES, call_tool
from chipwatch.model.kind import KINDS
from chipwatch.model.problem import ChipwatchError
from fuzz_targets import check_streams, open_small_base, run_command
from tool_calls import get_tools

ASKED_LAYERS = ("base",)
MAX_ERROR_BYTES = 8000


def check_plain_lookup(content: bytes) -> None:
    """The words of a look-up, a word a line, are answered the same without Typer and with it."""
    kinds = sorted(KINDS.bundled)
    kind = kinds[content[0] % len(kinds)] if content else "company"
    check_plain_words([kind, *content[1:].decode(errors="surrogateescape").split("\n")])


def check_plain_words(words: list[str]) -> None:
    """Check that a command line is answered without Typer as it is with it."""
    if any("\0" in word for word in words) or not kind_lookup.is_plain_lookup(words):
        return
    plain_streams = run_command(words)
    check_streams(words, plain_streams)
    with patch.object(kind_lookup, "is_plain_lookup", return_value=False):
        assert run_command(words) == plain_streams


def check_name(content: bytes) -> None:
    """A name is resolved, found, completed or not, the same by itself as among others."""
    name, base = content.decode(errors="surrogateescape"), open_small_base()
    (row,) = base.resolve_all([name]).to_rows()
    assert base.resolve_all([name, "Acme"]).to_rows()[0] == row
    assert row["query"] == name
    base.complete_names("", name)
    for ask in (base.resolve, base.page, base.search, base.why):
        with suppress(ChipwatchError):
            ask(name)


def check_specified_item(content: bytes) -> None:
    """Figures of a chip or tool, one a line, are judged or refused."""
    lines = content.decode(errors="surrogateescape").split("\n")
    with suppress(ChipwatchError):
        answer = open_small_base().at(as_of="2025-06-01").controls(spec=lines)
        json.dumps(answer.to_data())
        assert answer.to_tables()


def check_tool_call(content: bytes) -> None:
    """A call of a tool has an answer within its bounds, or an error that says what is wrong."""
    try:
        name, arguments = json.loads(content)
        tool = get_tools()[name]
    except (ValueError, LookupError, TypeError, RecursionError):
        return
    if not isinstance(arguments, dict):
        return  # the SDK refuses these
    cache = AnswerCache()
    data = _call(name, arguments, cache)
    if cursor := data.get("next_cursor"):
        next_data = _call(name, {**arguments, "cursor": cursor}, cache)
        assert "error" not in next_data
        assert call_tool(tool, {**arguments, "cursor": f"{cursor}0"}, ASKED_LAYERS, cache).is_error


def check_resource(content: bytes) -> None:
    """An address is that of a resource or of none; so is a cursor among them."""
    text = content.decode(errors="replace")
    for read in (
        lambda: read_resource(text, get_tools(), ASKED_LAYERS),
        lambda: list_resources(ASKED_LAYERS, text),
    ):
        with suppress(ChipwatchError):
            read()


TARGETS: dict[str, Callable[[bytes], None]] = {
    "lookup": check_plain_lookup,
    "name": check_name,
    "specified": check_specified_item,
    "tool": check_tool_call,
    "resource": check_resource,
}


def _call(name: str, arguments: Mapping[str, Any], cache: AnswerCache) -> dict[str, Any]:
    """Call a tool, and check what it gives back."""
    result = call_tool(get_tools()[name], arguments, ASKED_LAYERS, cache)
    data: dict[str, Any] = json.loads(json.dumps(result.data))
    size = len(json.dumps(data, ensure_ascii=False).encode(errors="surrogatepass"))
    if result.is_error:
        assert data["error"]["code"]
        assert data["error"]["message"]
        assert size < MAX_ERROR_BYTES
    else:
        assert size < MAX_RESULT_BYTES * 1.2
    return data
