"""The Python interface: what notebooks use as it is."""

import json
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import chipwatch
from chipwatch import (
    AmbiguousError,
    ClosedBaseError,
    NotFoundError,
    UnknownNameError,
    UnreadableBaseError,
    UsageError,
)
from chipwatch.model.schema import Chip, Company, Investment
from chipwatch.schema_interface import check
from chipwatch.showing.formats import Format, FormatScope
from conftest import BASE, Facts

LOADED = """
import sys
before = set(sys.modules)
import chipwatch
chipwatch.open(sys.argv[1]).company("baidu")
print(*sorted({name.split(".")[0] for name in set(sys.modules) - before}))
"""


@pytest.fixture(scope="module")
def bundled() -> chipwatch.Base:
    return chipwatch.open(str(BASE))


def test_an_entity_has_names_facts_and_typed_values(bundled: chipwatch.Base) -> None:
    baidu = bundled.company("百度")
    assert (baidu.id, baidu.kind, baidu.name) == ("baidu", "company", "Baidu")
    assert "BIDU" in baidu.aliases
    assert baidu.get(Company.country) == "CN"
    assert baidu.get(Company.parent) is None
    assert {fact.entity for fact in baidu.facts} == {"baidu"}


def test_money_and_numbers_can_be_computed_with(bundled: chipwatch.Base) -> None:
    plan = bundled.investment("alibaba-cloud-ai-plan").get(Investment.amount)
    assert plan
    dollars = plan.get_amount("USD")
    assert dollars
    assert (plan.amount.exact_number, plan.currency, dollars.exact_number) == (380e9, "CNY", 52.7e9)
    assert plan.get_amount("EUR") is None


@pytest.mark.parametrize("kind", ["company", "companies", "Company"])
def test_the_entities_of_a_kind_are_listed_by_name(bundled: chipwatch.Base, kind: str) -> None:
    names = [entity.name for entity in bundled.load_entities(kind)]
    assert names == sorted(names, key=str.casefold)
    assert "Baidu" in names


@pytest.mark.parametrize(
    ("kind", "name", "exact", "error"),
    [
        ("company", "zzzz", False, NotFoundError),
        ("company", "badu", True, NotFoundError),
        ("company", "h20", False, NotFoundError),
        ("company", "shenzhen and tencent", False, NotFoundError),
    ],
)
def test_a_name_that_is_not_meant_raises(
    bundled: chipwatch.Base, kind: str, name: str, error: type[Exception], *, exact: bool
) -> None:
    with pytest.raises(error):
        bundled.find_entity(name, kind=kind, exact=exact)


def test_errors_say_what_to_do_and_carry_candidates(facts: Facts) -> None:
    base = chipwatch.open(
        str(facts({"chip/a-1.yaml": "name: Alpha 1\n", "chip/a-2.yaml": "name: Alpha 2\n"}))
    )
    with pytest.raises(AmbiguousError) as raised:
        base.chip("alpha")
    assert str(raised.value) == '"alpha" can mean 2 things'
    assert raised.value.candidates == [
        {"id": "a-1", "kind": "chip", "name": "Alpha 1"},
        {"id": "a-2", "kind": "chip", "name": "Alpha 2"},
    ]


def test_an_unknown_kind_raises(bundled: chipwatch.Base) -> None:
    with pytest.raises(UnknownNameError):
        bundled.load_entities("compny")
    with pytest.raises(UnknownNameError):
        bundled.find_entity("baidu", kind="compny")


def test_a_folder_that_is_not_there_raises(tmp_path: Path) -> None:
    with pytest.raises(UnreadableBaseError):
        chipwatch.open(str(tmp_path / "none"))


def test_answers_are_data_rows_and_text(bundled: chipwatch.Base) -> None:
    answer = bundled.listing("statistic", columns=["id", "growth"], sort="id")
    rows = [row for row in answer.to_rows() if row["id"] == "china-chip-imports"]
    assert answer.to_data() == answer.to_rows()
    growth = {"growth": 10.4, "growth_low": 10.4, "growth_high": 10.4, "growth_text": "10.4"}
    assert rows == [{"id": "china-chip-imports", **growth, "growth_as_of": "2024"}]
    assert "\nchina-chip-imports,10.4,10.4,10.4,10.4,2024\n" in chipwatch.render(answer, "csv")


