"""Search names, aliases, facts and notes, and show the name or fact that answers.

What is called just so comes first, then what has all the words, then names that have the text
inside a word, then what has most of the words. Publications come after all else. Typos are forgiven
only in words that the base does not have.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ...model.answer import Answer
from ...model.schema import Source
from ...store.knowledge_base import KnowledgeBase
from ..answers.columns import RowsAnswer, RowsSettings, build_columns_help, build_empty_error
from ..answers.query_options import HELP_REQUEST, QueryOptions
from ..answers.sources import load_cited_sources
from .exact import drop_repeated_entities
from .first_hit_card import build_first_hit_card
from .hit_summaries import add_summaries
from .name_search import find_names_in_part, find_similar_names, find_whole_names
from .query_words import QueryWord, parse_query_words
from .scores import TYPO_FACTOR
from .search_hit import SEARCH_COLUMNS, SearchHit
from .source_search import iter_publication_hits
from .word_hits import list_word_hits
from .word_ranking import WordRanking

_DEFAULT_KEYS = ("name", "matched", "text", "as_of", "kind", "source")
"""Those that a narrow terminal has no room for come last."""
_PARTIAL_KEYS = ("missing",)
"""A column that is shown where a hit that is shown lacks a word."""
_SCORE_KEYS = ("how", "score", "why")
"""Columns that ``--explain`` adds."""


class SearchRequest(NamedTuple):
    """What is looked for: a text, of one kind if one is given, without guesses if exact."""

    text: str
    kind: str = ""
    is_exact: bool = False


class SearchFindings(NamedTuple):
    """The hits of a search, the best first, and what stderr says of the words."""

    hits: Sequence[SearchHit]
    remarks: tuple[str, ...] = ()
    unknown_words: tuple[str, ...] = ()
    """The words that no name and no fact has."""
    words: Sequence[QueryWord] = ()
    """The words as they were typed, with the other ways to write them."""


def search_base(
    base: KnowledgeBase,
    text: str,
    options: QueryOptions,
    *,
    kind: str = "",
    with_scores: bool = False,
) -> Answer:
    """Return every entity that a text is found in, the best hit first; raises NotFoundError."""
    if options.columns == HELP_REQUEST:
        return build_columns_help(SEARCH_COLUMNS)
    findings = _search(base, SearchRequest(text, kind, is_exact=options.exact), options)
    hits = add_summaries(base, findings.hits)
    sources_by_id = (
        load_cited_sources(base, (citation for hit in hits for citation in hit.citations))
        if options.cite
        else {}
    )
    shown_hits = hits[: options.limit]
    partial_keys = _PARTIAL_KEYS if any(hit.missing_words for hit in shown_hits) else ()
    title = f'{len(hits)} found for "{text}"'
    settings: RowsSettings[SearchHit] = RowsSettings(
        title=title,
        default_keys=(*_DEFAULT_KEYS, *partial_keys, *(_SCORE_KEYS if with_scores else ())),
        remarks=findings.remarks,
        get_source=sources_by_id.__getitem__,
        lead=None
        if options.columns
        else build_first_hit_card(base, title, findings.words, shown_hits),
    )
    return RowsAnswer(SEARCH_COLUMNS, hits, options, settings)


def _search(base: KnowledgeBase, request: SearchRequest, options: QueryOptions) -> SearchFindings:
    """Find the hits of a text on the dates asked about; raises NotFoundError if there are none."""
    findings = SearchFindings([])
    if _is_utf8(request.text):
        findings = _find_hits(base, request)
    dated_hits = _filter_by_date(base, findings.hits)
    if dated_hits:
        return findings._replace(hits=dated_hits)
    message = f'nothing matches "{request.text}"'
    if findings.hits and base.time_filter:
        message = f"{message} {base.time_filter.query_dates}"
        raise build_empty_error(SEARCH_COLUMNS, options, message, "ask for a later date")
    hint = _explain_no_hits(base, findings.unknown_words)
    raise build_empty_error(SEARCH_COLUMNS, options, message, hint)


def _find_hits(base: KnowledgeBase, request: SearchRequest) -> SearchFindings:
    """Find names and facts; where a word is nowhere, also with typos in it put right."""
    words = parse_query_words(base, request.text)
    if not words:
        return SearchFindings([])
    ranking = WordRanking(base, words)
    unknown_words = tuple(ranking.unknown_words)
    whole_names = find_whole_names(base, request.text)
    hits = [*whole_names, *find_names_in_part(base, request.text)]
    remarks = [] if hits else _remark_unknown_words(unknown_words)
    if unknown_words and not hits and not request.is_exact:
        hits = find_similar_names(base, request.text, only_sure=len(unknown_words) < len(words))
        corrected_words = _correct_words(base, words, unknown_words)
        if corrected_words != words:
            ranking = WordRanking(base, corrected_words)
            remarks = _remark_corrections(words, corrected_words)
            corrected_text = " ".join(word.variants[0] for word in corrected_words)
            corrected_hits = [
                *find_whole_names(base, corrected_text),
                *list_word_hits(base, ranking),
            ]
            hits += map(_mark_as_guess, corrected_hits)
            return SearchFindings(
                _sort_hits(hits, request.kind), tuple(remarks), unknown_words, words
            )
    can_lack_words = not whole_names and not request.is_exact
    hits += list_word_hits(base, ranking, can_lack_words=can_lack_words)
    if request.kind == Source.name:
        hits += iter_publication_hits(base, request.text)
    return SearchFindings(_sort_hits(hits, request.kind), tuple(remarks), unknown_words, words)


def _mark_as_guess(hit: SearchHit) -> SearchHit:
    """Mark a hit that rests on a typo put right."""
    return hit._replace(match_type="fuzzy", score=round(hit.score * TYPO_FACTOR, 4))


def _correct_words(
    base: KnowledgeBase, words: Sequence[QueryWord], unknown_words: Sequence[str]
) -> list[QueryWord]:
    """Put right the typos in words that the base does not have; the others stay as they are."""
    from .word_correction import correct_word

    return [correct_word(base, word) if word.text in unknown_words else word for word in words]


def _remark_unknown_words(unknown_words: Sequence[str]) -> list[str]:
    return [f"nothing in the base has {_join_words(unknown_words)}"] if unknown_words else []


def _remark_corrections(
    words: Sequence[QueryWord], corrected_words: Sequence[QueryWord]
) -> list[str]:
    """Say which word stands for which: ``nothing has "erth": searched for "earth"``."""
    remarks = []
    for word, corrected_word in zip(words, corrected_words, strict=True):
        if word != corrected_word:
            nearest_words = _join_words(corrected_word.variants)
            remarks.append(
                f'nothing in the base has "{word.text}": searched for {nearest_words} instead'
            )
    return remarks


def _join_words(words: Sequence[str]) -> str:
    *first_words, last_word = (f'"{word}"' for word in words)
    return f"{', '.join(first_words)} or {last_word}" if first_words else last_word


def _sort_hits(hits: Iterable[SearchHit], kind: str) -> list[SearchHit]:
    """Sort hits by score, publications last; each entity by its best hit, of one kind if any."""

    def get_rank(hit: SearchHit) -> tuple[bool, float]:
        return hit.entity.kind == Source.name, -hit.score

    wanted_hits = [hit for hit in hits if kind in ("", hit.entity.kind)]
    return drop_repeated_entities(sorted(wanted_hits, key=get_rank))


def _explain_no_hits(base: KnowledgeBase, unknown_words: Sequence[str]) -> str:
    """Say which words are nowhere and which are near, or that they are not found together."""
    if not unknown_words:
        return "try one word, a Chinese name, or a ticker; chipwatch stats says what there is"
    from .word_correction import list_near_words

    sentence = f"nothing in the base has {_join_words(unknown_words)}"
    near_words = [near for word in unknown_words for near in list_near_words(base, word)]
    hint = f"near: {', '.join(near_words)}" if near_words else "chipwatch stats says what there is"
    return f"{sentence}; {hint}"


def _is_utf8(text: str) -> bool:
    """Tell whether a text of the command line was UTF-8: Python keeps other bytes as surrogates."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def _filter_by_date(base: KnowledgeBase, hits: Sequence[SearchHit]) -> list[SearchHit]:
    """Keep the entities of which any fact held, or was known, on the dates asked about."""
    if base.time_filter is None:
        return list(hits)
    entity_ids = dict.fromkeys(hit.entity.id for hit in hits)
    dated_ids = {entity.id for entity in base.load_entities(list(entity_ids)) if entity.facts}
    return [hit for hit in hits if hit.entity.id in dated_ids]
