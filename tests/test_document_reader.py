import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from chipwatch.model.dates import Date
from chipwatch.model.entity import Entity
from chipwatch.model.facts import Citation, Claim, Fact, UnknownValue
from chipwatch.model.money import Money
from chipwatch.model.problem_code import Severity
from chipwatch.model.quantity import Quantity
from chipwatch.reading.layers import list_fact_files, resolve_layers
from chipwatch.reading.loader import LoadResult, load_fact_files
from chipwatch.showing.problem_report import render_problems
from conftest import Facts, Golden

FOUND = Path(__file__).parent / "golden" / "document"
GAZETTE = (Citation("gazette"),)


def _entity(reading: LoadResult) -> Entity:
    """The one entity besides the source; what it states is doubted at most."""
    assert [item for item in reading.problems if item.code.severity is Severity.ERROR] == []
    (entity,) = (item for item in reading.entities if item.id != "gazette")
    return entity


def _values(reading: LoadResult, name: str = "") -> list[Any]:
    facts = _entity(reading).facts
    return [fact.value for fact in facts if name in ("", fact.property)]


def _list_messages(facts: Sequence[Fact]) -> list[tuple[object, ...]]:
    """Value, as of, until, certainty as weighed, note and citations of each fact."""
    return [
        (
            fact.value,
            fact.as_of and fact.as_of.text,
            fact.until and fact.until.text,
            fact.certainty,
            fact.note,
            [str(citation) for citation in fact.citations],
        )
        for fact in facts
    ]


def _problems(facts: Facts, text: str, name: str = "chip/x.yaml") -> list[tuple[int, int, str]]:
    """Line, column and code of every problem in a file."""
    facts_read = load_fact_files(
        list_fact_files(resolve_layers((str(facts({name: text})),)))
    ).problems
    return [(item.location.line, item.location.column, item.code) for item in facts_read]


def test_the_short_form_takes_unit_and_source_from_elsewhere(reading: LoadResult) -> None:
    """
    # chip/h20.yaml
    name: Nvidia H20
    sources: [gazette]
    memory_capacity: 96
    """
    (fact,) = _entity(reading).facts
    assert fact[:4] == ("h20", "chip", "memory_capacity", Quantity(96, 96))
    assert fact.citations == GAZETTE
    assert (fact.as_of, fact.until, fact.note) == (None, None, "")
    assert fact.location[0].endswith("facts/chip/h20.yaml")
    assert fact.location[1:] == (3, 18)


def test_the_long_form_says_everything_of_a_fact(reading: LoadResult) -> None:
    """
    # chip/h20.yaml
    name: Nvidia H20
    sources: [gazette]
    die_area:
      value: 814 mm2
      as_of: 2024-05
      until: 2025-Q2
      certainty: estimated
      sources: ["gazette#table 2", "gazette # p4"]
      note: "from
        die  photos: 3"
    """
    (fact,) = _entity(reading).facts
    assert _list_messages([fact]) == [
        (
            Quantity(814, 814), "2024-05", "2025-Q2", "estimated", "from die photos: 3",
            ["gazette#table 2", "gazette#p4"],
        )
    ]  # fmt: skip
    assert fact.location[1:] == (4, 10)


def test_a_list_mixes_short_and_long_forms(reading: LoadResult) -> None:
    """
    # chip/h20.yaml
    name: Nvidia H20
    sources: [gazette#p1]
    tdp:
      - 400
      - {value: 350 W, as_of: 2025, sources: gazette#p2}
      - unknown: redacted
        certainty: confirmed
    """
    assert _list_messages(_entity(reading).facts) == [
        (Quantity(400, 400), None, None, "reported", "", ["gazette#p1"]),
        (Quantity(350, 350), "2025", None, "reported", "", ["gazette#p2"]),
        (UnknownValue("redacted"), None, None, "confirmed", "", ["gazette#p1"]),
    ]


