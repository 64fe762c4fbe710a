"""Conditions in SQL over a kind: what they see, what they leave out, what is said of mistakes."""

import json
import operator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chipwatch.asking.answers.graph import EntityGraph
from chipwatch.asking.sql.selection import filter_entities
from chipwatch.model.entity import Entity
from chipwatch.model.facts import SourceRecord
from chipwatch.model.problem import NotFoundError
from chipwatch.model.schema import KINDS
from conftest import Facts, Run
from made import DrawnFact, build_base, build_entity, draw_facts, draw_sources

pytestmark = pytest.mark.slow

FILES = {
    "company/acme.yaml": "name: Acme\nsources: [gazette]\ncountry: CN\n",
    "company/bolt.yaml": "name: Bolt\nsources: [gazette]\ncountry: US\n",
    "chip/a1.yaml": "name: A1\nsources: [gazette]\ndesigner: acme\ntpp: 4800\ntdp: 300\n",
    "chip/a2.yaml": "name: A2\nsources: [gazette]\ndesigner: acme\ntpp: 4799\ntdp: 300..400\n",
    "chip/b1.yaml": "name: B1\nsources: [gazette]\ndesigner: bolt\ntpp: {unknown: undisclosed}\n"
    "price: 3 k EUR (3.2 k USD)\nmilestone: [taped out, sampled]\n",
}


def _ids(run: Run, folder: Path, condition: str, kind: str = "chip") -> list[str]:
    options = ("--columns", "id", "--format", "json", "--data", folder)
    return [row["id"] for row in json.loads(run(kind, "--where", condition, *options).out)]


@pytest.mark.parametrize(
    ("condition", "ids"),
    [
        pytest.param("tpp >= 4800 and designer_country = 'CN'", ["a1"], id="the-contract"),
        pytest.param("tpp < 4800", ["a2"], id="just-below"),
        pytest.param("tpp IS NULL", ["b1"], id="unknown-is-null"),
        pytest.param("designer = 'acme'", ["a1", "a2"], id="relation-is-an-id"),
        pytest.param("designer_name LIKE 'b%'", ["b1"], id="name-of-a-relation"),
        pytest.param("tdp > 200", ["a1", "a2"], id="a-range-of-which-both-ends-meet-it"),
        pytest.param("tdp > 350 or id = 'a1'", ["a1"], id="a-range-of-which-one-end-does"),
        pytest.param("tdp_high >= 400", ["a2"], id="upper-end"),
        pytest.param("tdp_low >= 300", ["a1", "a2"], id="lower-end"),
        pytest.param("price_usd = 3200 and price_currency = 'EUR'", ["b1"], id="money"),
        pytest.param("milestone LIKE '%sampled%'", ["b1"], id="lists-are-joined"),
        pytest.param("tpp > 1 -- and no more", ["a1", "a2"], id="comment"),
        pytest.param(
            "designer IN (SELECT id FROM company WHERE country = 'US')", ["b1"], id="another-kind"
        ),
        pytest.param(
            "id IN (SELECT entity FROM fact WHERE property = 'tdp')", ["a1", "a2"], id="facts"
        ),
    ],
)
def test_what_meets_a_condition(run: Run, facts: Facts, condition: str, ids: list[str]) -> None:
    assert _ids(run, facts(FILES), condition) == ids


@pytest.mark.parametrize(
    ("condition", "remarks"),
    [
        pytest.param(
            "tpp > 0",
            "no tpp is known of 1 chip (1 undisclosed), so it cannot be tested there\n",
            id="unknown",
        ),
        pytest.param(
            "tdp > 350 or id = 'a1'",
            "may meet it, by one end of a range or bound: A2\n"
            "no tdp is known of 1 chip, so it cannot be tested there\n",
            id="range",
        ),
        pytest.param("name > ''", "", id="words"),
    ],
)
def test_what_cannot_be_tested_is_said(
    run: Run, facts: Facts, condition: str, remarks: str
) -> None:
    assert run("chip", "--where", condition, "--data", facts(FILES)).err == remarks


@pytest.mark.parametrize(
    ("condition", "code", "message"),
    [
        pytest.param(
            "tp > 1", 2, "there is no column 'tp'\ndid you mean tpp or tdp? – put text in",
            id="misspelt",
        ),
        pytest.param(
            "camp = 'x'", 2, "there is no column 'camp'\ncamp is a column of company – put text in",
            id="of-another-kind",
        ),
        pytest.param(
            "designer_country = CN", 2,
            "there is no column 'CN'\ndid you mean eccn? – put text in single quotes: 'CN'",
            id="unquoted",
        ),
        pytest.param(
            "group = 'x'", 2,
            "this is not SQL near 'group'\nit is a word of SQL as well: write", id="word-of-sql",
        ),
        pytest.param("tpp >", 2, "this is not SQL near ')'", id="unfinished"),
        pytest.param("tpp > 1; DROP TABLE chip", 2, "", id="two-statements"),
        pytest.param("tpp > 1) OR (1", 0, "", id="brackets-that-fit-again"),
        pytest.param("1 = (SELECT count(*) FROM chp)", 2, "there is no table 'chp'", id="table"),
        pytest.param("frobnicate(tpp)", 2, "", id="function"),
        pytest.param(
            "tpp > 9000", 1,
            "no chip meets 'tpp > 9000'\n"
            "no tpp is known of 1 chip (1 undisclosed), so it cannot be tested there\n",
            id="nothing",
        ),
        pytest.param(
            "designer = 'ACME' AND tpp > 9000", 1,
            "no chip meets \"designer = 'ACME' AND tpp > 9000\"\n'ACME' is Acme of id acme:"
            " relations are compared by id, names letter by letter; no tpp is known"
            " of 1 chip",
            id="a-name-for-an-id",
        ),
        pytest.param(
            "designer = 'nobody'", 1,
            "no chip meets \"designer = 'nobody'\"\n"
            "text is compared letter by letter, case included\n",
            id="text",
        ),
    ],
)  # fmt: skip
def test_what_is_said_of_mistakes(
    run: Run, facts: Facts, condition: str, code: int, message: str
) -> None:
    answer = run("chip", "--where", condition, "--data", facts(FILES))
    assert answer.code == code
    assert answer.err.startswith(f"error: {message}") or code == 0


