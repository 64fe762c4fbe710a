"""Measure what an import of a long table takes: ``python benchmarks/imports.py 100000``.

One name in ten is of the base; the others are made of syllables, each once, with the words that
names of firms end in, so that none is found without a search for similar ones. The first run takes
the names of the base alone.
"""

import csv
import os
import resource
import sys
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

import chipwatch

DEFAULT_COUNT = 100_000
KNOWN_EVERY = 10
KIB_PER_MB = 1_000_000 / 1024
SYLLABLES = [
    "bar", "bei", "chi", "del", "for", "gen", "gor", "hu", "jin", "ka", "kel", "la", "lin", "lo",
    "mi", "mor", "nas", "ov", "pel", "qu", "ra", "rin", "sor", "sta", "ten", "tor", "und", "vex",
    "vor", "wes", "xi", "yan", "zor",
]  # fmt: skip
ENDINGS = ("Co., Ltd.", "Electronics", "GmbH", "Group", "Inc.", "Semiconductor", "Technology", "")
MAPPING = """\
kind: company
name: name
source: {id: a-table, name: A table, publisher: Nobody, type: reference, place: "row {row}"}
properties: {country: country, employees: employees}
"""


def main() -> None:
    """Print the time and the peak of memory of an import, of known names and of unknown ones."""
    count = int(sys.argv[1]) if sys.argv[1:] else DEFAULT_COUNT
    with chipwatch.open() as base, TemporaryDirectory() as folder:
        known_names = [str(row["name"]) for row in base.listing("company").to_rows()]
        known = cycle(known_names)
        measure("known names", base, Path(folder), [next(known) for _ in range(count)])
        names = make_names(count)
        for position in range(0, count, KNOWN_EVERY):
            names[position] = next(known)
        measure("unknown names", base, Path(folder), names)


def measure(label: str, base: chipwatch.Base, folder: Path, names: list[str]) -> None:
    """Import a table of names, and print what it took."""
    table, mapping = folder / "table.csv", folder / "mapping.yaml"
    mapping.write_text(MAPPING, "utf-8")
    with table.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["name", "country", "employees"])
        writer.writerows([name, "CN", 100 + row % 900] for row, name in enumerate(names))
    started_at, cpu_started_at = perf_counter(), sum(os.times()[:4])
    answer = base.import_file(table, mapping=mapping, into=folder / label, processes=0)
    seconds, cpu_seconds = perf_counter() - started_at, sum(os.times()[:4]) - cpu_started_at
    print(f"{label}: {seconds:.0f} s, {cpu_seconds:.0f} s of processors, at most "
          f"{measure_peak(resource.RUSAGE_SELF):.0f} MB, and {measure_peak(resource.RUSAGE_CHILDREN):.0f}"
          f" in another process; {answer.format_summary().partition(': ')[2]}", flush=True)  # fmt: skip


def measure_peak(who: int) -> float:
    """Measure the most memory that this process, or one that it started, has had, in MB."""
    return resource.getrusage(who).ru_maxrss / KIB_PER_MB


def make_names(count: int) -> list[str]:
    """Make names that no firm has, the same each time."""
    return list(dict.fromkeys(_iter_names(count)))


def _iter_names(count: int) -> Iterator[str]:
    random = Random("imports")
    for number in range(count):
        words = ["".join(random.choices(SYLLABLES, k=random.choice((2, 3)))).capitalize()]
        words += [f"{random.choice(SYLLABLES).capitalize()}{number}", random.choice(ENDINGS)]
        yield " ".join(filter(None, words))


if __name__ == "__main__":
    main()
