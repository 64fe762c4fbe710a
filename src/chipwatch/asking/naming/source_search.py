"""Publications found by id, address, publisher and so on, in a search among publications."""

from collections.abc import Iterator

from ...model.facts import SourceRecord
from ...model.normalise import has_word
from ...model.schema import Source
from ...store.knowledge_base import KnowledgeBase
from ...store.records import EntityRef
from .scores import WORDS_SCORE
from .search_hit import SearchHit


def iter_publication_hits(base: KnowledgeBase, text: str) -> Iterator[SearchHit]:
    """Find the publications that have all words of a text in one part of their record."""
    words = text.casefold().split()
    for record in base.load_all_sources().values():
        field = _find_field(record, words)
        if field:
            yield SearchHit(
                entity=EntityRef(id=record.id, kind=Source.name, name=record.name),
                matched_field=field,
                text=getattr(record, field),
                match_type="contained",
                score=WORDS_SCORE,
                reason="all words",
            )


def _find_field(record: SourceRecord, words: list[str]) -> str:
    """Find the part of a record that has all words; empty if none has."""
    texts = {field: text.casefold() for field, text in record._asdict().items()}
    fields = (field for field, text in texts.items() if all(has_word(text, word) for word in words))
    return next(fields, "")
