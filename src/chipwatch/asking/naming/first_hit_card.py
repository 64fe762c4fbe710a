"""The first hit of a search in full where the words name what it states: the figure, its source."""

from collections.abc import Sequence

from ...model.dates import Date
from ...model.kind import find_field
from ...model.table import Cell, Column, Layout, Table
from ...store.knowledge_base import KnowledgeBase
from ..answers.sources import load_cited_sources
from .exact import MATCH_TYPES
from .query_periods import PeriodMatch, find_query_periods
from .query_words import QueryWord, is_property_named
from .search_hit import SearchHit


def build_first_hit_card(
    base: KnowledgeBase, title: str, words: Sequence[QueryWord], hits: Sequence[SearchHit]
) -> Table | None:
    """Build the card of the first hit; None unless it surely is what was asked for.

    It has to be a sourced fact that has all the words, and the words have to name its property:
    ``h20 price`` does; a period that they name has to be that of the fact. What only happens to
    hold the words of a question is no answer to it.
    """
    hit = next(iter(hits), None)
    if hit is None or hit.match_type != "contained" or hit.matched_field in MATCH_TYPES:
        return None
    if not hit.citations:
        return None
    field = find_field(hit.entity.kind, hit.matched_field)
    if not is_property_named(field, words) or not _is_of_period(hit, words):
        return None
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


def _is_of_period(hit: SearchHit, words: Sequence[QueryWord]) -> bool:
    """Tell whether a fact is of a period that a search names, if it names any."""
    periods = find_query_periods([word.text for word in words])
    day = Date.parse_period(hit.as_of) if hit.as_of else None
    return not periods.periods or periods.match(day) is not PeriodMatch.NONE
