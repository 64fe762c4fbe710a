"""Measures how well names are found: python benchmarks/names.py [--data DIR] [--every N] [--firms N].

Every name and alias of the base is typed wrongly and in other forms, and names are asked for that
the base does not have: those of each fifth of its entities, asked of a base without them; other
model numbers; words of two names in one; made-up firms; ordinary words. Half of all, by a sum over
the letters of the name, is for tuning: the curve is drawn over it (``--curve``), and the score from
which a match is sure was chosen there. The figures after it are those of the other half, of every
eighth question of each set unless ``--every`` says otherwise. Beside chipwatch stand
``rapidfuzz.process.extract`` with WRatio and ``difflib.get_close_matches`` over the same names.

First: the entity that is meant is named first, sure or not. Sure: it is, and is taken without
asking. Wrong: another one is taken without asking.

Left out, as no answer to it is right or wrong: what is typed if it is exactly, in whatever
spelling, a name of another entity. Typos fall in words of four letters or more, never in model
numbers or tickers: other letters in these mean other things, and are asked apart. ``slips.py`` says
which typos are made.
"""

import argparse
import compileall
import difflib
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

from rapidfuzz import fuzz, process, utils

import chipwatch
from chipwatch.asking.naming.candidates import find_by_similarity
from chipwatch.asking.naming.name_lookup import hold_names
from chipwatch.asking.naming.resolver import find_by_name
from chipwatch.asking.naming.scores import MIN_SURE_SCORE
from chipwatch.store.knowledge_base import KnowledgeBase
from chipwatch.store.snapshot import open_base
from firms import generate_firms
from questions import (
    NamedEntity,
    Question,
    cross_names,
    list_changed_codes,
    list_entities,
    list_ordinary_words,
    make_absent_questions,
    make_form_questions,
    make_typo_questions,
)

CHIPWATCH = str(Path(sysconfig.get_path("scripts")) / "chipwatch")
CURVE_SCORES = (0.5, 0.6, 0.7, 0.75, 0.78, 0.8, 0.82, 0.85, 0.9, 0.95, 1.0)
WRATIO_THRESHOLD = 0.9
"""The score from which WRatio is usually taken for a match."""
MANY_QUESTIONS = 100_000
"""So many names are looked up that those of the base are held in memory."""
FOLDS = 5
"""Parts of the entities of which each is left out in turn, to be asked for."""
UNKNOWN_FIRMS = 2000
"""Made-up firms that are asked of the base itself."""
TIMING_ROUNDS = 9
"""Rounds in which exact and misspelt names are timed."""


class RankedAnswer(NamedTuple):
    """The first entity of an answer, its score, and whether it is taken for sure."""

    question: Question
    first_id: str
    score: float
    has_candidate: bool
    """Whether it would be taken if every score were enough."""
    is_sure: bool

    @property
    def is_right(self) -> bool:
        """Whether the first is one of those that are meant."""
        return self.first_id in self.question.intended_ids


Asker = Callable[[Question], RankedAnswer]
SYSTEMS = ("chipwatch", "WRatio", "difflib")


class QuestionSet(NamedTuple):
    """Questions of one sort, and how each of the systems is asked them."""

    askers: tuple[Asker, ...]
    questions: Sequence[Question]


QuestionSets = Mapping[str, QuestionSet]


def make_askers(base: KnowledgeBase, entities: Sequence[NamedEntity]) -> tuple[Asker, ...]:
    """Each of the systems over the same names."""
    return (
        make_chipwatch_asker(base),
        make_rapidfuzz_asker(entities),
        make_difflib_asker(entities),
    )


def make_chipwatch_asker(base: KnowledgeBase) -> Asker:
    """Chipwatch over a base, whose names are held in memory."""
    base = hold_names(base, MANY_QUESTIONS)

    def ask(question: Question) -> RankedAnswer:
        resolution = find_by_name(base, question.typed_name)
        loose_resolution = resolution
        if not resolution.is_sure and resolution.match_type in ("fuzzy", "none"):
            loose_resolution = find_by_similarity(base, question.typed_name, min_score=0.0)
        first_id = resolution.entries[0].entity.id if resolution.entries else ""
        return RankedAnswer(
            question, first_id, resolution.score, loose_resolution.is_sure, resolution.is_sure
        )

    return ask


