"""How times grow with a base of one entity a file: ``python benchmarks/growth.py 1000 10000``.

The first table has the least processor time, in seconds, of whole processes that take turns, a line
for each size. The second compares the wall time of a look-up, and of its check whether a file has
changed, with ``git status`` on the same folder: milliseconds, least and median of more turns, which
mean something only while both cores are free.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from measured_process import (
    CHIPWATCH,
    Command,
    Spread,
    build_spread,
    measure_process,
)
from synthetic import write_base

ROUNDS = 5
WALL_ROUNDS = 12
"""Turns of which the least and the median wall time are taken."""
PARSE_SCRIPT = """
import pathlib, sys, yaml
for path in pathlib.Path(sys.argv[1]).rglob("*.yaml"):
    yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
"""

CHECK_SCRIPT = """
import sys, time
from chipwatch.reading.file_states import StateReader
from chipwatch.reading.layers import list_fact_folders, resolve_layers
from chipwatch.store.cache_key import build_cache_key
from chipwatch.store.forked_reading import fork_reading
layers = resolve_layers((sys.argv[1],))
began = time.perf_counter()
build_cache_key(layers, list_fact_folders(layers, StateReader(fork_reading)))
print(time.perf_counter() - began)
"""
LOOK_UP, CHECK, GIT_STATUS = "look-up", "check of the files alone", "git status"


class GrowthCommands(NamedTuple):
    """What is measured of a base."""

    parse: Command
    look_up: Command
    git_status: Command


def build_commands(base: Path) -> GrowthCommands:
    """Build the commands for a base, in which everything is committed to git."""
    entity_id = min((base / "company").iterdir()).stem
    git = (shutil.which("git") or sys.exit("git is not installed"), "-C", str(base))
    identity = ("-c", "user.name=Benchmark", "-c", "user.email=benchmark@localhost")
    for words in (("init", "-q"), ("add", "-A"), (*identity, "commit", "-qm", "All facts")):
        subprocess.run((*git, *words), check=True)
    return GrowthCommands(
        parse=(sys.executable, "-c", PARSE_SCRIPT, str(base)),
        look_up=(CHIPWATCH, "company", entity_id, "--json", "--data", str(base)),
        git_status=(*git, "status", "--porcelain"),
    )


def measure_wall_time(base: Path, commands: GrowthCommands, cache: Path) -> dict[str, Spread]:
    """Measure a warm look-up, its check of the files and ``git status`` by the clock, in turns."""
    measure_process(commands.look_up, cache)
    figures: dict[str, list[float]] = {LOOK_UP: [], CHECK: [], GIT_STATUS: []}
    for _ in range(WALL_ROUNDS):
        figures[LOOK_UP].append(measure_process(commands.look_up, cache).wall_seconds)
        figures[CHECK].append(measure_check(base))
        figures[GIT_STATUS].append(measure_process(commands.git_status, cache).wall_seconds)
    return {name: build_spread(seconds) for name, seconds in figures.items()}


def measure_check(base: Path) -> float:
    """Measure what a look-up does to learn whether a file has changed, without starting Python."""
    command = (sys.executable, "-c", CHECK_SCRIPT, str(base))
    return float(subprocess.check_output(command, text=True))


def measure_processors(base: Path, commands: GrowthCommands, folder: Path) -> dict[str, float]:
    """Measure the least processor time of each command, the last after an edit of a file."""
    edited = min((base / "company").iterdir())
    figures: dict[str, list[float]] = {}
    for round_number in range(ROUNDS):
        cache = folder / f"cache-{round_number}"
        for name, command in {
            "parse alone": commands.parse,
            "first look-up": commands.look_up,
            LOOK_UP: commands.look_up,
            GIT_STATUS: commands.git_status,
        }.items():
            figures.setdefault(name, []).append(measure_process(command, cache).seconds)
        with edited.open("a", encoding="utf-8") as file:
            file.write("# one line more\n")
        cost = measure_process(commands.look_up, cache)
        figures.setdefault("look-up after an edit", []).append(cost.seconds)
        shutil.rmtree(cache)
    return {name: min(seconds) for name, seconds in figures.items()}


def format_row(number: int, cells: Sequence[str]) -> str:
    return f"| {number:,} | {' | '.join(cells)} |"


def format_head(columns: Sequence[str]) -> str:
    return f"| entities | {' | '.join(columns)} |\n|---:|{' ---: |' * len(columns)}"


def format_wall_row(number: int, spreads: Mapping[str, Spread]) -> str:
    """Format the times of one size, and what they are of those of git."""
    git_status = spreads[GIT_STATUS]
    cells = [f"{s.least * 1000:.0f}, {s.median * 1000:.0f}" for s in spreads.values()]
    for name in (LOOK_UP, CHECK):
        least = spreads[name].least / git_status.least
        cells.append(f"{least:.2f}, {spreads[name].median / git_status.median:.2f}")
    return format_row(number, cells)


def main() -> None:
    """Print two tables in Markdown."""
    wall_rows = [format_head((LOOK_UP, CHECK, GIT_STATUS, "look-up ÷ git", "check ÷ git"))]
    is_first = True
    for number in map(int, sys.argv[1:] or ("1000", "10000")):
        with tempfile.TemporaryDirectory() as name:
            base = Path(name) / "base"
            write_base(base, number, one_file_each=True)
            commands = build_commands(base)
            spreads = measure_wall_time(base, commands, Path(name) / "cache")
            figures = measure_processors(base, commands, Path(name))
        wall_rows.append(format_wall_row(number, spreads))
        if is_first:
            print(format_head([*figures]))
            is_first = False
        print(format_row(number, [f"{seconds:.2f}" for seconds in figures.values()]), flush=True)
    print("", *wall_rows, sep="\n")


if __name__ == "__main__":
    main()
