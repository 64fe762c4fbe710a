"""A comparison on a terminal: a line a property, by section, with ratios and bars."""

import chipwatch
from chipwatch.showing.formats import Format, render
from chipwatch.showing.screen import Screen
from conftest import Facts

FILES = {
    "chip/one.yaml": (
        "name: Acme One\nsources: [gazette]\nfp16_dense: 100 TFLOPS\nmemory_capacity: 96 GB\n"
        "tdp: 400 W\nmemory_type: HBM3\ncuda_cores: 9\n"
    ),
    "chip/two.yaml": (
        "name: Bolt Two\nsources: [gazette]\nfp16_dense: 150..200 TFLOPS\nmemory_capacity: 24 GB\n"
        "tdp: [700 W, 650 W]\nmemory_type: HBM2e\nsram: 5 MB\n"
    ),
}


def _draw(facts: Facts, width: int, *, shows_all: bool = False, cite: bool = False) -> list[str]:
    answer = chipwatch.open(str(facts(FILES))).compare("one", "two", shows_all=shows_all, cite=cite)
    screen = Screen(is_terminal=True, width=width)
    return render(answer, Format.TABLE, screen).splitlines()


def test_what_both_have_stands_side_by_side_by_section(facts: Facts) -> None:
    assert _draw(facts, 80) == [
        "Acme One and Bolt Two",
        "                           Acme One  Bolt Two       Two is",
        "COMPUTE",
        "  TPP                      1,600       2,400–3,200  1.5–2 ×     ▇▇▇▇▇▇▇░░",
        "  Compute per watt, TPP/W      4     ≠ 3.429–4.923  0.86–1.2 ×  ▇▇▇▇░░",
        "  FP16 dense, TFLOPS         100           150–200  1.5–2 ×     ▇▇▇▇▇▇▇░░",
        "MEMORY AND LINKS",
        "  Memory, GB                  96                24  0.25 ×      ▇",
        "  Memory type              HBM3      HBM2e",
        "MAKE",
        "  TDP, W                     400             ≠ 700  1.8 ×       ▇▇▇▇▇▇▇▇",
        "≠ disputed",
        "Only of Acme One: CUDA cores (--all)",
        "Only of Bolt Two: On-chip SRAM (--all)",
        "1 source: --cite",
    ]


def test_all_is_shown_where_it_is_asked_for(facts: Facts) -> None:
    lines = _draw(facts, 80, shows_all=True)
    assert "  CUDA cores" in "\n".join(lines)
    assert [line for line in lines if line.startswith("Only of")] == []
    assert "·" in next(line for line in lines if "On-chip SRAM" in line)


def test_sources_are_numbered_and_listed_where_they_are_asked_for(facts: Facts) -> None:
    lines = _draw(facts, 100, cite=True)
    assert "96 [1]" in next(line for line in lines if "Memory, GB" in line)
    assert "Sources" in lines


def test_a_narrow_terminal_keeps_figures_whole(facts: Facts) -> None:
    text = "\n".join(_draw(facts, 62))
    assert ("2,400–3,200" in text, "▇" in text, "left out" in text) == (True, False, False)


FIRMS = {
    f"company/{name}.yaml": (
        f"name: {name.title()}\nsources: [gazette]\n"
        f"revenue: {{value: {figure} bn CNY, period: {period}}}\n"
        "country: CN\nfounded: 2001\nheadquarters: Here\n"
    )
    for name, figure, period in (
        ("acme", "467.819", "2026-H1"),
        ("bolt", "204.785", "2026-Q2"),
        ("core", "268.953", "2026-Q2"),
        ("dyno", "31.3", "2026-Q2"),
    )
}


WORDS = ("country", "founded", "headquarters")
"""With them there are more properties than have room beside each other."""


def _draw_firms(facts: Facts, width: int, *properties: str) -> list[str]:
    base = chipwatch.open(str(facts(FIRMS)))
    answer = base.compare("acme", "bolt", "core", "dyno", properties=["revenue", *properties])
    screen = Screen(is_terminal=True, width=width)
    return render(answer, Format.TABLE, screen).splitlines()


def test_the_period_of_a_figure_stands_below_it_where_it_has_no_room(facts: Facts) -> None:
    lines = _draw_firms(facts, 85, *WORDS)
    start = next(number for number, line in enumerate(lines) if line.startswith("  Revenue"))
    assert lines[start : start + 2] == [
        "  Revenue       467.819 bn CNY    204.785 bn CNY    268.953 bn CNY    31.3 bn CNY",
        "                2026-H1           2026-Q2           2026-Q2           2026-Q2",
    ]


def test_the_period_stands_behind_the_figure_where_it_has_room(facts: Facts) -> None:
    (line,) = [line for line in _draw_firms(facts, 120, *WORDS) if line.startswith("  Revenue")]
    assert "467.819 bn CNY – 2026-H1" in line


def test_a_firm_is_left_out_before_a_figure_is_cut(facts: Facts) -> None:
    text = "\n".join(_draw_firms(facts, 60, *WORDS))
    assert "  Revenue       467.819 bn CNY         204.785 bn CNY\n" in text
    assert "columns left out (Core, Dyno" in text


def test_of_many_things_and_few_properties_each_thing_has_a_line(facts: Facts) -> None:
    answer = chipwatch.open(str(facts(FIRMS))).compare(
        "bolt", "core", "dyno", "acme", properties=["revenue", "country"]
    )
    lines = render(answer, Format.TABLE, Screen(is_terminal=True, width=80)).splitlines()
    assert lines == [
        "Bolt, Core, Dyno and Acme",
        "        Revenue                   Ratio   Country",
        "  Bolt  204.785 bn CNY – 2026-Q2  1 ×     CN",
        "  Core  268.953 bn CNY – 2026-Q2  1.3 ×   CN",
        "  Dyno     31.3 bn CNY – 2026-Q2  0.15 ×  CN",
        "  Acme  467.819 bn CNY – 2026-H1  –       CN",
        "ratio: to Bolt, where there is room",
        "1 source: --cite",
    ]


def test_the_title_of_many_things_counts_those_that_have_no_room(facts: Facts) -> None:
    names = [f"firm-{number}" for number in range(30)]
    firm = "sources: [gazette]\nrevenue: {value: 1 bn USD, period: 2024}\n"
    folder = facts({f"company/{name}.yaml": f"name: {name}\n{firm}" for name in names})
    answer = chipwatch.open(str(folder)).compare(*names, properties=["revenue"])
    lines = render(answer, Format.TABLE, Screen(is_terminal=True, width=80)).splitlines()
    assert lines[0] == "firm-0, firm-1, firm-2, firm-3 and 26 others"
    assert lines[-2].startswith("ratio: to firm-0")


def test_words_that_would_mislead_by_half_are_broken_into_lines(facts: Facts) -> None:
    start = "sources: [gazette]\nnumber_formats: "
    files = {
        "chip/one.yaml": f"name: Acme One\n{start}BF16 and FP8 in hardware, but no FP4 at all\n",
        "chip/two.yaml": f"name: Bolt Two\n{start}[No FP8 on the cube cores, INT8]\n",
    }
    answer = chipwatch.open(str(facts(files))).compare("one", "two")
    screen = Screen(is_terminal=True, width=60)
    assert render(answer, Format.TABLE, screen).splitlines() == [
        "Acme One and Bolt Two",
        "                  Acme One              Bolt Two",
        "COMPUTE",
        "  Number formats  BF16 and FP8 in       No FP8 on the cube",
        "                  hardware, but no FP4  cores; INT8",
        "                  at all",
        "1 source: --cite",
    ]
