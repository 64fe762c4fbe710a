"""What a tool gives back: a page of an answer with its sources, or an error with candidates."""

from collections.abc import Sequence
from json import dumps
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from ..model.problem import ChipwatchError
from ..shapes.output_schemas import list_tool_shapes
from ..store.knowledge_base import KnowledgeBase
from ..store.snapshot import open_base
from .answer_cache import AnswerCache, WholeAnswer
from .answer_form import reduce_data
from .answer_pages import AnswerPage, cut_page, measure_bytes
from .assistant_tool import (
    CURSOR_ARGUMENT,
    DETAIL_ARGUMENT,
    Arguments,
    AssistantTool,
    ReceivedAnswer,
    check_arguments,
)
from .cited_sources import CitedSources, PageMeter, load_cited_sources
from .tool_errors import build_error_data, name_arguments

if TYPE_CHECKING:
    from ..model.answer import Json

PAGE_BYTES = 12_000
"""Bytes of JSON that a page aims at: 3,000 tokens, so that a dozen answers fit a conversation."""
MAX_RESULT_BYTES = 64_000
"""Bytes of JSON beyond which there is no answer: one item with too many columns."""

MAX_POSITION_DIGITS = 12


class StaleCursorError(ChipwatchError):
    """A cursor of another question, or of facts that have changed since."""

    code = "stale-cursor"


class TooLargeError(ChipwatchError):
    """An answer of which one item alone is too large."""

    code = "too-large"


class ToolResult(NamedTuple):
    """The object that a tool gives back, and whether it is an error."""

    data: "dict[str, Json]"
    is_error: bool


class Cursor(NamedTuple):
    """Where a page begins, and the checksum of the answer that it is of."""

    position: int
    checksum: str

    @property
    def text(self) -> str:
        """The cursor as a client passes it on."""
        return f"{self.position}-{self.checksum}"


def call_tool(
    tool: AssistantTool, arguments: Arguments, layers: Sequence[str], cache: AnswerCache
) -> ToolResult:
    """Call a tool; an error is a result too, which an assistant can read."""
    try:
        return ToolResult(data=answer_call(tool, arguments, layers, cache), is_error=False)
    except ChipwatchError as error:
        return ToolResult(data=build_error_data(error), is_error=True)


def answer_call(
    tool: AssistantTool, arguments: Arguments, layers: Sequence[str], cache: AnswerCache
) -> "dict[str, Json]":
    """Answer a call by a page: with a cursor of the answer that it is of, where that is kept.

    Raises ChipwatchError.
    """
    arguments = check_arguments(tool, arguments)
    cursor = _parse_cursor(str(arguments.get(CURSOR_ARGUMENT) or ""))
    own_arguments = {key: value for key, value in arguments.items() if key != CURSOR_ARGUMENT}
    question = dumps([tool.name, own_arguments], sort_keys=True)
    answer = cache.find(question, cursor.checksum) if cursor else None
    if answer is None:
        answer = _ask_base(tool, own_arguments, layers)
    first = cursor.position if cursor else 0
    page = cut_page(answer.data, first, PAGE_BYTES, PageMeter(answer.sources).measure)
    if cursor and (cursor.checksum != answer.checksum or first >= page.total):
        raise _build_cursor_error()
    if not page.is_last:
        cache.keep(question, answer)
    return _build_result(answer, page)


def _ask_base(tool: AssistantTool, arguments: Arguments, layers: Sequence[str]) -> WholeAnswer:
    """Ask the base of the layers, opened for this question alone so that calls run at once."""
    from ..api import Base

    knowledge_base = open_base(tuple(layers))
    with Base(knowledge_base) as base:
        received = tool.ask(base, arguments)
        return _reduce_answer(knowledge_base, tool, arguments, received)


def _reduce_answer(
    base: KnowledgeBase, tool: AssistantTool, arguments: Arguments, received: ReceivedAnswer
) -> WholeAnswer:
    """Reduce an answer to what an assistant gets, and find the sources that it cites."""
    full_data = received.answer.to_data()
    has_detail = bool(arguments.get(DETAIL_ARGUMENT))
    reduced = reduce_data(full_data, list_tool_shapes(tool.name), has_detail=has_detail)
    content = repr((has_detail, full_data)).encode()
    return WholeAnswer(
        data=reduced.data,
        sources=load_cited_sources(base, reduced.data),
        remarks=[name_arguments(remark) for remark in received.remarks],
        is_complete=received.answer.is_complete and not reduced.has_cut_texts,
        checksum=f"{crc32(content):08x}",
        size=len(content),
    )


def _build_result(answer: WholeAnswer, page: AnswerPage) -> "dict[str, Json]":
    """Build the object with a page of an answer; raises TooLargeError."""
    return {
        **build_sourced_result(answer.sources, page.data),
        "complete": answer.is_complete,
        **_describe_items(page, answer.checksum),
        **({"remarks": list(answer.remarks)} if answer.remarks else {}),
    }


def build_sourced_result(sources: CitedSources, data: "Json") -> "dict[str, Json]":
    """Build an object with data of an answer, and the records of the sources that they cite.

    Raises TooLargeError.
    """
    result: dict[str, Json] = {"answer": data, "sources": sources.list_records(data)}
    if measure_bytes(result) > MAX_RESULT_BYTES:
        hint = "choose fewer columns, or ask about one thing at a time"
        raise TooLargeError("one item of the answer is larger than an answer may be", hint)
    return result


def _describe_items(page: AnswerPage, checksum: str) -> "dict[str, Json]":
    """Describe where a page stands in the answer; nothing where it is all of it."""
    if page.first == 0 and page.is_last:
        return {}
    next_cursor = {} if page.is_last else {"next_cursor": Cursor(page.end, checksum).text}
    return {"items": f"{page.first + 1} to {page.end} of {page.total}", **next_cursor}


def _parse_cursor(text: str) -> Cursor | None:
    """Parse a cursor; raises StaleCursorError for what is none."""
    if not text:
        return None
    position, _, checksum = text.partition("-")
    return Cursor(position=parse_position(position), checksum=checksum)


def parse_position(text: str) -> int:
    """Parse a position in an answer; raises StaleCursorError for what is none."""
    if not (text.isascii() and text.isdigit() and len(text) <= MAX_POSITION_DIGITS):
        raise _build_cursor_error()
    return int(text)


def _build_cursor_error() -> StaleCursorError:
    hint = "repeat the question with the same arguments, without the cursor"
    return StaleCursorError("the cursor belongs to another answer", hint)
