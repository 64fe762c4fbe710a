"""Listings on a terminal: a line a row, numbers in line, and what is left out is said."""

from chipwatch.model.table import Cell, Column, Layout, Table
from chipwatch.showing.screen import Screen
from chipwatch.showing.terminal.table_renderer import render_terminal_tables

NAMES = ("Huawei Ascend 910C", "Moore Threads MTT S5000 for the training of models")
LISTING = Table(
    title="2 chips",
    columns=(Column("Name"), Column("Designer"), Column("TPP", is_numeric=True), Column("Note")),
    rows=(
        (Cell(NAMES[0]), Cell("Huawei"), Cell("12,032.5", "disputed"), Cell("")),
        (Cell(NAMES[1]), Cell("Moore Threads Intelligent"), Cell("8,000"), Cell("x" * 60)),
    ),
    empty_text="·",
)


def draw(table: Table, width: int, *, has_whole_cells: bool = False) -> list[str]:
    screen = Screen(is_terminal=True, width=width, has_whole_cells=has_whole_cells)
    return render_terminal_tables([table], screen).splitlines()


def test_a_listing_has_a_line_for_each_row() -> None:
    assert draw(LISTING, 80) == [
        "2 chips",
        "  Name                        Designer                   TPP  Note",
        "  Huawei Ascend 910C          Huawei              ≠ 12,032.5  ·",
        "  Moore Threads MTT S5000 f…  Moore Threads Int…     8,000    xxxxxxxxxxxxxxxxx…",
        "· nothing known  ≠ disputed  in full: --wrap",
    ]


def test_no_width_makes_a_listing_longer() -> None:
    assert {len(draw(LISTING, width)) for width in range(62, 200, 6)} <= {4, 5, 6}
    assert len(draw(LISTING, 200)) == len(draw(LISTING, 80))


def test_whole_cells_lose_nothing() -> None:
    text = "".join(draw(LISTING, 80, has_whole_cells=True))
    assert (text.count("x"), "training" in text, "…" in text) == (60, True, False)


def test_a_list_is_cut_between_its_items_never_inside_a_number() -> None:
    values = tuple(f"{n},500 TOPS" for n in range(1, 7))
    cell = Cell("; ".join(values), items=values)
    table = Table("", (Column("Name"), Column("Values")), ((Cell("Nvidia B200"), cell),))
    rows = [draw(table, width)[1].removeprefix("  Nvidia B200  ") for width in (100, 80, 64)]
    assert rows == [cell.text, f"{'; '.join(values[:5])} +1", f"{'; '.join(values[:4])} +2"]


def test_numbers_are_never_cut() -> None:
    columns = (Column("Name"), *(Column(f"N{n}", is_numeric=True) for n in range(9)))
    rows = ((Cell("A"), *(Cell(f"{10**n:,}") for n in range(9))),)
    expected = ["A", *(f"{10**n:,}" for n in range(9))]
    lines = [draw(Table("", columns, rows), width)[1].split() for width in (60, 70, 80, 100)]
    assert lines == [expected[: len(line)] for line in lines]


def test_the_newest_columns_are_kept_where_the_table_says_so() -> None:
    columns = (Column("Name"), *(Column(f"2025-{n:02}") for n in range(1, 13)))
    row = (Cell("Nvidia H20"), *(Cell("controlled") for _ in range(12)))
    table = Table("", columns, (row,), keeps_last_columns=True)
    lines = draw(table, 80)
    assert lines[0].split() == ["Name", "2025-08", "2025-09", "2025-10", "2025-11", "2025-12"]
    assert lines[2].startswith("7 columns left out (2025-01, 2025-02, ")


