"""CSV and TSV: what spreadsheets and scripts read back, and what must never be computed."""

import csv
import io

import pytest

from chipwatch.model.answer import Json
from chipwatch.showing.separated_values import render_csv, render_tsv


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        pytest.param(None, "", id="nothing"),
        pytest.param("", "", id="empty"),
        pytest.param(True, "true", id="yes"),
        pytest.param(False, "false", id="no"),
        pytest.param(0, "0", id="zero"),
        pytest.param(-3.5, "-3.5", id="negative-number-stays-a-number"),
        pytest.param(380_000_000_000, "380000000000", id="large-number"),
        pytest.param("a,b", '"a,b"', id="comma"),
        pytest.param('say "x"', '"say ""x"""', id="quotes"),
        pytest.param("two\nlines", "two lines", id="newline"),
        pytest.param("a\tb", "a b", id="tab"),
        pytest.param(["a", "b"], "a; b", id="list"),
        pytest.param([], "", id="empty-list"),
        pytest.param([None, True, 1], "; true; 1", id="mixed-list"),
        pytest.param("百度", "百度", id="chinese"),
        pytest.param("\x1b[31m", "\\u001b[31m", id="escape"),
        pytest.param("=cmd()", "'=cmd()", id="formula"),
        pytest.param("+1", "+1", id="number-with-a-plus"),
        pytest.param("-47.5", "-47.5", id="number-below-zero"),
        pytest.param("-1+2", "'-1+2", id="sum-that-begins-with-a-number"),
        pytest.param("-47 %", "'-47 %", id="minus-before-more-than-a-number"),
        pytest.param("+cmd()", "'+cmd()", id="plus"),
        pytest.param("-cmd()", "'-cmd()", id="minus-in-text"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", id="at"),
        pytest.param("a=b", "a=b", id="equals-inside"),
        pytest.param(["=cmd()", "b"], "'=cmd(); b", id="formula-in-a-list"),
        pytest.param("\t=cmd()", "' =cmd()", id="formula-behind-a-tab"),
        pytest.param("  =cmd()", "'  =cmd()", id="formula-behind-spaces"),
        pytest.param("\n=cmd()", "' =cmd()", id="formula-behind-a-newline"),
        pytest.param("＝cmd()", "'＝cmd()", id="full-width-formula"),
        pytest.param("\u200b=1+1", "'\u200b=1+1", id="formula-behind-an-invisible-character"),
        pytest.param("'=1", "''=1", id="apostrophe-of-its-own-before-a-formula"),
        pytest.param("'tis", "'tis", id="apostrophe-of-a-word"),
        pytest.param("\u200b \u2060=1", "'\u200b \u2060=1", id="formula-behind-several"),
    ],
)
def test_a_cell_of_csv(value: Json, cell: str) -> None:
    assert render_csv([{"a": value, "b": 1}]) == f"a,b\n{cell},1\n"


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        pytest.param("tdp", "tdp", id="name"),
        pytest.param("\x1b[31mx", "\\u001b[31mx", id="escape"),
        pytest.param("coalesce(tdp,\n  0)", '"coalesce(tdp,   0)"', id="newline"),
        pytest.param("a\tb", "a b", id="tab"),
        pytest.param("=cmd|x", "'=cmd|x", id="formula"),
    ],
)
def test_a_heading_is_as_safe_as_a_cell(heading: str, cell: str) -> None:
    assert render_csv([{heading: 1}]) == f"{cell}\n1\n"
    assert render_tsv([{heading: 1}]) == f"{cell.strip(chr(34))}\n1\n"


def test_csv_is_read_back() -> None:
    rows = [{"x": 'a "b", c', "y": "1"}, {"x": "", "y": "百度"}]
    assert list(csv.DictReader(io.StringIO(render_csv(rows)))) == rows


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("a\tb", "a b"),
        ('say "x"', 'say "x"'),
        ("a,b", "a,b"),
        ("back\\slash", "back\\slash"),
        ("two\r\nlines", "two  lines"),
        ("=cmd()", "'=cmd()"),
        (None, ""),
    ],
)
def test_a_cell_of_tsv_is_never_quoted(value: Json, cell: str) -> None:
    assert render_tsv([{"a": value, "b": 1}]) == f"a\tb\n{cell}\t1\n"


def test_no_rows_are_the_headings_alone() -> None:
    assert (render_csv([]), render_tsv([])) == ("", "")
    assert (render_csv([], ("id", "n")), render_tsv([], ("id", "n"))) == ("id,n\n", "id\tn\n")
