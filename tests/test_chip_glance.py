"""The verdict at the head of a chip's page agrees with the one that ``controls`` gives."""

import pytest

import chipwatch
from chipwatch.asking.controls.chip_glance import judge_chip
from chipwatch.asking.controls.verdict_titles import STATUS_TITLES
from chipwatch.model import clock
from chipwatch.model.dates import Date
from chipwatch.store.snapshot import open_base
from conftest import BASE, Facts

CHIPS = ("nvidia-h20", "ascend-910c", "nvidia-h100", "nvidia-a800", "kunlun-p800", "seedchip")


@pytest.fixture(autouse=True)
def fix_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "get_today", lambda: Date.parse("2026-11-29"))


@pytest.mark.slow
@pytest.mark.parametrize("chip_id", CHIPS)
def test_it_says_what_controls_says(chip_id: str) -> None:
    base = open_base((str(BASE),))
    (chip,) = base.load_entities([chip_id])
    glance = judge_chip(base, chip)
    verdict = chipwatch.open(str(BASE)).controls(chip_id).to_data()
    assert glance is not None
    assert isinstance(verdict, dict)
    assert glance.status_text == STATUS_TITLES[str(verdict["verdict"])]
    if verdict["verdict"] == "licence-required":
        assert glance.describe().startswith(f"since {verdict['since']}")


@pytest.mark.parametrize(
    ("chip_id", "property_name", "words"),
    [
        ("nvidia-h20", "tpp", "1.3 % under the limit of 2,400 (3A090.b.1)"),
        ("nvidia-h20", "performance_density", "9.1 % under the limit of 3.2 (3A090.b.2)"),
        ("nvidia-h100", "tpp", "3.3 times the limit of 4,800 (3A090.a.1)"),
        ("nvidia-h20", "tdp", ""),
    ],
)
def test_how_far_a_figure_is_from_the_nearest_limit(
    chip_id: str, property_name: str, words: str
) -> None:
    base = open_base((str(BASE),))
    (chip,) = base.load_entities([chip_id])
    glance = judge_chip(base, chip)
    assert glance is not None
    assert glance.describe_limit(property_name) == words


def test_a_base_without_rules_has_no_verdict(facts: Facts) -> None:
    base = open_base((str(facts({"chip/x1.yaml": "name: X1\n"})),))
    (chip,) = base.load_entities(["x1"])
    assert judge_chip(base, chip) is None
