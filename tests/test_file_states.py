"""The states of files are those that the system tells, whoever reads them."""

import os
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from chipwatch.model.problem import UnreadableBaseError
from chipwatch.reading import file_states, layers
from chipwatch.reading.file_states import (
    STATE_LENGTH,
    StateReader,
    complete_states,
    get_state,
    open_folder,
    pack_numbers,
    read_states,
    split_states,
)
from chipwatch.reading.layers import FactFolder, list_fact_folders, resolve_layers
from conftest import Facts, make_link

FILES = {f"{kind}/{name}.yaml": "name: X\n" for kind in ("chip", "company") for name in "abcde"}


class WatchedHelper:
    """Reads the states that it is asked for when they are collected, and notes what happens."""

    def __init__(self, folder: Path, events: list[str], *, works: bool) -> None:
        self.folder, self.events, self.works = folder, events, works
        self.states = array("q")

    def start(self, descriptor: int, names: Sequence[str], start: int) -> "WatchedHelper":
        self.events.append(f"start {len(names) - start}")
        self.states = read_all(descriptor, names[start:]) if self.works else array("q")
        return self

    def collect(self) -> bytes:
        self.events.append("collect")
        return self.states.tobytes()

    def stop(self) -> None:
        self.events.append("stop")


def read_all(folder: int | str, names: Sequence[str]) -> "array[int]":
    """The states of the files in an open folder, one after another."""
    states = array("q")
    for numbers in read_states(folder, names):
        states += numbers
    return states


