"""Measure names from outside: python benchmarks/outside_names.py [--pairs CSV] [--foreign FILE].

``--pairs`` is a table of labelled pairs with the columns ``schema``, ``name1``, ``name2`` and
``is_match``, such as contrib/name_bench/cases.csv of github.com/opensanctions/nomenklatura (MIT);
of companies and organisations each second name is a base of its own, asked for by the first.
``--foreign`` is a list of names, one a line, most of which the base lacks, such as those of a
screening list and of stock exchanges (github.com/JerBouma/FinanceDatabase, MIT). Whatever is taken
of them by more than their exact name is printed, as only a reader can tell which are right.

Beside chipwatch stand WRatio of RapidFuzz and difflib, whose usual cut is 0.9.
"""

import argparse
import csv
import json
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from rapidfuzz import fuzz, utils

from chipwatch.asking.naming.resolver import find_by_name
from chipwatch.store.snapshot import open_base

ORGANISATIONS = ("Company", "Organization", "LegalEntity")
USUAL_CUT = 0.9
PairJudge = Callable[[str, str], bool]
"""Tells whether two names are taken for one firm's."""


def make_chipwatch_judge(folder: Path) -> PairJudge:
    """Ask a base that has only the second name for the first."""

    def judge(first_name: str, second_name: str) -> bool:
        base_folder = Path(tempfile.mkdtemp(dir=folder))
        entity = {"id": "firm-1", "kind": "company", "name": second_name}
        text = json.dumps(entity, ensure_ascii=False)
        (base_folder / "firm.yaml").write_text(text, encoding="utf-8")
        return find_by_name(open_base((str(base_folder),)), first_name).is_sure

    return judge


def judge_by_wratio(first_name: str, second_name: str) -> bool:
    """Take what WRatio scores at the usual cut or more."""
    score = fuzz.WRatio(first_name, second_name, processor=utils.default_process)
    return score / 100 >= USUAL_CUT


def judge_by_difflib(first_name: str, second_name: str) -> bool:
    """Take what difflib scores at the usual cut or more."""
    matcher = SequenceMatcher(None, first_name.lower(), second_name.lower())
    return matcher.ratio() >= USUAL_CUT


def measure_pairs(path: Path, folder: Path) -> None:
    """Print precision and recall over labelled pairs of organisations."""
    rows = [
        row
        for row in csv.DictReader(path.read_text("utf-8").splitlines())
        if row["schema"] in ORGANISATIONS
    ]
    judges = {
        "chipwatch": make_chipwatch_judge(folder),
        "WRatio": judge_by_wratio,
        "difflib": judge_by_difflib,
    }
    print(f"{len(rows):,} labelled pairs of organisations")
    print(f"{'':12}{'precision':>10}{'recall':>8}")
    for system, judge in judges.items():
        taken_rows = [row for row in rows if judge(row["name1"], row["name2"].strip())]
        print(f"{system:12}{_format_shares(taken_rows, rows)}")


def _format_shares(taken_rows: Sequence[dict[str, str]], rows: Sequence[dict[str, str]]) -> str:
    right_count = sum(row["is_match"] == "true" for row in taken_rows)
    match_count = sum(row["is_match"] == "true" for row in rows)
    precision = right_count / max(len(taken_rows), 1)
    return f"{precision:>10.3f}{right_count / max(match_count, 1):>8.3f}"


def measure_foreign_names(path: Path) -> None:
    """Print what is taken for names that the base mostly lacks, without what it has exactly."""
    names = list(dict.fromkeys(filter(None, map(str.strip, path.read_text("utf-8").splitlines()))))
    guesses = list(_iter_guesses(names))
    print(f"{len(names):,} foreign names, {len(guesses)} of them guessed")
    for guess in guesses:
        print(f"  {guess}")


def _iter_guesses(names: Sequence[str]) -> Iterator[str]:
    base = open_base(())
    for name in names:
        result = find_by_name(base, name)
        if result.is_sure and result.match_type in ("prefix", "fuzzy"):
            entry = result.entries[0]
            yield f"{name}: {entry.entity.id}, {entry.text} ({result.match_type} {result.score})"


def main() -> None:
    """Measure what is given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path, help="labelled pairs of names, CSV")
    parser.add_argument("--foreign", type=Path, help="names, one a line")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_CACHE_HOME"] = str(Path(name) / "cache")
        if arguments.pairs:
            measure_pairs(arguments.pairs, Path(name))
        if arguments.foreign:
            measure_foreign_names(arguments.foreign)


if __name__ == "__main__":
    main()
