"""Cards on a terminal: label, sign, value, references at the right end, long values broken."""

from chipwatch.model.table import Cell, Column, Layout, NumberedCitation, NumberedSource, Table
from chipwatch.showing.screen import Screen, SourceForm
from chipwatch.showing.terminal.table_renderer import render_terminal_tables

COLUMNS = (Column("Property"), Column("Value"))


def cite(*numbers: int) -> tuple[NumberedCitation, ...]:
    return tuple(map(NumberedCitation, numbers))


def draw(*rows: tuple[Cell, ...], width: int = 60) -> list[str]:
    table = Table("", COLUMNS, rows, has_headings=False, layout=Layout.CARD)
    return render_terminal_tables([table], Screen(is_terminal=True, width=width)).splitlines()


def test_a_line_for_each_value() -> None:
    lines = draw(
        (Cell("PROFILE", "heading"),),
        (Cell("Role"), Cell("Chip designer", citations=cite(3, 4))),
        (Cell("Employees"), Cell("~31,000", "estimated", "core alone; 1 older", cite(9))),
        (Cell("Not in the base: parent", "dim"),),
    )
    assert lines == [
        "PROFILE",
        "  Role         Chip designer                           [3 4]",
        "  Employees  ~ 31,000 – core alone; 1 older              [9]",
        "Not in the base: parent",
        "~ estimated; no mark: reported",
    ]


def test_only_the_first_line_leaves_room_for_references() -> None:
    value = Cell("word " * 20 + "end", citations=cite(1, 2, 3, 5, 7))
    assert draw((Cell("Plans"), value)) == [
        "  Plans    word word word word word word word word [1–3 5 7]",
        "           word word word word word word word word word word",
        "           word word end",
    ]


def test_a_list_is_cut_to_one_line_and_counted() -> None:
    items = tuple(f"Kunlun {number}" for number in range(1, 12))
    assert draw((Cell("11 more"), Cell(", ".join(items), items=items, citations=cite(1)))) == [
        "  11 more    Kunlun 1, Kunlun 2, Kunlun 3, Kunlun 4 +7   [1]"
    ]


def test_one_item_without_room_is_cut() -> None:
    (line,) = draw((Cell("Also"), Cell("", items=("x" * 100, "y"))))
    assert (len(line), line.endswith("x… +1")) == (60, True)


def test_figures_of_one_unit_meet_at_their_decimal_point() -> None:
    figures = ("1 TFLOPS", "148 TFLOPS", "2.5 TFLOPS", "7 W", "10–20 W")
    rows = [(Cell("Label"), Cell(figure, is_figure=True)) for figure in figures]
    assert [line.removeprefix("  Label    ") for line in draw(*rows)] == [
        "  1 TFLOPS",
        "148 TFLOPS",
        "  2.5 TFLOPS",
        "7 W",
        "10–20 W",
    ]


def test_long_labels_are_broken_and_short_of_nothing() -> None:
    lines = draw((Cell("Memory and interconnect"), Cell("4,900 GB/s")))
    assert [line.split() for line in lines] == [
        ["Memory", "and", "4,900", "GB/s"],
        ["interconnect"],
    ]


def test_sources_take_a_line_each() -> None:
    source = NumberedSource(
        number=1, title="A title " * 20, publisher="Reuters", published="2025-04", url="https://a.b"
    )
    references = ((Cell("[1]"), Cell("A title. Reuters, 2025-04. https://a.b")),)
    table = Table("Sources", COLUMNS, references, has_headings=False, sources=(source,))
    texts = {
        form: render_terminal_tables([table], Screen(is_terminal=True, width=60, source_form=form))
        for form in (None, *SourceForm)
    }
    assert texts[None] == texts[SourceForm.ONE_LINE]
    assert texts[None].splitlines() == [
        "Sources",
        "1  Reuters  2025-04  A title A title A title A title A titl…",
    ]
    assert texts[SourceForm.NONE] == ""
    assert "https://a.b" in texts[SourceForm.FULL]


def test_a_source_without_a_title_shows_its_address() -> None:
    table = Table("Sources", COLUMNS, (), sources=(NumberedSource(1, "", url="https://a.b/c"),))
    text = render_terminal_tables([table], Screen(is_terminal=True, width=60))
    assert text.splitlines()[1].endswith("https://a.b/c")
