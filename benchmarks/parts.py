"""Measures parts of names: python benchmarks/parts.py [--data DIR] [--parties FILE] [--seed N].

Asked are beginnings of three letters or more, and whole words, of the Latin words in names of firms,
chips, people and products, drawn with a fixed seed, as pages are asked. Meant is every entity, of
any kind but publications, with a name that begins so; where there is none, every one with a later
word that does. Beside chipwatch stands WRatio of RapidFuzz over the same names.

Asked too are names of three words or more, company forms aside, with one word left out: of all
entities, and of the parties of a screening list (a CSV file with the columns ``name`` and
``alt_names``, the latter parted by ``|``), read as a base of its own.

Taken: one that is meant is shown without asking. First: it is the first suggestion. Later: a later
one. Others: none of the suggestions is meant. Wrong: another one is taken. Stray: the share of all
suggestions that have no word with such a beginning.
"""

import argparse
import csv
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from rapidfuzz import fuzz, process, utils

from chipwatch.asking.naming.resolver import resolve
from chipwatch.model.company_words import strip_company_forms
from chipwatch.model.normalise import has_han, split_words
from chipwatch.model.problem import AmbiguousError, NotFoundError
from chipwatch.store.knowledge_base import KnowledgeBase
from chipwatch.store.snapshot import open_base
from names import build_base
from questions import NamedEntity, find_owners, list_entities

ASKED_KINDS = ("company", "chip", "person", "product")
MIN_LETTERS = 3
MIN_WORDS = 3
MIN_FIRST_SHARE = 0.93
"""The share of each class that must be taken or named first."""
OUTCOMES = ("taken", "first", "later", "others", "nothing", "wrong")


class Part(NamedTuple):
    """A part of a name, what kind of part it is, and the entities that it may mean."""

    text: str
    label: str
    intended_ids: frozenset[str]


class Reply(NamedTuple):
    """What a part is answered with: the entities named, and whether the first is taken."""

    ids: tuple[str, ...]
    is_taken: bool = False


