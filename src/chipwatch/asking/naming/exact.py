"""Names as the base has them: an id, or a key that compares equal."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from ...model.normalise import normalise_name
from ...store.knowledge_base import EntityRef, KnowledgeBase, NameEntry

MATCH_TYPES = ("id", "name", "alias", "pinyin")
"""How a name may be one of the base's own, the plainest first."""
_PINYIN_SCORE = 0.95
"""The score of a name that is spelt as it sounds, as several may sound alike."""
_GRADE_PENALTY = 0.02
"""What a name that is found by a part of it, or a code, scores less."""


if TYPE_CHECKING:

    class HasEntity(Protocol):
        """What means an entity: a name, a match, a hit."""

        @property
        def entity(self) -> EntityRef:
            """The entity meant."""


M = TypeVar("M", bound="HasEntity")


class LookupResult(NamedTuple):
    """What a name may mean, and whether it surely means the first of it."""

    match_type: str = "none"
    """id, name, alias, pinyin, prefix, fuzzy or none."""
    entries: Sequence[NameEntry] = ()
    """Names that it may stand for, each of another entity, the likeliest first."""
    score: float = 0.0
    is_sure: bool = False


def find_exact(base: KnowledgeBase, name: str, kind: str = "") -> LookupResult | None:
    """By id, or by a name in other spelling; of one kind if one is given."""
    entity_ref = base.load_entity_refs([name]).get(name)
    if entity_ref and kind in ("", entity_ref.kind):
        return LookupResult(
            "id", [NameEntry(entity_ref, name, normalise_name(name), "id")], 1.0, is_sure=True
        )
    return find_by_key(base, normalise_name(base.simplify_name(name)), kind)


def find_by_key(base: KnowledgeBase, name_key: str, kind: str = "") -> LookupResult | None:
    """By a key: names as written before parts of names, ids before names, these before pinyin.

    A publication is meant only where nothing else is: many are called after what they are about.
    """
    entries = (
        [entry for entry in base.find_names(name_key) if kind in ("", entry.entity.kind)]
        if name_key
        else []
    )
    if not entries:
        return None
    entries.sort(key=lambda entry: (*_rank_entry(entry), entry.entity.id))
    best_rank = _rank_entry(entries[0])
    rivals = drop_repeated_entities(entry for entry in entries if _rank_entry(entry) == best_rank)
    score = (_PINYIN_SCORE if entries[0].how == "pinyin" else 1.0) - _GRADE_PENALTY * entries[
        0
    ].grade
    return LookupResult(
        entries[0].how, drop_shadowed_sources(entries), round(score, 2), len(rivals) == 1
    )


def drop_repeated_entities(items: Iterable[M]) -> list[M]:
    """Each entity once, by the first that means it."""
    item_by_entity: dict[str, M] = {}
    for item in items:
        item_by_entity.setdefault(item.entity.id, item)
    return list(item_by_entity.values())


def drop_shadowed_sources(entries: Iterable[NameEntry]) -> list[NameEntry]:
    """Each entity once, and no publication behind anything else."""
    distinct_entries = drop_repeated_entities(entries)
    return [
        entry
        for entry in distinct_entries
        if is_publication(entry) <= is_publication(distinct_entries[0])
    ]


def is_publication(entry: NameEntry) -> bool:
    """Whether it is the name of a publication."""
    return entry.entity.kind == "source"


def _rank_entry(entry: NameEntry) -> tuple[bool, int, int]:
    return is_publication(entry), entry.grade, MATCH_TYPES.index(entry.how)
