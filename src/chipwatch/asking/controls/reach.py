"""Where a rule reaches: countries, country groups, and the seats of those who buy."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ...model.countries import code_of, near
from ...model.problem import UnknownNameError, UsageError
from ...model.rules import WORLDWIDE, Paragraph, Rule
from .evaluate import Truth, either
from .subject import Buyer

HOME = "US"
"""Whose rules these are: what stays there is not exported."""


class Members(NamedTuple):
    """The countries of a group, as far as known, and whether these are all."""

    countries: frozenset[str]
    complete: bool


Groups = Mapping[str, Members]


def groups_on(rules: Iterable[Rule], day: int) -> Groups:
    """The country groups on a day; later rules about a group stand in the place of earlier."""
    standing = [rule for rule in rules if rule.act == "groups" and rule.in_force(day)]
    return {
        name: Members(frozenset(members), complete)
        for rule in standing
        for name, members, complete in rule.groups
    }


def country(text: str) -> str:
    """The ISO 3166 code of a destination, by name or code; raises errors that say what is near."""
    code = code_of(text)
    if code == HOME:
        hint = "name another destination; without --to it is China"
        raise UsageError("what stays in the United States is not exported", hint)
    if code:
        return code
    found = near(text)
    usual = "write its name or ISO 3166 code, such as China, Hong Kong, AE"
    hint = f"did you mean {' or '.join(found)}?" if found else usual
    raise UnknownNameError(f"there is no country {text!r}", hint, found)


def reaches(rule: Rule, paragraph: Paragraph, to: str, buyer: Buyer | None, on: Groups) -> Truth:
    """Whether a rule reaches a shipment: by where it goes, or by the seat of who gets it."""
    return either(_there(rule, paragraph, to, on), seated(rule, buyer, on))


def _there(rule: Rule, paragraph: Paragraph, to: str, on: Groups) -> Truth:
    """Whether a rule reaches a place; one that it names itself is never outside."""
    places = paragraph.destinations or rule.destinations
    if to in places:
        return True
    return False if among(to, rule.outside, on) else among(to, places, on)


def unknown_reach(
    rule: Rule, paragraph: Paragraph, to: str, buyer: Buyer | None, on: Groups
) -> Iterable[str]:
    """What is not known where it cannot be told whether a rule reaches a shipment."""
    if _there(rule, paragraph, to, on) is None:
        yield f"country groups of {to}"
    if buyer and seated(rule, buyer, on) is None:
        yield f"seat of {buyer.id}" if not buyer.countries else "country groups of its seat"


def among_any(places: Sequence[str], to: str, buyer: Buyer | None, on: Groups) -> Truth:
    """Whether it goes to one of these places, or to a buyer that has its seat in one."""
    seats = [among(seat, places, on) for seat in buyer.countries] if buyer else []
    unknown = [None] if buyer and not buyer.countries and places else []
    return either(among(to, places, on), *seats, *unknown)


def seated(rule: Rule, buyer: Buyer | None, on: Groups) -> Truth:
    """Whether a rule reaches a buyer wherever it is, by its seat or a parent's."""
    if buyer is None or not rule.headquarters:
        return False
    if not buyer.countries:
        return None
    return either(*(among(seat, rule.headquarters, on) for seat in buyer.countries))


def among(to: str, places: Sequence[str], on: Groups) -> Truth:
    """Whether a country is one of these, or in one of these groups; None where nobody says."""
    if to in places or WORLDWIDE in places:
        return True
    return either(*(_in_group(to, on.get(place)) for place in places if ":" in place))


def _in_group(to: str, group: Members | None) -> Truth:
    if group is None:
        return None
    return True if to in group.countries else False if group.complete else None
