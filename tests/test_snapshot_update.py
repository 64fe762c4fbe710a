"""A snapshot that is updated after an edit holds what reading everything would put into it."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chipwatch.reading.layers import list_fact_files, list_fact_folders, resolve_layers
from chipwatch.reading.loader import load_fact_files
from chipwatch.store import snapshot, snapshot_file
from chipwatch.store.cache_key import build_cache_key
from chipwatch.store.database_writer import MIN_FREE_ROWIDS, write_database
from chipwatch.store.snapshot import build_database, open_base
from chipwatch.store.snapshot_update import MAX_EDITED_FILES, update_snapshot
from conftest import BASE, Facts, write_fact_files

pytestmark = pytest.mark.slow

FILES = {
    "source/herald.yaml": "name: Herald\ntype: news\npublished: 2024-05\n",
    "source/review.yaml": (
        "name: Review\ntype: research\nclaims:\n  - {id: c1, paragraph: p1, says: It says so}\n"
    ),
    "company/acme.yaml": (
        "name: Acme\naliases: [臺積]\nsources: [gazette]\ncountry: US\nsummary: Maker of anvils\n"
    ),
    "company/zenith.yaml": (
        "name: Zenith\nsources: [gazette, herald]\ncountry: CN\npartners: [acme]\n"
    ),
    "company/pair.yaml": (
        "id: one\nname: One\nsources: [herald]\ncountry: JP\n---\n"
        "id: two\nname: Two\nsources: [gazette]\nsummary: Second of two\n"
    ),
    "chip/x1.yaml": "name: X1\nsources: [herald]\ndesigner: acme\ntdp: 700\n",
    "person/ann.yaml": "name: Ann\nsources: [gazette]\nsummary: Leads 华为昇腾\n",
}
ACME, ZENITH, X1 = FILES["company/acme.yaml"], FILES["company/zenith.yaml"], FILES["chip/x1.yaml"]
Rows = dict[str, list[tuple[object, ...]]]


@pytest.fixture(autouse=True)
def keep_files_just_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep snapshots of files that were written a moment ago: here each edit makes a new file."""
    monkeypatch.setattr(snapshot, "FINE_TICK_NANOSECONDS", 0)


def build_snapshot(path: Path, *folders: Path) -> None:
    """Build the snapshot of some folders."""
    layers = resolve_layers(tuple(map(str, folders)))
    build_database(layers, list_fact_folders(layers), path).close()
    assert path.is_file()


def update(path: Path, *folders: Path) -> Rows | None:
    """What the snapshot holds once it is updated; None where everything has to be read."""
    layers = resolve_layers(tuple(map(str, folders)))
    listed = list_fact_folders(layers)
    connection = update_snapshot(path, build_cache_key(layers, listed), listed)
    if connection is None:
        return None
    with closing(connection):
        return dump(connection)


def read_whole(*folders: Path) -> Rows:
    """What a base holds that is read whole."""
    files = list_fact_files(resolve_layers(tuple(map(str, folders))))
    with closing(sqlite3.connect(":memory:")) as connection:
        write_database(connection, load_fact_files(files))
        return dump(connection)


def dump(connection: sqlite3.Connection) -> Rows:
    """All rows of all tables, with the places of facts in place of their rowids."""
    places = dict(connection.execute("SELECT rowid, entity || ' ' || place FROM fact"))
    tables = [
        name
        for name, sql in connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name")
        if str(sql).startswith("CREATE TABLE") and not name.startswith(("passage", "trigram"))
    ]
    rows: Rows = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in tables}
    assert rows.pop("meta") == rows.pop("folder") == []
    rows["entity"] = [
        (*names, *_list_places(places, first, last)) for *names, first, last in rows["entity"]
    ]
    rows["citation"] = sorted(
        (source, *_list_places(places, first, last)) for source, first, last in rows["citation"]
    )
    rows["fact"] = connection.execute("SELECT * FROM fact ORDER BY rowid").fetchall()
    rows["word"] = connection.execute("SELECT * FROM passage_word").fetchall()
    rows["hit"] = list(_find_hits(connection, places))
    return rows


def _list_places(places: dict[int, str], first: object, last: object) -> Iterator[str]:
    assert isinstance(first, int)
    assert isinstance(last, int)
    return (places[rowid] for rowid in range(first, last + 1) if rowid in places)


