"""One question: its day, its names, and what was known on the day asked."""

import json

import pytest

from chipwatch.model import clock
from conftest import Facts, Run
from export_rules import BASE, LETTER, RULE, ask_controls


@pytest.mark.parametrize("day", ["1999-01-01", "2023-12-31"])
def test_before_the_first_rule_nothing_is_claimed(facts: Facts, run: Run, day: str) -> None:
    answer = ask_controls(facts, run, "x2", "--as-of", day)
    assert (answer["verdict"], answer["reason"]) == (
        "unknown",
        "no rule that the base knows was in force then; the first begins on 2024-01-01",
    )
    result = run("controls", "x2", "--as-of", day, "--data", facts(BASE)).out.splitlines()
    assert result[1:3] == [
        "CANNOT BE TOLD",
        "Why     No rule that the base knows was in force then; the first begins on 2024-01-01.",
    ]


def test_figures_stated_later_count_where_none_were_stated_by_then(facts: Facts, run: Run) -> None:
    folder = facts({**BASE, "chip/x1.yaml": "name: X1\nsources: [gazette]\n"
                    "int8_dense: [{value: 296, as_of: 2024}, {value: 700, as_of: 2026}]\n"
                    "die_area: {value: 814, as_of: 2026}\n"})  # fmt: skip
    result = run("controls", "x1", "--as-of", "2025-01-01", "--json", "--data", folder)
    operands = json.loads(result.out)["operands"]
    assert (operands["tpp"]["value"], operands["performance_density"]["value"]) == (
        2368, 2.90909090909,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        pytest.param(
            ["--party", "nosuch"],
            ['error: no company is called "nosuch"',
             "chipwatch company lists them; chipwatch search nosuch looks everywhere"],
            id="party",
        ),
        pytest.param(
            ["x1", "--end-user", "nosuch"],
            ['error: no company is called "nosuch"',
             "chipwatch company lists them; chipwatch search nosuch looks everywhere"],
            id="buyer",
        ),
        pytest.param(
            ["--party", "x1"],
            ['error: no company is called "x1"', "X1 is a chip: chipwatch chip x1"],
            id="chip-for-a-firm",
        ),
        pytest.param(
            ["acme"],
            ['error: no chip is called "acme"', ("Acme is a company: chipwatch company acme; "
             "for the firm: chipwatch controls --party acme")],
            id="firm-for-a-chip",
        ),
        pytest.param(
            ["x2", "bolt"],
            ['error: "bolt" can mean 2 things', ("use an id: b1 (Bolt 10, chip), b2 (Bolt 20,"
             " chip); for the firm: chipwatch controls --party bolt"),
             "  chipwatch controls x2 b1 --data {folder}",
             "  chipwatch controls x2 b2 --data {folder}"],
            id="firm-that-chips-are-called-after",
        ),
    ],
)  # fmt: skip
def test_names_of_something_else_are_refused(
    facts: Facts, run: Run, arguments: list[str], lines: list[str]
) -> None:
    more = {f"chip/b{n}.yaml": f"name: Bolt {n}0\nsources: [gazette]\n" for n in (1, 2)}
    folder = facts({**BASE, **more, "company/bolt.yaml": "name: Bolt\nsources: [gazette]\n"})
    result = run("controls", *arguments, "--data", folder)
    expected_lines = [line.replace("{folder}", folder.as_posix()) for line in lines]
    assert (result.code, result.out, result.err.splitlines()) == (1, "", expected_lines)


def test_a_base_without_rules_says_so(facts: Facts, run: Run) -> None:
    result = run("controls", "x1", "--data", facts({"chip/x1.yaml": "name: X1\n"}))
    assert (result.code, result.err.splitlines()[0]) == (
        1, "error: the base has no rules to calculate with",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("known_by", "expected"),
    [
        pytest.param(
            "2025-05-31", ("no-licence-required", ["rule"]), id="before-the-letter-was-known"
        ),
        pytest.param("2025-06-01", ("licence-required", ["rule", "letter"]), id="once-it-was"),
    ],
)
def test_only_rules_that_had_been_published_count(
    facts: Facts, run: Run, known_by: str, expected: tuple[str, list[str]]
) -> None:
    answer = ask_controls(facts, run, "x1", "--as-of", "2026-01-01", "--known-by", known_by)
    assert (answer["verdict"], [rule["id"] for rule in answer["rules"]]) == expected
    assert answer["moment"] == {"as_of": "2026-01-01", "known_by": known_by}


