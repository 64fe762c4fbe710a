"""What an answer says of a system: the chips in it, and their computing power in all."""

from collections.abc import Iterator

from ...model.derived_values import round_figure
from ...model.facts import Citation
from ...model.numeric_fields import NUMBER_COLUMN
from ...model.quantity import format_quantity
from ...model.schema import Chip
from ..answers.serialise import JsonObject
from .controls_query import ControlsResult, SystemPart

NO_CHIPS = "no chip in it is known to the base"
TOTAL_USE = "counts for allocations (740.29, 742.6(b)(10)), not for the class"


def serialise_system(result: ControlsResult) -> JsonObject:
    """Build the keys about a system, which are empty for a chip."""
    system = result.system
    return {
        "system": system and system.id,
        "parts": [_serialise_part(part) for part in system.parts] if system else [],
        **NUMBER_COLUMN.to_row("total_tpp", system and system.total_tpp),
    }


def _serialise_part(part: SystemPart) -> JsonObject:
    return {
        "chip": part.item.id,
        "name": part.item.name,
        **NUMBER_COLUMN.to_row("count", part.number),
        "verdict": part.verdict.status,
        "class": part.verdict.paragraph,
    }


def describe_parts(result: ControlsResult) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    """Describe each chip in a system with its number, then their TPP in all."""
    system = result.system
    if system is None:
        return
    for part in system.parts:
        count = f"{format_quantity(part.number)} × " if part.number else ""
        yield f"{count}{part.item.name}", part.fact.citations
    if not system.parts:
        yield NO_CHIPS, ()
    if system.total_tpp:
        total = format_quantity(round_figure(Chip.tpp, system.total_tpp))
        yield f"{total} TPP in all: {TOTAL_USE}", ()
