"""Tables of others, row by row: marks, separators and encodings; and what cannot be read."""

import os
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from chipwatch.importing.bounded_input import MAX_CELL_LETTERS, MAX_LINE_LETTERS, TableError
from chipwatch.importing.table_rows import TableRow, iter_table_rows


def read_table(folder: Path, content: bytes | str, name: str = "table.csv") -> list[TableRow]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(iter_table_rows(path))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("a.csv", "Chip,Power\nA,1\n", id="commas"),
        pytest.param("a.csv", "\ufeffChip,Power\r\nA,1\r\n", id="byte-order-mark"),
        pytest.param("a.csv", '\ufeff"Chip","Power"\n"A","1"\n', id="mark-before-a-quote"),
        pytest.param("a.csv", "Chip;Power\nA;1\n", id="semicolons"),
        pytest.param("a.csv", "\ufeffsep=;\r\nChip;Power\r\nA;1\r\n", id="separator-stated"),
        pytest.param("a.csv", "sep=^\nChip^Power\nA^1\n", id="odd-separator-stated"),
        pytest.param("a.csv", "Chip\tPower\nA\t1\n", id="tabs"),
        pytest.param("a.tsv", "Chip\tPower\nA\t1", id="tabs-without-a-last-line-end"),
        pytest.param("a.txt", "Chip|Power\nA|1\n", id="bars"),
        pytest.param("a.csv", "Chip,Power\rA,1\r", id="line-ends-of-old"),
        pytest.param("a.csv", "Chip,Power\nA,1\n".encode("utf-16"), id="utf-16"),
        pytest.param("a.json", '\ufeff[{"Chip": "A", "Power": 1}]', id="json-with-a-mark"),
        pytest.param("a.jsonl", '\ufeff{"Chip": "A", "Power": 1}', id="lines-with-a-mark"),
    ],
)
def test_a_table_is_read_whatever_separates_its_cells(
    tmp_path: Path, name: str, content: bytes | str
) -> None:
    (row,) = read_table(tmp_path, content, name)
    assert (row.cells, row.problems, row.cell_problems) == ({"Chip": "A", "Power": "1"}, (), {})


def test_numbers_of_json_stay_as_they_were_written(tmp_path: Path) -> None:
    (row,) = read_table(
        tmp_path, f'{{"a": 1.10, "b": {"9" * 5000}, "c": 1e3, "d": [2]}}', "a.jsonl"
    )
    assert row.cells == {"a": "1.10", "b": "9" * 5000, "c": "1e3", "d": "2"}


def test_the_apostrophe_before_a_formula_is_taken_off(tmp_path: Path) -> None:
    (row,) = read_table(tmp_path, "Chip,Note\n'=1+1,'tis\n")
    assert row.cells == {"Chip": "=1+1", "Note": "'tis"}


@pytest.mark.parametrize(
    ("content", "problems"),
    [
        ('{"Chip": "A\\u0000"}', {"Chip": "the cell has the control character U+0000"}),
        ('{"Chip": "\\ud800"}', {"Chip": "the cell has the control character U+D800"}),
        (f'{{"Chip": "{"x" * MAX_CELL_LETTERS}"}}', {}),
        (
            f'{{"Chip": "{"x" * (MAX_CELL_LETTERS + 1)}"}}',
            {"Chip": "the cell is longer than 131,072 letters"},
        ),
    ],
)
def test_a_cell_that_can_be_no_value_costs_only_itself(
    tmp_path: Path, content: str, problems: dict[str, str]
) -> None:
    row, other = read_table(tmp_path, f'{content}\n{{"Chip": "B"}}\n', "a.jsonl")
    assert row.cell_problems == problems
    assert (row.cells["Chip"] == "") == bool(problems)
    assert other.cells == {"Chip": "B"}


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", 'Chip,Maker\nx,y\n"a,b\nc,d\n', "begins on line 3: a quote is opened and never"),
        ("a.csv", '"a"b,c\n', "in the row that begins on line 1: ',' expected after '\"'"),
        (
            "a.csv",
            f"Chip\n{'a' * (MAX_CELL_LETTERS + 1)}\n",
            "begins on line 2: a cell is longer than 131,072 letters",
        ),
        ("a.csv", "Chip\nCafé\n".encode("latin-1"), "is not UTF-8"),
        ("a.csv", "Chip\nA\n".encode("utf-16") + b"\0", "is not UTF-16-LE"),
        ("a.json", "[" * 100_000, "is not JSON: it is nested too deeply"),
        ("a.json", '["é"]'.encode("latin-1"), "is not JSON: it is not UTF-8"),
        ("a.json", "", "is not JSON: Expecting value"),
        ("a.xlsx", "PK", "is no workbook that can be read"),
    ],
)
def test_what_is_no_table_is_refused_at_its_place(
    tmp_path: Path, name: str, content: bytes | str, message: str
) -> None:
    with pytest.raises(TableError) as raised:
        read_table(tmp_path, content, name)
    assert message in raised.value.message


