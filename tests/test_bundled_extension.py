"""A layer of one's own over the bundled facts, which are taken from their snapshot."""

from pathlib import Path

import pytest

from chipwatch.reading import layers, loader
from chipwatch.store import snapshot
from chipwatch.store.checksum import compute_checksum
from chipwatch.store.snapshot import open_base

pytestmark = pytest.mark.slow
OWN_FILES = {
    "source/own-note.yaml": "name: Own note\ntype: news\npublisher: Desk\npublished: 2026-11-20\n",
    "company/baidu.yaml": "name: Baidu\naliases: [Bear]\nsources: [own-note]\nemployees: 31000\n",
    "company/own-labs.yaml": "name: Own Labs\nsources: [own-note]\npartners: [baidu]\n",
}


@pytest.fixture
def own(frozen_package: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of facts of one's own; ``bundled`` is the frozen base."""
    folder = frozen_package.with_name("own")
    monkeypatch.setattr(snapshot, "FINE_TICK_NANOSECONDS", 0)
    monkeypatch.setenv("XDG_CACHE_HOME", str(frozen_package.with_name("cache")))
    for name, text in OWN_FILES.items():
        write(folder, name, text)
    return folder


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Gets the number of files each time that all files of a base are read."""
    counts: list[int] = []
    read = loader.load_unrated_facts

    def count_files(files: list[layers.FactFile], **options: object) -> loader.LoadResult:
        counts.append(len(files))
        return read(files, **options)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(loader, "load_unrated_facts", count_files)
    return counts


def write(folder: Path, name: str, text: str) -> None:
    """Write a file of one's own."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def sum_up(*layer_names: str) -> str:
    """The checksum of all that a base holds."""
    base = open_base(layer_names)
    try:
        return compute_checksum(base)
    finally:
        base.close()


def read_anew(own: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The checksum of the bundled and one's own facts, when all files are read."""
    with monkeypatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(own.with_name("empty-cache")))
        return sum_up("bundled", str(own))


def test_the_bundled_facts_are_not_read_again(
    own: Path, readings: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_base(("bundled",)).close()
    counts = [*readings]
    extended = sum_up("bundled", str(own))
    assert readings == counts
    assert extended == read_anew(own, monkeypatch)
    assert len(readings) == len(counts) + 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("source/own-note.yaml", "name: Own note\ntype: filing\npublished: 2026-11-20\n"),
        (
            "company/own-labs.yaml",
            "name: Own Laboratories\nsources: [own-note]\npartners: tencent\n",
        ),
        ("chip/own-chip.yaml", "name: Own chip\nsources: [own-note]\ndesigner: own-labs\n"),
    ],
)
def test_an_edit_of_ones_own_facts_reads_these_alone(
    name: str, text: str, own: Path, readings: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_base(("bundled",)).close()
    sum_up("bundled", str(own))
    counts = [*readings]
    write(own, name, text)
    edited = sum_up("bundled", str(own))
    assert readings == counts
    assert edited == read_anew(own, monkeypatch)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("company/bad.yaml", "name: [\n"),
        (
            "schema.yaml",
            "properties:\n  company:\n    motto: {type: text, label: M, meaning: M.}\n",
        ),
    ],
)
def test_what_needs_all_files_has_them_read(
    name: str, text: str, own: Path, readings: list[int]
) -> None:
    open_base(("bundled",)).close()
    counts = [*readings]
    write(own, name, text)
    open_base(("bundled", str(own))).close()
    assert len(readings) == len(counts) + 1


def test_a_layer_below_the_bundled_one_has_all_files_read(own: Path, readings: list[int]) -> None:
    open_base(("bundled",)).close()
    counts = [*readings]
    open_base((str(own), "bundled")).close()
    assert len(readings) == len(counts) + 1


@pytest.mark.parametrize("name", ["package/seeds", "package"])
def test_bundled_files_that_a_further_layer_names_too_count_once(
    name: str, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = own.parent / name
    write(own.with_name("package") / "seeds", "company/seed.yaml", OWN_FILES["company/baidu.yaml"])
    write(
        own.with_name("package") / "seeds",
        "source/own-note.yaml",
        OWN_FILES["source/own-note.yaml"],
    )
    open_base(("bundled",)).close()
    extended = sum_up("bundled", str(folder))
    assert extended == read_anew(folder, monkeypatch)


def test_a_snapshot_of_other_bundled_facts_does_not_count(
    own: Path, readings: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_base(("bundled",)).close()
    counts = [*readings]
    write(own.with_name("package") / "seeds", "company/seed.yaml", "name: Seed\n")
    extended = sum_up("bundled", str(own))
    assert len(readings) == len(counts) + 1
    assert extended == read_anew(own, monkeypatch)
