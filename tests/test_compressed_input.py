"""Compressed tables of others: what would take all memory is refused before it is read."""

import json
from pathlib import Path
from string import ascii_uppercase
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from chipwatch.importing import compressed_input
from chipwatch.importing.bounded_input import TableError
from chipwatch.importing.table_rows import iter_table_rows
from conftest import Facts, Run

LIMIT = 2**20
MAPPING = """
kind: company
source: {id: desk, place: "row {row}", name: Desk, publisher: The desk, type: research}
name: Name
new: add
properties: {country: Country}
"""


@pytest.fixture(autouse=True)
def lower_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a mebibyte be too much, so that a small bomb is one."""
    monkeypatch.setattr(compressed_input, "MAX_EXPANDED_BYTES", LIMIT)


def write_mapping(folder: Path) -> Path:
    path = folder / "mapping.yaml"
    path.write_text(MAPPING, encoding="utf-8")
    return path


def write_workbook(path: Path, letters: int) -> Path:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["Name", "Country"])
        sheet.write_row(1, 0, ["Acme", "CN"])
    with ZipFile(path, "a", ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/filling.xml", " " * letters)
    return path


def test_a_workbook_that_expands_to_too_much_is_refused(tmp_path: Path, run: Run) -> None:
    bomb = write_workbook(tmp_path / "bomb.xlsx", 8 * LIMIT)
    assert bomb.stat().st_size < LIMIT / 16
    mapping = write_mapping(tmp_path)
    result = run("import", bomb, "--mapping", mapping, "--into", tmp_path / "own")
    assert result.code == 2
    assert f"{bomb} expands to more than 1 MiB" in result.err
    assert "save it as CSV" in result.err
    assert not (tmp_path / "own").exists()


def test_one_of_usual_size_is_read(tmp_path: Path, run: Run) -> None:
    path = write_workbook(tmp_path / "table.xlsx", LIMIT // 2)
    result = run("import", path, "--mapping", write_mapping(tmp_path), "--dry-run", "--json")
    assert (result.code, json.loads(result.out)["facts"]) == (0, 1)


def test_a_parquet_export_that_expands_to_too_much_is_refused(
    tmp_path: Path, run: Run, facts: Facts
) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    folder = tmp_path / "tables"
    assert run("export", "parquet", folder, "--data", facts({})).code == 0
    table = pyarrow.table({"entity": ["acme"], "note": ["x" * (4 * LIMIT)]})
    parquet.write_table(table, folder / "fact.parquet", compression="zstd")
    assert (folder / "fact.parquet").stat().st_size < LIMIT / 16
    result = run("diff", folder, facts({}))
    assert result.code in (1, 2)
    assert "fact.parquet expands to more than 1 MiB" in result.err


SHEET_BEGINNING = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def write_sheet(path: Path, dimension: str, *cells: str) -> Path:
    """Write a workbook whose sheet has texts at these places, and says that it is so large."""
    openpyxl: Any = pytest.importorskip("openpyxl")
    usual = path.with_name("usual.xlsx")
    openpyxl.Workbook().save(usual)
    rows = "".join(
        f'<row r="{cell.lstrip(ascii_uppercase)}"><c r="{cell}" t="str"><v>{text}</v></c></row>'
        for cell, text in (place.split("=") for place in cells)
    )
    sheet = (
        f'{SHEET_BEGINNING}<dimension ref="{dimension}"/><sheetData>{rows}</sheetData></worksheet>'
    )
    with ZipFile(usual) as files, ZipFile(path, "w") as changed_files:
        for name in files.namelist():
            is_sheet = name.endswith("sheet1.xml")
            changed_files.writestr(name, sheet if is_sheet else files.read(name))
    return path


@pytest.mark.slow
@pytest.mark.parametrize(
    "cells",
    [
        pytest.param(("A1=Name", "A9000000000=Acme"), id="a-row-that-no-sheet-has"),
        pytest.param(("A1=Name", *(f"XFD{row}=x" for row in range(2, 1400))), id="far-columns"),
    ],
)
def test_a_sheet_with_a_cell_far_away_is_refused(tmp_path: Path, cells: tuple[str, ...]) -> None:
    path = write_sheet(tmp_path / "far.xlsx", "A1:A2", *cells)
    with pytest.raises(TableError, match="more than 1,048,576 rows or 20,971,520 cells") as raised:
        list(iter_table_rows(path))
    assert "delete the empty rows and columns" in raised.value.hint


@pytest.mark.slow
def test_the_size_that_a_sheet_states_is_not_believed(tmp_path: Path) -> None:
    """As where somebody formatted all cells: a million rows of 16,384 empty cells."""
    path = write_sheet(tmp_path / "stated.xlsx", "A1:XFD1048576", "A1=Name", "A1048576=Acme")
    (row,) = iter_table_rows(path)
    assert (row.number, row.cells) == (2**20, {"Name": "Acme"})
