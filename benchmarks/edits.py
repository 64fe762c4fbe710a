"""What the first answer after a change of files takes: ``python benchmarks/edits.py 100000``.

Over a made-up base of one entity a file, and over the bundled facts with a layer of one's own. Each
line is a kind of change; the least processor time, in seconds, of whole processes of ROUNDS rounds.
"""

import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from measured_process import CHIPWATCH, measure_process
from synthetic import write_base

ROUNDS = 3
Change = Callable[[Path, int], None]
"""Changes files of a folder; the number is that of the round."""


def _edit_fact(folder: Path, number: int) -> None:
    _append(_list_files(folder, "company")[number], "headquarters: Reno\n")


def _rename(folder: Path, number: int) -> None:
    path = _list_files(folder, "company")[10 + number]
    _, *lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([f"name: Renamed {number}\n", *lines]), encoding="utf-8")


def _add_file(folder: Path, number: int) -> None:
    _write(folder / f"company/new-{number}.yaml", f"name: New {number}\n")


def _add_source(folder: Path, number: int) -> None:
    _write(folder / f"source/page-{number}.yaml", f"name: Page {number}\ntype: news\n")


def _edit_source(folder: Path, number: int) -> None:
    path = _list_files(folder, "source")[number]
    path.write_text(path.read_text(encoding="utf-8").replace("news", "filing"), encoding="utf-8")


def _remove_file(folder: Path, number: int) -> None:
    (folder / f"company/new-{number}.yaml").unlink()


CHANGES: Mapping[str, Change] = {
    "a fact more": _edit_fact,
    "another name": _rename,
    "a file more": _add_file,
    "a source more": _add_source,
    "another type of a source": _edit_source,
    "a file fewer": _remove_file,
}


def _list_files(folder: Path, kind: str) -> list[Path]:
    return sorted((folder / kind).iterdir())


def _append(path: Path, text: str) -> None:
    _write(path, path.read_text(encoding="utf-8") + text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def measure_changes(look_up: tuple[str, ...], folder: Path, cache: Path) -> dict[str, float]:
    """Measure a look-up with nothing kept, one with all kept, and one after each change."""
    figures = {
        "first of all": measure_process(look_up, cache).seconds,
        "nothing changed": measure_process(look_up, cache).seconds,
    }
    for name, change in CHANGES.items():
        rounds = []
        for number in range(ROUNDS):
            change(folder, number)
            rounds.append(measure_process(look_up, cache).seconds)
        figures[name] = min(rounds)
    return figures


def main() -> None:
    """Print a table in Markdown."""
    entity_count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as name:
        base, own, cache = Path(name, "base"), Path(name, "own"), Path(name, "cache")
        write_base(base, entity_count, one_file_each=True)
        some_company = _list_files(base, "company")[-1].stem
        large = measure_changes(
            (CHIPWATCH, "company", some_company, "--data", str(base)), base, cache
        )
        for number in range(20):
            _write(own / f"company/own-{number}.yaml", f"name: Own {number}\nsources: [note-1]\n")
            _write(own / f"source/note-{number}.yaml", f"name: Note {number}\ntype: news\n")
        bundled = (CHIPWATCH, "company", "baidu", "--data", "bundled")
        measure_process(bundled, cache)
        layered = measure_changes((*bundled, "--data", str(own)), own, cache)
    print(
        f"| seconds | {entity_count:,} files | bundled facts and 40 files of one's own |\n|---|---:|---:|"
    )
    for name, seconds in large.items():
        print(f"| {name} | {seconds:.2f} | {layered[name]:.2f} |")


if __name__ == "__main__":
    main()
