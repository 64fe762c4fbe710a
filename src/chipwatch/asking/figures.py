"""Figures as they are known: what is added up, sorted or compared, and what has to be left out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ..model.facts import Entity
from ..model.fields import Amount, Figure
from ..model.kind import AnyField, Kind
from ..model.quantity import Quantity
from .around import Around

RANGE = "a range or bound"
NEARLY = 0.05
"""By what part periods may differ in length and still be called the same: quarters, leap years."""


def figure(around: Around, entity: Entity, field: AnyField, unit: str = "") -> Quantity | None:
    """The number shown of a property, in a unit or currency if one is given; None for none."""
    chosen = around.chosen(entity).get(field.name)
    if chosen is None or chosen.field.many or chosen.shown[0].unknown:
        return None
    quantities = field.quantities(chosen.shown[0].value)
    return quantities.get(unit) if unit else next(iter(quantities.values()), None)


def gaps(around: Around, entities: Iterable[Entity], field: AnyField) -> dict[str, int]:
    """How many have no one number, by what is known instead."""
    return dict(Counter(gap for entity in entities if (gap := _gap(around, entity, field))))


def _gap(around: Around, entity: Entity, field: AnyField) -> str:
    number = figure(around, entity, field)
    if number is not None:
        return "" if number.exact is not None else RANGE
    chosen = around.chosen(entity).get(field.name)
    return chosen.shown[0].text() if chosen else "nothing known"


def said(found: dict[str, int]) -> str:
    """The gaps in words: ``2 nothing known, 1 undisclosed``."""
    return ", ".join(f"{number} {what}" for what, number in found.items())


def unsorted(around: Around, kind: type[Kind], entities: Sequence[Entity], sort: str) -> list[str]:
    """What a reader is told of a list sorted by a figure that is not known of all."""
    field = kind.properties.get(sort.removeprefix("-"))
    if not isinstance(field, Figure):
        return []
    return list(_unsorted(around, field, entities))


def _unsorted(around: Around, field: AnyField, entities: Sequence[Entity]) -> Iterator[str]:
    found = gaps(around, entities, field)
    if found.pop(RANGE, 0):
        yield f"sorted by {field.name}: a range or bound by the lower end that is stated"
    if found:
        yield f"sorted by {field.name}: {said(found)}, at the end"
    lengths = sorted(set(_days(around, entities, field)))
    if lengths and lengths[-1] - lengths[0] > lengths[-1] * NEARLY:
        yield f"sorted by {field.name}: figures of unlike periods stand beside one another"
    if isinstance(field, Amount):
        known = [entity for entity in entities if figure(around, entity, field)]
        other = [entity for entity in known if figure(around, entity, field, "USD") is None]
        if other:
            yield f"sorted by {field.name}: {len(other)} not stated in USD, apart by currency"


def _days(around: Around, entities: Iterable[Entity], field: AnyField) -> Iterator[int]:
    """How many days the figures shown count up, where they count up any."""
    for entity in entities:
        chosen = around.chosen(entity).get(field.name)
        if chosen and not chosen.shown[0].unknown and chosen.shown[0].period:
            yield chosen.shown[0].period.days
