"""How commands grow with the base: ``python benchmarks/scale.py 300 10000 100000 1000000 -o benchmarks/scale.svg``.

Each size is that many made-up entities beside their sources, four hundred a file. Each cell is the
median processor time, in seconds, of whole processes that take turns. The picture, whose axes are
logarithmic, shows what grows in proportion as a line with the slope of the grey one.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from measured_process import CHIPWATCH, Command, ProcessCost, measure_in_turns, measure_process
from synthetic import SOURCE_COUNT

ROUNDS = {20_000: 5, 200_000: 3}
"""Rounds by the size below which they are run; a larger base is measured once."""
BUILD, LOOK_UP = "build", "look-up"
EXIT_CODES = (0, 1)
"""Of ``check`` and of a name that two things have; both are whole answers."""


class MeasuredSize(NamedTuple):
    """What a base of one size took: seconds by command, and megabytes at the peak."""

    entity_count: int
    seconds: Mapping[str, float]
    megabytes: Mapping[str, float]


def pick_company(base: Path) -> tuple[str, str]:
    """Pick a company with a long name: its id, and that name with two letters swapped."""
    text = (base / "company" / "part-0000.yaml").read_text(encoding="utf-8")
    lines = text.split("\n")
    ids, names = (
        [line.partition(": ")[2] for line in lines if line.startswith(key)]
        for key in ("id: ", "name: ")
    )
    id_, name = max(zip(ids, names, strict=True), key=lambda pair: len(pair[1].split()[0]))
    return id_, f"{name[:3]}{name[4]}{name[3]}{name[5:]}"


def list_commands(base: Path) -> dict[str, Command]:
    """List the commands that are measured once there is a snapshot."""
    id_, misspelt_name = pick_company(base)
    words_by_name = {
        LOOK_UP: ("company", id_),
        "misspelt": ("company", misspelt_name),
        "search": ("search", "training cluster"),
        "ten rows": ("company", "--limit", "10"),
        "ten by a condition": ("chip", "--where", "tdp > 900", "--limit", "10"),
        "check": ("check",),
        "check --audit": ("check", "--audit"),
        "total by year": ("total", "investment", "--by", "year"),
    }
    options = ("--json", "--data", str(base))
    return {name: (CHIPWATCH, *words, *options) for name, words in words_by_name.items()}


def measure_size(entity_count: int, folder: Path) -> MeasuredSize:
    """Measure a base of so many entities."""
    base = folder / "base"
    # In a process of its own: what is started from a large one seems as large.
    script = Path(__file__).with_name("synthetic.py")
    words = (sys.executable, str(script), str(base), str(entity_count + SOURCE_COUNT))
    subprocess.run(words, check=True)
    time.sleep(1)  # files changed within a tick are not kept
    commands = list_commands(base)
    rounds = next((count for size, count in ROUNDS.items() if entity_count < size), 1)
    builds = [
        measure_process(commands[LOOK_UP], folder / f"cache-{number}") for number in range(rounds)
    ]
    warm = measure_in_turns(commands, folder / "cache-0", rounds, EXIT_CODES)
    costs: dict[str, list[ProcessCost]] = {BUILD: builds, **warm}
    return MeasuredSize(
        entity_count=entity_count,
        seconds={k: statistics.median(cost.seconds for cost in v) for k, v in costs.items()},
        megabytes={k: max(cost.megabytes for cost in v) for k, v in costs.items()},
    )


def build_picture(sizes: Sequence[MeasuredSize]) -> dict[str, Any]:
    """Build the chart of Vega-Lite: seconds by size, a line a command, beside one in proportion."""
    values = [
        {"entities": size.entity_count, "seconds": seconds, "command": name}
        for size in sizes
        for name, seconds in size.seconds.items()
    ]
    counts = [size.entity_count for size in sizes]
    proportion = [
        {"entities": count, "seconds": 0.1 * count / counts[0]} for count in (counts[0], counts[-1])
    ]
    axes = {
        "x": {
            "field": "entities",
            "type": "quantitative",
            "scale": {"type": "log", "nice": False},
            "axis": {"values": counts, "format": ","},
        },
        "y": {
            "field": "seconds",
            "type": "quantitative",
            "scale": {"type": "log"},
            "axis": {"values": [0.1, 1, 10, 100, 1000], "format": "~g"},
        },
    }
    color = {"field": "command", "type": "nominal", "sort": list(sizes[-1].seconds)}
    dashed_line = {"type": "line", "color": "#aaa", "strokeDash": [4, 4], "clip": True}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": "Seconds of the processor by the number of entities; dashed: in proportion",
        "width": 560,
        "height": 380,
        "layer": [
            {"data": {"values": proportion}, "mark": dashed_line, "encoding": axes},
            {
                "data": {"values": values},
                "mark": {"type": "line", "point": True},
                "encoding": {**axes, "color": color},
            },
        ],
    }


def print_table(sizes: Sequence[MeasuredSize]) -> None:
    """Print the tables of seconds and of memory in Markdown, a line a command."""
    counts = " | ".join(f"{size.entity_count:,}" for size in sizes)
    for title, unit in (("seconds", 2), ("megabytes", 0)):
        print(f"\n| {title} | {counts} |\n|---|{'---:|' * len(sizes)}")
        for name in sizes[0].seconds:
            cells = " | ".join(f"{getattr(size, title)[name]:.{unit}f}" for size in sizes)
            print(f"| {name} | {cells} |")


def main() -> None:
    """Measure the sizes, print the tables, and draw the picture where one is wanted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("entity_counts", type=int, nargs="*", default=[300, 10_000])
    parser.add_argument("-o", "--output", type=Path, help="the SVG to draw")
    arguments = parser.parse_args()
    sizes: list[MeasuredSize] = []
    for entity_count in arguments.entity_counts:
        with tempfile.TemporaryDirectory() as name:
            sizes.append(measure_size(entity_count, Path(name)))
        print(json.dumps(sizes[-1]._asdict()), file=sys.stderr, flush=True)
    print_table(sizes)
    if arguments.output:
        import vl_convert  # noqa: PLC0415 - only for the picture

        svg = vl_convert.vegalite_to_svg(build_picture(sizes))
        arguments.output.write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
