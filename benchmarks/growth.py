"""How times grow with a base of one entity a file: ``python benchmarks/growth.py 1000 10000``.

Each line is a size; each cell the least processor time, in seconds, of whole processes that take turns.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from measured_process import CHIPWATCH, measure_process
from synthetic import write_base

ROUNDS = 5
PARSE_SCRIPT = """
import pathlib, sys, yaml
for path in pathlib.Path(sys.argv[1]).rglob("*.yaml"):
    yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
"""

CHECK_SCRIPT = """
import sys, time
from chipwatch.reading.layers import list_fact_folders, resolve_layers
from chipwatch.store.cache_key import build_cache_key
layers = resolve_layers((sys.argv[1],))
began = time.process_time()
build_cache_key(layers, list_fact_folders(layers))
print(time.process_time() - began)
"""


def measure_check(base: Path) -> float:
    """Measure what a look-up does to learn whether a file has changed, without starting Python."""
    command = (sys.executable, "-c", CHECK_SCRIPT, str(base))
    return float(subprocess.check_output(command, text=True))


def measure_size(number: int, folder: Path) -> dict[str, float]:
    """Measure a base of so many entities."""
    base = folder / "base"
    write_base(base, number, one_file_each=True)
    edited = min((base / "company").iterdir())
    look_up = (CHIPWATCH, "company", edited.stem, "--json", "--data", str(base))
    git = (shutil.which("git") or sys.exit("git is not installed"), "-C", str(base))
    subprocess.run((*git, "init", "-q"), check=True)
    subprocess.run((*git, "add", "-A"), check=True)
    figures: dict[str, list[float]] = {}
    for round_number in range(ROUNDS):
        commands = {
            "parse alone": (sys.executable, "-c", PARSE_SCRIPT, str(base)),
            "first look-up": look_up,
            "look-up": look_up,
            "git status": (*git, "status", "--porcelain"),
        }
        for name, command in commands.items():
            cache = folder / f"cache-{round_number}"
            cost = measure_process(command, cache)
            figures.setdefault(name, []).append(cost.seconds)
        figures.setdefault("check of the files alone", []).append(measure_check(base))
        with edited.open("a", encoding="utf-8") as file:
            file.write("# one line more\n")
        cost = measure_process(look_up, folder / f"cache-{round_number}")
        figures.setdefault("look-up after an edit", []).append(cost.seconds)
    return {name: min(seconds) for name, seconds in figures.items()}


def main() -> None:
    """Print a table in Markdown."""
    is_first = True
    for number in map(int, sys.argv[1:] or ("1000", "10000")):
        with tempfile.TemporaryDirectory() as name:
            figures = measure_size(number, Path(name))
        if is_first:
            print("| entities |", " | ".join(figures), "|")
            print("|---:|", " | ".join("---:" for _ in figures), "|")
            is_first = False
        cells = " | ".join(f"{seconds:.2f}" for seconds in figures.values())
        print(f"| {number:,} | {cells} |", flush=True)


if __name__ == "__main__":
    main()
