"""Tables as HTML: escaped, with notes, remarks and the numbers of sources."""

from chipwatch.model.html_table import render_html_tables
from chipwatch.model.table import Cell, Column, NumberedCitation, Table

COLUMNS = (
    Column("Name"),
    Column("Watts & more", is_numeric=True),
    Column("Bar", is_drawing=True),
)


def test_a_table_has_headings_rows_and_notes() -> None:
    rows = ((Cell("H20"), Cell("400", citations=(NumberedCitation(1, "p. 2"),)), Cell("██")),)
    html = render_html_tables([Table("Chips", COLUMNS, rows, notes=("2 more",))])
    assert html == (
        "<table><caption>Chips</caption><thead><tr>"
        '<th style="text-align: left">Name</th>'
        '<th style="text-align: right">Watts &amp; more</th>'
        '</tr></thead><tbody>\n<tr><td style="text-align: left">H20</td>'
        '<td style="text-align: right">'
        "400 <sup>[1, p. 2]</sup></td></tr>\n</tbody></table><p>2 more</p>"
    )


def test_all_text_is_escaped() -> None:
    text = "<script>alert(\"1\" & '2')</script>"
    rows = ((Cell(text, "", text, (NumberedCitation(1, text),)), Cell(text)),)
    columns = (Column(text), Column(text))
    html = render_html_tables([Table(text, columns, rows, notes=(text,))])
    assert "<script>" not in html
    assert html.count("&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;") == 8


def test_control_characters_are_written_out() -> None:
    html = render_html_tables([Table("", COLUMNS[:1], ((Cell("a\u202eb"),),))])
    assert "\u202e" not in html
    assert "a\\u202eb" in html


def test_a_heading_spans_the_columns_of_a_card() -> None:
    rows = ((Cell("Figures", "heading"),), (Cell("Power", "label"), Cell("400 W", "", "peak")))
    html = render_html_tables([Table("", COLUMNS[:2], rows, has_headings=False)])
    assert '<tr><th colspan="2">Figures</th></tr>' in html
    assert "400 W <small>peak</small>" in html
    assert "<thead>" not in html


def test_several_tables_follow_one_another() -> None:
    table = Table("", COLUMNS[:1], ((Cell("a"),),))
    assert render_html_tables([table, table]).count("<table>") == 2


def test_short_words_stay_in_one_line_and_a_short_row_fills_the_table() -> None:
    columns = (Column("Label", is_unbreakable=True), Column("Value"), Column("As of"))
    html = render_html_tables([Table("", columns, ((Cell("Also"), Cell("百度")),))])
    assert '<td style="text-align: left; white-space: nowrap">Also</td>' in html
    assert '<td style="text-align: left" colspan="2">百度</td>' in html
