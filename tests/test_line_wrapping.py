"""Where lines are broken: between words, within one that is too wide, never within a sign."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from chipwatch.showing.line_wrapping import split_lines
from chipwatch.showing.text_width import measure_width


def wrap(text: str, max_width: int) -> list[str]:
    return [text[start:end] for start, end in split_lines(text, max_width)]


@pytest.mark.parametrize(
    ("text", "max_width", "lines"),
    [
        pytest.param("", 5, [""], id="empty"),
        pytest.param("a bc", 5, ["a bc"], id="fits"),
        pytest.param("one two three", 7, ["one two", "three"], id="between-words"),
        pytest.param("abcdefgh", 3, ["abc", "def", "gh"], id="within-a-word"),
        pytest.param("百度百度", 5, ["百度", "百度"], id="wide-characters"),
        pytest.param("e\u0301e\u0301e\u0301", 2, ["e\u0301e\u0301", "e\u0301"], id="accents"),
        pytest.param("👨\u200d👩👨\u200d👩", 3, ["👨\u200d👩", "👨\u200d👩"], id="joined-emoji"),
    ],
)
def test_lines(text: str, max_width: int, lines: list[str]) -> None:
    assert wrap(text, max_width) == lines


@given(some.text(some.sampled_from("ab é百\u0301🚀"), max_size=30), some.integers(2, 20))
def test_no_line_is_too_wide_and_no_word_is_lost(text: str, max_width: int) -> None:
    lines = wrap(text, max_width)
    assert [line for line in lines if measure_width(line.rstrip()) > max_width] == []
    assert "".join("".join(lines).split()) == "".join(text.split())
