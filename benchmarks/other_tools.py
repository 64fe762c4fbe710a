"""The same questions on the same facts, asked of other tools: ``python benchmarks/other_tools.py 10000``.

Made-up facts are written once as YAML, and from there as one record an entity for each tool. A tool
that is not installed is left out, and that is said. Each cell is the median processor time of whole
processes that take turns, in milliseconds, with the least and the greatest. What a tool had to make
before it could be asked (a snapshot, a database, an index) is not counted.
"""

import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from measured_process import (
    CHIPWATCH,
    Command,
    measure_in_turns,
    measure_process,
    summarise_seconds,
)
from synthetic import SOURCE_COUNT, write_base

ROUNDS = 7
SEARCHED_WORDS = "training cluster"
TDP_LIMIT = 900
LOOK_UP_SQL = "SELECT text FROM entity WHERE id = :id"
SEARCH_SQL = "SELECT rowid FROM entity_fts WHERE entity_fts MATCH :words LIMIT 10"
LISTING_SQL = (
    "SELECT id, tdp FROM entity WHERE tdp > CAST(:limit AS REAL) ORDER BY tdp DESC LIMIT 10"
)
KINDS = ("chip", "company", "investment", "person", "product")
YAML_SCRIPT = """
import pathlib, sys, yaml
for path in pathlib.Path(sys.argv[1]).rglob("*.yaml"):
    for document in yaml.load_all(path.read_bytes(), Loader=yaml.CSafeLoader):
        if document.get("id") == sys.argv[2]:
            print(document)
"""
Record = Mapping[str, Any]


class Tool(NamedTuple):
    """A tool with the program that it needs, and its command for each question that it can answer."""

    name: str
    program: str
    look_up: Command
    search: Command = ()
    listing: Command = ()


def load_records(base: Path, cache: Path) -> list[Record]:
    """Load what chipwatch says of every entity, as flat records without empty values."""
    records: list[Record] = []
    for kind in KINDS:
        command = (CHIPWATCH, kind, "--json", "--facts", "none", "--data", str(base))
        environment = {"XDG_CACHE_HOME": str(cache), "PATH": ""}
        text = subprocess.run(command, check=True, capture_output=True, env=environment).stdout
        for entity in json.loads(text):
            plain = {key: value for key, value in entity.items() if value not in (None, "", [], {})}
            records.append({k: v for k, v in plain.items() if not isinstance(v, dict)})
    return records


def write_json_lines(records: Iterable[Record], path: Path) -> None:
    """Write the records for jq, one a line."""
    lines = (json.dumps(record, ensure_ascii=False) for record in records)
    path.write_text("\n".join(lines), encoding="utf-8")


def write_recutils(records: Iterable[Record], path: Path) -> None:
    """Write the records for GNU recutils: fields of text, empty lines between records."""
    texts = (
        "\n".join(f"{key}: {_write_field(value)}" for key, value in record.items())
        for record in records
    )
    path.write_text("%rec: entity\n\n" + "\n\n".join(texts) + "\n", encoding="utf-8")


def _write_field(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value)
    return text.replace("\n", "\n+ ")


def write_sqlite(records: Iterable[Record], path: Path) -> None:
    """Write the records for sqlite-utils: a table with a key, and a full-text index over all texts."""
    rows = [
        (r["id"], r["kind"], r["name"], r.get("tdp"), json.dumps(r, ensure_ascii=False))
        for r in records
    ]
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE entity (id TEXT PRIMARY KEY, kind, name, tdp, text)")
        connection.executemany("INSERT INTO entity VALUES (?, ?, ?, ?, ?)", rows)
        connection.execute("CREATE INDEX entity_tdp ON entity (tdp)")
        connection.execute("CREATE VIRTUAL TABLE entity_fts USING fts5 (text, content=entity)")
        connection.execute("INSERT INTO entity_fts (entity_fts) VALUES ('rebuild')")
        connection.commit()


