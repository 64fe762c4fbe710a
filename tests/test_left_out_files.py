"""A run imports no file of which it leaves out all tests, and misses no test that it wants."""

from pathlib import Path

import pytest

from left_out_files import is_left_out

ONE_MARK = "pytestmark = pytest.mark.slow\n"
TWO_MARKS = "pytestmark = [pytest.mark.data, pytest.mark.slow]\n"
A_TEST_ALONE = "@pytest.mark.slow\ndef test_it() -> None: ...\n"


@pytest.mark.parametrize(
    ("text", "mark_expression", "expected"),
    [
        (ONE_MARK, "not slow and not data", True),
        (ONE_MARK, "not slow", True),
        (ONE_MARK, "not data", False),
        (TWO_MARKS, "not data", True),
        (ONE_MARK, "", False),
        (ONE_MARK, "slow", False),
        (ONE_MARK, "not slow or data", False),
        (ONE_MARK, "not slow and data", False),
        (ONE_MARK, "not (not slow)", False),
        (A_TEST_ALONE, "not slow", False),
        (f"def test_it() -> None:\n    {ONE_MARK}", "not slow", False),
    ],
)
def test_a_file_is_left_out_with_all_its_tests(
    tmp_path: Path, text: str, mark_expression: str, *, expected: bool
) -> None:
    path = tmp_path / "test_it.py"
    path.write_text(text, encoding="utf-8")
    assert is_left_out(path, mark_expression, ["tests"]) == expected
    assert not is_left_out(path, mark_expression, ["tests/test_it.py::test_it"])
    assert not is_left_out(path.with_suffix(".yaml"), mark_expression, ["tests"])
