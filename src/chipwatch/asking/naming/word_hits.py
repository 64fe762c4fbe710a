"""The hits of a ranking by words, each with the name or the fact that answers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ...model.facts import Fact
from ...model.normalise import normalise_name
from ...model.ranking import build_rank_key
from ...model.schema import Source
from ...store.knowledge_base import KnowledgeBase
from ...store.records import NameEntry
from .answer_picker import AnswerPicker
from .name_search import build_name_hit
from .query_words import is_property_named
from .scores import (
    MAX_HITS_BEFORE_NAMED,
    MAX_NAMED_HITS,
    MAX_PARTIAL_HITS,
    MAX_WORDS_BONUS,
    MIN_FOUND_SHARE,
    MIN_FULL_HITS,
    MOST_WORDS_SCORE,
    WORDS_SCORE,
)
from .search_hit import SearchHit
from .word_ranking import RankedEntity, WordRanking

_PROSE = ("summary", "statement")
"""Properties that mention much; another one answers better, if it has the words too."""


def list_word_hits(
    base: KnowledgeBase, ranking: WordRanking, *, can_lack_words: bool = True
) -> list[SearchHit]:
    """List the entities with all words, and, where these are few, those with most."""
    ranked_entities = ranking.rank_entities()
    full_matches = [ranked for ranked in ranked_entities if not ranked.missing_words]
    things = [ranked for ranked in full_matches if ranked.entity.kind != Source.name]
    other_matches = _pick_other_matches(ranked_entities, len(things)) if can_lack_words else []
    picker = AnswerPicker(base, ranking)
    answers = {ranked: picker.pick_passages(ranked) for ranked in (*full_matches, *other_matches)}
    facts_by_number = dict(
        base.load_facts_by_number(
            number for numbers in answers.values() for number in numbers if number > 0
        )
    )
    target_names = _load_target_names(base, facts_by_number.values())

    def rank_answer(fact: Fact) -> tuple[int, ...]:
        """Rank facts that answer equally well: ``price`` before ``server_price``, prose last.

        What the search names comes first, and of one property the fact that pages show, unless
        another is of the time that was asked for.
        """
        return (
            fact.property in _PROSE,
            not is_property_named(fact.field, ranking.words),
            fact.property.count("_"),
            picker.periods.match(fact.as_of),
            *build_rank_key(fact),
        )

    hits = []
    for ranked, score in _score_matches(full_matches, other_matches):
        facts = [facts_by_number[number] for number in answers[ranked] if number in facts_by_number]
        hit = (
            _build_fact_hit(ranked, min(facts, key=rank_answer), target_names)
            if facts
            else _build_name_hit(ranked, ranking.get_name(answers[ranked][0]))
        )
        hits.append(hit._replace(score=round(score, 4)))
    return hits


def _score_matches(
    full_matches: Sequence[RankedEntity], other_matches: Sequence[RankedEntity]
) -> Iterator[tuple[RankedEntity, float]]:
    """Give each match its score: those with all words above all others.

    What the question calls by its whole name, though some word of it is missing, comes after the
    first few with all words.
    """
    best_score = max((ranked.score for ranked in full_matches), default=1.0)
    best_other_score = max((ranked.score for ranked in other_matches), default=1.0)
    scores = [WORDS_SCORE + MAX_WORDS_BONUS * ranked.score / best_score for ranked in full_matches]
    yield from zip(full_matches[:MAX_HITS_BEFORE_NAMED], scores, strict=False)
    for ranked in other_matches:
        is_named_among_many = ranked.is_named and len(full_matches) >= MAX_HITS_BEFORE_NAMED
        if is_named_among_many:
            yield ranked, scores[MAX_HITS_BEFORE_NAMED - 1]
        else:
            yield ranked, MOST_WORDS_SCORE * ranked.score / best_other_score
    yield from zip(
        full_matches[MAX_HITS_BEFORE_NAMED:], scores[MAX_HITS_BEFORE_NAMED:], strict=True
    )


def _pick_other_matches(
    ranked_entities: Sequence[RankedEntity], full_match_count: int
) -> list[RankedEntity]:
    """Pick those that lack a word: where few have all, those with most; else what is named."""
    partial_matches = [
        ranked
        for ranked in ranked_entities
        if ranked.missing_words and ranked.entity.kind != Source.name
    ]
    telling_matches = [
        ranked for ranked in partial_matches if ranked.found_share >= MIN_FOUND_SHARE
    ]
    if full_match_count >= MIN_FULL_HITS:
        return [ranked for ranked in telling_matches if ranked.is_named][:MAX_NAMED_HITS]
    if full_match_count or len(telling_matches) >= MIN_FULL_HITS:
        return telling_matches[:MAX_PARTIAL_HITS]
    return partial_matches[:MIN_FULL_HITS]


def _build_fact_hit(ranked: RankedEntity, fact: Fact, target_names: Mapping[str, str]) -> SearchHit:
    """Build a hit that shows a fact."""
    value_text = target_names.get(fact.target_id or "") or fact.format_value()
    return SearchHit(
        entity=ranked.entity,
        matched_field=fact.property,
        text=f"{value_text} ({fact.note})" if fact.note else value_text,
        match_type=_get_match_type(ranked),
        score=0,
        reason=_explain_rank(ranked),
        citations=fact.citations,
        as_of=fact.as_of.text if fact.as_of else None,
        missing_words=ranked.missing_words,
    )


def _build_name_hit(ranked: RankedEntity, entry: NameEntry) -> SearchHit:
    """Build a hit that shows a name: an id only if the name of the entity has another key."""
    if entry.how == "id" and normalise_name(entry.entity.name) == entry.key:
        entry = entry._replace(how="name", text=entry.entity.name)
    hit = build_name_hit(entry, _get_match_type(ranked), score=0, reason=_explain_rank(ranked))
    return hit._replace(missing_words=ranked.missing_words)


def _get_match_type(ranked: RankedEntity) -> str:
    return "partial" if ranked.missing_words else "contained"


def _explain_rank(ranked: RankedEntity) -> str:
    words = f"{ranked.found_share:.0%} of the words by their rarity"
    return f"{words if ranked.missing_words else 'all words'}, {ranked.score:.1f} by BM25"


def _load_target_names(base: KnowledgeBase, facts: Iterable[Fact]) -> dict[str, str]:
    target_ids = {fact.target_id for fact in facts if fact.target_id}
    return {
        entity_id: reference.name
        for entity_id, reference in base.load_entity_refs(sorted(target_ids)).items()
    }
