"""Measure how long a list of misspelt names takes: ``python benchmarks/many_names.py 10000``.

The names are those of the base, misspelt as people do and with one edit of any letter, each once.
"""

import os
import sys
from random import Random
from time import perf_counter

import chipwatch
from chipwatch.store.snapshot import open_base
from questions import list_entities, make_typo_questions

DEFAULT_COUNT = 10_000


def main() -> None:
    """Print the time of the wall and of all processors, in one process and on every core."""
    count = int(sys.argv[1]) if sys.argv[1:] else DEFAULT_COUNT
    names = make_names(count)
    print(f"{len(names):,} misspelt names")
    for processes in (1, 0):
        with chipwatch.open() as base:
            started_at, cpu_started_at = perf_counter(), measure_cpu()
            answer = base.resolve_all(names, processes=processes)
            seconds, cpu_seconds = perf_counter() - started_at, measure_cpu() - cpu_started_at
        sure_count = sum(bool(row["sure"]) for row in answer.to_rows())
        label = "one process" if processes else "every core"
        print(f"{label}: {seconds:.1f} s, {cpu_seconds:.1f} s of processors, {sure_count:,} sure")


def make_names(count: int) -> list[str]:
    """Make misspelt names, the same each time."""
    base = open_base()
    questions_by_set = make_typo_questions(base, list_entities(base))
    names = dict.fromkeys(
        question.typed_name for questions in questions_by_set.values() for question in questions
    )
    return Random("many names").sample(list(names), min(count, len(names)))


def measure_cpu() -> float:
    """Measure the processor time of this process and of those that it started and that ended."""
    return sum(os.times()[:4])


if __name__ == "__main__":
    main()
