"""Pages on a terminal: a head that answers, one line a fact, long lists folded, nothing lost."""

from pathlib import Path

import pytest
from rich.cells import cell_len

import chipwatch
from chipwatch.model import clock
from chipwatch.model.dates import Date
from chipwatch.model.schema import KINDS
from chipwatch.showing.formats import Format, render
from chipwatch.showing.screen import Screen, SourceForm
from conftest import BASE, Facts, Golden

GOLDEN = Path(__file__).parent / "golden"
TERMINAL = Screen(is_terminal=True, width=80, source_form=SourceForm.NONE)


@pytest.fixture(autouse=True)
def fix_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "get_today", lambda: Date.parse("2026-11-29"))


def show(*names: str, screen: Screen = TERMINAL, layer: str = str(BASE)) -> str:
    return render(chipwatch.open(layer).page(*names), Format.TABLE, screen)


@pytest.mark.parametrize("kind", KINDS.values())
def test_a_head_names_what_the_kind_has(kind: type[chipwatch.model.kind.Kind]) -> None:
    keys = {
        key.strip()
        for line in kind.page_head
        for part in line.keys.split(",")
        for key in part.split("|")
    } | {key for keys in kind.title_keys for key in keys.split("|")}
    assert keys - {""} - kind.collect_labels().keys() == set()
    assert 5 <= len(kind.page_head) <= 18
    labels = [label for line in kind.page_head for label in line.label.split("|")]
    assert max(map(len, labels)) <= 14
    assert {
        line.label
        for line in kind.page_head
        if "|" in line.label and line.label.count("|") != line.keys.count("|")
    } == set()


@pytest.mark.slow
def test_the_page_of_a_chip(golden: Golden) -> None:
    golden(GOLDEN / "page_h20_80.txt", show("h20"))


def test_a_page_with_dates_sends_to_the_verdict_of_that_day() -> None:
    page = chipwatch.open(str(BASE)).at(as_of="2024-01-01").page("h20")
    text = render(page, Format.TABLE, TERMINAL)
    assert "To China today    → controls nvidia-h20 --as-of DATE" in text
    assert "LICENCE" not in text
    assert text.splitlines()[0].startswith("Nvidia H20 英伟达H20 · chip · ")


def make_group(facts: Facts) -> str:
    """Make a firm with seven chips, one of them with a note."""
    chips = {
        f"chip/x{n}.yaml": f"name: X{n}\nsources: [gazette]\ndesigner: acme\n" for n in range(1, 7)
    }
    noted = "name: X7\nsources: [gazette]\ndesigner: {value: acme, note: with a partner}\n"
    files = {**chips, "chip/x7.yaml": noted, "company/acme.yaml": "name: Acme\naliases: [阿克梅]\n"}
    return str(facts(files))


def test_links_of_which_the_same_is_said_share_a_line(facts: Facts) -> None:
    lines = show("acme", layer=make_group(facts)).splitlines()
    start = next(n for n, line in enumerate(lines) if line.split()[:2] == ["Chips", "X7"])
    assert [line.split() for line in lines[start : start + 2]] == [
        ["Chips", "X7", "–", "with", "a", "partner", "[1]"],
        ["X1,", "X2,", "X3,", "X4,", "X5,", "X6", "[1]"],
    ]


PLANS = """
name: Acme
sources: [gazette]
plan:
  - {value: First plan, as_of: 2023}
  - {value: Second plan, as_of: 2024, note: with a partner}
  - {value: Third plan, as_of: 2025}
  - {value: Fourth plan, as_of: 2026}
segment_revenue:
  - {value: 1 bn USD, period: 2023, note: chips}
  - {value: 2 bn USD, period: 2024, note: chips}
  - {value: 3 bn USD, period: 2025, note: chips}
  - {value: 4 bn USD, period: 2025, note: clouds}
"""


