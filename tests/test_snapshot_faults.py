"""Killed builds, forged snapshots, full and read-only disks: answers are those of a fresh build."""

import os
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from chipwatch.reading import loader
from chipwatch.reading.loader import LoadResult
from chipwatch.store.snapshot_file import copy_database
from conftest import Facts, Result, Run

pytestmark = pytest.mark.slow

FILES = {
    "company/acme.yaml": "name: Acme\nsources: gazette\ncountry: US\nsummary: Maker of anvils\n",
    "company/zenith.yaml": "name: Zenith\nsources: gazette\ncountry: CN\n",
}
LISTING = ("company", "--columns", "id,country", "--format", "csv", "--data")
LISTED = "id,country\nacme,US\nzenith,CN\n"
QUESTIONS = (
    LISTING[:-1],
    ("company", "zenit", "--json"),
    ("search", "anvils", "--json"),
    ("why", "acme", "--json"),
    ("sql", "SELECT id, country FROM company", "--json"),
    ("check", "--format", "json"),
)
MAX_KILL_SECONDS = 0.6
"""When a build is killed at the latest: most have ended by then where nothing else is running."""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where this test's snapshots are kept."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "chipwatch"


@pytest.fixture
def base(own_facts: Facts) -> Path:
    """A folder of facts that was written long enough ago to be kept."""
    folder = own_facts(FILES)
    time.sleep(0.03)
    return folder


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Gets one item for each time that fact files are read, and not their snapshot."""
    numbers: list[int] = []
    read = loader.load_unrated_facts

    def count_call(*arguments: object, **options: object) -> LoadResult:
        numbers.append(len(numbers) + 1)
        return read(*arguments, **options)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(loader, "load_unrated_facts", count_call)
    return numbers


def find_snapshot(cache: Path) -> Path:
    """The one snapshot there is."""
    (path,) = cache.glob("*.sqlite")
    return path


@pytest.mark.parametrize("seed", range(8))
def test_a_build_killed_at_any_moment_leaves_nothing_that_is_believed(
    seed: int, base: Path, run: Run, cache: Path
) -> None:
    command = [sys.executable, "-m", "chipwatch", *LISTING, str(base)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        time.sleep(random.Random(seed).uniform(0.05, MAX_KILL_SECONDS))  # noqa: S311 - moments
        process.kill()
    assert run(*LISTING, base) == run(*LISTING, base) == Result(0, LISTED, "")
    assert {path.suffix for path in cache.iterdir()} - {".lock"} == {".sqlite"}


def list_forgeries() -> Iterator[str]:
    """What another version, or another program, could have written."""
    from chipwatch.store.database_writer import write_database  # noqa: PLC0415 - asked once

    with closing(sqlite3.connect(":memory:")) as connection:
        write_database(connection, loader.load_unrated_facts([]))
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    yield from (f"DROP TABLE {name}" for (name,) in names if "_" not in name)
    yield from (
        "PRAGMA application_id = 7",
        "DELETE FROM meta",
        "INSERT INTO meta SELECT 'other ' || key, seal FROM meta",
        "UPDATE meta SET key = key || ' '",
        "UPDATE meta SET key = replace(key, '0.', '9.')",
        "UPDATE meta SET seal = seal + 1",
        "UPDATE meta SET key = CAST(key AS BLOB)",
        "UPDATE folder SET states = states || x'00'",
        "DELETE FROM folder",
        "DROP TABLE meta; CREATE TABLE meta (key, seal)",
    )


@pytest.mark.parametrize("forgery", list(list_forgeries()))
def test_a_snapshot_of_another_version_is_not_believed(
    forgery: str, base: Path, run: Run, cache: Path
) -> None:
    """It has the right seal and checksum, as a version with another schema would write them."""
    expected = [run(*question, "--data", base) for question in QUESTIONS]
    path = find_snapshot(cache)
    content = path.read_bytes()
    for question, result in zip(QUESTIONS, expected, strict=True):
        forge(path, content, forgery)
        assert run(*question, "--data", base) == result


def forge(path: Path, content: bytes, script: str) -> None:
    """Change a snapshot as its writer would: with its seal and checksum."""
    seal = path.stat().st_mtime_ns
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(content)
        connection.executescript(script)
        connection.commit()
        path.unlink()
        copy_database(connection, path)
    os.utime(path, ns=(seal, seal))


@pytest.mark.parametrize("kibibytes", [0, 4, 64])
def test_a_disk_that_is_full_while_the_snapshot_is_written_is_done_without(
    kibibytes: int, base: Path, cache: Path
) -> None:
    """A limit of the size of files stands for a full disk: writing fails in the middle."""

    def limit_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (kibibytes * 1024,) * 2)

    command = [sys.executable, "-m", "chipwatch", *LISTING, str(base)]
    for _ in range(2):
        completed = subprocess.run(
            command,
            capture_output=True,
            check=False,
            preexec_fn=limit_files,
        )
        assert (completed.returncode, completed.stdout.decode()) == (0, LISTED)
        assert completed.stderr == b""
        assert list(cache.iterdir()) == []


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk in memory of 300 KB, where one may be mounted."""
    folder = tmp_path / "cache"
    folder.mkdir()
    mount = shutil.which("mount")
    options = ["-t", "tmpfs", "-o", "size=300k", "tmpfs", str(folder)]
    if not mount or subprocess.run([mount, *options], capture_output=True, check=False).returncode:
        pytest.skip("no disk may be mounted")
    yield folder
    subprocess.run(["/bin/umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_and_a_read_only_one_are_done_without(
    disk: Path, base: Path, run: Run, builds: list[int]
) -> None:
    (disk / "filling").write_bytes(bytes(200 * 1024))
    assert run(*LISTING, base) == run(*LISTING, base) == Result(0, LISTED, "")
    assert ([path.name for path in (disk / "chipwatch").iterdir()], builds) == ([], [1, 2])
    subprocess.run(["/bin/mount", "-o", "remount,ro", str(disk)], check=True)
    assert run(*LISTING, base) == run(*LISTING, base) == Result(0, LISTED, "")
    assert builds == [1, 2, 3, 4]


def test_a_snapshot_on_a_read_only_disk_is_used(
    disk: Path, base: Path, run: Run, builds: list[int]
) -> None:
    subprocess.run(["/bin/mount", "-o", "remount,size=9m", str(disk)], check=True)
    run(*LISTING, base)
    subprocess.run(["/bin/mount", "-o", "remount,ro", str(disk)], check=True)
    assert run(*LISTING, base) == Result(0, LISTED, "")
    assert builds == [1]
    text = FILES["company/acme.yaml"].replace("US", "NL")
    (base / "company/acme.yaml").write_text(text, encoding="utf-8")
    assert run(*LISTING, base) == Result(0, LISTED.replace("US", "NL"), "")
