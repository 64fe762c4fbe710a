"""The screen of a comparison of many things by few properties: a line for each thing."""

from collections.abc import Sequence

from ...model.entity import Entity
from ...model.table import Cell, Column, Table
from ...model.wording import format_count
from ..answers.value_cell import UNKNOWN_TEXT
from .comparison_words import format_ratio, measure_figures, move_period, write_heading
from .explained_comparison import PropertyComparison

MIN_ENTITIES = 4
"""Things from which on a column for each has no room beside the others in 80 columns."""
MAX_PROPERTIES = 3
"""Properties that have room beside the names of things in 80 columns."""

MAX_TITLE_NAMES = 4
"""Names in the title, which fit one line of 80 columns for most chips and firms."""


def fits_rows(entities: Sequence[Entity], comparisons: Sequence[PropertyComparison]) -> bool:
    """Tell whether a line for each thing shows more of them than a column for each."""
    return len(entities) >= MIN_ENTITIES and 0 < len(comparisons) <= MAX_PROPERTIES


def build_rows_table(
    entities: Sequence[Entity], comparisons: Sequence[PropertyComparison]
) -> Table:
    """Build the table: a line a thing, a column a property, and behind it its ratio if it has one.

    Ratios are to the first thing.
    """
    comparisons = [move_period(comparison) for comparison in comparisons]
    columns = [Column("")]
    rows = [[Cell(entity.name, "name")] for entity in entities]
    for comparison in comparisons:
        is_figure = comparison.holds_figures
        width = measure_figures(comparison.cells) if is_figure else 0
        columns.append(Column(write_heading(comparison), min_width=width))
        for row, cell in zip(rows, comparison.cells, strict=True):
            row.append(
                cell._replace(is_figure=is_figure) if cell.text else Cell(UNKNOWN_TEXT, "dim")
            )
        if comparison.ratios.has_values:
            columns.append(Column("Ratio", is_unbreakable=True, is_dispensable=True))
            for position, row in enumerate(rows):
                row.append(Cell(format_ratio(comparison, position) if position else "1 ×", "dim"))
    has_ratios = any(comparison.ratios.has_values for comparison in comparisons)
    return Table(
        title=_write_title(entities),
        columns=tuple(columns),
        rows=tuple(map(tuple, rows)),
        notes=(f"ratio: to {entities[0].name}, where there is room",) if has_ratios else (),
        breaks_annotations=True,
    )


def _write_title(entities: Sequence[Entity]) -> str:
    """Name the first things and count the others, all of which have a line below."""
    names = [entity.name for entity in entities]
    if len(names) > MAX_TITLE_NAMES:
        others = format_count(len(names) - MAX_TITLE_NAMES, "other")
        names = [*names[:MAX_TITLE_NAMES], others]
    return f"{', '.join(names[:-1])} and {names[-1]}"
