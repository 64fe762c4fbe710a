"""The snapshot changes how fast an answer comes, and never which answer comes."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from array import array
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import platformdirs
import pytest

from chipwatch.model.problem import UnreadableBaseError
from chipwatch.reading import loader as reading
from chipwatch.reading.file_states import split_states
from chipwatch.reading.layers import FactFolder, list_fact_folders, resolve_layers
from chipwatch.reading.loader import LoadResult
from chipwatch.store import snapshot, snapshot_file, snapshot_update
from chipwatch.store.cache_folder import find_cache_folder
from chipwatch.store.cache_key import CacheKey, build_cache_key
from chipwatch.store.snapshot import open_base
from chipwatch.store.snapshot_file import open_snapshot
from chipwatch.store.table_reader import Database
from conftest import BASE, ROOT, Facts, Result, Run, make_link, make_pipe, posix_only

pytestmark = pytest.mark.slow

ACME = "name: Acme\nsources: gazette\ncountry: US\nsummary: Maker of anvils\n"
ZENITH = "name: Zenith\nsources: gazette\ncountry: CN\n"
FILES = {"company/acme.yaml": ACME, "company/zenith.yaml": ZENITH}
LISTING = ("company", "--columns", "id,country", "--format", "csv", "--data")
LISTED = "id,country\nacme,US\nzenith,CN\n"
SECOND = 1_000_000_000
PAST = 1_700_000_000 * SECOND
Edit = Callable[[Path], object]
Damage = Callable[[bytes], bytes]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where this test's snapshots are kept."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "chipwatch"


@pytest.fixture
def base(own_facts: Facts) -> Path:
    """A folder of facts that was written long enough ago to be kept."""
    return wait_for_tick(own_facts(FILES))


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Gets one item for each time that fact files are read, all or those edited."""
    numbers: list[int] = []
    read, update = reading.load_unrated_facts, snapshot_update.update_snapshot

    def count_call(*arguments: object, **options: object) -> LoadResult:
        numbers.append(len(numbers) + 1)
        return read(*arguments, **options)  # type: ignore[arg-type]  # handed on as they came

    def count_update(
        path: Path, cache_key: CacheKey, folders: Sequence[FactFolder]
    ) -> Database | None:
        connection = update(path, cache_key, folders)
        numbers.extend([len(numbers) + 1] if connection else [])
        return connection

    monkeypatch.setattr(reading, "load_unrated_facts", count_call)
    monkeypatch.setattr(snapshot_update, "update_snapshot", count_update)
    return numbers


def wait_for_tick(folder: Path) -> Path:
    """The folder, once its files are older than the tick within which none is kept."""
    time.sleep(0.03)
    return folder


def make_rewrite(name: str, text: str) -> Edit:
    """An edit that writes a file anew."""
    return lambda folder: (folder / name).write_text(text, encoding="utf-8")


def list_cache_suffixes() -> list[str]:
    """The files in the cache by their endings."""
    folder = find_cache_folder()
    return sorted(path.suffix for path in folder.iterdir()) if folder and folder.is_dir() else []


def list_inodes() -> list[int]:
    """The files in the cache as the disk numbers them."""
    folder = find_cache_folder()
    return sorted(path.stat().st_ino for path in folder.iterdir()) if folder else []


def find_snapshot(cache: Path) -> Path:
    """The one snapshot there is."""
    (results,) = cache.glob("*.sqlite")
    return results


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs alone is asked")
@pytest.mark.parametrize("home", ["/home/x", "relative", "", None])
@pytest.mark.parametrize("cache", ["/cache/x", "relative", "", None])
def test_the_cache_folder_is_that_of_platformdirs(
    monkeypatch: pytest.MonkeyPatch, home: str | None, cache: str | None
) -> None:
    for variable, value in (("HOME", home), ("XDG_CACHE_HOME", cache)):
        if value is None:
            monkeypatch.delenv(variable, raising=False)
        else:
            monkeypatch.setenv(variable, value)
    expected_folder = platformdirs.user_cache_path("chipwatch", appauthor=False)
    assert find_cache_folder() == expected_folder


def test_a_base_is_read_once_and_then_taken_from_its_snapshot(
    base: Path, run: Run, builds: list[int]
) -> None:
    first, second = run(*LISTING, base), run(*LISTING, base)
    assert first == second == Result(0, LISTED, "")
    assert (builds, list_cache_suffixes()) == ([1], [".sqlite"])


