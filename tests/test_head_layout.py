"""The head of a page on a terminal, in one column with remarks or in two."""

import pytest

from chipwatch.model.table import Cell, Column, Layout, Table
from chipwatch.showing.screen import Screen
from chipwatch.showing.terminal.table_renderer import render_terminal_tables

SUMMARY = (Cell("A cut-down chip"),)


def draw(rows: tuple[tuple[Cell, ...], ...], layout: Layout, width: int = 80) -> list[str]:
    table = Table("H20 · chip", (Column("A"), Column("B")), rows, has_headings=False,
                  layout=layout, title_end="nvidia-h20")  # fmt: skip
    return render_terminal_tables([table], Screen(is_terminal=True, width=width)).splitlines()


def test_remarks_stand_under_one_another() -> None:
    rows = (
        SUMMARY,
        (Cell("To China"), Cell("LICENCE REQUIRED since 2025-04-09", "name"), Cell("by letter")),
        (Cell("TPP"), Cell("2,368"), Cell("1.3 % under")),
        (Cell("Power"), Cell("400–550 W", "disputed"), Cell("3 figures")),
    )
    assert draw(rows, Layout.HEAD) == [
        f"H20 · chip{'nvidia-h20':>70}",
        "A cut-down chip",
        "",
        "  To China    LICENCE REQUIRED since 2025-04-09  by letter",
        "  TPP         2,368      1.3 % under",
        "  Power     ≠ 400–550 W  3 figures",
    ]


def test_two_columns_on_a_wide_terminal_and_one_on_a_narrow() -> None:
    rows = (SUMMARY, *((Cell(f"Label {n}"), Cell(f"value {n}")) for n in range(5)))
    wide, narrow = (draw(rows, Layout.PAIRED_HEAD, width)[3:] for width in (80, 70))
    assert [line.split() for line in wide] == [
        ["Label", "0", "value", "0", "Label", "3", "value", "3"],
        ["Label", "1", "value", "1", "Label", "4", "value", "4"],
        ["Label", "2", "value", "2"],
    ]
    assert [line.split()[-1] for line in narrow] == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize("width", [60, 76, 80, 100, 160])
def test_every_line_of_a_head_is_one_line(width: int) -> None:
    rows = tuple((Cell(f"Label {n}"), Cell("long " * 40)) for n in range(6))
    for layout in (Layout.HEAD, Layout.PAIRED_HEAD):
        lines = draw(rows, layout, width)
        assert max(map(len, lines)) <= width
        assert len(lines) in (1 + 6, 1 + 3)


def test_a_long_title_has_the_id_on_a_line_below() -> None:
    table = Table("Name " * 30, (), (), has_headings=False, layout=Layout.HEAD, title_end="the-id")
    text = render_terminal_tables([table], Screen(is_terminal=True, width=60))
    assert text.splitlines()[-1] == f"{'the-id':>60}"


def test_a_figure_without_room_for_its_date_takes_the_whole_width() -> None:
    dated = Cell("96 bn USD", "", ", 2026-05 to 2026-07", is_figure=True)
    rows = ((Cell("Revenue"), dated), *((Cell(f"Label {n}"), Cell("v" * 24)) for n in range(3)))
    lines = draw(rows, Layout.PAIRED_HEAD, 76)
    assert lines[-1] == "  Revenue   96 bn USD, 2026-05 to 2026-07"
    assert all("96 bn USD, 2026-05" in line for line in lines if "96 bn USD" in line)


def test_a_word_loses_its_date_before_it_is_cut() -> None:
    word = Cell("Infrastructure first", "", ", 2025-04 to 2026-04-30")
    rows = ((Cell("Camp"), word), *((Cell(f"Label {n}"), Cell("v" * 24)) for n in range(3)))
    assert draw(rows, Layout.PAIRED_HEAD)[1].startswith("  Camp      Infrastructure first  ")


def test_rows_with_a_remark_stand_below_the_pairs() -> None:
    rows = (
        (Cell("Measures"), Cell("A list, another"), Cell("")),
        (Cell("Chief"), Cell("A")),
        (Cell("Seat"), Cell("B")),
    )
    lines = draw(rows, Layout.PAIRED_HEAD)
    assert [line.split() for line in lines[1:]] == [
        ["Chief", "A", "Seat", "B"],
        ["Measures", "A", "list,", "another"],
    ]
