"""A snapshot that is updated after an edit holds what reading everything would put into it."""

import os
import shutil
import sqlite3
import sys
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
from chipwatch.store.changed_documents import MIN_UPDATED_FILES
from chipwatch.store.database_writer import write_database
from chipwatch.store.name_writer import MIN_FREE_ROWIDS
from chipwatch.store.snapshot import build_database, open_base
from chipwatch.store.snapshot_update import update_snapshot
from conftest import BASE, Facts, make_link, write_fact_files

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
    "policy/ban.yaml": (
        "name: Ban\nsources: [gazette]\nrule: {act: control, from: 2024, paragraphs:"
        " [{name: a, when: {tpp: '>4800'}}, {name: b, when: {chip: x1}}]}\n"
    ),
}
ACME, ZENITH, X1 = FILES["company/acme.yaml"], FILES["company/zenith.yaml"], FILES["chip/x1.yaml"]
HERALD, REVIEW = FILES["source/herald.yaml"], FILES["source/review.yaml"]
PAIR, BAN = FILES["company/pair.yaml"], FILES["policy/ban.yaml"]
SCHEMA = "properties:\n  company:\n    motto: {type: text, label: Motto, meaning: Its motto.}\n"
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
    """All rows of all tables, with the places of facts and the keys of names for their rowids."""
    places = dict(connection.execute("SELECT rowid, entity || ' ' || place FROM fact"))
    places |= dict(connection.execute("SELECT -rowid, entity || ' ' || key FROM name"))
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
    for table in ("fact", "name"):
        rows[table] = connection.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall()
    for table in ("claim", "document", "withdrawn"):  # asked for by source, path and entity alone
        rows[table].sort()
    rows["word"] = connection.execute("SELECT * FROM passage_word").fetchall()
    rows["hit"] = list(_find_hits(connection, places, "passage", "passage_word"))
    rows["part"] = list(_find_hits(connection, places, "trigram", "vocabulary"))
    return rows


def _list_places(places: dict[int, str], first: object, last: object) -> Iterator[str]:
    assert isinstance(first, int)
    assert isinstance(last, int)
    return (places[rowid] for rowid in range(first, last + 1) if rowid in places)


def _find_hits(
    connection: sqlite3.Connection, places: dict[int, str], index: str, vocabulary: str
) -> Iterator[tuple[object, ...]]:
    """The rank and the passages, or the names, of every term of an index."""
    sign, rank = (1, "rank") if index == "passage" else (-1, "0")
    sql = f"SELECT rowid, {rank} FROM {index} WHERE {index} MATCH ? ORDER BY rowid"
    for (term,) in connection.execute(f"SELECT term FROM {vocabulary}").fetchall():
        quoted_term = '"' + term.replace('"', '""') + '"'
        for rowid, rank_of_hit in connection.execute(sql, (quoted_term,)):
            yield term, round(rank_of_hit, 9), places[sign * rowid]


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
    "another name": ("company/acme.yaml", ACME.replace("Acme", "Acme Works")),
    "another alias": ("company/acme.yaml", ACME.replace("臺積", "積臺")),
    "another id": ("person/ann.yaml", f"id: other\n{FILES['person/ann.yaml']}"),
    "another kind": ("person/ann.yaml", f"kind: company\n{FILES['person/ann.yaml']}"),
    "a document more": ("company/acme.yaml", f"{ACME}---\nid: more\nname: More\n"),
    "a document fewer": ("company/pair.yaml", "id: one\nname: One\nsources: [herald]\n"),
    "documents exchanged": ("company/pair.yaml", "---\n".join(reversed(PAIR.split("---\n")))),
    "a new file": ("company/new.yaml", "name: New\nsources: [herald]\npartners: [acme]\n"),
    "a new last file": ("person/zoe.yaml", "name: Zoe\nsources: [herald]\nsummary: Leads\n"),
    "a new folder": ("statistic/s.yaml", "name: Sales\nsources: [herald]\nsummary: Of anvils\n"),
    "the type of a source": ("source/herald.yaml", HERALD.replace("news", "filing")),
    "the title of a source": ("source/herald.yaml", HERALD.replace("Herald", "The Herald")),
    "a new source": (
        "source/digest.yaml",
        (
            "name: Digest\ntype: digest\norigin: herald\n"
            "claims:\n  - {id: d1, paragraph: p1, says: So}\n"
        ),
    ),
    "a rule edited": ("policy/ban.yaml", BAN.replace("4800", "2400")),
    "a rule withdrawn": ("policy/ban.yaml", BAN[: BAN.index("rule:")]),
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
    "a character more": ("company/acme.yaml", ACME.replace("臺積", "臺積電")),
    "another id": ("company/acme.yaml", f"id: other\n{ACME}"),
    "another kind": ("company/acme.yaml", f"kind: agency\n{ACME}"),
    "the kind of what a rule names": ("chip/x1.yaml", f"kind: product\n{X1}"),
    "another origin": ("source/herald.yaml", f"{HERALD}origin: review\n"),
    "other claims": ("source/review.yaml", REVIEW.replace("c1", "c2")),
    "a rule more": ("policy/other.yaml", BAN.replace("Ban", "Other ban")),
    "not YAML": ("company/acme.yaml", "name: [\n"),
    "an empty file": ("company/acme.yaml", ""),
    "no such entity": ("chip/x1.yaml", X1.replace("acme", "acne")),
    "no such source": ("chip/x1.yaml", X1.replace("herald", "harald")),
    "no such claim": ("chip/x1.yaml", X1.replace("herald", "'review#c9'")),
    "wrong kind": ("chip/x1.yaml", X1.replace("acme", "ann")),
    "no such property": ("chip/x1.yaml", X1.replace("tdp", "tpd")),
    "nothing to correct": ("chip/x1.yaml", X1.replace("700", "{value: 800, replaces: 700}")),
    "an id twice": ("chip/other.yaml", f"id: x1\n{X1}"),
    "a schema": ("schema.yaml", SCHEMA),
    "the first of all": ("agency/aaa.yaml", "name: First\n" + "aliases: [" + "A, " * 9 + "B]\n"),
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
    (folder / "company/zenith.yaml").unlink()


