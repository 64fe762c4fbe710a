"""Add a fact to the last entity of every fact file, to show that no test of code depends on facts.

Run in a copy of the project: ``python tests/add_facts.py``.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

from chipwatch.model.schema import KINDS

ROOT = Path(__file__).parent.parent
FOLDERS = ("data", "seeds")
MAX_UNCHANGED_FILES = 20
"""Files whose last entity states every property that holds text may stay as they are."""


def list_addable_properties(kind: str, stated: set[str]) -> Iterator[str]:
    """List the properties of a kind that hold text and are not stated."""
    for name, field in KINDS[kind].properties.items():
        if field.type_name == "text" and name not in stated:
            yield name


def add_fact(path: Path, source: str) -> str:
    """Add a fact to a file and return its property; empty where nothing can be added."""
    text = path.read_text(encoding="utf-8")
    entity = list(yaml.load_all(text, yaml.BaseLoader))[-1]
    kind = entity.get("kind", path.parent.name)
    name = next(list_addable_properties(kind, set(entity)), "")
    if name:
        line = f"{name}: {{value: added to show that no test depends on it, sources: [{source}]}}"
        path.write_text(f"{text.rstrip()}\n{line}\n", encoding="utf-8")
    return name


def main() -> int:
    """Add a fact to every file of the project's facts; return the exit code."""
    paths = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.yaml"))
    unchanged = [path for path in paths if not add_fact(path, "forbes-2025-04-trade-war-proofing")]
    print(f"a fact was added to {len(paths) - len(unchanged)} of {len(paths)} files")  # noqa: T201 - a script
    print(*unchanged, sep="\n")  # noqa: T201 - a script
    return 1 if len(unchanged) > MAX_UNCHANGED_FILES else 0


if __name__ == "__main__":
    sys.exit(main())
