"""Fact files read in several processes: the same documents and problems as in one."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from chipwatch.model.schema import KINDS
from chipwatch.reading.file_content import read_fact_file
from chipwatch.reading.layers import FactFile, list_fact_files, resolve_layers
from chipwatch.reading.loader import load_fact_files, read_documents_here
from chipwatch.store import core_count, file_processes
from chipwatch.store.file_processes import FileSharing
from chipwatch.store.worker_processes import StartMethod
from conftest import BASE, HEEDING_CTRL_C, Facts, Result, Run, open_terminal

METHODS: tuple[StartMethod, ...] = ("fork", "spawn")
FILES = {
    "company/acme.yaml": "name: Acme\nsources: gazette\ncountry: US\n",
    "company/broken.yaml": "name: [\n",
    "company/empty.yaml": "",
    "company/wrong.yaml": "name: Wrong\nsources: gazette\ncountry: Usa\ncuntry: US\n",
    "chip/pair.yaml": "id: one\nname: One\n---\nid: two\nname: Two\ndesigner: nobody\n",
}
LISTING = ("company", "--columns", "id,country", "--format", "csv", "--data")
READS_SLOWLY = """
import sys, time
from chipwatch.cli import progress_line
from chipwatch.cli.main import main
progress_line.BUILD_SHOWN_AFTER_SECONDS = float(sys.argv[1])
sys.exit(main(sys.argv[2:]))
"""
READS_FOR_EVER = """
import os, sys, time
from chipwatch.cli.main import main
from chipwatch.reading import loader
from chipwatch.store import file_processes

this_process, parse_documents = os.getpid(), loader.parse_documents

def parse_for_ever(content, path):
    if os.getpid() != this_process:
        return parse_documents(content, path)
    print("reading", file=sys.stderr, flush=True)
    while True:  # Ctrl-C that comes just before a long sleep is not noticed before its end
        time.sleep(0.1)

