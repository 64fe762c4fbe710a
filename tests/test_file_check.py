"""``check`` looks at the whole base, or at single files and folders in the light of it."""

from itertools import islice
from pathlib import Path

import pytest

from chipwatch.model.dates import DateProblem
from chipwatch.model.problem import Location, Problem, UnreadableBaseError
from chipwatch.store import file_check
from chipwatch.store.file_check import CheckReport, check_files
from chipwatch.store.knowledge_base import KnowledgeBase
from chipwatch.store.snapshot import open_base
from conftest import Facts, Run

FILES = {
    "company/acme.yaml": "name: Acme\ncompetitors: zenith\nsources: gazette\n",
    "company/zenith.yaml": "name: Zenith\nfoundde: 2001\nsources: gazette\n",
    "chip/tiny.yaml": "name: Tiny\ndesigner: acme\ntdp: hot\nsources: gazette\n",
}


@pytest.fixture
def base(own_facts: Facts) -> Path:
    """A base in which two files have a problem each."""
    return own_facts(FILES)


def codes(checked: CheckReport) -> list[str]:
    """Where the problems are, and what."""
    return [
        f"{Path(problem.location.path).stem}:{problem.location.line} {problem.code}"
        for problem in checked.problems
    ]


ZENITH, TINY = "zenith:2 unknown-property", "tiny:3 bad-number"


def test_without_paths_the_whole_base_is_checked(base: Path) -> None:
    checked = check_files((str(base),), ())
    assert (codes(checked), checked.files) == ([TINY, ZENITH], 4)


@pytest.mark.parametrize("change_count", [1, 2, 20])
def test_files_that_come_and_go_between_listing_and_reading_break_no_check(
    base: Path, monkeypatch: pytest.MonkeyPatch, change_count: int
) -> None:
    changes = iter(range(change_count))

    def open_changing_base(layer_names: tuple[str, ...]) -> KnowledgeBase:
        for number in islice(changes, 1):
            new_file = base / "company" / f"new-{number}.yaml"
            new_file.write_text("name: New\nfounded: 2199\nsources: gazette\n", encoding="utf-8")
            (base / "company" / f"new-{number - 2}.yaml").unlink(missing_ok=True)
        return open_base(layer_names)

    monkeypatch.setattr(file_check, "open_base", open_changing_base)
    checked = check_files((str(base),), ())
    assert {TINY, ZENITH} <= set(codes(checked))
    if change_count == 1:
        assert (codes(checked)[1], checked.files) == ("new-0:2 future-date", 5)


@pytest.mark.parametrize(
    ("paths", "result", "files"),
    [
        (["company/acme.yaml"], [], 1),
        (["company/zenith.yaml"], [ZENITH], 1),
        (["company"], [ZENITH], 2),
        (["company/"], [ZENITH], 2),
        (["chip", "company/zenith.yaml"], [TINY, ZENITH], 2),
        (["chip", "chip/tiny.yaml"], [TINY], 1),
        (["."], [TINY, ZENITH], 4),
        (["source/../chip"], [TINY], 1),
    ],
)
def test_paths_inside_the_base_are_looked_at_alone(
    paths: list[str], result: list[str], files: int, base: Path
) -> None:
    checked = check_files((str(base),), tuple(str(base / path) for path in paths))
    assert (codes(checked), checked.files) == (result, files)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("name: New\ncompetitors: acme\nsources: gazette\n", []),
        ("name: New\ncompetitors: nobody\nsources: gazette\n", ["new:2 unknown-entity"]),
        ("name: New\ncompetitors: acme\nsources: nothing\n", ["new:3 unknown-source"]),
        ("name: New\ncompetitors: tiny\nsources: gazette\n", ["new:2 wrong-kind"]),
        ("name: New\ncompetitors: zenith\nsources: gazette\n", []),
        ("name: [\n", ["new:2 yaml-syntax"]),
    ],
    ids=["clean", "entity", "source", "kind", "broken entity", "broken"],
)
@pytest.mark.parametrize("name", ["company/new.yaml", "company"])
def test_paths_outside_are_read_together_with_the_base(
    name: str, text: str, result: list[str], base: Path, tmp_path: Path
) -> None:
    path = tmp_path / "own" / "company" / "new.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    checked = check_files((str(base),), (str(tmp_path / "own" / name),))
    assert (codes(checked), checked.files) == (result, 1)


def test_an_entity_may_be_stated_again_in_a_layer_of_ones_own(base: Path, tmp_path: Path) -> None:
    path = tmp_path / "own" / "company" / "acme.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("name: Acme\nfounded: 1950\nsources: gazette\n", encoding="utf-8")
    assert check_files((str(base),), (str(path),)) == CheckReport([], 1)


def test_an_empty_folder_has_nothing_to_check(base: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert check_files((str(base),), (str(tmp_path / "empty"),)) == CheckReport([], 0)


@pytest.mark.parametrize("missing", ["nowhere", "company/nowhere.yaml"])
def test_a_path_that_is_not_there_is_an_error(missing: str, base: Path) -> None:
    path = str(base / missing)
    with pytest.raises(UnreadableBaseError) as error:
        check_files((str(base),), (str(base / "chip"), path))
    assert (error.value.message, error.value.hint) == (
        f"there is no file or folder {path}",
        "give a folder of fact files, or the word bundled",
    )


def test_a_relative_path_is_shown_as_it_was_given(
    base: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bad.yaml").write_text("kind: company\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result_shown = run("check", "bad.yaml", "--data", base)
    assert (result_shown.code, result_shown.out.partition("\n")[0]) == (
        1,
        "bad.yaml:1:1: error[missing-name] the entity has no name",
    )


@pytest.mark.parametrize(
    ("paths", "files", "summary"),
    [
        ([], 0, "no problems in 0 files"),
        ([], 1, "no problems in 1 file"),
        ([], 3, "no problems in 3 files"),
        (["a"], 1, "1 problem in 1 of 1 file"),
        (["a", "a"], 3, "2 problems in 1 of 3 files"),
        (["a", "b"], 3, "2 problems in 2 of 3 files"),
    ],
)
def test_what_was_found_is_said_in_a_line(paths: list[str], files: int, summary: str) -> None:
    problems = [Problem(Location(path, 1, 1), DateProblem.BAD_DATE, "", "") for path in paths]
    assert CheckReport(problems, files).format_summary() == summary


def test_a_folder_called_like_a_layer_of_the_base_is_told_apart(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own" / base.name / "company"
    own.mkdir(parents=True)
    (own / "bad.yaml").write_text("country: CN\n", encoding="utf-8")
    monkeypatch.chdir(base.parent)
    places = [
        problem.location.path for problem in check_files((base.name,), (str(own.parent),)).problems
    ]
    assert set(places) == {(own / "bad.yaml").as_posix()}
    monkeypatch.chdir(tmp_path / "own")
    places = [problem.location.path for problem in check_files((str(base),), (base.name,)).problems]
    assert set(places) == {f"{base.name}/company/bad.yaml"}


@pytest.mark.slow
def test_files_of_ones_own_are_counted_apart_from_the_bundled_ones(
    own_facts: Facts, run: Run
) -> None:
    own = own_facts({"company/acme-quills.yaml": "name: Acme Quills\nsources: [gazette]\n"})
    together = run("check", "--data", "bundled", "--data", own).err
    assert ", 2 of them your own; " in together
    assert "in your own, which --notices lists" in together
    for arguments in (("--data", own), ("--data", "bundled")):
        assert "your own" not in run("check", *arguments).err
