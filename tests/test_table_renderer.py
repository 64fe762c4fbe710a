"""Tables on a terminal: fitted to any width, coloured or not, nothing from a fact file obeyed."""

import re
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

import chipwatch
from chipwatch.model.table import Cell, Column, Layout, NumberedSource, Table
from chipwatch.showing.formats import Format, render
from chipwatch.showing.screen import Screen
from chipwatch.showing.terminal.table_renderer import render_terminal_tables
from conftest import BASE, Facts

if TYPE_CHECKING:
    from collections.abc import Callable

    from chipwatch.model.answer import Answer

ANSWERS = (
    "company", "chip", "policy", "baidu", "h20", "us-h20-export-ban", "article", "compare",
    "compare three", "search", "why", "stats", "explain chip", "explain investment.amount",
)  # fmt: skip
TEXT = "[bold]x[/bold] <b> | =cmd() :smile: http://example.com/a_b `c` \\"


def render_on(question: str, screen: Screen) -> str:
    base = chipwatch.open(str(BASE))
    answers: dict[str, Callable[[], Answer]] = {
        "baidu": lambda: base.page("baidu"),
        "h20": lambda: base.page("h20"),
        "us-h20-export-ban": lambda: base.page("us-h20-export-ban"),
        "article": lambda: base.page("Forbes article"),
        "compare": lambda: base.compare("tencent", "alibaba"),
        "compare three": lambda: base.compare("tencent", "alibaba", "baidu"),
        "search": lambda: base.search("h20"),
        "why": lambda: base.why("china-chip-imports"),
        "stats": base.stats,
        "explain chip": lambda: chipwatch.explain("chip"),
        "explain investment.amount": lambda: chipwatch.explain("investment.amount"),
    }
    answer = answers[question]() if question in answers else base.listing(question)
    return render(answer, Format.TABLE, screen)


def draw(table: Table, width: int, *, has_colour: bool = False) -> str:
    screen = Screen(is_terminal=True, width=width, has_colour=has_colour)
    return render_terminal_tables([table], screen)


def drop_sequences(text: str) -> str:
    """Drop styles and links, which change nothing that is read."""
    return re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\", "", text)


@pytest.mark.slow
@pytest.mark.parametrize("width", [20, 40, 59, 60, 80, 100, 160, 300])
@pytest.mark.parametrize("question", ANSWERS)
def test_no_line_is_wider_than_the_terminal(question: str, width: int) -> None:
    lines = render_on(question, Screen(is_terminal=True, width=width)).splitlines()
    assert [line for line in lines if cell_len(line) > width] == []


@pytest.mark.slow
@pytest.mark.parametrize("question", ANSWERS)
def test_no_line_ends_with_blanks(question: str) -> None:
    lines = render_on(question, Screen(is_terminal=True, width=80)).splitlines()
    assert [line for line in lines if line != line.rstrip()] == []


@pytest.mark.slow
def test_colour_changes_nothing_but_colour() -> None:
    plain = render_on("baidu", Screen(is_terminal=True, width=80))
    coloured = render_on("baidu", Screen(is_terminal=True, width=80, has_colour=True))
    assert "\x1b[1m" in coloured
    uncoloured = [drop_sequences(line).rstrip() for line in coloured.splitlines()]
    assert uncoloured == plain.splitlines()


@pytest.mark.parametrize("colour", [True, False])
@pytest.mark.parametrize("width", [40, 80])
def test_text_from_facts_is_shown_as_written(width: int, *, colour: bool) -> None:
    table = Table("T", (Column("A"), Column("B")), ((Cell("x"), Cell(TEXT)),))
    text = draw(table, width, has_colour=colour)
    assert "".join(TEXT.split()) in "".join(drop_sequences(text).split())


@pytest.mark.parametrize("hostile", ["\x1b]0;title\x07", "\x9b2J", "a\x08b", "\u202e", "\x00"])
@pytest.mark.parametrize("width", [40, 80])
def test_nothing_in_a_table_steers_a_terminal(hostile: str, width: int) -> None:
    rows = ((Cell(hostile, "heading"),), (Cell(hostile, "", hostile), Cell(hostile)))
    table = Table(hostile, (Column(hostile), Column(hostile)), rows, notes=(hostile,))
    text = draw(table, width)
    assert [letter for letter in text if not (letter.isprintable() or letter == "\n")] == []


