"""The first hit of a search in full: the fact that answers, its day, and its source."""

from collections.abc import Sequence

from ...model.kind import find_field
from ...model.table import Cell, Column, Layout, Table
from ...store.knowledge_base import KnowledgeBase
from ..answers.sources import load_cited_sources
from .exact import MATCH_TYPES
from .search_hit import SearchHit


def build_first_hit_card(
    base: KnowledgeBase, title: str, hits: Sequence[SearchHit]
) -> Table | None:
    """Build the card of the first hit; None unless it is a sourced fact that has all the words."""
    hit = next(iter(hits), None)
    if hit is None or hit.match_type != "contained" or hit.matched_field in MATCH_TYPES:
        return None
    if not hit.citations:
        return None
    field = find_field(hit.entity.kind, hit.matched_field)
    citation = hit.citations[0]
    source = load_cited_sources(base, [citation])[citation.source]
    place = filter(None, [source.publisher, source.published, citation.locator])
    rows = (
        (
            Cell(hit.entity.name, "name"),
            Cell(f"{field.label}: {hit.text}", annotation=hit.as_of or ""),
        ),
        (Cell("from", "dim"), Cell(source.name, annotation=", ".join(place), url=source.url)),
    )
    columns = (Column("Name"), Column("Fact"))
    return Table(title, columns, rows, has_headings=False, layout=Layout.CARD)
