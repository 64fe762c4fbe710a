"""Rules in fact files: what is read, what is refused and where, and how they come back."""

from pathlib import Path

import pytest

from chipwatch.model.facts import Citation
from chipwatch.model.quantity import Quantity
from chipwatch.reading.loader import LoadResult
from chipwatch.rules.eccn import is_paragraph_covered
from chipwatch.rules.licence_policy import LicencePolicy
from chipwatch.rules.rule import ConditionGroup, Criterion, DestinationPolicy
from chipwatch.store.snapshot import open_base
from conftest import Facts

HEAD = "name: Rule\nsources: [gazette]\nrule:\n  act: control\n  from: 2024\n"


def test_a_rule_is_read_in_all_its_parts(reading: LoadResult) -> None:
    """
    # chip/x1.yaml
    name: X1
    # policy/p1.yaml
    name: First
    # policy/rule.yaml
    name: Rule
    rule:
      act: control
      from: 2024-02
      until: 2025
      destinations: ["D:5", MO]
      outside: JP
      headquarters: [CN]
      modifies: p1
      certainty: reported
      sources: ["gazette#p1"]
      note: As printed
      otherwise: presumption of denial
      licences:
        - {destinations: worldwide, policy: presumption of denial}
      paragraphs:
        - name: a.1
          when: {tpp: [">=2400", "<4800"], datacentre: "yes"}
        - name: a.2
          from: 2024-03
          certainty: disputed
          destinations: [CN]
          note: Unsure
          when: {any: [{chip: x1}, {memory_bandwidth: ">=1.4 TB/s"}]}
      exclusions:
        - {name: Note, of: [a], when: {function: memory}}
      exceptions:
        - {name: NAC, of: [a], destinations: [MO], from: 2024-04, note: with notice}
    """
    assert reading.problems == []
    (parsed_rule,) = reading.rules
    rule = parsed_rule.rule
    assert (rule.policy, rule.act.name, rule.since.text, rule.until and rule.until.text) == (
        "rule", "control", "2024-02", "2025",
    )  # fmt: skip
    assert (rule.destinations, rule.excluded_destinations, rule.headquarters) == (
        ("D:5", "MO"),
        ("JP",),
        ("CN",),
    )
    assert (rule.modified_policies, rule.fallback_policy, rule.note) == (
        ("p1",),
        LicencePolicy("presumption of denial"),
        "As printed",
    )
    first, second = rule.paragraphs
    band = (
        Quantity(2400, None), Quantity(None, 4800, is_high_open=True),
    )  # fmt: skip
    assert first.condition == ConditionGroup(
        is_any=False, conditions=(Criterion("tpp", band), Criterion("datacentre", words=("yes",)))
    )
    assert second.condition == ConditionGroup(
        is_any=True,
        conditions=(
            Criterion("chip", words=("x1",)),
            Criterion("memory_bandwidth", (Quantity(1400, None),)),
        ),
    )
    assert (first.certainty, second.certainty) == ("reported", "disputed")
    assert first.citations == (Citation("gazette", "p1"),)
    (exclusion,), (exemption,), (licence,) = rule.exclusions, rule.exemptions, rule.licences
    assert (exclusion.name, exclusion.paragraph_names) == ("Note", ("a",))
    assert (exemption.name, exemption.destinations, exemption.note) == (
        "NAC", ("MO",), "with notice",
    )  # fmt: skip
    assert licence == DestinationPolicy(("worldwide",), LicencePolicy("presumption of denial"))


def test_several_rules_of_a_policy_rest_on_the_sources_of_the_file(folder: Path) -> None:
    """
    # policy/rule.yaml
    name: Rule
    sources: ["gazette#p2"]
    rule:
      - {act: control, from: 2025, paragraphs: [{name: b, when: {tpp: ">1"}}]}
      - {act: guidance, from: 2024, sources: ["gazette#p3"]}
    """
    first, second = open_base((str(folder),)).load_rules()
    assert (first.act.name, first.citations) == ("guidance", (Citation("gazette", "p3"),))
    assert (second.act.name, second.citations) == ("control", (Citation("gazette", "p2"),))
    assert second.paragraphs[0].citations == (Citation("gazette", "p2"),)


