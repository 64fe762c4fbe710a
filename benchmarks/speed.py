"""Measures chipwatch against its limits: python benchmarks/speed.py [--entities N] [--runs N].

Every figure is a ratio of two medians, taken in turns on one machine. A warm command is timed as a
whole process, from start to exit. A cold build is timed twice: as a whole process, and alone, with
the modules that it needs loaded before the clock starts, on both sides. The large base lies over
the bundled one (``--data bundled --data LARGE``), so that both answer for Baidu; its snapshot has
been made before warm commands are timed.
"""

import argparse
import compileall
import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import chipwatch
from chipwatch.reading.layers import fact_files, layers

Command = Sequence[str]
HERE = Path(__file__).parent
CHIPWATCH = str(Path(sysconfig.get_path("scripts")) / "chipwatch")
CHANGES_OUTPUT = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "CHIPWATCH_DATA")
PARSE = """
import sys, time
{}
began = time.perf_counter()
for path in open(sys.argv[1], encoding="utf-8").read().split("\\n"):
    with open(path, "rb") as file:
        for document in yaml.load_all(file, Loader=yaml.CSafeLoader):
            pass
print(time.perf_counter() - began)
"""
BUILD = """
import gc, sys, time
gc.disable()
import chipwatch.reading.read, chipwatch.store.tables, platformdirs
import cleanco.termdata, opencc, pypinyin, chipwatch.model.nearest, decimal, unicodedata
from chipwatch.store.snapshot import open_base
began = time.perf_counter()
base = open_base(tuple(sys.argv[1:]))
print(time.perf_counter() - began)
"""


class Ran(NamedTuple):
    """What a process took: seconds from start to exit, memory at its peak, and what it wrote."""

    seconds: float
    kilobytes: int
    out: str


class Side(NamedTuple):
    """A command to be measured, how it is made ready, and what must stand in its output."""

    command: Command
    expected: str = ""
    env: Mapping[str, str] = {}
    cold: bool = False


Figure = Callable[[Ran], float]
"""What of a run is compared."""


class Row(NamedTuple):
    """One line of the table: what is measured against what, and how large the ratio may be."""

    what: str
    against: str
    limit: float
    sides: tuple[Side, Side]
    figure: Figure
    unit: str = "ms"


class Bench:
    """Runs commands with a cache of their own and an environment that changes no output."""

    def __init__(self, folder: Path) -> None:
        self.cache = folder / "cache"
        kept = {k: v for k, v in os.environ.items() if k not in CHANGES_OUTPUT}
        kept.pop("PYTHONDONTWRITEBYTECODE", None)
        self.env = {**kept, "XDG_CACHE_HOME": str(self.cache)}

    def run(self, side: Side) -> Ran:
        """Run a command once, and end everything where it fails or answers wrongly."""
        if side.cold:
            shutil.rmtree(self.cache, ignore_errors=True)
        with tempfile.TemporaryFile() as out:
            began = time.perf_counter()
            process = subprocess.Popen(
                side.command, stdout=out, stderr=subprocess.DEVNULL, env={**self.env, **side.env}
            )
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - began
            process.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            written = out.read().decode()
        if process.returncode or side.expected not in written:
            sys.exit(f"{' '.join(side.command)}: exit {process.returncode}\n{written[:500]}")
        return Ran(seconds, usage.ru_maxrss, written)

    def measure(self, rows: Sequence[Row], runs: int) -> Iterator[str]:
        """The lines of the table for some rows; all their commands take turns."""
        sides = list(dict.fromkeys(id(side) for row in rows for side in row.sides))
        by_id = {id(side): side for row in rows for side in row.sides}
        taken: dict[int, list[Ran]] = {one: [] for one in sides}
        for one in sides:
            self.run(by_id[one])
        for _ in range(runs):
            for one in sides:
                taken[one].append(self.run(by_id[one]))
        for row in rows:
            first, second = (
                statistics.median(map(row.figure, taken[id(side)])) for side in row.sides
            )
            yield _line(row, first, second)


def seconds(ran: Ran) -> float:
    """Milliseconds of the whole process."""
    return ran.seconds * 1000


def inner(ran: Ran) -> float:
    """Milliseconds that the process itself has measured and printed."""
    return float(ran.out.split()[-1]) * 1000


def memory(ran: Ran) -> float:
    """Megabytes at the peak."""
    return ran.kilobytes / 1024


