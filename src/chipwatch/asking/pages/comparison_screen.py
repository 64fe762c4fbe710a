"""The screen of a comparison: what both have, by section; what one has alone is named below."""

from collections.abc import Iterator, Sequence

from ...model.entity import Entity
from ...model.table import Cell, Column, Table
from ..answers.value_cell import UNKNOWN_TEXT
from .comparison_rows import build_rows_table, fits_rows
from .comparison_words import (
    format_ratio,
    get_one_line_text,
    measure_figures,
    move_period,
    write_heading,
)
from .explained_comparison import PropertyComparison

BAR_WIDTH = 9
"""Blocks of the longest bar. Chosen: the values of two chips leave as much room in 80 columns."""
MAX_LABELS_ALONE = 5
"""Labels that are named of what only one has, before the rest is counted."""
NO_SECTION = ""
"""The section of what a kind places in none."""
ENTITIES_WITH_BARS = 2
"""Bars are drawn of the ratio of two; of more, the ratios alone are shown."""


def build_comparison_table(
    entities: Sequence[Entity], comparisons: Sequence[PropertyComparison], *, shows_all: bool
) -> Table:
    """Build the table: a line a property that at least two have, or any where all are shown.

    What always differs, such as a website, is shown only with all the rest.
    """
    left_out = frozenset[str]() if shows_all else frozenset(entities[0].kind_class.own_words)
    comparisons = [
        move_period(comparison) for comparison in comparisons if comparison.key not in left_out
    ]
    shown_comparisons = comparisons if shows_all else list(filter(_is_shared, comparisons))
    if fits_rows(entities, shown_comparisons):
        return build_rows_table(entities, shown_comparisons)
    has_ratios = any(comparison.ratios.has_values for comparison in shown_comparisons)
    has_bars = has_ratios and len(entities) == ENTITIES_WITH_BARS
    longest = max((_get_end(comparison) for comparison in shown_comparisons), default=0.0)
    columns = [
        Column(""),
        *(
            Column(entity.name, min_width=_measure_column(shown_comparisons, position))
            for position, entity in enumerate(entities)
        ),
    ]
    if has_ratios:
        heading = f"{entities[1].name.split()[-1]} is" if has_bars else "Ratios"
        columns.append(Column(heading, is_unbreakable=True))
    if has_bars:
        columns.append(Column("", is_drawing=True))
    rows: list[tuple[Cell, ...]] = []
    for section in (*entities[0].kind_class.sections, NO_SECTION):
        section_comparisons = [
            comparison
            for comparison in shown_comparisons
            if find_section(entities[0], comparison.key) == section
        ]
        if section_comparisons:
            rows.append((Cell(section.upper(), "heading"),))
        for comparison in section_comparisons:
            is_whole = comparison.key in entities[0].kind_class.whole_words
            row = [
                Cell(write_heading(comparison), "label"),
                *_iter_cells(comparison, is_whole=is_whole),
            ]
            if has_ratios:
                row.append(Cell(_join_ratios(comparison), "dim"))
            if has_bars:
                row.append(Cell(_draw_bar(comparison, longest), "dim"))
            rows.append(tuple(row))
    return Table(
        title=" and ".join(entity.name for entity in entities),
        columns=tuple(columns),
        rows=tuple(rows),
        notes=() if shows_all else tuple(_iter_notes(entities, comparisons)),
        breaks_annotations=True,
    )


def _measure_column(comparisons: Sequence[PropertyComparison], position: int) -> int:
    """Measure the widest figure of an entity."""
    return measure_figures(
        comparison.cells[position]
        for comparison in comparisons
        if comparison.ratios.has_values or comparison.cells[position].one_line_annotation
    )


def _iter_cells(comparison: PropertyComparison, *, is_whole: bool) -> Iterator[Cell]:
    """Give the values as they are shown: figures to be aligned, a dot where nothing is known."""
    for cell in comparison.cells:
        if not get_one_line_text(cell):
            yield Cell(UNKNOWN_TEXT, "dim")
        elif is_whole:
            yield cell._replace(is_whole=True, one_line_text=None)
        else:
            yield cell._replace(is_figure=comparison.holds_figures)


def find_section(entity: Entity, key: str) -> str:
    """Find the section of a property, or of a relation seen from its other end."""
    field = entity.kind_class.properties.get(key)
    if field is not None:
        return field.section
    relations = entity.kind_class.collect_relations().get(key)
    return relations[0].inverse.section if relations else NO_SECTION


def _is_shared(comparison: PropertyComparison) -> bool:
    return sum(bool(cell.text) for cell in comparison.cells) > 1


def _join_ratios(comparison: PropertyComparison) -> str:
    """Join the ratios of all entities but the first."""
    if not comparison.ratios.has_values:
        return ""
    return "  ".join(
        format_ratio(comparison, position) for position in range(1, len(comparison.cells))
    )


def _get_end(comparison: PropertyComparison) -> float:
    """Get the upper end of the ratio of the second to the first; 0 without one."""
    ratio = comparison.ratios.values[1] if comparison.ratios.has_values else None
    return float((ratio.high or ratio.low or 0) if ratio else 0)


def _draw_bar(comparison: PropertyComparison, longest: float) -> str:
    """Draw a ratio as a bar: full blocks up to its lower end, light ones up to its upper end."""
    ratio = comparison.ratios.values[1] if comparison.ratios.has_values else None
    if ratio is None or not longest:
        return ""
    low = ratio.low if ratio.low is not None else 0
    full = max(round(BAR_WIDTH * float(low) / longest), 1)
    total = max(round(BAR_WIDTH * _get_end(comparison) / longest), full)
    return "▇" * full + "░" * (total - full)


def _iter_notes(
    entities: Sequence[Entity], comparisons: Sequence[PropertyComparison]
) -> Iterator[str]:
    """Name what only one of the entities has."""
    for position, entity in enumerate(entities):
        labels = [
            comparison.label
            for comparison in comparisons
            if comparison.cells[position].text and not _is_shared(comparison)
        ]
        if labels:
            more = len(labels) - MAX_LABELS_ALONE
            more_text = f" ({more} more: --all)" if more > 0 else " (--all)"
            named = ", ".join(labels[:MAX_LABELS_ALONE])
            yield f"Only of {entity.name}: {named}{more_text}"
