"""Ids of new entities: readable where letters allow it, and never one for two things."""

import pytest

from chipwatch.importing.new_ids import NewIds, build_id
from chipwatch.store.snapshot import open_base
from conftest import Facts


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Moore Threads MTT S5000", "moore-threads-mtt-s5000"),
        ("Société d'Énergie, S.A.", "societe-d-energie-s-a"),
        ("华为", "huawei"),
        ("百度 AI", "baidu-ai"),
        ("Тест", "unnamed"),
        ("!?", "unnamed"),
        ("A" * 200, "a" * 80),
    ],
)
def test_an_id_is_made_of_the_letters_of_a_name(name: str, expected: str) -> None:
    assert build_id(name) == expected


def test_two_things_never_share_an_id(facts: Facts) -> None:
    folder = facts({"company/apple.yaml": "name: Apple\nsources: [gazette]\n"})
    ids = NewIds(open_base((str(folder),)), "chip")
    long_name = "A" * 100
    names = ["Apple", "Тест", "Другой", long_name, f"{long_name}B", "Zeta-1", "Zeta 1", "apple"]
    assert list(map(ids.propose, names)) == [
        "apple-2",  # apple is a company
        "chip-eae4c06a",
        "chip-50b05a8b",
        "a" * 80,
        f"{'a' * 80}-2",
        "zeta-1",
        "zeta-1",  # the same name, written otherwise
        "apple-2",
    ]
