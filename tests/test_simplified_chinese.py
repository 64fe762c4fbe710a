"""Traditional characters are compared as the simplified ones that stand for them."""

import pytest

from chipwatch.store.company_forms import list_company_forms
from chipwatch.store.simplified_chinese import build_simplification_table


def test_only_the_characters_of_the_names_are_kept() -> None:
    assert build_simplification_table(["台积电", "Baidu"]) == {
        "檯": "台", "積": "积", "臺": "台", "電": "电", "颱": "台",
    }  # fmt: skip


@pytest.mark.parametrize("names", [[], ["Baidu", "9888.HK"], ["ソニー"], ["삼성"], ["Łódź"]])
def test_names_without_chinese_need_none(names: list[str]) -> None:
    assert build_simplification_table(names) == {}


def test_a_traditional_name_is_known_by_its_own_characters() -> None:
    assert build_simplification_table(["騰訊"]) == {"騰": "腾", "訊": "讯"}


def test_the_forms_of_companies_are_keys() -> None:
    forms = list_company_forms()
    assert {"gmbh", "spzoo", "sadecv", "pteltd", "kk", "inc", "holding"} <= set(forms)
    assert {"uk", "at", "eg", "is", ""} & set(forms) == set()
