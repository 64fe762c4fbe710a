"""How many lines the screens have at 80, 120 and 160 columns, beside what was set as the most.

    python benchmarks/screen_lines.py                     # of the bundled facts
    python benchmarks/screen_lines.py --data tests/base   # of other facts

Screens are drawn as on a terminal, without a list of sources. A listing has a line for each row
and at most eight more; the most of some other screens is given. Exit 1 if any is longer.
"""

import os
import subprocess
import sys
from argparse import ArgumentParser
from typing import NamedTuple

WIDTHS = (80, 120, 160)
LINES_BESIDE_ROWS = 8
"""Lines that a listing may have beside its rows: title, headings, legend, what is left out."""


class ScreenSize(NamedTuple):
    """A screen, and how long it may be at each width."""

    command: str
    most: tuple[int, ...] = ()
    rows_command: str = ""
    """The command that gives the rows of a listing as JSON lines."""


def list_screens() -> list[ScreenSize]:
    """List the screens whose lengths were measured when screens were designed."""
    listings = ["company", "chip", "policy", "investment", "conflicts --kind chip", "controls",
                "timeline --about huawei"]  # fmt: skip
    columns = "name,designer,tpp,memory_capacity,memory_bandwidth,process_node,released"
    listings.insert(2, f"chip --where designer_country='CN' --columns {columns}")
    return [
        ScreenSize("company baidu", (120, 110, 100)),
        ScreenSize("company smic"),
        ScreenSize("company huawei"),
        ScreenSize("chip h20", (120, 110, 100)),
        ScreenSize("chip ascend-910c"),
        ScreenSize("compare h20 ascend-910c"),
        ScreenSize("compare tencent alibaba", (60, 60, 60)),
        ScreenSize("policy us-h20-export-ban"),
        ScreenSize("controls h20", (30, 30, 30)),
        ScreenSize("why h20 tpp"),
        ScreenSize("person robin-li"),
        ScreenSize("source forbes-2025-04-trade-war-proofing"),
        *(ScreenSize(listing, rows_command=f"{listing} --format jsonl") for listing in listings),
        ScreenSize("explain chip"),
        ScreenSize("total investment --by investor --currency USD"),
        ScreenSize("whatif --set tpp=3000"),
        ScreenSize("stats"),
        ScreenSize("search h20"),
    ]


def run_command(command: str, width: int = 0) -> list[str]:
    """Run a command and return the lines that it prints; with a width as on a terminal."""
    terminal = {"FORCE_COLOR": "1", "NO_COLOR": "1", "COLUMNS": str(width)} if width else {}
    result = subprocess.run(
        [sys.executable, "-m", "chipwatch", *command.split()],
        capture_output=True,
        check=False,
        env={**os.environ, **terminal},
        text=True,
    )
    if result.returncode:
        raise SystemExit(f"{command}: {result.stderr}")
    return result.stdout.splitlines()


def find_most(screen: ScreenSize) -> tuple[int, ...]:
    """Find how many lines a screen may have at each width; nothing where no number was set."""
    if not screen.rows_command:
        return screen.most
    row_count = len(run_command(screen.rows_command))
    return (row_count + LINES_BESIDE_ROWS,) * len(WIDTHS)


def count_lines(screen: ScreenSize) -> list[int]:
    """Count the lines at each width, without the sources where the screen has any."""
    takes_sources = screen.command.partition(" ")[0] not in {"explain", "search"}
    option = " --sources none" if takes_sources else ""
    return [len(run_command(f"{screen.command}{option}", width)) for width in WIDTHS]


def main() -> int:
    """Print the table; return 1 if a screen is longer than it may be."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--data", help="folder of facts; the bundled ones if not given")
    arguments = parser.parse_args()
    os.environ.pop("CHIPWATCH_DATA", None)
    if arguments.data:
        os.environ["CHIPWATCH_DATA"] = arguments.data
    is_too_long = False
    print(f"{'screen':48}" + "".join(f"{width:>7}" for width in WIDTHS) + "   at most")
    for screen in list_screens():
        counts, most = count_lines(screen), find_most(screen)
        is_longer = any(count > limit for count, limit in zip(counts, most, strict=False))
        is_too_long = is_too_long or is_longer
        limits = " / ".join(map(str, most if len(set(most)) > 1 else most[:1]))
        numbers = "".join(f"{count:>7}" for count in counts)
        ending = f"   {limits}{'  TOO LONG' if is_longer else ''}".rstrip()
        print(f"{screen.command[:47]:48}{numbers}{ending}", flush=True)
    return int(is_too_long)


if __name__ == "__main__":
    sys.exit(main())
