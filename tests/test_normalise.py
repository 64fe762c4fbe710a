"""What of a name counts when names are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from chipwatch.model.normalise import has_han, normalise_name, split_words


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
        ("Łódź Ørsted Æther", "lodzorstedaether"),
        ("삼성전자", "삼성전자"),
        ("ソニーグループ", "ソニーグループ"),
        ("", ""),
        ("?!–…", ""),
    ],
)
def test_case_width_accents_spacing_and_punctuation_do_not_count(name: str, compared: str) -> None:
    assert normalise_name(name) == compared


def test_words_are_kept_apart_by_whatever_is_no_letter_or_digit() -> None:
    assert split_words("Moore Threads: MTT-S4000 (2023)_b") == [
        "moore", "threads", "mtt", "s4000", "2023", "b",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["Q1", "芯片", "Ünicode", "Å", "K", "ﬁ", "㎡", "①"])
def test_a_key_compares_equal_to_its_name(name: str) -> None:
    assert normalise_name(normalise_name(name)) == normalise_name(name)


@given(some.text(max_size=30))
def test_a_key_is_its_own_key(name: str) -> None:
    assert normalise_name(normalise_name(name)) == normalise_name(name)


@pytest.mark.parametrize(
    ("text", "chinese"),
    [("百度", True), ("Baidu 百", True), ("Baidu", False), ("엔비디아", False), ("", False)],
)
def test_chinese_characters_are_recognised(text: str, *, chinese: bool) -> None:
    assert has_han(text) is chinese
