"""The Python interface: what notebooks use as it is."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import chipwatch
from chipwatch.api import check
from chipwatch.model.problem import (
    AmbiguousError,
    NotFoundError,
    UnknownNameError,
    UnreadableBaseError,
)
from chipwatch.model.schema import KINDS, Chip, Company, Investment
from chipwatch.showing.formats import Format
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


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_method_of_its_name(bundled: chipwatch.Base, kind: str) -> None:
    first = bundled.load_entities(kind)[0]
    found = getattr(bundled, kind)(first.id)
    assert found == first


@pytest.mark.parametrize("kind", ["company", "companies", "Company"])
def test_the_entities_of_a_kind_are_listed_by_name(bundled: chipwatch.Base, kind: str) -> None:
    names = [entity.name for entity in bundled.load_entities(kind)]
    assert names == sorted(names)
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
    answer = bundled.list_entities("statistic", columns=["id", "growth"], sort="id")
    rows = [one for one in answer.to_rows() if one["id"] == "china-chip-imports"]
    assert answer.to_data() == answer.to_rows()
    assert rows == [{"id": "china-chip-imports", "growth": 10.4}]
    assert "\nchina-chip-imports,10.4\n" in chipwatch.render(answer, "csv")


@pytest.mark.parametrize("form", Format)
def test_an_answer_is_rendered_in_every_format(bundled: chipwatch.Base, form: str) -> None:
    assert chipwatch.render(bundled.compare("tencent", "alibaba"), form)


def test_an_unknown_format_raises(bundled: chipwatch.Base) -> None:
    with pytest.raises(ValueError, match="xml"):
        chipwatch.render(bundled.stats(), "xml")


@pytest.mark.slow
def test_every_answer_of_the_command_line_is_there(bundled: chipwatch.Base) -> None:
    answers = [
        bundled.describe_entities("baidu"),
        bundled.list_entities("chip"),
        bundled.compare("tencent", "alibaba", properties=["camp"]),
        bundled.search("lithography"),
        bundled.why("baidu", "country"),
        bundled.stats(),
        chipwatch.explain("chip"),
        chipwatch.explain(search="bandwidth"),
    ]
    assert [json.loads(chipwatch.render(one, "json")) for one in answers] == [
        json.loads(json.dumps(one.to_data())) for one in answers
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
    assert (fact.location.path, fact.location.line) == (f"{folder}/chip/x1.yaml", 3)
    assert [str(citation) for citation in fact.citations] == ["gazette#p1"]
    assert fact.format_value() == "~700 W"


def test_the_package_has_its_interface_and_nothing_else() -> None:
    assert set(chipwatch.__all__) == {
        "Base", "__version__", "explain", "json_schema", "open", "render",
    }  # fmt: skip
    assert [getattr(chipwatch, name) is None for name in chipwatch.__all__] == [False] * 6
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = chipwatch.nothing


def test_the_package_is_typed() -> None:
    assert (Path(chipwatch.__file__).parent / "py.typed").is_file()


@pytest.mark.slow
def test_the_interface_loads_no_command_line() -> None:
    command = [sys.executable, "-c", LOADED, str(BASE)]
    subprocess.run(command, capture_output=True, check=True)
    loaded = subprocess.run(command, capture_output=True, check=True).stdout.decode().split()
    assert "chipwatch" in loaded
    assert {"typer", "rich", "yaml", "rapidfuzz", "pypinyin"} & set(loaded) == set()
