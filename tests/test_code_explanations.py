"""Every code of a problem has its smallest bad file, and the exact text it is reported with."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from chipwatch.model.problem_code import ProblemCode, Severity
from chipwatch.reading.code_explanations import (
    check_example,
    list_problem_codes,
    name_example_file,
)
from chipwatch.reading.file_content import MAX_FILE_BYTES, FileProblem
from chipwatch.showing.problem_report import render_problems
from conftest import ROOT, Golden, Run, make_link

ERRORS = ROOT / "tests" / "errors"
CODES = list_problem_codes()


def make_large_file(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)


def make_link_outside(path: Path) -> None:
    outside = path.parent.parent / "secret.yaml"
    outside.write_text("kind: person\npassword: 1\n", encoding="utf-8")
    make_link(path, outside)


def make_dangling_link(path: Path) -> None:
    make_link(path, "nowhere.yaml")


MAKERS: dict[ProblemCode, Callable[[Path], None]] = {
    FileProblem.LINK_OUTSIDE: make_link_outside,
    FileProblem.TOO_LARGE: make_large_file,
    FileProblem.UNREADABLE: make_dangling_link,
}
"""The codes whose bad files no repository should hold, and how each file is made."""
WITH_EXAMPLE = [code for code in CODES if code not in MAKERS]


@pytest.mark.slow
@pytest.mark.parametrize("code", WITH_EXAMPLE)
def test_each_code_has_a_smallest_file_and_an_exact_report(
    code: ProblemCode, request: pytest.FixtureRequest, run: Run, golden: Golden,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    name = name_example_file(code)
    path, example = ERRORS / name, code.bad_example.encode(errors="surrogateescape")
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(example)
    assert path.read_bytes() == example
    monkeypatch.chdir(ROOT)
    result = run("check", f"tests/errors/{name}", "--select", code)
    golden(ERRORS / f"{code}.txt", result.out)
    assert f": {code.severity}[{code}] " in result.out
    exit_code, summary = 1, "1 problem in 1 of 1 file\n"
    if code.severity is Severity.NOTICE:
        exit_code, summary = 0, "no problems in 1 file; 1 notice in 1 file\n"
    assert (result.code, result.err) == (exit_code, summary)


@pytest.mark.slow
@pytest.mark.parametrize("code", MAKERS)
def test_files_that_cannot_be_kept_have_an_exact_report_too(
    code: ProblemCode, run: Run, golden: Golden, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "tests" / "errors"
    folder.mkdir(parents=True)
    MAKERS[code](folder / f"{code}.yaml")
    monkeypatch.chdir(tmp_path)
    result = run("check", "tests/errors")
    golden(ERRORS / f"{code}.txt", result.out)
    assert f": error[{code}] " in result.out
    assert (result.code, result.err) == (1, "1 problem in 1 of 1 file\n")


def test_there_is_no_file_or_report_without_a_code() -> None:
    yaml_names = {path.relative_to(ERRORS).as_posix() for path in ERRORS.rglob("*.yaml")}
    report_names = {path.stem for path in ERRORS.iterdir() if path.suffix == ".txt"}
    assert (yaml_names, report_names) == ({*map(name_example_file, WITH_EXAMPLE)}, {*CODES})


@pytest.mark.parametrize("code", CODES)
def test_each_code_says_what_it_means(code: ProblemCode) -> None:
    assert code.meaning
    assert (code.bad_example == "", code.mended_example == "") == (code in MAKERS,) * 2


@pytest.mark.slow
@pytest.mark.parametrize("code", WITH_EXAMPLE)
def test_the_explanation_of_a_code_has_the_report_of_its_example(
    code: ProblemCode, run: Run
) -> None:
    report = (ERRORS / f"{code}.txt").read_text(encoding="utf-8").replace("tests/errors/", "")
    assert render_problems(check_example(code, code.bad_example)) == report
    result = run("check", "--explain", code)
    assert (result.code, result.err) == (0, "")
    fix = f"chipwatch check --fix {code.fix}.\n\n" if code.fix else ""
    heading = f"{code}: {code.meaning} ({code.severity})\n\n"
    assert result.out.startswith(f"{heading}{fix}For example:\n\n")
    assert f"\n\n{report}\nMended:\n\n" in result.out


@pytest.mark.parametrize("code", WITH_EXAMPLE)
def test_the_mended_example_of_a_code_has_no_problem(code: ProblemCode) -> None:
    assert check_example(code, code.mended_example) == []


def test_an_explanation_is_an_object_for_scripts(run: Run) -> None:
    explanation = json.loads(run("check", "--explain", "bad-date", "--json").out)
    problems = explanation.pop("problems")
    assert [problem["code"] for problem in problems] == ["bad-date"]
    assert list(explanation) == [
        "code", "severity", "meaning", "fix", "bad_example", "mended_example",
    ]  # fmt: skip


def test_an_unknown_code_is_refused_with_the_nearest_ones(run: Run) -> None:
    result = run("check", "--explain", "bad-dat")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("error: there is no code 'bad-dat'\ndid you mean bad-date")


def test_all_codes_are_listed(run: Run) -> None:
    lines = run("check", "--explain", "help", "--format", "csv").out.splitlines()
    assert [line.partition(",")[0] for line in lines] == ["code", *CODES]
