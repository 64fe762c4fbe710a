"""The lock of a build: one process builds, the others take its snapshot; nothing hangs on it."""

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chipwatch.store import build_lock
from chipwatch.store.build_lock import hold_build_lock
from conftest import Facts, Result, Run, make_link

fcntl: Any = pytest.importorskip("fcntl", reason="the system has no locks of this kind")
ACME = {"company/acme.yaml": "name: Acme\nsources: gazette\ncountry: US\n"}
LISTING = ("company", "--columns", "id,country", "--format", "csv", "--data")
LISTED = Result(0, "id,country\nacme,US\n", "")
HOLDER = """
import sys, time
from pathlib import Path
from chipwatch.store.build_lock import hold_build_lock
with hold_build_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""
TELLING = """
import sys
from chipwatch.cli.main import main
from chipwatch.reading import loader
from chipwatch.store import build_lock
build_lock.MAX_WAIT_SECONDS = 600  # however busy the machine is
read = loader.load_unrated_facts

def tell(*arguments, **options):
    print("built", file=sys.stderr)
    return read(*arguments, **options)

loader.load_unrated_facts = tell
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where this test's snapshots are kept."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "chipwatch"


@pytest.fixture
def path(cache: Path) -> Path:
    """The path of a snapshot."""
    return cache / "12345678.sqlite"


@pytest.fixture
def holder(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that holds the lock."""
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()


def test_a_lock_that_nobody_holds_is_taken_and_leaves_nothing(path: Path) -> None:
    with hold_build_lock(path) as has_waited:
        assert not has_waited
        assert path.with_suffix(".lock").is_file()
    assert list(path.parent.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_a_lock_is_free_as_soon_as_its_holder_has_died(
    path: Path, holder: subprocess.Popen[bytes], end: signal.Signals
) -> None:
    holder.send_signal(end)
    holder.wait()
    with hold_build_lock(path) as has_waited:
        assert not has_waited


@pytest.mark.slow
@pytest.mark.usefixtures("holder")
def test_a_holder_that_does_not_go_on_is_waited_for_only_so_long(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build_lock, "MAX_WAIT_SECONDS", 0.1)
    with hold_build_lock(path) as has_waited:
        assert has_waited
    assert path.with_suffix(".lock").is_file()  # it is the holder's still


@pytest.mark.parametrize("obstacle", ["folder", "link", "file for the cache"])
def test_where_there_can_be_no_lock_each_builds(path: Path, obstacle: str) -> None:
    if obstacle == "file for the cache":
        path.parent.parent.mkdir()
        path.parent.touch()
    elif obstacle == "folder":
        path.with_suffix(".lock").mkdir(parents=True)
    else:
        path.parent.mkdir(parents=True)
        make_link(path.with_suffix(".lock"), os.devnull)
    with hold_build_lock(path) as has_waited:
        assert not has_waited


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.EOPNOTSUPP, errno.EIO])
def test_a_disk_without_locks_is_done_without(
    path: Path, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_descriptor: int, _operation: int) -> None:
        raise OSError(code, "")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with hold_build_lock(path) as has_waited:
        assert not has_waited


def test_an_error_while_building_frees_the_lock(path: Path) -> None:
    with pytest.raises(KeyError), hold_build_lock(path):
        raise KeyError
    with hold_build_lock(path) as has_waited:
        assert not has_waited


@pytest.mark.slow
def test_of_fifty_processes_one_builds(own_facts: Facts, cache: Path) -> None:
    folder = own_facts(ACME)
    time.sleep(0.03)  # files changed within a tick are not kept
    command = [sys.executable, "-c", TELLING, *LISTING, str(folder)]
    processes = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(50)
    ]
    written = [process.communicate() for process in processes]
    assert {process.returncode for process in processes} == {0}
    assert {out.decode() for out, _ in written} == {LISTED.out}
    assert {err for _, err in written} == {b"", b"built\n"}
    assert sum(err == b"built\n" for _, err in written) == 1
    assert {file.suffix for file in cache.iterdir()} == {".sqlite"}


@pytest.mark.slow
def test_what_changed_while_another_built_is_seen(
    own_facts: Facts, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = own_facts(ACME)
    lock = fcntl.flock
    refusals = iter([BlockingIOError()])

    def edit_while_waiting(descriptor: int, operation: int) -> None:
        for refusal in refusals:
            text = ACME["company/acme.yaml"].replace("US", "NL")
            (folder / "company/acme.yaml").write_text(text, encoding="utf-8")
            raise refusal
        lock(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", edit_while_waiting)
    assert run(*LISTING, folder).out == LISTED.out.replace("US", "NL")
