"""The first hit of a search in full where the words name what it states: the figure, its source."""

from collections.abc import Iterable, Sequence

from ...model.kind import AnyField, find_field
from ...model.normalise import split_words
from ...model.table import Cell, Column, Layout, Table
from ...store.knowledge_base import KnowledgeBase
from ..answers.sources import load_cited_sources
from .exact import MATCH_TYPES
from .query_words import QueryWord
from .search_hit import SearchHit


def build_first_hit_card(
    base: KnowledgeBase, title: str, words: Iterable[QueryWord], hits: Sequence[SearchHit]
) -> Table | None:
    """Build the card of the first hit; None unless it surely is what was asked for.

    It has to be a sourced fact that has all the words, and the words have to name its property:
    ``h20 price`` does. What only happens to hold the words of a question is no answer to it.
    """
    hit = next(iter(hits), None)
    if hit is None or hit.match_type != "contained" or hit.matched_field in MATCH_TYPES:
        return None
    if not hit.citations:
        return None
    field = find_field(hit.entity.kind, hit.matched_field)
    if not _is_named(field, words):
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


def _is_named(field: AnyField, words: Iterable[QueryWord]) -> bool:
    """Tell whether a word of a search, or a synonym, is one of the words of a property."""
    property_words = {*split_words(field.label), *field.name.split("_")}
    variants = {variant for word in words for variant in word.variants}
    return any({variant, variant.removesuffix("s")} & property_words for variant in variants)
