"""The numbers of sources on a terminal, their links, and what may be a link."""

import pytest

from chipwatch.model.table import Cell, NumberedCitation
from chipwatch.showing.terminal.cell_text import (
    build_cell_text,
    build_references,
    build_signed_text,
    clean_address,
    drop_repeated_sign,
)


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ([], ""),
        ([7], "[7]"),
        ([3, 4], "[3 4]"),
        ([3, 4, 5], "[3–5]"),
        ([10, 3, 4, 5, 7], "[3–5 7 10]"),
        ([1, 1, 2, 3, 5, 6], "[1–3 5 6]"),
    ],
)
def test_numbers_are_compressed(numbers: list[int], text: str) -> None:
    assert build_references([NumberedCitation(number) for number in numbers], {}).plain == text


def test_numbers_that_have_no_room_are_counted() -> None:
    citations = [NumberedCitation(number) for number in (1, 2, 3, 10, 20, 30, 40, 50)]
    assert build_references(citations, {}, 14).plain == "[1–3 10 20 +3]"
    assert build_references(citations, {}, 1).plain == "[1–3 +5]"


def test_a_place_in_a_source_stands_behind_its_number() -> None:
    citations = [NumberedCitation(1, "p2"), NumberedCitation(3)]
    assert build_references(citations, {}).plain == "[3 1 p2]"


def test_each_number_is_a_link_to_its_source() -> None:
    links = {3: "https://a.org/3", 5: "https://a.org/5", 7: "javascript:alert(1)"}
    text = build_references([NumberedCitation(number) for number in (3, 4, 5, 7)], links)
    spans = {text.plain[span.start : span.end]: getattr(span.style, "link", None)
             for span in text.spans}  # fmt: skip
    assert text.plain == "[3–5 7]"
    assert (spans["3"], spans["5"], spans["7"]) == ("https://a.org/3", "https://a.org/5", None)


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://a.org/b_c?d=[e]", "https://a.org/b_c?d=[e]"),
        ("http://a.org", "http://a.org"),
        ("https://a.org/百度", "https://a.org/%E7%99%BE%E5%BA%A6"),
        ("https://a.org/\x1b\\\x07;rm", "https://a.org/%1B%5C%07;rm"),
        ("https://a.org/a b", "https://a.org/a%20b"),
        ("file:///etc/passwd", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_only_addresses_of_the_web_become_links(url: str, address: str) -> None:
    assert clean_address(url) == address


def test_a_sign_stands_before_a_value_that_is_not_simply_reported() -> None:
    marks = ("", "confirmed", "estimated", "disputed", "assessment", "differs")
    texts = [build_signed_text(Cell("7 W", mark), {}).plain for mark in marks]
    assert texts == ["7 W", "✓ 7 W", "~ 7 W", "≠ 7 W", "” 7 W", "7 W"]


def test_a_terminal_may_say_less_behind_a_value_with_a_sign() -> None:
    cell = Cell("7 W", "disputed", "disputed; +1")
    texts = [build_cell_text(cell._replace(terminal_annotation=text), {}).plain
             for text in (None, "+1", "")]  # fmt: skip
    assert texts == ["7 W – disputed; +1", "7 W +1", "7 W"]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        pytest.param(Cell("~31,000", "estimated"), "~ 31,000", id="one-sign-for-both"),
        pytest.param(Cell("31,000", "estimated"), "~ 31,000", id="an-exact-estimate"),
        pytest.param(Cell("~31,000", "confirmed"), "✓ ~31,000", id="another-sign-stays-beside-it"),
        pytest.param(Cell("~31,000"), "~31,000", id="no-mark"),
        pytest.param(
            Cell("~1, ~2", "estimated", items=("~1", "~2")), "~ 1, ~2", id="the-first-of-a-list"
        ),
    ],
)
def test_an_approximate_estimate_has_one_sign(cell: Cell, shown: str) -> None:
    assert build_signed_text(drop_repeated_sign(cell), {}).plain == shown
