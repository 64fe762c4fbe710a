"""Measures how well names are found: python benchmarks/names.py [--data DIR] [--firms N].

Every name and alias of the base is typed wrongly and in other forms, and names are asked for that
the base does not have: those of each fifth of its entities, asked of a base without them; other
model numbers; words of two names in one; made-up firms; ordinary words. Half of all, by a sum over
the letters of the name, is for tuning: the curve is drawn over it, and the score from which a match
is sure was chosen there. The figures after it are those of the other half. Beside chipwatch stands
``rapidfuzz.process.extract`` with WRatio over the same names, asked the same.

First: the entity that is meant is named first, sure or not. Sure: it is, and is taken without
asking. Wrong: another one is taken without asking.

Left out, as no answer to it is right or wrong: what is typed if it is exactly, in whatever
spelling, a name of another entity. Slips fall in words of names with five letters or more, never in
model numbers or tickers: other letters in these mean other things, and are asked apart.
"""

import argparse
import compileall
import json
import os
import statistics
import subprocess
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from firms import firms
from questions import Known, Question, absent, codes, crossed, entities_of, forms, ordinary, slips
from rapidfuzz import fuzz, process, utils

import chipwatch
from chipwatch.asking.naming.fuzzy import SURE
from chipwatch.asking.naming.guess import by_likeness
from chipwatch.asking.naming.names import find
from chipwatch.store.base import KnowledgeBase
from chipwatch.store.snapshot import open_base

CHIPWATCH = str(Path(sysconfig.get_path("scripts")) / "chipwatch")
CURVE = (0.5, 0.6, 0.7, 0.75, 0.78, 0.8, 0.82, 0.85, 0.9, 0.95, 1.0)
WRATIO_SURE = 0.9
"""The score from which WRatio is usually taken for a match."""
FIFTHS = 5
"""Parts of the entities of which each is left out in turn, to be asked for."""
STRANGERS = 2000
"""Made-up firms that are asked of the base itself."""
RUNS = 9
"""Rounds in which exact and misspelt names are timed."""


class Answered(NamedTuple):
    """The first entity of an answer, its score, and whether it is taken for sure."""

    question: Question
    first: str
    score: float
    open: bool
    """Whether it would be taken if every score were enough."""
    sure: bool

    @property
    def right(self) -> bool:
        """Whether the first is one of those that are meant."""
        return self.first in self.question.meant


Ask = Callable[[Question], Answered]
Sets = Mapping[str, tuple[Ask, Ask, Sequence[Question]]]
"""By what they are: how chipwatch is asked, how WRatio is, and the questions."""


def ours(base: KnowledgeBase) -> Ask:
    """Chipwatch over a base."""

    def ask(question: Question) -> Answered:
        found = find(base, question.typed)
        loose = found
        if not found.sure and found.how in ("fuzzy", "none"):
            loose = by_likeness(base, question.typed, least=0.0)
        first = found.named[0].entity.id if found.named else ""
        return Answered(question, first, found.score, loose.sure, found.sure)

    return ask


def plain(known: Sequence[Known]) -> Ask:
    """RapidFuzz as it comes, over the same names."""
    choices = [utils.default_process(name) for one in known for name in one.names]
    ids = [one.id for one in known for _ in one.names]

    def ask(question: Question) -> Answered:
        query = utils.default_process(question.typed)
        for _, score, place in process.extract(query, choices, scorer=fuzz.WRatio, limit=1):
            sure = score / 100 >= WRATIO_SURE
            return Answered(question, ids[place], score / 100, open=True, sure=sure)
        return Answered(question, "", 0.0, open=False, sure=False)

    return ask


def base_of(known: Iterable[Known], folder: Path) -> KnowledgeBase:
    """A base of entities that have nothing but names."""
    folder.mkdir()
    texts = [
        json.dumps({"id": one.id, "kind": one.kind, "name": one.names[0],
                    "aliases": list(one.names[1:])}, ensure_ascii=False)
        for one in known
    ]  # fmt: skip
    for at in range(0, len(texts), 400):
        text = "\n---\n".join(texts[at : at + 400])
        (folder / f"part-{at:06}.yaml").write_text(f"{text}\n", encoding="utf-8")
    return open_base((str(folder),))


def present_sets(base: KnowledgeBase, known: Sequence[Known]) -> Sets:
    """Everything that is asked of names that the base has."""
    asked = (ours(base), plain(known))
    made = {**slips(base, known), **forms(base, known)}
    return {what: (*asked, questions) for what, questions in made.items()}


def absent_sets(base: KnowledgeBase, known: Sequence[Known], folder: Path) -> Sets:
    """Everything that is asked of names that the base does not have."""
    asked = (ours(base), plain(known))
    strangers = [one.name for one in islice(firms(STRANGERS), STRANGERS)]
    return {
        **dict(_left_out(known, folder)),
        "other model numbers": (*asked, absent(base, codes(known))),
        "words of two names": (*asked, absent(base, crossed(known))),
        "made-up firms": (*asked, absent(base, strangers)),
        "ordinary words": (*asked, absent(base, ordinary())),
    }


def _left_out(
    known: Sequence[Known], folder: Path
) -> Iterator[tuple[str, tuple[Ask, Ask, Sequence[Question]]]]:
    """A fifth of the entities at a time, asked of a base that has the others."""
    for first in range(FIFTHS):
        kept = [one for at, one in enumerate(known) if at % FIFTHS != first]
        rest = base_of(kept, folder / f"without-{first}")
        lost = [name for one in known[first::FIFTHS] for name in one.names]
        yield f"entities left out, {first + 1}", (ours(rest), plain(kept), absent(rest, lost))