def main() -> None:
    """Print a line for each class of parts."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", action="append", default=[], help="another base")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--questions", type=int, default=2000)
    parser.add_argument("--show", type=int, default=0, help="so many failures of each class")
    parser.add_argument("--parties", type=Path, help="a screening list as CSV")
    arguments = parser.parse_args()
    base = open_base(tuple(arguments.data))
    entities = list_entities(base)
    random = Random(arguments.seed)
    print(f"{'':35}{'asked':>6}" + "".join(f"{name:>8}" for name in OUTCOMES), end="")
    print(f"{'right':>8}{'stray':>8}{'WRatio':>8}")
    parts = draw_parts(entities, random, arguments.questions)
    parts += draw_shortened_names(base, entities, random, arguments.questions // 4)
    is_met = measure_parts(base, entities, parts, arguments.show)
    if arguments.parties:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["XDG_CACHE_HOME"] = str(Path(folder) / "cache")
            parties = read_parties(arguments.parties)
            base = build_base(parties, Path(folder) / "parties")
            print(f"{len(parties):,} parties")
            parts = draw_shortened_names(base, parties, random, arguments.questions // 4)
            is_met &= measure_parts(base, parties, parts, arguments.show)
    sys.exit(int(not is_met))


def read_parties(path: Path) -> list[NamedEntity]:
    """Read the parties of a screening list, each once."""
    names_by_party: dict[str, list[str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            aliases = [alias.strip() for alias in row["alt_names"].split("|")]
            names_by_party.setdefault(row["name"], [row["name"]]).extend(filter(None, aliases))
    return [
        NamedEntity(f"party-{number}", "company", tuple(dict.fromkeys(names)))
        for number, names in enumerate(names_by_party.values())
    ]


def measure_parts(
    base: KnowledgeBase, entities: Sequence[NamedEntity], parts: Sequence[Part], max_examples: int
) -> bool:
    """Print a line for each class of parts, and tell whether all are met."""
    words_by_entity = split_names(entities)
    is_met = True
    for label in sorted({part.label for part in parts}):
        class_parts = [part for part in parts if part.label == label]
        replies = [ask_chipwatch(base, part.text) for part in class_parts]
        is_met &= print_class(label, class_parts, replies, words_by_entity, entities)
        print_failures(class_parts, replies, max_examples)
    return is_met


def split_names(entities: Sequence[NamedEntity]) -> dict[str, list[list[str]]]:
    """Split each name of each entity, and its id, into words."""
    return {
        entity.id: [split_words(name) for name in (*entity.names, entity.id)] for entity in entities
    }


def draw_shortened_names(
    base: KnowledgeBase, entities: Sequence[NamedEntity], random: Random, count: int
) -> list[Part]:
    """Draw names of three words or more, each with a word left out that is no company form.

    Meant is every entity with a name that is so with one word more.
    """
    named_entities = [
        (name, entity)
        for entity in entities
        for name in entity.names
        if name.isascii() and len(strip_company_forms(name)) >= MIN_WORDS
    ]
    words_by_entity = split_names(entities)
    parts = []
    for name, entity in random.sample(named_entities, min(count, len(named_entities))):
        words = name.split()
        telling_count = max(len(strip_company_forms(" ".join(words))), 1)
        del words[random.randrange(min(telling_count, len(words)))]
        text = " ".join(words)
        if len(strip_company_forms(text)) < MIN_WORDS - 1 or find_owners(base, text):
            continue
        intended_ids = frozenset({entity.id}) | frozenset(
            entity_id
            for entity_id, names in words_by_entity.items()
            if any(is_one_word_short(split_words(text), name_words) for name_words in names)
        )
        parts.append(Part(text, "a word left out", intended_ids))
    return parts


def is_one_word_short(words: Sequence[str], name_words: Sequence[str]) -> bool:
    """Tell whether words are those of a name but one."""
    return any(
        [*name_words[:position], *name_words[position + 1 :]] == words
        for position in range(len(name_words))
    )


def draw_parts(entities: Sequence[NamedEntity], random: Random, count: int) -> list[Part]:
    """Draw parts of names, each once."""
    words_by_entity = split_names(entities)
    texts = sorted({text for entity in entities for text in iter_parts(entity)})
    drawn_texts = random.sample(texts, min(count, len(texts)))
    return [build_part(text, words_by_entity) for text in drawn_texts]


def iter_parts(entity: NamedEntity) -> Iterator[str]:
    """Every beginning of every Latin word in the names of an entity of a kind that is asked for."""
    if entity.kind not in ASKED_KINDS:
        return
    for name in entity.names:
        for word in split_words(name):
            if word.isalpha() and not has_han(word):
                yield from (word[:end] for end in range(MIN_LETTERS, len(word) + 1))


def build_part(text: str, words_by_entity: Mapping[str, Sequence[Sequence[str]]]) -> Part:
    """Find what a part may mean, and label it."""
    beginning_ids, later_ids, is_whole = set(), set(), False
    for entity_id, names in words_by_entity.items():
        for words in names:
            if "".join(words).startswith(text):
                beginning_ids.add(entity_id)
            elif any(word.startswith(text) for word in words[1:]):
                later_ids.add(entity_id)
            is_whole = is_whole or text in words
    intended_ids = beginning_ids or later_ids
    place = "begins" if beginning_ids else "later word of"
    number = "one" if len(intended_ids) == 1 else "several"
    return Part(
        text, f"{place} {number}, {'whole' if is_whole else 'part'}", frozenset(intended_ids)
    )


def ask_chipwatch(base: KnowledgeBase, text: str) -> Reply:
    """Ask as pages do."""
    try:
        match = resolve(base, text, takes_words=True)
    except (AmbiguousError, NotFoundError) as error:
        return Reply(
            tuple(
                str(candidate["id"])
                for candidate in error.candidates
                if isinstance(candidate, dict)
            )
        )
    return Reply((match.entity.id,), is_taken=True)


def classify_reply(part: Part, reply: Reply) -> str:
    """Name the outcome of a question."""
    if reply.is_taken:
        return "taken" if reply.ids[0] in part.intended_ids else "wrong"
    if not reply.ids:
        return "nothing"
    if reply.ids[0] in part.intended_ids:
        return "first"
    return "later" if part.intended_ids & set(reply.ids) else "others"


def print_class(
    label: str,
    parts: Sequence[Part],
    replies: Sequence[Reply],
    words_by_entity: Mapping[str, Sequence[Sequence[str]]],
    entities: Sequence[NamedEntity],
) -> bool:
    """Print the figures of a class, and tell whether it is met."""
    outcomes = Counter(map(classify_reply, parts, replies))
    shares = [outcomes[outcome] / len(parts) for outcome in OUTCOMES]
    suggestions = [
        (part.text, entity_id)
        for part, reply in zip(parts, replies, strict=True)
        if not reply.is_taken
        for entity_id in reply.ids
    ]
    strays = [
        entity_id
        for text, entity_id in suggestions
        if not any(
            "".join(words[start:]).startswith(text)
            for words in words_by_entity.get(entity_id, [])
            for start in range(len(words))
        )
        and not any(
            set(split_words(text)) <= set(words) for words in words_by_entity.get(entity_id, [])
        )
    ]
    right_share = shares[0] + shares[1]
    print(
        f"{label:<35}{len(parts):>6,}"
        + "".join(f"{share:>8.3f}" for share in shares)
        + f"{right_share:>8.3f}{len(strays) / max(len(suggestions), 1):>8.3f}"
        + f"{measure_wratio(parts, entities):>8.3f}"
    )
    return right_share >= MIN_FIRST_SHARE


def measure_wratio(parts: Sequence[Part], entities: Sequence[NamedEntity]) -> float:
    """Measure how often WRatio has one that is meant first."""
    choices = [utils.default_process(name) for entity in entities for name in entity.names]
    ids = [entity.id for entity in entities for _ in entity.names]
    first_count = 0
    for part in parts:
        for _, _, index in process.extract(part.text, choices, scorer=fuzz.WRatio, limit=1):
            first_count += ids[index] in part.intended_ids
    return first_count / len(parts)


def print_failures(parts: Sequence[Part], replies: Sequence[Reply], limit: int) -> None:
    """Print some of what is neither taken nor named first."""
    failures = [
        (part, reply, classify_reply(part, reply))
        for part, reply in zip(parts, replies, strict=True)
        if classify_reply(part, reply) not in ("taken", "first")
    ]
    for part, reply, outcome in failures[:limit]:
        meant = " ".join(sorted(part.intended_ids)[:4])
        print(f"    {part.text!r}: {outcome}, {' '.join(reply.ids)}; meant {meant}")


if __name__ == "__main__":
    main()
