"""Exports are read by the tools that they are for; each is skipped where its tool is missing."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import Run

pytestmark = pytest.mark.slow


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "export"


def export(run: Run, path: Path, export_format: str, *options: str) -> Path:
    result = run("export", export_format, path, *options)
    assert (result.code, result.out) == (0, "")
    return path


def test_frictionless_finds_the_data_package_valid(run: Run, path: Path) -> None:
    frictionless: Any = pytest.importorskip("frictionless")
    export(run, path, "csv")
    report = frictionless.validate(str(path / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])
    assert {"entity", "fact", "chip"} <= {task.name for task in report.tasks}


def test_followthemoney_keeps_every_value_of_every_entity(run: Run, path: Path) -> None:
    ftm: Any = pytest.importorskip("followthemoney")
    export(run, path, "ftm")
    entities = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for entity in entities:
        cleaned = ftm.model.get_proxy(entity, cleaned=False)
        for name, values in entity["properties"].items():
            # it writes some in its own way, such as addresses with a slash at the end
            assert len(cleaned.get(name)) == len(set(values)), (entity["id"], name)
    baidu = next(entity for entity in entities if entity["id"] == "baidu")
    assert baidu["schema"] == "Company"
    assert baidu["properties"]["country"] == ["cn"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # its own file
def test_followthemoney_reads_statements_under_the_keys_that_it_makes_itself(
    run: Run, path: Path
) -> None:
    serialize: Any = pytest.importorskip("followthemoney.statement.serialize")
    export(run, path, "ftm-statements")
    with path.open("rb") as file:
        statements = list(serialize.read_csv_statements(file))
    assert [s for s in statements if s.prop != "id" and s.id != s.generate_key()] == []
    names = {statement.value for statement in statements if statement.prop == "name"}
    assert {"Baidu", "Nvidia H20"} <= names


def test_networkx_reads_every_relation_of_a_graph(run: Run, path: Path) -> None:
    networkx: Any = pytest.importorskip("networkx")
    graph = networkx.read_graphml(export(run, path, "graphml"))
    assert graph.nodes["nvidia-h20"] == {"name": "Nvidia H20", "kind": "chip"}
    edges = [data for *_, data in graph.out_edges("nvidia-h20", data=True)]
    assert {edge["property"]: edge["label"] for edge in edges}["designer"] == "Designer"


def test_duckdb_and_pandas_read_parquet_with_types(run: Run, path: Path) -> None:
    pytest.importorskip("pyarrow")
    duckdb: Any = pytest.importorskip("duckdb")
    pandas: Any = pytest.importorskip("pandas")
    export(run, path, "parquet")
    chips = path / "chip.parquet"
    question = f"SELECT tpp, memory_capacity FROM '{chips}' WHERE id = 'nvidia-h20'"  # noqa: S608
    assert duckdb.sql(question).fetchall() == [(2368.0, 96.0)]
    assert str(pandas.read_parquet(chips)["tpp"].dtype) == "float64"


def test_pybtex_reads_every_source(run: Run, path: Path) -> None:
    database: Any = pytest.importorskip("pybtex.database")
    entries = database.parse_file(str(export(run, path, "bibtex")), bib_format="bibtex").entries
    csl = json.loads(export(run, path.with_suffix(".json"), "csl-json").read_text(encoding="utf-8"))
    assert set(entries) == {item["id"] for item in csl}


def test_datasette_serves_tables_with_labels_and_search(run: Run, path: Path) -> None:
    pytest.importorskip("datasette")
    database = export(run, path.with_suffix(".db"), "sqlite")
    command = [sys.executable, "-m", "datasette", str(database), "--get"]

    def ask(question: str) -> Any:  # noqa: ANN401 - JSON of any shape
        answer = subprocess.run([*command, question], capture_output=True, check=True, text=True)
        return json.loads(answer.stdout)

    assert ask("/export/chip.json?id=nvidia-h20&_shape=array")[0]["tpp"] == 2368
    found = ask("/export/entity.json?_search=huawei&_shape=array")
    assert "huawei" in {row["id"] for row in found}
    fact = ask("/export/fact.json?_labels=on&entity=baidu&_size=1&_shape=array")[0]
    assert fact["entity"] == {"value": "baidu", "label": "Baidu"}


def test_excel_files_hold_texts_that_are_never_computed(run: Run, path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    openpyxl: Any = pytest.importorskip("openpyxl")
    workbook = openpyxl.load_workbook(export(run, path.with_suffix(".xlsx"), "xlsx"))
    types = {cell.data_type for sheet in workbook for row in sheet.iter_rows() for cell in row}
    assert types <= {"s", "n", "b", "d"}
    assert {"entity", "fact", "chip"} <= set(workbook.sheetnames)


def test_sqlite_files_have_whole_keys(run: Run, path: Path) -> None:
    connection = sqlite3.connect(export(run, path, "sqlite"))
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    counts = [
        connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
        for table in ("fact", "entity", "source")
    ]
    assert min(counts) > (50,)
    connection.close()