def test_rows_under_headings_share_their_columns() -> None:
    rows = ((Cell("Compute", "heading"),), (Cell("TPP"), Cell("1")), (Cell("Make", "heading"),),
            (Cell("Process"), Cell("7 nm")))  # fmt: skip
    table = Table("", (Column(""), Column("A", is_numeric=True)), rows)
    assert draw(table, 80)[1:] == [
        "Compute",
        "  TPP      1",
        "Make",
        "  Process  7 nm",
    ]
    wrapped = draw(table._replace(layout=Layout.WRAPPED), 80)
    assert [line.split() for line in wrapped] == [
        ["A"],
        ["Compute"],
        ["TPP", "1"],
        ["Make"],
        ["Process", "7", "nm"],
    ]


def test_a_listing_without_rows_shows_its_headings() -> None:
    assert draw(LISTING._replace(rows=()), 80) == ["2 chips", "  Name  Designer  TPP  Note"]


def test_units_go_into_headings_and_stand_alone_where_there_is_no_room() -> None:
    columns = (
        Column("Name"),
        *(
            Column(f"Memory {n}", is_numeric=True, unit=unit)
            for n, unit in enumerate(("GB", "GB/s"))
        ),
    )
    cell = Cell("96 GB", one_line_text="96")
    table = Table("", columns, ((Cell("Nvidia H20"), cell, cell),))
    assert draw(table, 80) == [
        "  Name        Memory 0, GB  Memory 1, GB/s",
        "  Nvidia H20            96              96",
    ]
    row = (Cell("Nvidia H20"), *[cell] * 8)
    broken = table._replace(columns=(*columns, *columns[1:] * 2), rows=(row[:7],))
    assert [line.split() for line in draw(broken, 80)[:2]] == [
        ["Memory", "0,", "Memory", "1,"] * 3,
        ["Name", *["GB", "GB/s"] * 3],
    ]
    long_unit = columns[1]._replace(label="Memorization", unit="GB")
    units_alone = table._replace(columns=(columns[0], *[long_unit] * 8), rows=(row,))
    assert draw(units_alone, 80)[0].split() == ["Name", *["GB"] * 8]
    assert "96 GB" in draw(table, 80, has_whole_cells=True)[1]


def test_a_list_is_cut_to_its_first_value_and_a_count_that_stays_whole() -> None:
    names = Cell("Affiliates Rule; Diffusion Rule", one_line_text="Affiliates Rule", more_count=28)
    columns = (Column("Name"), Column("Issued"), Column("Place"))
    rows = ((Cell("Bureau of Industry and Security of the US"), names, Cell("y" * 70)),)
    assert draw(Table("", columns, rows), 62)[1] == (
        "  Bureau of Industry and …  Affiliates … +28  yyyyyyyyyyyyyyy…"
    )


QUARTER = Cell(
    "231 m USD", "", "2026-Q1 +3", one_line_text="231 m USD", one_line_annotation="2026-Q1"
)


def test_a_period_costs_a_column_of_text_but_none_of_figures() -> None:
    amount = Column("Revenue", is_unbreakable=True)
    columns = (Column("Name"), amount, Column("Listed", is_unbreakable=True), Column("Role"))
    rows = ((Cell("A research firm of some size"), QUARTER, Cell("not listed"), Cell("z" * 90)),)
    assert draw(Table("", columns, rows), 62) == [
        "  Name                         Revenue              Listed",
        "  A research firm of some si…  231 m USD – 2026-Q1  not listed",
        "in full: --wrap  1 column left out (Role): --columns, or widen",
    ]
    figures = Table("", (columns[0], *[amount] * 3), ((rows[0][0], *[QUARTER] * 3),))
    assert [line.split()[-9:] for line in draw(figures, 70)[1:3]] == [
        ["231", "m", "USD"] * 3,
        ["2026-Q1"] * 3,
    ]
    assert draw(figures, 100)[1].count("231 m USD – 2026-Q1") == 3


