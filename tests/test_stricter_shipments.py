"""A stricter buyer never weakens a verdict, and an unknown origin never clears an item.

Both are held against every rule of the base.
"""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chipwatch.asking.controls.specified_item import parse_specified_item
from chipwatch.model.dates import Date
from chipwatch.model.derived_values import KnownFigure
from chipwatch.model.quantity import Quantity
from chipwatch.rules.circumstances import Circumstances
from chipwatch.rules.item import EndUser, Item
from chipwatch.rules.judgement import judge
from chipwatch.rules.licence_policy import POLICY_CHOICES, UNKNOWN_POLICY
from chipwatch.rules.origin import Origin
from chipwatch.rules.verdict import Verdict
from export_rules import load_bundled_rules

pytestmark = [pytest.mark.data, pytest.mark.slow]

DAYS = ("2022-11-01", "2023-12-15", "2024-06-01", "2025-06-01", "2026-03-01", "2026-11-29")
DESTINATIONS = ("CN", "MO", "AE", "SG", "DE", "RU", "IR", "VN")
UNOWNED = KnownFigure(Quantity(0, 0))
BUYERS = {
    "huawei": EndUser("huawei", "Huawei", ("CN",), UNOWNED, footnotes=("1",)),
    "sugon": EndUser("sugon", "Sugon", ("CN",), UNOWNED, footnotes=("4",)),
    "hikvision": EndUser("hikvision", "Hikvision", ("CN",), UNOWNED),
}
"""Buyers on the Entity List on each of these days, with a seat in China."""
FIGURES = st.fixed_dictionaries(
    {
        "tpp": st.sampled_from((100, 1600, 2399, 2400, 4799, 4800, 15832, 21000)),
        "die_area": st.sampled_from((100, 800, 3000)),
        "memory_bandwidth": st.sampled_from((100, 1400, 6499, 6500)),
        "interconnect_bandwidth": st.sampled_from((100, 600, 1100)),
        "datacentre": st.sampled_from(("yes", "no")),
        "designer": st.sampled_from(("nvidia", "huawei")),
    }
)
ORIGINS = st.builds(
    Origin,
    shipped_from=st.sampled_from(("US", "CN", "SG")),
    made_in=st.sampled_from(((), ("CN",), ("TW",), ("US",))),
    us_content=st.sampled_from((None, Quantity(0, 0), Quantity(10, 10), Quantity(26, 26))),
    us_technology=st.sampled_from((None, True, False)),
)
PLACES = st.tuples(st.sampled_from(DAYS), st.sampled_from(DESTINATIONS))
HELD_POLICIES = [choice for choice in POLICY_CHOICES if choice != UNKNOWN_POLICY]


def judge_shipment(
    figures: dict[str, Any], place: tuple[str, str], origin: Origin, buyer: EndUser | None = None
) -> Verdict:
    plain = parse_specified_item(f"{name}={value}" for name, value in figures.items())
    item = Item(plain.id, plain.name, plain.facts_by_property, buyer, origin=origin)
    day, destination = place
    return judge(item, Circumstances(Date.parse(day).first, destination, load_bundled_rules()))


def rank_policy(verdict: Verdict) -> int | None:
    """The place of a policy, the strictest first; None where none is relied on."""
    choice = verdict.policy_choice
    return HELD_POLICIES.index(choice) if choice in HELD_POLICIES else None


@given(figures=FIGURES, place=PLACES, origin=ORIGINS, name=st.sampled_from(sorted(BUYERS)))
def test_a_listed_buyer_never_weakens_a_verdict(
    figures: dict[str, Any], place: tuple[str, str], origin: Origin, name: str
) -> None:
    without = judge_shipment(figures, place, origin)
    listed = judge_shipment(figures, place, origin, BUYERS[name])
    if without.is_licence_needed:
        assert listed.is_licence_needed
    assert not (without.is_licence_needed is not False and listed.is_licence_needed is False)
    before, after = rank_policy(without), rank_policy(listed)
    assert before is None or (after is not None and after <= before)


@given(figures=FIGURES, place=PLACES, origin=ORIGINS, known=ORIGINS)
def test_an_unknown_origin_never_clears_what_a_known_one_would_catch(
    figures: dict[str, Any], place: tuple[str, str], origin: Origin, known: Origin
) -> None:
    filled = origin._replace(
        made_in=origin.made_in or known.made_in,
        us_content=origin.us_content or known.us_content,
        us_technology=known.us_technology if origin.us_technology is None else origin.us_technology,
    )
    open_verdict = judge_shipment(figures, place, origin)
    filled_verdict = judge_shipment(figures, place, filled)
    pair = (open_verdict.is_licence_needed, filled_verdict.is_licence_needed)
    assert pair not in {(False, True), (True, False)}


@given(figures=FIGURES, place=PLACES, origin=ORIGINS)
def test_what_leaves_the_united_states_is_never_freer_than_from_abroad(
    figures: dict[str, Any], place: tuple[str, str], origin: Origin
) -> None:
    abroad = judge_shipment(figures, place, origin)
    home = judge_shipment(figures, place, origin._replace(shipped_from="US"))
    assert not (abroad.is_licence_needed and home.is_licence_needed is False)
    if home.is_licence_needed is False:
        assert abroad.is_licence_needed is False