def test_many_values_are_folded_behind_the_newest_and_counted(facts: Facts) -> None:
    lines = show("acme", layer=str(facts({"company/acme.yaml": PLANS}))).splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("  Plans"))
    assert [line.split() for line in lines[start : start + 3]] == [
        ["Plans", "Fourth", "plan", "–", "2026", "[1]"],
        ["Third", "plan", "–", "2025", "[1]"],
        ["2", "more", "Second", "plan,", "First", "plan", "[1]"],
    ]
    assert "in full: --wrap" in lines


CASE = """
name: Case
sources: [gazette]
happening:
  - {value: It closes, as_of: 2025-03}
  - {value: A complaint, as_of: 2023-02-01}
  - {value: A trial, as_of: 2024}
  - {value: An appeal, as_of: 2025-01}
"""


def test_a_course_of_events_is_told_whole_and_from_its_beginning(facts: Facts) -> None:
    lines = show("case", layer=str(facts({"event/case.yaml": CASE}))).splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("  What happened"))
    words = " ".join(" ".join(lines[start : start + 4]).split())
    assert words == (
        "What happened A complaint – 2023-02-01 [1] A trial – 2024 [1] An appeal – 2025-01 [1]"
        " It closes – 2025-03 [1]"
    )


def test_of_a_long_course_of_events_the_rest_is_folded(facts: Facts) -> None:
    steps = "".join(f"  - {{value: Step {n}, as_of: 20{n}}}\n" for n in range(10, 26))
    case = f"name: Case\nsources: [gazette]\nhappening:\n{steps}"
    text = show("case", layer=str(facts({"event/case.yaml": case})))
    section = text.partition("WHAT HAPPENED")[2]
    assert section.index("Step 10") < section.index("Step 19") < section.index("  6 more")


def _show_amounts(facts: Facts, count: int, place: str = "statistic: other_amount") -> str:
    """Show a page with so many figures of one property."""
    kind, name = place.split(": ")
    figures = "".join(
        f"  - {{value: {n} bn USD, period: {2000 + n}, note: chips}}\n" for n in range(1, count + 1)
    )
    lines = f"name: Acme\nsources: [gazette]\n{name}:\n{figures}"
    return show("acme", layer=str(facts({f"{kind}/acme.yaml": lines})))


def test_up_to_eight_figures_of_one_property_all_stand_alone(facts: Facts) -> None:
    text = _show_amounts(facts, 8)
    assert " more" not in text
    assert text.index("8 bn USD – chips, 2008") < text.index("1 bn USD – chips, 2001")


def test_a_page_of_a_company_folds_from_five_figures_on(facts: Facts) -> None:
    assert " more" not in _show_amounts(facts, 4, "company: segment_revenue")
    assert "  3 more" in _show_amounts(facts, 5, "company: segment_revenue")


def test_a_figure_in_a_fold_says_what_it_counts(facts: Facts) -> None:
    text = _show_amounts(facts, 9)
    assert "  7 more" in text
    assert "7 bn USD (chips, 2007)" in text


def test_a_note_gives_way_to_its_dates_and_keeps_no_half_figure(facts: Facts) -> None:
    note = "for the first time above the 450 m USD of the year before, by its own account"
    plan = f"plan: {{value: Growth, as_of: 2025-03, note: {note!r}}}\n"
    layer = str(facts({"company/acme.yaml": f"name: Acme\nsources: [gazette]\n{plan}"}))
    (line,) = [line for line in show("acme", layer=layer).splitlines() if "Growth" in line]
    assert " ".join(line.split()) == (
        "Plans Growth – for the first time above the 450 m USD…, 2025-03 [1]"
    )
    screen = TERMINAL._replace(has_whole_cells=True, width=160)
    assert f"Growth – {note}, 2025-03" in show("acme", screen=screen, layer=layer)


