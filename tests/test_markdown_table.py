"""Markdown: tables in which nothing from a fact file is obeyed."""

import pytest

from chipwatch.model.table import Cell, Column, Table
from chipwatch.showing.markdown_table import render_markdown

COLUMNS = (Column("A"), Column("B", is_numeric=True))


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("a|b", r"a\|b"),
        ("a\\|b", r"a\\\|b"),
        ("<b>x</b>", r"\<b\>x\</b\>"),
        ("[x](http://y)", r"\[x\](<http://y>)"),
        ("see https://example.org/a_b*c~d.", r"see <https://example.org/a_b*c~d>."),
        ("https://example.org/a|b", "<https://example.org/a%7Cb>"),
        ("*x* _y_ `z` ~w~", r"\*x\* \_y\_ \`z\` \~w\~"),
        ("# not a heading", r"\# not a heading"),
        ("&lt;", r"\&lt;"),
        ("two\nlines", "two lines"),
        ("\x1b[31m", r"\\u001b\[31m"),
        ("!", "!"),
        ("百度", "百度"),
        (":smile:", ":smile:"),
        ("", ""),
    ],
)
def test_text_is_shown_as_written(text: str, escaped: str) -> None:
    table = Table("", (Column("A"),), ((Cell(text),),))
    assert render_markdown([table]) == f"| A |\n| --- |\n| {escaped} |\n"


@pytest.mark.parametrize(
    ("text", "escaped"),
    [("a\nb", "a b"), ("\x1b[31m", r"\\u001b\[31m"), ("a|b", r"a\|b"), ("<b>", r"\<b\>")],
)
def test_headings_titles_and_notes_are_as_safe_as_cells(text: str, escaped: str) -> None:
    table = Table(text, (Column(text),), ((Cell("x"),),), notes=(text,))
    lines = [f"### {escaped}", "", f"| {escaped} |", "| --- |", "| x |", "", f"{escaped}  "]
    assert render_markdown([table]) == "\n".join(lines) + "\n"


def test_a_table_with_title_headings_notes_and_asides() -> None:
    rows = ((Cell("Group", "heading"),), (Cell("x", "", "note"), Cell("1", "", "+2")))
    table = Table("T_1", COLUMNS, rows, notes=("≠ they differ", "as_of"))
    assert render_markdown([table, table._replace(title="", rows=(), notes=())]) == (
        "### T\\_1\n\n| A | B |\n| --- | ---: |\n| **Group** |  |\n| x – note | 1 +2 |\n"
        "\n≠ they differ  \nas\\_of  \n\n| A | B |\n| --- | ---: |\n"
    )
