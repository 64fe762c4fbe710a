"""Licence policies: one list in one order, whatever the letters; other words are problems."""

import json
from typing import Any

import pytest

from chipwatch.model.problem import FieldError
from chipwatch.rules.licence_policy import (
    POLICY_CHOICES,
    LicencePolicy,
    parse_policy_choice,
    pick_strictest_policy,
)
from chipwatch.store.snapshot import open_base
from conftest import Facts, Run

CONTROL = """
name: {name}
sources: [gazette]
rule:
  act: control
  from: 2024-01-01
  destinations: [CN]
  licences: [{{destinations: [CN], policy: {policy}}}]
  paragraphs: [{{name: {name}, when: {{tpp: ">=4800"}}}}]
"""
CHIP = "name: X1\nsources: [gazette]\ntpp: 5000\n"


@pytest.mark.parametrize("text", ["presumption of denial", "Presumption of Denial",
                                  "PRESUMPTION OF  DENIAL"])  # fmt: skip
def test_letters_do_not_matter(text: str) -> None:
    assert parse_policy_choice(text) == "presumption of denial"


def test_another_word_is_refused_with_the_nearest() -> None:
    with pytest.raises(FieldError) as caught:
        parse_policy_choice("presumption of denail")
    assert caught.value.code == "bad-choice"
    assert caught.value.hint.startswith("did you mean presumption of denial")


def test_the_order_is_from_the_strictest_to_the_most_lenient() -> None:
    assert list(POLICY_CHOICES) == [
        "policy of denial", "presumption of denial", "case by case", "presumption of approval",
        "unknown",
    ]  # fmt: skip


def test_what_holds_in_part_comes_after_what_holds_wholly() -> None:
    whole, partial = (
        LicencePolicy("presumption of denial"),
        LicencePolicy("presumption of denial", note="presumption of denial for half of it"),
    )
    reviewed = LicencePolicy("case by case")
    assert pick_strictest_policy([partial, whole]) == whole
    assert pick_strictest_policy([reviewed, partial]) == partial
    assert pick_strictest_policy([]) is None


def judge_by_two_rules(facts: Facts, run: Run, policy: str) -> Any:  # noqa: ANN401 - JSON, or any figures
    """The licence of a chip that falls under a rule of this policy and a milder one."""
    folder = facts({
        "chip/x1.yaml": CHIP,
        "policy/a.yaml": CONTROL.format(name="a", policy="case by case"),
        "policy/b.yaml": CONTROL.format(name="b", policy=policy),
    })  # fmt: skip
    result = run("controls", "x1", "--as-of", "2025-01-01", "--json", "--data", folder)
    return json.loads(result.out)["licence"]


@pytest.mark.parametrize("policy", ["presumption of denial", "Presumption of denial"])
def test_a_capital_letter_does_not_change_a_verdict(facts: Facts, run: Run, policy: str) -> None:
    assert judge_by_two_rules(facts, run, policy)["policy"] == "presumption of denial"


def test_the_words_of_the_rule_stand_beside_the_choice(facts: Facts, run: Run) -> None:
    words = "policy of denial, policy_note: refused but for spare parts"
    assert judge_by_two_rules(facts, run, words)["policy_note"] == "refused but for spare parts"
    assert judge_by_two_rules(facts, run, words)["policy"] == "policy of denial"


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        pytest.param(
            "{act: control, licences: [{destinations: [CN], policy: denied}]}",
            "'denied' is not a choice here",
            id="licence",
        ),
        pytest.param(
            "{act: review, otherwise: perhaps}", "'perhaps' is not a choice here", id="otherwise"
        ),
        pytest.param("{act: review, policy: maybe}", "'maybe' is not a choice here", id="review"),
    ],
)
def test_an_unknown_policy_is_a_problem_of_the_file(facts: Facts, rule: str, message: str) -> None:
    text = f"name: A\nsources: [gazette]\nrule: {rule.replace('{act', '{from: 2024, act', 1)}\n"
    (problem,) = open_base((str(facts({"policy/a.yaml": text})),)).load_problems()
    assert (problem.code, problem.message) == ("bad-choice", message)
    assert "choose one of policy of denial, presumption of denial" in problem.hint


@pytest.mark.parametrize(
    ("rule", "code", "message"),
    [
        pytest.param(
            'act: review, paragraphs: [{name: a, when: {tpp: ">1"}}]',
            "missing-value",
            "this part of a rule has no policy",
            id="review-without",
        ),
        pytest.param(
            "act: control, policy: case by case",
            "unknown-key",
            "a rule that is no review has no key 'policy'",
            id="control-with",
        ),
        pytest.param(
            'act: control, paragraphs: [{name: a, when: {tpp: ">1"}, policy: case by case}]',
            "unknown-key",
            "a paragraph has no key 'policy'",
            id="paragraph-with",
        ),
    ],
)
def test_reviews_alone_have_policies_of_their_own(
    facts: Facts, rule: str, code: str, message: str
) -> None:
    text = f"name: A\nsources: [gazette]\nrule: {{from: 2024, {rule}}}\n"
    (problem,) = open_base((str(facts({"policy/a.yaml": text})),)).load_problems()
    assert (problem.code, problem.message) == (code, message)


@pytest.mark.parametrize(
    ("review", "expected"),
    [
        pytest.param("policy: case by case", None, id="choice"),
        pytest.param("policy: case by case, note: since May", None, id="note-beside"),
        pytest.param("policy: unknown, note: by arrangement", "by arrangement", id="note-instead"),
        pytest.param(
            "policy: unknown, policy_note: by letter, note: since May",
            "by letter",
            id="policy-note",
        ),
    ],
)
def test_the_policy_of_a_review_is_told_in_its_words(
    facts: Facts, run: Run, review: str, expected: str | None
) -> None:
    rule = f"{{act: review, from: 2024, modifies: a, destinations: [CN], {review},"
    paragraphs = "paragraphs: [{name: r, when: {chip: x1}}]}"
    text = f"name: R\nsources: [gazette]\nrule: {rule} {paragraphs}\n"
    folder = facts({
        "chip/x1.yaml": CHIP,
        "policy/a.yaml": CONTROL.format(name="a", policy="presumption of denial"),
        "policy/r.yaml": text,
    })  # fmt: skip
    result = run("controls", "x1", "--as-of", "2025-01-01", "--json", "--data", folder)
    licence = json.loads(result.out)["licence"]
    assert licence["policy"] == ("unknown" if "unknown" in review else "case by case")
    assert licence["policy_note"] == expected