def _delete_folder(folder: Path) -> None:
    shutil.rmtree(folder / "person")


def _move(folder: Path) -> None:
    (folder / "company/acme.yaml").rename(folder / "chip/acme.yaml")
    edit(folder, "chip/acme.yaml", f"kind: company\n{ACME}")


def _exchange(folder: Path) -> None:
    first, second = folder / "company/acme.yaml", folder / "company/zenith.yaml"
    text = first.read_text(encoding="utf-8")
    edit(folder, "company/acme.yaml", second.read_text(encoding="utf-8"))
    edit(folder, "company/zenith.yaml", text.replace("US", "US\npartners: [acme]"))


def _add_many(folder: Path) -> None:
    for number in range(20):
        edit(folder, f"statistic/s{number}.yaml", f"name: Sales {number}\n")
        edit(
            folder,
            f"more/company/c{number}.yaml",
            f"name: C{number}\npartners: [{{unknown: redacted}}]\nsources: gazette\n",
        )


@pytest.mark.parametrize("change", [_delete, _delete_folder, _move, _exchange, _add_many])
def test_files_come_go_and_move(
    change: Callable[[Path], None], own_facts: Facts, tmp_path: Path
) -> None:
    folder, path = own_facts(FILES), tmp_path / "x.sqlite"
    build_snapshot(path, folder)
    change(folder)
    assert update(path, folder) == read_whole(folder)


def _delete_what_is_linked_to(folder: Path) -> None:
    (folder / "company/acme.yaml").unlink()


def _delete_what_a_rule_names(folder: Path) -> None:
    (folder / "chip/x1.yaml").unlink()


def _delete_what_is_cited(folder: Path) -> None:
    (folder / "source/herald.yaml").unlink()


def _replace_by_link(folder: Path) -> None:
    path = folder / "chip/x1.yaml"
    path.rename(folder / "chip/x1.txt")
    make_link(path, "x1.txt")


@pytest.mark.parametrize(
    "change",
    [
        _delete_what_is_linked_to,
        _delete_what_a_rule_names,
        _delete_what_is_cited,
        _replace_by_link,
    ],
)
def test_a_loss_that_others_feel_has_everything_read(
    change: Callable[[Path], None], own_facts: Facts, tmp_path: Path
) -> None:
    folder, path = own_facts(FILES), tmp_path / "x.sqlite"
    build_snapshot(path, folder)
    change(folder)
    assert update(path, folder) is None


