"""What is linked with a thing: by which relation, in which direction, what is left out."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import chipwatch
from chipwatch.linking import related_things
from chipwatch.model import clock
from chipwatch.model.answer import Answer
from chipwatch.model.dates import Date
from conftest import BASE, Facts, Golden, Run

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(autouse=True)
def fix_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be the day of the frozen base, as relations grow old."""
    monkeypatch.setattr(clock, "get_today", lambda: Date.parse("2026-11-30"))


def test_everything_that_is_linked_with_a_firm(run: Run, golden: Golden) -> None:
    result = run("related", "huawei")
    assert (result.code, result.err) == (0, "")
    golden(GOLDEN / "related_huawei.txt", result.out)


def test_the_same_as_data(run: Run, golden: Golden) -> None:
    golden(GOLDEN / "related_smic.json", run("related", "smic", "--json").out)


def test_a_relation_reads_from_the_thing_that_is_asked_about(facts: Facts, run: Run) -> None:
    folder = facts(
        {
            "company/a.yaml": "name: A\nsources: [gazette]\nsuppliers: b\n",
            "company/b.yaml": "name: B\nsources: [gazette]\n",
        }
    )
    for name, label, other in (("a", "Suppliers", "b"), ("b", "Customers", "a")):
        answer = json.loads(run("related", name, "--json", "--data", folder).out)
        (relation,) = answer["relations"]
        (thing,) = relation["things"]
        assert (relation["label"], thing["from"], thing["to"]) == (label, name, other)
        assert (thing["stated_by"], thing["property"]) == ("a", "suppliers")


def test_chips_of_subsidiaries_are_told_of_their_owner(facts: Facts, run: Run) -> None:
    folder = facts(
        {
            "company/a.yaml": "name: A\nsources: [gazette]\n",
            "company/b.yaml": "name: B\nsources: [gazette]\nparent: a\n",
            "chip/x.yaml": "name: X\nsources: [gazette]\ndesigner: b\n",
            "chip/y.yaml": "name: Y\nsources: [gazette]\ndesigner: b\ngroup: a\n",
        }
    )
    answer = json.loads(run("related", "a", "--json", "--data", folder).out)
    (indirect,) = [relation for relation in answer["relations"] if relation["indirect"]]
    assert indirect["label"] == "Chips of subsidiaries"
    assert [(thing["to"], thing["via"]) for thing in indirect["things"]] == [("x", ["b"])]


def test_a_page_names_what_others_tell_of_it(facts: Facts, process: Run) -> None:
    folder = facts(
        {
            "company/a.yaml": "name: A\nsources: [gazette]\n",
            "company/b.yaml": "name: B\nsources: [gazette]\nparent: a\n",
            "chip/x.yaml": "name: X\nsources: [gazette]\ndesigner: b\n",
            "chip/y.yaml": "name: Y\nsources: [gazette]\ndesigner: b\n",
        }
    )
    screen = {"FORCE_COLOR": "1", "NO_COLOR": "1", "COLUMNS": "80"}
    text = process("company", "a", "--data", folder, env=screen).out
    assert re.search("Elsewhere +chips of subsidiaries: X \\+1", text)


def test_two_steps_say_through_what(run: Run) -> None:
    answer = json.loads(run("related", "asml", "--depth", "2", "--json").out)
    far = {
        thing["to"]: (relation["label"], thing["via"])
        for relation in answer["relations"]
        if relation["step"] == 2
        for thing in relation["things"]
    }
    assert far["ascend-910b"] == ("Fabricates", ["smic"])


def test_things_of_one_kind_that_meet_a_condition(run: Run) -> None:
    result = run(
        "related", "huawei", "--kind", "chip", "--where", "tpp > 5000", "--format", "csv",
        "--columns", "id,relation",
    )  # fmt: skip
    assert result.out.splitlines()[1:] == ["ascend-910c,Chips"]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--where", "tpp > 5"), 2, "a condition chooses among the things of one kind"),
        (("--depth", "0"), 2, "a depth of 0"),
        (("--depth", "4"), 2, "a depth of 4"),
        (("--kind", "chap"), 2, "there is no kind 'chap'"),
        (("--kind", "strategy", "--as-of", "1990"), 1, "does not link SMIC with strategies"),
        (("--columns", "price"), 2, "price"),
    ],
)
def test_bad_input(run: Run, arguments: tuple[str, ...], code: int, message: str) -> None:
    result = run("related", "smic", *arguments)
    assert (result.code, result.out) == (code, "")
    assert message in result.err


def test_scripts_get_the_empty_listing(run: Run) -> None:
    result = run("related", "smic", "--kind", "person", "--format", "csv")
    assert result.code == 1
    assert result.out.startswith("step,key,relation,id,name,kind")


def test_what_is_left_out_is_counted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(related_things, "MAX_THINGS", 3)
    result = run("related", "nvidia")
    assert result.code == 1
    assert "more are left out: choose a --kind" in result.out
    answer = json.loads(run("related", "nvidia", "--json").out)
    assert (answer["count"], answer["complete"]) == (3, False)
    assert answer["left_out"] > 10


def test_what_was_not_followed_is_counted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(related_things, "MAX_FOLLOWED", 2)
    answer = json.loads(run("related", "nvidia", "--depth", "2", "--json").out)
    assert answer["not_followed"] > 10
    assert "were not followed" in run("related", "nvidia", "--depth", "2").out


def test_a_limit_of_ones_own_says_what_is_left(run: Run) -> None:
    result = run("related", "nvidia", "--limit", "2")
    assert result.code == 0
    assert "more; raise --limit to see them" in result.out


def test_only_answers_about_relations_are_graphs(run: Run) -> None:
    graphml = run("related", "smic", "--format", "graphml").out
    assert graphml.count("<edge ") == 7
    assert run("company", "smic", "--format", "graphml").code == 2


@pytest.mark.parametrize(
    "ask",
    [
        lambda base: base.related("huawei"),
        lambda base: base.path("huawei", "smic"),
        lambda base: base.exposure("huawei"),
        lambda base: base.series("nvidia-china-revenue", "amount"),
    ],
)
def test_answers_become_data_frames(ask: Callable[[chipwatch.Base], Answer]) -> None:
    pytest.importorskip("pandas")
    with chipwatch.open(str(BASE)) as base:
        answer = ask(base)
        assert len(answer.to_pandas()) == len(answer) > 0
