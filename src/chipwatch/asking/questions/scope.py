"""What a question over the whole base is about: all, some kinds, or what one thing touches."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...model.dates import Date
from ...model.facts import Entity
from ...model.schema import KINDS, kind_named
from ...store.base import KnowledgeBase
from ..around import Around
from ..match import Match
from ..naming.names import resolve, talk


class Scope(NamedTuple):
    """What is asked about: kinds, one thing and what is linked with it, a span of days."""

    kinds: tuple[str, ...] = ()
    about: str = ""
    since: Date | None = None
    until: Date | None = None

    def spans(self, day: Date) -> bool:
        """Whether a date falls, or may fall, into the span."""
        late = self.since is None or day.last >= self.since.first
        return late and (self.until is None or day.first <= self.until.last)

    def words(self) -> str:
        """The scope in the title of an answer or the sentence of an error."""
        parts = [f"about {self.about}" if self.about else ""]
        parts.append(" and ".join(kind_named(kind).plural for kind in self.kinds))
        parts.append(f"since {self.since.text}" if self.since else "")
        parts.append(f"until {self.until.text}" if self.until else "")
        return ", ".join(filter(None, parts))


class Found(NamedTuple):
    """The entities in a scope, and the name that was resolved to find them."""

    entities: list[Entity]
    match: Match | None

    def talk(self) -> tuple[str, ...]:
        """The name, if it was guessed."""
        return tuple(talk([self.match] if self.match else []))


def entities_in(
    base: KnowledgeBase, scope: Scope, usual: Sequence[str], *, exact: bool = False
) -> Found:
    """The entities of a scope, of the usual kinds unless it names some; raises errors of names."""
    kinds = [kind_named(kind).name for kind in scope.kinds] or list(usual)
    if not scope.about:
        return Found([entity for kind in kinds for entity in base.of_kind(kind)], None)
    match = resolve(base, scope.about, exact=exact)
    ids = dict.fromkeys(_touched(base, match.entity.id))
    return Found([one for one in base.entities(list(ids)) if one.kind in kinds], match)


def _touched(base: KnowledgeBase, id_: str) -> Iterator[str]:
    """A thing, what is linked with it, and the policies that are linked with its chips."""
    yield id_
    near = list(_linked(base, [id_]))
    yield from near
    briefs = base.briefs(near)
    chips = [one for one in near if one in briefs and briefs[one].kind == "chip"]
    second = list(_linked(base, chips))
    briefs = base.briefs(second)
    yield from (one for one in second if one in briefs and briefs[one].kind == "policy")


def _linked(base: KnowledgeBase, ids: Sequence[str]) -> Iterator[str]:
    around = Around(base, base.entities(ids))
    for entity in around.entities:
        for key in entity.schema.labels():
            yield from (link.other for link in around.links(entity, key))


EVERY = tuple(name for name in KINDS if name != "source")
"""Every kind but sources, which vouch for themselves."""
