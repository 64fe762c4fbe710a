"""How many columns a text takes, and what a reader sees as one sign."""

import pytest
from hypothesis import given
from hypothesis import strategies as some
from rich.cells import cell_len

from chipwatch.model.text_width import measure_width, split_graphemes

WIDTHS = [
    ("", 0),
    ("abc", 3),
    ("百度", 4),
    ("Baidu 百度", 10),
    ("～", 2),
    ("é", 1),
    ("e\u0301", 1),
    ("Cafe\u0301", 4),
    ("–", 1),
    ("🚀", 2),
    ("👨\u200d👩\u200d👧", 2),
    ("👩\u200d⚕\ufe0f", 2),
    ("👍🏽", 2),
    ("🇨🇳🇺🇸", 4),
    ("☎", 1),
    ("☎\ufe0f", 2),
    ("1\ufe0f\u20e3", 2),
    ("각", 2),
    ("ก็", 1),
    ("a\u200b", 1),
    ("\u0301", 0),
]


@pytest.mark.parametrize(("text", "width"), WIDTHS)
def test_the_width_of_a_text(text: str, width: int) -> None:
    assert measure_width(text) == width


@pytest.mark.parametrize("text", [text for text, _ in WIDTHS])
def test_rich_measures_the_same(text: str) -> None:
    assert measure_width(text) == cell_len(text)


@pytest.mark.parametrize(
    ("text", "graphemes"),
    [
        ("", []),
        ("ab", ["a", "b"]),
        ("e\u0301a", ["e\u0301", "a"]),
        ("👨\u200d👩x", ["👨\u200d👩", "x"]),
        ("🇨🇳🇺🇸", ["🇨🇳", "🇺🇸"]),
        ("a\u200db", ["a\u200d", "b"]),
    ],
)
def test_signs_are_not_taken_apart(text: str, graphemes: list[str]) -> None:
    assert list(split_graphemes(text)) == graphemes


@given(some.text(max_size=30))
def test_no_letter_is_lost(text: str) -> None:
    assert "".join(split_graphemes(text)) == text


@given(some.text(some.characters(codec="latin-1", categories=("L", "N", "P", "S")), max_size=30))
def test_latin_letters_take_a_column_each(text: str) -> None:
    assert measure_width(text) == len(text)
