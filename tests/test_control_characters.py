"""Text from fact files on its way to a terminal."""

import sys
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as some

from chipwatch.model.control_characters import escape_to_one_line, find_control_character


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("Baidu Kunlun P800", "Baidu Kunlun P800"),
        ("百度 – 昆仑芯 é ~ 🙂", "百度 – 昆仑芯 é ~ 🙂"),
        ("[red]not markup[/red]", "[red]not markup[/red]"),
        ("", ""),
        ("two\nlines", "two lines"),
        ("two\r\nlines", "two  lines"),
        ("a\ttab", "a tab"),
        ("\x1b[31mred\x1b[0m", "\\u001b[31mred\\u001b[0m"),
        ("\x1b]0;title\x07", "\\u001b]0;title\\u0007"),
        (
            "nul\x00 bell\x07 back\x08 delete\x7f",
            "nul\\u0000 bell\\u0007 back\\u0008 delete\\u007f",
        ),
        ("C1 \x9b31m and \x85", "C1 \\u009b31m and \\u0085"),
        ("turned \u202eround\u202c", "turned \\u202eround\\u202c"),
        ("isolated \u2066x\u2069", "isolated \\u2066x\\u2069"),
        ("marks \u200e\u200f\u061c", "marks \\u200e\\u200f\\u061c"),
        ("lines \u2028 and \u2029", "lines \\u2028 and \\u2029"),
        ("lone \ud800 surrogate", "lone \\ud800 surrogate"),
    ],
)
def test_steering_characters_are_written_out_and_all_else_stays(text: str, escaped: str) -> None:
    assert escape_to_one_line(text) == escaped


@given(some.text(some.characters(), max_size=200))
def test_what_is_shown_is_one_line_without_steering_characters(text: str) -> None:
    escaped = escape_to_one_line(text)
    assert len(f"{escaped}.".splitlines()) == 1
    assert find_control_character(escaped) is None


@given(some.text(some.characters(), max_size=200))
def test_what_is_safe_stays_as_it_is(text: str) -> None:
    assert escape_to_one_line(escape_to_one_line(text)) == escape_to_one_line(text)


@pytest.mark.slow
def test_steering_characters_are_controls_but_white_space_line_ends_and_marks_of_direction() -> (
    None
):
    letters = list(map(chr, range(sys.maxunicode + 1)))
    kinds = {letter: category(letter) for letter in letters}
    expected = {letter for letter, kind in kinds.items() if kind in {"Cc", "Cs", "Zl", "Zp"}}
    direction = {
        "\u061c",
        "\u200e",
        "\u200f",
        *map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))),
    }
    assert {letter for letter in letters if find_control_character(letter)} == expected - set(
        "\t\n\r"
    ) | direction
