"""Tables on a narrow terminal, such as a phone's: whole values, each behind its heading."""

from collections import Counter

import pytest
from rich.cells import cell_len

from chipwatch.model.table import Cell, Column, Layout, NumberedCitation, NumberedSource, Table
from chipwatch.showing.screen import Screen
from chipwatch.showing.terminal.table_renderer import render_terminal_tables

CHIPS = Table(
    title="2 chips",
    columns=(Column("Name"), Column("TPP", is_numeric=True), Column("Restricted by"), Column("")),
    rows=(
        (Cell("Nvidia H20"), Cell("2,368", "disputed"), Cell(""), Cell("")),
        (
            Cell("Huawei Ascend 910C"),
            Cell("12,032", annotation="by its maker"),
            Cell("one rule; another rule", items=("one rule", "another rule")),
            Cell("3 × H20"),
        ),
    ),
    notes=("a note that is wider than such a terminal",),
    empty_text="·",
)
STOCK = Column("", is_unbreakable=True, is_drawing=True)


def draw(table: Table, width: int, *, has_whole_cells: bool = False) -> list[str]:
    screen = Screen(is_terminal=True, width=width, has_whole_cells=has_whole_cells)
    return render_terminal_tables([table], screen).splitlines()


def test_each_value_of_a_listing_stands_behind_its_heading() -> None:
    assert draw(CHIPS, 40) == [
        "2 chips",
        "Nvidia H20",
        "  TPP            ≠ 2,368",
        "Huawei Ascend 910C",
        "  TPP              12,032 – by its maker",
        "  Restricted by    one rule; another",
        "                   rule",
        "                   3 × H20",
        "≠ disputed; no mark: reported",
        "a note that is wider than such a",
        "terminal",
    ]


def test_headings_of_sections_stand_over_the_names() -> None:
    rows = ((Cell("COMPUTE", "heading"),), (Cell("TPP"), Cell("2,368"), Cell("12,032" * 5)))
    table = Table("", (Column("Property"), Column("H20"), Column("910C")), rows)
    assert draw(table, 40) == ["COMPUTE", "TPP", "  H20     2,368", f"  910C    {'12,032' * 5}"]


def test_a_listing_that_fits_stays_one() -> None:
    rows = ((Cell("Baidu"), Cell("52"), Cell("█" * 30)), (Cell("Alibaba"), Cell("380"), Cell("█")))
    table = Table("", (Column("Name"), Column("Sum", is_numeric=True), STOCK), rows)
    assert draw(table, 40) == ["  Name     Sum", "  Baidu     52", "  Alibaba  380"]
    assert draw(table, 13)[:2] == ["Baidu", "  Sum    52"]


def test_a_table_by_days_keeps_the_newest_and_names_the_others() -> None:
    columns = (Column("Name"), Column("2022-10"), Column("2023-11"), Column("2025-04-15"))
    rows = tuple((Cell(f"Huawei Ascend 910B, form {n}"), *[Cell("letter")] * 3) for n in range(2))
    table = Table("", columns, rows, keeps_last_columns=True)
    assert draw(table, 40) == [
        "  Name                        2025-04-15",
        "  Huawei Ascend 910B, form 0  letter",
        "  Huawei Ascend 910B, form 1  letter",
        "2 columns left out (2022-10, 2023-11):",
        "--columns, or widen",
    ]
    assert draw(table, 40, has_whole_cells=True)[:4] == [
        "Huawei Ascend 910B, form 0",
        "  2022-10       letter",
        "  2023-11       letter",
        "  2025-04-15    letter",
    ]
    assert draw(table, 30)[1] == "  2022-10       letter"


def test_a_table_without_headings_is_a_card() -> None:
    rows = ((Cell("Huawei"), Cell("owns"), Cell("HiSilicon, a designer of chips")),)
    columns = (Column("From"), Column("Relation"), Column("To"))
    table = Table("", columns, rows, has_headings=False, layout=Layout.WRAPPED)
    assert draw(table, 40) == ["  Huawei    owns  HiSilicon, a designer", "            of chips"]


@pytest.mark.parametrize("layout", [Layout.HEAD, Layout.PAIRED_HEAD])
def test_a_head_keeps_dates_and_remarks_whole(layout: Layout) -> None:
    rows = (
        (Cell("Chinese technology firm"),),
        (Cell("Market value"), Cell("52 bn USD", annotation=", 2026-01-14", is_figure=True)),
        (Cell("Density"), Cell("2.9 TPP/mm²"), Cell("9 % under the limit of 3.2")),
        (Cell("Chips"), Cell("Kunlun 2, Kunlun P800", items=("Kunlun 2", "Kunlun P800"))),
    )
    table = Table("", (Column(""),) * 3, rows, has_headings=False, layout=layout)
    assert draw(table, 40) == [
        "Chinese technology firm",
        "  Market value    52 bn USD, 2026-01-14",
        "  Density         2.9 TPP/mm²  9 % under",
        "                  the limit of 3.2",
        "  Chips           Kunlun 2, Kunlun P800",
    ]


def test_references_end_a_value_that_they_would_leave_no_room() -> None:
    citations = tuple(map(NumberedCitation, (1, 3, 5, 7)))
    rows = ((Cell("Headquarters"), Cell("Beijing, Haidian", citations=citations)),)
    table = Table("", (Column(""),) * 2, rows, has_headings=False, layout=Layout.PAGE)
    assert draw(table, 40) == [
        "  Headquarters    Beijing, Haidian",
        "                               [1 3 5 7]",
    ]
    short = table._replace(rows=((Cell("Seat"), Cell("Beijing", citations=citations)),))
    assert draw(short, 40) == ["  Seat    Beijing              [1 3 5 7]"]


def test_rows_that_tell_nothing_share_their_values() -> None:
    columns = (Column("Name"), Column("2022-10-07"), Column("2023-10-17"), Column("2024-12-02"))
    rows = tuple((Cell(f"Chip {number}"), *[Cell("–")] * 3) for number in range(8))
    table = Table("", columns, rows, folded_texts=frozenset("–"))
    assert draw(table, 40) == [
        "8 alike:",
        "  2022-10-07    –",
        "  2023-10-17    –",
        "  2024-12-02    –",
        "  Chip 0  Chip 1  Chip 2  Chip 3  Chip 4",
        "  Chip 5  Chip 6  Chip 7",
    ]
    assert len(draw(table, 40, has_whole_cells=True)) == 8 * 4


@pytest.mark.parametrize("width", [10, 20, 40, 59])
@pytest.mark.parametrize("layout", list(Layout))
def test_nothing_is_lost_or_wider_than_the_terminal(layout: Layout, width: int) -> None:
    lines = draw(CHIPS._replace(layout=layout), width)
    assert max(map(cell_len, lines)) <= width
    texts = [CHIPS.title, *CHIPS.notes, *(cell.text for row in CHIPS.rows for cell in row)]
    written = Counter("".join(lines))
    assert Counter("".join("".join(texts).split())) - written == Counter()


def test_sources_on_a_narrow_terminal_keep_some_of_their_titles() -> None:
    source = NumberedSource(
        number=1, title="Data on chips", publisher="Federal Register (BIS)", published="2025-12-10"
    )
    table = Table("Sources", (Column(""),), (), has_headings=False, sources=(source,))
    assert draw(table, 40) == ["Sources", "1  Federal R…  2025-12-10  Data on chips"]
