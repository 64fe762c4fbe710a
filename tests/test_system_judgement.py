"""Systems under export controls: judged by the chip in them that is controlled most strictly."""

from typing import Any

import pytest

from conftest import Facts, Run
from export_rules import BASE, RULE, ask_controls_of

SYSTEMS_KEY = (
    "  systems:\n    - {name: 4A090.a, of: [3A090.a]}\n    - {name: 4A090.b, of: [3A090.b]}\n"
)
FULL_RULE = RULE + SYSTEMS_KEY
OPEN_RULE = RULE.replace(
    "  headquarters", "  exceptions: [{name: NAC, of: [3A090.a]}]\n  headquarters"
)
DAY = ("--as-of", "2025-01-01")


def build_system(chips: str, extra: str = "") -> dict[str, str]:
    text = f"name: Box\nsources: [gazette]\nchips: [{chips}]\n{extra}"
    return {**BASE, "policy/rule.yaml": FULL_RULE, "system/box.yaml": text}


def ask(facts: Facts, run: Run, chips: str, *arguments: str, extra: str = "") -> Any:  # noqa: ANN401 - JSON
    files = build_system(chips, extra)
    return ask_controls_of(facts, run, files, "box", *(arguments or DAY))


@pytest.mark.parametrize(
    ("chips", "expected"),
    [
        pytest.param("x2", ("licence-required", "4A090.a", "x2"), id="one-chip"),
        pytest.param("x1", ("no-licence-required", None, "x1"), id="one-that-is-free"),
        pytest.param("x1, x2", ("licence-required", "4A090.a", "x2"), id="any-of-them"),
        pytest.param("x1, x4", ("unknown", None, "x4"), id="one-of-which-nothing-is-known"),
        pytest.param("x4, x2", ("licence-required", "4A090.a", "x2"), id="one-is-enough"),
        pytest.param("x3", ("licence-required", None, "x3"), id="one-class-in-every-case"),
    ],
)
def test_the_strictest_chip_decides(
    facts: Facts, run: Run, chips: str, expected: tuple[str, str | None, str]
) -> None:
    answer = ask(facts, run, chips)
    assert (answer["verdict"], answer["class"], answer["chip"]) == expected
    assert (answer["system"], answer["name"]) == ("box", "Box")


def test_a_system_without_known_chips_is_unknown(facts: Facts, run: Run) -> None:
    answer = ask(facts, run, "")
    assert (answer["verdict"], answer["licence_needed"], answer["parts"]) == ("unknown", None, [])


def test_a_rule_that_says_nothing_of_systems_leaves_them_open(facts: Facts, run: Run) -> None:
    files = {**build_system("x2"), "policy/rule.yaml": RULE}
    answer = ask_controls_of(facts, run, files, "box", *DAY)
    assert (answer["verdict"], answer["missing"]) == ("unknown", ["the class of what contains it"])
    assert ask_controls_of(facts, run, files, "x2", *DAY)["verdict"] == "licence-required"


def test_a_paragraph_without_a_class_for_systems_does_not_count(facts: Facts, run: Run) -> None:
    rule = RULE + "  systems: [{name: 4A090.b, of: [3A090.b]}]\n"
    files = {**build_system("x2"), "policy/rule.yaml": rule}
    assert ask_controls_of(facts, run, files, "box", *DAY)["verdict"] == "no-licence-required"


def test_a_letter_that_names_a_chip_reaches_what_contains_it(facts: Facts, run: Run) -> None:
    answer = ask(facts, run, "x1", "--as-of", "2025-06-01")
    assert (answer["verdict"], answer["class"]) == ("licence-required", None)
    assert answer["since"] == "2025-04-09"


def test_a_listed_buyer_counts_as_for_chips(facts: Facts, run: Run) -> None:
    answer = ask(facts, run, "x1", *DAY, "--end-user", "acme")
    assert (answer["verdict"], answer["licence"]["policy"]) == (
        "licence-required", "presumption of denial",
    )  # fmt: skip


def test_an_exception_covers_a_system_as_its_chip(facts: Facts, run: Run) -> None:
    files = {**build_system("x2"), "policy/rule.yaml": OPEN_RULE + SYSTEMS_KEY}
    answer = ask_controls_of(facts, run, files, "box", *DAY)
    assert [entry["name"] for entry in answer["licence"]["exceptions"]] == ["NAC"]


def test_parts_have_their_number_and_their_power_is_added(facts: Facts, run: Run) -> None:
    answer = ask(facts, run, "{value: x2, count: 8}, {value: x1, count: 2}")
    parts = [(part["chip"], part["count"], part["class"]) for part in answer["parts"]]
    assert parts == [("x2", 8, "4A090.a"), ("x1", 2, None)]
    assert answer["total_tpp_low"] == 8 * 15_832 + 2 * 2_368


def test_the_power_of_an_unknown_number_of_chips_is_not_known(facts: Facts, run: Run) -> None:
    assert ask(facts, run, "x2")["total_tpp_low"] is None