def _find_hits(
    connection: sqlite3.Connection, places: dict[int, str]
) -> Iterator[tuple[object, ...]]:
    """The rank and the passages of every word of the index."""
    sql = "SELECT rowid, rank FROM passage WHERE passage MATCH ? ORDER BY rowid"
    for (term,) in connection.execute("SELECT term FROM passage_word").fetchall():
        for rowid, rank in connection.execute(sql, (f'"{term}"',)):
            yield term, round(rank, 9), places.get(rowid, rowid)


def edit(folder: Path, name: str, text: str) -> None:
    """Write a file anew, as a file of another number on the disk, and keep the order of files."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = folder.parent / "aside"
    aside.write_text(text, encoding="utf-8")
    aside.replace(path)


EDITS = {
    "another value": ("company/acme.yaml", ACME.replace("US", "NL")),
    "a fact more": ("company/acme.yaml", ACME + "headquarters: Reno\n"),
    "a fact fewer": ("company/acme.yaml", ACME.replace("country: US\n", "")),
    "no facts": ("company/acme.yaml", "name: Acme\naliases: [臺積]\n"),
    "another source": ("company/zenith.yaml", ZENITH.replace("gazette, ", "")),
    "a link more": ("company/zenith.yaml", ZENITH.replace("[acme]", "[acme, one]")),
    "a comment": ("company/acme.yaml", f"# first line\n{ACME}"),
    "one of two": ("company/pair.yaml", FILES["company/pair.yaml"].replace("JP", "KR")),
    "a Chinese value": ("person/ann.yaml", "name: Ann\nsources: [gazette]\nsummary: 中芯国际\n"),
    "an unknown value": ("chip/x1.yaml", X1.replace("700", "{unknown: redacted}")),
    "an estimate": ("chip/x1.yaml", X1.replace("700", "{value: ~700, certainty: estimated}")),
    "a claim": ("chip/x1.yaml", X1.replace("herald", "'review#c1'")),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_of_facts_is_put_into_a_copy(name: str, own_facts: Facts, tmp_path: Path) -> None:
    folder, path = own_facts(FILES), tmp_path / "x.sqlite"
    build_snapshot(path, folder)
    before = path.read_bytes()
    edit(folder, *EDITS[name])
    assert update(path, folder) == read_whole(folder)
    assert path.read_bytes() == before


def test_edits_of_several_files_are_put_into_a_copy(own_facts: Facts, tmp_path: Path) -> None:
    folder, path = own_facts(FILES), tmp_path / "x.sqlite"
    build_snapshot(path, folder)
    for name in ("another value", "a link more", "one of two", "an estimate"):
        edit(folder, *EDITS[name])
    assert update(path, folder) == read_whole(folder)


WIDE_EDITS = {
    "another name": ("company/acme.yaml", ACME.replace("Acme", "Acme Works")),
    "another alias": ("company/acme.yaml", ACME.replace("臺積", "台積")),
    "another id": ("company/acme.yaml", f"id: other\n{ACME}"),
    "another kind": ("company/acme.yaml", f"kind: agency\n{ACME}"),
    "a document more": ("company/acme.yaml", f"{ACME}---\nid: more\nname: More\n"),
    "a document fewer": ("company/pair.yaml", "id: one\nname: One\nsources: [herald]\n"),
    "documents exchanged": (
        "company/pair.yaml",
        "---\n".join(reversed(FILES["company/pair.yaml"].split("---\n"))),
    ),
    "a source": ("source/herald.yaml", FILES["source/herald.yaml"].replace("news", "filing")),
    "a new file": ("company/new.yaml", "name: New\n"),
    "not YAML": ("company/acme.yaml", "name: [\n"),
    "no such entity": ("chip/x1.yaml", X1.replace("acme", "acne")),
    "no such source": ("chip/x1.yaml", X1.replace("herald", "harald")),
    "no such claim": ("chip/x1.yaml", X1.replace("herald", "'review#c9'")),
    "wrong kind": ("chip/x1.yaml", X1.replace("acme", "ann")),
    "no such property": ("chip/x1.yaml", X1.replace("tdp", "tpd")),
    "a correction": ("chip/x1.yaml", X1.replace("700", "{value: 800, replaces: 700}")),
    "more facts than there is room": (
        "chip/x1.yaml",
        f"{X1}package:\n" + "".join(f"  - {{value: P{n}}}\n" for n in range(MIN_FREE_ROWIDS + 9)),
    ),
}


@pytest.mark.parametrize("name", WIDE_EDITS)
def test_an_edit_with_other_effects_has_everything_read(
    name: str, own_facts: Facts, tmp_path: Path
) -> None:
    folder, path = own_facts(FILES), tmp_path / "x.sqlite"
    build_snapshot(path, folder)
    edit(folder, *WIDE_EDITS[name])
    assert update(path, folder) is None


@pytest.mark.parametrize("states", ["'text'", "x'00'", "NULL"])
def test_states_that_were_never_written_have_everything_read(
    states: str, own_facts: Facts, tmp_path: Path
) -> None:
    folder, path = own_facts(FILES), tmp_path / "x.sqlite"
    build_snapshot(path, folder)
    times = path.stat()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"UPDATE folder SET states = {states}")
    snapshot_file._write_checksum(path)  # noqa: SLF001 - as if it were whole
    os.utime(path, ns=(times.st_mtime_ns, times.st_mtime_ns))
    edit(folder, *EDITS["another value"])
    assert update(path, folder) is None
    assert not list(tmp_path.glob("*.tmp"))


def _delete(folder: Path) -> None:
    (folder / "chip/x1.yaml").unlink()


def _exchange(folder: Path) -> None:
    first, second = folder / "company/acme.yaml", folder / "company/zenith.yaml"
    text = first.read_text(encoding="utf-8")
    edit(folder, "company/acme.yaml", second.read_text(encoding="utf-8"))
    edit(folder, "company/zenith.yaml", text)


def _replace_by_link(folder: Path) -> None:
    path = folder / "chip/x1.yaml"
    path.rename(folder / "chip/x1.txt")
    path.symlink_to("x1.txt")


@pytest.mark.parametrize("change", [_delete, _exchange, _replace_by_link])
def test_another_change_of_files_has_everything_read(
    change: Callable[[Path], None], own_facts: Facts, tmp_path: Path
) -> None:
    folder, path = own_facts(FILES), tmp_path / "x.sqlite"
    build_snapshot(path, folder)
    change(folder)
    assert update(path, folder) is None


def test_a_document_of_two_layers_has_everything_read(own_facts: Facts, tmp_path: Path) -> None:
    folder, path = own_facts(FILES), tmp_path / "x.sqlite"
    edit(tmp_path / "own", "company/acme.yaml", "name: Acme\nsources: [herald]\nfounded: 1950\n")
    build_snapshot(path, folder, tmp_path / "own")
    edit(folder, *EDITS["another value"])
    assert update(path, folder, tmp_path / "own") is None


def test_a_base_with_problems_has_everything_read(own_facts: Facts, tmp_path: Path) -> None:
    folder, path = own_facts({**FILES, "company/bad.yaml": "name: [\n"}), tmp_path / "x.sqlite"
    build_snapshot(path, folder)
    edit(folder, *EDITS["another value"])
    assert update(path, folder) is None


SCHEMA = "properties:\n  company:\n    motto: {type: text, label: Motto, meaning: Its motto.}\n"


def test_a_base_that_declares_properties_has_everything_read(
    own_facts: Facts, tmp_path: Path
) -> None:
    folder, path = own_facts({**FILES, "schema.yaml": SCHEMA}), tmp_path / "x.sqlite"
    build_snapshot(path, folder)
    edit(folder, *EDITS["another value"])
    assert update(path, folder) is None


def test_properties_of_another_base_are_not_in_force(own_facts: Facts, tmp_path: Path) -> None:
    """They are of no use for reading the edited files, and must not be."""
    folder, path = own_facts(FILES), tmp_path / "x.sqlite"
    build_snapshot(path, folder)
    edit(tmp_path / "other", "schema.yaml", SCHEMA)
    edit(folder, "company/acme.yaml", f"{ACME}motto: Anvils for all\n")
    open_base((str(tmp_path / "other"),)).close()
    assert update(path, folder) is None


def test_too_many_edited_files_have_everything_read(own_facts: Facts, tmp_path: Path) -> None:
    files = {f"company/c{n}.yaml": f"name: C{n}\n" for n in range(MAX_EDITED_FILES + 1)}
    folder, path = own_facts(files), tmp_path / "x.sqlite"
    build_snapshot(path, folder)
    for name, text in list(files.items())[1:]:
        edit(folder, name, f"{text}sources: [gazette]\ncountry: US\n")
    assert update(path, folder) == read_whole(folder)
    edit(folder, "company/c0.yaml", "name: C0\nsources: [gazette]\ncountry: US\n")
    assert update(path, folder) is None


@pytest.mark.parametrize("share", [0.01, 0.5, 0.99])
def test_a_damaged_snapshot_is_not_updated(share: float, own_facts: Facts, tmp_path: Path) -> None:
    folder, path = own_facts(FILES), tmp_path / "x.sqlite"
    build_snapshot(path, folder)
    content = bytearray(path.read_bytes())
    content[int(len(content) * share)] ^= 16
    path.write_bytes(content)
    edit(folder, *EDITS["another value"])
    assert update(path, folder) is None


def test_damage_that_a_note_hides_is_not_copied(
    own_facts: Facts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy would carry a right checksum of wrong facts."""
    monkeypatch.setattr(snapshot_file, "MAX_CHECKSUMMED_BYTES", 0)
    monkeypatch.setattr(snapshot_file, "_has_valid_note", lambda *_: True)
    folder, path = own_facts(FILES), tmp_path / "x.sqlite"
    build_snapshot(path, folder)
    status = path.stat()
    path.write_bytes(path.read_bytes().replace(b"Maker of anvils", b"Maker of wheels"))
    os.utime(path, ns=(status.st_mtime_ns, status.st_mtime_ns))
    edit(folder, *EDITS["a link more"])
    assert update(path, folder) is None


