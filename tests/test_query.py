"""SQL over the whole base: the tables, what is refused, and that nothing can run away."""

import json
from pathlib import Path

import pytest

from chipwatch.asking.sql.query import MAX_ROWS
from chipwatch.model.schema import KINDS
from conftest import Facts, Run

COUNTING = "WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n)"
"""The beginning of a question without end."""
FILES = {
    "company/acme.yaml": "name: Acme\naliases: [艾克米, ACME Inc]\nsources: [gazette]\n",
    "chip/a1.yaml": "name: A1\nsources: [gazette]\ndesigner: acme\ntdp: [300, 310]\n"
    "price: ~3 k EUR (3.2 k USD)\nmemory_capacity: 80..96\n",
}


def _rows(run: Run, folder: Path, question: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(run("sql", question, "--json", "--data", folder).out)
    return rows


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_sql_sees_what_a_listing_shows(run: Run, kind: str) -> None:
    entities = json.loads(run(kind, "--json").out)
    keys = [key for key in entities[0] if key in KINDS[kind].list_flat_keys()]
    sql_rows = json.loads(run("sql", f"SELECT * FROM {kind} ORDER BY name, id", "--json").out)
    rows_by_id = {row["id"]: row for row in sql_rows}
    assert list(rows_by_id) == sorted(rows_by_id, key=lambda id_: (rows_by_id[id_]["name"], id_))
    assert sorted(rows_by_id) == sorted(entity["id"] for entity in entities)
    assert [
        (entity["id"], key)
        for entity in entities
        for key in keys
        if rows_by_id[entity["id"]][key] != _flat(entity[key])
    ] == []


def _flat(value: object) -> object:
    """A listed value as SQL has it: lists joined."""
    if isinstance(value, list):
        return "; ".join("" if item is None else str(item) for item in value) or None
    return value


@pytest.mark.slow
def test_every_fact_is_a_row(run: Run, facts: Facts) -> None:
    question = (
        "SELECT value, text, unit, low, high, shown, disputed, sources FROM fact"
        " WHERE entity = 'a1' ORDER BY property, low"
    )
    assert [tuple(row.values()) for row in _rows(run, facts(FILES), question)] == [
        (None, "acme", None, None, None, 1, 0, "gazette"),
        (None, "80–96 GB", "GB", 80, 96, 1, 0, "gazette"),
        (3000, "~3,000 EUR (3,200 USD)", "EUR", 3000, 3000, 1, 0, "gazette"),
        (300, "300 W", "W", 300, 300, 1, 1, "gazette"),
        (310, "310 W", "W", 310, 310, 0, 1, "gazette"),
    ]


@pytest.mark.slow
def test_names_are_rows_of_alias(run: Run, facts: Facts) -> None:
    assert _rows(run, facts(FILES), "SELECT * FROM alias") == [
        {"entity": "acme", "kind": "company", "alias": "艾克米"},
        {"entity": "acme", "kind": "company", "alias": "ACME Inc"},
    ]


def test_a_source_is_a_row_of_its_kind(run: Run, facts: Facts) -> None:
    question = "SELECT id, type, published FROM source"
    assert _rows(run, facts(FILES), question) == [
        {"id": "gazette", "type": "news", "published": "2025-01"}
    ]


def test_columns_of_one_name_are_told_apart(run: Run, facts: Facts) -> None:
    question = "SELECT c.id, d.id, d.id FROM chip c JOIN company d ON c.designer = d.id"
    answer = run("sql", question, "--format", "csv", "--data", facts(FILES))
    assert answer.out == "id,id_2,id_3\na1,acme,acme\n"


@pytest.mark.parametrize(
    ("question", "out"),
    [
        ("SELECT count(*) AS n FROM (SELECT id FROM chip)", "n\n1\n"),
        ("WITH c AS (SELECT tdp_low AS x FROM chip) SELECT max(x) AS n FROM c", "n\n300\n"),
        (f"{COUNTING} SELECT group_concat(x) AS n FROM (SELECT x FROM n LIMIT 3)", 'n\n"1,2,3"\n'),
        ("SELECT row_number() OVER (ORDER BY entity) AS n FROM fact LIMIT 1", "n\n1\n"),
    ],
)  # fmt: skip
def test_reading_of_every_shape_is_answered(
    run: Run, facts: Facts, question: str, out: str
) -> None:
    assert run("sql", question, "--format", "csv", "--data", facts(FILES)).out == out


def test_no_row_is_nothing_found(run: Run, facts: Facts) -> None:
    answer = run("sql", "SELECT id FROM chip WHERE id = 'z'", "--data", facts(FILES))
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("error: no row answers the question\n")


@pytest.mark.slow
def test_help_lists_every_column(run: Run, facts: Facts) -> None:
    answer = run("sql", "SELECT 1", "--columns", "help", "--format", "csv", "--data", facts({}))
    entities = {line.split(",")[0] for line in answer.out.splitlines()}
    assert {"chip.designer_country", "chip.tdp_low", "fact.value", "alias.alias"} <= entities


# What is refused

HOSTILE = [
    "INSERT INTO chip (id) VALUES ('x')",
    "UPDATE chip SET name = 'x'",
    "DELETE FROM chip",
    "DROP TABLE chip",
    "CREATE TABLE x (y)",
    "CREATE TEMP TABLE x AS SELECT 1",
    "CREATE TRIGGER t AFTER INSERT ON chip BEGIN SELECT 1; END",
    "ALTER TABLE chip RENAME TO x",
    "ATTACH DATABASE '{out}' AS x",
    "DETACH DATABASE main",
    "VACUUM INTO '{out}'",
    "VACUUM",
    "PRAGMA query_only = OFF",
    "PRAGMA writable_schema = ON",
    "SELECT * FROM pragma_database_list",
    "SELECT * FROM sqlite_master",
    "SELECT load_extension('{out}')",
    "SELECT writefile('{out}', 'x')",
    "SELECT readfile('/etc/passwd')",
    "SELECT fts3_tokenizer('x')",
    "SELECT zeroblob(1000000000)",
    "SELECT hex(randomblob(1000000000))",
    "BEGIN",
    "SAVEPOINT x",
    "REINDEX",
    "ANALYZE",
    "EXPLAIN SELECT 1",
    "SELECT 1; DROP TABLE chip",
    "",
    "-- nothing",
    "WITH x AS (SELECT 1) INSERT INTO chip (id) SELECT * FROM x",
    "REPLACE INTO chip (id) VALUES ('x')",
]


@pytest.mark.slow
@pytest.mark.parametrize("question", HOSTILE)
def test_whatever_is_not_reading_is_refused(
    run: Run, facts: Facts, tmp_path: Path, question: str
) -> None:
    out = tmp_path / "written"
    answer = run("sql", question.format(out=out), "--data", facts(FILES))
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("error: ")
    assert len(answer.err.splitlines()) == 2
    assert not out.exists()


@pytest.mark.slow
@pytest.mark.parametrize("question", [item for item in HOSTILE if item[:1].isalpha()])
def test_a_condition_is_no_way_round(run: Run, facts: Facts, tmp_path: Path, question: str) -> None:
    out, folder = tmp_path / "written", facts(FILES)
    for condition in (question, f"1); {question}; --", f"1) UNION {question} --"):
        answer = run("chip", "--where", condition.format(out=out), "--data", folder)
        assert answer.code == 2
        assert not out.exists()
    assert run("chip", "--columns", "id", "--format", "csv", "--data", folder).out == "id\na1\n"


@pytest.mark.slow
def test_rows_without_end_are_cut(run: Run, facts: Facts) -> None:
    answer = run("sql", f"{COUNTING} SELECT x FROM n", "--format", "csv", "--data", facts(FILES))
    assert answer.code == 1
    assert len(answer.out.splitlines()) == MAX_ROWS + 1
    remark = "cut off after 10,000 rows: there are more; --limit says how many to give\n"
    assert answer.err == remark


@pytest.mark.slow
def test_a_cut_answer_says_so_inside_and_in_its_receipt(run: Run, facts: Facts) -> None:
    options = ("--json", "--receipt", "--data", facts(FILES))
    answer = run("sql", f"{COUNTING} SELECT x FROM n", *options)
    data = json.loads(answer.out)
    assert (answer.code, len(data["rows"])) == (1, MAX_ROWS)
    assert (data["complete"], data["receipt"]["complete"]) == (False, False)


@pytest.mark.slow
@pytest.mark.parametrize("limit", [3, MAX_ROWS, MAX_ROWS + 5])
def test_a_limit_that_is_asked_for_cuts_nothing_off(run: Run, facts: Facts, limit: int) -> None:
    question = f"{COUNTING} SELECT x FROM n"
    answer = run("sql", question, "--limit", limit, "--json", "--data", facts(FILES))
    assert (answer.code, len(json.loads(answer.out)), answer.err) == (0, limit, "")


@pytest.mark.slow
def test_the_greatest_of_a_cut_answer_are_not_the_greatest_of_all(run: Run, facts: Facts) -> None:
    options = ("--sort", "-x", "--limit", "3", "--json", "--data", facts(FILES))
    answer = run("sql", f"{COUNTING} SELECT x FROM n", *options)
    assert (answer.code, json.loads(answer.out)["complete"]) == (1, False)


@pytest.mark.slow
def test_as_many_rows_as_there_may_be_are_complete(run: Run, facts: Facts) -> None:
    question = f"{COUNTING} SELECT x FROM n LIMIT {MAX_ROWS}"
    answer = run("sql", question, "--json", "--data", facts(FILES))
    assert (answer.code, len(json.loads(answer.out))) == (0, MAX_ROWS)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("SELECT nmae FROM chip", "there is no column 'nmae'\ndid you mean name?"),
        ("SELECT * FROM chps", "there is no table 'chps'\ndid you mean chip?"),
        ("SELECT c.nmae FROM chip c", "there is no column 'nmae'"),
        ("SELECT lenght(name) FROM chip", "there is no function lenght\ndid you mean"),
        ("SELECT group FROM chip", "this is not SQL near 'group'\nit is a word of SQL as well"),
        ("SELEC 1", "this is not SQL near 'SELEC'"),
        ("SELECT sum(1, 2)", "SQL cannot answer this: wrong number of arguments"),
    ],
)
def test_mistakes_come_with_a_remedy(run: Run, facts: Facts, question: str, message: str) -> None:
    answer = run("sql", question, "--data", facts(FILES))
    assert answer.code == 2
    assert answer.err.startswith(f"error: {message}")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("condition", "rows"),
    [
        pytest.param("founded > 2015", ["new"], id="a-year-without-quotes"),
        pytest.param("founded > '2015'", ["new"], id="a-year"),
        pytest.param("founded < 2000", ["old"], id="before"),
        pytest.param("employees > '80'", ["new"], id="a-number-in-quotes"),
        pytest.param("founded_last < '2016-06'", ["old"], id="a-quarter-by-its-last-day"),
        pytest.param('"founded" > 2015', ["new"], id="a-column-in-quotes"),
    ],
)
def test_what_is_compared_is_taken_for_what_the_column_holds(
    run: Run, facts: Facts, condition: str, rows: list[str]
) -> None:
    folder = facts({
        "company/old.yaml": "name: Old\nsources: [gazette]\nfounded: 1999-03\nemployees: 9\n",
        "company/new.yaml": "name: New\nsources: [gazette]\nfounded: 2016-Q2\nemployees: 100\n",
    })  # fmt: skip
    options = ("--columns", "id", "--format", "csv", "--data", folder)
    assert run("company", "--where", condition, *options).out.splitlines()[1:] == rows


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "answer"),
    [
        pytest.param("select x'00ff' a", "00ff", id="bytes"),
        pytest.param("select 1e400 a", "inf", id="endless"),
        pytest.param("select -1e400 a", "-inf", id="endless-below"),
        pytest.param('select 1 as "My a"', 1, id="a-name-of-its-own"),
    ],
)
def test_what_no_format_has_is_told_in_words(
    run: Run, facts: Facts, question: str, answer: str | int
) -> None:
    result = run("sql", question, "--json", "--data", facts(FILES))
    assert [list(row.values()) for row in json.loads(result.out)] == [[answer]]


