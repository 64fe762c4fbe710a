"""An answer on controls is complete when it is returned: no format asks the base for anything."""

from collections.abc import Callable

import pytest

from chipwatch.asking.answers.query_options import QueryOptions
from chipwatch.asking.controls.controls_answer import judge_chips
from chipwatch.asking.controls.controls_query import ControlsRequest
from chipwatch.asking.controls.matrix import build_matrix
from chipwatch.asking.controls.party import screen_party
from chipwatch.asking.controls.references import load_references
from chipwatch.asking.controls.whatif import simulate_rule_change
from chipwatch.model.answer import Answer
from chipwatch.showing.formats import TEXT_FORMATS, Format, render
from chipwatch.store.knowledge_base import KnowledgeBase
from chipwatch.store.snapshot import open_base
from chipwatch.store.table_reader import TableReader
from conftest import BASE

pytestmark = [pytest.mark.once, pytest.mark.slow]

REQUEST = ControlsRequest(as_of="2025-05-01")
CITED = QueryOptions(cite=True)


def ask_about_one_chip(base: KnowledgeBase) -> Answer:
    return judge_chips(base, ["h20"], [], REQUEST)


def ask_about_three_chips(base: KnowledgeBase) -> Answer:
    return judge_chips(base, ["h20", "h100", "ascend-910c"], [], REQUEST)


def ask_about_a_buyer(base: KnowledgeBase) -> Answer:
    return judge_chips(base, ["h200"], [], REQUEST._replace(end_user="huawei"))


def ask_about_a_specified_chip(base: KnowledgeBase) -> Answer:
    return judge_chips(base, [], ["int8_dense=296", "die_area=814", "designer=nvidia"], REQUEST)


def ask_for_the_matrix(base: KnowledgeBase) -> Answer:
    return build_matrix(base, REQUEST, CITED)


def ask_about_a_party(base: KnowledgeBase) -> Answer:
    return screen_party(base, "huawei", REQUEST)


def ask_what_if(base: KnowledgeBase) -> Answer:
    return simulate_rule_change(base, ["tpp=2000"], "bis-rule-2023-10-17", REQUEST, CITED)


def refuse_query(*_: object) -> None:
    raise AssertionError("a query after the answer was returned")


@pytest.mark.parametrize("output_format", TEXT_FORMATS)
@pytest.mark.parametrize(
    "ask",
    [ask_about_one_chip, ask_about_three_chips, ask_about_a_buyer, ask_about_a_specified_chip,
     ask_for_the_matrix, ask_about_a_party, ask_what_if],
)  # fmt: skip
def test_every_format_renders_without_the_base(
    ask: Callable[[KnowledgeBase], Answer], output_format: Format, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = render(ask(open_base((str(BASE),))), output_format)
    base = open_base((str(BASE),))
    answer = ask(base)
    monkeypatch.setattr(TableReader, "fetch", refuse_query)
    with pytest.raises(AssertionError, match="a query after"):
        base.load_rules()
    assert render(answer, output_format) == expected
    answer.collect_remarks()


def test_all_sources_are_loaded_by_one_query() -> None:
    base = open_base((str(BASE),))
    statements: list[str] = []
    base.tables.trace(statements.append)
    rules = base.load_rules()
    statements.clear()
    references = load_references(base, rules)
    assert len(references.sources) > 1
    assert len([statement for statement in statements if "FROM source " in statement]) == 1
