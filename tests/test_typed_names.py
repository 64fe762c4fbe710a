"""Names as people type them, over the real facts: taken, or suggested first."""

import csv

import pytest

from chipwatch.asking.naming.resolver import find_by_name
from chipwatch.asking.naming.unique_words import find_by_unique_words
from chipwatch.model.normalise import split_words
from chipwatch.store.knowledge_base import KnowledgeBase
from chipwatch.store.snapshot import open_base
from conftest import ROOT

pytestmark = [pytest.mark.data, pytest.mark.slow]

TYPED_NAMES = list(
    csv.DictReader((ROOT / "benchmarks" / "typed_names.csv").read_text("utf-8").splitlines())
)


PREFIX_SHARE = 0.95
"""The least share of beginnings of words that must lead to what was meant when the list was made,
or to something that is new to the base since then and has a word that begins so."""
PREFIX_SETS = sorted({row["set"] for row in TYPED_NAMES if row["set"].startswith("prefix: ")})


@pytest.mark.parametrize("set_name", sorted({row["set"] for row in TYPED_NAMES} - {*PREFIX_SETS}))
def test_what_is_meant_is_taken_or_suggested_first(set_name: str) -> None:
    """Rows with a reason in their last column are not met yet; one that is would be noticed."""
    rows = [row for row in TYPED_NAMES if row["set"] == set_name]
    assert list_missed_names(set_name) == [row["query"] for row in rows if row["unmet"]]


@pytest.mark.parametrize("set_name", PREFIX_SETS)
def test_beginnings_of_words_mostly_lead_to_what_is_meant(set_name: str) -> None:
    base = open_base(("bundled",))
    missed_names = [
        name for name in list_missed_names(set_name) if not leads_to_beginning(base, name)
    ]
    row_count = sum(row["set"] == set_name for row in TYPED_NAMES)
    assert 1 - len(missed_names) / row_count >= PREFIX_SHARE, missed_names


def leads_to_beginning(base: KnowledgeBase, name: str) -> bool:
    """Tell whether what is taken or suggested first has a name of which a word begins so."""
    entities = base.load_entities([find_first_id(base, name)])
    texts = [text for entity in entities for text in (entity.name, *entity.aliases)]
    return any(word.startswith(name.lower()) for text in texts for word in split_words(text))


def list_missed_names(set_name: str) -> list[str]:
    base = open_base(("bundled",))
    rows = [row for row in TYPED_NAMES if row["set"] == set_name]
    return [
        row["query"]
        for row in rows
        if find_first_id(base, row["query"]) not in row["expected"].split()
    ]


def find_first_id(base: KnowledgeBase, name: str) -> str:
    result = find_by_name(base, name)
    if not result.is_sure:
        result = find_by_unique_words(base, name) or result
    return result.entries[0].entity.id if result.entries else ""
