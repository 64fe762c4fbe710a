"""Answers in JSON on the frozen base, byte for byte: a change of any of them is meant and told.

The expected file holds the checksum of each answer. Where one changes, CHANGELOG.md says why, and
``--update-golden`` writes the file anew.
"""

import hashlib
import shlex

import pytest

from conftest import ROOT, Golden, Run

pytestmark = pytest.mark.slow

CHECKSUMS = ROOT / "tests" / "golden" / "answers.txt"
COMMANDS = (ROOT / "tests" / "answers.txt").read_text(encoding="utf-8").splitlines()
"""Commands of every sort that prints JSON, with their dates, so that no answer depends on today."""


def test_every_answer_is_what_it_was(
    run: Run, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("CHIPWATCH_DATA", "tests/base")
    golden(CHECKSUMS, "".join(f"{_sum_answer(run, command)}  {command}\n" for command in COMMANDS))


def _sum_answer(run: Run, command: str) -> str:
    result = run(*shlex.split(command), "--json")
    return f"{result.code} {hashlib.sha256(result.out.encode()).hexdigest()[:16]}"
