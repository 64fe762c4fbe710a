"""How far a figure is from a limit, in words."""

import pytest

from chipwatch.asking.controls.distance_words import describe_distance, describe_headroom, get_limit
from chipwatch.model.quantity import Quantity, parse_quantity


@pytest.mark.parametrize(
    ("value", "limit", "expected"),
    [
        ("2368", 2400, "1.3 % under"),
        ("2400", 2400, "at the limit"),
        ("2399.9999", 2400, "under 0.1 % under"),
        ("5284.8", 4800, "10 % over"),
        ("9599", 4800, "100 % over"),
        ("9600", 4800, "2.0 times the limit"),
        ("15832", 4800, "3.3 times the limit"),
        ("480000", 4800, "100 times the limit"),
        ("0", 4800, "100 % under"),
        ("4480..5120", 4800, "6.7 % under to 6.7 % over"),
        ("12032..12800", 4800, "2.5–2.7 times the limit"),
        ("2397.6..2399.5", 2400, "0.1 % under to under 0.1 % under"),
        (">4800", 4800, "more than the limit"),
        (">=4800", 4800, "from the limit"),
        ("<=4800", 4800, "up to the limit"),
        (">=131.2", 4800, "from 97 % under"),
        (">=15832", 4800, "from 3.3 times the limit"),
        ("<2400", 4800, "up to 50 % under"),
        ("100", 0, ""),
    ],
)
def test_a_distance_is_a_per_cent_or_a_multiple(value: str, limit: float, expected: str) -> None:
    assert describe_distance(parse_quantity(value)[0], limit) == expected


@pytest.mark.parametrize(
    ("headroom", "expected"),
    [
        (None, ""),
        (0, "at the limit"),
        (-102.7, "met by 103 %"),
        (-2.44, "met by 2.4 %"),
        (0.04, "missed by under 0.1 %"),
    ],
)
def test_a_headroom_says_whether_the_limit_is_met(headroom: float | None, expected: str) -> None:
    assert describe_headroom(headroom) == expected


def test_the_limit_is_the_lower_end_or_else_the_upper() -> None:
    assert get_limit(Quantity(1600, 4800)) == 1600
    assert get_limit(Quantity(None, 4800)) == 4800
    assert get_limit(Quantity(None, None)) is None