loader.parse_documents = parse_for_ever
file_processes.count_cores = lambda: 2
file_processes.CHUNK_SIZE = 1
file_processes.MIN_FILES_PER_PROCESS = dict.fromkeys(("fork", "spawn"), 1)
file_processes.can_fork = lambda: sys.argv[1] == "fork"
sys.exit(main(sys.argv[2:]))
"""


@pytest.fixture
def counts() -> list[tuple[int, int]]:
    """How many files had been read, of how many, each time that was told."""
    return []


@pytest.fixture
def sharing(counts: list[tuple[int, int]], monkeypatch: pytest.MonkeyPatch) -> FileSharing:
    """Reads two files at a time, in three processes however few there are."""
    monkeypatch.setattr(file_processes, "count_cores", lambda: 3)
    monkeypatch.setattr(file_processes, "MIN_FILES_PER_PROCESS", dict.fromkeys(METHODS, 1))
    monkeypatch.setattr(file_processes, "CHUNK_SIZE", 2)
    return FileSharing(lambda count, total: counts.append((count, total)))


def list_files(folder: Path) -> list[FactFile]:
    return list_fact_files(resolve_layers((str(folder),)))


@pytest.mark.slow
def test_several_processes_read_the_same_documents_and_problems(
    facts: Facts, sharing: FileSharing, counts: list[tuple[int, int]]
) -> None:
    files = list_files(facts(FILES))
    assert sharing.read_documents(files) == read_documents_here(files)
    assert counts[-1] == (len(files), len(files))
    assert load_fact_files(files, read_documents=sharing.read_documents) == load_fact_files(files)


@pytest.mark.slow
def test_several_processes_read_the_same_base(sharing: FileSharing) -> None:
    files = list_files(BASE)
    assert load_fact_files(files, read_documents=sharing.read_documents) == load_fact_files(files)


def test_no_files_are_read_here(sharing: FileSharing, counts: list[tuple[int, int]]) -> None:
    assert sharing.read_documents([]) == read_documents_here([])
    assert counts == []


@pytest.mark.parametrize(
    ("file_count", "cores", "method", "expected"),
    [
        (0, 8, "spawn", 1),
        (7999, 8, "spawn", 1),
        (8000, 8, "spawn", 2),
        (999, 8, "fork", 1),
        (1000, 8, "fork", 2),
        (8000, 1, "spawn", 1),
        (8000, 1, "fork", 1),
        (100_000, 2, "spawn", 2),
        (100_000, 64, "fork", 4),
    ],
)
def test_processes_are_started_as_far_as_they_have_enough_to_do(
    monkeypatch: pytest.MonkeyPatch, file_count: int, cores: int, method: StartMethod, expected: int
) -> None:
    monkeypatch.setattr(file_processes, "count_cores", lambda: cores)
    count = file_processes.choose_process_count(file_count, read_fact_file, method)
    assert count == expected


@pytest.mark.parametrize("method", METHODS)
def test_what_other_processes_do_not_know_is_read_here(
    monkeypatch: pytest.MonkeyPatch, method: StartMethod
) -> None:
    monkeypatch.setattr(file_processes, "count_cores", lambda: 2)
    assert file_processes.choose_process_count(10**6, lambda _file: b"", method) == 1
    KINDS.use({**KINDS.bundled})
    try:
        assert file_processes.choose_process_count(10**6, read_fact_file, method) == 1
    finally:
        KINDS.use(KINDS.bundled)


def test_cores_are_those_that_the_process_may_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {3}, raising=False)
    assert core_count.count_cores() == 1
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert core_count.count_cores() == 1


@pytest.mark.slow
@pytest.mark.usefixtures("sharing")
def test_the_first_answer_from_several_processes_is_the_same(
    facts: Facts, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    result = run(*LISTING, facts(FILES))
    assert (result.code, result.out) == (0, "id,country\nacme,US\n")
    assert "left out" in result.err
    assert run(*LISTING, facts(FILES)) == Result(0, result.out, result.err)


@pytest.mark.slow
@pytest.mark.parametrize(("delay", "is_shown"), [("0", True), ("60", False)])
def test_a_terminal_is_shown_how_many_files_are_read_if_that_takes_long(
    facts: Facts, tmp_path: Path, delay: str, *, is_shown: bool
) -> None:
    terminal, terminal_end = open_terminal()
    folder = facts({"company/acme.yaml": FILES["company/acme.yaml"]})
    command = [sys.executable, "-c", READS_SLOWLY, delay, *LISTING, str(folder)]
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path), "TERM": "xterm"}
    completed = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=terminal_end, check=True, env=environment
    )
    os.close(terminal_end)
    assert completed.stdout == b"id,country\nacme,US\n"
    assert (b"fact files read" in _read_all(terminal)) == is_shown
    os.close(terminal)


@pytest.fixture(params=METHODS if sys.platform == "linux" else ("spawn",))
def endless_listing(facts: Facts, request: pytest.FixtureRequest) -> list[str]:
    """A command that reads for ever, beside a process started by one method or the other."""
    return [*HEEDING_CTRL_C, "-c", READS_FOR_EVER, request.param, *LISTING, str(facts(FILES))]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("ending", "is_for_all", "code"), [("SIGINT", True, 130), ("SIGKILL", False, -9)]
)
def test_other_processes_end_with_the_one_that_started_them(
    endless_listing: list[str], tmp_path: Path, ending: str, code: int, *, is_for_all: bool
) -> None:
    with subprocess.Popen(
        endless_listing,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stderr.readline() == b"reading\n"
        (os.killpg if is_for_all else os.kill)(process.pid, getattr(signal, ending))
        assert process.stdout.read() == b""  # its end: no process holds the pipe any more
        assert b"Traceback" not in process.stderr.read()
    assert process.returncode == code


def _read_all(terminal: int) -> bytes:
    """What was written to a terminal whose other end is closed."""
    output = b""
    try:
        while piece := os.read(terminal, 2**16):
            output += piece
    except OSError:  # so Linux says that nothing more will come
        pass
    return output


def test_a_pipe_is_told_nothing(
    facts: Facts, process: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = facts({"company/acme.yaml": FILES["company/acme.yaml"]})
    assert process(*LISTING, folder) == Result(0, "id,country\nacme,US\n", "")
