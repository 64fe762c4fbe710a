"""The neighbours of an entity as a small drawing: what points at it left, what it points at right.

Only places are computed here; the template draws them, and lists them as text as well.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..model.text_width import measure_width

MAX_PER_SIDE = 7
"""Neighbours drawn on one side; more are counted. Chosen: the drawing stays lower than a screen."""
WIDTH, BOX_WIDTH, BOX_HEIGHT, ROW_HEIGHT, MARGIN = 760, 232, 34, 42, 4
CENTRE_WIDTH = 168
MAX_LETTERS, MAX_CENTRE_LETTERS = 32, 22
"""Letters of a name that a box has room for."""


class Neighbour(NamedTuple):
    """An entity that is linked with the one drawn."""

    name: str
    href: str
    relation: str
    is_mention: bool
    """Whether the relation says little: such neighbours are drawn last."""
    is_incoming: bool
    """Whether the link is stated at the other end."""


class NeighbourBox(NamedTuple):
    """A neighbour and where its box is, from the upper left corner."""

    neighbour: Neighbour
    x: int
    y: int
    text: str
    path: str
    """The line from its box to that in the middle."""


class GraphDrawing(NamedTuple):
    """The drawing: its size, the box in the middle, those around it, and all neighbours."""

    height: int
    centre_y: int
    centre_text: str
    boxes: Sequence[NeighbourBox]
    hidden_count: int
    neighbours: Sequence[Neighbour]


def draw_neighbours(name: str, neighbours: Iterable[Neighbour]) -> GraphDrawing | None:
    """Lay out the neighbours of an entity; None where it has none."""
    ranked = sorted(neighbours, key=_is_mention)
    sides = [_pick_side(ranked, is_incoming=side) for side in (True, False)]
    if not any(sides):
        return None
    row_count = max(map(len, sides))
    height = row_count * ROW_HEIGHT + 2 * MARGIN
    boxes = [
        _place_box(neighbour, row, len(side), height)
        for side in sides
        for row, neighbour in enumerate(side)
    ]
    return GraphDrawing(
        height=height,
        centre_y=height // 2,
        centre_text=cut_text(name, MAX_CENTRE_LETTERS),
        boxes=boxes,
        hidden_count=len(ranked) - len(boxes),
        neighbours=ranked,
    )


def cut_text(text: str, size: int) -> str:
    """Cut a text to a number of letters, a Chinese one counted as two."""
    if measure_width(text) <= size:
        return text
    while measure_width(text) >= size:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _is_mention(neighbour: Neighbour) -> bool:
    return neighbour.is_mention


def _pick_side(neighbours: Iterable[Neighbour], *, is_incoming: bool) -> list[Neighbour]:
    """Pick what is drawn on one side: of every relation in turn, as far as there is room."""
    by_relation: dict[str, list[Neighbour]] = {}
    for neighbour in neighbours:
        if neighbour.is_incoming == is_incoming:
            by_relation.setdefault(neighbour.relation, []).append(neighbour)
    picked_counts = dict.fromkeys(by_relation, 0)
    for turn in range(MAX_PER_SIDE):
        for relation, group in by_relation.items():
            if turn < len(group) and sum(picked_counts.values()) < MAX_PER_SIDE:
                picked_counts[relation] += 1
    return [
        neighbour
        for relation, group in by_relation.items()
        for neighbour in group[: picked_counts[relation]]
    ]


def _place_box(neighbour: Neighbour, row: int, side_size: int, height: int) -> NeighbourBox:
    """Place a box in its row, the rows of a side centred, with a curve to the middle."""
    top = (height - side_size * ROW_HEIGHT) // 2
    y = top + row * ROW_HEIGHT + (ROW_HEIGHT - BOX_HEIGHT) // 2
    x = MARGIN if neighbour.is_incoming else WIDTH - MARGIN - BOX_WIDTH
    start_x = x + BOX_WIDTH if neighbour.is_incoming else x
    half = CENTRE_WIDTH // 2
    end_x = WIDTH // 2 - half if neighbour.is_incoming else WIDTH // 2 + half
    start_y, end_y, middle_x = y + BOX_HEIGHT // 2, height // 2, (start_x + end_x) // 2
    return NeighbourBox(
        neighbour=neighbour,
        x=x,
        y=y,
        text=cut_text(neighbour.name, MAX_LETTERS),
        path=f"M{start_x} {start_y}C{middle_x} {start_y} {middle_x} {end_y} {end_x} {end_y}",
    )
