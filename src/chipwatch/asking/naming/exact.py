"""Look names up exactly: by id, or by a key that is equal once case, accents and spaces are off."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from ...model.normalise import normalise_name
from ...model.schema import Source
from ...store.knowledge_base import KnowledgeBase
from ...store.records import EntityRef, NameEntry

MATCH_TYPES = ("id", "name", "alias", "pinyin")
"""The kinds of key that an entity is stored under, the plainest first."""


if TYPE_CHECKING:

    class HasEntity(Protocol):
        """Anything that stands for an entity: a name, a match, a search hit."""

        @property
        def entity(self) -> EntityRef:
            """The entity it stands for."""


M = TypeVar("M", bound="HasEntity")


class LookupResult(NamedTuple):
    """The entities that a name may mean, and whether it surely means the first."""

    match_type: str = "none"
    """id, name, alias, pinyin, prefix, fuzzy or none."""
    entries: Sequence[NameEntry] = ()
    """Names it may stand for, each of another entity, the likeliest first."""
    score: float = 0.0
    is_sure: bool = False


def find_exact(base: KnowledgeBase, name: str, kind: str = "") -> LookupResult | None:
    """Find an entity by its id, or by a name that has the same key; of one kind if one is given."""
    entity_ref = base.load_entity_refs([name]).get(name)
    if entity_ref and kind in ("", entity_ref.kind):
        entry = NameEntry(entity_ref, name, normalise_name(name), "id")
        return LookupResult("id", [entry], 1.0, is_sure=True)
    return find_by_key(base, normalise_name(base.simplify_name(name)), kind)


def find_by_key(
    base: KnowledgeBase,
    name_key: str,
    kind: str = "",
    is_acceptable: Callable[[NameEntry], bool] = bool,
) -> LookupResult | None:
    """Find the entities stored under a key, the plainest match first; None if there are none.

    Whole names come before parts of names and codes; ids before names, aliases and pinyin. A
    publication comes last, as many are called after what they are about. Names that are not
    acceptable are left out.
    """
    entries = (
        [
            entry
            for entry in base.find_names(name_key)
            if kind in ("", entry.entity.kind)
            and is_acceptable(entry)
            and not _is_single_syllable(entry)
        ]
        if name_key
        else []
    )
    if not entries:
        return None
    entries.sort(key=_rank_entry_by_id)
    best = entries[0]
    rivals = drop_repeated_entities(
        entry for entry in entries if _rank_entry(entry) == _rank_entry(best)
    )
    return LookupResult(
        best.how, drop_shadowed_sources(entries), _compute_score(best), is_sure=len(rivals) == 1
    )


def _compute_score(entry: NameEntry) -> float:
    """Compute how sure a key is: whole names are, and need no scores to be loaded."""
    if entry.how != "pinyin" and not entry.grade:
        return 1.0
    from .scores import GRADE_PENALTY, PINYIN_SCORE

    score = (PINYIN_SCORE if entry.how == "pinyin" else 1.0) - GRADE_PENALTY * entry.grade
    return round(score, 2)


def drop_repeated_entities(items: Iterable[M]) -> list[M]:
    """Keep the first item of each entity."""
    item_by_entity: dict[str, M] = {}
    for item in items:
        item_by_entity.setdefault(item.entity.id, item)
    return list(item_by_entity.values())


def drop_shadowed_sources(entries: Iterable[NameEntry]) -> list[NameEntry]:
    """Keep the first name of each entity, and publications only if the best match is one."""
    distinct_entries = drop_repeated_entities(entries)
    return [
        entry
        for entry in distinct_entries
        if is_publication(entry) <= is_publication(distinct_entries[0])
    ]


def is_publication(entry: NameEntry) -> bool:
    """Tell whether it is the name of a publication."""
    return entry.entity.kind == Source.name


def _is_single_syllable(entry: NameEntry) -> bool:
    """Tell whether a key is how one Chinese character sounds, which many others do: zhe for 锗."""
    return entry.how == "pinyin" and len(entry.text) == 1


def _rank_entry(entry: NameEntry) -> tuple[bool, int, int]:
    return is_publication(entry), entry.grade, MATCH_TYPES.index(entry.how)


def _rank_entry_by_id(entry: NameEntry) -> tuple[bool, int, int, str]:
    return *_rank_entry(entry), entry.entity.id