# Nothing that changes is overlooked


@pytest.mark.parametrize(
    ("edit", "listed"),
    [
        (make_rewrite("company/acme.yaml", ACME.replace("US", "NL")), "acme,NL\nzenith,CN\n"),
        (make_rewrite("company/acme.yaml", ACME.replace("US", "US # ")), "acme,US\nzenith,CN\n"),
        (make_rewrite("company/new.yaml", ZENITH), "acme,US\nnew,CN\nzenith,CN\n"),
        (make_rewrite("company/new.yml", ZENITH), "acme,US\nnew,CN\nzenith,CN\n"),
        (lambda folder: (folder / "company/acme.yaml").unlink(), "zenith,CN\n"),
        (
            lambda folder: (folder / "company/acme.yaml").rename(folder / "company/new.yaml"),
            "new,US\nzenith,CN\n",
        ),
        (lambda folder: (folder / "company").rename(folder / "firm"), None),
    ],
    ids=["changed", "comment", "added", "added .yml", "removed", "renamed", "folder renamed"],
)
def test_an_edit_is_noticed(
    edit: Edit, listed: str | None, base: Path, run: Run, builds: list[int]
) -> None:
    run(*LISTING, base)
    edit(base)
    assert run(*LISTING, wait_for_tick(base)).out == f"id,country\n{listed or ''}"
    assert builds == [1, 2]