def test_the_formula_of_a_derived_figure_is_whole(facts: Facts) -> None:
    chip = "name: X1\nsources: [gazette]\nint8_dense: 296\ntdp: {value: 400..550}\n"
    text = " ".join(show("x1", layer=str(facts({"chip/x1.yaml": chip}))).split())
    assert "derived: 2,368 ÷ 400–550" in text


def test_wrap_unfolds_everything(facts: Facts) -> None:
    text = show("acme", screen=TERMINAL._replace(has_whole_cells=True), layer=make_group(facts))
    assert [f"X{n}" in text for n in range(1, 8)] == [True] * 7
    assert " more" not in text


def test_an_empty_page_says_what_is_not_known(facts: Facts) -> None:
    lines = show("acme", layer=make_group(facts)).splitlines()
    assert lines[0] == f"Acme 阿克梅 · company{'acme':>59}"
    head = [line.split() for line in lines[1 : lines.index("")]]
    assert not any("·" in words for words in head)
    missing = next(line for line in lines if line.startswith("Not in the base: "))
    assert missing.startswith("Not in the base: country, role, chief executive, founded")


@pytest.mark.slow
@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize(
    "name", ["h20", "baidu", "us-h20-export-ban", "robin-li", "Forbes article"]
)
def test_no_line_of_a_page_is_wider_than_the_terminal(name: str, width: int) -> None:
    text = show(name, screen=Screen(is_terminal=True, width=width))
    assert [line for line in text.splitlines() if cell_len(line) > width] == []


FIRST_SCREENS = {
    "baidu": ["Baidu 百度 · company · CN", "US Entity List", "not listed", "Market value",
              "Revenue"],
    "huawei": ["Huawei 华为 · company · CN", "US Entity List", "listed", "Revenue", "Chips"],
    "smic": ["SMIC 中芯国际 · company · CN", "US Entity List", "listed", "Revenue", "Capex"],
    "h20": ["Nvidia H20 英伟达H20 · chip", "LICENCE REQUIRED", "by letter", "TPP", "2,368",
            "1.3 % under the limit of 2,400", "2.909", "96", "GB/s"],
    "ascend-910c": ["Huawei Ascend 910C 昇腾910C · chip", "To China today", "TPP", "12,032",
                    "times the limit of 4,800", "128 GB", "SMIC"],
    "us-h20-export-ban": ["policy · US", "Restricts", "Nvidia H20", "Effective", "2025-04-09",
                          "US Department of Commerce"],
    "alibaba-cloud-ai-plan": ["investment · plan", "380 bn CNY", "From", "Alibaba",
                              "Alibaba Cloud", "2025-02-24"],
}  # fmt: skip
"""What the first 24 lines hold: who or what it is, its place in the controls, its figures."""


@pytest.mark.data
@pytest.mark.parametrize("name", FIRST_SCREENS)
def test_the_first_screen_answers(name: str) -> None:
    text = show(name, layer="bundled")
    first_screen = "\n".join(text.splitlines()[:24])
    assert [words for words in FIRST_SCREENS[name] if words not in first_screen] == []


MOST_LINES = {80: 120, 120: 110, 160: 100}
"""Lines of the longest of the pages that are opened most, without sources, by width."""


@pytest.mark.data
@pytest.mark.parametrize("width", MOST_LINES)
@pytest.mark.parametrize("name", ["baidu", "h20"])
def test_a_page_is_not_endless(name: str, width: int) -> None:
    text = show(name, screen=TERMINAL._replace(width=width), layer="bundled")
    assert len(text.splitlines()) <= MOST_LINES[width]


def test_the_foot_of_a_rule_says_how_to_see_before_and_after(facts: Facts) -> None:
    layer = facts(
        {
            "policy/old.yaml": "name: Old rule\nsources: [gazette]\nsummary: A rule\n",
            "policy/new.yaml": "name: New rule\nsources: [gazette]\namends: old\n",
        }
    )
    last_line = "Before and after: compare old new"
    assert show("new", layer=str(layer)).splitlines()[-1] == last_line
    assert last_line not in show("old", layer=str(layer))
