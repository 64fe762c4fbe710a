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
    assert max(len(line.label) for line in kind.page_head) <= 14


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


def test_many_links_are_folded_and_counted(facts: Facts) -> None:
    lines = show("acme", layer=make_group(facts)).splitlines()
    start = next(n for n, line in enumerate(lines) if line.split()[:2] == ["Chips", "X7"])
    assert [line.split() for line in lines[start : start + 4]] == [
        ["Chips", "X7", "–", "with", "a", "partner", "[1]"],
        ["X1", "[1]"],
        ["X2", "[1]"],
        ["4", "more", "X3,", "X4,", "X5,", "X6", "[1]"],
    ]


def test_wrap_unfolds_everything(facts: Facts) -> None:
    text = show("acme", screen=TERMINAL._replace(has_whole_cells=True), layer=make_group(facts))
    assert [f"X{n}" in text for n in range(1, 8)] == [True] * 7
    assert " more" not in text


def test_an_empty_page_says_what_is_not_known(facts: Facts) -> None:
    lines = show("acme", layer=make_group(facts)).splitlines()
    assert lines[0] == f"Acme 阿克梅 · company{'acme':>59}"
    head = [line.split() for line in lines[1 : lines.index("")]]
    assert ["US", "Entity", "List", "·"] in [words[:4] for words in head]
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
    "smic": ["SMIC 中芯国际 · company · CN", "US Entity List", "listed", "Revenue", "Market share"],
    "h20": ["Nvidia H20 英伟达H20 · chip", "LICENCE REQUIRED", "by letter", "TPP", "2,368",
            "1.3 % under the limit of 2,400", "2.909", "96", "GB/s"],
    "ascend-910c": ["Huawei Ascend 910C 昇腾910C · chip", "To China today", "TPP", "12,032",
                    "times the limit of 4,800", "128 GB", "SMIC"],
    "us-h20-export-ban": ["policy · US", "Restricts", "Nvidia H20", "In force", "2025-04-09",
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


MOST_LINES = {("baidu", 80): 140, ("baidu", 120): 115, ("baidu", 160): 107,
              ("h20", 80): 137, ("h20", 120): 105, ("h20", 160): 100}  # fmt: skip
"""Lines of pages without sources; what new facts add is to be added here."""


@pytest.mark.data
@pytest.mark.parametrize(("name", "width"), MOST_LINES)
def test_a_page_is_not_endless(name: str, width: int) -> None:
    text = show(name, screen=TERMINAL._replace(width=width), layer="bundled")
    assert len(text.splitlines()) <= MOST_LINES[name, width]