def test_a_python_shell_says_what_an_answer_is_and_how_to_see_it(bundled: chipwatch.Base) -> None:
    answers = [
        bundled.page("baidu"),
        bundled.page("baidu", cite=True),
        bundled.at(as_of="2025-06-01").compare("tencent", "alibaba", properties=["country"]),
        bundled.listing("company", sort="id", limit=2),
    ]
    assert [repr(answer) for answer in answers] == [
        "<EntityPagesAnswer of 1 row: print() shows it>",
        "<EntityPagesAnswer of 1 row: print() shows it>",
        "<ComparisonAnswer of 1 row: print() shows it>",
        "<RowsAnswer of 2 rows: print() shows it>",
    ]
    assert str(answers[0]).startswith("Baidu · company · baidu\n")


@pytest.mark.slow
@pytest.mark.parametrize(
    "form",
    [
        form
        for form in Format
        if form.traits.scope not in (FormatScope.CHART, FormatScope.PROBLEMS)
        and not form.traits.is_binary
    ],
)
def test_an_answer_is_rendered_in_every_format(bundled: chipwatch.Base, form: str) -> None:
    is_graph = Format(form).traits.scope is FormatScope.RELATIONS
    answer = bundled.path("huawei", "smic") if is_graph else bundled.compare("tencent", "alibaba")
    assert chipwatch.render(answer, form)


def test_an_answer_without_relations_is_no_graph(bundled: chipwatch.Base) -> None:
    with pytest.raises(UsageError, match="this answer is no graph"):
        chipwatch.render(bundled.stats(), "mermaid")


def test_an_answer_that_is_no_picture_is_not_drawn(bundled: chipwatch.Base) -> None:
    with pytest.raises(chipwatch.UsageError, match="this answer is no picture"):
        chipwatch.render(bundled.stats(), "svg")


def test_an_unknown_format_raises(bundled: chipwatch.Base) -> None:
    with pytest.raises(UnknownNameError, match="there is no format 'xml'") as raised:
        chipwatch.render(bundled.stats(), "xml")
    assert raised.value.hint.startswith("the formats are table, json, jsonl, csv")
    assert raised.value.candidates == list(Format)


@pytest.mark.slow
def test_every_answer_of_the_command_line_is_there(bundled: chipwatch.Base) -> None:
    answers = [
        bundled.page("baidu"),
        bundled.listing("chip"),
        bundled.compare("tencent", "alibaba", properties=["camp"]),
        bundled.search("lithography"),
        bundled.why("baidu", "country"),
        bundled.stats(),
        chipwatch.explain("chip"),
        chipwatch.explain(search="bandwidth"),
    ]
    assert [json.loads(chipwatch.render(answer, "json")) for answer in answers] == [
        json.loads(json.dumps(answer.to_data())) for answer in answers
    ]


def test_names_for_completion_begin_with_the_letters(bundled: chipwatch.Base) -> None:
    assert "baidu" in bundled.complete_names("company", "baid")
    assert bundled.complete_names("company", "tence") == [
        "tencent",
        "Tencent Holdings",
        "Tencent Holdings Limited",
    ]
    assert len(bundled.complete_names("", "", limit=3)) == 3


def test_problems_and_what_is_left_out(facts: Facts) -> None:
    base = chipwatch.open(str(facts({"chip/x1.yaml": "name: X1\nbogus: 1\n"})))
    assert [problem.code for problem in base.list_problems()] == ["unknown-property"]
    assert base.list_rejected_ids() == ["x1"]


@pytest.mark.slow
def test_files_are_checked_without_a_base_of_their_own(facts: Facts) -> None:
    checked = check(str(facts({"chip/x1.yaml": "name: X1\ntdp: {value: 1, sources: [gazette]}\n"})))
    assert (checked.problems, checked.files) == ([], 2)


@pytest.mark.slow
def test_several_folders_lie_over_one_another(facts: Facts) -> None:
    over = facts({"company/baidu-two.yaml": "name: Second\nsources: [gazette]\n"})
    base = chipwatch.open(str(BASE), str(over))
    assert {base.company("second").id, base.company("baidu").id} == {"baidu-two", "baidu"}


def test_a_fact_knows_where_it_stands(facts: Facts) -> None:
    folder = facts({"chip/x1.yaml": "name: X1\nsources: ['gazette#p1']\ntdp: ~700\n"})
    chip = chipwatch.open(str(folder)).chip("x1")
    (fact,) = chip.facts
    tdp = chip.get(Chip.tdp)
    assert tdp
    assert (tdp.exact_number, tdp.is_approximate) == (700, True)
    assert (fact.location.path, fact.location.line) == (f"{folder.as_posix()}/chip/x1.yaml", 3)
    assert [str(citation) for citation in fact.citations] == ["gazette#p1"]
    assert fact.format_value() == "~700 W"