def test_a_mistake_is_json_where_the_answer_would_be(run: Run, facts: Facts) -> None:
    answer = run("chip", "--where", "tp > 1", "--json", "--data", facts(FILES))
    assert (answer.code, answer.out) == (2, "")
    assert json.loads(answer.err)["error"]["code"] == "unknown-name"


def test_names_and_a_condition_do_not_go_together(run: Run, facts: Facts) -> None:
    answer = run("chip", "a1", "--where", "tpp > 1", "--data", facts(FILES))
    assert (answer.code, answer.err.split("\n")[0]) == (
        2, "error: --where picks from the whole list",
    )  # fmt: skip


def test_the_moment_holds_in_conditions(run: Run, facts: Facts) -> None:
    later = "name: C1\nsources: [gazette]\ntpp: {value: 1, as_of: 2026}\n"
    files = {**FILES, "chip/c1.yaml": later}
    options = ("--columns", "id", "--format", "csv", "--data", facts(files))
    assert run("chip", "--where", "tpp = 1", *options).out == "id\nc1\n"
    assert run("chip", "--where", "tpp = 1", "--as-of", "2025", *options).code == 1


def test_a_column_that_sorts_another_kind_is_said_to(run: Run, facts: Facts) -> None:
    answer = run("company", "--sort", "tpp", "--data", facts(FILES))
    assert answer.code == 2
    error_text = "error: there is no column 'tpp'\ntpp is known of a chip or a policy;"
    assert answer.err.startswith(error_text)


@pytest.mark.parametrize(
    ("sort", "order", "remarks"),
    [
        ("tdp", ["a1", "a2", "b1"], [
            "sorted by tdp: a range or bound by the lower end that is stated",
            "sorted by tdp: 1 without one come last",
        ]),
        ("-tpp", ["a1", "a2", "b1"], ["sorted by tpp: 1 without one come last (1 undisclosed)"]),
        ("name", ["a1", "a2", "b1"], []),
    ],
)  # fmt: skip
def test_sorting_says_what_is_not_known(
    run: Run, facts: Facts, sort: str, order: list[str], remarks: list[str]
) -> None:
    options = ("--columns", "id", "--format", "csv", "--sort", sort, "--data", facts(FILES))
    answer = run("chip", *options)
    assert (answer.out.split()[1:], answer.err.splitlines()) == (order, remarks)


# Any facts at all

NUMBERS = st.sampled_from(("1", "2", "3", "2..4", ">3", "~2"))
CHIPS = st.lists(
    st.lists(draw_facts((("tpp", NUMBERS), ("tdp", NUMBERS), ("memory_type", st.just("HBM")))),
             max_size=4),
    min_size=1, max_size=4,
)  # fmt: skip
SIGNS = {
    "<": operator.lt, ">=": operator.ge, "=": operator.eq,
}  # fmt: skip


@pytest.mark.slow
@given(CHIPS, draw_sources(), st.sampled_from(sorted(SIGNS)), st.integers(1, 4))
def test_a_condition_agrees_with_a_plain_filter_over_the_same_facts(
    chips: list[list[DrawnFact]], sources: list[SourceRecord], sign: str, bound: int
) -> None:
    entities = [
        build_entity(f"c{number}", "chip", chip_facts, sources)
        for number, chip_facts in enumerate(chips)
    ]
    expected_ids = {entity.id for entity in entities if _meets(entity, sign, bound)}
    base = build_base(entities, sources)
    graph = EntityGraph(base, base.load_entities_of_kind("chip"))
    try:
        matches, _ = filter_entities(
            graph, KINDS["chip"], f"tpp {sign} {bound} AND memory_type = 'HBM'"
        )
    except NotFoundError:
        matches = []
    assert {entity.id for entity in matches} == expected_ids


def _meets(entity: Entity, sign: str, bound: int) -> bool:
    values = {name: ranked.shown_facts[0].value for name, ranked in entity.rank_facts().items()}
    ends = (values["tpp"].low, values["tpp"].high) if "tpp" in values else (None,)
    return "memory_type" in values and all(
        end is not None and SIGNS[sign](end, bound) for end in ends
    )


def test_laws_and_agencies_of_the_union_are_found_by_its_code(run: Run, facts: Facts) -> None:
    union = "name: Union\nsources: [gazette]\ncountry: EU\n"
    files = {
        "agency/union.yaml": union,
        "policy/act.yaml": "name: Act\nsources: [gazette]\njurisdiction: EU\nissuer: union\n",
        "policy/bar.yaml": "name: Bar\nsources: [gazette]\njurisdiction: NL\n",
    }
    folder = facts(files)
    assert _ids(run, folder, "jurisdiction = 'EU' AND issuer_country = 'EU'", "policy") == ["act"]
    refused = run("check", facts({"company/union.yaml": union}))
    assert "'EU' is not a country code" in refused.out + refused.err
