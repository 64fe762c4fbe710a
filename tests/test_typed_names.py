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


@pytest.mark.data
@pytest.mark.slow
@pytest.mark.parametrize("set_name", sorted({row["set"] for row in TYPED_NAMES}))
def test_what_is_meant_is_taken_or_suggested_first(set_name: str) -> None:
    """Rows with a reason in their last column are not met yet; one that is would be noticed."""
    base = open_base(("bundled",))
    rows = [row for row in TYPED_NAMES if row["set"] == set_name]
    missed_names = [
        row["query"]
        for row in rows
        if find_first_id(base, row["query"]) not in row["expected"].split()
    ]
    assert missed_names == [row["query"] for row in rows if row["unmet"]]


def find_first_id(base: KnowledgeBase, name: str) -> str:
    result = find_by_name(base, name)
    if not result.is_sure:
        result = find_by_unique_words(base, name) or result
    return result.entries[0].entity.id if result.entries else ""