def list_tools(folder: Path, id_: str) -> list[Tool]:
    """List the tools with their commands."""
    base, lines, rec, database = (
        str(folder / name) for name in ("base", "facts.jsonl", "facts.rec", "facts.db")
    )
    condition, options = f"tdp > {TDP_LIMIT}", ("--json", "--data", base)
    jq_listing = f"[inputs | select(.{condition})] | sort_by(-.tdp) | .[:10][] | {{id, tdp}}"
    return [
        Tool(
            name="chipwatch",
            program=CHIPWATCH,
            look_up=(CHIPWATCH, "show", id_, *options),
            search=(CHIPWATCH, "search", SEARCHED_WORDS, "--limit", "10", *options),
            listing=(CHIPWATCH, "chip", "--where", condition, "--columns", "id,tdp",
                     "--sort", "-tdp", "--limit", "10", *options),
        ),
        Tool(
            name="sqlite-utils",
            program="sqlite-utils",
            look_up=("sqlite-utils", database, LOOK_UP_SQL, "-p", "id", id_),
            search=("sqlite-utils", database, SEARCH_SQL, "-p", "words", f'"{SEARCHED_WORDS}"'),
            listing=("sqlite-utils", database, LISTING_SQL, "-p", "limit", str(TDP_LIMIT)),
        ),
        Tool(
            name="jq",
            program="jq",
            look_up=("jq", "-c", f'select(.id == "{id_}")', lines),
            search=("jq", "-c", f'select(tostring | test("{SEARCHED_WORDS}")) | .id', lines),
            listing=("jq", "-n", "-c", jq_listing, lines),
        ),
        Tool(
            name="GNU recutils",
            program="recsel",
            look_up=("recsel", "-e", f"id = '{id_}'", rec),
            search=("recsel", "-q", SEARCHED_WORDS, "-p", "id", rec),
            listing=("recsel", "-e", condition, "-S", "tdp", "-p", "id,tdp", rec),
        ),
        Tool(
            name="ripgrep, in the YAML",
            program="rg",
            look_up=("rg", "-A", "12", f"^id: {id_}$", base),
            search=("rg", "-l", SEARCHED_WORDS, base),
        ),
        Tool(
            name="PyYAML's C loader",
            program=sys.executable,
            look_up=(sys.executable, "-c", YAML_SCRIPT, base, id_),
        ),
        Tool(
            name="Python that starts",
            program=sys.executable,
            look_up=(sys.executable, "-c", "pass"),
        ),
        Tool(
            name="Python that imports Typer",
            program=sys.executable,
            look_up=(sys.executable, "-c", "import typer"),
        ),
    ]  # fmt: skip


def print_table(tools: Iterable[Tool], cache: Path) -> None:
    """Measure the tools and print a table in Markdown."""
    questions = ("look_up", "search", "listing")
    commands = {
        f"{tool.name} {question}": getattr(tool, question)
        for question in questions
        for tool in tools
        if getattr(tool, question)
    }
    for command in commands.values():
        measure_process(command, cache, exit_codes=(0, 1))
    costs = measure_in_turns(commands, cache, ROUNDS)
    print("| tool | look-up by id | search | ten by condition |\n|---|---:|---:|---:|")
    for tool in tools:
        cells = [_format_cell(costs.get(f"{tool.name} {question}")) for question in questions]
        print(f"| {tool.name} | {' | '.join(cells)} |")


def _format_cell(costs: list[Any] | None) -> str:
    if costs is None:
        return ""
    spread = summarise_seconds(costs)
    least, greatest = spread.least * 1000, spread.greatest * 1000
    return f"{spread.median * 1000:.0f} ({least:.0f}–{greatest:.0f})"


def main() -> None:
    """Write the facts for each tool, and print the table."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_base(folder / "base", number + SOURCE_COUNT)
        records = load_records(folder / "base", folder / "cache")
        write_json_lines(records, folder / "facts.jsonl")
        write_recutils(records, folder / "facts.rec")
        write_sqlite(records, folder / "facts.db")
        id_ = records[len(records) // 2]["id"]
        tools = list_tools(folder, id_)
        missing = [tool.name for tool in tools if not shutil.which(tool.program)]
        if missing:
            print(f"not installed, left out: {', '.join(missing)}\n", file=sys.stderr)
        print(
            f"{len(records):,} entities; milliseconds of the processor, medians of {ROUNDS} rounds\n"
        )
        print_table([tool for tool in tools if tool.name not in missing], folder / "cache")


if __name__ == "__main__":
    main()