def test_a_workbook_with_a_damaged_sheet_is_refused(tmp_path: Path) -> None:
    openpyxl: Any = pytest.importorskip("openpyxl")
    whole, damaged = tmp_path / "whole.xlsx", tmp_path / "damaged.xlsx"
    workbook = openpyxl.Workbook()
    for row in (["Chip"], ["A"], ["B"]):
        workbook.active.append(row)
    workbook.save(whole)
    with ZipFile(whole) as files, ZipFile(damaged, "w") as damaged_files:
        for name in files.namelist():
            content = files.read(name)
            damaged_files.writestr(name, content[:-40] if "worksheets/" in name else content)
    assert len(list(iter_table_rows(whole))) == 2
    with pytest.raises(TableError, match="is no workbook that can be read"):
        list(iter_table_rows(damaged))


@pytest.mark.parametrize("line", ["[" * 100_000, '{"Chip": 1', "[1]"])
def test_a_line_that_is_no_object_is_reported_and_the_others_read(
    tmp_path: Path, line: str
) -> None:
    row, other = read_table(tmp_path, f'{line}\n{{"Chip": "B"}}\n', "a.jsonl")
    assert len(row.problems) == 1
    assert other.cells == {"Chip": "B"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "beginning"), [("a.csv", "Chip\nA\n"), ("a.csv", ""), ("a.jsonl", '{"Chip": "')]
)
def test_a_line_without_end_takes_little_memory(tmp_path: Path, name: str, beginning: str) -> None:
    """The file has a gigabyte of zeros, which no disk has to hold."""
    path = tmp_path / name
    path.write_text(beginning, encoding="utf-8")
    os.truncate(path, 2**30)
    line = beginning.count("\n") + 1
    with (
        assert_memory_below(100_000_000),
        pytest.raises(TableError, match=f"line {line}: it is longer than {MAX_LINE_LETTERS:,}"),
    ):
        list(iter_table_rows(path))


@pytest.mark.slow
def test_a_cell_of_50_mb_in_several_lines_is_refused_at_its_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('Chip\nA\n"' + "x\n" * 25_000_000 + '"\n', encoding="utf-8")
    with (
        assert_memory_below(10_000_000),
        pytest.raises(TableError, match="begins on line 3: a cell is longer than 131,072 letters"),
    ):
        list(iter_table_rows(path))


@pytest.mark.slow
def test_a_cell_of_50_mb_in_json_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(f'[{{"Chip": "{"x" * 50_000_000}"}}, {{"Chip": "B"}}]', encoding="utf-8")
    with assert_memory_below(250_000_000):  # bytes, text and value
        row, other = iter_table_rows(path)
    assert row.cell_problems == {"Chip": "the cell is longer than 131,072 letters"}
    assert other.cells == {"Chip": "B"}


@contextmanager
def assert_memory_below(byte_count: int) -> Iterator[None]:
    """Fail where more memory is taken at a time within the block."""
    tracemalloc.start()
    try:
        yield
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < byte_count
