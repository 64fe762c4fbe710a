"""Answers: complete when returned, counted and iterated by row, shown as HTML and data frames."""

import builtins
import sys
from collections.abc import Callable, Iterator
from typing import NoReturn

import pytest

import chipwatch
from chipwatch.asking.answers.citations import FootnotedAnswer
from chipwatch.asking.answers.dated_answer import DatedAnswer
from chipwatch.asking.answers.query_options import QueryOptions
from chipwatch.asking.answers.receipt import ReceiptedAnswer
from chipwatch.asking.pages.comparison import compare_entities
from chipwatch.asking.pages.entity_pages import build_pages
from chipwatch.asking.pages.listing import list_entities
from chipwatch.asking.pages.provenance import explain_property_values
from chipwatch.asking.pages.schema_terms import explain_schema
from chipwatch.model.answer import Answer
from chipwatch.model.dates import Date
from chipwatch.model.installation import format_extra_command
from chipwatch.model.query_dates import QueryDates
from chipwatch.model.schema import KINDS
from chipwatch.showing.formats import BIBLIOGRAPHY_FORMATS, TEXT_FORMATS, Format, render
from chipwatch.showing.screen import Screen
from chipwatch.store.base_as_of import read_base_as_of
from chipwatch.store.knowledge_base import KnowledgeBase
from chipwatch.store.rows import Row
from chipwatch.store.snapshot import open_base
from chipwatch.store.table_reader import TableReader
from conftest import BASE, Facts

pytestmark = [pytest.mark.once, pytest.mark.slow]

SCREENS = [Screen(), Screen(is_terminal=True, width=100)]
SOURCE_IDS = ("kelly-2026-03-18-export-control-toolkit", "baidu-ir-faq")
CITED = QueryOptions(cite=True)
AskBase = Callable[[KnowledgeBase], Answer]


def _build_page_of_kind(kind: str) -> AskBase:
    def ask(base: KnowledgeBase) -> Answer:
        entities = base.load_entities_of_kind(kind)[:3]
        return build_pages(base, [entity.id for entity in entities], kind, QueryOptions())

    return ask


def _build_listing(kind: str, options: QueryOptions) -> AskBase:
    return lambda base: list_entities(base, kind, options)


def _build_pages(names: tuple[str, ...], options: QueryOptions) -> AskBase:
    return lambda base: build_pages(base, names, "", options)


QUESTIONS: dict[str, AskBase] = {
    **{f"page of {kind}": _build_page_of_kind(kind) for kind in KINDS},
    **{f"list of {kind}": _build_listing(kind, CITED) for kind in KINDS},
    "columns": _build_listing("company", QueryOptions(("name", "parent", "chips"), cite=True)),
    "condition": _build_listing("chip", QueryOptions(where="tpp > 1000", sort="-tpp", limit=3)),
    "three chips": _build_pages(("nvidia-h20", "nvidia-h100", "ascend-910b"), CITED),
    "page columns": _build_pages(("baidu", "h20"), QueryOptions(("name", "chips"), cite=True)),
    "sources": _build_pages(SOURCE_IDS, QueryOptions()),
    "compare": lambda base: compare_entities(base, ("nvidia-h20", "nvidia-h100"), CITED),
    "why": lambda base: explain_property_values(base, "baidu", "", CITED),
    "why chip": lambda base: explain_property_values(base, "nvidia-h20", "tpp", QueryOptions()),
    "explain": lambda _: explain_schema("chip", "", QueryOptions()),
    "explain property": lambda _: explain_schema("chip.tpp", "", QueryOptions()),
}
MAX_QUERIES = 20
"""Enough to find three names and load all that is shown; one query a row would be hundreds."""


class QueryCounter:
    """Counts the queries of a base, and can be told to refuse them."""

    def __init__(self, tables: TableReader) -> None:
        self.run_query, self.query_count, self.is_refusing = tables.fetch, 0, False

    def fetch(self, convert: Callable[[Row], object], sql: str, *values: object) -> list[object]:
        assert not self.is_refusing, f"a query ran while an answer was rendered: {sql}"
        self.query_count += 1
        return self.run_query(convert, sql, *values)


@pytest.fixture
def base() -> KnowledgeBase:
    return open_base((str(BASE),))


def _count_queries(base: KnowledgeBase) -> QueryCounter:
    counter = QueryCounter(base.tables)
    vars(base.tables)["fetch"] = counter.fetch
    return counter


