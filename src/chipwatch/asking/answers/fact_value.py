"""The column of the values of facts of any property: figures, dates, texts and relations."""

from typing import TYPE_CHECKING

from ...model.facts import Fact
from ...model.field import ColumnPart
from ...model.numeric_fields import NUMBER_PARTS
from ...model.part_type import PartType
from .column_spec import build_parts_type
from .serialise import ValueFormatter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...model.answer import Json


FACT_VALUE_COLUMN = build_parts_type((*NUMBER_PARTS, ColumnPart("_name", PartType.TEXT)))
"""A figure as in a column of its own; of anything else only the text, of a relation the name."""


def split_fact_value(graph: ValueFormatter, fact: Fact | None) -> "Sequence[Json] | None":
    """Split the value of a fact into the parts of the column; None without a fact."""
    if fact is None:
        return None
    if fact.is_unknown:
        return None, None, None, fact.value.reason, None
    number = next(iter(fact.field.to_quantities(fact.value).values()), None)
    figure = (number.exact_number, number.low, number.high) if number else (None, None, None)
    name = graph.format_value(fact) if fact.target_id else None
    return *figure, fact.field.to_yaml_text(fact.value), name


def find_fact_unit(fact: Fact) -> str | None:
    """Find the unit of the figure of a fact, of money the currency; None where it has none."""
    units = [] if fact.is_unknown else list(fact.field.to_quantities(fact.value))
    return next(iter(units), fact.field.unit) or None
