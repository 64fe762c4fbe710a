"""Chinese names are spelt in pinyin, every sound that their characters may have."""

import tracemalloc

import pytest

from chipwatch.store.pinyin import MAX_READINGS, list_readings


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("昆仑", ["kunlun", "hunlun"]),
        ("长江", ["zhangjiang", "changjiang"]),
        ("龘", ["da"]),
        ("阿里3800亿", ["ali3800yi", "eli3800yi"]),
        ("英文 H20", ["yingwen H20", "yangwen H20"]),
        ("Baidu, Inc.", []),
        ("カタカナ", []),
        ("9888", []),
        ("", []),
    ],
)
def test_a_name_is_spelt_in_every_way_it_may_sound(name: str, spelt: list[str]) -> None:
    assert list_readings(name) == spelt


def test_of_many_ways_to_sound_the_usual_ones_are_kept() -> None:
    readings = list_readings("长" * 20)
    assert readings[:2] == ["zhang" * 20, "chang" + "zhang" * 19]
    assert len(readings) == len(set(readings)) == MAX_READINGS


def test_one_unusual_sound_is_kept_wherever_it_stands() -> None:
    assert "baidu" in list_readings("百度")
    assert "chongqingqichegongsi" in list_readings("重庆汽车公司")


def test_a_name_of_thousands_of_letters_takes_little_memory() -> None:
    """All its ways to sound together would take 100 MB."""
    list_readings("长")  # loads the table
    tracemalloc.start()
    try:
        assert len(list_readings("长" * 5000)) == MAX_READINGS
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()
