"""``check --fix``: what a machine can mend is mended, and nothing else is touched."""

from pathlib import Path

import pytest

from chipwatch.keeping.problem_fixes import FIXES, write_date
from chipwatch.reading.code_explanations import list_problem_codes
from conftest import Facts, Run


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2025/5/1", "2025-05-01"),
        ("2025.05.01", "2025-05-01"),
        ("2025-5", "2025-05"),
        ("1 May 2025", "2025-05-01"),
        ("May 1, 2025", "2025-05-01"),
        ("Sept 2025", "2025-09"),
        ("31 December 1999", "1999-12-31"),
        ("5/1/2025", "5/1/2025"),
        ("2025/13/1", "2025/13/1"),
        ("30 February 2025", "30 February 2025"),
        ("Ma 2025", "Ma 2025"),
        ("yesterday", "yesterday"),
    ],
)
def test_a_date_is_written_anew_only_if_it_can_mean_one_day(text: str, written: str) -> None:
    assert write_date(text) == written


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("aliases: [A, B, A]\n", "aliases: [A, B]\n"),
        ("aliases: [A, A,  A]  # names\n", "aliases: [A]  # names\n"),
        ("aliases:\n  - A\n  # the same\n  - A\n", "aliases:\n  - A\n  # the same\n"),
        ('headquarters: " Beijing"\n', "headquarters: Beijing\n"),
        ("founded: 2000/1/18  # FAQ\n", "founded: 2000-01-18  # FAQ\n"),
        ("founded: {value: 18 Jan 2000, note: x}\n", "founded: {value: 2000-01-18, note: x}\n"),
        ("aliases: [\"A\\u200bB\", 'C \u200b']\n", "aliases: [AB, C]\n"),
        ("founded: 2000/1/18\r\naliases: [A, A]\r\n", "founded: 2000-01-18\r\naliases: [A]\r\n"),
        ("aliases: [A, A]\n---\nid: b\nname: B\naliases: [C, C]\n",
         "aliases: [A]\n---\nid: b\nname: B\naliases: [C]\n"),
    ],
)  # fmt: skip
def test_a_file_is_mended_in_the_place_alone(
    text: str, mended: str, own_facts: Facts, run: Run
) -> None:
    folder = own_facts({})
    path = folder / "company" / "acme.yaml"
    path.parent.mkdir()
    head = "\ufeffname: 'Acme'   # a firm\nsources:   [gazette]\n"
    path.write_bytes((head + text).encode())
    assert run("check", path, "--data", folder, "--fix").code == 0
    assert path.read_bytes().decode() == head + mended


def test_a_dry_run_shows_the_change_and_writes_nothing(own_facts: Facts, run: Run) -> None:
    folder = own_facts({"person/a.yaml": "name: A\naliases: [B, B]\n"})
    before = (folder / "person/a.yaml").read_bytes()
    result = run("check", "--data", folder, "--fix", "--dry-run")
    assert (result.code, result.err) == (1, "1 file would change\n")
    path = f"{folder.as_posix()}/person/a.yaml"
    assert result.out == (
        f"--- {path}\n+++ {path}\n@@ -1,2 +1,2 @@\n name: A\n-aliases: [B, B]\n+aliases: [B]\n"
    )
    assert (folder / "person/a.yaml").read_bytes() == before


@pytest.mark.parametrize(
    "text",
    [
        "name: [\n",
        "name: A\naliases: &x [B, B]\n",
        "name: A\nrole: 5\n",
        "name: A\naliases: [B,\n B]\n",
    ],
    ids=["broken", "anchor", "not fixable", "over two lines"],
)
def test_what_cannot_be_mended_safely_stays_as_it_is(text: str, own_facts: Facts, run: Run) -> None:
    folder = own_facts({"person/a.yaml": text})
    result = run("check", "--data", folder, "--fix")
    assert result.code == 1
    assert (folder / "person/a.yaml").read_text(encoding="utf-8") == text


def test_only_the_codes_that_are_chosen_are_mended(own_facts: Facts, run: Run) -> None:
    folder = own_facts({"person/a.yaml": "name: A\naliases: [B, B]\nborn: 2000/1/1\n"})
    run("check", "--data", folder, "--fix", "--select", "bad-date")
    assert "aliases: [B, B]" in (folder / "person/a.yaml").read_text(encoding="utf-8")


def test_each_code_that_promises_a_fix_has_one() -> None:
    assert {code for code in list_problem_codes() if code.fix} == FIXES.keys()


def test_a_dry_run_needs_a_fix(run: Run, tmp_path: Path) -> None:
    result = run("check", tmp_path, "--dry-run")
    assert (result.code, result.err.partition("\n")[0]) == (
        2,
        "error: --dry-run shows what --fix would change",
    )
