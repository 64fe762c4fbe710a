"""What is compared of one property: the values of all entities, and their ratios."""

from collections.abc import Sequence
from typing import NamedTuple

from ...model.answer import Json
from ...model.numeric_fields import NUMBER_COLUMN
from ...model.table import Cell
from .ratios import FigureRatios


class PropertyComparison(NamedTuple):
    """The values of one property for all the entities compared."""

    key: str
    label: str
    unit: str
    """The unit of the values."""
    shown_unit: str
    """The unit of the figures in the cells: the same, or a larger one that people write them in."""
    values: tuple[Json, ...]
    cells: tuple[Cell, ...]
    differs: bool
    ratios: FigureRatios
    disputed_ids: list[str]
    """The ids of the entities whose facts conflict."""

    @property
    def holds_figures(self) -> bool:
        """Whether the values are figures, to be aligned and never cut."""
        return self.ratios.has_values or bool(self.unit)

    def get_ratio(self, position: int) -> Json:
        """Get the number of another entity over that of the first; None for a range."""
        return self.split_ratio(position)[0]

    def split_ratio(self, position: int) -> Sequence[Json]:
        """Split that ratio into the parts of a column of figures."""
        return NUMBER_COLUMN.spread(self.ratios.values[position])