INTERFACE = [
    "AmbiguousError",
    "Base",
    "ChipwatchError",
    "ClosedBaseError",
    "NotFoundError",
    "NothingInCommonError",
    "UnknownNameError",
    "UnreadableBaseError",
    "UsageError",
    "__version__",
    "check",
    "diff",
    "explain",
    "json_schema",
    "open",
    "output_schema",
    "render",
    "save",
]


def test_dir_lists_the_interface_and_nothing_else() -> None:
    assert dir(chipwatch) == INTERFACE
    assert sorted(chipwatch.__all__) == INTERFACE
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = chipwatch.nothing


@pytest.mark.parametrize("name", INTERFACE)
def test_every_name_of_the_interface_is_there(name: str) -> None:
    assert getattr(chipwatch, name)


@pytest.mark.parametrize("name", [name for name in INTERFACE if name.endswith("Error")])
def test_every_error_of_the_interface_can_be_caught_as_one(name: str) -> None:
    assert issubclass(getattr(chipwatch, name), chipwatch.ChipwatchError)


@pytest.mark.parametrize("columns", ["id, name", ["id", "name"], ("id", "name")])
def test_columns_are_a_list_or_a_text_with_commas(
    bundled: chipwatch.Base, columns: str | list[str]
) -> None:
    answer = bundled.listing("company", columns=columns, sort="id", limit=1)
    assert [list(row) for row in answer.to_rows()] == [["id", "name"]]


def test_a_name_that_must_be_exact_is_not_guessed(bundled: chipwatch.Base) -> None:
    assert bundled.page("badu").to_rows()[0]["name"] == "Baidu"
    with pytest.raises(NotFoundError):
        bundled.page("badu", exact=True)


@pytest.mark.slow
def test_rows_that_meet_a_condition(bundled: chipwatch.Base) -> None:
    answer = bundled.listing("company", where="country = 'NL'", columns="country")
    assert {row["country"] for row in answer.to_rows()} == {"NL"}


def test_cited_sources_are_listed_under_the_answer(bundled: chipwatch.Base) -> None:
    plain, cited = (bundled.listing("company", limit=2, cite=cite) for cite in (False, True))
    assert [table.is_source_list for table in plain.to_tables()] == [False]
    assert [table.is_source_list for table in cited.to_tables()] == [False, True]


@pytest.mark.parametrize(
    ("method", "keyword"),
    [
        ("search", "where"),
        ("sql", "exact"),
        ("whatif", "columns"),
        ("listing", "colums"),
        ("stats", "options"),
    ],
)
def test_a_keyword_that_a_method_has_no_use_for_is_refused(
    bundled: chipwatch.Base, method: str, keyword: str
) -> None:
    arguments = () if method == "stats" else ("company",)
    with pytest.raises(TypeError, match=f"there is no keyword argument '{keyword}' here"):
        getattr(bundled, method)(*arguments, **{keyword: ""})


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_that_shows_nothing_is_refused(bundled: chipwatch.Base, limit: int) -> None:
    with pytest.raises(UsageError, match=f"the limit is {limit}"):
        bundled.listing("company", limit=limit)


DATED = {
    "source/early.yaml": "name: Early\ntype: news\npublished: 2024-03\n",
    "company/acme.yaml": """
name: Acme
sources: [gazette]
legal_name:
- {value: Acme Makers, as_of: 2020, until: 2024, sources: [early]}
- {value: Acme Designers, as_of: 2024-06, sources: [gazette]}
""",
}


@pytest.mark.parametrize(
    ("dates", "legal_name"),
    [
        ({}, "Acme Designers"),
        ({"as_of": "2023"}, "Acme Makers"),
        ({"as_of": date(2023, 1, 1)}, "Acme Makers"),
        ({"as_of": datetime(2023, 1, 1, 12, tzinfo=UTC)}, "Acme Makers"),
        ({"as_of": "2023", "known_by": date(2024, 7, 1)}, "Acme Makers"),
        ({"known_by": "2024-07"}, "Acme Makers"),
        ({"as_of": "", "known_by": ""}, "Acme Designers"),
    ],
)
def test_a_base_is_read_as_it_stood(
    facts: Facts, dates: dict[str, str | date], legal_name: str
) -> None:
    base = chipwatch.open(str(facts(DATED))).at(**dates)
    assert base.listing("company", columns="legal_name").to_rows() == [{"legal_name": legal_name}]


