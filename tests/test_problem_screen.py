"""Problems on a terminal: by file, with the line and the place in it, counted by code."""

import pytest

from chipwatch.model.dates import DateProblem
from chipwatch.model.problem import Location, Problem
from chipwatch.model.text_width import measure_width
from chipwatch.reading.code_explanations import list_problem_codes
from chipwatch.reading.doubt_codes import Doubt
from chipwatch.showing.screen import Screen
from chipwatch.showing.terminal.problem_screen import draw_problems

LINE = "founded: {value: 2000-02-30, sources: [gazette]}"
BAD_DATE = Problem(
    Location("my-facts/company/acme.yaml", 12, 18),
    DateProblem.BAD_DATE,
    "'2000-02-30' is not in the calendar",
    "check year, month and day",
    LINE,
)
UNTITLED = Problem(
    Location("my-facts/source/x.yaml", 1, 1), Doubt.UNTITLED_SOURCE, "x has no title", "add name:"
)


def test_problems_stand_under_their_file_and_are_counted_by_code() -> None:
    problems = [
        BAD_DATE,
        BAD_DATE._replace(location=Location(BAD_DATE.location.path, 7, 18)),
        UNTITLED,
    ]
    assert draw_problems(problems, Screen(is_terminal=True, width=80)) == (
        "my-facts/company/acme.yaml\n"
        "  12:18  '2000-02-30' is not in the calendar  bad-date\n"
        f"         {LINE}\n"
        "                          ^\n"
        "         → check year, month and day\n"
        "   7:18  '2000-02-30' is not in the calendar  bad-date\n"
        f"         {LINE}\n"
        "                          ^\n"
        "         → check year, month and day\n"
        "\n"
        "my-facts/source/x.yaml\n"
        "  1:1  x has no title  untitled-source\n"
        "       → add name:\n"
        "\n"
        "2  bad-date         the value is not a date, or not in the calendar (--fix)\n"
        "1  untitled-source  a source has no title\n"
    )


def test_no_problems_are_an_empty_screen() -> None:
    assert draw_problems([], Screen(is_terminal=True)).strip() == ""


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("line", ["x" * 300, "百度" * 80, "tdp: \x1b[31m" + "y" * 200])
def test_a_long_line_is_cut_to_the_width_around_the_place(line: str, width: int) -> None:
    problem = BAD_DATE._replace(
        text=line, location=Location("a.yaml", 1, 90), message="m", hint="h"
    )
    lines = draw_problems([problem], Screen(is_terminal=True, width=width)).splitlines()
    assert max(map(measure_width, lines[:4])) <= width
    assert lines[3].strip() == "^"


def test_what_the_place_begins_with_is_marked_in_colour() -> None:
    text = draw_problems([BAD_DATE], Screen(is_terminal=True, width=80, has_colour=True))
    assert "\x1b[1;31m2000-02-30,\x1b[0m" in text


def test_of_many_codes_the_rest_is_summed_up() -> None:
    codes = list_problem_codes()
    text = draw_problems([BAD_DATE._replace(code=code) for code in codes], Screen(is_terminal=True))
    assert f"\n{len(codes) - 12}  of {len(codes) - 12} other codes\n" in text
