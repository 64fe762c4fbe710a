"""Measures whole processes: time, memory at the peak, medians and spread over rounds."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

CHIPWATCH = str(Path(sys.executable).with_name("chipwatch"))
Command = Sequence[str]


class ProcessCost(NamedTuple):
    """What a process took of the processor, in itself and in the kernel for it, and of memory."""

    seconds: float
    megabytes: float
    wall_seconds: float
    """The time from its start to its end."""


class Spread(NamedTuple):
    """The median of some rounds, with the least and the greatest."""

    median: float
    least: float
    greatest: float


def measure_process(command: Command, cache: Path, exit_codes: Sequence[int] = (0,)) -> ProcessCost:
    """Measure a process with a cache folder of its own; ends everything where it fails."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    no_stream = subprocess.DEVNULL
    began = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=no_stream, stderr=no_stream)
    _, status, usage = os.wait4(process.pid, 0)
    wall_seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in exit_codes:
        sys.exit(f"{' '.join(command)}: exit {process.returncode}")
    return ProcessCost(
        seconds=usage.ru_utime + usage.ru_stime,
        megabytes=usage.ru_maxrss / 1024,
        wall_seconds=wall_seconds,
    )


def measure_in_turns(
    commands: Mapping[str, Command], cache: Path, rounds: int, exit_codes: Sequence[int] = (0,)
) -> dict[str, list[ProcessCost]]:
    """Measure commands round after round, each once a round: other work meets all alike."""
    costs: dict[str, list[ProcessCost]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            costs[name].append(measure_process(command, cache, exit_codes))
    return costs


def summarise_seconds(costs: Sequence[ProcessCost]) -> Spread:
    """Summarise the processor time of some rounds."""
    return build_spread([cost.seconds for cost in costs])


def build_spread(seconds: Sequence[float]) -> Spread:
    """Build the spread of some times."""
    return Spread(median=statistics.median(seconds), least=min(seconds), greatest=max(seconds))