def _render_in_every_format(answer: Answer) -> Iterator[str]:
    yield from (render(answer, form, screen) for form in TEXT_FORMATS for screen in SCREENS)
    yield answer._repr_html_()
    yield "\n".join(answer.collect_remarks())
    yield f"{len(answer)} {answer.count_disputed_values()} {answer.collect_part_types()}"


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_query_runs_while_an_answer_is_rendered(base: KnowledgeBase, question: str) -> None:
    connection = _count_queries(base)
    answer = QUESTIONS[question](base)
    assert connection.query_count <= MAX_QUERIES
    for is_unfolded in (False, True):
        answer.load_screen(is_unfolded=is_unfolded)
    answer.load_page()
    connection.is_refusing = True
    assert all(text is not None for text in _render_in_every_format(answer))


@pytest.mark.parametrize("question", ["three chips", "sources"])
@pytest.mark.parametrize("form", BIBLIOGRAPHY_FORMATS)
def test_no_query_runs_for_a_bibliography(base: KnowledgeBase, question: str, form: Format) -> None:
    connection = _count_queries(base)
    answer = QUESTIONS[question](base)
    connection.is_refusing = True
    assert render(answer, form)


@pytest.mark.parametrize("question", ["three chips", "list of chip", "compare", "why", "sources"])
def test_no_query_runs_with_footnotes_dates_and_receipt(base: KnowledgeBase, question: str) -> None:
    dates = QueryDates(as_of=Date.parse("2025-06-01"), known_by=Date.parse("2026-06"))
    dated_base = read_base_as_of(base, dates)
    connection = _count_queries(dated_base)
    answer = DatedAnswer(FootnotedAnswer(QUESTIONS[question](dated_base)), dated_base, dates)
    receipted_answer = ReceiptedAnswer(answer, {"version": "1"})
    for is_unfolded in (False, True):
        receipted_answer.load_screen(is_unfolded=is_unfolded)
    receipted_answer.load_page()
    connection.is_refusing = True
    assert any("2025-06-01" in text for text in _render_in_every_format(receipted_answer))


def test_more_entities_take_no_more_queries(base: KnowledgeBase) -> None:
    connection = _count_queries(base)
    counts = []
    for kind in ("person", "company"):
        connection.query_count = 0
        list_entities(base, kind, QueryOptions())
        counts.append(connection.query_count)
    assert len(base.load_entities_of_kind("company")) > len(base.load_entities_of_kind("person"))
    assert counts[0] == counts[1] <= 6


def test_a_page_takes_few_queries(base: KnowledgeBase) -> None:
    connection = _count_queries(base)
    build_pages(base, ("baidu",), "company", QueryOptions())
    assert connection.query_count <= 8


def test_an_answer_has_its_rows(base: KnowledgeBase) -> None:
    answer = list_entities(base, "chip", QueryOptions(("id", "tpp"), sort="id", limit=4))
    assert len(answer) == 4
    assert list(answer) == answer.to_rows()


def test_a_wrapped_answer_has_the_rows_and_disputes_of_the_other(base: KnowledgeBase) -> None:
    answer = list_entities(base, "company", QueryOptions(("id", "revenue")))
    wrapped_answer = FootnotedAnswer(answer)
    assert (list(wrapped_answer), len(wrapped_answer)) == (list(answer), len(answer))
    assert wrapped_answer.count_disputed_values() == answer.count_disputed_values()
    assert wrapped_answer.collect_part_types() == answer.collect_part_types()


def test_data_frames_need_pandas(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    import_module = builtins.__import__

    def refuse_pandas(name: str, *arguments: object, **options: object) -> object:
        if name == "pandas":
            _raise_missing_module(name)
        return import_module(name, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.delitem(sys.modules, "pandas", raising=False)
    monkeypatch.setattr(builtins, "__import__", refuse_pandas)
    with pytest.raises(chipwatch.ChipwatchError, match="pandas is not installed") as caught:
        list_entities(base, "chip", QueryOptions()).to_pandas()
    assert caught.value.hint == f"run {format_extra_command('pandas')}"
    assert isinstance(caught.value, ImportError)


def _raise_missing_module(name: str) -> NoReturn:
    raise ModuleNotFoundError(name)


def test_print_shows_the_tables_of_an_answer(facts: Facts) -> None:
    folder = facts({"company/acme.yaml": "name: Acme\nsources: [gazette]\ncountry: US\n"})
    answer = chipwatch.open(str(folder)).listing("company", columns="name,country")
    assert str(answer) == "1 company\nName  Country\nAcme  US"
    assert f"{answer}" == render(answer, Format.TABLE, Screen()).rstrip("\n")