def test_figures_that_had_not_been_published_are_missing(facts: Facts, run: Run) -> None:
    late = "name: X1\nsources: [late]\nint8_dense: 296\ndie_area: 814\n"
    folder = facts({**BASE, "chip/x1.yaml": late})
    day = ("--as-of", "2026-01-01", "--known-by", "2025-03")
    answer = json.loads(run("controls", "x1", *day, "--json", "--data", folder).out)
    assert (answer["verdict"], answer["missing"]) == (
        "unknown", ["fp16_dense", "int8_dense", "die_area"],
    )  # fmt: skip


@pytest.mark.parametrize("arguments", [["x1"], [], ["--party", "acme"]])
def test_before_any_rule_was_known_nothing_is_told(
    facts: Facts, run: Run, arguments: list[str]
) -> None:
    result = run("controls", *arguments, "--known-by", "2024", "--data", facts(BASE))
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("error: no rule of the base was known by 2024: what was")


def test_a_list_known_before_any_rule_about_chips_says_nothing_of_chips(
    facts: Facts, run: Run
) -> None:
    rule = RULE.replace("[gazette]", "[late]")
    folder = facts({**BASE, "policy/rule.yaml": rule})
    result = run("controls", "x2", "--known-by", "2025-03", "--json", "--data", folder)
    answer = json.loads(result.out)
    assert (answer["verdict"], answer["reason"]) == ("unknown", "no rule about chips is known")


def test_an_end_is_known_ahead_where_all_that_is_cited_had_appeared(facts: Facts, run: Run) -> None:
    ended = LETTER.replace("from: 2025-04-09", "from: 2025-04-09\n  until: 2025-12-01")
    verdicts = []
    for sources in ("[gazette]", "[gazette, late]"):
        folder = facts({**BASE, "policy/letter.yaml": ended.replace("[late]", sources)})
        day = ("--as-of", "2026-01-01", "--known-by", "2025-04")
        result = run("controls", "x1", *day, "--json", "--data", folder)
        verdicts.append(json.loads(result.out)["verdict"])
    assert verdicts == ["no-licence-required", "licence-required"]


def test_a_receipt_has_the_day_that_was_taken(facts: Facts, run: Run) -> None:
    today = clock.get_today().text
    entry = ask_controls(facts, run, "x1", "--receipt")
    several = ask_controls(facts, run, "x1", "x2", "--receipt", "--known-by", "2025-06")
    assert entry["receipt"]["as_of"] == entry["as_of"] == today
    assert list(several) == ["answer", "receipt"]
    assert (several["receipt"]["as_of"], several["receipt"]["known_by"]) == (today, "2025-06")


@pytest.mark.parametrize("arguments", [("x1",), ("--party", "acme"), ()])
def test_with_a_policy_left_out_no_verdict_is_given(
    facts: Facts, run: Run, arguments: tuple[str, ...]
) -> None:
    folder = facts({**BASE, "policy/letter.yaml": f"{LETTER}\nrule2: [\n"})
    result = run("controls", *arguments, "--data", folder)
    assert (result.code, result.out) == (1, "")
    assert result.err.splitlines()[-2:] == [
        (
            "error: no verdict can be given: 1 policy is left out because of problems in the files"
            " (letter)"
        ),
        "run chipwatch check, and mend what it names",
    ]
    assert run("chip", "x1", "--data", folder).code == 0


def test_a_class_open_before_and_after_an_exclusion_ends_is_judged_on_each_day_anew(
    facts: Facts, run: Run
) -> None:
    exclusion = (
        "  exclusions: [{name: note, of: [3A090], when: {datacentre: no}, until: 2025-06-01}]\n"
    )
    folder = facts({**BASE, "policy/rule.yaml": f"{RULE}{exclusion}"})
    words = ("controls", "x3", "--data", folder, "--as-of")
    before = run(*words, "2025-01-01").out
    assert "CANNOT BE TOLD" in before
    assert "licence required, from 1 June 2025" in before
    assert "LICENCE REQUIRED, since 1 June 2025" in run(*words, "2025-12-01").out