def test_an_edit_of_equal_size_with_its_time_put_back_is_noticed(base: Path, run: Run) -> None:
    path = base / "company/acme.yaml"
    run(*LISTING, base)
    before = path.stat()
    path.write_text(ACME.replace("US", "NL"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert run(*LISTING, base).out == LISTED.replace("US", "NL")


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ((PAST + 1, 0), []),
        ((PAST + 1, snapshot.FINE_TICK_NANOSECONDS - 1), []),
        ((PAST + 1, snapshot.FINE_TICK_NANOSECONDS), [".sqlite"]),
        ((PAST, snapshot.FINE_TICK_NANOSECONDS), []),
        ((PAST, 2 * SECOND - 1), []),
        ((PAST, 2 * SECOND), [".sqlite"]),
        ((PAST + 1, -SECOND), [".sqlite"]),
    ],
    ids=["same time", "in the tick", "after the tick", "whole second", "in the coarse tick",
         "after the coarse tick", "clock set back"],
)  # fmt: skip
def test_a_file_changed_within_one_tick_of_the_build_is_not_kept(
    times: tuple[int, int],
    expected: list[str],
    base: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    changed, later = times
    os.utime(base / "company/acme.yaml", ns=(changed, changed))
    monkeypatch.setattr(time, "time_ns", lambda: changed + later)
    assert run(*LISTING, base).out == LISTED
    assert list_cache_suffixes() == expected


def test_the_time_of_the_last_change_of_any_kind_counts_as_an_edit(
    base: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = base / "company/acme.yaml"
    os.utime(path, ns=(PAST, PAST))
    monkeypatch.setattr(time, "time_ns", lambda: path.stat().st_ctime_ns + 1)
    run(*LISTING, base)
    assert list_cache_suffixes() == []


def test_a_folder_swapped_for_one_of_the_same_size_and_time_is_noticed(
    base: Path, run: Run
) -> None:
    """Two files written in one tick differ in nothing but their inode."""
    other_base = base / "next.yaml"
    other_base.write_text(ACME.replace("US", "NL"), encoding="utf-8")
    path = base / "company/acme.yaml"
    run(*LISTING, wait_for_tick(base))
    folders = list_fact_folders(resolve_layers((str(base),)))
    keys = {
        build_cache_key((), [_set_inode(folder, inode) for folder in folders]) for inode in (1, 2)
    }
    assert len(keys) == 2
    other_base.replace(path)
    assert run(*LISTING, base).out == LISTED.replace("US", "NL")


def _set_inode(folder: FactFolder, inode: int) -> FactFolder:
    """The folder as it would be listed if its files had another inode, and all else alike."""
    states = [
        number
        for *size_and_times, _, disk in split_states(folder.states)
        for number in (*size_and_times, inode, disk)
    ]
    return folder._replace(states=array("q", states))


@pytest.mark.parametrize(
    ("changed", "line"),
    [("chipwatch/model/tables/company_forms.txt", "zzform\n"), ("yaml/__init__.py", "\n# newer\n")],
)
def test_another_table_of_names_or_yaml_library_is_noticed(
    changed: str, line: str, base: Path, tmp_path: Path, process: Run
) -> None:
    library = changed.partition("/")[0]
    installed = find_spec(library)
    assert installed
    assert installed.submodule_search_locations
    shutil.copytree(installed.submodule_search_locations[0], tmp_path / "lib" / library)
    env = {"PYTHONPATH": str(tmp_path / "lib"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = ("company", "Acme Zzform", "--exact", "--columns", "id", "--format", "csv", "--data")
    assert process(*command, base, env=env).code == 1
    before = list_inodes()
    with (tmp_path / "lib" / changed).open("a", encoding="utf-8") as file:
        file.write(line)
    is_found = process(*command, base, env=env).code == 0
    assert is_found == (line == "zzform\n")
    assert list_inodes() != before


def test_files_that_change_while_they_are_read_are_read_again(
    base: Path, run: Run, builds: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    read = reading.load_unrated_facts

    def edit_once(*arguments: object, **options: object) -> LoadResult:
        result = read(*arguments, **options)  # type: ignore[arg-type]  # handed on as they came
        if builds == [1]:
            make_rewrite("company/acme.yaml", ACME.replace("US", "NL"))(base)
        return result

    monkeypatch.setattr(reading, "load_unrated_facts", edit_once)
    assert run(*LISTING, base) == Result(0, LISTED.replace("US", "NL"), "")
    assert builds == [1, 2]


def test_files_that_change_time_and_again_are_read_thrice_and_the_reader_is_told(
    base: Path, run: Run, builds: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    read = reading.load_unrated_facts

    def edit_always(*arguments: object, **options: object) -> LoadResult:
        result = read(*arguments, **options)  # type: ignore[arg-type]  # handed on as they came
        make_rewrite("company/acme.yaml", ACME + "# more\n" * len(builds))(base)
        return result

    monkeypatch.setattr(reading, "load_unrated_facts", edit_always)
    assert run(*LISTING, base) == Result(
        0, LISTED, "files changed while they were read: old and new facts may be mixed\n"
    )
    assert (builds, list_cache_suffixes()) == ([1, 2, 3], [])


def test_an_edit_while_the_files_are_read_is_not_lost(
    base: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = reading.load_unrated_facts

    def slow(*arguments: object, **options: object) -> LoadResult:
        results = read(*arguments, **options)  # type: ignore[arg-type]  # handed on as they came
        make_rewrite("company/acme.yaml", ACME.replace("US", "NL"))(base)
        return results

    with monkeypatch.context() as patch:
        patch.setattr(reading, "load_unrated_facts", slow)
        run(*LISTING, base)
    assert list_cache_suffixes() == []
    assert run(*LISTING, base).out == LISTED.replace("US", "NL")


@pytest.mark.parametrize("future", [False, True])
def test_a_clock_set_back_hides_no_edit(
    base: Path, run: Run, builds: list[int], *, future: bool
) -> None:
    path = base / "company/acme.yaml"
    if future:
        os.utime(path, ns=(time.time_ns() + 86_400 * SECOND,) * 2)
    run(*LISTING, wait_for_tick(base))
    run(*LISTING, base)
    path.write_text(ACME.replace("US", "NL"), encoding="utf-8")
    os.utime(path, ns=(PAST, PAST))
    assert run(*LISTING, base).out == LISTED.replace("US", "NL")
    assert builds == [1, 2]


@pytest.mark.parametrize("new", ["), 4)", "), 2 + 2)"], ids=["same size", "other size"])
def test_a_change_of_the_package_itself_is_noticed(
    new: str, own_facts: Facts, tmp_path: Path, process: Run
) -> None:
    folder = wait_for_tick(
        own_facts({"chip/tiny.yaml": "name: Tiny\nsources: gazette\ntdp: 7 k W\n"})
    )
    package = tmp_path / "lib" / "chipwatch"
    shutil.copytree(ROOT / "src/chipwatch", package, ignore=shutil.ignore_patterns("__pycache__"))
    command = ("chip", "--columns", "tdp_low", "--format", "csv", "--data", folder)
    env = {"PYTHONPATH": str(tmp_path / "lib"), "PYTHONDONTWRITEBYTECODE": "1"}
    assert process(*command, env=env) == Result(0, "tdp_low\n7000\n", "")
    module = package / "model/quantity.py"
    module.write_text(module.read_text(encoding="utf-8").replace("), 3)", new, 1), encoding="utf-8")
    assert process(*command, env=env) == Result(0, "tdp_low\n70000\n", "")


def test_problems_are_told_from_the_snapshot_too(base: Path, run: Run, builds: list[int]) -> None:
    (base / "company/bad.yaml").write_text("name: Bad\nfoundde: 2001\n", encoding="utf-8")
    wait_for_tick(base)
    commands: list[tuple[object, ...]] = [
        ("check", "--data", base),
        ("check", "--format", "json", "--data", base),
        (*LISTING, base),
        ("company", "bad", "--data", base),
    ]
    cold = [run(*commands[0]), *(run(*command) for command in commands[1:])]
    assert [run(*command) for command in commands] == cold
    assert builds == [1]
    assert [result.code for result in cold] == [1, 1, 0, 1]
    assert cold[2].err == (
        "1 entity is left out because of problems in the files:"
        f" run chipwatch check --data={base}\n"
    )


# Nothing odd is believed


def make_zeros(share: float, length: int = 4096) -> Damage:
    """Zeros over part of the file, from this share of it on."""

    def damage(content: bytes) -> bytes:
        at = int(len(content) * share) // length * length
        return content[:at] + bytes(length) + content[at + length :]

    return damage


DAMAGES: Mapping[str, Damage] = {
    "empty": lambda _: b"",
    "half": lambda content: content[: len(content) // 2],
    "one page short": lambda content: content[:-4096],
    "one byte short": lambda content: content[:-1],
    "one byte more": lambda content: content + b"\0",
    "garbage in the middle": lambda content: content[:9000] + os.urandom(9000) + content[18000:],
    "flipped": lambda content: bytes(byte ^ 255 for byte in content),
    "flipped after the header": lambda content: (
        content[:100] + bytes(byte ^ 255 for byte in content[100:])
    ),
    "another word": lambda content: content.replace(b"Maker of anvils", b"Maker of wheels"),
    "zeros at the start": make_zeros(0),
    "zeros but for the first page": lambda content: content[:4096] + bytes(len(content) - 4096),
    "zeros at the end": make_zeros(0.99),
    "a photograph": lambda _: b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(4096),
    "text": lambda _: b"name: Acme\n",
}


@pytest.mark.parametrize("restored", [False, True], ids=["new time", "old time"])
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_snapshot_is_replaced_and_never_answers(  # noqa: PLR0913 - fixtures
    damage: Damage, base: Path, run: Run, builds: list[int], cache: Path, *, restored: bool
) -> None:
    run(*LISTING, base)
    path = find_snapshot(cache)
    about = path.stat()
    path.write_bytes(damage(path.read_bytes()))
    if restored:
        os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
    search = ("search", "anvils", "--format", "csv", "--columns", "name,text", "--data", base)
    results = "name,text\nAcme,Maker of anvils\n"
    assert run(*LISTING, base) == Result(0, LISTED, "")
    assert run(*search).out == results
    assert run(*LISTING, base) == Result(0, LISTED, "")
    assert (builds, list_cache_suffixes()) == ([1, 2], [".sqlite"])


@pytest.mark.parametrize(
    "command",
    [
        ("company", "acme", "--json"),
        ("company", "zenit", "--json"),
        ("search", "anvils", "--json"),
        ("search", "zen", "--json"),
        ("stats", "--json"),
        ("source", "gazette", "--json"),
        ("check", "--format", "json"),
    ],
)
def test_whichever_page_is_lost_the_answer_is_the_same(
    command: tuple[str, ...], base: Path, run: Run, cache: Path
) -> None:
    expected = run(*command, "--data", base)
    path = find_snapshot(cache)
    about, content = path.stat(), path.read_bytes()
    results = set()
    for at in range(0, len(content), 4096):
        path.write_bytes(content[:at] + bytes(4096) + content[at + 4096 :])
        os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
        results.add(run(*command, "--data", base))
    assert results == {expected}


@posix_only
@pytest.mark.parametrize("make", [make_pipe, lambda path: path.symlink_to("/dev/zero")])
def test_what_would_keep_us_waiting_is_not_read_for_a_snapshot(
    make: Callable[[Path], None], base: Path, run: Run, cache: Path
) -> None:
    run(*LISTING, base)
    path = find_snapshot(cache)
    path.unlink()
    make(path)
    assert run(*LISTING, base) == run(*LISTING, base) == Result(0, LISTED, "")
    assert path.is_file()
    assert not path.is_symlink()


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Gets an item for each time that a snapshot is checked; each is too large to be so each time.

    A check is noted however lately the snapshot was written.
    """
    monkeypatch.setattr(snapshot_file, "MAX_CHECKSUMMED_BYTES", 0)
    monkeypatch.setattr(snapshot_file, "SETTLED_AFTER_SECONDS", 0)
    checked_paths: list[Path] = []
    open_path = Path.open

    def note_opening(path: Path, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - handed on
        if path.suffix == ".sqlite":
            checked_paths.append(path)
        return open_path(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", note_opening)
    return checked_paths


def test_a_large_snapshot_is_checked_once_an_hour(
    base: Path, run: Run, builds: list[int], cache: Path, checks: list[Path]
) -> None:
    run(*LISTING, base)
    path = find_snapshot(cache)
    checks.clear()
    assert run(*LISTING, base) == run(*LISTING, base) == Result(0, LISTED, "")
    assert checks == [path]
    note_path = path.with_suffix(".checked")
    check_counts = []
    for age in (3590, 3610, -10):
        os.utime(note_path, (time.time() - age,) * 2)
        assert run(*LISTING, base).out == LISTED
        check_counts.append(len(checks))
    assert (check_counts, builds) == ([1, 2, 3], [1])


@pytest.mark.usefixtures("checks")
@pytest.mark.parametrize("note", ["", "another", "lost", "a folder"])
def test_a_note_that_is_odd_counts_for_nothing(
    note: str, base: Path, run: Run, builds: list[int], cache: Path
) -> None:
    run(*LISTING, base)
    run(*LISTING, base)
    path = find_snapshot(cache)
    path.with_suffix(".checked").unlink()
    if note == "a folder":
        path.with_suffix(".checked").mkdir()
    elif note != "lost":
        path.with_suffix(".checked").write_text(note, encoding="utf-8")
    status, content = path.stat(), path.read_bytes()
    path.write_bytes(content.replace(b"Maker of anvils", b"Maker of wheels"))
    os.utime(path, ns=(status.st_mtime_ns, status.st_mtime_ns))
    assert run("company", "acme", "--columns", "summary", "--data", base).out.endswith("anvils\n")
    assert builds == [1, 2]


PAGE_BYTES = 4096
PAGE_TYPES = {2: "inner index", 5: "inner table", 10: "index leaf", 13: "table leaf"}
"""Kinds of pages by their first byte (SQLite file format, 1.6): others hold what overflows."""


def get_page_type(content: bytes, start: int) -> str:
    return PAGE_TYPES.get(content[start + 100 if start == 0 else start], "overflow")


@pytest.mark.usefixtures("checks")
def test_a_byte_changed_in_any_page_of_a_large_snapshot_is_noticed(cache: Path) -> None:
    """The file is not opened, though its time and size are as noted."""
    layers = resolve_layers((str(BASE),))
    open_base((str(BASE),)).close()
    path, key = find_snapshot(cache), build_cache_key(layers, list_fact_folders(layers))
    content, status = path.read_bytes(), path.stat()
    page_types, believed, refused = set(), [], []
    for start in range(0, len(content), PAGE_BYTES):
        if open_snapshot(path, key) is None:
            refused.append(start)
        with path.open("r+b") as file:
            for place in (start, start + PAGE_BYTES // 2, start + PAGE_BYTES - 1):
                file.seek(place)
                file.write(bytes([content[place] ^ 16]))
                file.flush()
                os.utime(path, ns=(status.st_mtime_ns, status.st_mtime_ns))
                if open_snapshot(path, key) is not None:
                    believed.append(place)
                file.seek(place)
                file.write(content[place : place + 1])
        os.utime(path, ns=(status.st_mtime_ns, status.st_mtime_ns))
        page_types.add(get_page_type(content, start))
    assert (believed, refused) == ([], [])
    assert page_types == {*PAGE_TYPES.values(), "overflow"}


@pytest.mark.usefixtures("checks")
@pytest.mark.parametrize("page_type", [*PAGE_TYPES.values(), "overflow"])
@pytest.mark.parametrize(
    "command",
    [
        ("company", "baidu", "--json"),
        ("company", "badu", "--json"),
        ("company", "nothing like it", "--json"),
        ("why", "baidu", "country", "--json"),
        ("search", "lithography", "--json"),
        ("sql", "SELECT count(*) FROM fact", "--json"),
    ],
    ids=" ".join,
)
def test_whatever_page_of_a_large_snapshot_is_damaged_the_answer_is_the_same(
    command: tuple[str, ...], page_type: str, run: Run, builds: list[int], cache: Path
) -> None:
    expected = run(*command)
    assert run(*command) == expected
    path = find_snapshot(cache)
    content, status = path.read_bytes(), path.stat()
    starts = [
        start
        for start in range(0, len(content), PAGE_BYTES)
        if get_page_type(content, start) == page_type
    ]
    start = starts[len(starts) // 2]
    page = bytes(byte ^ 1 for byte in content[start : start + PAGE_BYTES])
    path.write_bytes(content[:start] + page + content[start + PAGE_BYTES :])
    os.utime(path, ns=(status.st_mtime_ns, status.st_mtime_ns))
    assert run(*command) == expected
    assert builds == [1, 2]


def test_text_with_half_a_character_is_not_taken_for_damage(
    base: Path, run: Run, builds: list[int]
) -> None:
    run(*LISTING, base)
    assert run("search", "gpu \udcff", "--data", base).code == 1
    assert builds == [1]


def test_the_database_of_another_program_is_not_believed(
    base: Path, run: Run, builds: list[int], cache: Path
) -> None:
    run(*LISTING, base)
    path = find_snapshot(cache)
    path.unlink()
    with sqlite3.connect(path) as other_base:
        other_base.executescript("CREATE TABLE meta (key, seal); CREATE TABLE entity (id, kind);")
    other_base.close()
    assert run(*LISTING, base) == run(*LISTING, base) == Result(0, LISTED, "")
    assert builds == [1, 2]


def test_the_snapshot_of_another_base_in_its_place_is_not_believed(
    base: Path, run: Run, cache: Path, tmp_path: Path
) -> None:
    other_base = tmp_path / "other"
    shutil.copytree(base, other_base)
    make_rewrite("company/acme.yaml", ACME.replace("US", "NL"))(other_base)
    run(*LISTING, wait_for_tick(other_base))
    foreign = find_snapshot(cache)
    foreign.rename(cache / "aside")
    run(*LISTING, base)
    (cache / "aside").replace(find_snapshot(cache))
    assert run(*LISTING, base).out == LISTED


def test_an_edit_replaces_the_file_whole(base: Path, run: Run, cache: Path) -> None:
    run(*LISTING, base)
    path = find_snapshot(cache)
    with path.open("rb") as old:
        before = old.read()
        make_rewrite("company/acme.yaml", ACME.replace("US", "NL"))(base)
        run(*LISTING, wait_for_tick(base))
        old.seek(0)
        assert old.read() == before
        assert path.stat().st_ino != os.fstat(old.fileno()).st_ino
    assert list_cache_suffixes() == [".sqlite"]


# Several at once, and killed


def test_several_processes_that_build_at_once_all_answer(
    base: Path, run: Run, builds: list[int]
) -> None:
    command = [sys.executable, "-m", "chipwatch", *LISTING, str(base)]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(4)]
    outputs = [process.communicate()[0].decode() for process in started]
    assert outputs == [LISTED] * 4
    assert list_cache_suffixes() == [".sqlite"]
    assert run(*LISTING, base).out == LISTED
    assert builds == []


KILLED = """
import os, signal, sys
from chipwatch.cli.main import main
{} = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
main(sys.argv[1:])
"""


@posix_only
@pytest.mark.parametrize(
    "where",
    ["os.utime", "import pathlib; pathlib.Path.replace"],
    ids=["before it is sealed", "before it is renamed"],
)
def test_a_build_that_is_killed_leaves_nothing_that_is_believed(
    where: str, base: Path, run: Run, builds: list[int]
) -> None:
    command = [sys.executable, "-c", KILLED.format(where), *LISTING, str(base)]
    killed = subprocess.run(command, capture_output=True, check=False)
    assert (killed.returncode, list_cache_suffixes()) == (-signal.SIGKILL, [".lock", ".tmp"])
    assert run(*LISTING, base) == run(*LISTING, base) == Result(0, LISTED, "")
    assert (builds, list_cache_suffixes()) == ([1], [".sqlite"])


@pytest.mark.parametrize(
    ("age", "remaining"),
    [(0, [".sqlite", ".tmp"]), (3590, [".sqlite", ".tmp"]), (3610, [".sqlite"]),
     (-3610, [".sqlite", ".tmp"])],
)  # fmt: skip
def test_what_a_killed_build_left_is_removed_after_an_hour(
    age: int, remaining: list[str], base: Path, run: Run, cache: Path
) -> None:
    cache.mkdir(parents=True)
    (cache / "12345678.1.2.tmp").write_bytes(b"half")
    os.utime(cache / "12345678.1.2.tmp", (time.time() - age,) * 2)
    run(*LISTING, base)
    assert list_cache_suffixes() == remaining


INTERRUPTED = """
import sys
from chipwatch.cli.main import main
import os

def interrupt(*_, **__):
    raise KeyboardInterrupt

os.utime = interrupt
sys.exit(main(sys.argv[1:]))
"""


def test_a_build_that_is_interrupted_leaves_nothing(base: Path) -> None:
    command = [sys.executable, "-c", INTERRUPTED, *LISTING, str(base)]
    interrupted = subprocess.run(command, capture_output=True, check=False)
    assert (interrupted.returncode, list_cache_suffixes()) == (130, [])


# Where nothing can be kept


def _folder_in_the_place(cache: Path) -> None:
    path = find_snapshot(cache)
    path.unlink()
    path.mkdir()
    (path / "mine").touch()


def _file_for_the_folder(cache: Path) -> None:
    shutil.rmtree(cache)
    cache.touch()


def _file_for_the_cache(cache: Path) -> None:
    shutil.rmtree(cache.parent)
    cache.parent.touch()


def _link_to_nowhere(cache: Path) -> None:
    shutil.rmtree(cache)
    make_link(cache, "nowhere/at/all")


@pytest.mark.parametrize(
    "stand", [_folder_in_the_place, _file_for_the_folder, _file_for_the_cache, _link_to_nowhere]
)
def test_where_no_snapshot_can_be_kept_the_answer_is_the_same(
    stand: Callable[[Path], None], base: Path, run: Run, builds: list[int], cache: Path
) -> None:
    run(*LISTING, base)
    stand(cache)
    assert run(*LISTING, base) == run(*LISTING, base) == Result(0, LISTED, "")
    assert builds == [1, 2, 3]


def test_a_read_only_cache_is_done_without(base: Path, run: Run, cache: Path) -> None:
    cache.mkdir(parents=True)
    cache.chmod(0o500)
    assert run(*LISTING, base) == run(*LISTING, base) == Result(0, LISTED, "")
    cache.chmod(0o700)


def test_a_full_disk_is_done_without(
    base: Path, run: Run, builds: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert run(*LISTING, base) == run(*LISTING, base) == Result(0, LISTED, "")
    assert (builds, list_cache_suffixes()) == ([1, 2], [])


@posix_only
def test_a_user_without_a_home_gets_the_answer(
    base: Path, run: Run, builds: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(_: int) -> None:
        raise KeyError

    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.setattr("pwd.getpwuid", nobody)
    assert run(*LISTING, base) == run(*LISTING, base) == Result(0, LISTED, "")
    assert builds == [1, 2]
    assert list(Path.cwd().iterdir()) == []


def test_a_home_that_cannot_be_made_is_done_without(
    base: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "file" / "home"))
    assert run(*LISTING, base) == run(*LISTING, base) == Result(0, LISTED, "")


# Which base is meant


def test_a_folder_deleted_between_runs_is_not_answered_from_memory(base: Path, run: Run) -> None:
    run(*LISTING, base)
    shutil.rmtree(base)
    hint = "give a folder of fact files, or the word bundled"
    assert run(*LISTING, base) == Result(
        2, "", f"error: there is no file or folder {base}\n{hint}\n"
    )


def test_layers_in_another_order_are_another_base(base: Path, run: Run, tmp_path: Path) -> None:
    other_base = tmp_path / "other" / "company"
    other_base.mkdir(parents=True)
    (other_base / "acme.yaml").write_text("name: Acme Works\nsources: gazette\n", encoding="utf-8")
    wait_for_tick(base)
    ways = [(base, other_base.parent), (other_base.parent, base)] * 2
    names = [
        run("company", "acme", "--columns", "name", "--format", "csv",
            "--data", first, "--data", second).out
        for first, second in ways
    ]  # fmt: skip
    assert names == ["name\nAcme\n", "name\nAcme Works\n"] * 2
    assert list_cache_suffixes() == [".sqlite", ".sqlite"]


def test_a_path_is_shown_as_it_was_given_whichever_snapshot_was_there(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def path(spellings: str) -> str:
        return open_base((spellings,)).load_entities(["acme"])[0].facts[0].location.path

    monkeypatch.chdir(base.parent)
    spellings = ["facts", str(base), "./facts", "facts/"] * 2
    labels = ["facts", str(base), "./facts", "facts"] * 2
    assert [path(spelling) for spelling in spellings] == [
        f"{spelling}/company/acme.yaml" for spelling in labels
    ]


def test_one_relative_path_in_two_places_is_two_bases(
    base: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(base, tmp_path / "elsewhere/facts")
    make_rewrite("company/acme.yaml", ACME.replace("US", "NL"))(tmp_path / "elsewhere/facts")
    wait_for_tick(base)
    results = []
    for place in [tmp_path, tmp_path / "elsewhere"] * 2:
        monkeypatch.chdir(place)
        results.append(run(*LISTING, "facts").out)
    assert results == [LISTED, LISTED.replace("US", "NL")] * 2


def test_a_folder_that_cannot_be_listed_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refused)
    with pytest.raises(UnreadableBaseError, match=r"data cannot be read: Permission denied"):
        open_base()


# What a user gets never depends on it


@pytest.mark.parametrize(
    "command",
    [
        ("company", "baidu"),
        ("company", "baidu", "--json"),
        ("company", "badu", "百度", "--json"),
        ("company", "--format", "markdown"),
        ("compare", "tencent", "alibaba", "--json"),
        ("search", "lithography", "--json"),
        ("search", "qunlun", "--json"),
        ("why", "china-chip-imports", "--json"),
        ("source", "forbes-2025-04-trade-war-proofing", "--json"),
        ("stats", "--json"),
        ("check",),
        ("company", "zzzz", "--json"),
    ],
    ids=" ".join,
)
def test_cold_warm_and_without_a_cache_the_bytes_are_the_same(
    command: tuple[str, ...], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    cold, warm = run(*command), run(*command)
    assert set(list_cache_suffixes()) - {".checked"} == {".sqlite"}  # noted after two seconds
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null")
    assert cold == warm == run(*command)
    assert cold.out or cold.err


LOADED = """
import sys
from chipwatch.cli.main import main
main(sys.argv[2:])
print(*sorted(set(sys.argv[1].split()) & set(sys.modules)), file=sys.stderr)
"""
HEAVY = "yaml rich rapidfuzz decimal"


@pytest.mark.parametrize(
    ("command", "loaded"),
    [
        (("company", "baidu", "--json"), ""),
        (("company", "baidu"), ""),
        (("company", "badu", "--json"), "rapidfuzz"),
        (("company", "百度", "--json"), ""),
    ],
    ids=["json", "table in a pipe", "misspelt", "Chinese"],
)
def test_a_warm_lookup_loads_only_what_it_needs(command: tuple[str, ...], loaded: str) -> None:
    call = [sys.executable, "-c", LOADED, HEAVY, *command]
    subprocess.run(call, capture_output=True, check=True)
    warm = subprocess.run(call, capture_output=True, check=True)
    assert warm.stderr.decode().splitlines()[-1] == loaded


COUNTED = """
import sys
from chipwatch.cli.main import main
main(sys.argv[1:])
names = {name for name in sys.modules if name.startswith("chipwatch")}
names |= {"typer", "shutil"} & {*sys.modules}
print(*sorted(names), file=sys.stderr)
"""
MAX_OWN_MODULES = 85
"""Each module takes about 0.3 ms to load. Lower this when one is spared; before you raise it, look
whether the new one can be imported where it is used."""
SPARED_MODULES = """
asking.answers.columns asking.naming.candidates cli.shell_completion model.clock model.query_dates
model.suggest model.units model.wording reading.loader store.base_contents store.database_writer
store.time_filter
"""


@pytest.mark.parametrize("command", [("company", "baidu", "--json"), ("chip", "h20", "--json")])
def test_a_warm_lookup_loads_few_modules_of_ours(command: tuple[str, ...]) -> None:
    call = [sys.executable, "-c", COUNTED, *command]
    subprocess.run(call, capture_output=True, check=True)
    warm = subprocess.run(call, capture_output=True, check=True)
    modules = warm.stderr.decode().splitlines()[-1].split()
    spared_modules = {"typer", "shutil", *(f"chipwatch.{name}" for name in SPARED_MODULES.split())}
    assert spared_modules & {*modules} == set()
    assert len(modules) <= MAX_OWN_MODULES
