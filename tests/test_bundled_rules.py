"""What the rules of the base come to: what is missing, reviews, exceptions, and their reach."""

import json
from typing import Any

import pytest

from chipwatch.asking.controls.specified_item import parse_specified_item
from chipwatch.model.dates import Date
from chipwatch.rules.circumstances import Circumstances
from chipwatch.rules.item import Item
from chipwatch.rules.judgement import judge
from chipwatch.rules.verdict import Verdict
from conftest import Run
from export_rules import load_bundled_rules

pytestmark = pytest.mark.data


def make_circumstances(day: str, to: str = "CN") -> Circumstances:
    return Circumstances(Date.parse(day).first, to, load_bundled_rules())


def make_chip(**figures: object) -> Item:
    """A chip of which nothing is known but these."""
    return parse_specified_item(
        f"{name}={value}" for name, value in figures.items() if value is not None
    )


def judge_figures(day: str, to: str = "CN", **figures: Any) -> Verdict:  # noqa: ANN401 - JSON, or any figures
    return judge(make_chip(**figures), make_circumstances(day, to))


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        pytest.param({"interconnect": 600, "tpp": 4800}, "3A090.a", id="at-both"),
        pytest.param({"interconnect": 600.1, "tpp": 4800.1}, "3A090.a", id="above-both"),
        pytest.param({"interconnect": 599.9, "tpp": 4800}, None, id="below-one"),
        pytest.param({"interconnect": 600, "tpp": 4799.9}, None, id="below-the-other"),
        pytest.param({"interconnect": 599.9, "tpp": 4799.9}, None, id="below-both"),
    ],
)
@pytest.mark.parametrize(("day", "to"), [("2022-11-01", "CN"), ("2023-02-01", "MO")])
def test_the_rule_of_2022_wants_both(
    figures: dict[str, Any], expected: str | None, day: str, to: str
) -> None:
    verdict = judge_figures(day, to, **figures)
    assert verdict.paragraph == expected
    assert verdict.status == ("licence-required" if expected else "no-licence-required")


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        pytest.param({"tpp": 4800}, ("unknown", ("interconnect_bandwidth",)), id="no-link"),
        pytest.param({"tpp": 4799}, ("no-licence-required", ()), id="no-link-that-matters"),
        pytest.param(
            {"interconnect": 600}, ("unknown", ("fp16_dense", "int8_dense")), id="no-compute"
        ),
        pytest.param(
            {"interconnect": 599}, ("no-licence-required", ()), id="no-compute-that-matters"
        ),
    ],
)
def test_the_rule_of_2022_says_what_is_missing(
    figures: dict[str, Any], expected: tuple[str, tuple[str, ...]]
) -> None:
    verdict = judge_figures("2022-11-01", **figures)
    assert (verdict.status, verdict.missing_properties) == expected


@pytest.mark.parametrize(
    ("density", "function", "expected", "exceptions"),
    [
        (1.99, "memory", "no-licence-required", []),
        (2, "memory", "no-licence-required", []),
        (2.01, "memory", "licence-required", ["HBM"]),
        (3.29, "memory", "licence-required", ["HBM"]),
        (3.3, "memory", "licence-required", []),
        (3.31, "memory", "licence-required", []),
        (None, "memory", "unknown", []),
        (2.01, None, "unknown", []),
        (2.01, "processing", "unknown", []),
    ],
)
def test_the_rule_on_memory_begins_above_its_bound(
    density: float | None, function: str | None, expected: str, exceptions: list[str]
) -> None:
    verdict = judge_figures("2025-01-15", memory_bandwidth_density=density, function=function)
    assert verdict.status == expected
    assert [entry.name for entry, _ in verdict.exemptions] == exceptions


def test_a_processor_with_memory_beside_it_is_not_memory() -> None:
    verdict = judge_figures("2025-01-15", tpp=100, memory_bandwidth_density=9)
    assert verdict.status == "no-licence-required"


@pytest.mark.parametrize(
    ("tpp", "bandwidth", "policy"),
    [
        (20999, 6499, "case by case"),
        (21000, 6499, "presumption of denial"),
        (20999, 6500, "presumption of denial"),
        (21001, 6501, "presumption of denial"),
        (4800, 100, "case by case"),
        (21000, None, "presumption of denial"),
    ],
)
def test_the_review_of_2026_wants_both_limits_kept(
    tpp: float, bandwidth: float | None, policy: str
) -> None:
    verdict = judge_figures("2026-02-01", tpp=tpp, memory_bandwidth=bandwidth)
    assert (verdict.status, verdict.policy_text.startswith(policy)) == ("licence-required", True)


