"""What rests on a source, on a terminal: a line a fact, many of them folded and counted."""

import chipwatch
from chipwatch.showing.formats import Format, render
from chipwatch.showing.screen import Screen, SourceForm
from conftest import Facts


def show(facts: Facts, *, has_whole_cells: bool = False) -> list[str]:
    chips = {
        f"chip/x{n}.yaml": f"name: X{n}\ntdp: {{value: {n}00, sources: ['gazette#p1']}}\n"
        for n in range(1, 6)
    }
    claims = "claims:\n  - {id: p1, paragraph: p1, says: Five chips draw much power.}\n"
    source = f"name: Gazette\ntype: news\npublished: 2025-01\n{claims}"
    base = chipwatch.open(str(facts({**chips, "source/gazette.yaml": source})))
    screen = Screen(is_terminal=True, width=80, source_form=SourceForm.NONE,
                    has_whole_cells=has_whole_cells)  # fmt: skip
    lines = render(base.page("gazette"), Format.TABLE, screen).splitlines()
    start = next(n for n, line in enumerate(lines) if line.endswith("on it"))
    return [" ".join(line.split()) for line in lines[start:]]


def test_the_first_facts_of_a_claim_have_a_line_and_the_rest_is_counted(facts: Facts) -> None:
    assert show(facts) == [
        "5 facts rest on it",
        "p1 Five chips draw much power.",
        "X1 – TDP: 100 W",
        "X2 – TDP: 200 W",
        "3 more X3 – TDP: 300 W; X4 – TDP: 400 W; X5 – TDP: 500 W",
    ]


def test_wrap_gives_each_fact_a_line(facts: Facts) -> None:
    assert show(facts, has_whole_cells=True)[2:] == [f"X{n} – TDP: {n}00 W" for n in range(1, 6)]
