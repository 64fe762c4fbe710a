"""Excel files: typed cells, and texts that are never computed."""

import builtins
import io
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from chipwatch.model.data_frame import MissingLibraryError
from chipwatch.model.installation import format_extra_command
from chipwatch.model.part_type import PartType
from chipwatch.showing.spreadsheet import MAX_CELL_LETTERS, render_xlsx
from conftest import Run

pytest.importorskip("xlsxwriter")
openpyxl = pytest.importorskip("openpyxl")


def _read_sheet(content: bytes) -> Any:  # noqa: ANN401 - openpyxl has no types here
    return openpyxl.load_workbook(io.BytesIO(content)).active


def _write_value(value: object, part_type: PartType = PartType.PLAIN) -> Any:  # noqa: ANN401
    rows: list[Any] = [{"a": value}]
    return _read_sheet(render_xlsx(rows, ("a",), {"a": part_type}))["A2"]


@pytest.mark.parametrize(
    ("value", "stored", "data_type"),
    [
        (5, 5, "n"),
        (-2.5, -2.5, "n"),
        (True, True, "b"),
        (None, None, "n"),
        ("", None, "n"),
        ("=1+1", "=1+1", "s"),
        ("+1", "+1", "s"),
        ("@SUM(A1)", "@SUM(A1)", "s"),
        ("https://example.org", "https://example.org", "s"),
        ("百度", "百度", "s"),
        (["a", "b"], "a; b", "s"),
        ("two\nlines\x1b", "two lines\\u001b", "s"),
        (2**60, str(2**60), "s"),
    ],
)
def test_a_cell_holds_what_the_value_is(value: object, stored: object, data_type: str) -> None:
    cell = _write_value(value)
    assert (cell.value, cell.data_type, cell.hyperlink) == (stored, data_type, None)


def test_a_day_is_a_date() -> None:
    cell = _write_value("2025-02-28", PartType.DAY)
    assert cell.value == datetime(2025, 2, 28)  # noqa: DTZ001 - Excel has no zones
    assert cell.is_date


def test_a_day_before_those_of_excel_stays_a_text() -> None:
    assert _write_value("1899-12-31", PartType.DAY).value == "1899-12-31"


def test_a_text_too_long_for_a_cell_is_marked() -> None:
    text = _write_value("x" * 40_000).value
    assert (len(text), text[-1]) == (MAX_CELL_LETTERS, "…")


def test_the_heading_stays_in_sight() -> None:
    sheet = _read_sheet(render_xlsx([{"id": "a", "n": 1}], ("id", "n"), {}))
    assert [cell.value for cell in sheet[1]] == ["id", "n"]
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold


def test_no_rows_are_a_heading() -> None:
    sheet = _read_sheet(render_xlsx([], ("id", "n"), {}))
    assert [[cell.value for cell in row] for row in sheet.rows] == [["id", "n"]]


def test_a_listing_is_written_to_a_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "chips.xlsx"
    result = run("chip", "nvidia-h20", "--columns", "id,tpp,announced", "-o", path)
    assert (result.code, result.out) == (0, "")
    sheet = openpyxl.load_workbook(path).active
    assert [cell.value for cell in sheet[2]][:5] == ["nvidia-h20", 2368, 2368, 2368, "2368"]
    assert sheet["G2"].is_date


def test_the_install_line_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import_module = builtins.__import__

    def refuse(name: str, *arguments: object, **options: object) -> object:
        if name == "xlsxwriter":
            raise ImportError(name)
        return import_module(name, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(MissingLibraryError) as raised:
        render_xlsx([], (), {})
    assert raised.value.hint == f"run {format_extra_command('xlsx')}"