def make_rapidfuzz_asker(entities: Sequence[NamedEntity]) -> Asker:
    """RapidFuzz as it comes, over the same names."""
    choices = [utils.default_process(name) for entity in entities for name in entity.names]
    ids = [entity.id for entity in entities for _ in entity.names]

    def ask(question: Question) -> RankedAnswer:
        query = utils.default_process(question.typed_name)
        for _, score, index in process.extract(query, choices, scorer=fuzz.WRatio, limit=1):
            is_sure = score / 100 >= WRATIO_THRESHOLD
            return RankedAnswer(
                question, ids[index], score / 100, has_candidate=True, is_sure=is_sure
            )
        return RankedAnswer(question, "", 0.0, has_candidate=False, is_sure=False)

    return ask


def make_difflib_asker(entities: Sequence[NamedEntity]) -> Asker:
    """Ask the standard library as it comes, over the same names; what it finds is taken."""
    ids_by_name = {
        utils.default_process(name): entity.id for entity in entities for name in entity.names
    }
    names = list(ids_by_name)

    def ask(question: Question) -> RankedAnswer:
        query = utils.default_process(question.typed_name)
        close_names = difflib.get_close_matches(query, names, n=1)
        first_id = ids_by_name[close_names[0]] if close_names else ""
        is_found = bool(close_names)
        return RankedAnswer(
            question, first_id, float(is_found), has_candidate=is_found, is_sure=is_found
        )

    return ask


def build_base(entities: Iterable[NamedEntity], folder: Path) -> KnowledgeBase:
    """Build a base of entities that have names only."""
    folder.mkdir()
    texts = [
        json.dumps({"id": entity.id, "kind": entity.kind, "name": entity.names[0],
                    "aliases": list(entity.names[1:])}, ensure_ascii=False)
        for entity in entities
    ]  # fmt: skip
    for start in range(0, len(texts), 400):
        text = "\n---\n".join(texts[start : start + 400])
        (folder / f"part-{start:06}.yaml").write_text(f"{text}\n", encoding="utf-8")
    return open_base((str(folder),))


def build_present_sets(base: KnowledgeBase, entities: Sequence[NamedEntity]) -> QuestionSets:
    """Everything that is asked of names that the base has."""
    askers = make_askers(base, entities)
    questions_by_set = {
        **make_typo_questions(base, entities),
        **make_form_questions(base, entities),
    }
    return {name: QuestionSet(askers, questions) for name, questions in questions_by_set.items()}


def build_absent_sets(
    base: KnowledgeBase, entities: Sequence[NamedEntity], folder: Path
) -> QuestionSets:
    """Everything that is asked of names that the base does not have."""
    askers = make_askers(base, entities)
    unknown_firms = [firm.name for firm in islice(generate_firms(UNKNOWN_FIRMS), UNKNOWN_FIRMS)]
    return {
        **dict(iter_fold_sets(entities, folder)),
        **{
            set_name: QuestionSet(askers, make_absent_questions(base, names))
            for set_name, names in (
                ("other model numbers", list_changed_codes(entities)),
                ("words of two names", cross_names(entities)),
                ("made-up firms", unknown_firms),
                ("ordinary words", list_ordinary_words()),
            )
        },
    }


def iter_fold_sets(
    entities: Sequence[NamedEntity], folder: Path
) -> Iterator[tuple[str, QuestionSet]]:
    """Ask for a fifth of the entities at a time in a base that has the others."""
    for fold in range(FOLDS):
        kept_entities = [entity for index, entity in enumerate(entities) if index % FOLDS != fold]
        kept_base = build_base(kept_entities, folder / f"without-{fold}")
        missing_names = [name for entity in entities[fold::FOLDS] for name in entity.names]
        yield (
            f"entities left out, {fold + 1}",
            QuestionSet(
                make_askers(kept_base, kept_entities),
                make_absent_questions(kept_base, missing_names),
            ),
        )


