"""Names that a search finds as a whole, in part, or by their likeness."""

from ...model.normalise import has_word, normalise_name
from ...model.schema import Source
from ...store.knowledge_base import KnowledgeBase
from ...store.records import NameEntry
from .exact import MATCH_TYPES, LookupResult
from .scores import (
    MAX_GAP_TO_BEST,
    MAX_KEY_LETTERS,
    MAX_PART_BONUS,
    MIN_SEARCH_SIMILARITY,
    MIN_SURE_SCORE,
    PART_OF_NAME_SCORE,
    TYPO_FACTOR,
)
from .search_hit import SearchHit
from .variants import find_by_place, find_by_scan_error, find_by_variant

_NO_LIMIT = -1
"""What SQLite takes for no limit: a search lists every hit, or its count would be wrong."""
_VARIANT_REASON = (
    "the same key without what says that it is a company or a chip, or the same ticker, or the"
    " same model of that maker"
)
_PLACE_OR_SCAN_REASON = (
    "the same key without a place, or with letters for digits that look like them"
)


def find_whole_names(base: KnowledgeBase, text: str) -> list[SearchHit]:
    """Find the names that have the key of a text, or another way to write it."""
    name_key = _build_key(base, text)
    entries = [entry for entry in base.find_names(name_key) if _is_searched(entry)]
    hits = [build_name_hit(entry, "exact", score=1.0, reason="the same key") for entry in entries]
    return sorted(hits, key=_get_match_order) or _build_result_hits(
        find_by_variant(base, text), "exact", _VARIANT_REASON
    )


def find_names_in_part(base: KnowledgeBase, text: str) -> list[SearchHit]:
    """Find the names that begin with a text or hold it, within a word too: ``acme`` in Acmeon."""
    name_key = _build_key(base, text)
    if not name_key:
        return []
    beginnings = base.find_names_by_prefix(name_key, _NO_LIMIT)
    entries = dict.fromkeys([*beginnings, *base.find_names_containing(name_key, _NO_LIMIT)])
    return [
        _build_partial_hit(entry, name_key)
        for entry in entries
        if has_word(entry.key, name_key) and _is_searched(entry)
    ]


def find_similar_names(
    base: KnowledgeBase, text: str, *, only_sure: bool = False
) -> list[SearchHit]:
    """Find the names that are similar, and nearly as similar as the best."""
    from .candidates import rank_by_similarity

    if len(normalise_name(text)) > MAX_KEY_LETTERS:
        return []
    corrected_result = find_by_place(base, text) or find_by_scan_error(base, text)
    hits = _build_result_hits(corrected_result, "fuzzy", _PLACE_OR_SCAN_REASON)
    similarities = rank_by_similarity(base, text)
    best_score = similarities[0].score if similarities else 0
    least_score = MIN_SURE_SCORE if only_sure else MIN_SEARCH_SIMILARITY
    min_score = max(least_score, best_score - MAX_GAP_TO_BEST)
    return hits + [
        build_name_hit(
            similarity.entry,
            "fuzzy",
            score=similarity.score * TYPO_FACTOR,
            reason=similarity.describe_score(),
        )
        for similarity in similarities
        if similarity.score >= min_score and _is_searched(similarity.entry)
    ]


def build_name_hit(entry: NameEntry, match_type: str, *, score: float, reason: str) -> SearchHit:
    """Build a hit in a name."""
    return SearchHit(
        entity=entry.entity,
        matched_field=entry.how,
        text=entry.text,
        match_type=match_type,
        score=round(score, 4),
        reason=reason,
    )


def _is_searched(entry: NameEntry) -> bool:
    """Tell whether a name is searched: the ids of publications are not."""
    return entry.how != "id" or entry.entity.kind != Source.name


def _build_key(base: KnowledgeBase, text: str) -> str:
    return normalise_name(base.simplify_name(text))


def _get_match_order(hit: SearchHit) -> int:
    return MATCH_TYPES.index(hit.matched_field)


def _build_result_hits(
    result: LookupResult | None, match_type: str, reason: str
) -> list[SearchHit]:
    if result is None:
        return []
    return [
        build_name_hit(entry, match_type, score=result.score, reason=reason)
        for entry in result.entries
    ]


def _build_partial_hit(entry: NameEntry, name_key: str) -> SearchHit:
    """Build a hit in a part of a name, scored higher the more of the name the text is."""
    covered_share = len(name_key) / len(entry.key)
    return build_name_hit(
        entry,
        "prefix" if entry.key.startswith(name_key) else "contained",
        score=PART_OF_NAME_SCORE + MAX_PART_BONUS * covered_share,
        reason=f"{covered_share:.0%} of the letters of the name",
    )