def test_a_long_period_stands_below_its_figure_whole() -> None:
    names = ("Share, %", "Units", "Growth")
    columns = (Column("Name"), *(Column(name, is_numeric=True) for name in names))
    growth = Cell("15", one_line_text="15", one_line_annotation="2024")
    rows = tuple(
        (Cell("Statistic of chips in China"),
         Cell("24", one_line_text="24", one_line_annotation=period), Cell("1"), growth)
        for period in ("2025-02 to 2026-01", "")
    )  # fmt: skip
    assert draw(Table("", columns, rows), 62) == [
        "  Name                                Share, %  Units   Growth",
        "  Statistic of chips in C…                  24      1       15",
        "                            2025-02 to 2026-01            2024",
        "  Statistic of chips in C…                  24      1       15",
        "                                                          2024",
        "in full: --wrap",
    ]


def test_a_name_that_ends_like_a_count_is_cut_like_any_other() -> None:
    columns = (Column("Name"), Column("Place"))
    rows = ((Cell("A plan of the ministry for the year +10"), Cell("y" * 70)),)
    assert "+10" not in draw(Table("", columns, rows), 62)[1]


def test_a_period_that_is_written_shorter_is_explained() -> None:
    profit = Cell("24", annotation="2024-01 to 2024-09", one_line_text="24")
    rows = ((Cell("Acme"), profit._replace(one_line_annotation="9M 2024-09")),)
    columns = (Column("Name"), Column("Profit", is_numeric=True))
    assert draw(Table("", columns, rows), 62) == [
        "  Name           Profit",
        "  Acme  24 – 9M 2024-09",
        "9M, FY: nine months, a year to that month",
    ]


DAYS = tuple(Column(day) for day in ("2022", "2023"))


def build_matrix(*verdicts: tuple[str, str], folded_texts: str = "–?") -> Table:
    rows = tuple(
        (Cell(f"Chip {number}"), *map(Cell, cells)) for number, cells in enumerate(verdicts)
    )
    return Table("", (Column("Name"), *DAYS), rows, folded_texts=frozenset(folded_texts))


def test_rows_that_tell_nothing_share_a_line_where_they_are_alike() -> None:
    verdicts = [("–", "a.1"), *[("–", "?")] * 8, ("–", "–"), *[("?", "?")] * 9, ("a", "a")]
    assert draw(build_matrix(*verdicts), 60) == [
        "  Name     2022  2023",
        "  Chip 0   –     a.1",
        "  Chip 9   –     –",
        "  Chip 19  a     a",
        "  8:       –     ?",
        "    Chip 1  Chip 2  Chip 3  Chip 4  Chip 5  Chip 6  Chip 7",
        "    Chip 8",
        "  9:       ?     ?",
        "    Chip 10  Chip 11  Chip 12  Chip 13  Chip 14  Chip 15",
        "    Chip 16  Chip 17  Chip 18",
        "in full: --wrap",
    ]


def test_few_rows_and_rows_that_tell_something_stand_in_their_place() -> None:
    for table in (
        build_matrix(*[("–", "?")] * 7),
        build_matrix(*[("–", "a.1")] * 8),
        build_matrix(*[("–", "?")] * 8, folded_texts=""),
    ):
        assert [line.split()[0] for line in draw(table, 80)] == [
            "Name",
            *["Chip"] * len(table.rows),
        ]


def test_whole_cells_have_a_line_for_each_row() -> None:
    table = build_matrix(*[("–", "?")] * 8)
    lines = draw(table, 80, has_whole_cells=True)
    assert [line.split()[:2] for line in lines[1:]] == [["Chip", str(n)] for n in range(8)]


def test_names_that_share_a_line_are_never_cut_or_broken() -> None:
    name = "Nvidia RTX Pro 6000 Blackwell Workstation Edition"
    rows = tuple((Cell(f"{name} {number}"), Cell("–")) for number in range(8))
    table = Table("", (Column("Name"), DAYS[0]), rows, folded_texts=frozenset("–"))
    assert draw(table, 60)[2:] == [
        *(f"    {name} {number}" for number in range(8)), "in full: --wrap",
    ]  # fmt: skip
