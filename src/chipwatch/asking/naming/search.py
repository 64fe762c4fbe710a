"""Search names, aliases, facts and notes, and say what matched, how well, and why.

Hits are scored from 1 (the same key) down; the weights are in ``scores``. Names come before values,
values before notes, and typos are forgiven only where nothing matches as it stands.
"""

from collections.abc import Iterable, Sequence

from ...model.answer import Answer
from ...model.facts import Fact
from ...model.normalise import has_word, normalise_name
from ...model.schema import Source
from ...store.knowledge_base import KnowledgeBase
from ...store.records import EntityRef, NameEntry
from ..answers.columns import RowsAnswer, RowsSettings, build_columns_help, build_empty_error
from ..answers.query_options import HELP_REQUEST, QueryOptions
from ..answers.sources import load_cited_sources
from .candidates import rank_by_similarity
from .exact import LookupResult, drop_repeated_entities
from .resolver import find_by_name
from .scores import (
    CONTAINED_NAME_SCORE,
    MAX_COVERAGE_BONUS,
    MAX_GAP_TO_BEST,
    MAX_KEY_LETTERS,
    MIN_SEARCH_SIMILARITY,
    MIN_SURE_SCORE,
    NOTE_SCORE,
    PREFIX_BASE_SCORE,
    TYPO_FACTOR,
    VALUE_SCORE,
)
from .search_hit import SEARCH_COLUMNS, SearchHit
from .similarity import filter_similar_facts
from .variants import find_by_place, find_by_scan_error, find_by_variant

_NO_LIMIT = -1
"""What SQLite takes for no limit: a search lists every hit, or its count would be wrong."""
_MAX_WORDS_TRIED = 8
"""The most words of a text that are looked for one by one where nothing has them all."""
_VARIANT_REASON = (
    "the same key without what says that it is a company or a chip, or the same ticker, or the"
    " same model of that maker"
)
_PLACE_OR_SCAN_REASON = (
    "the same key without a place, or with letters for digits that look like them"
)


_DEFAULT_KEYS = ("name", "kind", "matched", "text")
_SCORE_KEYS = ("how", "score", "why")
"""Columns that ``--explain`` adds."""


def search_base(
    base: KnowledgeBase, text: str, options: QueryOptions, *, with_scores: bool = False
) -> Answer:
    """Return every entity that a text is found in, the best hit first; raises NotFoundError."""
    if options.columns == HELP_REQUEST:
        return build_columns_help(SEARCH_COLUMNS)
    hits = drop_repeated_entities(_rank_hits(base, text, _find_hits(base, text, options), options))
    sources_by_id = (
        load_cited_sources(base, (citation for hit in hits for citation in hit.citations))
        if options.cite
        else {}
    )
    settings: RowsSettings[SearchHit] = RowsSettings(
        title=f'{len(hits)} found for "{text}"',
        default_keys=(*_DEFAULT_KEYS, *(_SCORE_KEYS if with_scores else ())),
        get_source=sources_by_id.__getitem__,
    )
    return RowsAnswer(SEARCH_COLUMNS, hits, options, settings)


def _find_hits(base: KnowledgeBase, text: str, options: QueryOptions) -> list[SearchHit]:
    """Find the hits of a text in names and facts, on the dates asked about.

    Raises NotFoundError where there are none.
    """
    query_key = normalise_name(base.simplify_name(text))
    hits: list[SearchHit] = []
    if query_key and _is_utf8(text):
        hits = [
            *_search_names(base, text, query_key, exact=options.exact),
            *_search_facts(base, text),
        ]
        if not hits and not options.exact:
            hits = _search_with_typos(base, text)
    dated_hits = _filter_by_date(base, hits)
    if hits and not dated_hits and base.time_filter:
        message = f'nothing matches "{text}" {base.time_filter.query_dates}'
        raise build_empty_error(SEARCH_COLUMNS, options, message, "ask for a later date")
    if not dated_hits:
        message, hint = f'nothing matches "{text}"', _explain_no_hits(base, text)
        raise build_empty_error(SEARCH_COLUMNS, options, message, hint)
    return dated_hits


def _explain_no_hits(base: KnowledgeBase, text: str) -> str:
    """Say which words of a text are nowhere, or that they are not found together."""
    words = text.split()
    if len(words) == 1 or len(words) > _MAX_WORDS_TRIED or not _is_utf8(text):
        return "try one word, a Chinese name, or a ticker; chipwatch stats says what there is"
    missing_words = [word for word in words if not _has_hits(base, word)]
    if not missing_words:
        return "each word is found, but nothing has all of them: leave some out"
    other_words = [word for word in words if word not in missing_words]
    command = f"; chipwatch search {' '.join(other_words)} leaves it out" if other_words else ""
    return f"nothing has {' or '.join(missing_words)}{command}"


def _has_hits(base: KnowledgeBase, word: str) -> bool:
    """Tell whether a name or fact has a word as it stands."""
    key = normalise_name(base.simplify_name(word))
    return bool((key and _search_names(base, word, key, exact=True)) or _search_facts(base, word))


