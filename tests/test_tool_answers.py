"""What an answer says of a tool for making chips: by name, by figures, and what is no tool."""

import pytest

from chipwatch.reading.layers import BUNDLED
from conftest import Facts, Run
from export_rules import BASE, ask_controls_of

FILES = {
    **BASE,
    "policy/tools.yaml": (
        "name: Tool rule\nsources: [gazette]\ncitation: 3 FR 3\nrule:\n"
        "  act: tool-control\n  from: 2024-01-01\n  destinations: [CN]\n  paragraphs:\n"
        "    - {name: 3B001.f.1.a, when: {tool_type: scanner, light_wavelength: <193}}\n"
        "    - {name: 3B001.c, when: {tool_type: etching, list_entry: 3B001.c.2}}\n"
    ),
    "product/euv-1.yaml": (
        "name: EUV One\nsources: [gazette]\ndeveloper: other\ntool_type: scanner\n"
        "light_wavelength: 13.5\nnumerical_aperture: 0.33\n"
    ),
    "product/chat.yaml": "name: Chatbot\nsources: [gazette]\n",
    "technology/dipping.yaml": "name: Dipping\nsources: [gazette]\n",
}
DAY = ("--as-of", "2025-01-01", "--sources", "none")


def test_a_tool_is_judged_by_its_own_rules_and_called_a_tool(facts: Facts, run: Run) -> None:
    out = run("controls", "euv one", "--from", "US", *DAY, "--data", facts(FILES)).out
    assert out.startswith(
        "EUV One from the United States to China, 1 January 2025\n"
        "LICENCE REQUIRED, since 1 January 2024\n"
        "Why      3B001.f.1.a: wavelength 13.5 nm, 93 % under the limit of 193."
    )
    assert "this tool" in out
    assert "the Dutch licences for ASML's tools" in out


def test_a_tool_is_shipped_from_the_seat_of_its_maker(facts: Facts, run: Run) -> None:
    out = run("controls", "euv-1", *DAY, "--data", facts(FILES)).out
    assert out.startswith("EUV One from Singapore to China, 1 January 2025\nCANNOT BE TOLD")


@pytest.mark.parametrize(
    ("arguments", "kind", "missing"),
    [
        (["euv-1", "--from", "US"], "product", []),
        (["--spec", "tool_type=etching"], "product", ["list_entry"]),
        (["x1"], "chip", []),
    ],
)
def test_json_tells_tools_from_chips(
    facts: Facts, run: Run, arguments: list[str], kind: str, missing: list[str]
) -> None:
    answer = ask_controls_of(facts, run, FILES, *arguments, *DAY[:2])
    assert (answer["item_kind"], answer["missing"]) == (kind, missing)


def test_an_open_class_of_a_tool_is_named(facts: Facts, run: Run) -> None:
    out = run("controls", "--spec", "tool_type=etching", *DAY, "--data", facts(FILES)).out
    assert "Why     Control list entry: not known." in out
    assert "Possible: 3B001.c; or none." in out


def test_the_size_of_the_list_is_calculated(facts: Facts, run: Run) -> None:
    out = run("why", "euv-1", "minimum_feature", "--data", facts(FILES)).out
    assert "10.23 nm – derived: 0.25 × 13.5 ÷ 0.33" in out


def test_a_stated_resolution_bounds_the_size_of_the_list(facts: Facts, run: Run) -> None:
    base = facts({**FILES, "product/duv.yaml": "name: DUV\nsources: [gazette]\nresolution: 38\n"})
    assert "≤38 nm" in run("why", "duv", "minimum_feature", "--data", base).out


def test_what_is_no_tool_is_not_judged(facts: Facts, run: Run) -> None:
    result = run("controls", "chatbot", *DAY, "--data", facts(FILES))
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "error: Chatbot is neither a chip nor a tool for making chips\n"
        "to read what is known of it: chipwatch show chat\n"
    )
    technique = run("controls", "dipping", *DAY, "--data", facts(FILES))
    assert "rules are about tools: name one" in technique.err


def test_the_name_of_a_firm_is_not_taken_for_its_products(facts: Facts, run: Run) -> None:
    files = {
        **FILES,
        "product/acme-chat.yaml": "name: Acme Chat\nsources: [gazette]\ndeveloper: acme\n",
        "product/acme-scan.yaml": "name: Acme Scan\ntool_type: scanner\nsources: [gazette]\n",
    }
    result = run("controls", "acme", *DAY, "--data", facts(files))
    assert (result.code, result.out) == (1, "")
    assert "chipwatch controls --party acme" in result.err


def test_figures_of_a_chip_and_of_a_tool_are_not_of_one_thing(facts: Facts, run: Run) -> None:
    specs = ["--spec", "tpp=5000", "--spec", "tool_type=scanner"]
    result = run("controls", *specs, *DAY, "--data", facts(FILES))
    assert result.code == 2
    assert "tpp and tool_type are not of one thing" in result.err


def test_without_rules_on_tools_nothing_is_told(facts: Facts, run: Run) -> None:
    out = run("controls", "--spec", "tool_type=scanner", *DAY, "--data", facts(BASE)).out
    assert "No rule about tools is known." in out


def test_chips_are_judged_as_before_beside_rules_on_tools(facts: Facts, run: Run) -> None:
    answers = [
        ask_controls_of(facts, run, files, "x2", *DAY[:2])["paragraphs"] for files in (BASE, FILES)
    ]
    assert answers[0] == answers[1]


@pytest.mark.data
def test_a_scanner_of_the_bundled_base_is_found_by_its_usual_name(run: Run) -> None:
    out = run("controls", "nxt:1980i", "--from", "US", *DAY, "--data", BUNDLED).out
    assert "class by these figures: 3B993.f.1" in out
    assert "Whether its plant makes advanced-node circuits (744.23(a)(2)): not known." in out
