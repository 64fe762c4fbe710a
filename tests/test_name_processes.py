"""Names looked up in several processes: the same answers, whatever becomes of the processes."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from chipwatch.asking.naming import bulk_resolver, name_processes
from chipwatch.asking.naming.name_lookup import NameLookup
from chipwatch.model.dates import Date
from chipwatch.model.query_dates import QueryDates
from chipwatch.store import worker_processes
from chipwatch.store.base_as_of import read_base_as_of
from chipwatch.store.knowledge_base import KnowledgeBase
from chipwatch.store.snapshot import open_base
from chipwatch.store.worker_processes import build_base_key
from conftest import BASE, HEEDING_CTRL_C, Run, open_terminal

SCRIPT_WITHOUT_GUARD = f"""
import chipwatch
from chipwatch.asking.naming import bulk_resolver
bulk_resolver.MIN_NAMES_PER_PROCESS = 1
print(len(chipwatch.open({str(BASE)!r}).resolve_all(["baidv", "tencet"] * 5).to_rows()))
"""


@pytest.fixture
def base() -> Iterator[KnowledgeBase]:
    open_base((str(BASE),)).close()  # so that there is a snapshot
    base = open_base((str(BASE),))
    yield base
    base.close()


def ignore_count(_count: int) -> None:
    """Take no notice of how many chunks are done."""


def list_misspelt_names(base: KnowledgeBase) -> list[str]:
    names = [entry.text for entry in base.load_all_names() if len(entry.text) > len("Baidu")]
    return [f"{name[:2]}{name[3:]}" for name in names]


@pytest.mark.slow
def test_several_processes_give_the_same_bytes(
    run: Run, base: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = list_misspelt_names(base)[:400]
    (tmp_path / "names.txt").write_text("\n".join([*names, *names[:20], "\x1b", "百度"]))
    command = ("resolve", "--file", tmp_path / "names.txt", "--json")
    monkeypatch.setattr(bulk_resolver, "count_cores", lambda: 1)
    plain_result = run(*command)
    monkeypatch.setattr(bulk_resolver, "count_cores", lambda: 3)
    monkeypatch.setattr(bulk_resolver, "MIN_NAMES_PER_PROCESS", 100)
    assert run(*command) == plain_result
    assert plain_result.out.count('"query"') == len(names) + 22


@pytest.mark.parametrize(
    ("name_count", "processes", "expected"),
    [(0, 0, 1), (999, 0, 1), (1000, 0, 2), (10_000, 0, 4), (10_000, 1, 1), (10_000, 99, 8)],
)
def test_processes_are_started_as_far_as_they_have_enough_to_do(
    base: KnowledgeBase,
    monkeypatch: pytest.MonkeyPatch,
    name_count: int,
    processes: int,
    expected: int,
) -> None:
    monkeypatch.setattr(bulk_resolver, "count_cores", lambda: 4)
    assert bulk_resolver.choose_process_count(base, name_count, processes) == expected


def test_a_base_without_a_snapshot_is_asked_in_one_process(base: KnowledgeBase) -> None:
    base.cache_key = None
    assert bulk_resolver.choose_process_count(base, 10_000, 4) == 1


def test_a_base_as_of_a_date_is_asked_in_one_process() -> None:
    with closing(open_base((str(BASE),))) as base:
        dated_base = read_base_as_of(
            base, QueryDates(as_of=Date.parse("2024-01-01"), known_by=None)
        )
        dated_base.cache_key = base.cache_key
        assert bulk_resolver.choose_process_count(dated_base, 10_000, 4) == 1


def test_a_script_needs_no_guard_unless_it_asks_for_processes(tmp_path: Path) -> None:
    path = tmp_path / "script.py"
    path.write_text(SCRIPT_WITHOUT_GUARD)
    completed = subprocess.run(
        [sys.executable, path], capture_output=True, encoding="utf-8", check=False
    )
    assert (completed.stdout, completed.stderr) == ("10\n", "")


def test_without_semaphores_one_process_is_enough(
    base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError

    monkeypatch.setattr(worker_processes, "ProcessPoolExecutor", fail)
    results = name_processes.find_in_processes(
        base, [["baidu"], ["tencent"]], NameLookup(), process_count=2, progress=ignore_count
    )
    assert [[result.entries[0].entity.id for result in chunk] for chunk in results] == [
        ["baidu"], ["tencent"]
    ]  # fmt: skip


@pytest.mark.parametrize("checksum_matches", [True, False])
def test_a_process_answers_only_for_the_same_base(
    base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch, *, checksum_matches: bool
) -> None:
    monkeypatch.setattr(name_processes, "_worker_base", None)
    monkeypatch.setattr(signal, "signal", lambda *_arguments: None)
    base_key = build_base_key(base)
    if not checksum_matches:
        base_key = base_key._replace(checksum="other")
    name_processes.start_worker(base_key, NameLookup())
    expected = NameLookup().find_all(base, ["baidv"]) if checksum_matches else None
    assert name_processes.find_in_worker(["baidv"]) == expected


@pytest.mark.slow
def test_ctrl_c_ends_all_processes_with_130(base: KnowledgeBase, tmp_path: Path) -> None:
    names = list_misspelt_names(base)
    repetitions = range(100_000 // len(names))  # enough to be still at work when it is interrupted
    numbered_names = [f"{name} {number}" for number in repetitions for name in names]
    (tmp_path / "names.txt").write_text("\n".join(numbered_names))
    terminal, terminal_end = open_terminal()
    command = [*HEEDING_CTRL_C, "-m", "chipwatch", "resolve", "--file", str(tmp_path / "names.txt")]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=terminal_end, start_new_session=True
    ) as process:
        os.close(terminal_end)
        output = os.read(terminal, 2**16)
        while b"\r0 of" not in output:
            output += os.read(terminal, 2**16)
        os.killpg(process.pid, signal.SIGINT)
        assert process.stdout is not None
        assert process.stdout.read() == b""  # its end: no process holds the pipe any more
    os.close(terminal)
    assert process.returncode == 130
    assert b"Traceback" not in output
