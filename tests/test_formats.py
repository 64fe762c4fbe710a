"""Every format of one answer, side by side: a table with each kind of cell and of value."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from chipwatch.model.table import Cell, Column, Json, Row, Table
from chipwatch.showing.formats import BIBLIOGRAPHY, Format, Screen, render
from conftest import Golden

FORMS = [form for form in Format if form not in BIBLIOGRAPHY]
GOLDEN = Path(__file__).parent / "golden"


class Sample:
    """An answer made by hand; implements Answer."""

    def data(self) -> Json:
        return [{"id": "a", "n": 1.5, "list": ["x", "y"], "none": None, "yes": True}]

    def grid(self) -> Sequence[Row]:
        return [{"id": "a", "n": 1.5, "list": ["x", "y"], "none": None, "yes": True}]

    def tables(self) -> Sequence[Table]:
        columns = (Column("Name"), Column("Number", numeric=True), Column("What", whole=True))
        rows = (
            (Cell("Group", "heading"),),
            (Cell("Baidu", "name"), Cell("1,500 W", "", "+2"), Cell("百度", "", "a note")),
            (Cell("Long name"), Cell("7 W", "disputed", "disputed +1"), Cell("", "", "aside")),
        )
        card = ((Cell("Label", "label"), Cell("value")), (Cell("Short"), Cell("")))
        return [
            Table("Title", columns, rows, notes=("a note below",)),
            Table("", (Column("Key"), Column("Value")), card, headed=False),
        ]

    def talk(self) -> Sequence[str]:
        return ()


@pytest.mark.parametrize("form", FORMS)
def test_one_answer_in_each_format(form: Format, golden: Golden) -> None:
    golden(GOLDEN / f"format.{form}", render(Sample(), form))


def test_one_answer_on_a_terminal(golden: Golden) -> None:
    shown = render(Sample(), Format.TABLE, Screen(terminal=True, width=80))
    golden(GOLDEN / "format.terminal", shown)


@pytest.mark.parametrize("form", [form for form in FORMS if form is not Format.TABLE])
def test_only_tables_look_at_the_screen(form: Format) -> None:
    screen = Screen(terminal=True, width=20, colour=True)
    assert render(Sample(), form, screen) == render(Sample(), form)


@pytest.mark.parametrize("form", FORMS)
def test_every_format_ends_with_a_newline(form: Format) -> None:
    assert render(Sample(), form).endswith("\n")
