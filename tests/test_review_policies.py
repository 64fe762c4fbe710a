"""How applications are decided day by day, as 15 CFR 742.6(b)(10) and 744.23(d) have had it."""

import json

import pytest

from conftest import Facts, Run
from export_rules import BASE, RULE

DENIAL, CASE_BY_CASE = "presumption of denial", "case by case"


@pytest.mark.data
@pytest.mark.parametrize(
    ("options", "day", "policy"),
    [
        # 742.6(b)(10)(ii) of November 2023: to D:5 and Macau, all of 3A090.
        (("h100",), "2024-02-01", DENIAL),
        (("l40",), "2024-02-01", DENIAL),
        (("l40",), "2024-10-01", DENIAL),
        (("rtx-4090",), "2024-10-01", DENIAL),
        # 744.23(d) of November 2023: firms seated there that buy elsewhere.
        (("h100", "--to", "DE", "--end-user", "tencent"), "2024-02-01", CASE_BY_CASE),
        (("h100", "--to", "VN", "--end-user", "tencent"), "2024-02-01", DENIAL),
        # 744.23(d)(3)(i) of 4 April 2024: all but data-centre items of 3A090.a.
        (("h100", "--to", "DE", "--end-user", "tencent"), "2024-04-03", CASE_BY_CASE),
        (("h100", "--to", "DE", "--end-user", "tencent"), "2024-04-04", DENIAL),
        (("l40", "--to", "DE", "--end-user", "tencent"), "2024-04-04", CASE_BY_CASE),
        (("rtx-4090", "--to", "DE", "--end-user", "tencent"), "2024-04-04", CASE_BY_CASE),
        # 742.6(b)(10)(iii)(B) of 2 December 2024, until 90 FR 4544.
        (("l40",), "2024-12-01", DENIAL),
        (("l40",), "2024-12-02", CASE_BY_CASE),
        (("rtx-4090",), "2025-01-12", CASE_BY_CASE),
        (("h100",), "2024-12-02", DENIAL),
        (("l40",), "2025-01-13", DENIAL),
        (("rtx-4090",), "2025-01-13", DENIAL),
        # 744.23 asks it for 3A090.b alone since then, and 742.6(b)(10)(iii)(A)(1) for 3A090.a.
        (("l40", "--to", "DE", "--end-user", "tencent"), "2025-02-01", CASE_BY_CASE),
        (("rtx-4090", "--to", "DE", "--end-user", "tencent"), "2025-02-01", DENIAL),
        # 742.6(b)(10)(ii) of December 2024: memory of 3A090.c; elsewhere 744.23(d)(3)(i).
        (("hbm3e",), "2025-02-01", DENIAL),
        (("hbm3e", "--to", "SG", "--end-user", "bytedance"), "2025-02-01", CASE_BY_CASE),
        (("hbm3e", "--to", "SG", "--end-user", "huawei"), "2025-02-01", DENIAL),
    ],
)
def test_the_policy_of_a_day_is_that_of_the_text(
    run: Run, options: tuple[str, ...], day: str, policy: str
) -> None:
    result = run("controls", *options, "--as-of", day, "--json", "--data", "bundled")
    answer = json.loads(result.out)
    assert (answer["verdict"], answer["licence"]["policy"]) == ("licence-required", policy)


@pytest.mark.data
@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("h100", "--to", "UAE", "--end-user", "microsoft"), "Supplement no. 8 to part 740 leaves"),
        (("h100", "--to", "UAE", "--end-user", "microsoft"), "its text was not opened"),
        (("h100", "--to", "UAE"), "its text was not opened"),
        (("rtx-4080",), "3A090.a.2 by its figures, but Note 2 to 3A090 leaves it out"),
        (("rtx-5090", "--to", "DE"), "or exception ACA"),
        (("h100", "--to", "SG", "--as-of", "2024-06-01"),
         "Buyer or parent seated in group D:5 or Macau: a licence is required."),
        (("h100", "--to", "DE"), "required and enforced."),
        (("ascend-910b4", "--from", "US"),
         "Possible: 3A090.a.2, 3A090.b.1 or 3A090.b.2; or none."),
    ],
)  # fmt: skip
def test_a_card_says_what_a_verdict_depends_on(
    run: Run, options: tuple[str, ...], expected: str
) -> None:
    day = () if "--as-of" in options else ("--as-of", "2026-11-29")
    card = run("controls", *options, *day, "--data", "bundled").out
    assert expected in " ".join(card.split())


@pytest.mark.parametrize(
    ("destination", "verdict"),
    [("DE", "licence-required"), ("SG", "no-licence-required"), ("CN", "licence-required")],
)
def test_a_seat_does_not_bind_where_the_rule_leaves_a_destination_out(
    facts: Facts, run: Run, destination: str, verdict: str
) -> None:
    rule = RULE.replace("headquarters: [CN]", "headquarters: [CN]\n  headquarters_outside: [SG]")
    buyer = "name: Buyer\ncountry: CN\nsources: [gazette]\n"
    files = {**BASE, "company/buyer.yaml": buyer, "policy/rule.yaml": rule}
    options = ("--to", destination, "--end-user", "buyer", "--as-of", "2025-01-01", "--json")
    result = run("controls", "x2", *options, "--data", facts(files))
    assert json.loads(result.out)["verdict"] == verdict


@pytest.mark.data
def test_no_chip_is_free_on_a_rate_that_its_host_link_could_lift_over_the_bound(run: Run) -> None:
    """The rule of 2022 counts all inputs and outputs, so a rate near 600 has to be a lower bound.

    128 GB/s are a host link of PCIe 5.0 with 16 lanes, both directions added. That of Gaudi 2 adds
    64 GB/s to 525.
    """
    columns = "id,interconnect_bandwidth_high,tpp_high"
    where = (
        "interconnect_bandwidth_high between 472 and 599.999 and coalesce(tpp_high, 4800) >= 4800"
    )
    result = run("chip", "--where", where, "--columns", columns, "--json", "--data", "bundled")
    assert [chip["id"] for chip in json.loads(result.out)] == ["intel-gaudi-2-china"]
