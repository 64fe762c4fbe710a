"""Ids of entities: their form, which is that of a file name that leads nowhere else."""

import pytest

from chipwatch.model.entity_ids import MAX_ID_LENGTH, is_entity_id


@pytest.mark.parametrize("text", ["a", "0", "h20", "01-ai", "q1.2", "a" * MAX_ID_LENGTH])
def test_what_is_an_id(text: str) -> None:
    assert is_entity_id(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A",
        "a_b",
        "-a",
        "a-",
        "a--b",
        "a..b",
        "..",
        "a/b",
        "../a",
        "a\n",
        "á",
        "١",
        "百度",
        " a",
        "a" * (MAX_ID_LENGTH + 1),
    ],
)
def test_what_is_none(text: str) -> None:
    assert not is_entity_id(text)
