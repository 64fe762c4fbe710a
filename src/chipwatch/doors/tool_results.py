"""What a tool gives back: a page of an answer with its sources, or an error with candidates."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from ..asking.answers.serialise import serialise_source
from ..model.facts import SourceRecord
from ..model.problem import ChipwatchError
from ..shapes.output_schemas import list_tool_shapes
from ..store.knowledge_base import KnowledgeBase
from ..store.snapshot import open_base
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

if TYPE_CHECKING:
    from ..model.answer import Json

PAGE_BYTES = 12_000
"""Bytes of JSON that a page aims at: 3,000 tokens, so that a dozen answers fit a conversation."""
MAX_RESULT_BYTES = 64_000
"""Bytes of JSON beyond which there is no answer: one item with too many columns."""
CITING_KEYS = ("sources", "source", "grounds", "cited")
"""The keys under which answers cite: objects with an id, or texts such as ``id#place``."""


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


def call_tool(tool: AssistantTool, arguments: Arguments, layers: Sequence[str]) -> ToolResult:
    """Call a tool; an error is a result too, which an assistant can read."""
    try:
        return ToolResult(data=answer_call(tool, arguments, layers), is_error=False)
    except ChipwatchError as error:
        return ToolResult(data={**error.to_data()}, is_error=True)


def answer_call(
    tool: AssistantTool, arguments: Arguments, layers: Sequence[str]
) -> "dict[str, Json]":
    """Answer a call from the base of the layers, opened for it alone so that calls run at once.

    Raises ChipwatchError.
    """
    from ..api import Base

    check_arguments(tool, arguments)
    knowledge_base = open_base(tuple(layers))
    with Base(knowledge_base) as base:
        return _build_page(knowledge_base, tool, arguments, tool.ask(base, arguments))


def _build_page(
    base: KnowledgeBase, tool: AssistantTool, arguments: Arguments, received: ReceivedAnswer
) -> "dict[str, Json]":
    """Build the page of an answer that the arguments ask for, with the sources that it cites."""
    full_data = received.answer.to_data()
    alternatives = list_tool_shapes(tool.name)
    has_detail = bool(arguments.get(DETAIL_ARGUMENT))
    reduced = reduce_data(full_data, alternatives, has_detail=has_detail)
    checksum = f"{crc32(repr((has_detail, full_data)).encode()):08x}"
    records = _SourceRecords(base)
    page = cut_page(
        reduced.data,
        _read_cursor(str(arguments.get(CURSOR_ARGUMENT) or ""), checksum),
        PAGE_BYTES,
        records.measure,
    )
    result = {
        **build_sourced_result(base, page.data),
        "complete": received.answer.is_complete and not reduced.has_cut_texts,
        **_describe_items(page, checksum),
        **({"remarks": list(received.remarks)} if received.remarks else {}),
    }
    if measure_bytes(result) > MAX_RESULT_BYTES:
        hint = "choose fewer columns, or ask about one thing at a time"
        raise TooLargeError("one item of the answer is larger than an answer may be", hint)
    return result


def build_sourced_result(base: KnowledgeBase, data: "Json") -> "dict[str, Json]":
    """Build an object with data as the answer, and the records of the sources that they cite."""
    return {"answer": data, "sources": _SourceRecords(base).list_cited(data)}


def _describe_items(page: AnswerPage, checksum: str) -> "dict[str, Json]":
    """Describe where a page stands in the answer; nothing where it is all of it."""
    if page.first == 0 and page.is_last:
        return {}
    next_cursor = {} if page.is_last else {"next_cursor": f"{page.end}-{checksum}"}
    return {"items": f"{page.first + 1} to {page.end} of {page.total}", **next_cursor}


def _read_cursor(cursor: str, checksum: str) -> int:
    """Read where a page begins; raises StaleCursorError where the answer is another by now."""
    if not cursor:
        return 0
    position, _, cursor_checksum = cursor.partition("-")
    if cursor_checksum != checksum or not (position.isascii() and position.isdigit()):
        hint = "repeat the question with the same arguments, without the cursor"
        raise StaleCursorError("the cursor belongs to another answer", hint)
    return int(position)


class _SourceRecords:
    """The records of the sources that data cite, each counted once in the size of a page."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base
        self.counted_ids: set[str] = set()

    def measure(self, item: "Json") -> int:
        """Measure an item with those of its sources that no earlier item has."""
        new_ids = set(_iter_cited_ids(item)) - self.counted_ids
        self.counted_ids |= new_ids
        return measure_bytes(item) + sum(map(measure_bytes, self._load_records(sorted(new_ids))))

    def list_cited(self, data: "Json") -> "list[Json]":
        """List the records of all sources that data cite, in the order of first use."""
        return self._load_records(list(dict.fromkeys(_iter_cited_ids(data))))

    def _load_records(self, ids: Sequence[str]) -> "list[Json]":
        return [
            {key: value for key, value in serialise_source(record).items() if value}
            for record in self._find_records(ids)
        ]

    def _find_records(self, ids: Sequence[str]) -> list[SourceRecord]:
        """Find the records of sources; ids that no source has are left out."""
        records_by_id = self.base.load_sources(ids)
        return [records_by_id[id_] for id_ in ids if id_ in records_by_id]


def _iter_cited_ids(data: "Json") -> Iterator[str]:
    """Give the ids of the sources that data cite, at any depth."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            if key in CITING_KEYS:
                yield from _iter_ids(value)
            else:
                yield from _iter_cited_ids(value)
    elif isinstance(data, list):
        for item in data:
            yield from _iter_cited_ids(item)


def _iter_ids(citations: "Json") -> Iterator[str]:
    """Give the ids in citations: objects, texts, or texts joined by semicolons as in SQL."""
    if isinstance(citations, str):
        for text in citations.split("; "):
            yield text.partition("#")[0]
    elif isinstance(citations, Mapping):
        yield str(citations.get("id") or "")
    elif isinstance(citations, list):
        for citation in citations:
            yield from _iter_ids(citation)
