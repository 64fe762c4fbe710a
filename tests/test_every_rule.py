"""Every rule that has bounds, held against the law written out once more, in each combination.

The rules are taken from the base: one that is not written out here fails, and so does a bound that
is another there than here.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import product
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chipwatch.asking.controls.rule_changes import BoundChange, BoundKey, substitute_bound
from chipwatch.asking.controls.specified_item import parse_specified_item
from chipwatch.model.dates import Date
from chipwatch.model.derived_values import KnownFigure
from chipwatch.model.quantity import Quantity
from chipwatch.rules.circumstances import Circumstances
from chipwatch.rules.eccn import is_paragraph_covered
from chipwatch.rules.evaluation import apply_exclusions, evaluate_condition
from chipwatch.rules.item import EndUser, Item
from chipwatch.rules.judgement import judge
from chipwatch.rules.rule import LETTER_SCOPE_KEY, OWNERSHIP_KEY, Criterion, Rule, iter_criteria
from chipwatch.rules.verdict import Verdict
from export_rules import load_bundled_rules

pytestmark = pytest.mark.data

DAYS = [
    "2022-10-21", "2023-01-17", "2023-11-17", "2024-12-31", "2025-01-16", "2025-04-09",
    "2025-04-15", "2025-04-16", "2025-05-15", "2025-09-29", "2026-01-15", "2026-07-10",
]  # fmt: skip
"""The days on which the law changes: a rule with bounds begins, or a paragraph of it."""
Figures = Mapping[str, Any]
Holds = Callable[[Figures], bool]


@cache
def get_bounded_rules() -> dict[str, Rule]:
    """The rules of the base that have bounds, but for letters of which nobody knows whom they name.

    Those on tools are in test_tool_rules.py.
    """
    return {
        rule.policy: rule
        for rule in load_bundled_rules()
        if not rule.act.reaches_foreign_items
        and rule.is_about("chip")
        and any(test.bounds for test in list_tests(rule))
        and all(test.property != LETTER_SCOPE_KEY for test in list_tests(rule))
    }


def list_tests(rule: Rule) -> list[Criterion]:
    """Every test in a rule."""
    return [test for when in rule.list_conditions() for test in iter_criteria(when)]


class Law(NamedTuple):
    """A rule as it is printed: its numbers, and when each paragraph and exception holds."""

    bounds: Mapping[str, set[float]]
    paragraphs: Mapping[str, Holds]
    exceptions: tuple[Holds, ...] = ()
    words: Mapping[str, tuple[str, ...]] = {}
    """What else is tested, with the words to try."""
    more: Mapping[str, tuple[float, ...]] = {}
    """Further figures to try."""


def fast_link(of: Figures) -> bool:
    """3A090.a of October 2022."""
    return bool(of["interconnect_bandwidth"] >= 600 and of["tpp"] >= 4800)


def spared(of: Figures) -> bool:
    """Note 2, and that only processing units are meant."""
    return bool(of["function"] == "memory" or (of["datacentre"] == "no" and of["tpp"] < 4800))


def a1(of: Figures) -> bool:
    return of["tpp"] >= 4800 and not spared(of)


def a2(of: Figures) -> bool:
    return of["tpp"] >= 1600 and of["performance_density"] >= 5.92 and not spared(of)


def b1(of: Figures) -> bool:
    middling = 2400 <= of["tpp"] < 4800 and 1.6 <= of["performance_density"] < 5.92
    return middling and not spared(of)


def b2(of: Figures) -> bool:
    return of["tpp"] >= 1600 and 3.2 <= of["performance_density"] < 5.92 and not spared(of)


def for_games(of: Figures) -> bool:
    return bool(of["datacentre"] == "no" and of["tpp"] >= 4800)


def for_data_centres(of: Figures) -> bool:
    return bool(of["datacentre"] == "yes")


def reported_limits(of: Figures) -> bool:
    memory, link = of["memory_bandwidth"], of["interconnect_bandwidth"]
    beyond = memory >= 1400 or link >= 1100 or memory + link >= 1700
    is_meant = of["function"] == "processing" and of["designer"] in ("nvidia", "amd", "intel")
    return is_meant and beyond


def presumed(of: Figures) -> bool:
    """Note 1 to 3A090.a, for a foundry, unless the package attestedly has few transistors."""
    fine = of["process_node"] <= 16 or of["transistor_type"] == "non-planar"
    return bool(of["function"] == "processing" and fine and not of["transistors"] < 30e9)


def band_1(of: Figures) -> bool:
    return bool(14000 < of["tpp"] < 17500 and 4500 < of["memory_bandwidth"] < 5000)


def band_2(of: Figures) -> bool:
    return bool(20800 < of["tpp"] < 21100 and 5800 < of["memory_bandwidth"] < 6200)


OCTOBER_2022 = Law({"interconnect_bandwidth": {600}, "tpp": {4800}}, {"3A090.a": fast_link})
UNITS = {"datacentre": ("yes", "no"), "function": ("processing", "memory")}
LAWS = {
    "bis-rule-2022-10-07": OCTOBER_2022,
    "bis-rule-2023-01-macau": OCTOBER_2022,
    "bis-rule-2023-10-17": Law(
        {"tpp": {1600, 2400, 4800}, "performance_density": {1.6, 3.2, 5.92}},
        {"3A090.a.1": a1, "3A090.a.2": a2, "3A090.b.1": b1, "3A090.b.2": b2},
        (for_games, for_data_centres) * 4,
        UNITS,
    ),
    "bis-rule-2024-12-02": Law(
        {"memory_bandwidth_density": {2, 3.3}},
        {"3A090.c": lambda of: of["memory_bandwidth_density"] > 2 and of["function"] == "memory"},
        (lambda of: bool(of["memory_bandwidth_density"] < 3.3),),
        {"function": ("processing", "memory")},
    ),
    "us-h20-export-ban": Law(
        {"memory_bandwidth": {1400}, "interconnect_bandwidth": {1100}, "total_bandwidth": {1700}},
        {"letter to Nvidia": lambda _: False, "letter to AMD": lambda _: False,
         "reported limits": reported_limits},
        words={
            "designer": ("nvidia", "amd", "intel", "baidu"),
            "function": ("processing", "memory"),
        },
        more={"memory_bandwidth": (1, 900), "interconnect_bandwidth": (1, 799.9, 800, 800.1)},
    ),
    "ai-diffusion-rule-2025": Law(
        {"tpp": {1600, 4800}, "performance_density": {5.92}},
        {"3A090.a.1": a1, "3A090.a.2": a2},
        (for_games,),
        UNITS,
    ),
    "uae-chip-easing-2026-07": Law(
        {"tpp": {1600, 2400, 4800}, "performance_density": {1.6, 3.2, 5.92}},
        {"3A090.a.1": a1, "3A090.a.2": a2, "3A090.b.1": b1, "3A090.b.2": b2},
        (for_games, for_data_centres) * 2,
        UNITS,
    ),
    "affiliates-rule-2025": Law(
        {OWNERSHIP_KEY: {50}},
        {"50 % rule": lambda of: bool(of[OWNERSHIP_KEY] >= 50)},
        (lambda _: True,),
    ),
    "foundry-due-diligence-rule-2025": Law(
        {"process_node": {16}, "transistors": {30e9}},
        {"Note 1 to 3A090.a": presumed},
        words={"transistor_type": ("planar", "non-planar"), "function": ("processing", "memory")},
    ),
    "section-232-semiconductors-2026": Law(
        {"tpp": {14000, 17500, 20800, 21100}, "memory_bandwidth": {4500, 5000, 5800, 6200}},
        {"annex, band 1": band_1, "annex, band 2": band_2},
    ),
    "bis-rule-2026-01-15": Law(
        {"tpp": {21000}, "memory_bandwidth": {6500}},
        {"15 CFR 742.6(b)(10)(iii)(A)(1)":
         lambda of: bool(of["tpp"] < 21000 and of["memory_bandwidth"] < 6500
                         and of["us_market"] == "yes")},
        words={"us_market": ("yes", "no")},
    ),
}  # fmt: skip
"""Each rule with bounds, written out from the gazette and not from the base."""
SUMS = ("total_bandwidth",)
"""Figures that are always computed, and so are no operands of their own."""
NEAR = (1 - 1e-4, 1, 1 + 1e-4)
"""Just below a bound, at it, and just above."""


def collect_bounds(rule: Rule) -> dict[str, set[float]]:
    """The numbers of a rule by what they bound."""
    ends_by_property: dict[str, set[float]] = {}
    for when in rule.list_conditions():
        for test in iter_criteria(when):
            ends = {end for bound in test.bounds for end in bound[:2] if end is not None}
            if ends:
                ends_by_property.setdefault(test.property, set()).update(ends)
    return ends_by_property


def list_operand_values(law: Law) -> dict[str, list[Any]]:
    """What to try of each operand: just below, at and just above each bound, and each word."""
    values_by_operand: dict[str, list[Any]] = {
        name: sorted({*law.more.get(name, ()), *(n * by for n in ends for by in NEAR)})
        for name, ends in law.bounds.items()
        if name not in SUMS
    }
    return values_by_operand | {name: list(words) for name, words in law.words.items()}


def make_item(figures: Figures) -> Item:
    """A chip, or its buyer, of which nothing is known but these."""
    owned = figures.get(OWNERSHIP_KEY)
    share = Quantity(0, 100) if owned is None else Quantity(owned, owned)
    buyer = (
        EndUser("buyer", "Buyer", ("CN",), KnownFigure(share)) if OWNERSHIP_KEY in figures else None
    )
    given = {name: value for name, value in figures.items() if name != OWNERSHIP_KEY}
    return parse_specified_item(
        [f"{name}={value}" for name, value in given.items() if value is not None], buyer
    )


def evaluate_paragraphs(rule: Rule, subject: Item) -> dict[str, bool | None]:
    """Which paragraphs of a rule hold for a chip."""
    return {
        part.name: apply_exclusions(
            evaluate_condition(part.condition, subject),
            [
                exclusion
                for exclusion in rule.exclusions
                if is_paragraph_covered(exclusion.paragraph_names, part.name)
            ],
            subject,
        ).holds
        for part in rule.paragraphs
    }


def complete_figures(
    figures: Figures, values_by_operand: Mapping[str, list[Any]]
) -> Iterator[Figures]:
    """Whatever the figures may be where they are not known."""
    missing = [name for name, value in figures.items() if value is None]
    for taken in product(*(values_by_operand[name] for name in missing)):
        yield {**figures, **dict(zip(missing, taken, strict=True))}


def list_combinations(
    values_by_operand: Mapping[str, list[Any]], *, missing: bool
) -> Iterator[Figures]:
    """Each combination of operands; with those in which one is not known, or without."""
    processes = "tpp" in values_by_operand  # what a chip with compute is for is never missing
    lacking = [name for name in values_by_operand if not (processes and name == "function")]
    for gap in lacking if missing else [""]:
        tried = {
            name: [None] if name == gap else values for name, values in values_by_operand.items()
        }
        yield from (dict(zip(tried, values, strict=True)) for values in product(*tried.values()))


def test_every_rule_with_bounds_is_written_out_here() -> None:
    assert LAWS.keys() == get_bounded_rules().keys()


def test_every_day_on_which_the_law_changes_is_tried() -> None:
    rules = get_bounded_rules().values()
    beginnings = {rule.since for rule in rules} | {
        part.since for rule in rules for part in rule.paragraphs if part.since
    }
    assert {Date.parse(day).first for day in DAYS} == {since.first for since in beginnings}


@pytest.mark.parametrize("policy", LAWS)
def test_the_bounds_are_those_of_the_gazette(policy: str) -> None:
    rule = get_bounded_rules()[policy]
    assert collect_bounds(rule) == LAWS[policy].bounds
    assert [part.name for part in rule.paragraphs] == list(LAWS[policy].paragraphs)
    assert len(rule.exemptions) == len(LAWS[policy].exceptions)


def find_deviations(rule: Rule, law: Law) -> Iterator[tuple[str, Figures]]:
    """The paragraphs and exceptions that hold where the law has them not, or the other way."""
    for figures in list_combinations(list_operand_values(law), missing=False):
        subject = make_item(figures)
        truths = evaluate_paragraphs(rule, subject)
        yield from (
            (name, figures)
            for name, holds in law.paragraphs.items()
            if truths[name] != holds(figures)
        )
        for exemption, holds in zip(rule.exemptions, law.exceptions, strict=True):
            if evaluate_condition(exemption.condition, subject).holds != holds(figures):
                yield exemption.name, figures


@pytest.mark.parametrize("policy", LAWS)
def test_each_combination_of_operands(policy: str) -> None:
    assert list(find_deviations(get_bounded_rules()[policy], LAWS[policy])) == []


@pytest.mark.parametrize("by", [1 - 2e-4, 1 + 2e-4])
@pytest.mark.parametrize(
    ("policy", "name", "number"),
    [(policy, name, n) for policy, law in LAWS.items() for name in law.bounds
     for n in sorted(law.bounds[name])],
)  # fmt: skip
def test_a_bound_that_is_a_little_off_is_found(
    policy: str, name: str, number: float, by: float
) -> None:
    off = substitute_bound(
        get_bounded_rules()[policy], BoundChange(BoundKey("", name), number, number * by)
    )
    assert next(find_deviations(off, LAWS[policy]), None) is not None


@pytest.mark.parametrize("policy", LAWS)
def test_each_operand_missing(policy: str) -> None:
    """A paragraph holds, or does not, only if it does whatever the operand is."""
    law, rule = LAWS[policy], get_bounded_rules()[policy]
    values_by_operand = list_operand_values(law)
    wrong = []
    for figures in list_combinations(values_by_operand, missing=True):
        truths = evaluate_paragraphs(rule, make_item(figures))
        for name, holds in law.paragraphs.items():
            possible_results = {
                holds(completed_figures)
                for completed_figures in complete_figures(figures, values_by_operand)
            }
            if truths[name] is not None and possible_results != {truths[name]}:
                wrong.append((name, figures))
    assert wrong == []


ABOUT_CHIPS = [
    "bis-rule-2022-10-07", "bis-rule-2023-01-macau", "bis-rule-2023-10-17", "bis-rule-2024-12-02",
    "us-h20-export-ban", "ai-diffusion-rule-2025", "uae-chip-easing-2026-07",
]  # fmt: skip
"""The rules with bounds that say which chips need a licence."""


def test_every_rule_about_chips_is_tried() -> None:
    assert set(ABOUT_CHIPS) == {
        policy for policy, rule in get_bounded_rules().items() if rule.act.is_about_items
    }


@pytest.mark.parametrize("policy", ABOUT_CHIPS)
def test_the_verdict_is_open_exactly_where_the_missing_operand_decides(policy: str) -> None:
    law, rule = LAWS[policy], get_bounded_rules()[policy]
    values_by_operand, day = list_operand_values(law), Date.parse(DAYS[-1]).first
    sure = tuple(part._replace(certainty="confirmed") for part in rule.paragraphs)
    always = rule._replace(
        until=None, destinations=("CN",), excluded_destinations=(), paragraphs=sure
    )
    setting = Circumstances(day, "CN", [always])
    words = {
        frozenset({True}): "licence-required", frozenset({False}): "no-licence-required",
        frozenset({True, False}): "unknown",
    }  # fmt: skip
    wrong = []
    for figures in list_combinations(values_by_operand, missing=True):
        possible_results = frozenset(
            any(holds(completed_figures) for holds in law.paragraphs.values())
            for completed_figures in complete_figures(figures, values_by_operand)
        )
        status = judge(make_item(figures), setting).status
        if status != words[possible_results]:
            wrong.append((figures, status))
    assert wrong == []


# Properties


def judge_figures(day: str, to: str = "CN", **figures: Any) -> Verdict:  # noqa: ANN401 - JSON, or any figures
    return judge(make_item(figures), Circumstances(Date.parse(day).first, to, load_bundled_rules()))


def rank_class(verdict: Verdict) -> int:
    """How strong a class is: that of data-centre chips above that of the others above none."""
    if verdict.paragraph is None:
        return 0
    return 2 if verdict.paragraph.startswith("3A090.a") else 1


OTHERS = st.fixed_dictionaries(
    {
        "datacentre": st.sampled_from(("yes", "no")),
        "interconnect_bandwidth": st.sampled_from((1, 599, 600, 1100)),
        "memory_bandwidth": st.sampled_from((1, 1400, 6500)),
        "designer": st.sampled_from(("nvidia", "baidu")),
    }
)


@pytest.mark.parametrize("day", DAYS)
@given(size=st.tuples(st.floats(1, 30000), st.floats(1, 2000)),
       by=st.tuples(st.floats(1, 4), st.floats(0.2, 1)), others=OTHERS)  # fmt: skip
def test_more_compute_or_less_area_never_weakens_the_class(
    day: str, size: tuple[float, float], by: tuple[float, float], others: dict[str, Any]
) -> None:
    weaker = judge_figures(day, tpp=size[0], die_area=size[1], **others)
    stronger = judge_figures(day, tpp=size[0] * by[0], die_area=size[1] * by[1], **others)
    assert rank_class(stronger) >= rank_class(weaker)
    assert (weaker.status, stronger.status) != ("licence-required", "no-licence-required")


TRIED = {
    name: tuple(
        dict.fromkeys(
            value for law in LAWS.values() for value in list_operand_values(law).get(name, ())
        )
    )
    for law in LAWS.values()
    for name in list_operand_values(law)
    if name != OWNERSHIP_KEY
}
"""All that is worth trying of each operand of any rule."""
KNOWN = st.fixed_dictionaries(
    {name: st.none() | st.sampled_from(values) for name, values in TRIED.items()}
)


@pytest.mark.parametrize("day", DAYS)
@given(known=KNOWN, filled=KNOWN)
def test_an_unknown_operand_never_clears_what_a_value_of_it_would_catch(
    day: str, known: dict[str, Any], filled: dict[str, Any]
) -> None:
    known = {**known, "function": known["function"] or filled["function"] or "processing"}
    if known["transistor_type"] == "planar":  # a planar die has no performance density to be found
        filled = {**filled, "performance_density": None}
    more = {name: filled[name] if value is None else value for name, value in known.items()}
    pair = (judge_figures(day, **known).status, judge_figures(day, **more).status)
    assert pair not in {
        ("no-licence-required", "licence-required"),
        ("licence-required", "no-licence-required"),
    }