@pytest.mark.parametrize(
    ("question", "message"),
    [
        pytest.param('select "nosuch" from company', "there is no column 'nosuch'", id="quoted"),
        pytest.param("select '\udcff'", "the question holds bytes that are no text", id="bytes"),
    ],
)
def test_what_sqlite_would_take_for_text_is_refused(
    run: Run, facts: Facts, question: str, message: str
) -> None:
    answer = run("sql", question, "--data", facts(FILES))
    assert (answer.code, answer.out, answer.err.splitlines()[0]) == (2, "", f"error: {message}")


@pytest.mark.slow
def test_money_in_a_condition_is_told_apart_by_currency(run: Run, facts: Facts) -> None:
    folder = facts({
        "investment/a.yaml": "name: A\nsources: [gazette]\namount: 900 bn CNY\n",
        "investment/b.yaml": "name: B\nsources: [gazette]\namount: 5 bn USD\n",
    })  # fmt: skip
    mixed_answer = run("investment", "--where", "amount > 1e9", "--data", folder)
    assert mixed_answer.err.startswith(
        "amount is tested in whatever currency its source has: add amount_"
    )
    dollar_answer = run("investment", "--where", "amount_usd > 1e9", "--data", folder)
    assert dollar_answer.err == (
        "the amount of 1 investment is stated in other currencies alone, so amount_usd cannot be"
        " tested there\n"
    )
    condition_with_currency = "amount > 1e9 and amount_currency = 'CNY'"
    assert run("investment", "--where", condition_with_currency, "--data", folder).err == ""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        pytest.param(
            "two\nlines", ["two lines,b", "two lines\tb", "| two lines | b |", "two lines  b"],
            id="newline",
        ),
        pytest.param("a\ttab", ["a tab,b", "a tab\tb", "| a tab | b |", "a tab  b"], id="tab"),
        pytest.param(
            "\x1b[31mred",
            [r"\u001b[31mred,b", "\\u001b[31mred\tb", r"| \\u001b\[31mred | b |",
             r"\u001b[31mred  b"],
            id="escape",
        ),
        pytest.param(
            "=cmd|x", ["'=cmd|x,b", "'=cmd|x\tb", r"| =cmd\|x | b |", "=cmd|x  b"], id="formula"
        ),
    ],
)  # fmt: skip
def test_headings_are_made_safe_as_values_are(
    run: Run, facts: Facts, heading: str, expected: list[str]
) -> None:
    folder = facts({})
    question = f'SELECT 1 AS "{heading}", 2 AS b'
    answers = [
        run("sql", question, "--format", output_format, "--data", folder)
        for output_format in ("csv", "tsv", "markdown", "table")
    ]
    assert [answer.out.splitlines()[0] for answer in answers] == expected
    assert {answer.code for answer in answers} == {0}


def test_an_expression_over_two_lines_is_a_heading(run: Run, facts: Facts) -> None:
    question = "SELECT id, coalesce(tdp,\n  0) FROM chip"
    answer = run("sql", question, "--format", "tsv", "--data", facts(FILES))
    assert answer.out.splitlines()[0] == "id\tcoalesce(tdp,   0)"
