"""Problems as a reader sees them: the place, the line itself, a caret, a remedy."""

import pytest

from chipwatch.model.problem import Location, Problem
from chipwatch.model.quantity import QuantityProblem
from chipwatch.showing.problem_report import render_problems


def build_problem(text: str, column: int, path: str = "a.yaml") -> Problem:
    return Problem(
        Location(path, 3, column), QuantityProblem.BAD_NUMBER, "it is wrong", "write a number", text
    )


def test_a_problem_shows_the_line_with_a_caret_under_the_place() -> None:
    assert render_problems([build_problem("tdp: lots", 6)]) == (
        "a.yaml:3:6: error[bad-number] it is wrong\n    tdp: lots\n         ^\n    write a number\n"
    )


def test_problems_have_an_empty_line_between() -> None:
    report = render_problems([build_problem("x", 1), build_problem("", 1)])
    assert report == (
        "a.yaml:3:1: error[bad-number] it is wrong\n    x\n    ^\n    write a number\n"
        "\na.yaml:3:1: error[bad-number] it is wrong\n    write a number\n"
    )


def test_no_problems_are_nothing() -> None:
    assert render_problems([]) == ""


@pytest.mark.parametrize(
    ("text", "column", "caret"),
    [
        pytest.param("name: 百度 x", 10, "               ^", id="behind-wide-characters"),
        pytest.param("a\tb", 3, "      ^", id="behind-a-tab"),
        pytest.param("\x1b[31mx", 6, "              ^", id="behind-an-escape"),
        pytest.param("abc", 4, "       ^", id="at-the-end"),
        pytest.param("abc", 9, "       ^", id="past-the-end"),
    ],
)
def test_the_caret_stands_under_its_letter(text: str, column: int, caret: str) -> None:
    assert render_problems([build_problem(text, column)]).splitlines()[2] == caret


@pytest.mark.parametrize("column", [1, 5_000, 10_000])
def test_of_a_long_line_only_the_part_around_the_place_is_shown(column: int) -> None:
    line, caret = render_problems([build_problem("x" * 10_000, column)]).splitlines()[1:3]
    assert len(line) <= 104
    assert 0 < len(caret) <= len(line) + 1


def test_nothing_in_a_problem_steers_a_terminal() -> None:
    hostile = "\x1b[2J\x9b1m\u202e\x07"
    report = render_problems(
        [Problem(Location(hostile, 1, 1), QuantityProblem.BAD_NUMBER, hostile, hostile, hostile)]
    )
    assert [letter for letter in report if not (letter.isprintable() or letter == "\n")] == []