def test_sources_of_a_fact_replace_those_of_the_file(reading: LoadResult) -> None:
    """
    # chip/h20.yaml
    name: Nvidia H20
    generation: Hopper
    tdp: {value: 400, sources: gazette#p2}
    sources: [gazette#p1, gazette#p1, gazette]
    """
    assert [str(fact.citations[0]) for fact in _entity(reading).facts] == [
        "gazette#p1",
        "gazette#p2",
    ]


def test_a_source_vouches_for_its_own_record(reading: LoadResult) -> None:
    """
    # source/report.yaml
    name: Report
    publisher: A publisher
    author: {value: A writer, sources: gazette#imprint}
    """
    assert _list_messages(_entity(reading).facts) == [
        ("A publisher", None, None, "reported", "", ["report"]),
        ("A writer", None, None, "reported", "", ["gazette#imprint"]),
    ]


def test_an_entity_needs_no_more_than_a_name(reading: LoadResult) -> None:
    """
    # person/jane-doe.yaml
    name: Jane Doe
    """
    assert _entity(reading) == Entity("jane-doe", "person", "Jane Doe", (), ())


def test_names_and_aliases_are_text_as_written(reading: LoadResult) -> None:
    """
    # company/no.yaml
    name:  "  No   Inc. "
    aliases: [no, on, 1e3, 12:30, 010, 2025-02, ~, null, yes, "英伟达 H20", 'a: b # c']
    """
    entity = _entity(reading)
    assert entity.name == "No Inc."
    assert entity.aliases == (
        "no", "on", "1e3", "12:30", "010", "2025-02", "~", "null", "yes", "英伟达 H20", "a: b # c",
    )  # fmt: skip


def test_one_alias_needs_no_list(reading: LoadResult) -> None:
    """
    # company/baidu.yaml
    name: Baidu
    aliases: 百度
    """
    assert _entity(reading).aliases == ("百度",)


def test_guesses_of_yaml_never_bite(reading: LoadResult) -> None:
    """
    # chip/no.yaml
    id: 9888.hk
    name: 010
    sources: [gazette]
    generation: [no, on, 1e3, 12:30, 010, 2025-02, ~, null, yes, 0x1F, .inf, 2025-02-24]
    """
    assert (_entity(reading).id, _entity(reading).name) == ("9888.hk", "010")
    assert _values(reading) == [
        "no", "on", "1e3", "12:30", "010", "2025-02", "~", "null", "yes", "0x1F", ".inf",
        "2025-02-24",
    ]  # fmt: skip


def test_numbers_have_units_ranges_bounds_and_approximations(reading: LoadResult) -> None:
    """
    # chip/h20.yaml
    name: H20
    sources: [gazette]
    tdp: [400, 400 W, 0.4 kW, 350..400 W, ">2 kW", "<=1_500", ~77, ~ 77 W, 4e2, 010, "> 2"]
    """
    assert _values(reading) == [
        Quantity(400, 400),
        Quantity(400, 400),
        Quantity(400, 400),
        Quantity(350, 400),
        Quantity(2000, None, is_low_open=True),
        Quantity(None, 1500),
        Quantity(77, 77, is_approximate=True),
        Quantity(77, 77, is_approximate=True),
        Quantity(400, 400),
        Quantity(10, 10),
        Quantity(2, None, is_low_open=True),
    ]


def test_other_types_are_read_by_their_property(reading: LoadResult) -> None:
    """
    # investment/plan.yaml
    name: A plan
    sources: [gazette]
    announced: 2025-02
    amount: 380 bn CNY (52.7 billion USD)
    purpose: >
      Clouds
      and chips
    """
    dollars = Quantity(52_700_000_000, 52_700_000_000)
    assert _values(reading) == [
        Date.parse("2025-02"),
        Money(Quantity(380_000_000_000, 380_000_000_000), "CNY", (("USD", dollars),)),
        "Clouds and chips",
    ]


def test_a_value_may_be_written_as_a_block(reading: LoadResult) -> None:
    """
    # source/report.yaml
    name: |
      A long
      title
    url: >
      https://example.org/report
    published: |
      2025-02
    """
    assert _entity(reading).name == "A long title"
    assert _values(reading) == ["https://example.org/report", Date.parse("2025-02")]