def test_what_there_is_no_room_for_is_named() -> None:
    columns = tuple(Column(f"Column-{letter}", is_unbreakable=True) for letter in "ABCDEFGHI")
    table = Table("T", columns, (tuple(Cell(letter * 9) for letter in "abcdefghi"),))
    assert draw(table, 70).splitlines() == [
        "T",
        "  Column-A   Column-B   Column-C   Column-D   Column-E   Column-F",
        "  aaaaaaaaa  bbbbbbbbb  ccccccccc  ddddddddd  eeeeeeeee  fffffffff",
        "3 columns left out (Column-G, Column-H, Column-I): --columns, or widen",
    ]


def test_a_drawing_for_which_there_is_no_room_is_left_out_in_silence() -> None:
    columns = (Column("A"), Column("B"), Column("", is_unbreakable=True, is_drawing=True))
    table = Table("", columns, ((Cell("a"), Cell("b"), Cell("█" * 70)),))
    assert draw(table, 70).splitlines()[-1] == "  a  b"


@pytest.mark.parametrize("width", [60, 70, 80, 100])
def test_a_full_card_loses_nothing_at_any_width(facts: Facts, width: int) -> None:
    note = "a note that is rather long for a cell of this kind"
    sources = {f"source/s{n}.yaml": f"name: Source {n}\ntype: news\n" for n in range(1, 7)}
    chip = (
        "name: X1\ninterconnect_bandwidth: {value: 400, as_of: 2024-01-15, until: 2025-02-28,"
        f" certainty: assessment, sources: [s1, s2, s3, s4, s5, s6], note: {note}}}\n"
    )
    base = chipwatch.open(str(facts({**sources, "chip/x.yaml": chip})))
    screen = Screen(is_terminal=True, width=width, has_whole_cells=True)
    text = render(base.page("x1"), Format.TABLE, screen)
    words = {word.strip("–·,;") for word in text.split()}
    assert {
        "”",
        "400",
        "GB/s",
        "2024-01-15",
        "2025-02-28",
        "[1–6]",
        *note.split(),
    } <= words
    assert max(map(cell_len, text.splitlines())) <= width


@pytest.mark.parametrize("layout", [Layout.WRAPPED, Layout.CARD])
def test_long_words_are_folded_and_nothing_is_lost(layout: Layout) -> None:
    rows = ((Cell("x" * 200), Cell("y" * 200)),)
    table = Table("", (Column("A"), Column("B")), rows, layout=layout)
    text = draw(table, 80)
    assert (text.count("x"), text.count("y")) == (200, 200)


def test_wide_characters_keep_columns_in_line() -> None:
    rows = ((Cell("百度"), Cell("x")), (Cell("abc"), Cell("y")))
    table = Table("", (Column("A"), Column("B")), rows, has_headings=False)
    assert draw(table, 80) == "  百度  x\n  abc   y\n"


def test_a_narrow_terminal_loses_no_sign() -> None:
    rows = ((Cell("TDP"), Cell("400 W", "disputed")),)
    table = Table("", (Column("A"), Column("B")), rows, has_headings=False, layout=Layout.CARD)
    assert draw(table, 40) == "  TDP  ≠ 400 W\n≠ disputed; no mark: reported\n"


@pytest.mark.parametrize(
    "url", ["https://a.org/\x1b]8;;https://evil.org\x1b\\", "https://a.org/\x07x", "https://a.b/\n"]
)
def test_no_address_ends_its_link_early(url: str) -> None:
    source = NumberedSource(number=1, title="A title", url=url)
    table = Table("Sources", (Column("A"),), (), has_headings=False, sources=(source,))
    text = draw(table, 80, has_colour=True)
    links = re.findall(r"\x1b\]8;[^;]*;([^\x1b]*)\x1b\\", text)
    assert {link for link in links if link} != set()
    assert [link for link in links if not link.isascii() or not link.isprintable()] == []
    assert (
        drop_sequences(text).isprintable() or drop_sequences(text).replace("\n", "").isprintable()
    )
