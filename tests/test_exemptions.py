"""Licence exceptions: they free only from all that binds, where they are open, and stand once."""

import pytest

from chipwatch.model.dates import Date
from chipwatch.model.quantity import Quantity
from chipwatch.rules.acts import ACTS
from chipwatch.rules.circumstances import Circumstances
from chipwatch.rules.judgement import judge
from chipwatch.rules.rule import Exemption, Paragraph, Rule
from chipwatch.rules.truth import Truth
from chipwatch.rules.verdict import Verdict
from test_verdict import TPP_RULE, make_buyer, make_criterion, make_item

NAC = Exemption(name="NAC", paragraph_names=("3A090.a",), note="after notice")
DENSITY = Paragraph(name="3A090.b", condition=make_criterion("performance_density", low=3))
RULE = TPP_RULE._replace(paragraphs=(*TPP_RULE.paragraphs, DENSITY))
EMBARGO = Rule(
    policy="embargo",
    act=ACTS["embargo"],
    since=Date.parse("2010-01-01"),
    destinations=("IR",),
    paragraphs=(Paragraph(name="746.7", condition=make_criterion("tpp", low=0)),),
)


def judge_chip(*rules: Rule, to: str = "CN", area: float | None = 2000) -> Verdict:
    """The verdict on a chip of 5,000 TPP, by default of a density below the bound."""
    tpp = Quantity(5000, 5000)
    item = make_item(tpp=tpp, die_area=Quantity(area, area)) if area else make_item(tpp=tpp)
    return judge(item, Circumstances(Date.parse("2025-06-01").first, to, rules))


def list_exceptions(verdict: Verdict) -> list[tuple[str, Truth, str]]:
    return [(entry.name, holds, entry.note) for entry, holds in verdict.exemptions]


@pytest.mark.parametrize(
    ("entries", "area", "expected"),
    [
        pytest.param([NAC], 2000, [("NAC", True, "after notice")], id="one-paragraph"),
        pytest.param([NAC], 1000, [], id="another-paragraph-binds-too"),
        pytest.param([NAC], None, [("NAC", None, "after notice")], id="another-may-bind"),
        pytest.param(
            [NAC, NAC._replace(paragraph_names=("3A090.b",), note="")],
            1000,
            [("NAC", True, "after notice")],
            id="an-entry-for-each-is-one-exception",
        ),
        pytest.param(
            [NAC, NAC._replace(name="ACA", paragraph_names=("3A090.b",))],
            1000,
            [],
            id="two-exceptions-of-a-paragraph-each-free-from-nothing",
        ),
    ],
)
def test_an_exception_frees_only_from_all_paragraphs_that_bind(
    entries: list[Exemption], area: float | None, expected: list[tuple[str, Truth, str]]
) -> None:
    rule = RULE._replace(exemptions=tuple(entries))
    assert list_exceptions(judge_chip(rule, area=area)) == expected


@pytest.mark.parametrize("to", ["IR", "CU", "KP", "SY", "RU", "BY"])
def test_no_exception_is_open_to_an_embargoed_destination(to: str) -> None:
    verdict = judge_chip(RULE._replace(exemptions=(NAC,), destinations=(to,)), to=to)
    assert (verdict.status, verdict.exemptions) == ("licence-required", ())


def test_no_exception_is_open_to_a_buyer_with_its_seat_under_an_embargo() -> None:
    rule = TPP_RULE._replace(exemptions=(NAC,))
    item = make_item(make_buyer("AE", "IR"), tpp=Quantity(5000, 5000))
    assert judge(item, Circumstances(Date.parse("2025").last, "CN", (rule,))).exemptions == ()


def test_an_embargoed_destination_is_never_free() -> None:
    elsewhere = judge_chip(TPP_RULE._replace(destinations=("AE",)), to="IR")
    assert (elsewhere.status, elsewhere.missing_properties) == (
        "unknown", ("embargo on IR (15 CFR part 746)",),
    )  # fmt: skip


def test_an_embargo_binds_every_item_and_gives_no_class() -> None:
    verdict = judge_chip(TPP_RULE._replace(destinations=("AE",)), EMBARGO, to="IR")
    assert (verdict.status, verdict.policy_choice) == ("licence-required", "unknown")
    assert judge_chip(EMBARGO, to="IR").paragraph is None
    assert judge_chip(EMBARGO, to="CN").status == "unknown"
