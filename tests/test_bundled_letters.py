"""The letters of the base: which chips they name."""

from collections.abc import Iterator

import pytest

import chipwatch
from chipwatch.rules.rule import PRODUCT_KEY, Paragraph, iter_criteria
from export_rules import load_bundled_rules

pytestmark = pytest.mark.data


def list_letters() -> Iterator[tuple[str, set[str]]]:
    """The paragraphs of letters that name chips, each with these."""
    for rule in load_bundled_rules():
        for paragraph in rule.paragraphs:
            chips = collect_named_chips(paragraph)
            if rule.act.name == "letter" and chips:
                yield f"{rule.policy}: {paragraph.name}", chips


def collect_named_chips(paragraph: Paragraph) -> set[str]:
    criteria = iter_criteria(paragraph.condition)
    return {chip for entry in criteria if entry.property == PRODUCT_KEY for chip in entry.words}


def test_a_letter_that_names_a_chip_names_its_variants() -> None:
    """A letter speaks of the A100, not of one of its cards."""
    with chipwatch.open("bundled") as base:
        chips = base.load_entities("chip")
    parents = {
        chip.id: fact.value
        for chip in chips
        for fact in chip.facts
        if fact.property == "variant_of"
    }
    left_out = [
        (letter, chip)
        for letter, named_chips in list_letters()
        for chip, parent in parents.items()
        if parent in named_chips and chip not in named_chips
    ]
    assert left_out == []