def draw_curve(present_sets: QuestionSets, absent_sets: QuestionSets) -> None:
    """For each score from which a match would be sure: how many are found, and how many wrongly."""
    print(f"tuning half: what is sure from which score on ({MIN_SURE_SCORE} was chosen)\n")
    print(f"{'':7}{'chipwatch':^29}{'WRatio':^29}")
    print(f"{'score':>5}  " + f"{'precision':>10}{'recall':>9}{'absent':>9} " * 2)
    answers_by_system = [
        (
            collect_answers(present_sets, system, is_held_out=False),
            collect_answers(absent_sets, system, is_held_out=False),
        )
        for system in (0, 1)
    ]
    for threshold in CURVE_SCORES:
        figures = "".join(format_curve_point(threshold, *answers) for answers in answers_by_system)
        print(f"{threshold:>5.2f}  {figures}")


def format_curve_point(
    threshold: float,
    present_answers: Sequence[RankedAnswer],
    absent_answers: Sequence[RankedAnswer],
) -> str:
    """Precision and recall, and the share of absent names for which something is taken."""
    sure_answers = [
        answer for answer in present_answers if answer.has_candidate and answer.score >= threshold
    ]
    right_count = sum(answer.is_right for answer in sure_answers)
    wrong_count = sum(
        answer.has_candidate and answer.score >= threshold for answer in absent_answers
    )
    precision = right_count / max(len(sure_answers) + wrong_count, 1)
    return f"{precision:>10.2%}{right_count / max(len(present_answers), 1):>9.2%}{format_share(wrong_count, absent_answers):>9} "


def collect_answers(sets: QuestionSets, system: int, *, is_held_out: bool) -> list[RankedAnswer]:
    """Collect the answers to all questions of one half."""
    answers = []
    for askers, questions in sets.values():
        ask = askers[system]
        answers += [ask(question) for question in questions if question.is_held_out is is_held_out]
    return answers


def thin_out(sets: QuestionSets, stride: int) -> QuestionSets:
    """Keep every so manieth question of each set."""
    return {
        set_name: QuestionSet(askers, questions[::stride])
        for set_name, (askers, questions) in sets.items()
    }


def draw_table(sets: QuestionSets, max_examples: int) -> None:
    """First, sure and wrong of each set in the half that is held out, for each system."""
    print(f"\n{'':<37}  " + "".join(f"{system:^25}  " for system in SYSTEMS))
    headings = f"{'first':>8}{'sure':>9}{'wrong':>8}  " * len(SYSTEMS)
    print(f"{'held-out half':<30}{'asked':>7}  {headings}")
    all_answers: tuple[list[RankedAnswer], ...] = tuple([] for _ in SYSTEMS)
    for set_name, (askers, questions) in sets.items():
        held_out_questions = [question for question in questions if question.is_held_out]
        answers = [[ask(question) for question in held_out_questions] for ask in askers]
        for system_answers, collected in zip(answers, all_answers, strict=True):
            collected.extend(system_answers)
        print(format_row(set_name, answers))
        print_wrong_answers(answers[0], max_examples)
    print(format_row("all", all_answers))


def format_row(set_name: str, answers: Sequence[Sequence[RankedAnswer]]) -> str:
    figures = "".join(
        f"{format_share(sum(answer.is_right for answer in system_answers), system_answers):>8}"
        f"{format_share(sum(answer.is_right and answer.is_sure for answer in system_answers), system_answers):>9}"
        f"{format_share(sum(answer.is_sure and not answer.is_right for answer in system_answers), system_answers):>8}  "
        for system_answers in answers
    )
    return f"{set_name:<30}{len(answers[0]):>7,}  {figures}".rstrip()


def format_share(count: int, items: Sequence[object]) -> str:
    return f"{count / len(items):.2%}" if items else "–"


