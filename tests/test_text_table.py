"""Tables as text: what a cell says, and rows under headings."""

from chipwatch.model.table import Cell, Column, NumberedCitation, Table
from chipwatch.model.text_table import format_cell, indent_rows, render_text_tables


def test_a_cell_says_its_value_its_remark_and_its_sources() -> None:
    citations = (NumberedCitation(1, "p. 2"), NumberedCitation(3))
    assert format_cell(Cell("400 W", "", "peak", citations)) == "400 W – peak [1] p. 2, [3]"
    assert format_cell(Cell("400 W", "", "+2")) == "400 W +2"


def test_tables_stand_under_one_another_as_wide_as_they_need() -> None:
    table = Table("Chips", (Column("Name"), Column("TPP", is_numeric=True)),
                  ((Cell("H20"), Cell("2,368")), (Cell("昇腾"), Cell("12,032"))))  # fmt: skip
    lines = ["Chips", "Name     TPP", "H20    2,368", "昇腾  12,032"]
    assert render_text_tables([table, table]).splitlines() == [*lines, "", *lines]


def test_rows_are_set_in_under_headings_alone() -> None:
    heading, row = (Cell("Make", "heading"),), (Cell("Foundry"), Cell("TSMC"))
    assert indent_rows(Table("", (), (heading, row)))[1][0].text == "  Foundry"
    assert indent_rows(Table("", (), (row,))) == (row,)
