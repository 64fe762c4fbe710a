"""Chains of relations: which is the best, what weakens one, what is said where there is none."""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from chipwatch.asking.answers.reference_day import find_reference_day
from chipwatch.linking.chain_graph import ChainGraph
from chipwatch.linking.chain_search import ChainSearch
from chipwatch.model import clock
from chipwatch.model.dates import Date
from chipwatch.model.field import RelationStrength
from chipwatch.model.kind import KINDS
from chipwatch.store.snapshot import open_base
from conftest import BASE, Facts, Golden, Run

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(autouse=True)
def fix_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be the day of the frozen base, as relations grow old."""
    monkeypatch.setattr(clock, "get_today", lambda: Date.parse("2026-11-30"))


def make_firm(name: str, *lines: str) -> dict[str, str]:
    text = "\n".join([f"name: {name.capitalize()}", "sources: [gazette]", *lines])
    return {f"company/{name}.yaml": f"{text}\n"}


def ask(run: Run, folder: Path, *arguments: str) -> Any:  # noqa: ANN401 - JSON
    result = run("path", *arguments, "--json", "--data", folder)
    assert result.code == 0, result.err
    return json.loads(result.out)


def list_chains(answer: Any) -> list[list[str]]:  # noqa: ANN401 - JSON
    return [[step["to"] for step in chain["steps"]] for chain in answer["chains"]]


def test_the_chain_from_a_firm_to_the_tools_of_its_foundry(run: Run, golden: Golden) -> None:
    result = run("path", "huawei", "asml")
    assert (result.code, result.err) == (0, "")
    golden(GOLDEN / "path_huawei_asml.txt", result.out)


def test_dependence_over_three_steps_is_better_than_one_mention(facts: Facts, run: Run) -> None:
    folder = facts(
        make_firm("a", "suppliers: b", "competitors: d")
        | make_firm("b", "suppliers: c")
        | make_firm("c", "suppliers: d")
        | make_firm("d")
    )
    answer = ask(run, folder, "a", "d")
    assert list_chains(answer) == [["b", "c", "d"]]
    assert [step["label"] for step in answer["chains"][0]["steps"]] == ["Suppliers"] * 3
    back = ask(run, folder, "d", "a")["chains"][0]["steps"]
    assert [step["relation"] for step in back] == ["customers"] * 3


def test_a_mention_counts_where_nothing_else_leads_there(facts: Facts, run: Run) -> None:
    folder = facts(make_firm("a", "competitors: b") | make_firm("b"))
    assert list_chains(ask(run, folder, "a", "b")) == [["b"]]
    result = run("path", "a", "b", "--skip-mentions", "--json", "--data", folder)
    assert result.code == 1
    error = json.loads(result.err)["error"]
    assert error["code"] == "not-found"
    assert error["candidates"] == [{"id": "b", "kind": "company", "name": "B"}]


@pytest.mark.parametrize(
    ("lines", "weak"),
    [
        ("{value: b, certainty: estimated}", ["estimated"]),
        ("{value: b, certainty: disputed}", ["disputed"]),
        ("{value: b, as_of: 2019}", ["old"]),
        ("{value: b, as_of: 2019, until: 2020}", ["old", "ended"]),
        ("b", []),
    ],
)
def test_weak_steps_are_marked(facts: Facts, run: Run, lines: str, weak: list[str]) -> None:
    folder = facts(make_firm("a", f"suppliers: {lines}") | make_firm("b"))
    assert ask(run, folder, "a", "b")["chains"][0]["steps"][0]["weak"] == weak


def test_a_condition_chooses_the_facts_that_may_be_a_step(facts: Facts, run: Run) -> None:
    folder = facts(
        make_firm("a", "suppliers: {value: b, certainty: estimated}", "partners: c")
        | make_firm("b")
        | make_firm("c", "partners: b")
    )
    assert list_chains(ask(run, folder, "a", "b")) == [["b"]]
    chosen = ask(run, folder, "a", "b", "--where", "certainty <> 'estimated'")
    assert list_chains(chosen) == [["c", "b"]]
    both = ("--where", "certainty <> 'estimated'", "--where", "property <> 'partners'")
    result = run("path", "a", "b", *both, "--json", "--data", folder)
    assert (result.code, json.loads(result.err)["error"]["hint"]) == (1, "leave out --where")
    wrong = run("path", "a", "b", "--where", "certanty = 1", "--data", folder)
    assert (wrong.code, "did you mean certainty?" in wrong.err) == (2, True)
    drop = run("path", "a", "b", "--where", "1); DROP TABLE fact; --", "--data", folder)
    assert (drop.code, drop.out) == (2, "")


def test_a_sound_way_is_better_than_one_that_has_ended(facts: Facts, run: Run) -> None:
    folder = facts(
        make_firm("a", "suppliers: [{value: b, as_of: 2015, until: 2016}, c]")
        | make_firm("b", "suppliers: d")
        | make_firm("c", "suppliers: d")
        | make_firm("d")
    )
    answer = ask(run, folder, "a", "d", "--all")
    assert list_chains(answer) == [["c", "d"]]


def test_a_rival_of_the_value_that_is_shown_is_a_step_too(facts: Facts, run: Run) -> None:
    chip = "name: Chip\nsources: [gazette]\ndesigner: a\nfoundry:\n"
    folder = facts(
        make_firm("a") | make_firm("b") | make_firm("c")
        | {"chip/x.yaml": f"{chip}  - {{value: b, certainty: confirmed}}\n  - c\n"}
    )  # fmt: skip
    steps = ask(run, folder, "a", "c")["chains"][0]["steps"]
    assert [(step["to"], step["weak"]) for step in steps] == [("x", []), ("c", ["disputed"])]


def test_what_was_replaced_is_no_step(facts: Facts, run: Run) -> None:
    folder = facts(
        make_firm("a", "parent: [{value: b, as_of: 2020}, {value: c, as_of: 2024}]")
        | make_firm("b") | make_firm("c")
    )  # fmt: skip
    assert run("path", "a", "b", "--data", folder).code == 1
    assert run("path", "b", "a", "--data", folder).code == 1
    assert run("path", "a", "c", "--data", folder).code == 0
    assert run("path", "b", "a", "--as-of", "2021", "--data", folder).code == 0


def test_chains_of_the_same_relations_are_counted_unless_all_are_shown(
    facts: Facts, run: Run
) -> None:
    chip = "name: Chip {0}\nsources: [gazette]\ndesigner: a\nfoundry: b\n"
    chips = {f"chip/x{number}.yaml": chip.format(number) for number in range(4)}
    folder = facts(make_firm("a") | make_firm("b") | chips)
    answer = ask(run, folder, "a", "b")
    assert list_chains(answer) == [["x0", "b"]]
    assert answer["chains"][0]["alike"] == [["x1"], ["x2"], ["x3"]]
    assert len(ask(run, folder, "a", "b", "--all")["chains"]) == 4
    text = run("path", "a", "b", "--data", folder).out
    assert "3 more by the same relations, through Chip 1, Chip 2, Chip 3: --all" in text


def test_two_relations_between_the_same_things_are_one_step(facts: Facts, run: Run) -> None:
    person = {"person/p.yaml": "name: Pat\nsources: [gazette]\n"}
    folder = facts(make_firm("a", "founders: p", "chair: p") | person)
    (step,) = ask(run, folder, "p", "a")["chains"][0]["steps"]
    assert {step["label"], *step["also"]} == {"Founder of", "Chairs"}


def test_a_chain_has_at_most_so_many_steps(facts: Facts, run: Run) -> None:
    folder = facts(
        make_firm("a", "suppliers: b") | make_firm("b", "suppliers: c")
        | make_firm("c", "suppliers: d") | make_firm("d")
    )  # fmt: skip
    assert run("path", "a", "d", "--max", "3", "--data", folder).code == 0
    result = run("path", "a", "d", "--max", "2", "--data", folder)
    assert result.code == 1
    assert result.err.splitlines() == [
        "error: no chain of at most 2 steps leads from A to D",
        "there is one of 3 steps: raise --max",
    ]


def test_a_shorter_chain_within_the_bound_is_found_though_a_longer_one_costs_less(
    facts: Facts, run: Run
) -> None:
    folder = facts(
        make_firm("a", "suppliers: b", "partners: d") | make_firm("b", "suppliers: c")
        | make_firm("c", "suppliers: e") | make_firm("d", "partners: e") | make_firm("e")
    )  # fmt: skip
    assert list_chains(ask(run, folder, "a", "e"))[0] == ["b", "c", "e"]
    assert list_chains(ask(run, folder, "a", "e", "--max", "2")) == [["d", "e"]]


def test_a_cheap_way_round_is_better_than_a_direct_link_that_says_little(
    facts: Facts, run: Run
) -> None:
    folder = facts(
        make_firm("a", "suppliers: b", "accuses: c")
        | make_firm("b", "suppliers: c") | make_firm("c")
    )  # fmt: skip
    assert list_chains(ask(run, folder, "a", "c")) == [["b", "c"]]


def test_a_thing_without_links_is_named(facts: Facts, run: Run) -> None:
    folder = facts(make_firm("a", "suppliers: b") | make_firm("b") | make_firm("c"))
    result = run("path", "a", "c", "--data", folder)
    assert result.code == 1
    assert result.err.endswith("the base links C with nothing\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("baidu", "百度"), "both names mean Baidu (baidu)"),
        (("baidu", "smic", "--max", "0"), "a chain of 0 steps is not searched for"),
        (("baidu", "smic", "--max", "99"), "a chain of 99 steps is not searched for"),
    ],
)
def test_wrong_usage(run: Run, arguments: tuple[str, ...], message: str) -> None:
    result = run("path", *arguments)
    assert (result.code, result.out) == (2, "")
    assert message in result.err


def test_a_chain_as_a_graph(run: Run) -> None:
    result = run("path", "kunlun-p800", "asml", "--format", "mermaid")
    assert result.out == (
        "graph LR\n"
        '  n1["Kunlun P800"]\n'
        '  n2["SMIC"]\n'
        '  n3["ASML"]\n'
        '  n1 -->|"Foundry"| n2\n'
        '  n2 -->|"Suppliers"| n3\n'
    )


def test_what_was_not_known_is_no_step(run: Run) -> None:
    assert run("path", "smic", "asml", "--known-by", "2025-01").code == 1


def test_no_six_steps_cost_as_much_as_a_mention() -> None:
    others = [strength.value for strength in RelationStrength]
    assert max(others) > 6 * sorted(others)[-2]


def test_every_relation_of_dependence_is_declared() -> None:
    """What may be missed when a relation is added: most would not be ordinary cooperation."""
    declared = {
        f"{kind.name}.{name}"
        for kind in KINDS.values()
        for name, field in kind.properties.items()
        if getattr(field, "strength", None) is RelationStrength.DEPENDENCE
    }
    assert {"chip.foundry", "chip.designer", "company.suppliers", "company.owners"} <= declared


def test_the_best_chain_is_the_best_of_all() -> None:
    """The search from both ends against the least costs over the whole graph, step by step."""
    base = open_base((str(BASE),))
    kinds = [kind for kind in KINDS if kind != "source"]
    ids = [entity.id for kind in kinds for entity in base.load_entities_of_kind(kind)]
    day = find_reference_day(base)
    whole_graph = ChainGraph(base, day=day, with_mentions=True)
    whole_graph.load(ids)
    random = Random(3)  # noqa: S311 - chance that is the same each time is meant
    for _ in range(40):
        (start_id, goal_id), max_steps = random.sample(ids, 2), random.choice((2, 3, 4, 6))
        search = ChainSearch(ChainGraph(base, day=day, with_mentions=True), max_steps=max_steps)
        best = min((chain.cost for chain in search.iter_chains(start_id, goal_id)), default=None)
        assert best == find_least_cost(whole_graph, start_id, goal_id, max_steps)


def find_least_cost(graph: ChainGraph, start_id: str, goal_id: str, max_steps: int) -> int | None:
    costs = {start_id: 0}
    for _ in range(max_steps):
        reached = dict(costs)
        for entity_id, cost in costs.items():
            for step_cost, link in graph.iter_links(entity_id):
                new_cost = cost + step_cost
                reached[link.end_id] = min(new_cost, reached.get(link.end_id, new_cost))
        costs = reached
    return costs.get(goal_id)


def test_the_same_chain_as_data(run: Run, golden: Golden) -> None:
    golden(GOLDEN / "path_huawei_asml.json", run("path", "huawei", "asml", "--json").out)


def test_ways_that_are_not_shown_are_counted(facts: Facts, run: Run) -> None:
    """Four ways of different relations lead from a to b through a firm each."""
    folder = facts(
        make_firm("a", "suppliers: w", "owners: x") | make_firm("b")
        | make_firm("w", "suppliers: b") | make_firm("x", "suppliers: b")
        | make_firm("y", "suppliers: a", "owners: b") | make_firm("z", "owners: [a, b]")
    )  # fmt: skip
    answer = ask(run, folder, "a", "b")
    assert (len(answer["chains"]), answer["other_ways"]) == (3, 1)
    assert "1 other way is nearly as good: --all" in run("path", "a", "b", "--data", folder).out
    assert len(ask(run, folder, "a", "b", "--all")["chains"]) == 4