LAYER_EDITS = {
    "a value": ("company/acme.yaml", "name: Acme\nsources: [herald]\nfounded: 1951\n"),
    "an alias": ("company/acme.yaml", "name: Acme\naliases: [Anvils]\nsources: [herald]\n"),
    "a correction": (
        "company/acme.yaml",
        "name: Acme\nsources: [herald]\ncountry: {value: NL, replaces: US}\n",
    ),
    "a fact of another": (
        "company/zenith.yaml",
        "name: Zenith\nsources: [herald]\nfounded: 1999\n",
    ),
    "a source": ("source/herald.yaml", "name: Herald\ntype: filing\n"),
    "one's own": ("company/own.yaml", "name: Own\nsources: [herald]\npartners: [acme]\n"),
    "the first of all": ("agency/a.yaml", "name: Agency\nsources: [herald]\nsummary: Acts\n"),
}


@pytest.mark.parametrize("name", LAYER_EDITS)
def test_all_layers_of_an_entity_are_read_anew(name: str, own_facts: Facts, tmp_path: Path) -> None:
    folder, own, path = own_facts(FILES), tmp_path / "own", tmp_path / "x.sqlite"
    edit(own, "company/acme.yaml", "name: Acme\nsources: [herald]\nfounded: 1950\n")
    build_snapshot(path, folder, own)
    edit(own, *LAYER_EDITS[name])
    assert update(path, folder, own) == read_whole(folder, own)
    build_snapshot(path, folder, own)
    edit(folder, *EDITS["another value"])
    updated = update(path, folder, own)
    assert updated == read_whole(folder, own) or (name, updated) == ("a correction", None)


RULE_OF_ALL = BAN.replace(", {name: b, when: {chip: x1}}", "")
CLAIM = "name: Review\ntype: research\nclaims:\n  - {id: c1, paragraph: %s, says: So%s}\n"
CORRECTION = "name: Zenith\nsources: [herald]\npartners: {value: one, replaces: acme}\n"
LINKS = "name: Zenith\nsources: [gazette]\npartners: [acme]\n"
WITHOUT_LINKS = {"company/acme.yaml": "name: Acme\n", "chip/x1.yaml": X1.replace("acme", "one")}
LayeredFiles = tuple[dict[str, str], dict[str, str], dict[str, str | None]]
LAYERED_EFFECTS: dict[str, LayeredFiles] = {
    "the target of a withdrawn value goes": (
        {**WITHOUT_LINKS, "company/zenith.yaml": LINKS},
        {"company/zenith.yaml": CORRECTION},
        {"company/acme.yaml": None},
    ),
    "the target of a withdrawn value is of another kind": (
        {**WITHOUT_LINKS, "company/zenith.yaml": LINKS},
        {"company/zenith.yaml": CORRECTION},
        {"company/acme.yaml": "kind: agency\nname: Acme\n"},
    ),
    "a source of a file that no fact cites goes": (
        {"source/post.yaml": HERALD, "company/idle.yaml": "name: Idle\nsources: [post]\n"},
        {},
        {"source/post.yaml": None},
    ),
    "what a rule names that a later layer replaces goes": (
        {},
        {"policy/ban.yaml": RULE_OF_ALL},
        {"chip/x1.yaml": None},
    ),
    "what a claim cites that a later layer replaces goes": (
        {"source/post.yaml": HERALD, "source/review.yaml": CLAIM % ("p1", ", sources: post")},
        {"source/review.yaml": CLAIM % ("p1", "")},
        {"source/post.yaml": None},
    ),
    "the paragraph of a claim that a later layer replaces is another": (
        {"chip/x1.yaml": X1.replace("herald", "'review#p1'")},
        {"source/review.yaml": CLAIM % ("p2", "")},
        {"source/review.yaml": CLAIM % ("p3", "")},
    ),
    "a claim that a later layer replaces goes": (
        {"chip/x1.yaml": X1.replace("herald", "'review#p1'")},
        {"source/review.yaml": CLAIM % ("p2", "")},
        {"source/review.yaml": "name: Review\ntype: research\n"},
    ),
    "a policy changes its place": (
        {"policy/act.yaml": RULE_OF_ALL},
        {},
        {"policy/act.yaml": None, "policy/zeal.yaml": f"id: act\n{RULE_OF_ALL}"},
    ),
    "two policies change places": (
        {"policy/act.yaml": RULE_OF_ALL, "policy/ban.yaml": RULE_OF_ALL},
        {},
        {
            "policy/act.yaml": f"id: ban\n{RULE_OF_ALL}",
            "policy/ban.yaml": f"id: act\n{RULE_OF_ALL}",
        },
    ),
    "an escape may stand for what goes": (
        {"company/idle.yaml": 'name: Idle\nsources: ["p\\x6fst"]\n', "source/post.yaml": HERALD},
        {},
        {"source/post.yaml": None},
    ),
}
"""Files beside those of the base, those of a later layer, and what is written into the base; None
removes a file."""


