"""Checking a few files with the snapshot of the others: the same as reading everything."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from chipwatch.model.problem import Problem
from chipwatch.store import file_check, snapshot
from chipwatch.store.file_check import check_files
from conftest import Facts, Run

if TYPE_CHECKING:
    from collections.abc import Mapping

FILES = {
    "company/acme.yaml": "name: Acme\nparent: zenith\nsources: [gazette]\n",
    "company/zenith.yaml": "name: Zenith\nemployees: {value: 5, sources: [gazette#p2]}\n",
    "chip/tiny.yaml": "name: Tiny\ndesigner: acme\ntdp: 5 W\nsources: [gazette#p1]\n",
    "policy/old.yaml": "name: Old\nsources: [gazette]\ntariff_rate: 25 %\n",
    "policy/new.yaml": "name: New\nsources: [gazette]\nsupersedes: old\n",
    "investment/plan.yaml": "name: Plan\namount: {value: 5 bn USD, sources: [gazette#p3]}\n",
    "source/report.yaml": (
        "name: Report\ntype: news\npublished: 2025-02\n"
        "claims: {id: c1, paragraph: p1, says: Acme grows.}\n"
    ),
}
EDITS: dict[str, tuple[str, str]] = {
    "clean": ("company/acme.yaml", "name: Acme\ncountry: CN\nsources: [gazette]\n"),
    "dangling": ("company/acme.yaml", "name: Acme\npartners: nobody\nsources: [gazette]\n"),
    "unknown source": ("company/acme.yaml", "name: Acme\ncountry: CN\nsources: [nothing]\n"),
    "unknown claim": ("company/acme.yaml", "name: Acme\ncountry: CN\nsources: [report#p9]\n"),
    "wrong kind": ("chip/tiny.yaml", "name: Tiny\ndesigner: tiny\nsources: [gazette]\n"),
    "other id": ("company/acme.yaml", "id: acme2\nname: Acme\nparent: acme\nsources: [gazette]\n"),
    "taken id": ("company/acme.yaml", "id: zenith\nname: Acme\nsources: [gazette]\n"),
    "other kind": ("company/acme.yaml", "kind: chip\nname: Acme\nsources: [gazette]\n"),
    "circle": ("company/zenith.yaml", "name: Zenith\nparent: acme\nsources: [gazette]\n"),
    "tariff": ("policy/old.yaml", "name: Old\nsources: [gazette]\ntariff_rate: 24 %\n"),
    "joint": (
        "investment/own.yaml",
        "name: Own\namount: {value: 5 bn USD, sources: [gazette#p3]}\n",
    ),
    "near": ("company/zenits.yaml", "name: Zenits\ncountry: CN\nsources: [gazette]\n"),
    "alone": ("person/x.yaml", "name: X\n"),
    "unused": ("source/new.yaml", "name: New source\ntype: news\n"),
    "changed source": ("source/gazette.yaml", "name: Gazette\ntype: company\npublished: 2025-01\n"),
    "broken": ("company/acme.yaml", "name: [\n"),
    "two": (
        "company/two.yaml",
        "id: a\nname: A\n---\nid: b\nname: B\nparent: a\nsources: gazette\n",
    ),
}


@pytest.fixture(autouse=True)
def keep_every_snapshot(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep snapshots of files that were written just now."""
    monkeypatch.setattr(snapshot, "_has_racy_file", lambda *_: False)


def _list_texts(problems: list[Problem]) -> list[str]:
    return [f"{problem.location} {problem.code} {problem.message}" for problem in problems]


def _check(folder: Path, name: str) -> list[str]:
    report = check_files((str(folder),), (str(folder / name),)).with_notices()
    return _list_texts(report.problems)


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_file_is_checked_as_if_all_were_read(
    edit: str, own_facts: Facts, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = own_facts(FILES)
    run("stats", "--data", folder)  # makes the snapshot of the files as they are
    name, text = EDITS[edit]
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    partly = _check(folder, name)
    monkeypatch.setattr(file_check, "MAX_FILES_READ_ALONE", 0)
    assert partly == _check(folder, name)


def test_the_files_that_are_not_checked_are_not_read(
    own_facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = own_facts(FILES)
    check_files((str(folder),), (str(folder / "chip"),))
    monkeypatch.setattr(snapshot, "build_database", _refuse)
    (folder / "chip/tiny.yaml").write_text("name: Tiny\ntdp: hot\nsources: gazette\n")
    report = check_files((str(folder),), (str(folder / "chip"),))
    assert [str(problem.code) for problem in report.problems] == ["bad-number"]


def _refuse(*_: object) -> None:
    raise AssertionError


def test_a_file_that_changed_beside_the_checked_one_is_noticed(own_facts: Facts, run: Run) -> None:
    folder = own_facts(FILES)
    run("stats", "--data", folder)
    (folder / "company/acme.yaml").unlink()
    assert [text for text in _check(folder, "chip/tiny.yaml") if "unknown-entity" in text] != []


def build_companies(prefix: str, count: int) -> str:
    return "---\n".join(f"id: {prefix}{n}\nname: {prefix} {n}\n" for n in range(count))


@pytest.mark.slow
def test_checking_many_documents_takes_time_in_proportion(
    own_facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All ids of the file were once put together anew for each thing of the base.

    That took fourteen times as long as reading all that is not in the file anew; now it is twice.
    """
    folder = own_facts({"company/base.yaml": build_companies("b", 10_000)})
    (folder / "company/file.yaml").write_text(build_companies("f", 20_000), encoding="utf-8")
    seconds: list[float] = []
    for limit in (file_check.MAX_FILES_READ_ALONE, 0):
        monkeypatch.setattr(file_check, "MAX_FILES_READ_ALONE", limit)
        started_at = time.process_time()
        report = check_files((str(folder),), (str(folder / "company/file.yaml"),))
        seconds.append(time.process_time() - started_at)
        assert not report.problems
    assert seconds[0] < 5 * seconds[1] + 1


@pytest.mark.parametrize("name", ["chip/tiny.yaml", "chip/brand-new.yaml"])
def test_contents_are_checked_before_they_are_written(name: str, own_facts: Facts) -> None:
    folder = own_facts(FILES)
    contents: Mapping[str, bytes] = {
        str(folder / name): b"name: Tiny\r\ntdp: hot\r\nsources: gazette\r\n"
    }
    report = check_files((str(folder),), (), contents)
    assert [(str(p.code), p.location.line, p.text) for p in report.problems] == [
        ("bad-number", 2, "tdp: hot")
    ]