@pytest.mark.parametrize("reason", ["undisclosed", "redacted", "not-applicable"])
def test_a_value_may_be_unknown_for_a_reason(reason: str, facts: Facts) -> None:
    text = f"name: X\nsources: gazette\ntdp: {{unknown: {reason}}}\n"
    facts_read = load_fact_files(
        list_fact_files(resolve_layers((str(facts({"chip/x.yaml": text})),)))
    )
    assert _values(facts_read) == [UnknownValue(reason)]


@pytest.mark.parametrize(
    "date", ["2025", "2025-H2", "2025-Q3", "2025-02", "2025-02-24", "0001", "9999-12-31"]
)
def test_dates_are_as_precise_as_written(date: str, facts: Facts) -> None:
    text = f"name: X\nsources: gazette\ntdp: {{value: 1, as_of: {date}}}\nannounced: {date}\n"
    facts_read = load_fact_files(
        list_fact_files(resolve_layers((str(facts({"chip/x.yaml": text})),)))
    )
    messages = {fact.property: fact for fact in _entity(facts_read).facts}
    assert messages["tdp"].as_of == messages["announced"].value == Date.parse(date)


def test_a_fact_may_end_in_the_span_in_which_it_began(facts: Facts) -> None:
    text = "name: X\nsources: gazette\ntdp: {value: 1, as_of: 2025-03, until: 2025}\n"
    assert _problems(facts, text) == []


def test_several_documents_share_a_file(reading: LoadResult) -> None:
    """
    # person/people.yaml
    name: The first
    ---
    id: second
    name: The second
    ---
    id: third
    kind: company
    name: The third
    """
    assert [(item.kind, item.id, item.name) for item in reading.entities[:3]] == [
        ("person", "people", "The first"),
        ("person", "second", "The second"),
        ("company", "third", "The third"),
    ]


def test_claims_of_a_source_are_read(reading: LoadResult) -> None:
    """
    # source/report.yaml
    name: Report
    claims:
      - {id: p1-ban, paragraph: p1, says: "Sales are barred: all of them"}
      - {id: p2, paragraph: p2, says: It will hurt, stance: assessment}
      - {id: p3, paragraph: p3, says: Now, verdict: imprecise, why: Later, sources: ["gazette#p1"]}
      - {id: p4, paragraph: p4, says: Here, verdict: unconfirmed, why: Found nowhere}
    """
    assert reading.problems == []
    assert reading.claims == [
        Claim("report", "p1-ban", "p1", "Sales are barred: all of them"),
        Claim("report", "p2", "p2", "It will hurt", "assessment"),
        Claim("report", "p3", "p3", "Now", "", "imprecise", "Later", (Citation("gazette", "p1"),)),
        Claim("report", "p4", "p4", "Here", "", "unconfirmed", "Found nowhere"),
    ]


def test_a_period_is_a_span_and_says_when_the_figure_held(reading: LoadResult) -> None:
    """
    # company/acme.yaml
    name: Acme
    sources: gazette
    revenue:
      - {value: 1 USD, period: 2025-Q1}
      - {value: 3 USD, period: 2025-01..2025-09, as_of: 2025-11}
    """
    assert reading.problems == []
    (acme,) = [entity for entity in reading.entities if entity.id == "acme"]
    assert [(fact.period, fact.as_of) for fact in acme.facts] == [
        (Date.parse("2025-Q1"), Date.parse("2025-Q1")),
        (Date.parse_period("2025-01..2025-09"), Date.parse("2025-11")),
    ]


def test_a_relation_may_say_which_share_is_held(reading: LoadResult) -> None:
    """
    # company/acme.yaml
    name: Acme
    sources: gazette
    owners: [{value: bolt, share: 59 %}, {value: zip, share: ">20"}, crux]
    # company/bolt.yaml
    name: Bolt
    # company/zip.yaml
    name: Zip
    # company/crux.yaml
    name: Crux
    """
    assert reading.problems == []
    (acme,) = [entity for entity in reading.entities if entity.id == "acme"]
    assert [fact.share for fact in acme.facts] == [
        Quantity(59, 59),
        Quantity(20, None, is_low_open=True),
        None,
    ]