@pytest.fixture
def folder(own_facts: Facts, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of two large folders and a small one, as large as five files."""
    monkeypatch.setattr(file_states, "MIN_FILES_WITH_HELPER", 5)
    return own_facts(FILES)


@pytest.fixture
def events() -> list[str]:
    """What happened to the helper, in order."""
    return []


def list_folders(folder: Path, reader: StateReader | None = None) -> list[FactFolder]:
    return list_fact_folders(resolve_layers((str(folder),)), reader)


def list_states(folder: Path) -> dict[str, tuple[int, ...]]:
    """The states of all files of a folder, by name."""
    return {
        name: state
        for listed in list_folders(folder)
        for name, state in zip(listed.names, split_states(listed.states), strict=True)
    }


@pytest.mark.parametrize("works", [True, False], ids=["they work", "they fail"])
def test_helpers_read_most_of_large_folders_while_others_are_listed(
    folder: Path, events: list[str], *, works: bool
) -> None:
    expected = list_folders(folder)

    def start(descriptor: int, names: Sequence[str], start: int) -> WatchedHelper:
        return WatchedHelper(folder, events, works=works).start(descriptor, names, start)

    reader = StateReader(start, meanwhile=lambda: events.append("meanwhile"))
    assert list_folders(folder, reader) == expected
    assert events == ["start 3", "start 3", "meanwhile", "collect", "collect"]
    assert [len(listed.names) for listed in expected].count(5) == 2


def test_there_are_never_many_helpers(
    folder: Path, events: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_states, "MAX_HELPERS", 1)
    list_folders(folder, StateReader(WatchedHelper(folder, events, works=True).start))
    assert events == ["start 3", "collect", "start 3", "collect"]


def test_without_a_helper_all_is_read_here(folder: Path) -> None:
    expected = list_folders(folder)
    assert list_folders(folder, StateReader(lambda _folder, _names, _start: None)) == expected


def test_a_helper_is_not_asked_about_a_small_folder(
    folder: Path, events: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_states, "MIN_FILES_WITH_HELPER", 6)
    list_folders(folder, StateReader(WatchedHelper(folder, events, works=True).start))
    assert events == []


def test_a_helper_is_not_asked_where_the_system_opens_no_folders(
    folder: Path, events: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = list_folders(folder)
    monkeypatch.setattr(os, "supports_dir_fd", set())
    helper = WatchedHelper(folder, events, works=True)
    assert list_folders(folder, StateReader(helper.start)) == expected
    assert events == []


def test_helpers_are_stopped_when_listing_is_interrupted(folder: Path, events: list[str]) -> None:
    class InterruptedHelper(WatchedHelper):
        def collect(self) -> bytes:
            raise KeyboardInterrupt

    helper = InterruptedHelper(folder, events, works=True)
    with pytest.raises(KeyboardInterrupt):
        list_folders(folder, StateReader(helper.start))
    assert events == ["start 3", "start 3", "stop", "stop"]


def test_a_helper_is_stopped_when_another_layer_cannot_be_read(
    folder: Path, events: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(StateReader, "finish", lambda _reader: None)
    helper = WatchedHelper(folder, events, works=True)
    base_layers = resolve_layers((str(folder / "chip"), str(folder / "company")))
    (folder / "company").rename(folder / "gone")
    with pytest.raises(UnreadableBaseError):
        list_fact_folders(base_layers, StateReader(helper.start))
    assert events == ["start 3", "stop"]


@pytest.mark.parametrize("has_descriptors", [True, False])
def test_a_file_that_vanishes_while_a_folder_is_listed_costs_only_itself(
    folder: Path, monkeypatch: pytest.MonkeyPatch, *, has_descriptors: bool
) -> None:
    def remove_then_read(path: int | str, names: Sequence[str]) -> "Iterator[array[int]]":
        (folder / "chip" / "b.yaml").unlink()
        return read_states(path, names)

    if not has_descriptors:
        monkeypatch.setattr(os, "supports_fd", set())
    monkeypatch.setattr(file_states, "read_states", remove_then_read)
    (listed,) = list_folders(folder / "chip")
    assert sorted(listed.names) == ["a.yaml", "c.yaml", "d.yaml", "e.yaml"]
    assert len(listed.states) == 4 * STATE_LENGTH
    (vanished,) = listed.exceptions
    assert vanished.label.endswith("chip/b.yaml")
    assert vanished.obstacle == "the file cannot be opened: No such file or directory"


def test_states_are_those_that_the_system_tells(folder: Path) -> None:
    status = (folder / "chip" / "c.yaml").stat()
    with open_folder(str(folder / "chip")) as descriptor:
        states = read_all(descriptor, ["a.yaml", "c.yaml"])
    assert [*split_states(states)][1] == get_state(status)


def test_states_end_where_one_cannot_be_read(folder: Path) -> None:
    with open_folder(str(folder / "chip")) as descriptor:
        states = read_all(descriptor, ["a.yaml", "gone.yaml", "c.yaml"])
    assert len(states) < 3 * STATE_LENGTH
    names = ["a.yaml", "gone.yaml", "c.yaml"]
    reasons = complete_states(str(folder / "chip"), names, states)
    assert (names, [*reasons]) == (["a.yaml", "c.yaml"], ["gone.yaml"])
    assert len(states) == 2 * STATE_LENGTH


def test_a_link_in_the_place_of_a_file_is_another_state(folder: Path) -> None:
    """It has the state of the link: what it leads to may change without it."""
    before = list_states(folder / "chip")
    with open_folder(str(folder / "chip")) as descriptor:
        (folder / "chip" / "c.yaml").rename(folder / "c.yaml")
        make_link(folder / "chip" / "c.yaml", folder / "c.yaml")
        states = read_all(descriptor, ["c.yaml"])
    assert [*split_states(states)] != [before["c.yaml"]]


@pytest.mark.parametrize(
    ("number", "packed"),
    [(0, 0), (2**63 - 1, 2**63 - 1), (2**63, -(2**63)), (2**64 - 1, -1), (2**64, 0)],
)
def test_of_a_number_above_63_bits_the_last_64_are_packed(number: int, packed: int) -> None:
    assert pack_numbers([1, number]) == array("q", [1, packed])


def test_many_files_are_packed_piece_by_piece(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = list_states(folder)
    monkeypatch.setattr(file_states, "_FILES_PACKED_AT_ONCE", 2)
    assert list_states(folder) == expected
    assert layers.list_fact_files(resolve_layers((str(folder),)))