def _is_utf8(text: str) -> bool:
    """Tell whether a text of the command line was UTF-8: Python keeps other bytes as surrogates."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def _rank_hits(
    base: KnowledgeBase, text: str, hits: Iterable[SearchHit], options: QueryOptions
) -> list[SearchHit]:
    """Sort hits by score; of equal ones the entity that the text names first, publications last."""
    meant_id = _find_meant_id(base, text, exact=options.exact)

    def get_rank(hit: SearchHit) -> tuple[float, bool, bool]:
        return -hit.score, hit.entity.id != meant_id, hit.entity.kind == Source.name

    return sorted(hits, key=get_rank)


def _find_meant_id(base: KnowledgeBase, text: str, *, exact: bool) -> str:
    """Return the id of the entity that the text surely names, or nothing."""
    result = find_by_name(base, text, exact=exact)
    return result.entries[0].entity.id if result.is_sure else ""


def _filter_by_date(base: KnowledgeBase, hits: Sequence[SearchHit]) -> list[SearchHit]:
    """Keep the entities of which any fact held, or was known, on the dates asked about."""
    if base.time_filter is None:
        return list(hits)
    entity_ids = dict.fromkeys(hit.entity.id for hit in hits)
    dated_ids = {entity.id for entity in base.load_entities(list(entity_ids)) if entity.facts}
    return [hit for hit in hits if hit.entity.id in dated_ids]


def _search_names(
    base: KnowledgeBase, text: str, query_key: str, *, exact: bool
) -> list[SearchHit]:
    """Find names that equal the query, begin with it or contain it; else those surely similar."""
    hits = [
        _build_name_hit(entry, "exact", score=1.0, reason="the same key")
        for entry in base.find_names(query_key)
    ]
    if not hits:
        hits = _build_result_hits(find_by_variant(base, text), "exact", _VARIANT_REASON)
    hits += [
        _build_partial_hit(entry, query_key, match_type="prefix", base_score=PREFIX_BASE_SCORE)
        for entry in base.find_names_by_prefix(query_key, _NO_LIMIT)
        if has_word(entry.key, query_key)
    ]
    hits += [
        _build_partial_hit(
            entry, query_key, match_type="contained", base_score=CONTAINED_NAME_SCORE
        )
        for entry in base.find_names_containing(query_key, _NO_LIMIT)
        if has_word(entry.key, query_key)
    ]
    if not hits and not exact:
        corrected_result = find_by_place(base, text) or find_by_scan_error(base, text)
        hits = _build_result_hits(corrected_result, "fuzzy", _PLACE_OR_SCAN_REASON)
        hits += [hit for hit in _search_similar_names(base, text) if hit.score >= MIN_SURE_SCORE]
    return hits


def _search_similar_names(base: KnowledgeBase, text: str) -> list[SearchHit]:
    """Find the names that are similar, and nearly as similar as the best."""
    if len(normalise_name(text)) > MAX_KEY_LETTERS:
        return []
    similarities = rank_by_similarity(base, text)
    best_score = similarities[0].score if similarities else 0
    min_score = max(MIN_SEARCH_SIMILARITY, best_score - MAX_GAP_TO_BEST)
    return [
        _build_name_hit(
            similarity.entry,
            "fuzzy",
            score=similarity.score * TYPO_FACTOR,
            reason=similarity.describe_score(),
        )
        for similarity in similarities
        if similarity.score >= min_score
    ]


def _search_facts(base: KnowledgeBase, text: str) -> list[SearchHit]:
    """Find the facts whose value or note has every word of the text."""
    facts = base.find_facts_mentioning(text.split())
    return _build_fact_hits(base, facts, text, match_type="contained")


def _search_with_typos(base: KnowledgeBase, text: str) -> list[SearchHit]:
    """Find facts and names that have the words of the text, allowing for typos."""
    facts = filter_similar_facts(text, base.iter_facts())
    return [
        *_build_fact_hits(base, facts, text, match_type="fuzzy"),
        *_search_similar_names(base, text),
    ]


def _build_result_hits(
    result: LookupResult | None, match_type: str, reason: str
) -> list[SearchHit]:
    if result is None:
        return []
    return [
        _build_name_hit(entry, match_type, score=result.score, reason=reason)
        for entry in result.entries
    ]


def _build_partial_hit(
    entry: NameEntry, query_key: str, *, match_type: str, base_score: float
) -> SearchHit:
    """Build a hit in a part of a name, scored higher the more of the name the query is."""
    covered_share = len(query_key) / len(entry.key)
    score = base_score + MAX_COVERAGE_BONUS * covered_share
    reason = f"{covered_share:.0%} of the letters of the name"
    return _build_name_hit(entry, match_type, score=score, reason=reason)


def _build_name_hit(entry: NameEntry, match_type: str, *, score: float, reason: str) -> SearchHit:
    return SearchHit(
        entity=entry.entity,
        matched_field=entry.how,
        text=entry.text,
        match_type=match_type,
        score=round(score, 4),
        reason=reason,
    )


def _build_fact_hits(
    base: KnowledgeBase, facts: Iterable[Fact], text: str, *, match_type: str
) -> list[SearchHit]:
    matched_facts = list(facts)
    entity_refs = base.load_entity_refs(sorted({fact.entity for fact in matched_facts}))
    return [
        _build_fact_hit(entity_refs[fact.entity], fact, text, match_type=match_type)
        for fact in matched_facts
        if fact.entity in entity_refs
    ]


def _build_fact_hit(entity_ref: EntityRef, fact: Fact, text: str, *, match_type: str) -> SearchHit:
    """Build a hit in a value or its note, scored higher the more of it the query is."""
    value_text = fact.format_value()
    fact_text = f"{value_text} ({fact.note})" if fact.note else value_text
    is_in_value = match_type == "fuzzy" or all(
        word in value_text.casefold() for word in text.casefold().split()
    )
    covered_share = min(len(text) / max(len(fact_text), 1), 1.0)
    score = (VALUE_SCORE if is_in_value else NOTE_SCORE) + MAX_COVERAGE_BONUS * covered_share
    place = "value" if is_in_value else "value and its note"
    return SearchHit(
        entity=entity_ref,
        matched_field=fact.property,
        text=fact_text,
        match_type=match_type,
        score=round(score * TYPO_FACTOR if match_type == "fuzzy" else score, 4),
        reason=f"{covered_share:.0%} of the letters of the {place}",
        citations=fact.citations,
    )
