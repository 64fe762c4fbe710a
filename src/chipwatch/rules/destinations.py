"""Where a rule reaches: countries, country groups, and the seats of those who buy."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from .item import EndUser
from .rule import WORLDWIDE, CountryGroup, Paragraph, Rule
from .truth import Truth, conjoin, disjoin, negate

CountryGroups = Mapping[str, CountryGroup]
EMBARGOED_DESTINATIONS = frozenset(("BY", "CU", "IR", "KP", "RU", "SY"))
"""The countries under an embargo by 15 CFR part 746: for Cuba 746.2, North Korea 746.4, Iran 746.7,
Russia and Belarus 746.8, and Syria 746.9. All began before the first rule about chips."""


class Shipment(NamedTuple):
    """Where an item goes and who gets it, with the country groups of the day."""

    destination: str
    """An ISO 3166 code."""
    end_user: EndUser | None
    groups: CountryGroups

    @property
    def is_embargoed(self) -> bool:
        """Whether it goes to a country under an embargo, or to a buyer with its seat in one."""
        return not EMBARGOED_DESTINATIONS.isdisjoint((self.destination, *self.seats))

    @property
    def seats(self) -> tuple[str, ...]:
        """The countries of the buyer and its parents, as far as known."""
        return self.end_user.countries if self.end_user else ()


def collect_country_groups(rules: Iterable[Rule], day: int) -> CountryGroups:
    """Collect the country groups on a day; a later rule about a group replaces an earlier one."""
    return {
        group.name: group
        for rule in rules
        if rule.act.defines_groups and rule.is_surely_in_force(day)
        for group in rule.country_groups
    }


def iter_group_changes(rules: Iterable[Rule], countries: Iterable[str]) -> Iterator[Rule]:
    """Give the rules by which one of some countries joins a country group, or leaves it.

    What first says who is in a group is no change of it. The rules are in the order in which they
    begin.
    """
    countries = tuple(countries)
    groups: dict[str, CountryGroup] = {}
    for rule in rules:
        for group in rule.country_groups if rule.act.defines_groups else ():
            earlier = groups.get(group.name, group)
            if any(
                _is_group_member(country, group) != _is_group_member(country, earlier)
                for country in countries
            ):
                yield rule
            groups[group.name] = group


def is_shipment_reached(rule: Rule, paragraph: Paragraph, shipment: Shipment) -> Truth:
    """Return whether a rule reaches a shipment, by its destination or by the seat of its buyer."""
    return disjoin(
        _is_destination_reached(rule, paragraph, shipment), _is_end_user_reached(rule, shipment)
    )


def _is_destination_reached(rule: Rule, paragraph: Paragraph, shipment: Shipment) -> Truth:
    """Return whether a rule reaches a destination; one that it names itself is never excluded."""
    places, destination = paragraph.destinations or rule.destinations, shipment.destination
    if destination in places:
        return True
    is_excluded = is_country_among(destination, rule.excluded_destinations, shipment.groups)
    return conjoin(is_country_among(destination, places, shipment.groups), negate(is_excluded))


def explain_unknown_reach(rule: Rule, paragraph: Paragraph, shipment: Shipment) -> Iterable[str]:
    """Name what is not known where it cannot be decided whether a rule reaches a shipment."""
    if _is_destination_reached(rule, paragraph, shipment) is None:
        yield f"country groups of {shipment.destination}"
    if shipment.end_user and _is_end_user_reached(rule, shipment) is None:
        yield "country groups of its seat" if shipment.seats else f"seat of {shipment.end_user.id}"


def is_shipment_among(places: Sequence[str], shipment: Shipment) -> Truth:
    """Return whether a shipment goes to one of these places, or to a buyer with its seat in one."""
    countries = (shipment.destination, *shipment.seats)
    truths = [is_country_among(country, places, shipment.groups) for country in countries]
    is_seat_unknown = shipment.end_user is not None and not shipment.seats
    return disjoin(*truths, None if is_seat_unknown and places else False)


def _is_end_user_reached(rule: Rule, shipment: Shipment) -> Truth:
    """Return whether a rule reaches a buyer wherever it is, by its seat or a parent's.

    It does not where the rule leaves the destination out.
    """
    if shipment.end_user is None or not rule.headquarters:
        return False
    is_left_out = is_country_among(shipment.destination, rule.headquarters_outside, shipment.groups)
    is_seated = disjoin(
        *(is_country_among(seat, rule.headquarters, shipment.groups) for seat in shipment.seats)
    )
    return conjoin(is_seated if shipment.seats else None, negate(is_left_out))


def is_country_among(country: str, places: Sequence[str], groups: CountryGroups) -> Truth:
    """Return whether a country is one of some places, or in a group that is one of them.

    None where the members of a group are not all known.
    """
    if country in places or WORLDWIDE in places:
        return True
    return disjoin(
        *(_is_group_member(country, groups.get(place)) for place in places if ":" in place)
    )


def _is_group_member(country: str, group: CountryGroup | None) -> Truth:
    if group is None:
        return None
    if country in group.members:
        return True
    return False if group.is_complete else None
