"""What a verdict did not look at: it stands in every answer, as no match is no clearance."""

from collections.abc import Iterator

from ...model.schema import Product
from .controls_query import ControlsResult

ONLY_TOOLS_JUDGED = (
    "rules are about tools: name one, or say --spec tool_type=scanner and its figures"
)
"""What is said of a technique for making chips: it is judged by the tool that is shipped."""


_TOOL_TOPICS = (
    "other end use (744.21, 744.23(a)(4))",
    "US persons (744.6)",
    "foreign-made items by other paragraphs of 734.9",
    "its parts, software and technology",
    "licence exceptions",
    "rules of other countries (the Dutch licences for ASML's tools, JP, KR, TW, China)",
)


def list_not_looked_at(result: ControlsResult) -> str:
    """List what was not looked at, in one sentence."""
    return f"Not looked at: {', '.join(_iter_topics(result))}."


def _iter_topics(result: ControlsResult) -> Iterator[str]:
    if result.item.kind is Product:
        yield from _TOOL_TOPICS
        return
    yield "end use (744.21, 744.23)"
    yield "US persons (744.6)"
    is_from_home = result.item.origin.is_from_home
    yield (
        "foreign-made items (734.9)"
        if is_from_home
        else ("foreign-made items by other paragraphs of 734.9")
    )
    if result.system:
        yield "its other circuits"
        yield "4A003.b and .c (Adjusted Peak Performance above 70 WT: column NS 1, China too)"
        yield "the .z entries beside 4A090"
        yield "import duties"
    else:
        yield "servers and boards (4A090)"
        yield "other entries of the list (3A001, 5A992)"
    yield "rules of other countries (NL, JP, KR, TW, China)"
