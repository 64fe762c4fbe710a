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
        pytest.param("Big Fund three", "fund", id="a-number-in-words"),
        pytest.param("Acme Bank Ldt.", "acme", id="a-typo-in-a-form"),
        pytest.param("Acme Bank oC. Ltd.", "acme", id="a-form-with-its-letters-exchanged"),
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


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        pytest.param("The Acme Bank", "acme", id="an-article"),
        pytest.param("Johnson and Sons", "johnson", id="and-for-a-sign"),
        pytest.param("OOO Acme Bank", "acme", id="a-form-before-the-name"),
        pytest.param("Acme Bank Aktiengesellschaft", "acme", id="a-long-form"),
        pytest.param("Acme Bank Limited Liability Company", "acme", id="a-form-of-three-words"),
    ],
)
def test_small_words_and_forms_of_any_language_do_not_count(
    run: Run, facts: Facts, name: str, id_: str
) -> None:
    columns = ("--columns", "id,sure", "--format", "csv")
    result = run("resolve", name, "--exact", *columns, "--data", facts(FOLDER))
    assert result.out == f"id,sure\n{id_},true\n"


def test_a_chinese_name_may_be_typed_in_pinyin_with_its_ending_in_english(
    run: Run, facts: Facts
) -> None:
    folder = facts({"company/x1.yaml": "name: Piotech\naliases: [拓荆科技]\n"})
    for name in ("Tuojing Technology", "Shenyang Tuojing Technology Co., Ltd."):
        result = run("resolve", name, "--columns", "id,match", "--format", "csv", "--data", folder)
        assert result.out == "id,match\nx1,pinyin\n"


def test_a_chinese_maker_may_stand_before_a_model_without_a_space(run: Run, facts: Facts) -> None:
    columns = ("--columns", "id", "--format", "csv")
    result = run("resolve", "华为昇腾910B", *columns, "--data", facts(FOLDER))
    assert result.out == "id\nascend\n"


@pytest.mark.parametrize("name", ["Gaudi III", "X2OO", "X2o5", "The", "科技", "II", "and"])
def test_another_number_or_a_small_word_alone_is_refused(run: Run, facts: Facts, name: str) -> None:
    assert run("resolve", name, "--data", facts(FOLDER)).code == 1