def test_an_answer_of_a_base_as_it_stood_has_the_dates(bundled: chipwatch.Base) -> None:
    past = bundled.at(as_of="2025-01-01")
    assert past.page("baidu").to_tables()[0].title.endswith(" – as of 2025-01-01")
    assert past.build_receipt(["x"])["as_of"] == "2025-01-01"
    assert bundled.build_receipt(["x"])["as_of"] is None


def test_controls_judge_by_the_day_of_the_base(bundled: chipwatch.Base) -> None:
    verdicts = [
        bundled.at(as_of=day).controls("h20", to="China").to_rows()[0]
        for day in ("2025-04-01", "2025-05-01")
    ]
    assert [verdict["as_of"] for verdict in verdicts] == ["2025-04-01", "2025-05-01"]
    assert verdicts[0]["verdict"] != verdicts[1]["verdict"]


@pytest.mark.parametrize("option", ["as_of", "known_by"])
def test_what_is_no_date_is_refused(bundled: chipwatch.Base, option: str) -> None:
    with pytest.raises(UsageError, match=f"^{option}: 'soon' is not a date"):
        bundled.at(**{option: "soon"})


@pytest.mark.slow
def test_questions_over_the_base_take_the_words_of_the_commands(bundled: chipwatch.Base) -> None:
    answers = {
        "timeline": bundled.timeline(about="nvidia", kinds="policy", since="2025", limit=1),
        "changes": bundled.changes(since="2025", until=date(2025, 6, 1), kinds=["chip"]),
        "conflicts": bundled.conflicts(kinds=("chip",), limit=1),
        "total": bundled.total("investment", by=["investor", "year"], currency="USD"),
        "whatif": bundled.at(as_of="2026-02").whatif(["tpp=1000"], to="China"),
        "party": bundled.party("huawei", exact=True),
    }
    assert [name for name, answer in answers.items() if not answer.to_rows()] == []


def test_a_span_that_ends_before_it_begins_is_refused(bundled: chipwatch.Base) -> None:
    with pytest.raises(UsageError):
        bundled.timeline(since="2025", until="2024")


def test_a_selection_of_all_chips_contradicts_names(bundled: chipwatch.Base) -> None:
    with pytest.raises(UsageError, match="chooses from all chips"):
        bundled.controls("h20", where="tpp > 1")


def test_a_base_is_closed_at_the_end_of_a_with_statement(facts: Facts) -> None:
    with chipwatch.open(str(facts({"company/acme.yaml": "name: Acme\n"}))) as base:
        assert base.company("acme").name == "Acme"
        past = base.at(as_of="2025")
    assert (base.is_closed, past.is_closed) == (True, True)


@pytest.mark.parametrize(
    "use",
    [
        lambda base: base.company("acme"),
        lambda base: base.listing("company"),
        lambda base: base.controls("acme"),
        lambda base: base.list_problems(),
        lambda base: base.at(as_of="2025").stats(),
    ],
)
def test_a_base_that_is_closed_says_so(
    facts: Facts, use: Callable[[chipwatch.Base], object]
) -> None:
    base = chipwatch.open(str(facts({"company/acme.yaml": "name: Acme\n"})))
    base.close()
    base.close()
    with pytest.raises(ClosedBaseError, match="the base is closed"):
        use(base)


def test_closing_a_base_as_it_stood_leaves_the_other_open(facts: Facts) -> None:
    base = chipwatch.open(str(facts({"company/acme.yaml": "name: Acme\n"})))
    with base.at(as_of="2025") as past:
        pass
    assert (base.company("acme").name, past.is_closed) == ("Acme", True)


def test_a_base_may_be_handed_to_another_thread(bundled: chipwatch.Base) -> None:
    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(bundled.company, "baidu").result().name == "Baidu"


def test_the_package_is_typed() -> None:
    assert (Path(chipwatch.__file__).parent / "py.typed").is_file()


@pytest.mark.slow
def test_the_interface_loads_no_command_line() -> None:
    command = [sys.executable, "-c", LOADED, str(BASE)]
    subprocess.run(command, capture_output=True, check=True)
    loaded = subprocess.run(command, capture_output=True, check=True).stdout.decode().split()
    assert "chipwatch" in loaded
    assert {"typer", "rich", "yaml", "rapidfuzz", "pypinyin"} & set(loaded) == set()
