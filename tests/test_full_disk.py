"""A disk that is full while an import or an export is written: nothing half, nothing lost.

A limit of the size of files stands for it.
"""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from chipwatch.exporting.export_formats import ExportFormat
from conftest import Facts, Result, Run

pytestmark = pytest.mark.slow

FOLDER_FORMATS = (ExportFormat.CSV, ExportFormat.PARQUET, ExportFormat.OBSIDIAN)
FIRM = "name: Acme\nsources: [gazette]\ncountry: {value: CN, note: %s}\n"
LONG_NOTE = " ".join(map(str, range(2_000)))
LIBRARIES = {ExportFormat.PARQUET: "pyarrow", ExportFormat.XLSX: "xlsxwriter"}
MAPPING = """
kind: chip
source: {id: list, place: "row {row}", name: A list, type: reference, url: "https://l.example/"}
name: Chip
properties:
  tdp: {column: Power, unit: W}
  summary: Words
"""
ROW_COUNT = 1_100


def run_on_full_disk(*arguments: object, max_file_size: int) -> Result:
    def limit_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (max_file_size,) * 2)

    command = [sys.executable, "-m", "chipwatch", *map(str, arguments)]
    completed = subprocess.run(command, capture_output=True, check=False, preexec_fn=limit_files)
    return Result(completed.returncode, completed.stdout.decode(), completed.stderr.decode())


def read_files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_an_import_on_a_full_disk_leaves_nothing_and_can_be_repeated(
    tmp_path: Path, facts: Facts
) -> None:
    """The first file of 500 chips has room, the second has none."""
    base, into = facts({}), tmp_path / "mine"
    (tmp_path / "mapping.yaml").write_text(MAPPING, encoding="utf-8")
    lines = [f"N{number},{number + 1}," for number in range(500)]
    lines += [f"N{number},{number + 1},{'x' * 200}" for number in range(500, ROW_COUNT)]
    table = tmp_path / "table.csv"
    table.write_text("\n".join(["Chip,Power,Words", *lines]), encoding="utf-8")
    arguments = ("import", table, "--mapping", tmp_path / "mapping.yaml", "--into", into)
    result = run_on_full_disk(*arguments, "--exact", "--data", base, max_file_size=80_000)
    assert (result.code, result.out) == (2, "")
    assert result.err.endswith(
        f"error: {into} cannot be written: File too large\nnothing was written: choose with --into"
        " a folder that may be written and has room\n"
    )
    assert not into.exists()
    repeated = run_on_full_disk(*arguments, "--exact", "--data", base, max_file_size=10**9)
    assert repeated.code == 0
    assert list(read_files(into)) == [
        "chip/table-001.yaml",
        "chip/table-002.yaml",
        "chip/table-003.yaml",
        "source/list.yaml",
    ]


@pytest.mark.parametrize(
    "export_format", [form for form in ExportFormat if form not in FOLDER_FORMATS]
)
def test_an_export_to_a_file_on_a_full_disk_leaves_the_older_one(
    tmp_path: Path, facts: Facts, run: Run, export_format: ExportFormat
) -> None:
    pytest.importorskip(LIBRARIES.get(export_format, "json"))
    (tmp_path / "out").write_bytes(b"older")
    base = facts({"company/acme.yaml": FIRM % "new"})
    arguments = ("export", export_format, tmp_path / "out", "--data", base)
    result = run_on_full_disk(*arguments, max_file_size=8)
    assert (result.code, "cannot be written: File too large" in result.err) == (2, True)
    assert read_files(tmp_path) == {"out": b"older"}
    assert run(*arguments).code == 0


@pytest.mark.parametrize("export_format", FOLDER_FORMATS)
def test_an_export_to_a_folder_on_a_full_disk_leaves_whole_files(
    tmp_path: Path, facts: Facts, run: Run, export_format: ExportFormat
) -> None:
    pytest.importorskip(LIBRARIES.get(export_format, "json"))
    older, newer, place = tmp_path / "older", tmp_path / "newer", tmp_path / "place"
    older_base = facts({"company/acme.yaml": FIRM % "old"})
    newer_base = facts({"company/acme.yaml": FIRM % LONG_NOTE})
    for folder, base in ((older, older_base), (newer, newer_base), (place, older_base)):
        assert run("export", export_format, folder, "--data", base).code == 0
    arguments = ("export", export_format, place, "--data", newer_base)
    result = run_on_full_disk(*arguments, max_file_size=2_000)
    assert (result.code, "cannot be written: File too large" in result.err) == (2, True)
    contents = (read_files(older), read_files(newer))
    left_files = read_files(place)
    assert left_files.keys() == contents[0].keys()
    assert [
        name
        for name, content in left_files.items()
        if content not in [files.get(name) for files in contents]
    ] == []
    assert run(*arguments).code == 0
    assert read_files(place) == contents[1]
