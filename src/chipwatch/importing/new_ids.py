"""Ids of new entities, made from their names."""

import re
from collections.abc import Iterator
from hashlib import sha256
from itertools import count
from unicodedata import normalize

from ..model.entity_ids import is_entity_id
from ..model.normalise import normalise_name
from ..store.knowledge_base import KnowledgeBase
from ..store.pinyin import list_readings

UNNAMED = "unnamed"
"""The id of a name without a letter that an id may have."""
_MAX_ID_LETTERS = 80
_CHECKSUM_DIGITS = 8
"""Digits that stand for a name without a letter that an id may have."""


def build_id(name: str) -> str:
    """Build an id from a name: its letters without accents or in pinyin, hyphens between words."""
    spelling = next(iter(list_readings(name)), name)
    ascii_name = normalize("NFKD", spelling).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", ascii_name)
    return "-".join(words)[:_MAX_ID_LETTERS].strip("-") or UNNAMED


class NewIds:
    """The ids of the new entities of one kind, each of another name and none of the base's."""

    def __init__(self, base: KnowledgeBase, kind: str) -> None:
        self.base, self.kind = base, kind
        self._ids_by_key: dict[str, str] = {}
        self._taken_ids: set[str] = set()

    def propose(self, name: str) -> str:
        """Propose an id; the same for names that differ in nothing that counts."""
        key = normalise_name(self.base.simplify_name(name)) or name
        if key not in self._ids_by_key:
            free_id = next(filter(self._is_free, self._iter_ids(name)))
            self._taken_ids.add(free_id)
            self._ids_by_key[key] = free_id
        return self._ids_by_key[key]

    def _iter_ids(self, name: str) -> Iterator[str]:
        """Give ids for a name, numbered from the second on."""
        first_id = build_id(name)
        if first_id == UNNAMED:
            checksum = sha256(name.encode(errors="surrogatepass")).hexdigest()
            first_id = f"{self.kind}-{checksum[:_CHECKSUM_DIGITS]}"
        yield first_id
        yield from (f"{first_id}-{number}" for number in count(2))

    def _is_free(self, entity_id: str) -> bool:
        is_open = is_entity_id(entity_id) and entity_id not in self._taken_ids
        return is_open and not self.base.load_entity_refs([entity_id])