def warm_rows(large: Command) -> list[Row]:
    """Lookups whose snapshot is there."""
    json, table = ("company", "baidu", "--json"), ("company", "baidu")
    typer = Side((sys.executable, "-c", "import typer"))
    rich = Side((sys.executable, "-c", "import typer, rich.table, rich.console"))
    small = Side((CHIPWATCH, *json), '"id": "baidu"')
    big = Side((CHIPWATCH, *json, *large), '"id": "baidu"')
    piped = Side((CHIPWATCH, *table), "Baidu")
    terminal = Side((CHIPWATCH, *table), "Baidu", {"FORCE_COLOR": "1", "COLUMNS": "100"})
    terminal_big = Side((*terminal.command, *large), "Baidu", terminal.env)
    exact = Side((CHIPWATCH, "company", "alibaba", "--json", *large), '"id": "alibaba"')
    misspelt = Side((CHIPWATCH, "company", "alibbaba", "--json", *large), '"how": "fuzzy"')
    many = "bundled with the large base"
    return [
        Row("warm JSON", "import typer", 1.25, (small, typer), seconds),
        Row("warm table, terminal", "import typer and rich", 1.25, (terminal, rich), seconds),
        Row("warm table, pipe", "import typer and rich", 1.25, (piped, rich), seconds),
        Row(f"warm JSON, {many}", "bundled alone", 1.15, (big, small), seconds),
        Row(f"warm table, {many}", "bundled alone", 1.15, (terminal_big, terminal), seconds),
        Row("warm misspelt name, large", "exact name, large", 1.5, (misspelt, exact), seconds),
        Row(f"peak memory, {many}", "bundled alone", 1.1, (big, small), memory, "MB"),
    ]


def cold_rows(what: str, names: tuple[str, ...], listing: Path) -> list[Row]:
    """Builds with all checks, against the C loader parsing the same files."""
    paths = [file.path for file in fact_files(layers(names))]
    listing.write_text("\n".join(paths), encoding="utf-8")
    data = tuple(word for name in names for word in ("--data", name))
    lookup = Side((CHIPWATCH, "company", "baidu", "--json", *data), '"id": "baidu"', cold=True)
    parse = Side((sys.executable, "-c", PARSE.format("import yaml"), str(listing)))
    build = Side((sys.executable, "-c", BUILD, *(names or ("bundled",))), cold=True)
    whole = Row(f"cold lookup, {what}", "process that parses", 1.0, (lookup, parse), seconds)
    alone = Row(f"cold build alone, {what}", "parse alone", 1.0, (build, parse), inner)
    return [whole, alone]


def _line(row: Row, first: float, second: float) -> str:
    verdict = "ok" if first / second <= row.limit else "over"
    raw = f"{first:,.1f} / {second:,.1f} {row.unit}"
    return (
        f"{row.what:<42} {row.against:<22} {first / second:>6.2f} {row.limit:>6.2f}  {verdict:<5}"
        f" {raw:>26}"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entities", type=int, default=100_000, help="size of the large base")
    parser.add_argument("--runs", type=int, default=15, help="rounds of warm commands")
    parser.add_argument("--cold-runs", type=int, default=3, help="rounds of large cold builds")
    parser.add_argument("--one-file-each", action="store_true", help="one entity a file")
    given = parser.parse_args()
    compileall.compile_dir(Path(chipwatch.__file__).parent, quiet=1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        large = folder / "large"
        shape = ("--one-file-each",) if given.one_file_each else ()
        script = (sys.executable, str(HERE / "synthetic.py"), str(large), str(given.entities))
        subprocess.run((*script, *shape), check=True)
        _table(Bench(folder), folder, large, given)


def _table(bench: Bench, folder: Path, large: Path, given: argparse.Namespace) -> None:
    layers_ = ("bundled", str(large))
    print(f"large base: the bundled one and {given.entities:,} entities; Python "
          f"{sys.version.split()[0]}; medians of {given.runs} rounds, {given.cold_runs} for large "
          "cold builds\n")  # fmt: skip
    print(f"{'what':<42} {'against':<22} {'ratio':>6} {'limit':>6}  {'':<5} {'medians':>26}")
    cold = cold_rows("bundled", (), folder / "bundled.txt")
    cold_large = cold_rows("large", layers_, folder / "large.txt")
    warm = warm_rows(("--data", "bundled", "--data", str(large)))
    for rows, runs in ((warm, given.runs), (cold, given.runs), (cold_large, given.cold_runs)):
        for line in bench.measure(rows, runs):
            print(line, flush=True)


if __name__ == "__main__":
    main()
