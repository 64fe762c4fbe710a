"""The rule engine by itself: rules and items built by hand, without a base and without files."""

import ast
from pathlib import Path

import pytest

import chipwatch.rules
from chipwatch.asking.controls.specified_item import parse_specified_item
from chipwatch.model.dates import Date
from chipwatch.model.derived_values import KnownFigure
from chipwatch.model.facts import Fact
from chipwatch.model.problem import Location
from chipwatch.model.quantity import Quantity
from chipwatch.model.ranking import rank_facts_by_property
from chipwatch.rules.acts import ACTS
from chipwatch.rules.circumstances import Circumstances
from chipwatch.rules.item import EndUser, Item
from chipwatch.rules.judgement import judge
from chipwatch.rules.licence_policy import LicencePolicy
from chipwatch.rules.rule import (
    PARTY_KEY,
    Condition,
    ConditionGroup,
    Criterion,
    DestinationPolicy,
    Exclusion,
    Exemption,
    Paragraph,
    Rule,
)
from chipwatch.rules.truth import Truth
from chipwatch.rules.verdict import Verdict

DENIAL = LicencePolicy("presumption of denial")
REVIEWED = LicencePolicy("case by case")


def make_criterion(name: str, low: float | None = None, high: float | None = None) -> Criterion:
    return Criterion(name, bounds=(Quantity(low, high, is_high_open=True),))


def make_control(condition: Condition, name: str = "3A090.a") -> Rule:
    """A rule of 2024 for China that has one paragraph."""
    return Rule(
        policy="control",
        act=ACTS["control"],
        since=Date.parse("2024-01-01"),
        destinations=("CN",),
        paragraphs=(Paragraph(name=name, condition=condition),),
        licences=(DestinationPolicy(destinations=("CN",), policy=DENIAL),),
    )


def make_review(condition: Condition) -> Rule:
    return Rule(
        policy="review",
        act=ACTS["review"],
        since=Date.parse("2025-01-01"),
        destinations=("CN",),
        modified_policies=("control",),
        paragraphs=(Paragraph(name="limits", condition=condition, licence_policy=REVIEWED),),
        fallback_policy=LicencePolicy("policy of denial"),
    )


def make_item(end_user: EndUser | None = None, **figures: Quantity) -> Item:
    facts = [
        Fact(
            entity="x1",
            kind="chip",
            property=name,
            value=value,
            citations=(),
            certainty="confirmed",
            as_of=None,
            until=None,
            note="",
            location=Location("x1.yaml", 1, 1),
            file_position=0,
        )
        for name, value in figures.items()
    ]
    return Item("x1", "X1", rank_facts_by_property(facts), end_user)


def judge_in_china(item: Item, *rules: Rule, day: str = "2025-06-01") -> Verdict:
    return judge(item, Circumstances(Date.parse(day).first, "CN", rules))


TPP_RULE = make_control(make_criterion("tpp", low=4800))


def test_the_engine_imports_nothing_but_the_model() -> None:
    """No database and no files: whoever checks the law need not read anything else."""
    imported = {
        node.module or ""
        for path in Path(chipwatch.rules.__path__[0]).glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level > 1
    }
    assert {name.split(".")[0] for name in imported} == {"model"}


@pytest.mark.parametrize(
    ("tpp", "status"),
    [
        pytest.param(Quantity(4799, 4799), "no-licence-required", id="below"),
        pytest.param(Quantity(4800, 4800), "licence-required", id="at"),
        pytest.param(Quantity(4000, 4799), "no-licence-required", id="range-below"),
        pytest.param(Quantity(4000, 5000), "unknown", id="range-on-both-sides"),
        pytest.param(Quantity(4800, None), "licence-required", id="open-range-above"),
        pytest.param(Quantity(None, 5000), "unknown", id="range-open-below"),
    ],
)
def test_a_figure_is_held_against_a_bound(tpp: Quantity, status: str) -> None:
    assert judge_in_china(make_item(tpp=tpp), TPP_RULE).status == status


def test_a_missing_figure_leaves_the_verdict_open_and_is_named() -> None:
    rule = make_control(make_criterion("die_area", low=100))
    verdict = judge_in_china(make_item(tpp=Quantity(1, 1)), rule)
    assert (verdict.status, verdict.missing_properties) == ("unknown", ("die_area",))
    assert verdict.reason_text == "die_area: not known"


def test_a_range_that_meets_one_of_two_paragraphs_in_every_case_is_controlled() -> None:
    low = Paragraph("3A090.b", make_criterion("tpp", low=1000, high=4800))
    rule = TPP_RULE._replace(paragraphs=(*TPP_RULE.paragraphs, low))
    verdict = judge_in_china(make_item(tpp=Quantity(4000, 5000)), rule)
    assert (verdict.status, verdict.classes) == ("licence-required", ("3A090.a", "3A090.b"))
    below = judge_in_china(make_item(tpp=Quantity(900, 5000)), rule)
    assert below.status == "unknown"


