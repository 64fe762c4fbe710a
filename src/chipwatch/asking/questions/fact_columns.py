"""Columns that answers about facts share: the property, its certainty, note and sources."""

from collections.abc import Iterable
from operator import attrgetter
from typing import Any, Protocol

from ...model.facts import Citation, Fact
from ...model.table import Cell
from ..answers.column_spec import ColumnSpec
from ..answers.fact_value import find_fact_unit


class HasFact(Protocol):
    """An item of an answer that is about one fact."""

    @property
    def fact(self) -> Fact:
        """The fact."""


def get_note(item: HasFact) -> str | None:
    """Return the note of the item's fact."""
    return item.fact.note or None


def list_citations(item: HasFact) -> tuple[Citation, ...]:
    """List the citations of the item's fact."""
    return item.fact.citations


def format_citations(facts: Iterable[Fact]) -> list[str]:
    """Write the citations of facts, each once."""
    return list(dict.fromkeys(str(citation) for fact in facts for citation in fact.citations))


def _get_unit(item: HasFact) -> str | None:
    return find_fact_unit(item.fact)


def _format_item_citations(item: HasFact) -> list[str]:
    return [str(citation) for citation in item.fact.citations]


def _build_property_cell(item: HasFact) -> Cell:
    """Build the label of the property, as pages have it."""
    return Cell(item.fact.field.label)


PROPERTY_WIDTH = 18
"""Characters that a column of properties gets at least on a terminal: a usual label."""
PROPERTY_COLUMN: ColumnSpec[Any] = ColumnSpec(
    key="property",
    get_value=attrgetter("fact.property"),
    build_cell=_build_property_cell,
    min_width=PROPERTY_WIDTH,
)
UNIT_COLUMN: ColumnSpec[Any] = ColumnSpec(key="unit", get_value=_get_unit)
CERTAINTY_COLUMN: ColumnSpec[Any] = ColumnSpec(
    key="certainty", get_value=attrgetter("fact.certainty")
)
NOTE_COLUMN: ColumnSpec[Any] = ColumnSpec(key="note", get_value=get_note)
SOURCES_COLUMN: ColumnSpec[Any] = ColumnSpec(key="sources", get_value=_format_item_citations)
