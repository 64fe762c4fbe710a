"""``add``: the lines of the new fact are written, and no other changes."""

from pathlib import Path

import pytest

from conftest import Facts, Run

HEAD = "name: Acme   # a firm\nsources:   [gazette]\n"
NEW = '{value: 9, as_of: 2025-01, sources: ["gazette#p1"]}'
ADD = ("add", "acme", "employees", "9", "--source", "gazette#p1", "--as-of", "2025-01")


def write_company(own_facts: Facts, text: str) -> tuple[Path, Path]:
    folder = own_facts({})
    path = folder / "company" / "acme.yaml"
    path.parent.mkdir()
    path.write_bytes(text.encode())
    return folder, path


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", f"employees: {NEW}\n"),
        ("country: CN\nrevenue: 5 bn USD\n", f"country: CN\nemployees: {NEW}\nrevenue: 5 bn USD\n"),
        ("employees: 5  # old\n", f"employees:\n  - 5  # old\n  - {NEW}\n"),
        ("employees: {value: 5, note: x}\n", f"employees:\n  - {{value: 5, note: x}}\n  - {NEW}\n"),
        ("employees: [5, 6]\n", f"employees:\n  - 5\n  - 6\n  - {NEW}\n"),
        ("employees:\n  - 5\n  # why\n  - 6\ncountry: CN\n",
         f"employees:\n  - 5\n  # why\n  - 6\n  - {NEW}\ncountry: CN\n"),
        ("employees:\n- 5\n", f"employees:\n- 5\n- {NEW}\n"),
        ("employees:\n    - value: 5\n      note: x\n",
         f"employees:\n    - value: 5\n      note: x\n    - {NEW}\n"),
        ("employees:   # head\n  # before\n  value: 5\n  note: >-\n    long\n    text\n",
         (f"employees:   # head\n  # before\n  - value: 5\n    note: >-\n      long\n      text\n"
         f"  - {NEW}\n")),
        ("employees: {value: 5,\n  note: x}\n",
         f"employees:\n  - {{value: 5,\n    note: x}}\n  - {NEW}\n"),
        ("employees: 5\n\n# the end\n", f"employees:\n  - 5\n  - {NEW}\n\n# the end\n"),
        ("employees: 5", f"employees:\n  - 5\n  - {NEW}\n"),
        ("country: CN\n---\nid: other\nname: Other\n",
         f"country: CN\nemployees: {NEW}\n---\nid: other\nname: Other\n"),
    ],
    ids=["none", "in order", "short", "braces", "brackets", "list", "flush list", "deep list",
         "block", "two lines", "trailing comment", "no newline", "several documents"],
)  # fmt: skip
def test_a_fact_takes_its_place_and_all_else_stays(
    before: str, after: str, own_facts: Facts, run: Run
) -> None:
    folder, path = write_company(own_facts, HEAD + before)
    result = run(*ADD, "--data", folder)
    assert (result.code, path.read_bytes().decode()) == (0, HEAD + after)
    assert run("check", "--data", folder).code == 0


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_line_ends_and_marks_stay_as_they_are(newline: str, own_facts: Facts, run: Run) -> None:
    before = f"\ufeff{HEAD}employees: 5\ncountry: CN\n".replace("\n", newline)
    folder, path = write_company(own_facts, before)
    assert run(*ADD, "--data", folder).code == 0
    after = f"\ufeff{HEAD}employees:\n  - 5\n  - {NEW}\ncountry: CN\n".replace("\n", newline)
    assert path.read_bytes().decode() == after


def test_a_fact_too_long_for_a_line_has_one_for_each_part(own_facts: Facts, run: Run) -> None:
    folder, path = write_company(own_facts, "name: Acme\n")
    note = "counted by the firm itself at the end of its year, with those who are on leave"
    run(*ADD, "--note", note, "--data", folder)
    assert path.read_text(encoding="utf-8") == (
        "name: Acme\nemployees:\n  value: 9\n  as_of: 2025-01\n"
        f'  note: "{note}"\n  sources: ["gazette#p1"]\n'
    ).replace('["gazette#p1"]', '["gazette#p1"]')


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("employees: [5,\n  6]\n", "the list in brackets goes over several lines"),
        (f"employees: {NEW}\n", "employees says so already, in line 3"),
        (f"employees:\n  - 5\n  - {NEW}\n", "employees says so already, in line 5"),
    ],
    ids=["brackets", "repeated", "repeated in a list"],
)
def test_what_cannot_be_added_leaves_the_file_as_it_is(
    text: str, error: str, own_facts: Facts, run: Run
) -> None:
    folder, path = write_company(own_facts, HEAD + text)
    result = run(*ADD, "--data", folder)
    assert (result.code, result.err.splitlines()[0]) == (1, f"error: {error}")
    assert path.read_text(encoding="utf-8") == HEAD + text
