"""What of a name says little: company forms, and words that many names share."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from chipwatch.model.company_words import (
    build_chip_key,
    build_company_key,
    has_only_generic_words,
    is_omissible,
)
from chipwatch.model.normalise import normalise_name
from chipwatch.store.company_forms import list_company_forms

FORMS = frozenset(list_company_forms())


@pytest.mark.parametrize(
    ("name", "compared"),
    [
        ("Baidu, Inc.", "baidu"),
        ("Baidu inc", "baidu"),
        ("Alibaba Group Holding Limited", "alibaba"),
        ("Advanced Micro Devices", "advancedmicrodevices"),
        ("Huawei Technologies Co., Ltd.", "huaweitechnologies"),
        ("Incorporated Minds", "incorporatedminds"),
        ("Group 42", "group42"),
        ("Co", "co"),
        ("Co., Ltd.", "co"),
        ("Inc", "inc"),
        ("华为技术有限公司", "华为技术"),
        ("华为投资控股有限公司", "华为投资"),
        ("中芯国际集成电路制造有限公司", "中芯国际集成电路制造"),
        ("寒武纪科技股份有限公司", "寒武纪科技"),
        ("台積電股份有限公司", "台積電"),
        ("联想有限责任公司", "联想"),
        ("腾讯控股", "腾讯"),
        ("阿里巴巴集团", "阿里巴巴"),
        ("阿里巴巴集團控股有限公司", "阿里巴巴"),
        ("中芯集团公司", "中芯"),
        ("公司", "公司"),
        ("控股公司", "控股"),
        ("X公司", "x公司"),
        ("集团军", "集团军"),
        ("", ""),
        ("...", ""),
    ],
)
def test_what_only_says_it_is_a_company_does_not_count(name: str, compared: str) -> None:
    assert build_company_key(name) == compared


@pytest.mark.slow
@given(some.text(max_size=30))
def test_a_company_that_has_a_name_keeps_one(name: str) -> None:
    assert bool(build_company_key(name)) == bool(normalise_name(name))


@pytest.mark.parametrize(
    ("name", "is_generic"),
    [
        ("chip", True),
        ("China Semiconductor", True),
        ("AI Technology Group", True),
        ("芯片", True),
        ("", True),
        ("--", True),
        ("Nvidia", False),
        ("Nvidia chip", False),
        ("chipwatch", False),
        ("百度集团", False),
    ],
)
def test_a_name_of_nothing_but_common_words_is_generic(name: str, *, is_generic: bool) -> None:
    assert has_only_generic_words(name) is is_generic


@pytest.mark.parametrize(
    "form",
    [
        "GmbH", "AG", "S.p.A.", "S.A.", "S.A.R.L.", "B.V.", "N.V.", "Oy", "Oyj", "AB", "A/S", "ASA",
        "Sp. z o.o.", "s.r.o.", "d.o.o.", "Kft.", "Zrt.", "K.K.", "G.K.", "Pte. Ltd.", "Pty Ltd",
        "Sdn. Bhd.", "LLC", "L.L.C.", "LLP", "PLC", "Inc.", "Corp.", "Co., Ltd.", "Company Limited",
        "Ltda.", "S.A. de C.V.", "OOO", "UAB", "Holding N.V.", "Private Limited", "SE",
    ],
)  # fmt: skip
def test_the_forms_of_all_countries_do_not_count(form: str) -> None:
    assert build_company_key(f"Acme Works {form}", FORMS) == "acmeworks"


@pytest.mark.parametrize(
    ("name", "compared"),
    [
        ("株式会社ソニー", "ソニー"),
        ("ソニー株式会社", "ソニー"),
        ("삼성전자 주식회사", "삼성전자"),
        ("(주)카카오", "카카오"),
        ("株式", "株式"),
        ("Team UK", "teamuk"),
        ("GmbH", "gmbh"),
        ("GmbH GmbH", "gmbh"),
        ("S. A.", "sa"),
    ],
)
def test_a_form_is_no_part_of_a_name_but_never_all_of_it(name: str, compared: str) -> None:
    assert build_company_key(name, FORMS) == compared


@pytest.mark.parametrize(
    ("name", "compared"),
    [
        ("Nvidia H20 GPU", "nvidiah20"),
        ("H20 AI chips", "h20"),
        ("昇腾910B 芯片", "昇腾910b"),
        ("H20", ""),
        ("AI chip", "ai"),
        ("chip", ""),
        ("", ""),
    ],
)
def test_what_only_says_it_is_a_chip_does_not_count(name: str, compared: str) -> None:
    assert build_chip_key(name) == compared


@pytest.mark.parametrize(
    ("rest", "kind", "may_be_left_off"),
    [
        (["technology"], "", True),
        (["technology", "group"], "", True),
        ([], "", True),
        (["国际集成电路制造"], "", True),
        (["cloud"], "", False),
        (["technology", "cloud"], "", False),
        (["云"], "", False),
        (["ban"], "", False),
        (["ban"], "policy", True),
        (["fund"], "investment", True),
        (["fund"], "company", False),
    ],
)
def test_what_a_name_may_go_on_with_and_still_be_meant(
    rest: list[str], kind: str, *, may_be_left_off: bool
) -> None:
    assert is_omissible(rest, kind) is may_be_left_off