@pytest.mark.parametrize(
    ("day", "status"),
    [("2023-12-31", "unknown"), ("2024-01-01", "licence-required"),
     ("2024-12-31", "licence-required"), ("2025-01-01", "unknown")],
)  # fmt: skip
def test_a_rule_binds_from_its_first_day_until_its_last(day: str, status: str) -> None:
    rule = TPP_RULE._replace(until=Date.parse("2025-01-01"))
    verdict = judge_in_china(make_item(tpp=Quantity(5000, 5000)), rule, day=day)
    assert verdict.status == status
    assert bool(verdict.gap_text) == (status == "unknown")


@pytest.mark.parametrize(
    ("certainty", "status"), [("confirmed", "unknown"), ("reported", "on-the-books")]
)
def test_a_rule_that_is_stopped_binds_no_more(certainty: str, status: str) -> None:
    stop = Rule(
        policy="stop",
        act=ACTS["suspension"],
        since=Date.parse("2025-01-01"),
        modified_policies=("control",),
        certainty=certainty,
    )
    item = make_item(tpp=Quantity(5000, 5000))
    assert judge_in_china(item, TPP_RULE, stop).status == status
    assert judge_in_china(item, TPP_RULE, stop, day="2024-06-01").status == "licence-required"


def test_an_exclusion_takes_out_what_it_names_and_what_is_under_it() -> None:
    small = Exclusion("small", ("3A090.a",), make_criterion("die_area", high=50))
    rule = make_control(make_criterion("tpp", low=4800), name="3A090.a.1")
    rule = rule._replace(exclusions=(small,))
    tpp = Quantity(5000, 5000)
    statuses = [
        judge_in_china(make_item(tpp=tpp, die_area=Quantity(area, area)), rule).status
        for area in (49, 50)
    ]
    assert statuses == ["no-licence-required", "licence-required"]
    assert judge_in_china(make_item(tpp=tpp), rule).status == "unknown"


@pytest.mark.parametrize(
    ("bandwidth", "policy", "is_uncertain"),
    [
        pytest.param(Quantity(100, 100), "case by case", False, id="within"),
        pytest.param(Quantity(200, 200), "policy of denial", False, id="beyond"),
        pytest.param(Quantity(100, 200), "case by case", True, id="perhaps"),
    ],
)
def test_a_review_decides_how_applications_are(
    bandwidth: Quantity,
    policy: str,
    is_uncertain: bool,  # noqa: FBT001 - a value to expect
) -> None:
    review = make_review(make_criterion("memory_bandwidth", high=200))
    item = make_item(tpp=Quantity(5000, 5000), memory_bandwidth=bandwidth)
    verdict = judge_in_china(item, TPP_RULE, review)
    assert verdict.licence_policy == LicencePolicy(policy, is_uncertain=is_uncertain)
    before = judge_in_china(item, TPP_RULE, review, day="2024-06-01")
    assert before.licence_policy == DENIAL


STRICTNESS = (
    "presumption of approval", "case by case", "unknown", "presumption of denial",
    "policy of denial",
)  # fmt: skip
"""What can be relied on, from the mildest: unknown is stricter than what may be reviewed."""


@pytest.mark.parametrize("policy_of_list", [*STRICTNESS, ""])
@pytest.mark.parametrize("policy_of_chip", [*STRICTNESS, ""])
def test_a_listed_buyer_never_makes_the_policy_milder(
    policy_of_chip: str, policy_of_list: str
) -> None:
    licences = [
        (DestinationPolicy(("CN",), LicencePolicy(policy)),) if policy else ()
        for policy in (policy_of_chip, policy_of_list)
    ]
    party = Paragraph("Entity List", Criterion(PARTY_KEY, words=("acme",)))
    control = TPP_RULE._replace(licences=licences[0])
    listing = TPP_RULE._replace(
        policy="list", act=ACTS["listing"], paragraphs=(party,), licences=licences[1]
    )
    tpp = Quantity(5000, 5000)
    unlisted = judge_in_china(make_item(tpp=tpp), control, listing)
    listed = judge_in_china(make_item(make_buyer("CN"), tpp=tpp), control, listing)
    assert unlisted.policy_choice is not None
    assert listed.policy_choice is not None
    assert STRICTNESS.index(listed.policy_choice) >= STRICTNESS.index(unlisted.policy_choice)