def print_wrong_answers(answers: Iterable[RankedAnswer], limit: int) -> None:
    wrong_answers = (
        answer
        for answer in answers
        if (answer.question.intended_ids or answer.is_sure) and not answer.is_right
    )
    for answer in islice(wrong_answers, limit):
        outcome = "taken" if answer.is_sure else "first"
        meant = ", ".join(sorted(answer.question.intended_ids)) or "nothing"
        print(
            f"    {answer.question.typed_name!r}: {answer.first_id} {outcome} for {meant} ({answer.score})"
        )


def measure_firms(firm_count: int, sample_size: int, folder: Path, max_examples: int) -> None:
    """Measure made-up firms, and how long a misspelt name takes against an exact one."""
    entities = [
        NamedEntity(entity.id, "company", (entity.name,)) for entity in generate_firms(firm_count)
    ]
    base = build_base(entities, folder / "firms")
    sample = entities[:: max(firm_count // sample_size, 1)]
    print(f"\n{firm_count:,} made-up firms, {len(sample):,} of them asked for")
    questions_by_set = make_typo_questions(base, sample) | {
        "company forms": make_form_questions(base, sample)["company forms"]
    }
    draw_table(
        {
            set_name: QuestionSet(make_askers(base, entities), questions[::3])
            for set_name, questions in questions_by_set.items()
        },
        max_examples,
    )
    misspelt_names = [
        entity.typed_name
        for entity in questions_by_set["typos: wikipedia"]
        if make_chipwatch_asker(base)(entity).is_sure
    ][:TIMING_ROUNDS]
    data_arguments = ("--data", str(folder / "firms"))
    exact_commands, misspelt_commands = [[("company", name, "--json", *data_arguments) for name in names] for names in (
        [entity.names[0] for entity in sample[:TIMING_ROUNDS]], misspelt_names)]  # fmt: skip
    time_lookups(exact_commands, misspelt_commands)


def time_lookups(
    exact_commands: Sequence[Sequence[str]], misspelt_commands: Sequence[Sequence[str]]
) -> None:
    """Measure warm look-ups as whole processes, taken in turns, and return the medians."""
    compileall.compile_dir(Path(chipwatch.__file__).parent, quiet=1)
    times_by_kind: tuple[list[float], list[float]] = ([], [])
    for pair in zip(exact_commands, misspelt_commands, strict=False):
        for arguments, times in zip(pair, times_by_kind, strict=True):
            start = time.perf_counter()
            subprocess.run((CHIPWATCH, *arguments), check=True, capture_output=True)
            times.append(time.perf_counter() - start)
    exact_median, misspelt_median = (statistics.median(times) * 1000 for times in times_by_kind)
    print(f"\nwarm misspelt name against exact one: {misspelt_median / exact_median:.2f} of 1.50 at most "
          f"({misspelt_median:.1f} / {exact_median:.1f} ms)")  # fmt: skip


def main() -> None:
    """Print the curve and the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", action="append", default=[], help="another base")
    parser.add_argument("--every", type=int, default=8, help="ask every so manieth question")
    parser.add_argument("--curve", action="store_true", help="draw the curve of the tuning half")
    parser.add_argument("--firms", type=int, default=25_000, help="made-up firms; 0 for none")
    parser.add_argument("--sample", type=int, default=1000, help="how many of them are asked for")
    parser.add_argument("--show", type=int, default=0, help="so many wrong answers of each set")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_CACHE_HOME"] = str(Path(name) / "cache")
        base = open_base(tuple(arguments.data))
        entities = list_entities(base)
        present_questions, absent_questions = (
            thin_out(sets, arguments.every)
            for sets in (
                build_present_sets(base, entities),
                build_absent_sets(base, entities, Path(name)),
            )
        )
        print(
            f"{len(entities):,} entities, {sum(len(entity.names) for entity in entities):,} names\n"
        )
        if arguments.curve:
            draw_curve(present_questions, absent_questions)
        print("\nnames that the base has")
        draw_table(present_questions, arguments.show)
        print("\nnames that it does not have")
        draw_table(absent_questions, arguments.show)
        if arguments.firms:
            measure_firms(arguments.firms, arguments.sample, Path(name), arguments.show)


if __name__ == "__main__":
    main()
