"""What a verdict did not look at: it stands in every answer, as no match is no clearance."""

from collections.abc import Iterator

from .controls_query import ControlsResult

TOOLS_NOT_JUDGED = "tools for making chips (ECCN 3B001, 3B993, 3B994) are not judged"
"""What is said of a tool: the list describes it by figures that the base does not hold."""


def list_not_looked_at(result: ControlsResult) -> str:
    """List what was not looked at, in one sentence."""
    return f"Not looked at: {', '.join(_iter_topics(result))}."


def _iter_topics(result: ControlsResult) -> Iterator[str]:
    yield "end use (744.21, 744.23)"
    yield "US persons (744.6)"
    is_from_home = result.item.origin.is_from_home
    yield (
        "foreign-made items (734.9)"
        if is_from_home
        else ("foreign-made items by other paragraphs of 734.9")
    )
    if result.system:
        yield "its other circuits, the .z entries beside 4A090, import duties"
    else:
        yield "servers and boards (4A090)"
        yield "other entries of the list (3A001, 5A992; tools 3B001, 3B993, 3B994)"
    yield "rules of other countries (NL, JP, KR, TW, China)"
