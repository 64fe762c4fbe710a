"""Every code of a problem has its smallest bad file, and the exact text it is reported with."""

from collections.abc import Callable
from pathlib import Path

import pytest

from chipwatch.model.problem import PROBLEM_CODES
from chipwatch.reading.yaml_documents import MAX_FILE_BYTES
from conftest import ROOT, Golden, Run

ERRORS = ROOT / "tests" / "errors"


def _too_large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)


def _unreadable(path: Path) -> None:
    path.symlink_to("nowhere.yaml")


MADE: dict[str, Callable[[Path], None]] = {"too-large": _too_large, "unreadable": _unreadable}
"""The files that no repository should hold, and how each is made."""


def _names(ending: str) -> set[str]:
    return {path.stem for path in ERRORS.iterdir() if path.suffix == ending}


@pytest.mark.slow
@pytest.mark.parametrize("code", sorted(PROBLEM_CODES.keys() - MADE.keys()))
def test_each_code_has_a_smallest_file_and_an_exact_report(
    code: str, run: Run, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    result = run("check", f"tests/errors/{code}.yaml")
    golden(ERRORS / f"{code}.txt", result.out)
    assert f": error[{code}] " in result.out
    assert (result.code, result.err) == (1, "1 problem in 1 of 1 file\n")


@pytest.mark.parametrize("code", MADE)
def test_files_that_cannot_be_kept_have_an_exact_report_too(
    code: str, run: Run, golden: Golden, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "tests" / "errors"
    folder.mkdir(parents=True)
    MADE[code](folder / f"{code}.yaml")
    monkeypatch.chdir(tmp_path)
    result = run("check", "tests/errors")
    golden(ERRORS / f"{code}.txt", result.out)
    assert f": error[{code}] " in result.out
    assert (result.code, result.err) == (1, "1 problem in 1 of 1 file\n")


def test_there_is_no_file_or_report_without_a_code() -> None:
    assert (_names(".yaml"), _names(".txt")) == (
        PROBLEM_CODES.keys() - MADE.keys(),
        set(PROBLEM_CODES),
    )
