"""What of a name counts when names are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from chipwatch.model.naming import company_key, generic, has_han, key, words


@pytest.mark.parametrize(
    ("name", "compared"),
    [
        ("Baidu", "baidu"),
        ("BAIDU", "baidu"),
        ("Baidu, Inc.", "baiduinc"),
        ("ＢＡＩＤＵ", "baidu"),
        ("Ｈ２０", "h20"),
        ("Nvidia H-20", "nvidiah20"),
        ("NVIDIA  H20\t", "nvidiah20"),
        ("A_B", "ab"),
        ("Société Générale", "societegenerale"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("百度", "百度"),
        ("百度（Baidu）", "百度baidu"),
        ("海光信息・技术", "海光信息技术"),
        ("", ""),
        ("?!–…", ""),
    ],
)
def test_case_width_accents_spacing_and_punctuation_do_not_count(name: str, compared: str) -> None:
    assert key(name) == compared


def test_words_are_kept_apart_by_whatever_is_no_letter_or_digit() -> None:
    assert words("Moore Threads: MTT-S4000 (2023)_b") == [
        "moore", "threads", "mtt", "s4000", "2023", "b",
    ]  # fmt: skip


@pytest.mark.parametrize("one", ["Q1", "芯片", "Ünicode", "Å", "K", "ﬁ", "㎡", "①"])
def test_a_key_compares_equal_to_its_name(one: str) -> None:
    assert key(key(one)) == key(one)


@given(some.text(max_size=30))
def test_a_key_is_its_own_key(name: str) -> None:
    assert key(key(name)) == key(name)


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
    assert company_key(name) == compared


@given(some.text(max_size=30))
def test_a_company_that_has_a_name_keeps_one(name: str) -> None:
    assert bool(company_key(name)) == bool(key(name))


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
    assert generic(name) is is_generic


@pytest.mark.parametrize(
    ("text", "chinese"),
    [("百度", True), ("Baidu 百", True), ("Baidu", False), ("엔비디아", False), ("", False)],
)
def test_chinese_characters_are_recognised(text: str, *, chinese: bool) -> None:
    assert has_han(text) is chinese
