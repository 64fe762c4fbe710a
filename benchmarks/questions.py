"""What is asked of a base: its own names typed wrongly, in other forms, and names that it lacks."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pydoc_data.topics import topics
from random import Random
from typing import NamedTuple
from zlib import crc32

from opencc import OpenCC

from chipwatch.asking.naming.exact import find_exact
from chipwatch.asking.naming.variants import find_by_variant
from chipwatch.model.normalise import has_han, normalise_name
from chipwatch.model.schema import KINDS
from chipwatch.model.tickers import parse_ticker
from chipwatch.store.knowledge_base import KnowledgeBase
from chipwatch.store.pinyin import build_initials, list_readings
from slips import (
    EDIT_KINDS,
    edit_any_letter,
    iter_changed_codes,
    list_open_words,
    load_corpora,
    misspell_name,
)

COMPANY_FORMS = (
    "Co., Ltd.", "Inc.", "Ltd", "Limited", "GmbH", "B.V.", "Corp.", "Holdings Ltd.", "S.A.", "K.K.",
    "Pte. Ltd.", "LLC", "AG", "S.p.A.", "Sdn Bhd", "Oy", "A.S.", "Company Limited", "Sp. z o.o.",
)  # fmt: skip
CHINESE_COMPANY_FORMS = ("有限公司", "股份有限公司", "集团", "有限責任公司")
TICKER_STYLES = {
    "hk": ("{0:0>4}.HK", "{0}.HK", "HKEX:{0:0>4}", "{0:0>4} HK", "{0:0>5}.hk", "HKG:{0:0>4}"),
    "sh": ("{0}.SS", "{0}.SH", "SSE:{0}", "SHA:{0}", "{0}"),
    "sz": ("{0:0>6}.SZ", "SZSE:{0:0>6}", "SHE:{0:0>6}", "{0:0>6}"),
    "us": ("{0}", "NASDAQ:{0}", "{0}.O", "{0} US", "nyse:{0}"),
    "kr": ("{0:0>6}.KS", "KRX:{0:0>6}", "{0:0>6}"),
    "tw": ("{0}.TW", "TWSE:{0}", "{0}"),
    "jp": ("{0}.T", "TYO:{0}", "{0}"),
}  # fmt: skip
"""How tickers are written, by exchange."""
ACCENT_TABLE = str.maketrans("aeiou", "äéíôü")
FULL_WIDTH_TABLE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
TO_TRADITIONAL, TO_SIMPLIFIED = OpenCC("s2t"), OpenCC("t2s")


class NamedEntity(NamedTuple):
    """An entity and all its names."""

    id: str
    kind: str
    names: tuple[str, ...]


class Question(NamedTuple):
    """What is typed, and the entities that are meant; none where the base does not have it."""

    typed_name: str
    intended_ids: frozenset[str]
    is_held_out: bool
    """Whether it is held out from tuning."""


VariantMaker = Callable[[Random, NamedEntity, str], Iterable[str]]
"""Ways of writing a name of an entity."""


def list_entities(base: KnowledgeBase) -> list[NamedEntity]:
    """Every entity of a base but sources, whose names are titles."""
    return [
        NamedEntity(entity.id, entity.kind, tuple(dict.fromkeys((entity.name, *entity.aliases))))
        for kind in KINDS
        if kind != "source"
        for entity in base.load_entities_of_kind(kind)
    ]


def make_typo_questions(
    base: KnowledgeBase, entities: Sequence[NamedEntity]
) -> dict[str, list[Question]]:
    """Every name with the typos of each corpus, and with each edit of any letter."""
    return {
        **{
            f"typos: {corpus}": make_questions(base, entities, make_misspeller(corpus), corpus)
            for corpus in load_corpora()
        },
        **{
            f"any letter: {kind}": make_questions(base, entities, make_editor(kind), kind)
            for kind in EDIT_KINDS
        },
    }


def make_form_questions(
    base: KnowledgeBase, entities: Sequence[NamedEntity]
) -> dict[str, list[Question]]:
    """Names in the other script, as they sound, as tickers, and with forms of companies."""
    makers: dict[str, VariantMaker] = {
        "other script": convert_script, "pinyin": spell_as_pinyin, "initials": write_initials, "tickers": write_tickers,
        "company forms": add_company_form, "case, width, accents": vary_spelling,
        "a typo and a form": misspell_with_form,
    }  # fmt: skip
    return {
        set_name: make_questions(base, entities, maker, set_name)
        for set_name, maker in makers.items()
    }


def make_absent_questions(
    base: KnowledgeBase, names: Iterable[str], intended_ids: frozenset[str] = frozenset()
) -> list[Question]:
    """Names that a base does not have, in whatever spelling."""
    return [
        Question(name, intended_ids, is_held_out(name))
        for name in dict.fromkeys(names)
        if not find_owners(base, name)
    ]


def list_changed_codes(entities: Sequence[NamedEntity]) -> list[str]:
    """Every name that has a model number with others instead."""
    return [
        changed_name
        for entity in entities
        for name in entity.names
        for changed_name in iter_changed_codes(build_random(name), name)
    ]


def cross_names(entities: Sequence[NamedEntity]) -> list[str]:
    """Words of two firms or people in one name, and the last words of names alone."""
    split_names = [
        name.split(" ")
        for entity in entities
        if entity.kind in ("company", "person")
        for name in entity.names
        if name.isascii() and " " in name
    ]
    random = build_random("crossed")
    crossed_names = []
    for name_words in split_names:
        second_words = random.choice(split_names)
        crossed_names += [
            [*name_words[:-1], second_words[-1]],
            [second_words[0], *name_words[1:]],
            name_words[-1:],
        ]
    return [" ".join(name_words) for name_words in crossed_names]


def list_ordinary_words() -> list[str]:
    """Words of plain English, from the help texts that come with Python."""
    return sorted(set(re.findall(r"\b[a-z]{4,}\b", " ".join(topics.values()))))


def find_owners(base: KnowledgeBase, name: str) -> frozenset[str]:
    """Find the entities that have exactly this name, in any spelling."""
    match = find_exact(base, name) or find_by_variant(base, name)
    return frozenset(entry.entity.id for entry in match.entries) if match else frozenset()


def is_held_out(name: str) -> bool:
    """Whether what is asked of a name is held out, the same each time."""
    return crc32(normalise_name(name).encode()) % 2 == 1


def make_questions(
    base: KnowledgeBase, entities: Sequence[NamedEntity], maker: VariantMaker, set_name: str
) -> list[Question]:
    """Apply a maker to all names, but leave out what is exactly a name of another entity."""
    questions = []
    for entity in entities:
        for name in entity.names:
            intended_ids = find_owners(base, name) | {entity.id}
            for typed_name in maker(build_random(f"{set_name} {name}"), entity, name):
                other_owners = find_owners(base, typed_name) - intended_ids
                questions += (
                    [] if other_owners else [Question(typed_name, intended_ids, is_held_out(name))]
                )
    return questions


def build_random(seed: str) -> Random:
    """Seed the choices for a name, so that they are the same each time."""
    return Random(seed)


def make_misspeller(corpus: str) -> VariantMaker:
    """Type names as the people of a corpus do."""

    def misspell(random: Random, entity: NamedEntity, name: str) -> Iterable[str]:
        del entity
        typed_name = misspell_name(random, name, load_corpora()[corpus])
        return [typed_name] if typed_name and can_be_misspelt(name) else []

    return misspell


def make_editor(kind: str) -> VariantMaker:
    """Make one edit of a kind at any letter."""

    def edit(random: Random, entity: NamedEntity, name: str) -> Iterable[str]:
        del entity
        typed_name = edit_any_letter(random, name, kind)
        return [typed_name] if typed_name and can_be_misspelt(name) else []

    return edit


def can_be_misspelt(name: str) -> bool:
    """Whether a name can be typed wrongly and still be meant: it has a word, and is no ticker."""
    return bool(list_open_words(name)) and not has_han(name) and not parse_ticker(name)


def convert_script(_: Random, entity: NamedEntity, name: str) -> Iterable[str]:
    del entity
    if not has_han(name):
        return ()
    return sorted({TO_TRADITIONAL.convert(name), TO_SIMPLIFIED.convert(name)} - {name})


def spell_as_pinyin(_: Random, entity: NamedEntity, name: str) -> Iterator[str]:
    del entity
    if has_han(name):
        sounds = [(list_readings(letter) or [letter])[0] for letter in TO_SIMPLIFIED.convert(name)]
        yield "".join(sounds)
        yield " ".join(sounds).title()


def write_initials(_: Random, entity: NamedEntity, name: str) -> Iterable[str]:
    del entity
    return filter(None, [build_initials(TO_SIMPLIFIED.convert(name))])


def write_tickers(_: Random, entity: NamedEntity, name: str) -> Iterator[str]:
    listing = parse_ticker(name) if entity.kind == "company" else None
    if listing:
        styles = TICKER_STYLES.get(listing.exchange, ())
        yield from (style.format(listing.code.upper()) for style in styles)


def add_company_form(random: Random, entity: NamedEntity, name: str) -> Iterator[str]:
    if entity.kind != "company" or any(map(str.isdigit, name)) or parse_ticker(name):
        return
    yield name + (
        random.choice(CHINESE_COMPANY_FORMS)
        if has_han(name)
        else f" {random.choice(COMPANY_FORMS)}"
    )


def vary_spelling(random: Random, entity: NamedEntity, name: str) -> Iterator[str]:
    del entity
    yield name.upper()
    yield name.replace(" ", "-")
    yield name.replace(" ", "")
    yield name.translate(FULL_WIDTH_TABLE)
    position = random.randrange(len(name))
    yield name[:position] + name[position:].translate(ACCENT_TABLE)


def misspell_with_form(random: Random, entity: NamedEntity, name: str) -> Iterator[str]:
    if entity.kind == "company" and can_be_misspelt(name):
        misspelt_name = misspell_name(random, name, load_corpora()["wikipedia"])
        yield f"{misspelt_name or name} {random.choice(COMPANY_FORMS)}"