def test_a_rule_whose_first_day_is_not_known_leaves_the_verdict_open() -> None:
    rule = TPP_RULE._replace(since=Date.parse("2024"))
    item = make_item(tpp=Quantity(5000, 5000))
    statuses = {
        day: judge_in_china(item, rule, day=day).status for day in ("2024-06-01", "2024-12-31")
    }
    assert statuses == {"2024-06-01": "unknown", "2024-12-31": "licence-required"}


def test_an_open_end_of_a_range_does_not_reach_the_bound() -> None:
    below = Quantity(None, 4800, is_high_open=True)
    assert judge_in_china(make_item(tpp=below), TPP_RULE).status == "no-licence-required"
    small = make_control(Criterion("tpp", bounds=(below,)))
    assert judge_in_china(make_item(tpp=below), small).status == "licence-required"
    closed = Quantity(None, 4800)
    assert judge_in_china(make_item(tpp=closed), small).status == "unknown"


def test_a_strict_end_of_a_rate_is_a_strict_end_of_the_performance() -> None:
    tpp = parse_specified_item(["int8_dense=<600"]).get_figure("tpp").value
    assert tpp is not None
    assert (tpp.high, tpp.is_high_open) == (4800, True)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param({"transistor_type": "planar"}, "no-licence-required", id="planar"),
        pytest.param({"process_node": 28}, "unknown", id="perhaps-planar"),
        pytest.param(
            {"process_node": 28, "transistor_type": "non-planar"},
            "licence-required",
            id="not-planar",
        ),
        pytest.param({"process_node": 7}, "licence-required", id="small-node"),
    ],
)
def test_planar_dies_have_no_performance_density(words: dict[str, object], expected: str) -> None:
    figures = {"int8_dense": 300, "die_area": 600, **words}
    item = parse_specified_item(f"{name}={value}" for name, value in figures.items())
    dense = make_control(make_criterion("performance_density", low=1.6), name="3A090.b")
    denser = dense.paragraphs[0]._replace(condition=make_criterion("performance_density", high=1.6))
    rule = dense._replace(paragraphs=(*dense.paragraphs, denser))
    assert judge_in_china(item, rule).status == expected


def make_buyer(*countries: str) -> EndUser:
    return EndUser("acme", "Acme", countries, KnownFigure(Quantity(0, 0)))


@pytest.mark.parametrize(
    ("policies", "expected"),
    [
        (("case by case", "presumption of denial"), "presumption of denial"),
        (("presumption of denial", "policy of denial"), "policy of denial"),
        (("presumption of approval", "case by case"), "case by case"),
        (("unknown", "presumption of approval"), "unknown"),
        (("unknown", "case by case"), "unknown"),
        (("unknown", "presumption of denial"), "presumption of denial"),
    ],
)
def test_the_strictest_of_several_rules_decides(policies: tuple[str, str], expected: str) -> None:
    control, listing = ((DestinationPolicy(("CN",), LicencePolicy(policy)),) for policy in policies)
    party = Paragraph("list", Criterion(PARTY_KEY, words=("acme",)))
    rules = (
        TPP_RULE._replace(licences=control),
        TPP_RULE._replace(
            policy="list", act=ACTS["listing"], paragraphs=(party,), licences=listing
        ),
    )
    item = make_item(make_buyer("CN"), tpp=Quantity(5000, 5000))
    verdicts = [judge_in_china(item, *order) for order in (rules, rules[::-1])]
    assert [verdict.policy_choice for verdict in verdicts] == [expected] * 2
    assert {
        "for which the base has no licence policy" in verdict.policy_note for verdict in verdicts
    } == {"unknown" in policies}


@pytest.mark.parametrize(("countries", "expected"), [(("JP",), True), (("CN",), False), ((), None)])
def test_a_licence_exception_depends_on_the_seat_of_the_buyer(
    countries: tuple[str, ...], expected: Truth
) -> None:
    exemption = Exemption("NAC", ("3A090.a",), excluded_destinations=("CN",))
    rule = TPP_RULE._replace(exemptions=(exemption,), destinations=("CN", "SG"))
    item = make_item(make_buyer(*countries), tpp=Quantity(5000, 5000))
    verdict = judge(item, Circumstances(Date.parse("2025-06-01").first, "SG", (rule,)))
    assert [usable.holds for usable in verdict.exemptions] == [expected] * (expected is not False)


def test_conditions_are_joined_by_all_and_any() -> None:
    criteria = (make_criterion("tpp", low=10), make_criterion("die_area", low=10))
    item = make_item(tpp=Quantity(10, 10), die_area=Quantity(9, 9))
    statuses = [
        judge_in_china(item, make_control(ConditionGroup(is_any, criteria))).status
        for is_any in (False, True)
    ]
    assert statuses == ["no-licence-required", "licence-required"]
