"""Errors that end a command, as scripts see them."""

import pytest

from chipwatch.model.problem import (
    AmbiguousError,
    ChipwatchError,
    NotFoundError,
    NothingInCommonError,
    UnknownNameError,
    UnreadableBaseError,
    UsageError,
)


@pytest.mark.parametrize(
    ("error", "code", "exit_code"),
    [
        (NotFoundError, "not-found", 1),
        (AmbiguousError, "ambiguous", 1),
        (NothingInCommonError, "nothing-in-common", 1),
        (UnknownNameError, "unknown-name", 2),
        (UsageError, "usage", 2),
        (UnreadableBaseError, "unreadable-base", 2),
    ],
)
def test_nothing_found_ends_with_1_and_misuse_with_2(
    error: type[ChipwatchError], code: str, exit_code: int
) -> None:
    assert (error.code, error.exit_code) == (code, exit_code)


def test_an_error_has_the_same_keys_in_json_whatever_it_knows() -> None:
    assert NotFoundError("no entity is called x").to_data() == {
        "error": {
            "code": "not-found",
            "message": "no entity is called x",
            "hint": "",
            "candidates": [],
        }
    }


def test_an_error_names_what_may_have_been_meant() -> None:
    baidu = {"id": "baidu", "kind": "company", "name": "Baidu"}
    error = AmbiguousError('"b" can mean 2 things', "use an id", [baidu, "byd"])
    assert error.to_data() == {
        "error": {
            "code": "ambiguous",
            "message": '"b" can mean 2 things',
            "hint": "use an id",
            "candidates": [baidu, "byd"],
        }
    }
