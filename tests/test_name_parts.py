"""Names that a text is a part of, and the order in which they are suggested."""

import json

import pytest

import chipwatch
from chipwatch import AmbiguousError, NotFoundError
from conftest import Facts, Run

FOLDER = {
    "company/acme-chips.yaml": "name: Acme Chips\nsources: [gazette]\nsummary: A firm\n",
    "chip/acme-x1.yaml": "name: Acme X1\n",
    "person/tom-acmeson.yaml": "name: Tom Acmeson\n",
    "person/ann-acme.yaml": "name: Ann Acme\n",
    "company/north-star.yaml": "name: North Star Precision Tools Co., Ltd.\n",
    "company/north-moon.yaml": "name: North Moon Precision Optics Co., Ltd.\n",
    "company/river-fabs.yaml": "name: River Fabs East Holdings\n",
    "company/river-fabs-two.yaml": "name: River Fabs West Holdings\n",
    "company/tower.yaml": "name: 阿克塔\n",
    "source/acme-news.yaml": "name: Acme News\ntype: news\n",
}


@pytest.fixture
def base(facts: Facts) -> chipwatch.Base:
    return chipwatch.open(str(facts(FOLDER)))


def list_candidates(base: chipwatch.Base, name: str) -> list[str]:
    with pytest.raises((AmbiguousError, NotFoundError)) as raised:
        base.page(name)
    return [candidate["id"] for candidate in raised.value.candidates if isinstance(candidate, dict)]


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        pytest.param(
            "acm", ["acme-chips", "acme-x1"], id="beginnings-alone-and-what-most-is-known-of-first"
        ),
        pytest.param("acmes", ["tom-acmeson"], id="a-beginning-of-a-later-word"),
        pytest.param("precis", ["north-star", "north-moon"], id="later-words-of-several"),
        pytest.param("chips", ["acme-chips"], id="a-word-that-many-names-share"),
        pytest.param(
            "river holdings", ["river-fabs", "river-fabs-two"], id="sisters-share-the-rest"
        ),
        pytest.param("ake", ["tower"], id="pinyin-where-nothing-written-begins-so"),
    ],
)
def test_what_has_the_part_is_suggested_and_nothing_else(
    base: chipwatch.Base, name: str, ids: list[str]
) -> None:
    assert list_candidates(base, name) == ids


def test_a_name_without_one_of_its_words_is_taken_where_no_sister_shares_the_rest(
    run: Run, facts: Facts
) -> None:
    result = run("show", "North Precision Tools", "--json", "--data", facts(FOLDER))
    assert json.loads(result.out)["id"] == "north-star"


def test_resolve_names_the_same_runner_up(base: chipwatch.Base) -> None:
    rows = base.resolve_all(["acm", "chips", "acmes"])
    assert [row["runner_up"] for row in rows] == ["acme-chips", "acme-chips", "tom-acmeson"]