def test_a_source_without_a_title_has_none(reading: LoadResult) -> None:
    """
    # source/wire.yaml
    publisher: Wire
    """
    assert reading.problems == []
    assert (reading.sources["wire"].name, reading.sources["gazette"].name) == ("", "Gazette")


def test_the_kind_is_that_of_the_folder_the_file_lies_in(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(facts({"chip/h20.yaml": "name: H20\n"}) / "chip")
    facts_read = load_fact_files(list_fact_files(resolve_layers((".",))))
    assert [(item.kind, item.id) for item in facts_read.entities] == [("chip", "h20")]


@pytest.mark.parametrize(
    ("name", "kind", "id_"),
    [
        ("chip/h20.yaml", "chip", "h20"),
        ("a/b/chip/h20.yml", "chip", "h20"),
        ("chip/9888.hk.yaml", "chip", "9888.hk"),
        ("chip/0.yaml", "chip", "0"),
        ("my 芯片/chip/h20.yaml", "chip", "h20"),
        (f"chip/{'a' * 100}.yaml", "chip", "a" * 100),
    ],
)
def test_the_path_says_kind_and_id(name: str, kind: str, id_: str, facts: Facts) -> None:
    facts_read = load_fact_files(
        list_fact_files(resolve_layers((str(facts({name: "name: X\n"})),)))
    )
    assert [(item.kind, item.id) for item in facts_read.entities if item.id != "gazette"] == [
        (kind, id_)
    ]


def test_a_file_without_an_ending_gives_its_whole_name(facts: Facts) -> None:
    folder = facts({"chip/h20": "name: X\n"})
    facts_read = load_fact_files(list_fact_files(resolve_layers((str(folder / "chip" / "h20"),))))
    assert [(item.kind, item.id) for item in facts_read.entities] == [("chip", "h20")]


@pytest.mark.parametrize(
    "name",
    [
        "H20",
        "h 20",
        "h_20",
        "昇腾",
        "-h20",
        "h20-",
        "h..20",
        "h--20",
        "a" * 101,
        "h\x1b[31m",
        "h\n",
    ],
)
def test_a_file_name_that_is_no_id_is_a_problem(name: str, facts: Facts) -> None:
    assert _problems(facts, "name: X\n", f"chip/{name}.yaml") == [(1, 1, "bad-id")]


@pytest.mark.parametrize(
    "id_",
    [
        "../x", "a/b", "a\\b", ".", "..", "Baidu", "a b", "ａ", "é", "a_b", "a.", ".a", "a.-b",
        "a" * 101, "百度", "'; DROP TABLE entity; --", "-", "١",
    ],
)  # fmt: skip
def test_an_id_is_made_of_plain_letters(id_: str, facts: Facts) -> None:
    assert _problems(facts, f"name: X\nid: {json.dumps(id_)}\n") == [(2, 5, "bad-id")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(1, 1, "not-a-mapping")]),
        ("# nothing yet\n", [(1, 1, "not-a-mapping")]),
        ("---\n", [(2, 1, "not-a-mapping")]),
        ("{}\n", [(1, 1, "not-a-mapping")]),
        ("[]\n", [(1, 1, "not-a-mapping")]),
        ("- name: X\n", [(1, 1, "not-a-mapping")]),
        ("Baidu\n", [(1, 1, "not-a-mapping")]),
        ("12\n", [(1, 1, "not-a-mapping")]),
        ("name: X\n---\n- a\n---\nb\n", [(3, 1, "not-a-mapping"), (5, 1, "not-a-mapping")]),
        ("generation: X\nsources: gazette\n", [(1, 1, "missing-name")]),
        ("name:\n", [(1, 6, "empty-value")]),
        ("name: '  '\n", [(1, 7, "empty-value")]),
        ("name: {a: b}\n", [(1, 7, "wrong-type")]),
        ("name: X\naliases: [a, [b], '']\n", [(2, 14, "wrong-type"), (2, 19, "empty-value")]),
        ("name: X\naliases:\n", [(2, 9, "empty-value")]),
        ("name: X\nid:\n", [(2, 4, "empty-value")]),
        ("name: X\nid: [a]\n", [(2, 5, "wrong-type")]),
        ("name: X\nkind:\n", [(2, 6, "empty-value")]),
        ("name: X\nkind: chips\n", [(2, 7, "unknown-kind")]),
        ("name: X\nkind: Chip\n", [(2, 7, "unknown-kind")]),
        ("? [a]\n: b\nname: X\n", [(1, 3, "wrong-type")]),
        ("? {a: b}\n: c\nname: X\n", [(1, 3, "wrong-type")]),
        ("name: X\n'': c\n", [(2, 1, "unknown-property")]),
        ("name: X\n<<: {a: b}\n", [(2, 1, "unknown-property")]),
        ("name: X\nName: X\n", [(2, 1, "unknown-property")]),
        ("name: X\nclaims: []\n", [(2, 1, "unknown-property")]),
        ("name: X\nname: Y\nname: Z\n", [(2, 1, "duplicate-key"), (3, 1, "duplicate-key")]),
        ("name: X\nsources:\n", [(2, 9, "empty-value")]),
        ("name: X\nsources: {a: b}\n", [(2, 10, "wrong-type")]),
        ("name: X\ntdp: 1\n", [(2, 6, "no-source")]),
        ("name: X\nsources:\ntdp: 1\n", [(2, 9, "empty-value")]),
        ("name: X\nsources: []\ntdp: 1\n", [(3, 6, "no-source")]),
        ("name: X\ntdp: [1, {value: 2, sources: gazette}]\n", [(2, 7, "no-source")]),
    ],
)
def test_what_is_wrong_with_a_document_is_said_at_its_place(
    text: str, expected: list[tuple[int, int, str]], facts: Facts
) -> None:
    assert _problems(facts, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tdp:", [(3, 5, "empty-value")]),
        ("tdp: ''", [(3, 6, "empty-value")]),
        ("tdp: ~", [(3, 6, "bad-number")]),
        ("tdp: null", [(3, 6, "bad-number")]),
        ("tdp: 百 W", [(3, 6, "bad-number")]),
        ("tdp: 1 km", [(3, 6, "unknown-unit")]),
        ("tdp: 2..1", [(3, 6, "bad-range")]),
        ("tdp: [[1]]", [(3, 7, "wrong-type")]),
        ("tdp: {}", [(3, 6, "missing-value")]),
        ("tdp: {as_of: 2025}", [(3, 6, "missing-value")]),
        ("tdp: {value: 1, unknown: redacted}", [(3, 6, "missing-value")]),
        ("tdp: {value: [1]}", [(3, 14, "wrong-type")]),
        ("tdp: {value: {value: 1}}", [(3, 14, "wrong-type")]),
        ("tdp: {value: }", [(3, 14, "empty-value")]),
        ("tdp: {unknown: }", [(3, 16, "empty-value")]),
        ("tdp: {unknown: [redacted]}", [(3, 16, "wrong-type")]),
        ("tdp: {unknown: Redacted}", [(3, 16, "bad-unknown")]),
        ("tdp: {value: 1, value: 2}", [(3, 17, "duplicate-key")]),
        ("tdp: {value: 1, unit: W}", [(3, 17, "unknown-key")]),
        ("tdp: {value: 1, certainty: sure}", [(3, 28, "bad-certainty")]),
        ("tdp: {value: 1, certainty: }", [(3, 28, "empty-value")]),
        ("tdp: {value: 1, note: [a]}", [(3, 23, "wrong-type")]),
        ("tdp: {value: 1, sources: [[gazette]]}", [(3, 27, "wrong-type")]),
        ("tdp: {value: 1, as_of: 2025-13}", [(3, 24, "bad-date")]),
        ("tdp: {value: 1, as_of: 2025-02-30}", [(3, 24, "bad-date")]),
        ("tdp: {value: 1, as_of: May 2025}", [(3, 24, "bad-date")]),
        ("tdp: {value: 1, as_of: 0000}", [(3, 24, "bad-date")]),
        ("tdp: {value: 1, until: }", [(3, 24, "empty-value")]),
        ("tdp: {value: 1, as_of: 2025-05, until: 2025-04}", [(3, 40, "until-before-as-of")]),
        ("tdp: {value: 1, period: 2025-13}", [(3, 25, "bad-date")]),
        ("tdp: {value: 1, period: 2025..2024}", [(3, 25, "bad-date")]),
        ("tdp: {value: 1, period: 2025..}", [(3, 25, "bad-date")]),
        ("tdp: {value: 1, share: 5}", [(3, 17, "unknown-key")]),
        ("foundry: {value: x, share: much}", [(3, 18, "wrong-kind"), (3, 28, "bad-number")]),
        ("designer:", [(3, 10, "empty-value")]),
        ("百度: 1", [(3, 1, "unknown-property")]),
        ("generation: 百度\n百度: 1", [(4, 1, "unknown-property")]),
        ("tdp: {note: 百度一下, value: x}", [(3, 26, "bad-number")]),
        ("tdp:\tx", [(3, 6, "bad-number")]),
        ("tdp:\r\n  - 1\r\n  - x\r", [(5, 5, "bad-number")]),
        ("tdp: x\ntdp: y\ntpd: z", [(3, 6, "bad-number"), (4, 1, "duplicate-key"),
                                    (5, 1, "unknown-property")]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_fact_is_said_at_its_place(
    text: str, expected: list[tuple[int, int, str]], facts: Facts
) -> None:
    assert _problems(facts, f"name: X\nsources: gazette\n{text}\n") == expected


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ("a", [(2, 9, "wrong-type")]),
        ("[{id: a, paragraph: p1, says: b}, a]", [(2, 43, "wrong-type")]),
        ("[{id: a, paragraph: p1}]", [(2, 10, "missing-value")]),
        ("[{}]", [(2, 10, "missing-value"), (2, 10, "missing-value"), (2, 10, "missing-value")]),
        ("[{id: a, paragraph: , says: b}]", [(2, 29, "empty-value")]),
        ("[{id: a, paragraph: p1, says: b, who: c}]", [(2, 42, "unknown-key")]),
        (
            "[{id: a, paragraph: p1, says: b, verdict: supported}]",
            [(2, 10, "missing-value"), (2, 10, "no-source")],
        ),
        (
            "[{id: a, paragraph: p1, says: b, verdict: wrong, why: c, sources: gazette}]",
            [(2, 51, "bad-choice")],
        ),
        (
            "[{id: a, paragraph: p1, says: b, verdict: supported, why: c, sources: gazete}]",
            [(2, 79, "unknown-source")],
        ),
        ("[{id: a, paragraph: p1, says: b, stance: c}]", [(2, 50, "bad-choice")]),
        ("[{id: a, paragraph: p1, says: b}, {id: a, paragraph: p2, says: c}]",
         [(2, 43, "duplicate-id")]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_claim_is_said_at_its_place(
    claims: str, expected: list[tuple[int, int, str]], facts: Facts
) -> None:
    assert _problems(facts, f"name: X\nclaims: {claims}\n", "source/x.yaml") == expected


def test_all_problems_of_a_file_are_reported_at_once(reading: LoadResult, golden: Golden) -> None:
    """
    # chip/h20.yaml
    name: [H20]
    alias: H20
    sources: gazette
    designer: {value: nvidia, as_of: 2025-02-30, certainty: sure, comment: x}
    tdp: [400 V, {unknown: secret}]
    memory_capacity: {}
    memory_capacity: 96
    """
    problems = [
        problem._replace(location=problem.location._replace(path="chip/h20.yaml"))
        for problem in reading.problems
    ]
    golden(FOUND / "all-at-once.txt", render_problems(problems))