def test_the_rules_of_a_later_layer_stand_in_the_place_of_earlier_ones(
    facts: Facts, tmp_path: Path
) -> None:
    first = facts({"policy/rule.yaml": HEAD})
    second = tmp_path / "second" / "policy"
    second.mkdir(parents=True)
    (second / "rule.yaml").write_text(HEAD.replace("2024", "2026"), encoding="utf-8")
    base = open_base((str(first), str(second.parent)))
    assert [rule.since.text for rule in base.load_rules()] == ["2026"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lines", "code", "place"),
    [
        pytest.param("  until: soon\n", "bad-date", (6, 10), id="date"),
        pytest.param("  act2: x\n", "unknown-key", (6, 9), id="key"),
        pytest.param("  destinations: [CHN]\n", "bad-destination", (6, 18), id="destination"),
        pytest.param("  destinations: [CN, ZZ]\n", "bad-destination", (6, 22), id="no-country"),
        pytest.param("  certainty: sure\n", "bad-certainty", (6, 14), id="certainty"),
        pytest.param("  paragraphs: no\n", "wrong-type", (6, 15), id="paragraphs"),
        pytest.param("  paragraphs: [{when: {tpp: '>1'}}]\n", "missing-value", (6, 16), id="name"),
        pytest.param(
            "  paragraphs: [{name: a, when: {tpd: '>1'}}]\n", "unknown-key", (6, 38), id="property"
        ),
        pytest.param(
            "  paragraphs: [{name: a, when: {tpp: 1}}]\n", "bad-condition", (6, 38), id="number"
        ),
        pytest.param(
            "  paragraphs: [{name: a, when: {summary: x}}]\n", "bad-condition", (6, 42), id="text"
        ),
        pytest.param("  paragraphs: [{name: a, when: {}}]\n", "bad-condition", (6, 32), id="empty"),
        pytest.param(
            "  paragraphs: [{name: a, when: {tdp: '>1 GB'}}]\n",
            "unknown-unit",
            (6, 38),
            id="unit",
        ),
        pytest.param(
            "  paragraphs: [{name: a, when: {datacentre: maybe}}]\n",
            "bad-choice",
            (6, 45),
            id="choice",
        ),
        pytest.param(
            "  paragraphs: [{name: a, when: {chip: x9}}]\n", "unknown-entity", (4, 3), id="chip"
        ),
        pytest.param("  modifies: p9\n", "unknown-entity", (4, 3), id="policy"),
        pytest.param("  sources: [nobody]\n", "unknown-source", (4, 3), id="source"),
        pytest.param("  groups: [{name: D5}]\n", "bad-destination", (6, 19), id="group"),
        pytest.param("  note: {a: b}\n", "wrong-type", (6, 9), id="note"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    facts: Facts, lines: str, code: str, place: tuple[int, int]
) -> None:
    folder = facts({"policy/rule.yaml": HEAD + lines})
    (problem,) = open_base((str(folder),)).load_problems()
    assert (problem.code, problem.location[1:]) == (code, place)
    assert open_base((str(folder),)).load_rules() == []


def test_a_rule_needs_an_act_a_first_day_and_a_source(facts: Facts) -> None:
    rules = {
        "act": "{from: 2024}",
        "from": "{act: control}",
        "sources": "{act: control, from: 2024}",
    }
    files = {f"policy/{key}.yaml": f"name: X\nrule: {rule}\n" for key, rule in rules.items()}
    problems = open_base((str(facts(files)),)).load_problems()
    assert [problem.message for problem in problems] == [
        "this part of a rule has no act",
        "this part of a rule has no from",
        "the rule has no source",
    ]


def test_only_policies_have_rules(facts: Facts) -> None:
    folder = facts({"chip/x1.yaml": HEAD})
    (problem,) = open_base((str(folder),)).load_problems()
    assert (problem.code, problem.message) == ("unknown-property", "a chip has no property 'rule'")


@pytest.mark.parametrize(
    ("names", "paragraph", "expected"),
    [
        (("3A090.a",), "3A090.a.1", True),
        (("3A090.a.1",), "3A090.a.1", True),
        (("3A090.a",), "3A090.b.1", False),
        (("3A090.a.1",), "3A090.a", False),
        ((), "3A090.a", False),
    ],
)
def test_a_name_covers_what_stands_under_it(
    names: tuple[str, ...],
    paragraph: str,
    expected: bool,  # noqa: FBT001 - a value to expect
) -> None:
    assert is_paragraph_covered(names, paragraph) is expected