def test_the_review_of_2026_says_where_a_figure_decides() -> None:
    verdict = judge_figures("2026-02-01", tpp=16000)
    assert verdict.policy_text.endswith(", if it meets the conditions")


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        pytest.param({"memory_bandwidth": 1399, "interconnect": 300}, False, id="below-all"),
        pytest.param({"memory_bandwidth": 1400, "interconnect": 0.1}, True, id="memory"),
        pytest.param({"memory_bandwidth": 1, "interconnect": 1100}, True, id="links"),
        pytest.param({"memory_bandwidth": 1, "interconnect": 1099}, False, id="links-below"),
        pytest.param({"memory_bandwidth": 900, "interconnect": 800}, True, id="sum"),
        pytest.param({"memory_bandwidth": 900, "interconnect": 799}, False, id="sum-below"),
        pytest.param({"memory_bandwidth": 900}, None, id="no-links"),
        pytest.param({"memory_bandwidth": 1400}, True, id="no-links-that-matter"),
    ],
)
def test_the_limits_reported_of_the_letters_of_2025(
    figures: dict[str, Any],
    expected: bool | None,  # noqa: FBT001 - a value to expect
) -> None:
    verdict = judge_figures("2025-05-01", tpp=100, designer="nvidia", **figures)
    (limits,) = [entry for entry in verdict.findings if entry.paragraph.name == "reported limits"]
    words = {True: "disputed", False: "no-licence-required", None: "unknown"}
    assert (limits.holds, verdict.status) == (expected, words[expected])
    assert (limits.certainty, limits.is_binding is True) == ("disputed", False)


@pytest.mark.parametrize(
    "spec",
    [
        pytest.param("int8_dense=600", id="600-tops-at-8-bits"),
        pytest.param("fp16_dense=300", id="300-tflops-at-16-bits"),
        pytest.param("bf16_dense=0.3 PFLOPS", id="another-unit"),
    ],
)
def test_the_examples_of_the_regulation_give_4800(spec: str) -> None:
    subject = parse_specified_item([spec])
    verdict = judge(subject, make_circumstances("2024-01-01"))
    assert subject.get_figure("tpp").value == (4800, 4800, False, False, False)
    assert (verdict.status, verdict.paragraph) == ("licence-required", "3A090.a.1")


@pytest.mark.parametrize(
    ("day", "to", "expected"),
    [
        pytest.param("2024-01-01", "CN", "licence-required", id="group-d5"),
        pytest.param("2024-01-01", "HK", "licence-required", id="hong-kong"),
        pytest.param("2024-01-01", "MO", "licence-required", id="macau"),
        pytest.param("2024-01-01", "AE", "licence-required", id="group-d4"),
        pytest.param("2024-01-01", "JP", "no-licence-required", id="group-a5"),
        pytest.param("2024-01-01", "XX", "no-licence-required", id="in-no-group"),
        pytest.param("2022-11-01", "KH", "no-licence-required", id="not-yet"),
        pytest.param("2022-11-01", "RU", "licence-required", id="embargo"),
        pytest.param("2025-05-14", "DE", "no-licence-required", id="before-the-framework-binds"),
        pytest.param("2025-06-01", "DE", "on-the-books", id="framework-not-enforced"),
        pytest.param("2026-01-01", "KH", "licence-required", id="cambodia-in-d5"),
        pytest.param("2021-01-01", "CN", "unknown", id="before-the-first-rule"),
        pytest.param("2026-08-01", "SA", "licence-required", id="only-in-the-whole-group-d4"),
        pytest.param("2026-08-01", "AE", "licence-required", id="named-itself-though-in-a5"),
        pytest.param("2026-08-01", "BR", "on-the-books", id="in-no-group-but-for-the-framework"),
    ],
)
def test_where_a_rule_reaches(day: str, to: str, expected: str) -> None:
    figures = {"tpp": 16000, "interconnect": 900}
    assert judge_figures(day, to, **figures).status == expected


@pytest.mark.parametrize(
    ("day", "to", "expected"),
    [
        pytest.param("2026-07-22", "SA", True, id="in-d4-the-day-before"),
        pytest.param("2026-07-23", "SA", True, id="in-d4"),
        pytest.param("2026-07-23", "IL", False, id="in-d4-and-in-a6"),
        pytest.param("2026-07-23", "AE", False, id="in-a5-since-july-2026"),
        pytest.param("2026-07-23", "BR", False, id="in-no-group"),
        pytest.param("2024-01-01", "BR", False, id="in-no-group-in-2024"),
    ],
)
def test_the_rule_of_2023_reaches_the_groups_and_whom_it_names(
    day: str,
    to: str,
    expected: bool | None,  # noqa: FBT001 - a value to expect
) -> None:
    verdict = judge_figures(day, to, tpp=16000)
    reach = {
        entry.reaches_destination
        for entry in verdict.findings
        if entry.rule.policy == "bis-rule-2023-10-17"
    }
    assert reach == {expected}


