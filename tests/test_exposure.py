"""Which rules bite a firm and through whom; what is not known is said, and never reads as free."""

import json
from pathlib import Path
from typing import Any

import pytest

from chipwatch.linking import exposed_parties
from chipwatch.model import clock
from chipwatch.model.dates import Date
from conftest import Facts, Golden, Run

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(autouse=True)
def fix_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be the day of the frozen base, as relations grow old."""
    monkeypatch.setattr(clock, "get_today", lambda: Date.parse("2026-11-30"))


LISTING = """
name: Test list
sources: [gazette]
rule:
  act: listing
  from: 2023-05-01
  destinations: [worldwide]
  licences: [{destinations: [worldwide], policy: presumption of denial}]
  paragraphs: [{name: list, when: {party: [listed]}}]
"""
FIRM = "name: {name}\nsources: [gazette]\ncountry: CN\n{more}"


def make_base(facts: Facts, **firms: str) -> Path:
    files = {
        f"company/{name}.yaml": FIRM.format(name=name.capitalize(), more=more)
        for name, more in firms.items()
    }
    chip = "name: Chip\nsources: [gazette]\ndesigner: firm\nfoundry: fab\n"
    return facts({**files, "chip/x.yaml": chip, "policy/list.yaml": LISTING})


def ask(run: Run, folder: Path, *arguments: str) -> Any:  # noqa: ANN401 - JSON
    result = run("exposure", "firm", *arguments, "--json", "--data", folder)
    assert result.code == 0, result.err
    return json.loads(result.out)


def find_line(answer: Any, section: str, thing: str) -> Any:  # noqa: ANN401 - JSON
    return next(
        line
        for line in answer["lines"]
        if line["section"] == section and thing in [found["id"] for found in line["things"]]
    )


def test_everything_that_bites_a_firm(run: Run, golden: Golden) -> None:
    result = run("exposure", "huawei")
    assert (result.code, result.err) == (0, "")
    golden(GOLDEN / "exposure_huawei.txt", result.out)


def test_the_same_as_data(run: Run, golden: Golden) -> None:
    golden(GOLDEN / "exposure_smic.json", run("exposure", "smic", "--json").out)


def test_a_listed_foundry_bites_through_the_chips_that_it_makes(facts: Facts, run: Run) -> None:
    folder = make_base(facts, firm="", fab="suppliers: listed\n", listed="")
    answer = ask(run, folder)
    assert answer["standing"] != "listed"
    fab = find_line(answer, "foundry", "fab")
    assert (fab["status"], fab["policies"]) == ("unknown", [])
    supplier = find_line(answer, "foundry-supplier", "listed")
    assert (supplier["status"], supplier["policies"]) == ("listed", ["list"])
    assert "Entity List: listed since 2023-05-01" in supplier["standing"]
    steps = next(chain for chain in answer["chains"] if chain["party"] == "listed")["steps"]
    assert [step["to"] for step in steps] == ["x", "fab", "listed"]


def test_before_the_day_of_a_listing_it_does_not_bite(facts: Facts, run: Run) -> None:
    folder = make_base(facts, firm="suppliers: listed\n", fab="", listed="")
    later = find_line(ask(run, folder), "supplier", "listed")
    earlier = find_line(ask(run, folder, "--as-of", "2022-01-01"), "supplier", "listed")
    assert (later["status"], earlier["status"]) == ("listed", "unknown")


@pytest.mark.parametrize(
    ("share", "top_share", "product"),
    [("60", "50", 30), ("50..60", "10", None), ("60", "", None)],
)
def test_shares_are_multiplied_where_each_is_known(
    facts: Facts, run: Run, share: str, top_share: str, product: int | None
) -> None:
    top = f"{{value: top, share: {top_share}}}" if top_share else "top"
    folder = make_base(
        facts, firm=f"owners: {{value: mid, share: {share}}}\n", fab="",
        mid=f"owners: {top}\n", top="", listed="",
    )  # fmt: skip
    line = find_line(ask(run, folder), "owner", "top")
    assert line["share"] == product
    if not top_share:
        assert line["note"] == "share not known of Mid, so an unknown part of the firm"
        assert line["share_low"] is None
    if share == "50..60":
        assert (line["share_low"], line["share_high"]) == (5, 6)


def test_owners_in_a_circle_end(facts: Facts, run: Run) -> None:
    folder = make_base(
        facts, firm="parent: {value: mid, share: 60}\n", fab="",
        mid="parent: {value: firm, share: 10}\n", listed="",
    )  # fmt: skip
    owners = [line for line in ask(run, folder)["lines"] if line["section"] == "owner"]
    assert [line["things"][0]["id"] for line in owners] == ["mid"]


def test_what_is_not_in_the_base_is_said_and_not_called_free(facts: Facts, run: Run) -> None:
    folder = make_base(facts, firm="", fab="", listed="")
    answer = ask(run, folder)
    gaps = {line["text"] for line in answer["lines"] if line["status"] == "not known"}
    assert {"suppliers", "subsidiaries and stakes", "owners that have a page"} <= gaps
    text = run("exposure", "firm", "--data", folder).out
    assert "that is not to say that there are none" in text
    assert "No match is not clearance" in text
    fab = find_line(answer, "foundry", "fab")
    assert "no list is held" in fab["standing"]


def test_a_chip_of_which_too_little_is_known_cannot_be_judged(run: Run) -> None:
    answer = json.loads(run("exposure", "huawei", "--json").out)
    chips = [line for line in answer["lines"] if line["section"] == "chip"]
    assert {line["status"] for line in chips} == {"unknown"}
    assert all("not known: " in line["standing"] for line in chips)


def test_chips_of_others_that_models_run_on_are_judged(run: Run) -> None:
    answer = json.loads(run("exposure", "deepseek", "--json").out)
    line = find_line(answer, "used-chip", "nvidia-h800")
    assert line["status"] == "licence-required"
    assert line["policies"]


def test_parties_that_are_left_out_are_counted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exposed_parties, "MAX_PARTIES", 1)
    result = run("exposure", "huawei")
    assert result.code == 1
    assert "more parties are left out" in result.out


def test_only_firms_are_exposed(run: Run) -> None:
    result = run("exposure", "h20")
    assert (result.code, result.out) == (1, "")


def test_the_parties_as_a_graph(run: Run) -> None:
    graph = run("exposure", "huawei", "--format", "mermaid").out
    assert '-->|"Foundry"|' in graph
    assert '-->|"Suppliers"|' in graph


def test_rows_for_a_data_frame(run: Run) -> None:
    header, *rows = run("exposure", "smic", "--format", "csv").out.splitlines()
    assert header.startswith("section,label,ids,text,status,since,since_first,since_last,share")
    assert len(rows) > 5


def test_an_owner_that_is_no_firm_is_named_and_not_screened(run: Run) -> None:
    answer = json.loads(run("exposure", "deepseek", "--json").out)
    line = find_line(answer, "owner", "liang-wenfeng")
    assert (line["status"], line["share"]) == ("not-screened", 84)


def test_lists_that_are_not_held_clear_nobody(facts: Facts, run: Run) -> None:
    folder = make_base(facts, firm="", fab="", listed="")
    answer = ask(run, folder, "--as-of", "2022-01-01")
    own = [line for line in answer["lines"] if line["section"] == "itself"]
    assert [line["status"] for line in own] == ["not known"]
    assert "on no list" not in run("exposure", "firm", "--data", folder).out


def make_chips(facts: Facts) -> Path:
    """Make a firm with a chip of 2017, one of 2022 and an undated one, and one that it uses."""
    thing = "name: {name}\nsources: [gazette]\n{more}"
    used = "uses_chips: {value: bought, as_of: 2016}\n"
    own = "designer: {value: firm, as_of: 2016}\n"
    chips = {
        "old": f"{own}announced: 2017-05\n",
        "late": f"{own}announced: 2022-03\nfoundry: {{value: fab, as_of: 2016}}\n",
        "dateless": "designer: firm\n",
        "bought": "designer: fab\nreleased: 2019-01\nannounced: 2018-02-01\n",
    }
    return facts(
        {
            **{
                f"chip/{id_}.yaml": thing.format(name=id_.title(), more=chips[id_]) for id_ in chips
            },
            "company/firm.yaml": thing.format(name="Firm", more=used),
            "company/fab.yaml": thing.format(name="Fab", more=""),
            "company/listed.yaml": thing.format(name="Listed", more=""),
            "policy/list.yaml": LISTING.replace("2023-05-01", "2010-01-01"),
        }
    )


def test_chips_of_later_years_are_left_out_and_undated_ones_said_to_be(
    facts: Facts, run: Run
) -> None:
    folder = make_chips(facts)
    answer = ask(run, folder, "--as-of", "2018-01-31")
    chips = {thing["id"] for line in answer["lines"] for thing in line["things"]}
    assert chips == {"old", "dateless"}
    assert (answer["appeared_later"], answer["undated"]) == (["late", "bought"], ["dateless"])
    (line,) = [line for line in answer["lines"] if line["section"] == "chip"]
    assert line["standing"].endswith("may have appeared later, as no day is known: Dateless")
    text = run("exposure", "firm", "--as-of", "2018-01-31", "--data", folder).out
    assert "2 chips left out that first appeared after the day: Late, Bought" in text


@pytest.mark.parametrize(("day", "later"), [("2018-01-31", True), ("2018-02-01", False)])
def test_a_chip_counts_from_the_day_it_was_announced(
    facts: Facts, run: Run, day: str, *, later: bool
) -> None:
    answer = ask(run, make_chips(facts), "--as-of", day)
    assert ("bought" in answer["appeared_later"]) is later


def test_nothing_is_said_of_undated_chips_where_no_day_is_asked_about(
    facts: Facts, run: Run
) -> None:
    answer = ask(run, make_chips(facts))
    assert answer["appeared_later"] == []
    assert "no day is known" not in json.dumps(answer)
