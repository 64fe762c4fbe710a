"""Measures chipwatch against its limits: python benchmarks/speed.py [--entities N] [--cpu].

Every figure is a ratio of two medians, taken in turns on one machine. A warm command is timed as a
whole process, from start to exit; with ``--cpu`` by the time of the processor that it takes, which
is steadier on a machine with other work. A cold build is timed twice: as a whole process, and alone, with
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
from chipwatch.reading.layers import list_fact_files, resolve_layers

Command = Sequence[str]
HERE = Path(__file__).parent
CHIPWATCH = str(Path(sysconfig.get_path("scripts")) / "chipwatch")
CHANGES_OUTPUT = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "CHIPWATCH_DATA")
TERMINAL = {"FORCE_COLOR": "1", "COLUMNS": "80"}
MAX_LISTING_RATIO = 3.5
"""How much longer a listing on a terminal may take than Typer and Rich do to be imported. Chosen: it
reads every fact of 230 chips, where a page reads those of one."""
PARSE_SCRIPT = """
import sys, time
{}
began = time.perf_counter()
for path in open(sys.argv[1], encoding="utf-8").read().split("\\n"):
    with open(path, "rb") as file:
        for document in yaml.load_all(file, Loader=yaml.CSafeLoader):
            pass
print(time.perf_counter() - began)
"""
BUILD_SCRIPT = """
import gc, sys, time
gc.disable()
import chipwatch.reading.loader, chipwatch.store.database_writer, platformdirs
import chipwatch.model.suggest, decimal, unicodedata
from chipwatch.store.file_processes import FileSharing
from chipwatch.store.snapshot import open_base
sharing = FileSharing(lambda *_: None)
began = time.perf_counter()
base = open_base(tuple(sys.argv[1:]), lambda build: build(sharing.read_documents))
print(time.perf_counter() - began)
"""


class ProcessRun(NamedTuple):
    """What a process took: seconds from start to exit, memory at its peak, and what it wrote."""

    seconds: float
    cpu_seconds: float
    kilobytes: int
    out: str


class MeasuredCommand(NamedTuple):
    """A command to be measured, how it is made ready, and what must stand in its output."""

    command: Command
    expected: str = ""
    env: Mapping[str, str] = {}
    is_cold: bool = False


FigureFunction = Callable[[ProcessRun], float]
"""What of a run is compared."""


class TableRow(NamedTuple):
    """One line of the table: what is measured against what, and how large the ratio may be."""

    label: str
    baseline: str
    limit: float
    commands: tuple[MeasuredCommand, MeasuredCommand]
    figure: FigureFunction
    unit: str = "ms"


class Benchmark:
    """Runs commands with a cache of their own and an environment that changes no output."""

    def __init__(self, folder: Path) -> None:
        self.cache = folder / "cache"
        environment = {k: v for k, v in os.environ.items() if k not in CHANGES_OUTPUT}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        self.env = {**environment, "XDG_CACHE_HOME": str(self.cache)}

    def run_command(self, command: MeasuredCommand) -> ProcessRun:
        """Run a command once, and end everything where it fails or answers wrongly."""
        if command.is_cold:
            shutil.rmtree(self.cache, ignore_errors=True)
        with tempfile.TemporaryFile() as out:
            start = time.perf_counter()
            process = subprocess.Popen(
                command.command,
                stdout=out,
                stderr=subprocess.DEVNULL,
                env={**self.env, **command.env},
            )
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            text = out.read().decode()
        if process.returncode or command.expected not in text:
            sys.exit(f"{' '.join(command.command)}: exit {process.returncode}\n{text[:500]}")
        return ProcessRun(
            seconds=seconds,
            cpu_seconds=usage.ru_utime + usage.ru_stime,
            kilobytes=usage.ru_maxrss,
            out=text,
        )

    def measure_rows(self, rows: Sequence[TableRow], runs: int) -> Iterator[str]:
        """Build the lines of the table for some rows; all their commands take turns."""
        command_ids = list(dict.fromkeys(id(command) for row in rows for command in row.commands))
        by_id = {id(command): command for row in rows for command in row.commands}
        runs_by_command: dict[int, list[ProcessRun]] = {
            command_id: [] for command_id in command_ids
        }
        for command_id in command_ids:
            self.run_command(by_id[command_id])
        for _ in range(runs):
            for command_id in command_ids:
                runs_by_command[command_id].append(self.run_command(by_id[command_id]))
        for row in rows:
            first, second = (
                statistics.median(map(row.figure, runs_by_command[id(command)]))
                for command in row.commands
            )
            yield format_row(row, first, second)


def measure_total_time(run: ProcessRun) -> float:
    """Milliseconds of the whole process."""
    return run.seconds * 1000


def measure_cpu_time(run: ProcessRun) -> float:
    """Milliseconds of the processor, in the process and in the kernel for it."""
    return run.cpu_seconds * 1000


def read_inner_time(run: ProcessRun) -> float:
    """Milliseconds that the process itself has measured and printed."""
    return float(run.out.split()[-1]) * 1000


def measure_memory(run: ProcessRun) -> float:
    """Megabytes at the peak."""
    return run.kilobytes / 1024


def build_warm_rows(large: Command, measure_time: FigureFunction) -> list[TableRow]:
    """Lookups whose snapshot is there."""
    json, table = ("company", "baidu", "--json"), ("company", "baidu")
    typer = MeasuredCommand((sys.executable, "-c", "import typer"))
    rich = MeasuredCommand((sys.executable, "-c", "import typer, rich.table, rich.console"))
    small = MeasuredCommand((CHIPWATCH, *json), '"id": "baidu"')
    layers = os.pathsep.join(name for name in large if name != "--data")
    big = MeasuredCommand((CHIPWATCH, *json), '"id": "baidu"', {"CHIPWATCH_DATA": layers})
    piped = MeasuredCommand((CHIPWATCH, *table), "Baidu")
    terminal = MeasuredCommand((CHIPWATCH, *table), "Baidu", TERMINAL)
    chip_page = MeasuredCommand((CHIPWATCH, "chip", "h20"), "H20", TERMINAL)
    listing = MeasuredCommand((CHIPWATCH, "chip"), "H20", TERMINAL)
    terminal_big = MeasuredCommand(terminal.command, "Baidu", {**TERMINAL, **big.env})
    exact = MeasuredCommand((CHIPWATCH, "company", "alibaba", "--json", *large), '"id": "alibaba"')
    misspelt = MeasuredCommand(
        (CHIPWATCH, "company", "alibbaba", "--json", *large), '"how": "fuzzy"'
    )
    base_label = "bundled with the large base"
    return [
        TableRow("warm JSON", "import typer", 1.25, (small, typer), measure_time),
        TableRow(
            "warm table, terminal",
            "import typer and rich",
            2.0,
            (terminal, rich),
            measure_time,
        ),
        TableRow(
            "warm page with verdicts, terminal",
            "import typer and rich",
            2.0,
            (chip_page, rich),
            measure_time,
        ),
        TableRow(
            "warm listing of all chips, terminal",
            "import typer and rich",
            MAX_LISTING_RATIO,
            (listing, rich),
            measure_time,
        ),
        TableRow("warm table, pipe", "import typer and rich", 1.25, (piped, rich), measure_time),
        TableRow(f"warm JSON, {base_label}", "bundled alone", 1.15, (big, small), measure_time),
        TableRow(
            f"warm table, {base_label}",
            "bundled alone",
            1.15,
            (terminal_big, terminal),
            measure_time,
        ),
        TableRow(
            "warm misspelt name, large",
            "exact name, large",
            1.5,
            (misspelt, exact),
            measure_time,
        ),
        TableRow(
            f"peak memory, {base_label}", "bundled alone", 1.1, (big, small), measure_memory, "MB"
        ),
    ]


def build_cold_rows(
    base_label: str, names: tuple[str, ...], listing: Path, measure_time: FigureFunction
) -> list[TableRow]:
    """Measure builds with all checks, against the C loader parsing the same files."""
    paths = [file.path for file in list_fact_files(resolve_layers(names))]
    listing.write_text("\n".join(paths), encoding="utf-8")
    data = tuple(word for name in names for word in ("--data", name))
    lookup = MeasuredCommand(
        (CHIPWATCH, "company", "baidu", "--json", *data), '"id": "baidu"', is_cold=True
    )
    parse = MeasuredCommand(
        (sys.executable, "-c", PARSE_SCRIPT.format("import yaml"), str(listing))
    )
    build = MeasuredCommand(
        (sys.executable, "-c", BUILD_SCRIPT, *(names or ("bundled",))), is_cold=True
    )
    process_row = TableRow(
        f"cold lookup, {base_label}",
        "process that parses",
        1.0,
        (lookup, parse),
        measure_time,
    )
    build_row = TableRow(
        f"cold build alone, {base_label}", "parse alone", 1.0, (build, parse), read_inner_time
    )
    return [process_row, build_row]


def format_row(row: TableRow, first: float, second: float) -> str:
    verdict = "ok" if first / second <= row.limit else "over"
    raw = f"{first:,.1f} / {second:,.1f} {row.unit}"
    return (
        f"{row.label:<42} {row.baseline:<22} {first / second:>6.2f} {row.limit:>6.2f}  {verdict:<5}"
        f" {raw:>26}"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entities", type=int, default=100_000, help="size of the large base")
    parser.add_argument("--runs", type=int, default=15, help="rounds of warm commands")
    parser.add_argument("--cold-runs", type=int, default=3, help="rounds of large cold builds")
    parser.add_argument("--cpu", action="store_true", help="compare processor time")
    parser.add_argument("--one-file-each", action="store_true", help="one entity a file")
    arguments = parser.parse_args()
    compileall.compile_dir(Path(chipwatch.__file__).parent, quiet=1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        large = folder / "large"
        shape = ("--one-file-each",) if arguments.one_file_each else ()
        script = (sys.executable, str(HERE / "synthetic.py"), str(large), str(arguments.entities))
        subprocess.run((*script, *shape), check=True)
        print_table(Benchmark(folder), folder, large, arguments)


def print_table(bench: Benchmark, folder: Path, large: Path, arguments: argparse.Namespace) -> None:
    layer_names = ("bundled", str(large))
    print(f"large base: the bundled one and {arguments.entities:,} entities; Python "
          f"{sys.version.split()[0]}; medians of {arguments.runs} rounds, {arguments.cold_runs} for large "
          "cold builds\n")  # fmt: skip
    print(f"{'what':<42} {'against':<22} {'ratio':>6} {'limit':>6}  {'':<5} {'medians':>26}")
    measure_time = measure_cpu_time if arguments.cpu else measure_total_time
    cold = build_cold_rows("bundled", (), folder / "bundled.txt", measure_time)
    cold_large = build_cold_rows("large", layer_names, folder / "large.txt", measure_time)
    warm = build_warm_rows(("--data", "bundled", "--data", str(large)), measure_time)
    for rows, runs in (
        (warm, arguments.runs),
        (cold, arguments.runs),
        (cold_large, arguments.cold_runs),
    ):
        for line in bench.measure_rows(rows, runs):
            print(line, flush=True)


if __name__ == "__main__":
    main()
