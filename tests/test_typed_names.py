"""Names as people type them, over the real facts: taken, or suggested first."""

import csv

import pytest

from chipwatch.asking.naming.resolver import find_by_name
from chipwatch.asking.naming.unique_words import find_by_unique_words
from chipwatch.store.knowledge_base import KnowledgeBase
from chipwatch.store.snapshot import open_base
from conftest import ROOT

TYPED_NAMES = list(
    csv.DictReader((ROOT / "benchmarks" / "typed_names.csv").read_text("utf-8").splitlines())
)


PREFIX_SHARES = {
    "prefix: start of one entity": 0.88,
    "prefix: start of several": 0.86,
    "prefix: later word of one entity": 0.90,
    "prefix: later word of several": 0.68,
}
"""The least share of beginnings of words that must lead to what was meant when the list was made:
every name that is new to the base may begin alike, and is then right too."""


@pytest.mark.data
@pytest.mark.slow
@pytest.mark.parametrize(
    "set_name", sorted({row["set"] for row in TYPED_NAMES} - PREFIX_SHARES.keys())
)
def test_what_is_meant_is_taken_or_suggested_first(set_name: str) -> None:
    """Rows with a reason in their last column are not met yet; one that is would be noticed."""
    rows = [row for row in TYPED_NAMES if row["set"] == set_name]
    assert list_missed_names(set_name) == [row["query"] for row in rows if row["unmet"]]


@pytest.mark.data
@pytest.mark.slow
@pytest.mark.parametrize("set_name", PREFIX_SHARES)
def test_beginnings_of_words_mostly_lead_to_what_is_meant(set_name: str) -> None:
    row_count = sum(row["set"] == set_name for row in TYPED_NAMES)
    assert 1 - len(list_missed_names(set_name)) / row_count >= PREFIX_SHARES[set_name]


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
