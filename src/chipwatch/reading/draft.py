"""Drafts: entities as single documents state them, before documents are compared."""

from collections.abc import Mapping
from typing import NamedTuple

from ..model.corrections import Correction
from ..model.facts import Citation, Claim, Fact
from ..model.problem import Location
from .rule_nodes import ParsedRule


class DocumentRecord(NamedTuple):
    """A document of a base that could be used: which entity it is about, and where it begins."""

    id: str
    kind: str
    location: Location


class Draft(NamedTuple):
    """An entity as one document states it.

    The certainty of a fact is empty where the document leaves it to the sources.
    """

    layer: int
    id: str
    kind: str
    name: str
    aliases: tuple[str, ...]
    facts: tuple[Fact, ...]
    claims: tuple[Claim, ...]
    location: Location
    citation_locations: Mapping[Citation, Location]
    """Where each source that the document cites stands first."""
    rules: tuple[ParsedRule, ...] = ()
    corrections: tuple[Correction, ...] = ()
    """What it says of facts of earlier layers."""
    is_faulty: bool = False
    """Whether the document has problems of its own: it is compared with others, but not used."""

    @property
    def record(self) -> DocumentRecord:
        """What is kept of the document once its facts are those of an entity."""
        return DocumentRecord(id=self.id, kind=self.kind, location=self.location)

    @property
    def is_named_by_file(self) -> bool:
        """Whether the file is named like the id, as ``data/<kind>/<id>.yaml`` is."""
        return get_file_stem(self.location.path) == self.id


def get_file_stem(path: str) -> str:
    """Return the id that a file gives its entity: its name without the ending."""
    stem, dot, ending = path.rpartition("/")[2].rpartition(".")
    return stem if dot else ending
