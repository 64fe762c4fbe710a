"""What rests on a source, on a terminal: a line a claim or an entity, the rest counted."""

import json

import pytest

import chipwatch
from chipwatch.showing.formats import Format, render
from chipwatch.showing.screen import Screen, SourceForm
from conftest import Facts

CLAIMS = """\
claims:
  - {id: p1, paragraph: p1, says: Chips draw much power., verdict: supported,
     why: "Another paper says so too, at length and with many figures of its own", sources: [paper]}
  - {id: p2, paragraph: p2, says: It is hot., verdict: imprecise,
     why: "Another paper says that it is warm, at length and with many figures", sources: [paper]}
"""


def build_base(facts: Facts, chip_count: int, locator: str = "") -> chipwatch.Base:
    """Build a base in which chips cite a source, the second chip with two properties."""
    chips = {
        f"chip/x{n}.yaml": f"name: X{n}\ntdp: {{value: {n}00, sources: ['gazette{locator}']}}\n"
        for n in range(1, chip_count + 1)
    }
    chips["chip/x2.yaml"] += f"memory_capacity: {{value: 80, sources: ['gazette{locator}']}}\n"
    source = f"name: Gazette\ntype: news\npublished: 2025-01\n{CLAIMS}"
    paper = "name: Paper\npublisher: Herald\ntype: news\n"
    return chipwatch.open(
        str(facts({**chips, "source/gazette.yaml": source, "source/paper.yaml": paper}))
    )


def show(base: chipwatch.Base, *, has_whole_cells: bool = False) -> list[str]:
    """Show what stands below the profile of the source."""
    screen = Screen(is_terminal=True, width=80, source_form=SourceForm.ONE_LINE,
                    has_whole_cells=has_whole_cells)  # fmt: skip
    lines = render(base.page("gazette"), Format.TABLE, screen).splitlines()
    start = next(n for n, line in enumerate(lines) if " on it" in line)
    return [" ".join(line.split()) for line in lines[start:]]


def test_a_claim_has_its_verdict_and_one_line_that_counts_its_facts(facts: Facts) -> None:
    assert show(build_base(facts, 4, "#p1")) == [
        "5 facts rest on it, about 4 things",
        "p1 Chips draw much power.",
        "Supported: Another paper says so too, at length and with many … [2]",
        "5 facts X1, X2 (2), X3, X4",
        "p2 It is hot.",
        "Imprecise: Another paper says that it is warm, at length and [2]",
        "with many figures",
        "in full: --wrap",
        "Base of 2025-01, the day of its newest source; 2 sources below",
        "More: why gazette PROPERTY, timeline --about gazette",
        "",
        "Sources",
        "1 2025-01 Gazette",
        "2 Herald Paper",
    ]


def test_wrap_gives_each_fact_a_line_and_each_verdict_whole(facts: Facts) -> None:
    lines = show(build_base(facts, 4, "#p1"), has_whole_cells=True)
    assert lines[2:9] == [
        "Supported: Another paper says so too, at length and with many [2]",
        "figures of its own",
        "X1 – TDP: 100 W",
        "X2 – TDP: 200 W",
        "X2 – Memory: 80 GB",
        "X3 – TDP: 300 W",
        "X4 – TDP: 400 W",
    ]


@pytest.mark.parametrize("chip_count", [2, 12, 13])
def test_few_entities_have_a_line_each(facts: Facts, chip_count: int) -> None:
    lines = show(build_base(facts, chip_count))
    assert len([line for line in lines if line.startswith("1 fact X")]) == chip_count - 1
    assert "2 facts X2: TDP, Memory" in lines
    assert [line for line in lines if "more" in line] == []


def test_of_many_entities_those_with_most_facts_have_a_line_and_the_rest_is_counted(
    facts: Facts,
) -> None:
    base = build_base(facts, 40)
    lines = show(base)
    assert lines[0] == "41 facts rest on it, about 40 things"
    start = lines.index("2 facts X2: TDP, Memory")
    assert lines[start + 1] == "1 fact X1: TDP"
    assert lines[start + 12].startswith("28 more X")
    assert lines[start + 12].endswith(" +15")
    assert lines[start + 13] == "in full: --wrap"
    data = json.loads(render(base.page("gazette"), Format.JSON, Screen()))
    assert len(data["cited_by"]) == 41


def test_wrap_gives_every_entity_its_values(facts: Facts) -> None:
    lines = show(build_base(facts, 40), has_whole_cells=True)
    assert "X2 TDP: 200 W; Memory: 80 GB" in lines
    assert [line for line in lines if "more" in line] == []
    assert len([line for line in lines if "TDP: " in line]) == 40
