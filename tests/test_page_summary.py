"""Pages that are sent on begin with what a terminal shows in the head of a page."""

import pytest

import chipwatch
from chipwatch.model import clock
from chipwatch.model.dates import Date
from chipwatch.showing.formats import Format, render
from conftest import BASE, Facts, Run

HEAD = [
    "| Property | Value | Remark |",
    "| --- | --- | --- |",
    "| To China today | LICENCE REQUIRED since 2025-04-09, by letter |  |",
    r"| TPP | 2,368 | 1.3 % under the limit of 2,400 (3A090.b.1) |",
    r"| Density | 2.909 TPP/mm² | 9.1 % under the limit of 3.2 (3A090.b.2) |",
    "| Memory | 96 GB, HBM3, 4,000 GB/s |  |",
    "| FP8 | 296 TFLOPS |  |",
    "| Power | 400–550 W – disputed | 3 figures → why nvidia-h20 tdp |",
    "| Made by | TSMC, TSMC 4N, 814 mm² |  |",
    r"| Price | 9,000–12,000 USD – 2025; estimated |  |",
    "| Used by | Alibaba, ByteDance, Tencent |  |",
    "",
    "Not in the base: released, process node.  ",
    "Today is 2026-11-29. Base of 2026-09-18, the day of its newest source.  ",
    "",
    "### Facts",
]


@pytest.fixture(autouse=True)
def fix_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "get_today", lambda: Date.parse("2026-11-29"))


def test_a_markdown_page_has_the_head_and_the_date_of_the_base(run: Run) -> None:
    lines = run("h20", "--format", "markdown").out.splitlines()
    assert lines[0] == "### Nvidia H20 · chip · nvidia-h20"
    assert lines[2 : 2 + len(HEAD)] == HEAD


def test_an_html_page_has_the_head_and_the_date_of_the_base(run: Run) -> None:
    page = run("h20", "--format", "html").out
    verdict, facts = page.index("LICENCE REQUIRED since"), page.index("<caption>Facts")
    assert verdict < page.index("9.1 % under the limit of 3.2 (3A090.b.2)") < facts
    assert "Today is 2026-11-29. Base of 2026-09-18, the day of its newest source.</p>" in page
    assert "<title>Nvidia H20 · chip · nvidia-h20</title>" in page


def test_a_page_as_of_a_date_names_the_date_and_gives_no_verdict(run: Run) -> None:
    page = run("h20", "--as-of", "2025-01-01", "--format", "markdown").out
    assert "### Nvidia H20 · chip · nvidia-h20 – as of 2025-01-01\n" in page
    assert "| To China today | → controls nvidia-h20 --as-of DATE |" in page
    assert "LICENCE REQUIRED" not in page


def test_several_pages_have_a_head_each_and_columns_none(run: Run) -> None:
    pages = run("show", "h20", "baidu", "--format", "markdown").out
    assert pages.count("### Facts\n") == pages.count("Base of 2026-09-18") == 2
    columns = run("show", "h20", "baidu", "--columns", "name", "--format", "markdown").out
    assert "### Facts" not in columns


def test_an_entity_without_facts_has_no_head(facts: Facts, run: Run) -> None:
    page = run("nil", "--format", "markdown", "--data", facts({"person/nil.yaml": "name: Nil\n"}))
    assert page.code == 0
    assert page.out.startswith("### Nil · person · nil\n")


def test_a_pipe_keeps_the_plain_table_and_python_has_the_page() -> None:
    with chipwatch.open(str(BASE)) as base:
        answer = base.page("h20")
    assert "To China today" not in render(answer, Format.TABLE)
    assert "To China today" in render(answer, Format.MARKDOWN)
