"""How long after a rule the chip came that was cut down or developed to answer it."""

from typing import NamedTuple

from ...model.dates import Date
from ...model.facts import Entity
from ..around import Around

FROM, MARKET = "derived_from", "target_market"
"""What leads from a chip to the one that it stands in for, and for whom it was made instead."""
COMES = ("announced", "released")
RULES = ("announced", "effective")
"""The dates that count, the first that is known of each."""


class Lag(NamedTuple):
    """Days from a rule to a chip, between the least and the most that the dates allow."""

    rule: str
    name: str
    low: int
    high: int

    def text(self) -> str:
        """For a reader: ``31–61 days after US rule``."""
        days = f"{self.low:,}" if self.low == self.high else f"{self.low:,}–{self.high:,}"
        return f"{days} days after {self.name}"


def lags(around: Around, entity: Entity) -> dict[str, Lag]:
    """By the property of its first date, the lag of a chip after the rule that it answers.

    That is the latest rule before it that restricts a chip which it was derived from. One that was
    not made for a market of its own, but merely comes after, answers none.
    """
    came = next((name for name in COMES if _date(around, entity, name)), "")
    day = _date(around, entity, came)
    if day is None or MARKET not in around.chosen(entity):
        return {}
    rules = [(when, rule) for rule in _rules(around, entity) if (when := _rule_date(around, rule))]
    before = [(when, rule) for when, rule in rules if when.first <= day.first]
    if not before:
        return {}
    when, rule = max(before, key=lambda pair: pair[0].first)
    low, high = max(0, day.first - when.last), day.last - when.first
    return {came: Lag(rule.id, rule.name, low, high)}


def _rules(around: Around, chip: Entity) -> list[Entity]:
    """The policies that restrict a chip which this one was derived from."""
    ids = [link.other for link in around.links(chip, FROM)]
    near = Around(around.base, around.base.entities(ids))
    found = [link.other for one in near.entities for link in near.links(one, "restricted_by")]
    return around.base.entities(list(dict.fromkeys(found)))


def _rule_date(around: Around, rule: Entity) -> Date | None:
    return next((day for name in RULES if (day := _date(around, rule, name))), None)


def _date(around: Around, entity: Entity, name: str) -> Date | None:
    chosen = around.chosen(entity).get(name)
    if chosen is None or chosen.shown[0].unknown:
        return None
    value = chosen.shown[0].value
    return value if isinstance(value, Date) else None
