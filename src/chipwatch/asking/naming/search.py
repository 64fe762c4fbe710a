"""Search over names, aliases, facts and notes, with what matched, and why."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ...model.answer import Answer
from ...model.facts import Citation, Fact
from ...model.normalise import has_word, normalise_name
from ...model.problem import NotFoundError
from ...model.table import Cell
from ...store.knowledge_base import EntityRef, KnowledgeBase, NameEntry
from ..answers.sources import load_cited_sources
from ..answers.columns import (
    ENTITY_COLUMNS,
    ColumnSpec,
    RowsAnswer,
    RowsSettings,
    build_columns_help,
)
from ..answers.query_options import HELP_REQUEST, QueryOptions
from .candidates import MAX_COVERAGE_BONUS, PREFIX_BASE_SCORE, rank_by_similarity
from .exact import LookupResult, drop_repeated_entities
from .resolver import find_by_name
from .similarity import MAX_KEY_LETTERS, MIN_SURE_SCORE, filter_similar_facts
from .variants import find_by_place, find_by_scan_error, find_by_variant

_NO_LIMIT = -1
"""What SQLite takes for no limit: a search that left hits out unsaid would be believed."""
MIN_SIMILARITY = 0.65
"""The likeness from which a name is taken to be what was searched for."""
_MAX_GAP_TO_BEST = 0.1
"""How much less than the best a name may be alike."""
_CONTAINED_BASE_SCORE, _FUZZY_FACTOR, _VALUE_BASE_SCORE, _NOTE_BASE_SCORE = 0.6, 0.75, 0.5, 0.4
"""The scores of hits of each sort, to which up to MORE comes for how much of the text they are."""

_VARIANT_REASON = (
    "the same key without what says that it is a company or a chip, or the same ticker, or the"
    " same model of that maker"
)
_PLACE_OR_SCAN_REASON = (
    "the same key without a place, or with letters for digits that look like them"
)


class SearchHit(NamedTuple):
    """An entity that was found, and the words of it that matched."""

    entity: EntityRef
    matched_field: str
    """id, name, alias, pinyin, the property whose value matched, or note."""
    matched_text: str
    match_type: str
    """exact, prefix, contained or fuzzy."""
    score: float
    reason: str
    """The features that the score is made of."""
    citations: tuple[Citation, ...] = ()
    """What a value or note that matched rests on."""


def search_base(
    base: KnowledgeBase, text: str, options: QueryOptions, *, with_scores: bool = False
) -> Answer:
    """Everything that a text is found in, the nearest first; raises NotFoundError.

    Names come before facts; slips of typing are forgiven only where nothing matches as it stands.
    """
    if options.columns == HELP_REQUEST:
        return build_columns_help(_COLUMN_SPECS)
    query_key = normalise_name(base.simplify_name(text))
    hits = (
        [*_search_names(base, text, query_key, exact=options.exact), *_search_facts(base, text)]
        if query_key
        else []
    )
    if not hits and query_key and not options.exact:
        hits = _search_with_typos(base, text)
    dated_hits = _filter_by_date(base, hits)
    if hits and not dated_hits and base.time_filter:
        raise NotFoundError(
            f'nothing matches "{text}" {base.time_filter.query_dates}', "ask for a later date"
        )
    hits = dated_hits
    if not hits:
        hint = "try one word, a Chinese name, or a ticker; chipwatch stats says what there is"
        raise NotFoundError(f'nothing matches "{text}"', hint)
    meant_id = _find_meant_id(base, text, exact=options.exact)
    hits.sort(key=lambda hit: (-hit.score, hit.entity.id != meant_id, hit.entity.kind == "source"))
    hits = drop_repeated_entities(hits)
    title = f'{len(hits)} found for "{text}"'
    default_keys = (
        "name",
        "kind",
        "matched",
        "text",
        *(("how", "score", "why") if with_scores else ()),
    )
    sources_by_id = (
        load_cited_sources(base, (citation for hit in hits for citation in hit.citations))
        if options.cite
        else {}
    )
    return RowsAnswer(
        _COLUMN_SPECS,
        hits,
        options,
        RowsSettings(title=title, default_keys=default_keys, get_source=sources_by_id.__getitem__),
    )


_COLUMN_SPECS: list[ColumnSpec[SearchHit]] = [
    *ENTITY_COLUMNS,
    ColumnSpec(key="matched", get_value=lambda hit: hit.matched_field),
    ColumnSpec(
        key="text", get_value=lambda hit: hit.matched_text, find_citations=lambda hit: hit.citations
    ),
    ColumnSpec(key="how", get_value=lambda hit: hit.match_type),
    ColumnSpec(key="score", build_cell=lambda hit: Cell(f"{hit.score:.2f}"), is_numeric=True),
    ColumnSpec(key="why", get_value=lambda hit: hit.reason),
]


def _search_names(
    base: KnowledgeBase, text: str, query_key: str, *, exact: bool
) -> list[SearchHit]:
    """Hits in names: equal, beginning with the word, holding it, then near enough to be meant."""
    hits = [
        _build_name_hit(entry, "exact", 1.0, "the same key") for entry in base.find_names(query_key)
    ]
    variant_result = None if hits else find_by_variant(base, text)
    hits += _build_result_hits(variant_result, "exact", _VARIANT_REASON) if variant_result else []
    for match_type, entries, base_score in (("prefix", base.find_names_by_prefix(query_key, _NO_LIMIT), PREFIX_BASE_SCORE),
                              ("contained", base.find_names_containing(query_key, _NO_LIMIT), _CONTAINED_BASE_SCORE)):  # fmt: skip
        hits += [
            _build_partial_hit(entry, query_key, match_type, base_score)
            for entry in _drop_split_numbers(query_key, entries)
        ]
    if not hits and not exact:
        corrected_result = find_by_place(base, text) or find_by_scan_error(base, text)
        hits = (
            _build_result_hits(corrected_result, "fuzzy", _PLACE_OR_SCAN_REASON)
            if corrected_result
            else []
        )
        hits += [hit for hit in _search_similar_names(base, text) if hit.score >= MIN_SURE_SCORE]
    return hits


def _filter_by_date(base: KnowledgeBase, hits: Sequence[SearchHit]) -> list[SearchHit]:
    """The hits of which anything held, or was known, at the moment asked about."""
    if base.time_filter is None:
        return list(hits)
    entity_ids = dict.fromkeys(hit.entity.id for hit in hits)
    dated_ids = {entity.id for entity in base.load_entities(list(entity_ids)) if entity.facts}
    return [hit for hit in hits if hit.entity.id in dated_ids]


def _find_meant_id(base: KnowledgeBase, text: str, *, exact: bool) -> str:
    """The entity that the text surely names, if it does: of hits that score alike it is first."""
    result = find_by_name(base, text, exact=exact)
    return result.entries[0].entity.id if result.is_sure else ""


def _build_result_hits(result: LookupResult, match_type: str, reason: str) -> list[SearchHit]:
    return [_build_name_hit(entry, match_type, result.score, reason) for entry in result.entries]


def _build_partial_hit(
    entry: NameEntry, query_key: str, match_type: str, base_score: float
) -> SearchHit:
    covered_share = len(query_key) / len(entry.key)
    return _build_name_hit(
        entry,
        match_type,
        base_score + MAX_COVERAGE_BONUS * covered_share,
        f"{covered_share:.0%} of the letters of the name",
    )


def _drop_split_numbers(query_key: str, entries: Iterable[NameEntry]) -> list[NameEntry]:
    """The names in which the word does not begin or end within a number: no H20 in March 2025."""
    return [entry for entry in entries if has_word(entry.key, query_key)]


def _search_facts(base: KnowledgeBase, text: str) -> list[SearchHit]:
    facts = base.find_facts_mentioning(text.split())
    return _build_fact_hits(base, facts, text, "contained")


def _search_with_typos(base: KnowledgeBase, text: str) -> list[SearchHit]:
    """Hits whose words are the words asked for but for slips."""
    hits = _build_fact_hits(base, filter_similar_facts(text, base.iter_facts()), text, "fuzzy")
    return hits + _search_similar_names(base, text)


def _search_similar_names(base: KnowledgeBase, text: str) -> list[SearchHit]:
    if len(normalise_name(text)) > MAX_KEY_LETTERS:
        return []
    similarities = rank_by_similarity(base, text)
    min_score = max(MIN_SIMILARITY, similarities[0].score - _MAX_GAP_TO_BEST) if similarities else 0
    close_similarities = [
        similarity for similarity in similarities if similarity.score >= min_score
    ]
    return [
        _build_name_hit(
            similarity.entry, "fuzzy", similarity.score * _FUZZY_FACTOR, similarity.describe_score()
        )
        for similarity in close_similarities
    ]


def _build_fact_hits(
    base: KnowledgeBase, facts: Iterable[Fact], text: str, match_type: str
) -> list[SearchHit]:
    matched_facts = list(facts)
    entity_refs = base.load_entity_refs(sorted({fact.entity for fact in matched_facts}))
    return [
        _build_fact_hit(entity_refs[fact.entity], fact, text, match_type)
        for fact in matched_facts
        if fact.entity in entity_refs
    ]


def _build_fact_hit(entity_ref: EntityRef, fact: Fact, text: str, match_type: str) -> SearchHit:
    """A hit in a value, or less weighty in its note, the more of it the words are the higher."""
    fact_text = f"{fact.format_value()} ({fact.note})" if fact.note else fact.format_value()
    value = fact.format_value().casefold()
    is_in_value = match_type == "fuzzy" or all(word in value for word in text.casefold().split())
    covered_share = min(len(text) / max(len(fact_text), 1), 1.0)
    score = (
        _VALUE_BASE_SCORE if is_in_value else _NOTE_BASE_SCORE
    ) + MAX_COVERAGE_BONUS * covered_share
    score *= _FUZZY_FACTOR if match_type == "fuzzy" else 1
    reason = f"{covered_share:.0%} of the letters of the {'value' if is_in_value else 'value and its note'}"
    return SearchHit(
        entity_ref, fact.property, fact_text, match_type, round(score, 4), reason, fact.citations
    )


def _build_name_hit(entry: NameEntry, match_type: str, score: float, reason: str) -> SearchHit:
    return SearchHit(entry.entity, entry.how, entry.text, match_type, round(score, 4), reason)
