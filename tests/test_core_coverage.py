"""How much is known of what one expects to know of each kind."""

import json

import pytest

from chipwatch.model.schema import KINDS
from conftest import Facts, Run

FILES = {
    "agency/office.yaml": "name: Office\nsources: [gazette]\ncountry: US\nrole: Writes rules\n",
    "agency/bureau.yaml": (
        "name: Bureau\nsources: [gazette]\npart_of: office\nhead: {unknown: undisclosed}\n"
        "role: {unknown: not-found, looked_in: [gazette, its own page], as_of: 2026-11-29}\n"
        "country: {unknown: not-applicable}\n"
    ),
}


def test_core_values_are_counted_by_what_is_known(run: Run, facts: Facts) -> None:
    rows = json.loads(run("stats", "--coverage", "all", "--json", "--data", facts(FILES)).out)
    assert [row for row in rows if row["kind"] == "agencies"] == [
        {
            "kind": "agencies",
            "entities": 2,
            "values": 8,
            "known": 3,
            "known_share": 42.9,
            "not_applicable": 1,
            "unknown": 1,
            "not_found": 1,
            "empty": 2,
        }
    ]
    assert [row["kind"] for row in rows] == ["agencies", "sources"]


def test_what_is_missing_is_listed_for_each_entity(run: Run, facts: Facts) -> None:
    options = ("--columns", "id,missing_core", "--format", "csv", "--data", facts(FILES))
    assert run("stats", "--coverage", "agency", *options).out == (
        "id,missing_core\nbureau,\noffice,part_of; head\n"
    )


def test_a_relation_that_others_state_is_known(run: Run, facts: Facts) -> None:
    files = {
        "company/acme.yaml": "name: Acme\nsources: [gazette]\n",
        "person/ada.yaml": "name: Ada\nsources: [gazette]\nrole: Founder\nbelongs_to: acme\n",
        "person/bob.yaml": "name: Bob\nsources: [gazette]\n",
    }
    options = ("--columns", "id,missing_core", "--format", "csv", "--data", facts(files))
    missing = "role; leads|chairs|presides|officer_of|belongs_to|heads|official_of"
    assert run("stats", "--coverage", "person", *options).out == (
        f"id,missing_core\nada,\nbob,{missing}\n"
    )


def test_a_page_tells_where_one_looked(run: Run, facts: Facts) -> None:
    base = facts(FILES)
    assert (
        "not-found – looked in gazette, its own page" in run("agency", "bureau", "--data", base).out
    )
    page = json.loads(run("agency", "bureau", "--json", "--data", base).out)
    (fact,) = [fact for fact in page["facts"] if fact["property"] == "role"]
    assert (fact["unknown"], fact["looked_in"], fact["as_of"], fact["sources"]) == (
        "not-found",
        ["gazette", "its own page"],
        "2026-11-29",
        [],
    )


@pytest.mark.parametrize("kind", KINDS)
def test_the_core_of_a_kind_are_properties_and_relations_that_there_are(kind: str) -> None:
    keys = [key for alternatives in KINDS[kind].core for key in alternatives.split("|")]
    known_keys = {*KINDS[kind].properties, *KINDS[kind].collect_relations()}
    assert [key for key in keys if key not in known_keys] == []
