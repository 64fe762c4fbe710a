"""Compressed tables of others: what would take all memory is refused before it is read."""

import json
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from chipwatch.importing import compressed_input
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
