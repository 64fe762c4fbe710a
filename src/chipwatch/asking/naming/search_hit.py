"""A hit of a search, and the columns that it is shown in."""

from operator import attrgetter
from typing import NamedTuple

from ...model.facts import Citation
from ...model.table import Cell
from ...store.records import EntityRef
from ..answers.column_spec import ENTITY_COLUMNS, ColumnSpec


class SearchHit(NamedTuple):
    """An entity found by a search, and its words that matched."""

    entity: EntityRef
    matched_field: str
    """id, name, alias, pinyin, or the property whose value or note matched."""
    text: str
    """The words that matched."""
    match_type: str
    """exact, prefix, contained or fuzzy."""
    score: float
    reason: str
    """The features that the score is made of, in words."""
    citations: tuple[Citation, ...] = ()
    """The sources of a value or note that matched."""

    def build_score_cell(self) -> Cell:
        """Build a cell with the score to two decimals."""
        return Cell(f"{self.score:.2f}")


SEARCH_COLUMNS: list[ColumnSpec[SearchHit]] = [
    *ENTITY_COLUMNS,
    ColumnSpec(key="matched", get_value=attrgetter("matched_field")),
    ColumnSpec(key="text", find_citations=attrgetter("citations")),
    ColumnSpec(key="how", get_value=attrgetter("match_type")),
    ColumnSpec(key="score", build_cell=SearchHit.build_score_cell, is_numeric=True),
    ColumnSpec(key="why", get_value=attrgetter("reason")),
]
