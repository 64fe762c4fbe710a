"""Exports that are read back: texts like formulas stay texts, and damage is an error."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from conftest import Facts, Run

pytestmark = pytest.mark.slow

FORMULA = "=1+1"
FACTS = {
    "company/acme.yaml": (
        f'name: "{FORMULA}"\naliases: ["@SUM(A1)", "\'=1"]\nsources: [gazette]\n'
        "country: {value: CN, note: '=HYPERLINK(1)'}\n"
    )
}


@pytest.mark.parametrize("export_format", ["csv", "xlsx", "sqlite", "jsonl"])
def test_texts_like_formulas_come_back_as_they_were(
    export_format: str, facts: Facts, tmp_path: Path, run: Run
) -> None:
    pytest.importorskip("xlsxwriter" if export_format == "xlsx" else "json")
    exported, copy = tmp_path / f"out.{export_format}", tmp_path / "copy"
    assert run("export", export_format, exported, "--data", facts(FACTS)).code == 0
    assert run("import", exported, "--into", copy).code == 0
    page = run("company", "acme", "--json", "--data", copy).out
    assert f'"name": "{FORMULA}"' in page
    assert '"aliases": ["@SUM(A1)", "\'=1"]' in page
    assert '"note": "=HYPERLINK(1)"' in page


def test_no_cell_of_an_exported_workbook_is_computed(
    facts: Facts, tmp_path: Path, run: Run
) -> None:
    pytest.importorskip("xlsxwriter")
    openpyxl: Any = pytest.importorskip("openpyxl")
    path = tmp_path / "out.xlsx"
    assert run("export", "xlsx", path, "--data", facts(FACTS)).code == 0
    cells = [
        cell
        for sheet in openpyxl.load_workbook(path).worksheets
        for row in sheet.iter_rows()
        for cell in row
    ]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert {cell.data_type for cell in cells if cell.value == FORMULA} == {"s"}


def test_cells_of_csv_have_an_apostrophe_before_a_formula(
    facts: Facts, tmp_path: Path, run: Run
) -> None:
    folder = tmp_path / "out"
    assert run("export", "csv", folder, "--data", facts(FACTS)).code == 0
    assert "acme,company,'=1+1,1" in (folder / "entity.csv").read_text(encoding="utf-8")


def _replace_heading(folder: Path) -> None:
    path = folder / "fact.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("property", "prop", 1))


def _cut_table(folder: Path) -> None:
    path = folder / "citation.csv"
    path.write_text(path.read_text(encoding="utf-8").rstrip().rpartition(",")[0])


def _remove_table(folder: Path) -> None:
    (folder / "alias.csv").unlink()


def _add_control_character(folder: Path) -> None:
    path = folder / "fact.csv"
    path.write_bytes(path.read_bytes().replace(b"CN", b"C\0N", 1))


def _cut_line(path: Path) -> None:
    path.write_text(f'{path.read_text(encoding="utf-8")}{{"id": "x", "ki', encoding="utf-8")


def _drop_table(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE alias")
    connection.close()


class Damage(NamedTuple):
    """What is done to an export, and what is then said of it."""

    export_format: str
    apply: Callable[[Path], None]
    message: str


@pytest.mark.parametrize(
    "damage",
    [
        Damage("csv", _replace_heading, "is no whole export of chipwatch: it lacks 'property'"),
        Damage("csv", _cut_table, "citation.csv, line 4: cells are missing at its end"),
        Damage("csv", _remove_table, "alias.csv cannot be read: No such file or directory"),
        Damage(
            "csv", _add_control_character, "fact.csv, line 2: the cell has the control character"
        ),
        Damage("jsonl", _cut_line, "line 3: it is no exported entity"),
        Damage("sqlite", _drop_table, "is no export of chipwatch: no such table: alias"),
    ],
)
def test_a_damaged_export_is_refused_whole(
    damage: Damage, facts: Facts, tmp_path: Path, run: Run
) -> None:
    exported, copy = tmp_path / f"out.{damage.export_format}", tmp_path / "copy"
    assert run("export", damage.export_format, exported, "--data", facts(FACTS)).code == 0
    damage.apply(exported)
    result = run("import", exported, "--into", copy)
    assert (result.code, result.out) == (2, "")
    assert damage.message in result.err
    assert not copy.exists()


@pytest.mark.parametrize(
    ("script", "message"),
    [
        pytest.param(
            "CREATE VIEW entity AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
            " SELECT x AS id, 'company' AS kind, 'n' AS name, 0 AS is_whole FROM n",
            "is no export of chipwatch: ",
            id="a-view-without-end",
        ),
        pytest.param(
            "CREATE VIEW entity AS SELECT a.* FROM fact a, fact b, fact c",
            "is no export of chipwatch: ",
            id="a-view-of-products",
        ),
        pytest.param(
            "CREATE TABLE entity(id, kind, name,"
            " is_whole AS (length(replace(hex(zeroblob(900000)), '0', '00'))))",
            "is no whole export of chipwatch: it lacks 'is_whole'",
            id="a-column-that-computes",
        ),
    ],
)
def test_a_database_that_computes_is_no_export(
    script: str, message: str, facts: Facts, tmp_path: Path, run: Run
) -> None:
    exported = tmp_path / "out.sqlite"
    assert run("export", "sqlite", exported, "--data", facts(FACTS)).code == 0
    with closing(sqlite3.connect(exported)) as connection:
        connection.execute("DROP TABLE entity")
        connection.execute(script)
        if "TABLE" in script:
            connection.execute("INSERT INTO entity VALUES ('acme', 'company', 'Acme')")
        connection.commit()
    result = run("import", exported, "--into", tmp_path / "copy")
    assert result.code == 2
    assert message in result.err
    assert not (tmp_path / "copy").exists()
