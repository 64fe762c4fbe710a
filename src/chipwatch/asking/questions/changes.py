"""Facts that became known in a span of days, and what each did to what was known before."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ...model.dates import Date
from ...model.facts import Entity, Fact, Source, rank
from ...model.field import Order
from ...model.problem import NotFoundError
from ...model.table import Answer, Cell, Column
from ...store.base import KnowledgeBase
from ..around import Around
from ..asked import HELP, Asked
from ..card import span
from ..plain import cited
from ..select import ABOUT, Head, Rows, columns_help
from .scope import EVERY, Scope, entities_in

NEW, SUPERSEDES, CONFIRMS, DIFFERS = "new", "supersedes", "confirms", "differs"
"""Nothing was known before; it takes the place of what was; it says the same; it says otherwise,
but what was known before is shown rather than it."""


class Change(NamedTuple):
    """A fact that became known, and the one that was shown of its property before."""

    entity: Entity
    fact: Fact
    known: Date
    how: str
    before: Fact | None


def changes(base: KnowledgeBase, scope: Scope, asked: Asked) -> Answer:
    """What became known in the span of a scope; raises NotFoundError, and the errors of names."""
    found = entities_in(base, scope, EVERY, exact=asked.exact)
    around = Around(base, found.entities)
    heads = _heads(around)
    if asked.columns == HELP:
        return columns_help(heads)
    sources = base.sources(cited(fact for one in found.entities for fact in one.facts))
    told = [one for entity in found.entities for one in _changes(entity, sources, scope)]
    days = [_known(fact, sources) for entity in found.entities for fact in entity.facts]
    left = tuple(_left_out(days, scope))
    if not told:
        hint = "; ".join(left) or "go further back with --since"
        raise NotFoundError(f"nothing became known {scope.words()}", hint)
    return Rows(
        f"{len(told)} became known {scope.words()}", heads, told,
        ("name", "property", "value", "how", "before", "known"), asked,
        said=(*found.talk(), *left), source=around.source,
    )  # fmt: skip


def _left_out(days: Sequence[Date | None], scope: Scope) -> Iterator[str]:
    """Of how many facts it cannot be told that they became known in the span."""
    undated = sum(day is None for day in days)
    if undated:
        whose = "1 fact has" if undated == 1 else f"{undated} facts have"
        yield f"{whose} no dated source: when it became known cannot be told"
    loose = sum(day is not None and _may_be_before(day, scope) for day in days)
    if loose:
        what = "1 fact is" if loose == 1 else f"{loose} facts are"
        yield f"{what} left out: the first source is dated too loosely, and may be of before then"


def _changes(entity: Entity, sources: Mapping[str, Source], scope: Scope) -> Iterator[Change]:
    known = {fact.order: _known(fact, sources) for fact in entity.facts}
    for fact in entity.facts:
        day = known[fact.order]
        if day and _within(day, scope):
            earlier = [
                other
                for other in entity.facts
                if other.property == fact.property and _before(known[other.order], scope)
            ]
            how, before = _how(fact, sorted(earlier, key=rank))
            yield Change(entity, fact, day, how, before)


def _within(day: Date, scope: Scope) -> bool:
    """Whether something was surely published in the span."""
    late = scope.since is None or day.first >= scope.since.first
    return late and (scope.until is None or day.last <= scope.until.last)


def _may_be_before(day: Date, scope: Scope) -> bool:
    """Whether it may have been published before the span as well as in it."""
    return scope.since is not None and day.first < scope.since.first <= day.last


def _before(day: Date | None, scope: Scope) -> bool:
    return day is not None and scope.since is not None and day.last < scope.since.first


def _how(fact: Fact, earlier: Sequence[Fact]) -> tuple[str, Fact | None]:
    if fact.field.many:
        same = [other for other in earlier if other.value == fact.value]
        return (CONFIRMS, same[0]) if same else (NEW, None)
    if not earlier:
        return NEW, None
    first = earlier[0]
    if fact.unknown == first.unknown and (fact.unknown or _agree(fact, first)):
        return CONFIRMS, first
    return (SUPERSEDES if rank(fact) < rank(first) else DIFFERS), first


def _agree(one: Fact, other: Fact) -> bool:
    return one.field.agrees(one.value, other.value)


def _known(fact: Fact, sources: Mapping[str, Source]) -> Date | None:
    """When the first of its sources had surely appeared."""
    days = (sources[c.source].appeared for c in fact.citations if c.source in sources)
    return min(filter(None, days), key=lambda day: day.last, default=None)


def _heads(around: Around) -> list[Head[Change]]:
    def text(fact: Fact | None) -> str | None:
        return None if fact is None else around.text(fact)

    return [
        *ABOUT,
        Head("property", "Property", lambda one: one.fact.property,
             column=Column("Property", whole=True)),
        Head(
            "value", "Value", lambda one: text(one.fact),
            lambda one: Cell(around.text(one.fact), "", span(one.fact)),
            cited=lambda one: one.fact.citations,
        ),
        Head("how", "How", lambda one: one.how),
        Head("before", "Before", lambda one: text(one.before)),
        Head(
            "known", "Known", lambda one: one.known.text,
            order=lambda one: Order(number=one.known.last),
            column=Column("Known", whole=True),
        ),
        Head("as_of", "As of", lambda one: one.fact.as_of and one.fact.as_of.text),
        Head("certainty", "Certainty", lambda one: one.fact.certainty),
        Head("note", "Note", lambda one: one.fact.note or None),
        Head("sources", "Sources", lambda one: [str(each) for each in one.fact.citations]),
    ]  # fmt: skip
