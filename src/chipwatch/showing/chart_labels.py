"""Places for the labels of marks in a picture: beside their marks, over no mark and no label.

The plane has a known size in pixels and known ends of its axes, so that positions can be computed
before the picture is drawn. Labels are placed in the order in which they are given; one without a
free place is left out.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

LETTER_WIDTH, LETTER_HEIGHT = 5.6, 11.0
"""The room of a letter of 10 pixels in a sans-serif face, a little more than its average."""
_TITLE_FACTOR, _TITLE_HEIGHT = 1.25, 18.0
"""The room of the name of a region, which is written larger."""
_MARK_RADIUS = 5.0
_GAP = 3.0
_CELL = 40.0
"""The side of the squares by which neighbours are looked up."""


class PlacedLabel(NamedTuple):
    """A label with the position of its middle, in pixels from the upper left corner."""

    position: int
    """Which of the labels it is."""
    x: float
    y: float


class Box(NamedTuple):
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, box: "Box") -> bool:
        """Tell whether two rectangles have a part in common."""
        return (
            self.left < box.right
            and box.left < self.right
            and self.top < box.bottom
            and box.top < self.bottom
        )


class LabelPlacer:
    """Places labels in a plane of a size, one after the other."""

    def __init__(self, width: float, height: float) -> None:
        self.frame = Box(0, 0, width, height)
        self._boxes_by_cell: dict[tuple[int, int], list[Box]] = {}

    def reserve(self, text: str, x: float, y: float) -> None:
        """Keep the room of a text free whose lower left corner stands at a point."""
        width = LETTER_WIDTH * len(text) * _TITLE_FACTOR
        self._occupy(Box(x, y - _TITLE_HEIGHT, x + width, y))

    def place(
        self, labels: Sequence[str], points: Sequence[tuple[float, float]]
    ) -> list[PlacedLabel]:
        """Place the labels of points that have room beside them."""
        for x, y in points:
            self._occupy(
                Box(x - _MARK_RADIUS, y - _MARK_RADIUS, x + _MARK_RADIUS, y + _MARK_RADIUS)
            )
        placed_labels = []
        for position, (label, (x, y)) in enumerate(zip(labels, points, strict=True)):
            box = next((box for box in _iter_boxes(label, x, y) if self._is_free(box)), None)
            if box:
                self._occupy(box)
                middle_x, middle_y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
                placed_labels.append(PlacedLabel(position=position, x=middle_x, y=middle_y))
        return placed_labels

    def _is_free(self, box: Box) -> bool:
        is_inside = (
            self.frame.left <= box.left
            and box.right <= self.frame.right
            and self.frame.top <= box.top
            and box.bottom <= self.frame.bottom
        )
        return is_inside and not any(
            box.overlaps(taken_box)
            for cell in _iter_cells(box)
            for taken_box in self._boxes_by_cell.get(cell, ())
        )

    def _occupy(self, box: Box) -> None:
        for cell in _iter_cells(box):
            self._boxes_by_cell.setdefault(cell, []).append(box)


def _iter_boxes(label: str, x: float, y: float) -> Iterator[Box]:
    """Give the boxes that a label may have beside a point, the best first: right, left, above."""
    width, height = LETTER_WIDTH * len(label), LETTER_HEIGHT
    near, up = _MARK_RADIUS + _GAP, _MARK_RADIUS + 1
    corners = (
        (x + near, y - height / 2),
        (x - near - width, y - height / 2),
        (x - width / 2, y - up - height),
        (x - width / 2, y + up),
        (x + near / 2, y - up - height),
        (x + near / 2, y + up),
        (x - near / 2 - width, y - up - height),
        (x - near / 2 - width, y + up),
    )
    for left, top in corners:
        yield Box(left, top, left + width, top + height)


def _iter_cells(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(int(box.left // _CELL), int(box.right // _CELL) + 1):
        for row in range(int(box.top // _CELL), int(box.bottom // _CELL) + 1):
            yield column, row
