"""The cell of a link: the name at its end, and beside it extent, note, dates and weaknesses."""

from ..asking.answers.entity_card import format_aside, format_time_span
from ..asking.answers.relation_link import RelationLink
from ..asking.answers.value_cell import DISPUTED
from ..asking.pages.fact_words import get_certainty_mark
from ..model.table import Cell
from .link_references import LinkReferences


def build_link_cell(references: LinkReferences, link: RelationLink, *, remark: str = "") -> Cell:
    """Build the cell of what a link leads to; where there is no room, the note gives way."""
    fact = link.fact
    note = "; ".join(filter(None, [remark, format_aside(fact)]))
    words = link.list_marked_weaknesses(references.day)
    ending = ", ".join(filter(None, [format_time_span(fact), *words]))
    return Cell(
        references.get_name(link.end_id),
        get_link_mark(link),
        ", ".join(filter(None, [note, ending])),
        annotation_end=f", {ending}" if note and ending else ending,
    )


def get_link_mark(link: RelationLink) -> str:
    """Get the mark of how sure a link is; nothing for what is simply reported."""
    return DISPUTED if link.is_disputed else get_certainty_mark(link.fact, None)