def test_the_chips_of_systems_inside_count(facts: Facts, run: Run) -> None:
    rack = "name: Rack\nsources: [gazette]\nbuilt_from: {value: box, count: 18}\n"
    files = {**build_system("{value: x2, count: 4}"), "system/rack.yaml": rack}
    answer = ask_controls_of(facts, run, files, "rack", *DAY)
    assert (answer["class"], answer["parts"][0]["count"]) == ("4A090.a", 72)


def test_a_part_whose_chips_are_not_known_leaves_the_whole_open(facts: Facts, run: Run) -> None:
    files = {
        **build_system("", "built_from: [tray, shelf]\n"),
        "system/tray.yaml": "name: Tray\nsources: [gazette]\nchips: x1\n",
        "system/shelf.yaml": "name: Shelf\nsources: [gazette]\n",
    }
    answer = ask_controls_of(facts, run, files, "box", *DAY)
    assert (answer["verdict"], answer["licence_needed"]) == ("unknown", None)
    assert ([part["chip"] for part in answer["parts"]], answer["total_tpp_text"]) == (["x1"], None)
    files["system/tray.yaml"] = "name: Tray\nsources: [gazette]\nchips: x2\n"
    assert ask_controls_of(facts, run, files, "box", *DAY)["verdict"] == "licence-required"


def test_a_system_in_itself_does_not_run_for_ever(facts: Facts, run: Run) -> None:
    loop = "name: Loop\nsources: [gazette]\nbuilt_from: {value: loop, count: 2}\n"
    files = {**BASE, "policy/rule.yaml": FULL_RULE, "system/loop.yaml": loop}
    assert ask_controls_of(facts, run, files, "loop", *DAY)["verdict"] == "unknown"


def test_it_is_shipped_from_where_its_maker_has_its_seat(facts: Facts, run: Run) -> None:
    origin = ask(facts, run, "x2", extra="maker: acme\n")["origin"]
    assert (origin["from"], origin["basis"]) == ("CN", "maker")


def test_the_card_names_the_chip_that_decides(facts: Facts, run: Run) -> None:
    files = build_system("{value: x2, count: 8}")
    lines = run("controls", "box", *DAY, "--data", facts(files)).out.splitlines()
    assert lines[0].startswith("Box from the United States to China")
    assert any("4A090.a: it contains X2, which meets 3A090.a.1" in line for line in lines)
    assert any(line.startswith("Contains  8 × X2") for line in lines)
    detail = run("controls", "box", *DAY, "--detail", "--data", facts(files)).out
    assert "8 × X2" in detail


def test_rows_have_the_system(facts: Facts, run: Run) -> None:
    data = facts(build_system("x2"))
    out = run("controls", "box", "x1", *DAY, "--format", "csv", "--data", data).out.splitlines()
    assert out[0].endswith(",system")
    assert [(line.split(",")[0], line.rsplit(",", 1)[1]) for line in out[1:3]] == [
        ("x2", "box"), ("x1", ""),
    ]  # fmt: skip


def test_a_chip_goes_before_a_system_of_a_like_name(facts: Facts, run: Run) -> None:
    files = {
        **build_system("x2"),
        "system/x1-box.yaml": "name: X1 Box\nchips: x2\nsources: [gazette]\n",
    }
    assert ask_controls_of(facts, run, files, "x1", *DAY)["system"] is None
    assert ask_controls_of(facts, run, files, "x1 box", *DAY)["system"] == "x1-box"


@pytest.mark.parametrize("first", ["x1", "x2", "x3", "x4"])
@pytest.mark.parametrize("second", ["x1", "x2", "x3", "x4"])
def test_a_chip_more_never_weakens_the_verdict(
    facts: Facts, run: Run, first: str, second: str
) -> None:
    order = ["no-licence-required", "on-the-books", "disputed", "unknown", "licence-required"]
    ranks = [order.index(ask(facts, run, chips)["verdict"]) for chips in (first, second)]
    both = order.index(
        ask(facts, run, f"{first}, {second}" if first != second else first)["verdict"]
    )
    assert both == max(ranks)


@pytest.mark.parametrize("chips", ["x1, broken", "broken"])
def test_a_chip_that_is_left_out_leaves_its_systems_open(
    facts: Facts, run: Run, chips: str
) -> None:
    files = {**build_system(chips), "chip/broken.yaml": "name: Broken\nint8_dense: [\n"}
    answer = ask_controls_of(facts, run, files, "box", *DAY)
    assert (answer["verdict"], answer["licence_needed"]) == ("unknown", None)


def test_a_system_inside_that_is_left_out_leaves_it_open(facts: Facts, run: Run) -> None:
    parts = "name: Rack\nsources: [gazette]\nbuilt_from: [box, tray]\n"
    files = {
        **build_system("x1"),
        "system/rack.yaml": parts,
        "system/tray.yaml": "name: Tray\nchips: [\n",
    }
    answer = ask_controls_of(facts, run, files, "rack", *DAY)
    assert (answer["verdict"], answer["licence_needed"]) == ("unknown", None)