@pytest.mark.parametrize("name", LAYERED_EFFECTS)
def test_effects_that_the_tables_do_not_tell_of_have_everything_read(
    name: str, own_facts: Facts, tmp_path: Path
) -> None:
    base_files, own_files, edits = LAYERED_EFFECTS[name]
    folder, path = own_facts({**FILES, **base_files}), tmp_path / "x.sqlite"
    own = write_fact_files(tmp_path / "own", own_files)
    build_snapshot(path, folder, own)
    for file_name, text in edits.items():
        if text is None:
            (folder / file_name).unlink()
        else:
            edit(folder, file_name, text)
    assert update(path, folder, own) is None


def test_a_rule_that_comes_from_another_layer_has_everything_read(
    own_facts: Facts, tmp_path: Path
) -> None:
    folder = own_facts({**FILES, "policy/act.yaml": RULE_OF_ALL})
    own, path = tmp_path / "own", tmp_path / "x.sqlite"
    edit(own, "company/own.yaml", "name: Own\n")
    build_snapshot(path, folder, own)
    edit(folder, "policy/act.yaml", "name: Ban\n")
    edit(own, "policy/act.yaml", RULE_OF_ALL)
    assert update(path, folder, own) is None


def test_withdrawn_facts_are_rated_anew(own_facts: Facts, tmp_path: Path) -> None:
    folder = own_facts({**FILES, "source/post.yaml": HERALD, "company/zenith.yaml": LINKS})
    own, path = tmp_path / "own", tmp_path / "x.sqlite"
    edit(folder, "company/zenith.yaml", LINKS.replace("gazette", "post"))
    edit(own, "company/zenith.yaml", CORRECTION)
    build_snapshot(path, folder, own)
    edit(folder, "source/post.yaml", HERALD.replace("news", "filing"))
    assert update(path, folder, own) == read_whole(folder, own)


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="names of files are text there")
@pytest.mark.parametrize("name", [b"company/caf\xe9.yaml", b"caf\xe9/cafe.yaml"])
def test_names_that_are_no_text_have_everything_read(
    name: bytes, own_facts: Facts, tmp_path: Path
) -> None:
    folder, path = own_facts(FILES), tmp_path / "x.sqlite"
    file_name = os.fsdecode(name)
    edit(folder, file_name, "kind: company\nid: cafe\nname: Cafe\n")
    build_snapshot(path, folder)
    edit(folder, file_name, "kind: company\nid: bistro\nname: Bistro\n")
    assert update(path, folder) is None
    (folder / file_name).unlink()
    assert update(path, folder) is None


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="names of files are text there")
def test_a_layer_whose_name_is_no_text_has_everything_read(
    own_facts: Facts, tmp_path: Path
) -> None:
    folder, path = own_facts(FILES), tmp_path / "x.sqlite"
    own = tmp_path / os.fsdecode(b"caf\xe9")
    edit(own, "company/own.yaml", "name: Own\n")
    build_snapshot(path, folder, own)
    edit(own, "company/more.yaml", "name: More\n")
    assert update(path, folder, own) is None


def test_layers_whose_files_go_by_similar_paths_are_kept_apart(
    own_facts: Facts, tmp_path: Path
) -> None:
    folder, path = own_facts(FILES), tmp_path / "x.sqlite"
    similar = folder.with_name(f"{folder.name}-2")
    edit(similar, "company/other.yaml", "name: Other\n")
    build_snapshot(path, folder, similar)
    edit(similar, "company/more.yaml", "name: More\n")
    edit(folder, "company/first.yaml", "name: First\n")
    assert update(path, folder, similar) == read_whole(folder, similar)


