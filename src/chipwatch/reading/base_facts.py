"""All that a base states, as the checks see it that look at more than one document."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..model.facts import SourceRecord

if TYPE_CHECKING:
    from ..model.entity import Entity
    from ..model.facts import Citation, Fact
    from .draft import DocumentRecord


class BaseFacts(NamedTuple):
    """Everything that a base states."""

    entities: "Sequence[Entity]"
    sources: Mapping[str, SourceRecord]
    documents: "Sequence[DocumentRecord]" = ()
    """The documents that the entities were made of."""
    other_citations: "Collection[Citation]" = ()
    """What rules and claims rest on."""

    def iter_facts(self) -> "Iterator[Fact]":
        """Iterate over the facts of all entities but sources, which vouch for their own record."""
        return (
            fact for entity in self.entities if entity.kind != "source" for fact in entity.facts
        )
