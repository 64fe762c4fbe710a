"""The columns of a total: its groups, the sum, what is in it, and a bar on terminals."""

from collections.abc import Sequence
from operator import attrgetter

from ...model.field import PLAIN_COLUMN, SortKey
from ...model.field_types import REFERENCE_COLUMN
from ...model.interval_arithmetic import round_quantity
from ...model.numeric_fields import NUMBER_COLUMN
from ...model.quantity import format_quantity
from ...model.table import Cell
from ...model.tolerances import RATIO_DIGITS
from ..answers.column_spec import ColumnSpec
from ..answers.value_cell import DISPUTED, build_value_cell
from .grouping import GroupingColumn
from .sums import SumLine

BAR_WIDTH = 20
"""The characters in the bar of the largest sum."""
SCALES_HEADING = "one scale a unit"
"""What stands over bars that cannot be compared with one another."""


def build_total_columns(
    groupings: Sequence[GroupingColumn], *, has_stages: bool
) -> list[ColumnSpec[SumLine]]:
    """Build the columns of a total, those of its groups first."""
    group_specs = [_build_group_spec(index, grouping) for index, grouping in enumerate(groupings)]
    stage_specs: list[ColumnSpec[SumLine]] = [ColumnSpec(key="stage")] if has_stages else []
    return [*group_specs, *stage_specs, *_SUM_COLUMNS]


def build_bar_column(lines: Sequence[SumLine], currency: str) -> ColumnSpec[SumLine]:
    """Build the bar of each sum against the largest of its unit, solid as far as it is sure.

    In one currency, what is not converted to it has no bar: beside the others it would mislead.
    """
    group_lines = [
        line
        for line in lines
        if not line.is_over_all_groups and (not currency or line.unit == currency)
    ]
    largest_by_unit: dict[str, float] = {}
    for line in group_lines:
        largest = largest_by_unit.get(line.unit, 0)
        largest_by_unit[line.unit] = max(largest, float(line.high or line.low or 0))

    def build_bar(line: SumLine) -> Cell:
        largest = largest_by_unit.get(line.unit)
        if line.amount is None or line.is_over_all_groups or not largest:
            return Cell("")
        solid_width = _scale_bar(line.low, largest)
        full_width = _scale_bar(line.high or line.low, largest)
        return Cell("█" * solid_width + "░" * (full_width - solid_width), "dim")

    label = SCALES_HEADING if len(largest_by_unit) > 1 else ""
    return ColumnSpec(
        key="bar", label=label, build_cell=build_bar, is_unbreakable=True, is_drawing=True
    )


def _scale_bar(end: float | None, largest: float) -> int:
    """Scale an end of a sum to the width of a bar."""
    return round(float(end or 0) / largest * BAR_WIDTH)


def _build_group_spec(index: int, grouping: GroupingColumn) -> ColumnSpec[SumLine]:
    """Build the column of one part of the group."""

    def get_value(line: SumLine) -> object:
        name = line.group_names[index]
        return (line.group[index], name) if grouping.is_relation else line.group[index]

    def build_cell(line: SumLine) -> Cell:
        return Cell(line.group_names[index], "name" if line.is_over_all_groups else "")

    return ColumnSpec(
        key=grouping.key,
        label=grouping.label,
        get_value=get_value,
        column_type=REFERENCE_COLUMN if grouping.is_relation else PLAIN_COLUMN,
        build_cell=build_cell,
    )


def format_sum(line: SumLine) -> str:
    """Format a sum with its unit, without the digits that exchange rates do not support."""
    if line.amount is None:
        return ""
    amount = round_quantity(line.amount, RATIO_DIGITS) if line.converted else line.amount
    return f"{format_quantity(amount)} {line.unit}".rstrip()


def _build_sum_cell(line: SumLine) -> Cell:
    """Build the sum, and say whether a figure in it is disputed."""
    if line.amount is None:
        return Cell("")
    remarks = [DISPUTED] if line.disputed else []
    cell = build_value_cell(format_sum(line), remarks, is_disputed=bool(line.disputed))
    return cell._replace(terminal_annotation="")


def _has_dispute(line: SumLine) -> bool:
    return bool(line.disputed)


def _get_sum_sort_key(line: SumLine) -> SortKey | None:
    if line.amount is None:
        return None
    return SortKey(number=float(line.low or line.high or 0), group=line.unit)


def _get_unit(line: SumLine) -> str | None:
    return line.unit or None


def _count_addends(line: SumLine) -> int:
    return len(line.addends)


def _count_unknown(line: SumLine) -> int:
    return len(line.unknown_addends)


_SUM_COLUMNS: list[ColumnSpec[SumLine]] = [
    ColumnSpec(
        key="sum",
        get_value=attrgetter("amount"),
        column_type=NUMBER_COLUMN,
        build_cell=_build_sum_cell,
        get_sort_key=_get_sum_sort_key,
        find_citations=attrgetter("citations"),
        is_disputed=_has_dispute,
        is_numeric=True,
    ),
    ColumnSpec(key="low", label="At least"),
    ColumnSpec(key="high", label="At most"),
    ColumnSpec(key="approximate"),
    ColumnSpec(key="unit", get_value=_get_unit),
    ColumnSpec(key="count", get_value=_count_addends, is_numeric=True),
    ColumnSpec(key="unknown", get_value=_count_unknown, is_numeric=True),
    ColumnSpec(key="converted", heading="At rates", is_numeric=True),
    ColumnSpec(key="disputed"),
]