def test_a_date_before_the_first_rule_says_when_that_is() -> None:
    assert judge_figures("2021", tpp=16000).reason_text == (
        "no rule that the base knows was in force then; the first begins on 2022-08-26"
    )


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        pytest.param({"tpp": 4800, "datacentre": "no"}, [("NAC", True)], id="card-for-games"),
        pytest.param({"tpp": 4800, "datacentre": "yes"}, [], id="for-data-centres"),
        pytest.param({"tpp": 4800}, [("NAC", None)], id="not-known-which"),
        pytest.param(
            {"tpp": 2400, "performance_density": 2, "datacentre": "yes"},
            [("NAC", True)],
            id="class-b",
        ),
    ],
)
def test_the_exceptions_of_2023(
    figures: dict[str, Any], expected: list[tuple[str, bool | None]]
) -> None:
    verdict = judge_figures("2024-01-01", **figures)
    assert [(entry.name, holds) for entry, holds in verdict.exemptions] == expected


RANGES = [
    pytest.param("4700..4900", "unknown", id="on-both-sides"),
    pytest.param("4800..4900", "licence-required", id="above"),
    pytest.param("~4800", "unknown", id="about"),
    pytest.param("~6000", "licence-required", id="about-but-above"),
    pytest.param(">4800", "licence-required", id="more-than"),
    pytest.param("<1600", "no-licence-required", id="less-than"),
]


@pytest.mark.parametrize(("tpp", "expected"), RANGES)
def test_ranges_are_held_against_bounds_by_both_ends(tpp: str, expected: str) -> None:
    verdict = judge_figures("2024-01-01", tpp=tpp, performance_density=1, datacentre="yes")
    assert verdict.status == expected


def test_headroom_is_told_for_each_bound() -> None:
    verdict = judge_figures("2024-01-01", tpp=2368, die_area=814, datacentre="yes")
    listed = [entry for entry in verdict.findings if entry.rule.act.gives_class]
    rooms = {entry.paragraph.name: entry.result.headroom for entry in listed}
    assert rooms == {
        "3A090.a.1": 50.67, "3A090.a.2": 50.86, "3A090.b.1": 1.33, "3A090.b.2": 9.09,
    }  # fmt: skip


def ask_controls(run: Run, *arguments: str) -> dict[str, Any]:
    verdict: dict[str, Any] = json.loads(run("controls", *arguments, "--json").out)
    return verdict


@pytest.mark.parametrize(
    ("arguments", "policy"),
    [
        pytest.param(("h200", "--end-user", "huawei", "--as-of", "2026-02-01"),
                     "presumption of denial", id="a-listing-beside-a-review"),
        pytest.param(("h100", "--end-user", "smic", "--as-of", "2024-02-01"),
                     "presumption of denial", id="a-milder-listing"),
    ],
)  # fmt: skip
def test_the_strictest_of_several_rules_decides(
    run: Run, arguments: tuple[str, ...], policy: str
) -> None:
    assert ask_controls(run, *arguments)["licence"]["policy"] == policy


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        pytest.param(("--as-of", "2025-05-01"), ["NAC"], id="China"),
        pytest.param(("--to", "Vietnam", "--as-of", "2026-08-01"), ["ACA"], id="D:1"),
        pytest.param(("--to", "Vietnam", "--end-user", "tencent", "--as-of", "2026-08-01"),
                     ["NAC"], id="seat-in-D:5"),
        pytest.param(("--end-user", "huawei", "--as-of", "2025-02-01"), [], id="listed-buyer"),
    ],
)  # fmt: skip
def test_exceptions_by_destination_seat_and_what_else_binds(
    run: Run, arguments: tuple[str, ...], names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CHIPWATCH_DATA")
    verdict = ask_controls(run, "nvidia-rtx-4090", *arguments)
    assert [entry["name"] for entry in verdict["licence"]["exceptions"]] == names


def test_a_figure_at_odds_with_those_given_beside_it_is_refused(run: Run) -> None:
    spec = ("--spec", "tpp=5000", "--spec", "fp16_dense=100")
    result = run("controls", *spec)
    assert (result.code, result.out) == (2, "")
    assert "tpp follows from the other figures: 100 TFLOPS × 16 bits, which is not 5,000" in (
        result.err
    )
    assert run("controls", "--spec", "tpp=1600", "--spec", "fp16_dense=100").code == 0


def test_what_is_not_known_of_a_buyer_is_not_laid_to_the_destination(run: Run) -> None:
    verdict = ask_controls(
        run, "h100", "--to", "Japan", "--end-user", "softbank", "--as-of", "2024-06-01"
    )
    assert (verdict["verdict"], verdict["reason"]) == ("unknown", "seat of softbank: not known")
