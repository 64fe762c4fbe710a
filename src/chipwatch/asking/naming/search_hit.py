"""A hit of a search, and the columns that it is shown in."""

from operator import attrgetter
from typing import NamedTuple

from ...model.facts import Citation
from ...model.schema import find_kind
from ...model.table import Cell
from ...store.records import EntityRef
from ..answers.column_spec import ENTITY_COLUMNS, ColumnSpec


class SearchHit(NamedTuple):
    """An entity found by a search, and the name or fact that answers."""

    entity: EntityRef
    matched_field: str
    """id, name, alias, pinyin, or the property of the fact."""
    text: str
    """The name and what the thing is, or the value with its note."""
    match_type: str
    """exact, contained (all words), partial (most words), prefix (of a name) or fuzzy."""
    score: float
    reason: str
    """What the score is made of, in words."""
    citations: tuple[Citation, ...] = ()
    """The sources of the fact."""
    as_of: str | None = None
    """The day of the fact."""
    missing_words: tuple[str, ...] = ()
    """The words that nothing of the entity has."""

    @property
    def source(self) -> str | None:
        """The first source of the fact, and the place in it."""
        return str(self.citations[0]) if self.citations else None

    @property
    def missing(self) -> str | None:
        """The words that nothing of the entity has, in one text."""
        return ", ".join(self.missing_words) or None

    def build_matched_cell(self) -> Cell:
        """Build a cell with the kind of name, or the label of the property."""
        labels = find_kind(self.entity.kind).collect_labels()
        return Cell(labels.get(self.matched_field, self.matched_field))

    def build_score_cell(self) -> Cell:
        """Build a cell with the score to two decimals."""
        return Cell(f"{self.score:.2f}")


TEXT_WIDTH = 26
"""Characters that what matched gets at least on a terminal."""
SEARCH_COLUMNS: list[ColumnSpec[SearchHit]] = [
    *ENTITY_COLUMNS,
    ColumnSpec(
        key="matched",
        get_value=attrgetter("matched_field"),
        build_cell=SearchHit.build_matched_cell,
    ),
    ColumnSpec(key="text", min_width=TEXT_WIDTH, find_citations=attrgetter("citations")),
    ColumnSpec(key="as_of", label="As of"),
    ColumnSpec(key="source"),
    ColumnSpec(key="missing", label="Not found"),
    ColumnSpec(key="how", get_value=attrgetter("match_type")),
    ColumnSpec(key="score", build_cell=SearchHit.build_score_cell, is_numeric=True),
    ColumnSpec(key="why", get_value=attrgetter("reason")),
]
