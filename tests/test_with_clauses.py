"""How far WITH clauses may expand."""

import time

import pytest

from chipwatch.asking.sql.with_clauses import WithTableError, check_expansion
from conftest import Facts, Run

SHAPES = [
    pytest.param("SELECT p.x FROM {0} p, {0} q", id="join"),
    pytest.param("SELECT (SELECT x FROM {0}) + (SELECT x FROM {0}) x", id="subquery"),
    pytest.param("SELECT x FROM {0} UNION ALL SELECT x FROM {0}", id="union"),
    pytest.param("SELECT 1 x WHERE 1 IN {0} AND 2 IN {0}", id="in"),
    pytest.param("SELECT p.x FROM `{0}` p, [{0}] q", id="quoted"),
    pytest.param("SELECT p.x FROM '{0}' p, '{0}' q", id="quoted-as-text"),
    pytest.param("SELECT p.x FROM {0}/* ) */ p, {0} -- )\n q", id="comments"),
]
HEADS = [
    pytest.param("a{0} AS", id="plain"),
    pytest.param("a{0}(x) AS NOT MATERIALIZED ", id="with-columns"),
    pytest.param("A{0} as materialized", id="upper-case"),
    pytest.param("'a{0}' AS /* ( */", id="quoted"),
]


def build_chain(shape: str, depth: int, head: str = "a{0} AS", step: int = 1) -> str:
    """A question whose tables each use the one before, or with step -1 the one after."""
    tables = [f"{head.format(0)}(SELECT 1 x)"] + [
        f"{head.format(number)}({shape.format(f'a{number - 1}')})" for number in range(1, depth)
    ]
    return f"WITH {', '.join(tables[::step])} SELECT count(*) AS n FROM a{depth - 1}"


@pytest.mark.slow
@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("shape", SHAPES)
def test_tables_that_double_are_refused_at_once(
    run: Run, facts: Facts, shape: str, head: str
) -> None:
    folder = facts({})
    start = time.process_time()
    answer = run("sql", build_chain(shape, 22, head), "--data", folder)
    assert time.process_time() - start < 2
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("error: the tables of WITH use one another too often\n")


@pytest.mark.slow
@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_few_levels_are_answered(run: Run, facts: Facts, shape: str, head: str) -> None:
    answer = run("sql", build_chain(shape, 5, head), "--format", "csv", "--data", facts({}))
    assert (answer.code, answer.out.split("\n")[0]) == (0, "n")


@pytest.mark.slow
def test_the_costliest_question_that_is_let_through_compiles_in_time(
    run: Run, facts: Facts
) -> None:
    folder = facts({})
    start = time.process_time()
    answer = run("sql", build_chain("SELECT p.x FROM {0} p, {0} q", 13), "--data", folder)
    assert (answer.code, time.process_time() - start < 5) == (0, True)


@pytest.mark.parametrize(
    "question",
    [
        "SELECT 1",
        "WITH",
        "WITH a AS (SELECT 1",
        "WITH RECURSIVE a(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM a) SELECT x FROM a LIMIT 3",
        "WITH a AS (SELECT 1 x), b AS (SELECT a.x, a.x, a.x FROM a) SELECT b.x FROM b",
        "SELECT sum(x) OVER w FROM t WINDOW w AS (ORDER BY x)",
    ],
)
def test_ordinary_questions_pass(question: str) -> None:
    check_expansion(question)


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (
            "WITH a AS (WITH a AS (SELECT 1 x) SELECT a.x FROM a, a b) SELECT * FROM a",
            "WITH defines the table 'a' twice",
        ),
        (
            build_chain("SELECT x FROM {0}", 150, step=-1),
            "the tables of WITH use one another too deeply",
        ),
    ],
)
def test_what_cannot_be_counted_is_refused(question: str, message: str) -> None:
    with pytest.raises(WithTableError, match=message):
        check_expansion(question)
