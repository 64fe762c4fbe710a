"""Where a rule reaches: countries, country groups, and the seats of those who buy."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ..model.countries import find_country_code, suggest_countries
from ..model.problem import UnknownNameError, UsageError
from .evaluate import Truth, is_any_true
from .item import EndUser
from .rule import WORLDWIDE, Paragraph, Rule

HOME_COUNTRY = "US"
"""Whose rules these are: what stays there is not exported."""


class GroupMembers(NamedTuple):
    """The countries of a group, as far as known, and whether these are all."""

    countries: frozenset[str]
    is_complete: bool


CountryGroups = Mapping[str, GroupMembers]


def collect_country_groups(rules: Iterable[Rule], day: int) -> CountryGroups:
    """The country groups on a day; later rules about a group stand in the place of earlier."""
    rules_in_force = [rule for rule in rules if rule.act == "groups" and rule.is_in_force(day)]
    return {
        name: GroupMembers(frozenset(members), is_complete)
        for rule in rules_in_force
        for name, members, is_complete in rule.country_groups
    }


def parse_destination(text: str) -> str:
    """The ISO 3166 code of a destination, by name or code; raises errors that say what is near."""
    code = find_country_code(text)
    if code == HOME_COUNTRY:
        hint = "name another destination; without --to it is China"
        raise UsageError("what stays in the United States is not exported", hint)
    if code:
        return code
    suggestions = suggest_countries(text)
    usual_hint = "write its name or ISO 3166 code, such as China, Hong Kong, AE"
    hint = f"did you mean {' or '.join(suggestions)}?" if suggestions else usual_hint
    raise UnknownNameError(f"there is no country {text!r}", hint, suggestions)


def is_shipment_reached(
    rule: Rule,
    paragraph: Paragraph,
    destination: str,
    end_user: EndUser | None,
    groups: CountryGroups,
) -> Truth:
    """Whether a rule reaches a shipment: by where it goes, or by the seat of who gets it."""
    return is_any_true(
        _is_destination_reached(rule, paragraph, destination, groups),
        is_end_user_reached(rule, end_user, groups),
    )


def _is_destination_reached(
    rule: Rule, paragraph: Paragraph, destination: str, groups: CountryGroups
) -> Truth:
    """Whether a rule reaches a place; one that it names itself is never outside."""
    places = paragraph.destinations or rule.destinations
    if destination in places:
        return True
    return (
        False
        if is_country_among(destination, rule.excluded_destinations, groups)
        else is_country_among(destination, places, groups)
    )


def explain_unknown_reach(
    rule: Rule,
    paragraph: Paragraph,
    destination: str,
    end_user: EndUser | None,
    groups: CountryGroups,
) -> Iterable[str]:
    """What is not known where it cannot be told whether a rule reaches a shipment."""
    if _is_destination_reached(rule, paragraph, destination, groups) is None:
        yield f"country groups of {destination}"
    if end_user and is_end_user_reached(rule, end_user, groups) is None:
        yield f"seat of {end_user.id}" if not end_user.countries else "country groups of its seat"


def is_shipment_among(
    places: Sequence[str], destination: str, end_user: EndUser | None, groups: CountryGroups
) -> Truth:
    """Whether it goes to one of these places, or to a buyer that has its seat in one."""
    seats = (
        [is_country_among(seat, places, groups) for seat in end_user.countries] if end_user else []
    )
    unknown_seats = [None] if end_user and not end_user.countries and places else []
    return is_any_true(is_country_among(destination, places, groups), *seats, *unknown_seats)


def is_end_user_reached(rule: Rule, end_user: EndUser | None, groups: CountryGroups) -> Truth:
    """Whether a rule reaches a buyer wherever it is, by its seat or a parent's."""
    if end_user is None or not rule.headquarters:
        return False
    if not end_user.countries:
        return None
    return is_any_true(
        *(is_country_among(seat, rule.headquarters, groups) for seat in end_user.countries)
    )


def is_country_among(country: str, places: Sequence[str], groups: CountryGroups) -> Truth:
    """Whether a country is one of these, or in one of these groups; None where nobody says."""
    if country in places or WORLDWIDE in places:
        return True
    return is_any_true(
        *(_is_group_member(country, groups.get(place)) for place in places if ":" in place)
    )


def _is_group_member(country: str, group: GroupMembers | None) -> Truth:
    if group is None:
        return None
    return True if country in group.countries else False if group.is_complete else None
