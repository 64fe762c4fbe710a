"""Two bases are compared in facts: folders, exports and Git revisions."""

import json
import subprocess
from pathlib import Path

import pytest

import chipwatch
from conftest import Facts, Run

BEFORE = {
    "company/acme.yaml": "name: Acme\naliases: [A]\nsources: [gazette]\ncountry: CN\nrole: Maker\n"
    "employees: {value: 10, as_of: 2024}\n",
    "company/gone.yaml": "name: Gone\nsources: [gazette]\ncountry: CN\n",
}
AFTER_ACME = (
    "name: Acme AI\naliases: [A, B]\nsources: [gazette]\ncountry: CN\n"
    "role: {value: Maker, sources: ['gazette#page 2']}\n"
    "employees: [{value: 12, as_of: 2024}]\n"
    "founded: 2019\n"
)
WANTED = [
    ("changed", "acme", "name", "Acme", "Acme AI"),
    ("changed", "acme", "aliases", "", "B"),
    ("re-sourced", "acme", "role", "gazette", "gazette#page 2"),
    ("changed", "acme", "employees", "10 (2024, reported)", "12 (2024, reported)"),
    ("added", "acme", "founded", "", "2019 (reported)"),
    ("withdrawn", "gone", "", "1 fact", ""),
    ("added", "new", "", "", "1 fact"),
]


@pytest.fixture
def before(own_facts: Facts) -> Path:
    return own_facts(BEFORE)


def change_facts(folder: Path) -> None:
    (folder / "company" / "acme.yaml").write_text(AFTER_ACME, encoding="utf-8")
    (folder / "company" / "gone.yaml").unlink()
    new_text = "name: New\nsources: [gazette]\ncountry: CN\n"
    (folder / "company" / "new.yaml").write_text(new_text, encoding="utf-8")


def list_differences(run: Run, before: object, after: object) -> list[tuple[str, ...]]:
    result = run("diff", before, after, "--json")
    rows = json.loads(result.out)
    assert result.code == (1 if rows else 0), result.err
    keys = ("change", "id", "property", "before", "after")
    return [tuple(row[key] for key in keys) for row in rows]


def test_a_folder_is_compared_with_an_export_of_what_it_was(
    before: Path, tmp_path: Path, run: Run
) -> None:
    export = tmp_path / "before.jsonl"
    run("export", "jsonl", export, "--data", before)
    assert list_differences(run, export, before) == []
    change_facts(before)
    assert list_differences(run, export, before) == WANTED


def test_revisions_of_a_repository_are_compared(
    before: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=a", "-c", "user.email=a@b")
        command = ["git", *identity, *arguments]  # the one that diff asks, too
        subprocess.run(command, cwd=before, check=True, capture_output=True)

    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "one")
    change_facts(before)
    git("add", "-A")
    git("commit", "-q", "-m", "two")
    monkeypatch.chdir(before)
    assert list_differences(run, "HEAD~1", "HEAD") == WANTED
    assert list_differences(run, "HEAD", before) == []


@pytest.mark.parametrize("name", ["nothing-of-the-kind", "--upload-pack=x"])
def test_what_is_neither_file_nor_revision_is_refused(
    name: str, before: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(before)
    result = run("diff", "--", name, before)
    assert result.code == 2
    assert "is neither a file nor a revision" in result.err


def test_a_reader_sees_a_count_and_a_line_a_difference(
    before: Path, tmp_path: Path, run: Run
) -> None:
    export = tmp_path / "before.db"
    run("export", "sqlite", export, "--data", before)
    change_facts(before)
    result = run("diff", export, before, "--limit", 2)
    assert result.out.splitlines()[:3] == [
        "7 differences: 2 added, 1 withdrawn, 3 changed, 1 re-sourced",
        "Change   Id    Property  Before  After",
        "changed  acme  name      Acme    Acme AI",
    ]


def test_python_compares_too(before: Path) -> None:
    assert len(chipwatch.diff(before, before)) == 0
