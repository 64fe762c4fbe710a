"""Countries: by every name that people use for them, and what is near a mistyped one."""

import pytest

from chipwatch.model.countries import (
    USUAL_NAMES,
    collect_country_names,
    find_country_code,
    get_country_name,
    is_country_code,
    suggest_countries,
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CN", "CN"),
        ("cn", "CN"),
        ("chn", "CN"),
        ("China", "CN"),
        ("PRC", "CN"),
        ("Taiwan", "TW"),
        ("Taiwan, Province of China", "TW"),
        ("south korea", "KR"),
        ("Korea, Republic of", "KR"),
        ("UAE", "AE"),
        ("U.A.E.", "AE"),
        ("Hong Kong", "HK"),
        ("hongkong", "HK"),
        ("HKSAR", "HK"),
        ("Taiwan, China", "TW"),
        ("Korea, South", "KR"),
        ("China (PRC)", "CN"),
        ("Macau", "MO"),
        ("Macao", "MO"),
        ("Viet Nam", "VN"),
        ("Vietnam", "VN"),
        ("USA", "US"),
        ("UK", "GB"),
        ("the Netherlands", "NL"),
        ("Turkiye", "TR"),
        ("Curacao", "CW"),
        ("Congo", None),
        ("刚果", None),
        ("Congo-Kinshasa", "CD"),
        ("Deutschland", "DE"),
        ("KSA", "SA"),
        ("ZZ", None),
        ("EU", None),
        ("Korea", None),
        ("", None),
        ("the", None),
    ],
)
def test_a_country_goes_by_many_names(text: str, code: str | None) -> None:
    assert find_country_code(text) == code


@pytest.mark.parametrize(
    ("text", "expected"), [("CN", True), ("cn", False), ("CHN", False), ("ZZ", False), ("", False)]
)
def test_a_code_is_two_capital_letters(
    text: str,
    expected: bool,  # noqa: FBT001 - a column of the table
) -> None:
    assert is_country_code(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"), [("Vietnm", "Vietnam"), ("Chian", "China"), ("Korea", "South Korea")]
)
def test_the_nearest_name_comes_first(text: str, expected: str) -> None:
    assert suggest_countries(text)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("saudi", ["Saudi Arabia"]),
        ("Saudi-Arabian", ["Saudi Arabia"]),
        ("emirati", ["United Arab Emirates"]),
        ("chinese", ["China"]),
        ("indian", ["India", "British Indian Ocean Territory"]),
        ("american", ["United States"]),
        ("Dutch", ["Netherlands"]),
        ("korean", ["North Korea", "South Korea"]),
        ("arab", ["Saudi Arabia", "United Arab Emirates"]),
        ("hong", ["Hong Kong"]),
        ("austrian", ["Austria"]),
    ],
)
def test_a_part_or_adjective_of_a_name_suggests_its_countries(
    text: str, expected: list[str]
) -> None:
    assert find_country_code(text) is None
    assert suggest_countries(text) == expected


@pytest.mark.parametrize("text", ["Congo", "the Congo", "刚果"])
def test_a_name_of_two_countries_is_asked_about(text: str) -> None:
    assert suggest_countries(text) == [
        "Democratic Republic of the Congo", "Republic of the Congo",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["Crimea", "Moscow", "Tokyo", "Abkhazia"])
def test_what_is_no_country_suggests_none(text: str) -> None:
    assert suggest_countries(text) == []


def test_every_usual_name_leads_back_to_its_country() -> None:
    assert {
        code: find_country_code(get_country_name(code)) for code in collect_country_names()
    } == {code: code for code in collect_country_names()}


def test_no_everyday_name_is_of_two_countries() -> None:
    every = [(name, code) for code, usual in USUAL_NAMES.items() for name in usual]
    assert [(name, code) for name, code in every if find_country_code(name) != code] == []
