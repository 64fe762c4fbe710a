"""The tables of ``src/chipwatch/model/tables``, made from the libraries that know them."""

from collections.abc import Callable, Iterator
from pathlib import Path

from cleanco.termdata import terms_by_country, terms_by_type
from iso3166 import countries
from opencc import OpenCC
from pypinyin import Style, pinyin
from pypinyin.constants import PINYIN_DICT

from conftest import ROOT

FOLDER = ROOT / "src/chipwatch/model/tables"
FIRST_HAN, END_HAN = 0x3400, 0xA000
"""Characters in names: CJK Unified Ideographs and their extension A."""
PRIVATE_USE = range(0xE000, 0xF900)
"""Characters that mean what a font wants: pypinyin has sounds for some."""


def list_company_forms() -> Iterator[str]:
    """The legal forms of companies that cleanco knows."""
    term_groups = [*terms_by_type.values(), *terms_by_country.values()]
    yield from sorted({term for term_group in term_groups for term in term_group})


def list_countries() -> Iterator[str]:
    """The countries of ISO 3166 that iso3166 knows: two codes, and two names."""
    for country in countries:
        yield f"{country.alpha2}\t{country.alpha3}\t{country.name}\t{country.apolitical_name}"


def list_pinyin() -> Iterator[str]:
    """The sounds of characters that pypinyin knows, and all characters that sound so."""
    characters_by_sounds: dict[str, list[str]] = {}
    for code in sorted(PINYIN_DICT):
        if code not in PRIVATE_USE:
            sounds = pinyin(chr(code), style=Style.NORMAL, heteronym=True)[0]
            characters_by_sounds.setdefault(",".join(sounds), []).append(chr(code))
    for sounds_text, characters in sorted(characters_by_sounds.items()):
        yield f"{sounds_text}\t{''.join(characters)}"


def list_simplified_characters() -> Iterator[str]:
    """The simplified characters that OpenCC knows, and the traditional ones they stand for."""
    originals = [chr(code) for code in range(FIRST_HAN, END_HAN)]
    simplified = OpenCC("t2s").convert("\n".join(originals)).split("\n")
    originals_by_simplified: dict[str, list[str]] = {}
    for original, character in zip(originals, simplified, strict=True):
        if original != character and len(character) == 1:
            originals_by_simplified.setdefault(character, []).append(original)
    for character, characters in sorted(originals_by_simplified.items()):
        yield f"{character}\t{''.join(characters)}"


LIBRARY_TABLES: dict[str, Callable[[], Iterator[str]]] = {
    "company_forms": list_company_forms,
    "countries": list_countries,
    "pinyin": list_pinyin,
    "simplified_characters": list_simplified_characters,
}


def get_table_path(name: str) -> Path:
    """Where the package has a table."""
    return FOLDER / f"{name}.txt"
