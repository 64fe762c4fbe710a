"""Traditional characters are compared as the simplified ones that stand for them."""

import pytest

from chipwatch.store.forms import company_forms
from chipwatch.store.scripts import simplified


def test_only_the_characters_of_the_names_are_kept() -> None:
    assert simplified(["台积电", "Baidu"]) == {
        "檯": "台", "積": "积", "臺": "台", "電": "电", "颱": "台",
    }  # fmt: skip


@pytest.mark.parametrize("names", [[], ["Baidu", "9888.HK"], ["ソニー"], ["삼성"], ["Łódź"]])
def test_names_without_chinese_need_none(names: list[str]) -> None:
    assert simplified(names) == {}


def test_a_traditional_name_is_known_by_its_own_characters() -> None:
    assert simplified(["騰訊"]) == {"騰": "腾", "訊": "讯"}


def test_the_forms_of_companies_are_keys() -> None:
    forms = company_forms()
    assert {"gmbh", "spzoo", "sadecv", "pteltd", "kk", "inc", "holding"} <= set(forms)
    assert {"uk", "at", "eg", "is", ""} & set(forms) == set()
