"""How long a site takes, and how much memory: ``python benchmarks/site_build.py [ENTITIES …]``.

Without numbers, the bundled base. Each line is a build into an empty folder, or the build after it, which
writes only what changed: with one process a core (0) or one in all. Seconds of the clock and of the processors, the
most memory that one process took, and what was written.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from synthetic import write_base

CHIPWATCH = str(Path(sys.executable).with_name("chipwatch"))
MEGABYTE = 1024
"""Kilobytes, as the system counts them."""


class BuildCost(NamedTuple):
    """What a build took."""

    wall_seconds: float
    processor_seconds: float
    peak_megabytes: float


def measure_build(command: tuple[str, ...], cache: Path) -> BuildCost:
    """Measure a build with the processes that it starts; the memory is that of the largest."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    start = time.monotonic()
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)}: exit {process.returncode}")
    return BuildCost(
        wall_seconds=time.monotonic() - start,
        processor_seconds=usage.ru_utime + usage.ru_stime,
        peak_megabytes=usage.ru_maxrss / MEGABYTE,
    )


def print_builds(label: str, layer: tuple[str, ...], folder: Path) -> None:
    """Build a base with one process and with all, each anew and once more."""
    cache = folder / "cache"
    measure_build((CHIPWATCH, "stats", "--json", *layer, "-o", str(folder / "stats.json")), cache)
    for name, processes in (("new", "0"), ("again", "0"), ("new", "1")):
        site = folder / f"site-{processes}"
        options = ("--processes", processes, *layer)
        cost = measure_build((CHIPWATCH, "site", str(site), *options), cache)
        paths = [path for path in site.rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in paths) / MEGABYTE**2
        print(
            f"| {label}, {name} | {processes} | {cost.wall_seconds:.1f} | {cost.processor_seconds:.1f}"
            f" | {cost.peak_megabytes:.0f} | {len(paths):,} | {size:.0f} |",
            flush=True,
        )


def main() -> None:
    """Print a table in Markdown."""
    print("| base | processes | wall, s | processors, s | peak, MB | files | MB |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for number in map(int, sys.argv[1:]):
        with tempfile.TemporaryDirectory() as name:
            base = Path(name) / "base"
            write_base(base, number)
            print_builds(f"{number:,} made-up entities", ("--data", str(base)), Path(name))
    if not sys.argv[1:]:
        with tempfile.TemporaryDirectory() as name:
            print_builds("bundled", (), Path(name))


if __name__ == "__main__":
    main()