def test_an_updated_snapshot_is_kept_and_updated_again(own_facts: Facts, tmp_path: Path) -> None:
    folder, path = own_facts(FILES), tmp_path / "x.sqlite"
    build_snapshot(path, folder)
    for name in ("a fact more", "no facts", "a link more", "a fact fewer", "one of two"):
        edit(folder, *EDITS[name])
        build_snapshot(path, folder)
    edit(folder, *EDITS["another value"])
    assert update(path, folder) == read_whole(folder)


VALUES = {
    "country": st.sampled_from(["US", "CN", "{unknown: undisclosed}", "{value: TW, note: 台积电}"]),
    "summary": st.text("ab 芯。", min_size=1, max_size=6).map(lambda text: f'"x{text}"'),
    "founded": st.integers(1900, 2024).map(str),
    "partners": st.sampled_from(["[one, two]", "acme", "[acme, {value: two, as_of: 2024}]", "bad"]),
    "sources": st.sampled_from(["gazette", "[herald]", "['review#c1', gazette]", "['review#c7']"]),
}


@st.composite
def company_texts(draw: st.DrawFn) -> str:
    """The text of a document about a company, mostly a good one."""
    lines = [f"name: {draw(st.sampled_from(['Acme', 'Acme', 'Acme', 'Emca']))}"]
    keys = draw(st.lists(st.sampled_from(sorted(VALUES)), unique=True))
    lines += [f"{key}: {draw(VALUES[key])}" for key in {"sources": None, **dict.fromkeys(keys)}]
    return "\n".join(lines) + "\n"


@given(st.lists(st.tuples(st.sampled_from(["acme", "zeta"]), company_texts()), min_size=1))
@settings(max_examples=40, deadline=None)
def test_chance_edits_come_to_what_reading_everything_does(edits: list[tuple[str, str]]) -> None:
    with TemporaryDirectory() as name:
        folder, path = Path(name, "facts"), Path(name, "x.sqlite")
        files = {**FILES, "company/zeta.yaml": "name: Acme\n"}
        write_fact_files(folder, files)
        build_snapshot(path, folder)
        for stem, text in edits:
            edit(folder, f"company/{stem}.yaml", text)
            updated = update(path, folder)
            assert updated is None or updated == read_whole(folder)
            build_snapshot(path, folder)


def test_edits_of_the_frozen_base_are_put_into_a_copy(tmp_path: Path) -> None:
    folder, path = tmp_path / "base", tmp_path / "x.sqlite"
    shutil.copytree(BASE, folder)
    build_snapshot(path, folder)
    for file in sorted(folder.glob("company/*.yaml"))[:MAX_EDITED_FILES]:
        text = file.read_text(encoding="utf-8")
        edit(folder, f"company/{file.name}", f"# first line\n{text}")
    assert update(path, folder) == read_whole(folder)