def draw_curve(present: Sets, missing: Sets) -> None:
    """For each score from which a match would be sure: how many are found, and how many wrongly."""
    print(f"tuning half: what is sure from which score on ({SURE} was chosen)\n")
    print(f"{'':7}{'chipwatch':^29}{'WRatio':^29}")
    print(f"{'score':>5}  " + f"{'precision':>10}{'recall':>9}{'absent':>9} " * 2)
    asked = [(_asked(present, who, held=False), _asked(missing, who, held=False)) for who in (0, 1)]
    for least in CURVE:
        figures = "".join(_at(least, *answers) for answers in asked)
        print(f"{least:>5.2f}  {figures}")


def _at(least: float, present: Sequence[Answered], missing: Sequence[Answered]) -> str:
    """Precision and recall, and the share of absent names for which something is taken."""
    sure = [one for one in present if one.open and one.score >= least]
    right = sum(one.right for one in sure)
    wrong = sum(one.open and one.score >= least for one in missing)
    precision = right / max(len(sure) + wrong, 1)
    return f"{precision:>10.2%}{right / max(len(present), 1):>9.2%}{_share(wrong, missing):>9} "


def _asked(sets: Sets, who: int, *, held: bool) -> list[Answered]:
    """The answers to all questions of one half."""
    found = []
    for *asks, questions in sets.values():
        ask: Ask = asks[who]
        found += [ask(one) for one in questions if one.held is held]
    return found


def draw_table(sets: Sets, show: int) -> None:
    """First, sure and wrong of each set in the half that is held out, beside those of WRatio."""
    print(f"\n{'held-out half':<22}{'asked':>7}  " + f"{'first':>8}{'sure':>9}{'wrong':>8}  " * 2)
    everything: tuple[list[Answered], list[Answered]] = ([], [])
    for what, (*asks, questions) in sets.items():
        held = [one for one in questions if one.held]
        answers = [[ask(one) for one in held] for ask in asks]
        for each, so_far in zip(answers, everything, strict=True):
            so_far.extend(each)
        print(_line(what, answers))
        _show(answers[0], show)
    print(_line("all", everything))


def _line(what: str, answers: Sequence[Sequence[Answered]]) -> str:
    figures = "".join(
        f"{_share(sum(one.right for one in each), each):>8}"
        f"{_share(sum(one.right and one.sure for one in each), each):>9}"
        f"{_share(sum(one.sure and not one.right for one in each), each):>8}  "
        for each in answers
    )
    return f"{what:<22}{len(answers[0]):>7,}  {figures}".rstrip()


def _share(part: int, whole: Sequence[object]) -> str:
    return f"{part / len(whole):.2%}" if whole else "–"


def _show(answers: Iterable[Answered], most: int) -> None:
    wrong = (one for one in answers if (one.question.meant or one.sure) and not one.right)
    for one in islice(wrong, most):
        taken = "taken" if one.sure else "first"
        meant = ", ".join(sorted(one.question.meant)) or "nothing"
        print(f"    {one.question.typed!r}: {one.first} {taken} for {meant} ({one.score})")


def measure_firms(number: int, sample: int, folder: Path, show: int) -> None:
    """The same for made-up firms, and how long a misspelt name takes against an exact one."""
    known = [Known(one.id, "company", (one.name,)) for one in firms(number)]
    base = base_of(known, folder / "firms")
    few = known[:: max(number // sample, 1)]
    print(f"\n{number:,} made-up firms, {len(few):,} of them asked for; chipwatch, then WRatio")
    made = slips(base, few) | {"company forms": forms(base, few)["company forms"]}
    draw_table({what: (ours(base), plain(known), each[::3]) for what, each in made.items()}, show)
    wrong = [one.typed for one in made["one slip"] if ours(base)(one).sure][:RUNS]
    data = ("--data", str(folder / "firms"))
    exact, guessed = [[("company", name, "--json", *data) for name in names] for names in (
        [one.names[0] for one in few[:RUNS]], wrong)]  # fmt: skip
    _time(exact, guessed)


def _time(exact: Sequence[Sequence[str]], guessed: Sequence[Sequence[str]]) -> None:
    """The medians of warm look-ups as whole processes, taken in turns."""
    compileall.compile_dir(Path(chipwatch.__file__).parent, quiet=1)
    taken: tuple[list[float], list[float]] = ([], [])
    for pair in zip(exact, guessed, strict=False):
        for arguments, times in zip(pair, taken, strict=True):
            began = time.perf_counter()
            subprocess.run((CHIPWATCH, *arguments), check=True, capture_output=True)
            times.append(time.perf_counter() - began)
    first, second = (statistics.median(times) * 1000 for times in taken)
    print(f"\nwarm misspelt name against exact one: {second / first:.2f} of 1.50 at most "
          f"({second:.1f} / {first:.1f} ms)")  # fmt: skip


def main() -> None:
    """Print the curve and the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", action="append", default=[], help="another base")
    parser.add_argument("--firms", type=int, default=25_000, help="made-up firms; 0 for none")
    parser.add_argument("--sample", type=int, default=1000, help="how many of them are asked for")
    parser.add_argument("--show", type=int, default=0, help="so many wrong answers of each set")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_CACHE_HOME"] = str(Path(name) / "cache")
        base = open_base(tuple(given.data))
        known = entities_of(base)
        present, missing = present_sets(base, known), absent_sets(base, known, Path(name))
        print(f"{len(known):,} entities, {sum(len(one.names) for one in known):,} names\n")
        draw_curve(present, missing)
        print("\nnames that the base has; chipwatch, then WRatio")
        draw_table(present, given.show)
        print("\nnames that it does not have; chipwatch, then WRatio")
        draw_table(missing, given.show)
        if given.firms:
            measure_firms(given.firms, given.sample, Path(name), given.show)


if __name__ == "__main__":
    main()
