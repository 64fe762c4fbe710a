"""Where the pages of a site are: stable addresses, which no disk or server confuses."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import NamedTuple, TypeAlias
from urllib.parse import quote

from ..model.entity_ids import is_device_name
from ..store.records import EntityRef

SUFFIX_DIGITS = 8
"""Digits of a checksum that keep two ids apart: among a million ids, 1 in 8,000 chances of two."""
INDEX_NAME = "index"
"""The name of the page of a folder."""
RULE_FOLDER, QUESTION_FOLDER = "rule", "question"
"""The folders beside those of the kinds."""

Files: TypeAlias = Mapping[str, bytes]
"""Files of a site, by their path from its root."""


class PageAddress(NamedTuple):
    """The place of a page, and of the files beside it, from the root of the site."""

    folder: str
    name: str

    @property
    def html(self) -> str:
        """The path of the page."""
        return self._join("html")

    @property
    def json(self) -> str:
        """The path of what ``--json`` gives."""
        return self._join("json")

    @property
    def report(self) -> str:
        """The path of the text that reports an error."""
        return self._join("txt")

    @property
    def href(self) -> str:
        """The address of the page, from the root of the site."""
        return quote(self.html)

    @property
    def root(self) -> str:
        """The way from the page to the root of the site."""
        return "../" if self.folder else ""

    def _join(self, ending: str) -> str:
        return f"{self.folder}/{self.name}.{ending}" if self.folder else f"{self.name}.{ending}"


class SiteAddresses:
    """The addresses of all entities of a site."""

    def __init__(self, refs: Iterable[EntityRef]) -> None:
        ids_by_kind: dict[str, list[str]] = {}
        for ref in refs:
            ids_by_kind.setdefault(ref.kind, []).append(ref.id)
        self._addresses = {
            entity_id: PageAddress(kind, name)
            for kind, ids in ids_by_kind.items()
            for entity_id, name in choose_file_names(ids).items()
        }

    def get(self, entity_id: str) -> PageAddress:
        """Get the address of an entity of the site."""
        return self._addresses[entity_id]

    def find_href(self, entity_id: str) -> str:
        """Find the address of an entity; nothing where the site has no page of it."""
        address = self._addresses.get(entity_id)
        return address.href if address else ""


def choose_file_names(ids: Iterable[str]) -> dict[str, str]:
    """Choose for each id the name of its file, its own wherever that is safe.

    Of ids that differ in case alone, one that is in lower case keeps its own; what a disk reserves,
    and all others, get a checksum, which does not change when ids are added.
    """
    return {entity_id: _choose_file_name(entity_id) for entity_id in ids}


def _choose_file_name(entity_id: str) -> str:
    folded = entity_id.casefold()
    is_reserved = folded.partition(".")[0] == INDEX_NAME or is_device_name(folded)
    if folded == entity_id and not is_reserved:
        return entity_id
    return f"{folded}-{sha256(entity_id.encode()).hexdigest()[:SUFFIX_DIGITS]}"
