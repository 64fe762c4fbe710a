"""The commands offered in place of one with a name that can mean several things."""

import pytest

from chipwatch.cli.candidate_commands import list_candidate_commands
from chipwatch.model.problem import AmbiguousError, NotFoundError


@pytest.mark.parametrize(
    ("line", "commands"),
    [
        pytest.param(["compare", "x 1", "b"], ["compare a b", "compare c b"], id="one-word"),
        pytest.param(["compare", "b", "x 1"], ["compare b a", "compare b c"], id="last"),
        pytest.param(
            ["chip", "x", "1", "--where", "tpp > 1"],
            ["chip a --where 'tpp > 1'", "chip c --where 'tpp > 1'"],
            id="several-words-and-quotes",
        ),
        pytest.param(["compare", "X 1,b"], [], id="not-as-it-was-typed"),
        pytest.param([], [], id="no-words"),
    ],
)
def test_the_command_is_written_once_for_each_candidate(
    line: list[str], commands: list[str]
) -> None:
    candidates = [{"id": id_, "kind": "chip", "name": id_.upper()} for id_ in ("a", "c")]
    error = AmbiguousError('"x 1" can mean 2 things', "use an id", candidates)
    error.name = "x 1"
    assert list_candidate_commands(error, line) == [f"chipwatch {command}" for command in commands]


def test_another_error_offers_none() -> None:
    assert list_candidate_commands(NotFoundError("nothing"), ["compare", "x", "b"]) == []
