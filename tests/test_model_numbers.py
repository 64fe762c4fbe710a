"""Which letters of a name must be right, and what a model is called without its maker."""

import pytest

from chipwatch.model.model_numbers import find_fixed_positions, list_numbers, list_short_model_names
from chipwatch.model.normalise import split_words


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Huawei Ascend 910B2", "huaweiascend910B2"),
        ("ascend910b", "ascenD910B"),
        ("GeForce RTX 4090 D", "geforceRTX4090D"),
        ("4090dragon", "4090Dragon"),
        ("MI300X", "MI300X"),
        ("Kunlun III", "kunlunIII"),
        ("Chapter VIII", "chapterVIII"),
        ("Robin Li", "robinLI"),
        ("Moore Threads", "moorethreads"),
        ("", ""),
        ("7", "7"),
    ],
)
def test_what_must_be_right_is_written_large(name: str, expected: str) -> None:
    parts = split_words(name)
    places = find_fixed_positions(parts)
    key = "".join(parts)
    assert "".join(c.upper() if at in places else c for at, c in enumerate(key)) == expected


@pytest.mark.parametrize("name", ["中芯国际", "昇腾910B", "集成电路制造"])
def test_every_chinese_character_must_be_right(name: str) -> None:
    assert find_fixed_positions([name]) == frozenset(range(len(name)))


def test_the_numbers_of_a_key_come_in_their_order() -> None:
    assert list_numbers("qwen25max7b") == ["25", "7"]
    assert list_numbers("baidu") == list_numbers("") == []


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Huawei Ascend 910B", ["ascend910b"]),
        ("Nvidia GeForce RTX 4090 D", ["geforcertx4090d", "rtx4090d"]),
        ("Hygon K100", []),
        ("Kunlun 2 (R200)", []),
        ("910B", []),
        ("Cloud Matrix", []),
        ("", []),
    ],
)
def test_a_model_without_its_maker_keeps_a_word_beside_its_number(
    name: str, short: list[str]
) -> None:
    assert list(list_short_model_names(split_words(name))) == short


@pytest.mark.parametrize(("word_count", "short_name_count"), [(20, 18), (21, 0), (100_000, 0)])
def test_a_text_of_many_words_is_no_model_name(word_count: int, short_name_count: int) -> None:
    words = ["a"] * (word_count - 1) + ["9"]
    assert len(list(list_short_model_names(words))) == short_name_count
