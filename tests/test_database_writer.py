"""What was read is database into tables: one row a fact, every name under every key."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from chipwatch.reading.layers import list_fact_files, resolve_layers
from chipwatch.reading.loader import LoadResult, load_fact_files
from chipwatch.store.database_writer import write_database
from chipwatch.store.table_reader import APPLICATION_ID
from conftest import Facts


@pytest.fixture
def database(reading: LoadResult) -> Iterator[sqlite3.Connection]:
    """The tables of the folder that the test's docstring describes."""
    with closing(sqlite3.connect(":memory:")) as connection:
        write_database(connection, reading)
        yield connection


def rows(database: sqlite3.Connection, sql: str) -> list[tuple[Any, ...]]:
    return database.execute(sql).fetchall()


def test_every_fact_is_a_row(database: sqlite3.Connection) -> None:
    """
    # chip/h20.yaml
    name: H20
    designer: nvidia
    tdp:
      - {value: 0.4 kW, as_of: 2024-05, until: 2025, certainty: estimated, sources: gazette#p2}
      - {unknown: redacted, sources: [gazette#p1, gazette#p2], note: blacked out}
    sources: gazette
    # company/nvidia.yaml
    name: Nvidia
    """
    sql = (
        "SELECT place, property, value, unknown, target, shown, certainty, as_of, until, note,"
        " citations, line, col FROM fact WHERE entity = 'h20' ORDER BY place"
    )
    assert rows(database, sql) == [
        (0, "designer", "nvidia", 0, "nvidia", None, "reported", None, None, "", "gazette", 2, 11),
        (1, "tdp", "400", 0, None, "400 W", "estimated", "2024-05", "2025", "", "gazette#p2", 4,
         13),
        (2, "tdp", "redacted", 1, None, None, "reported", None, None, "blacked out",
         "gazette#p1\ngazette#p2", 5, 15),
    ]  # fmt: skip


def test_a_fact_that_cites_a_source_twice_rests_on_it_once(database: sqlite3.Connection) -> None:
    """
    # company/acme.yaml
    name: Acme
    country: {value: US, sources: [gazette#p1, gazette#p2, herald]}
    plan: {value: More, sources: [gazette#p1]}
    # source/herald.yaml
    name: Herald
    """
    sql = (
        "SELECT citation.source, fact.property FROM citation JOIN fact"
        " ON fact.rowid BETWEEN first AND last WHERE fact.entity = 'acme' ORDER BY 1, 2 DESC"
    )
    assert rows(database, sql) == [
        ("gazette", "plan"),
        ("gazette", "country"),
        ("herald", "country"),
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "name", "aliases", "named"),
    [
        ("company", "Acme", "[]", [("acme", "Acme", "name"), ("acmeworks", "acme-works", "id")]),
        (
            "company",
            "Acme Works, Inc.",
            "[ACME, 9888.HK]",
            [
                ("09888", "9888.HK", "alias"),
                ("9888", "9888.HK", "alias"),
                ("9888hk", "9888.HK", "alias"),
                ("acme", "ACME", "alias"),
                ("acmeworks", "acme-works", "id"),
                ("acmeworksinc", "Acme Works, Inc.", "name"),
                ("hk:9888", "9888.HK", "alias"),
            ],
        ),
        (
            "chip",
            "Acme Works, Inc.",
            "[]",
            [("acmeworks", "acme-works", "id"), ("acmeworksinc", "Acme Works, Inc.", "name")],
        ),
        (
            "company",
            "昆仑控股",
            "[ＡＢＣ, '?!', kunlunkonggu]",
            [
                ("abc", "ＡＢＣ", "alias"),
                ("acmeworks", "acme-works", "id"),
                ("hunlun", "昆仑控股", "pinyin"),
                ("hunlunkonggu", "昆仑控股", "pinyin"),
                ("hunlunqianggu", "昆仑控股", "pinyin"),
                ("klkg", "昆仑控股", "pinyin"),
                ("kunlun", "昆仑控股", "pinyin"),
                ("kunlunkonggu", "kunlunkonggu", "alias"),
                ("kunlunqianggu", "昆仑控股", "pinyin"),
                ("昆仑", "昆仑控股", "name"),
                ("昆仑控股", "昆仑控股", "name"),
            ],
        ),
    ],
    ids=["plain", "suffix", "no suffix but of companies", "Chinese"],
)
def test_a_name_stands_once_under_each_of_its_keys(
    kind: str, name: str, aliases: str, named: list[tuple[str, str, str]], facts: Facts
) -> None:
    text = f"name: {name}\naliases: {aliases}\n"
    folder = facts({f"{kind}/acme-works.yaml": text})
    sql = "SELECT key, text, how FROM name WHERE entity = 'acme-works' ORDER BY key"
    with closing(sqlite3.connect(":memory:")) as connection:
        write_database(connection, load_fact_files(list_fact_files(resolve_layers((str(folder),)))))
        assert rows(connection, sql) == named


def test_the_file_is_marked_as_ours(database: sqlite3.Connection) -> None:
    """
    # company/acme.yaml
    name: Acme
    """
    assert APPLICATION_ID.to_bytes(4, "big") == b"chpw"
    assert rows(database, "PRAGMA application_id") == [(APPLICATION_ID,)]


def test_a_base_without_facts_has_every_table(database: sqlite3.Connection) -> None:
    """
    # company/bad.yaml
    founded: 2000
    """
    assert rows(database, "SELECT count(*) FROM entity") == [(1,)]
    assert rows(database, "SELECT id, kind FROM broken") == [("bad", "company")]
    assert rows(database, "SELECT code, line, col FROM problem ORDER BY code") == [
        ("missing-name", 1, 1),
        ("no-source", 1, 10),
    ]
