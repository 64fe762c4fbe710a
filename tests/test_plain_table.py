"""Plain tables for a pipe: aligned whatever the script, nothing cut, nothing obeyed."""

import pytest

from chipwatch.model.table import Cell, Column, Table
from chipwatch.model.text_table import format_cell
from chipwatch.showing.plain_table import render_plain_tables


def render_rows(*rows: tuple[Cell, ...], has_headings: bool = False) -> list[str]:
    columns = tuple(Column(label) for label in "ABC"[: max(map(len, rows))])
    return render_plain_tables([Table("", columns, rows, has_headings=has_headings)]).splitlines()


def test_columns_are_aligned_by_width_not_by_letters() -> None:
    assert render_rows((Cell("百度"), Cell("x")), (Cell("abc"), Cell("y"))) == [
        "百度  x",
        "abc   y",
    ]
    rows = ((Cell("Cafe\u0301"), Cell("x")), (Cell("Baidu"), Cell("y")))
    assert render_rows(*rows) == ["Cafe\u0301   x", "Baidu  y"]


def test_numbers_stand_on_the_right() -> None:
    rows = ((Cell("7 W"), Cell("x")), (Cell("1,500 W"), Cell("y")))
    table = Table("", (Column("TDP", is_numeric=True), Column("B")), rows)
    assert render_plain_tables([table]).splitlines() == ["    TDP  B", "    7 W  x", "1,500 W  y"]


def test_lines_have_no_blanks_at_their_end() -> None:
    assert render_rows((Cell("long name"), Cell("")), (Cell("x"), Cell("y"))) == [
        "long name",
        "x          y",
    ]


def test_nothing_is_cut() -> None:
    long = "x" * 5000
    assert render_rows((Cell("a"), Cell(long), Cell("b"))) == [f"a  {long}  b"]


def test_a_heading_alone_widens_no_column_and_what_is_under_it_is_set_in() -> None:
    rows = ((Cell("A very long heading", "heading"),), (Cell("x"), Cell("y")))
    assert render_rows(*rows) == ["A very long heading", "  x  y"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (Cell("a"), "a"),
        (Cell(""), ""),
        (Cell("a", "", "note"), "a – note"),
        (Cell("", "", "note"), "note"),
        (Cell("a", "", "+2"), "a +2"),
        (Cell("a", "", "[1] [2]"), "a [1] [2]"),
        (Cell("a", "", "disputed +1"), "a – disputed +1"),
        (Cell("a\nb\tc\rd"), "a b c d"),
        (Cell("\x1b[31mred\x1b[0m"), "\\u001b[31mred\\u001b[0m"),
        (Cell("a", "", "\u202etxt"), "a – \\u202etxt"),
        (Cell("[bold]x[/bold] <b> :smile: | =cmd()"), "[bold]x[/bold] <b> :smile: | =cmd()"),
    ],
)
def test_what_a_cell_says(cell: Cell, text: str) -> None:
    assert format_cell(cell) == text


@pytest.mark.parametrize("hostile", ["\x1b]0;title\x07", "\x9b2J", "a\x08b", "\u202e", "\x00"])
def test_nothing_in_a_table_steers_a_terminal(hostile: str) -> None:
    table = Table(hostile, (Column(hostile),), ((Cell(hostile, "", hostile),),), notes=(hostile,))
    text = render_plain_tables([table])
    assert [letter for letter in text if not (letter.isprintable() or letter == "\n")] == []


def test_tables_have_an_empty_line_between() -> None:
    table = Table("T", (Column("A"),), ((Cell("x"),),), has_headings=False)
    assert render_plain_tables([table, table]) == "T\nx\n\nT\nx\n"


def test_a_table_without_rows_is_its_headings() -> None:
    assert render_plain_tables([Table("T", (Column("A"), Column("B")), ())]) == "T\nA  B\n"