def test_a_layer_in_another_has_everything_read(own_facts: Facts, tmp_path: Path) -> None:
    folder, path = own_facts(FILES), tmp_path / "x.sqlite"
    build_snapshot(path, folder, folder / "company")
    edit(folder, *EDITS["another value"])
    assert update(path, folder, folder / "company") is None


def test_a_base_with_problems_has_everything_read(own_facts: Facts, tmp_path: Path) -> None:
    folder, path = own_facts({**FILES, "company/bad.yaml": "name: [\n"}), tmp_path / "x.sqlite"
    build_snapshot(path, folder)
    edit(folder, *EDITS["another value"])
    assert update(path, folder) is None


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


def test_too_many_changed_files_have_everything_read(own_facts: Facts, tmp_path: Path) -> None:
    files = {f"company/c{n}.yaml": f"name: C{n}\n" for n in range(MIN_UPDATED_FILES + 1)}
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
    "partners": st.sampled_from(
        ["[one, two]", "acme", "zeta", "[acme, {value: two, as_of: 2024}]", "bad"]
    ),
    "aliases": st.sampled_from(["[A1]", "[臺積]", "[晶圓, Wafer]", "[A1, A2, A3]"]),
    "sources": st.sampled_from(["gazette", "[herald]", "['review#c1', gazette]", "['review#c7']"]),
}
COMPANY_FILES = (
    "company/acme.yaml",
    "company/zeta.yaml",
    "company/mid.yaml",
    "more/company/omega.yaml",
)


@st.composite
def company_texts(draw: st.DrawFn) -> str:
    """The text of a document about a company, mostly a good one."""
    lines = [f"name: {draw(st.sampled_from(['Acme', 'Acme', 'Acme', 'Emca']))}"]
    keys = draw(st.lists(st.sampled_from(sorted(VALUES)), unique=True))
    lines += [f"{key}: {draw(VALUES[key])}" for key in {"sources": None, **dict.fromkeys(keys)}]
    return "\n".join(lines) + "\n"


@st.composite
def source_texts(draw: st.DrawFn) -> str:
    """The text of a document about a source."""
    type_ = draw(st.sampled_from(["news", "filing", "digest"]))
    origin = draw(st.sampled_from(["", "", "origin: gazette\n"]))
    return f"name: {draw(st.sampled_from(['Herald', 'Post']))}\ntype: {type_}\n{origin}"


CHANCE_EDITS = st.one_of(
    st.tuples(st.sampled_from(COMPANY_FILES), company_texts()),
    st.tuples(st.sampled_from(COMPANY_FILES), st.none()),
    st.tuples(
        st.just("company/pair.yaml"),
        st.tuples(company_texts(), company_texts()).map(
            lambda texts: f"id: one\n{texts[0]}---\nid: two\n{texts[1]}"
        ),
    ),
    st.tuples(st.sampled_from(["source/herald.yaml", "source/post.yaml"]), source_texts()),
)
"""Files, and what is written into them; None removes one."""


@given(st.lists(st.tuples(st.sampled_from(["facts", "own"]), CHANCE_EDITS), min_size=1))
@settings(max_examples=60, deadline=None)
def test_chance_edits_come_to_what_reading_everything_does(
    edits: list[tuple[str, tuple[str, str | None]]],
) -> None:
    with TemporaryDirectory() as name:
        folder, own, path = Path(name, "facts"), Path(name, "own"), Path(name, "x.sqlite")
        own.mkdir()
        write_fact_files(folder, {**FILES, "company/zeta.yaml": "name: Acme\n"})
        build_snapshot(path, folder, own)
        for layer, (file_name, text) in edits:
            if text is None:
                Path(name, layer, file_name).unlink(missing_ok=True)
            else:
                edit(Path(name, layer), file_name, text)
            updated = update(path, folder, own)
            assert updated is None or updated == read_whole(folder, own)
            build_snapshot(path, folder, own)


def test_edits_of_the_frozen_base_are_put_into_a_copy(tmp_path: Path) -> None:
    folder, path = tmp_path / "base", tmp_path / "x.sqlite"
    shutil.copytree(BASE, folder)
    build_snapshot(path, folder)
    for file in sorted(folder.glob("company/*.yaml"))[:MIN_UPDATED_FILES]:
        text = file.read_text(encoding="utf-8")
        edit(folder, f"company/{file.name}", f"# first line\n{text}")
    assert update(path, folder) == read_whole(folder)
