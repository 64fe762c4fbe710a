"""Names with small words written otherwise, which are taken and said."""

import pytest

from conftest import Facts, Run

FOLDER = {
    "company/acme.yaml": "name: Acme Bank\n",
    "company/moer.yaml": "name: Moer\naliases: [摩尔线程]\n",
    "company/huawei.yaml": "name: Huawei\naliases: [华为]\n",
    "company/johnson.yaml": "name: Johnson & Sons\n",
    "chip/x20.yaml": "name: Acme X20\naliases: [X20]\n",
    "chip/ascend.yaml": "name: Ascend 910B\naliases: [昇腾910B]\ndesigner: huawei\n"
    "sources: [gazette]\n",
    "chip/gaudi-2.yaml": "name: Gaudi 2\n",
    "investment/fund.yaml": "name: Big Fund III\n",
}


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        pytest.param("The Acme Bank", "acme", id="an-article"),
        pytest.param("Johnson and Sons", "johnson", id="and-for-a-sign"),
        pytest.param("Gaudi II", "gaudi-2", id="a-Roman-numeral"),
        pytest.param("Big Fund 3", "fund", id="a-digit-for-a-Roman-numeral"),
        pytest.param("X2O", "x20", id="the-letter-O-after-a-digit"),
        pytest.param("摩尔线程科技", "moer", id="a-line-of-business"),
    ],
)
def test_a_name_written_with_other_small_words_is_taken(
    run: Run, facts: Facts, name: str, id_: str
) -> None:
    columns = ("--columns", "id,match", "--format", "csv")
    result = run("resolve", name, *columns, "--data", facts(FOLDER))
    assert result.out == f"id,match\n{id_},fuzzy\n"
    assert run("resolve", name, "--exact", "--data", facts(FOLDER)).code == 1


def test_a_chinese_maker_may_stand_before_a_model_without_a_space(run: Run, facts: Facts) -> None:
    columns = ("--columns", "id", "--format", "csv")
    result = run("resolve", "华为昇腾910B", *columns, "--data", facts(FOLDER))
    assert result.out == "id\nascend\n"


@pytest.mark.parametrize("name", ["Gaudi III", "X2OO", "X2o5", "The", "科技", "II", "and"])
def test_another_number_or_a_small_word_alone_is_refused(run: Run, facts: Facts, name: str) -> None:
    assert run("resolve", name, "--data", facts(FOLDER)).code == 1
