"""Counts in words: one thing, and several."""

import pytest

from chipwatch.model.wording import format_count, lower_label


@pytest.mark.parametrize(
    ("count", "words", "expected"),
    [
        (0, ("fact",), "0 facts"),
        (1, ("fact",), "1 fact"),
        (2, ("fact",), "2 facts"),
        (1, ("entity is", "entities are"), "1 entity is"),
        (1234, ("entity is", "entities are"), "1,234 entities are"),
    ],
)
def test_a_count_has_its_noun_in_the_right_number(
    count: int, words: tuple[str, ...], expected: str
) -> None:
    assert format_count(count, *words) == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Chief executive", "chief executive"),
        ("TPP", "TPP"),
        ("US Entity List", "US Entity List"),
        ("A", "a"),
        ("", ""),
    ],
)
def test_a_label_in_a_sentence_keeps_its_abbreviations(label: str, expected: str) -> None:
    assert lower_label(label) == expected
