"""Entities, facts and sources as plain data: the keys and the values that scripts rely on."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import chipwatch
from chipwatch.model.answer import Json
from chipwatch.model.field_types import Choice, Ref
from chipwatch.model.kind import AnyField
from chipwatch.model.schema import KINDS
from conftest import BASE, Facts, Golden, Result, Run

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.slow
def test_json_has_exactly_these_keys(run: Run, facts: Facts, golden: Golden) -> None:
    folder = facts({f"{kind}/the-{kind}.yaml": _filled(kind) for kind in KINDS})
    asked = {kind: ["show", f"the-{kind}"] for kind in KINDS} | {
        "listing": ["person"],
        "compare": ["compare", "the-chip", "other-chip"],
        "search": ["search", "words"],
        "why": ["why", "the-chip"],
        "stats": ["stats"],
        "error": ["show", "zzzz"],
    }
    listed = [
        _section(what, run(*command, "--json", "--data", folder)) for what, command in asked.items()
    ]
    schema = {"explain": [], "explain (kind)": ["chip"], "explain (property)": ["chip.tdp"]}
    listed += [_section(what, run("explain", *on, "--json")) for what, on in schema.items()]
    golden(GOLDEN / "json_keys.txt", "\n".join(listed))


def test_one_entity_in_full(run: Run, folder: Path, golden: Golden) -> None:
    """
    # company/acme.yaml
    name: Acme
    aliases: [艾克米]
    sources: ["gazette#p1"]
    country: CN
    summary: Makes things
    chief_executive: {unknown: undisclosed}
    approach:
      - {value: First, as_of: 2024, until: 2025, certainty: estimated, note: seen}
      - {value: Second, sources: ["gazette#p2", gazette]}
    # chip/x1.yaml
    name: X1
    sources: [gazette]
    designer: acme
    memory_capacity: 96
    fp16_dense: 300..400 TFLOPS
    tdp: ">700 W"
    # investment/fund.yaml
    name: Fund
    sources: [gazette]
    investors: [acme]
    amount: ~380 bn CNY (52.7 bn USD)
    """
    result = run("show", "ACME", "x1", "--json", "--data", folder)
    golden(GOLDEN / "entities.json", result.out.replace(str(folder), "FOLDER"))


def test_values_are_plain_numbers_in_the_unit_of_the_schema(run: Run, folder: Path) -> None:
    """
    # chip/x1.yaml
    name: X1
    sources: [gazette]
    memory_bandwidth: 4 TB/s
    die_area: 8.14 cm²
    process_node: ~7
    memory_capacity: 80..96
    tdp: <=700
    price: 3.5 k EUR
    int8_dense: {unknown: not-applicable}
    """
    page_data = json.loads(run("chip", "x1", "--json", "--data", folder).out)
    assert {key: page_data[key] for key in ("memory_bandwidth", "die_area", "process_node")} == {
        "memory_bandwidth": 4000,
        "die_area": 814,
        "process_node": 7,
    }
    assert (page_data["memory_capacity"], page_data["memory_capacity_text"]) == (None, "80..96")
    assert (page_data["tdp"], page_data["tdp_text"]) == (None, "<=700")
    assert (page_data["price"], page_data["price_currency"], page_data["price_usd"]) == (
        3500,
        "EUR",
        None,
    )
    assert (page_data["int8_dense"], page_data["int8_dense_text"]) == (None, "not-applicable")
    numbers = {fact["property"]: fact["numbers"] for fact in page_data["facts"]}
    assert numbers["memory_capacity"][0]["low"] == 80
    assert numbers["memory_capacity"][0]["high"] == 96
    assert (numbers["tdp"][0]["low"], numbers["tdp"][0]["high"]) == (None, 700)
    assert numbers["process_node"][0]["approximate"] is True
    assert numbers["int8_dense"] == []


def test_the_plan_of_february_2025_is_reached_from_alibaba(run: Run) -> None:
    page_data = json.loads(run("company", "alibaba", "--json").out)
    (plan,) = (row for row in page_data["related"] if row["id"] == "alibaba-cloud-ai-plan")
    assert "alibaba-cloud-ai-plan" in page_data["investments"]
    assert plan["relation"] == "investments"
    assert (plan["amount"], plan["amount_currency"]) == (380_000_000_000, "CNY")
    assert plan["amount_usd"] == 52_700_000_000


def test_statistics_are_plain_numbers(run: Run) -> None:
    page_data = {row["id"]: row for row in json.loads(run("statistic", "--json").out)}
    imports, toys = page_data["china-chip-imports"], page_data["us-toy-imports-from-china"]
    assert (imports["amount_usd"], imports["growth"]) == (385_000_000_000, 10.4)
    assert toys["share"] == 77


@pytest.mark.parametrize(
    ("names", "type_"),
    [(["baidu"], dict), (["baidu", "tencent"], list), (["baidu", "百度"], dict)],
)
def test_one_entity_is_an_object_and_several_are_an_array(
    run: Run, names: list[str], type_: type
) -> None:
    assert type(json.loads(run("show", *names, "--json").out)) is type_


@pytest.mark.parametrize(
    ("name", "match"),
    [
        ("badu", {"query": "badu", "how": "fuzzy", "name": "baidu"}),
        ("baidu", {"query": "baidu", "how": "id", "name": "baidu"}),
        ("BIDU", {"query": "BIDU", "how": "alias", "name": "BIDU"}),
    ],
)
def test_an_answer_says_how_its_name_was_found(run: Run, name: str, match: dict[str, str]) -> None:
    assert json.loads(run("show", name, "--json").out)["match"] == match


@pytest.mark.slow
def test_a_listing_has_no_match(run: Run) -> None:
    assert {row["match"] for row in json.loads(run("company", "--json").out)} == {None}


def test_only_the_shown_fact_of_a_property_is_marked(run: Run, folder: Path) -> None:
    """
    # chip/x1.yaml
    name: X1
    sources: [gazette]
    tdp:
      - {value: 500, as_of: 2023}
      - {value: 700, as_of: 2024}
    """
    page_data = json.loads(run("chip", "x1", "--json", "--data", folder).out)
    assert page_data["tdp"] == 700
    assert [(fact["value"], fact["shown"]) for fact in page_data["facts"]] == [
        (500, False),
        (700, True),
    ]


@pytest.mark.slow
def test_a_listing_and_a_page_say_the_same(run: Run) -> None:
    page = json.loads(run("company", "baidu", "--json").out)
    listed = json.loads(run("company", "--json").out)
    (same,) = (row for row in listed if row["id"] == "baidu")
    assert {**page, "match": None} == same


def test_the_kinds_of_the_schema_are_the_keys_of_their_pages() -> None:
    base = chipwatch.open(str(BASE))
    data = base.page("h20").to_data()
    assert isinstance(data, Mapping)
    head = ("id", "kind", "name", "aliases")
    tail = ("disputed", "facts", "related", "sources", "match")
    assert tuple(data) == (*head, *KINDS["chip"].list_flat_keys(), *tail)


def _filled(kind: str) -> str:
    """A fact file that has a value for every property of its kind; of chips, two such files."""
    lines = ["sources: [gazette]" if kind == "source" else "sources: ['the-source#p1-said']"]
    lines += [f"{name}: {_value(field)}" for name, field in KINDS[kind].properties.items()]
    text = "\n".join((f"name: The {kind}", *lines, ""))
    if kind == "source":
        text += "claims: [{id: p1-said, paragraph: p1, says: words, stance: assessment}]\n"
    if kind == "chip":
        text += "\n".join(("---", "id: other-chip", "name: Other chip", *lines, ""))
    return text


def _value(field: AnyField) -> str:
    if isinstance(field, Ref):
        return f"the-{field.kinds[0]}"
    if isinstance(field, Choice):
        return field.choices[0]
    text = {"text": "words", "number": "1", "money": "1 USD", "date": "2024", "country": "CN"}
    return {**text, "url": "https://example.com"}[field.type_name]


def _section(what: str, result: Result) -> str:
    page_data = sorted(set(_paths(json.loads(result.out or result.err))))
    return f"# {what}\n" + "".join(f"{path}\n" for path in page_data)


def _paths(data: Json, before: str = "") -> Iterator[str]:
    """The path of every key, lists as [], keys that are ids as ID."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            path = f"{before}.{'ID' if key.endswith('-chip') else key}".removeprefix(".")
            yield path
            yield from _paths(value, path)
    elif isinstance(data, list):
        for item in data:
            yield from _paths(item, f"{before}[]")
