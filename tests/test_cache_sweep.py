"""What goes from the cache when a snapshot is kept: leavings of killed builds, long unused ones."""

import os
import time
from pathlib import Path

import pytest

from chipwatch.store.cache_sweep import MAX_SNAPSHOTS, sweep_cache
from conftest import make_link, posix_only

HOUR = 3600


def _make(path: Path, age: float, used_ago: float | None = None) -> Path:
    path.write_bytes(b"")
    now = time.time()
    os.utime(path, (now - (age if used_ago is None else used_ago), now - age))
    return path


def _list_names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    ("name", "age", "is_kept"),
    [
        pytest.param(f"a.{os.getpid()}.1.tmp", 60, True, id="of-a-running-process"),
        pytest.param(f"a.{os.getpid()}.1.tmp", HOUR + 9, False, id="old"),
        pytest.param(
            *("a.999999999.1.tmp", 60, False), marks=posix_only, id="of-a-process-that-is-gone"
        ),
        pytest.param(f"a.{10**30}.1.tmp", 60, True, id="of-no-process-there-can-be"),
        pytest.param("a.x.1.tmp", 60, True, id="of-another-program"),
        pytest.param("a.tmp", 60, True, id="without-a-number"),
        pytest.param("a.lock", 60, True, id="lock"),
        pytest.param("a.lock", HOUR + 9, False, id="old-lock"),
        pytest.param("mine.txt", 9 * HOUR, True, id="of-others"),
    ],
)
def test_what_killed_builds_have_left_goes(
    tmp_path: Path, name: str, age: float, *, is_kept: bool
) -> None:
    _make(tmp_path / name, age)
    sweep_cache(tmp_path)
    assert _list_names(tmp_path) == [name] * is_kept


@pytest.mark.parametrize("count", [0, 1, MAX_SNAPSHOTS - 1, MAX_SNAPSHOTS, MAX_SNAPSHOTS + 5])
def test_there_is_room_for_one_more_of_the_most(tmp_path: Path, count: int) -> None:
    for number in range(count):
        _make(tmp_path / f"{number:02}.sqlite", age=number * HOUR)
        _make(tmp_path / f"{number:02}.checked", age=number * HOUR)
    sweep_cache(tmp_path)
    kept = range(min(count, MAX_SNAPSHOTS - 1))
    expected = [f"{number:02}.{ending}" for number in kept for ending in ("checked", "sqlite")]
    assert _list_names(tmp_path) == expected


def test_an_old_one_that_was_used_lately_stays(tmp_path: Path) -> None:
    for number in range(MAX_SNAPSHOTS):
        _make(tmp_path / f"{number:02}.sqlite", age=number * HOUR)
    _make(tmp_path / "old.sqlite", age=99 * HOUR, used_ago=60)
    sweep_cache(tmp_path)
    assert "old.sqlite" in _list_names(tmp_path)
    assert "19.sqlite" not in _list_names(tmp_path)


def test_what_cannot_be_removed_stays(tmp_path: Path) -> None:
    (tmp_path / "a.999999999.1.tmp").mkdir()
    for number in range(MAX_SNAPSHOTS + 2):
        make_link(tmp_path / f"{number:02}.sqlite", "nowhere")
    (tmp_path / "99.sqlite").mkdir()
    sweep_cache(tmp_path)
    assert {"a.999999999.1.tmp", "99.sqlite"} <= {*_list_names(tmp_path)}
