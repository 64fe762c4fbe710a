"""Questions over the whole base: an answer is complete when it is returned."""

from collections.abc import Callable

import pytest

from chipwatch.asking.answers.query_options import QueryOptions
from chipwatch.asking.questions.changes import list_fact_changes
from chipwatch.asking.questions.conflicts import list_conflicts
from chipwatch.asking.questions.coverage import build_coverage
from chipwatch.asking.questions.freshness import list_stale_facts
from chipwatch.asking.questions.scope import Scope
from chipwatch.asking.questions.stats import collect_statistics
from chipwatch.asking.questions.summation import TotalQuery
from chipwatch.asking.questions.timeline import build_timeline
from chipwatch.asking.questions.total import compute_totals
from chipwatch.asking.sql.query import query_sql
from chipwatch.model.answer import Answer
from chipwatch.model.dates import Date
from chipwatch.showing.formats import TEXT_FORMATS, Format, render
from chipwatch.showing.screen import Screen
from chipwatch.store.knowledge_base import KnowledgeBase
from chipwatch.store.snapshot import open_base
from chipwatch.store.table_reader import TableReader
from conftest import BASE

pytestmark = [pytest.mark.once, pytest.mark.slow]

TERMINAL = Screen(is_terminal=True, width=100)


def ask_timeline(base: KnowledgeBase, options: QueryOptions) -> Answer:
    return build_timeline(base, Scope(), options)


def ask_timeline_about_a_company(base: KnowledgeBase, options: QueryOptions) -> Answer:
    return build_timeline(base, Scope(topic="nvidia"), options)


def ask_changes(base: KnowledgeBase, options: QueryOptions) -> Answer:
    return list_fact_changes(base, Scope(since=Date.parse("2025")), options)


def ask_conflicts(base: KnowledgeBase, options: QueryOptions) -> Answer:
    return list_conflicts(base, Scope(), options)


def ask_total(base: KnowledgeBase, options: QueryOptions) -> Answer:
    query = TotalQuery(group_keys=("investor", "year"), currency="USD")
    return compute_totals(base, "investment", query, options)


def ask_coverage(base: KnowledgeBase, options: QueryOptions) -> Answer:
    return build_coverage(base, "chip", options)


def ask_sql(base: KnowledgeBase, options: QueryOptions) -> Answer:
    question = "SELECT chip.id, designer_country, count(*) FROM chip JOIN fact ON entity = chip.id"
    return query_sql(base, f"{question} GROUP BY 1", options)


QUESTIONS = [
    ask_timeline,
    ask_timeline_about_a_company,
    ask_changes,
    ask_conflicts,
    ask_total,
    collect_statistics,
    ask_coverage,
    list_stale_facts,
    ask_sql,
]


def refuse_query(*_: object) -> None:
    raise AssertionError("a query after the answer was returned")


@pytest.mark.parametrize("cite", [False, True])
@pytest.mark.parametrize("ask", QUESTIONS)
def test_every_format_renders_without_the_base(
    ask: Callable[[KnowledgeBase, QueryOptions], Answer],
    cite: bool,  # noqa: FBT001 - a column of the table
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    options = QueryOptions(cite=cite)
    base = open_base((str(BASE),))
    expected = [render_all(ask(base, options))]
    answer = ask(open_base((str(BASE),)), options)
    monkeypatch.setattr(TableReader, "fetch", refuse_query)
    with pytest.raises(AssertionError, match="a query after"):
        base.load_rules()
    assert [render_all(answer)] == expected


def render_all(answer: Answer) -> list[str]:
    texts = [render(answer, output_format) for output_format in TEXT_FORMATS]
    return [*texts, render(answer, Format.TABLE, TERMINAL), *answer.collect_remarks()]
