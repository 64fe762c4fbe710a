"""Entities: things with an id, a kind, names and facts."""

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from .facts import Fact
from .field import Field
from .kind import Kind, find_kind_of_entity
from .ranking import RankedFacts, rank_facts_by_property

if TYPE_CHECKING:
    from .corrections import WithdrawnFact

T = TypeVar("T")


class Entity(NamedTuple):
    """A thing with an id, its names and all facts about it."""

    id: str
    kind: str
    name: str
    aliases: tuple[str, ...]
    facts: tuple[Fact, ...]
    withdrawn_facts: "tuple[WithdrawnFact, ...]" = ()
    """What later layers took back, as far as the files were read; a base loads it on its own."""

    @property
    def kind_class(self) -> type[Kind]:
        """The declaration of its kind."""
        return find_kind_of_entity(self.kind)

    def rank_facts(self) -> dict[str, RankedFacts]:
        """Rank its facts by property; a property without a fact is left out."""
        return rank_facts_by_property(self.facts)

    def get(self, field: Field[T]) -> T | None:
        """Return the value shown: ``chip.get(Chip.memory_capacity)``; None if it is unknown."""
        values = self.get_all(field)
        return values[0] if values else None

    def get_all(self, field: Field[T]) -> tuple[T, ...]:
        """Return every value shown of a property: at most one, unless it can have many."""
        ranked = self.rank_facts().get(field.name)
        facts = ranked.shown_facts if ranked else ()
        return tuple(fact.value for fact in facts if not fact.is_unknown)
