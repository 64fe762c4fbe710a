"""Write tables as an SQLite file: typed columns, keys between tables, full-text search.

Datasette and other tools find the keys, the search and the columns' types by themselves; the units
and meanings of columns stand in the table ``column_meaning``.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing

from .export_content import ExportContent
from .export_tables import CellType, ExportTable, TableColumn, build_tables

_AFFINITIES = {
    CellType.INTEGER: "INTEGER",
    CellType.NUMBER: "REAL",
    CellType.BOOLEAN: "INTEGER",
    CellType.DAY: "TEXT",
    CellType.TEXT: "TEXT",
}
_MEANINGS = ExportTable(
    name="column_meaning",
    meaning="What each column holds.",
    columns=(
        TableColumn("table_name", "The table."),
        TableColumn("column_name", "The column."),
        TableColumn("meaning", "What it holds."),
        TableColumn("unit", "The unit of its numbers."),
    ),
    rows=(),
)
_SEARCH = """
CREATE VIRTUAL TABLE entity_fts USING fts5(name, content="entity", tokenize='porter unicode61');
INSERT INTO entity_fts (entity_fts) VALUES ('rebuild');
CREATE VIRTUAL TABLE fact_fts USING fts5(value, note, content="fact", content_rowid='id',
    tokenize='porter unicode61');
INSERT INTO fact_fts (fact_fts) VALUES ('rebuild');
"""


def write_sqlite(content: ExportContent) -> bytes:
    """Write all tables as the bytes of an SQLite file."""
    tables = build_tables(content)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        for table in (*tables, _describe_columns(tables)):
            _create_table(connection, table)
        connection.executescript(_SEARCH)
        connection.commit()
        return connection.serialize()


def _create_table(connection: sqlite3.Connection, table: ExportTable) -> None:
    definitions = [_define_column(table, column) for column in table.columns]
    connection.execute(f"CREATE TABLE {_quote(table.name)} ({', '.join(definitions)})")
    places = ", ".join("?" * len(table.columns))
    connection.executemany(f"INSERT INTO {_quote(table.name)} VALUES ({places})", table.rows)
    for column in table.columns:
        if column.refers_to and column.name != table.key:
            index = _quote(f"{table.name}_by_{column.name}")
            place = f"{_quote(table.name)} ({_quote(column.name)})"
            connection.execute(f"CREATE INDEX {index} ON {place}")


def _define_column(table: ExportTable, column: TableColumn) -> str:
    parts = [_quote(column.name), _AFFINITIES[column.type]]
    if column.name == table.key:
        parts.append("PRIMARY KEY")
    if column.refers_to:
        parts.append(f"REFERENCES {_quote(column.refers_to)} (id)")
    return " ".join(parts)


def _describe_columns(tables: Sequence[ExportTable]) -> ExportTable:
    rows = [
        (table.name, column.name, column.meaning, column.unit or None)
        for table in tables
        for column in table.columns
    ]
    return _MEANINGS._replace(rows=rows)


def _quote(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
