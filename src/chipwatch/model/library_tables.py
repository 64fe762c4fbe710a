"""Tables of names that libraries know, written into the package: no version changes an answer.

``tests/library_tables.py`` makes them from the libraries that it names, and a test compares them.
Whoever installs chipwatch needs none of these libraries.
"""

from pathlib import Path

_FOLDER = Path(__file__).parent / "tables"


def read_table(name: str) -> list[list[str]]:
    """Read a table: a row for each line, its cells divided by tabs."""
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines]
