"""What a line without a command asks about exports: may this be sold there, or to that buyer.

Words that say so, such as ``can``, ``sell`` and ``to``, stand between names, and each name has its
part by them. A line with a word that has none is not read so: it may ask for something else.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from ..model.countries import find_country_code
from ..model.problem import AmbiguousError, ChipwatchError
from ..model.schema import Chip, Company, Product, System
from .licence_words import (
    BUYING_WORDS,
    CHINESE_WORDS,
    FILLERS,
    HOME_WORDS,
    LICENCE_WORDS,
    LIST_PHRASES,
    MODALS,
    PREPOSITIONS_OF_BUYERS,
    SELLING_WORDS,
    SYNONYMS,
)
from .question_words import QUESTION_MARKS

if TYPE_CHECKING:
    from ..api import Base

_HOME_COUNTRY = "US"
_MAKERS = (Chip.designer, System.maker, Product.developer)
_PART_WORDS = FILLERS | LICENCE_WORDS | MODALS | SELLING_WORDS | BUYING_WORDS
_LIST_PHRASE = re.compile(rf"\b(?:{'|'.join(LIST_PHRASES)})\b")
_CHINESE_WORD = re.compile("|".join(sorted(CHINESE_WORDS, key=len, reverse=True)))


class AskedLicence(NamedTuple):
    """What a line asks: of chips, systems and tools, or of the standing of a firm on the lists."""

    items: Sequence[str] = ()
    destination: str = ""
    """The country as it was typed, else the code of the one where the buyer has its seat."""
    buyer: str = ""
    party: str = ""

    def list_words(self) -> list[str]:
        """List the words behind ``controls`` that ask for the same."""
        if self.party:
            return ["--party", self.party]
        words = [*self.items, *(["--to", self.destination] if self.destination else [])]
        return [*words, *(["--end-user", self.buyer] if self.buyer else [])]


class _Role(Enum):
    """What a firm or a country does in a line."""

    BUYER = auto()
    SELLER = auto()


class _Name(NamedTuple):
    """A name in a line, and the word before it."""

    text: str
    preposition: str


class _Parts(NamedTuple):
    """The names of a line by what they are."""

    items: list[str]
    countries: list[_Name]
    firms: list[_Name]


def find_asked_licence(base: "Base", words: Sequence[str]) -> AskedLicence | None:
    """Find what a line asks about exports; None where it asks for something else, or is unclear."""
    text = _CHINESE_WORD.sub(_translate, " ".join(words)).rstrip(QUESTION_MARKS).lower()
    asks_for_lists = bool(_LIST_PHRASE.search(text))
    pieces = [SYNONYMS.get(piece, piece) for piece in _LIST_PHRASE.sub(" of ", text).split()]
    trades = not (SELLING_WORDS | BUYING_WORDS).isdisjoint(pieces)
    is_about_trade = trades and not MODALS.isdisjoint(pieces)
    if not (asks_for_lists or is_about_trade or not LICENCE_WORDS.isdisjoint(pieces)):
        return None
    parts = _sort_names(base, _iter_names(pieces))
    if parts is None:
        return None
    if parts.items:
        return None if asks_for_lists else _build_asked_licence(base, parts, pieces)
    if asks_for_lists and len(parts.firms) == 1 and not parts.countries:
        return AskedLicence(party=parts.firms[0].text)
    return None


def _translate(match: re.Match[str]) -> str:
    return f" {CHINESE_WORDS[match[0]]} "


def _iter_names(pieces: Sequence[str]) -> Iterator[_Name]:
    """Give the names between the words that have a part, each with the word before it."""
    name: list[str] = []
    preposition = ""
    for position, piece in enumerate(pieces):
        is_home_law = piece in HOME_WORDS and pieces[position + 1 : position + 2] == ["export"]
        if piece not in _PART_WORDS and not is_home_law:
            name.append(piece.removesuffix("'s").removesuffix("’s"))
            continue
        if name:
            yield _Name(text=" ".join(name), preposition=preposition)
            name = []
        preposition = piece
    if name:
        yield _Name(text=" ".join(name), preposition=preposition)


def _sort_names(base: "Base", names: Iterator[_Name]) -> _Parts | None:
    """Sort names by what they are; None where one is neither an item nor a country nor a firm."""
    parts = _Parts([], [], [])
    for name in names:
        if not _sort_name(base, name, parts) and not _sort_with_country(base, name, parts):
            return None
    return parts


def _sort_name(base: "Base", name: _Name, parts: _Parts) -> bool:
    if find_country_code(name.text):
        parts.countries.append(name)
    elif _is_item(base, name.text):
        parts.items.append(name.text)
    elif _list_kinds(base, name.text) == {Company.name}:
        parts.firms.append(name)
    else:
        return False
    return True


def _sort_with_country(base: "Base", name: _Name, parts: _Parts) -> bool:
    """Sort a name with a country behind or before it: ``h20 china``, ``hong kong h20``."""
    pieces = name.text.split()
    for length in range(1, len(pieces)):
        for country, other in (
            (pieces[-length:], pieces[:-length]),
            (pieces[:length], pieces[length:]),
        ):
            other_name = name._replace(text=" ".join(other))
            if find_country_code(" ".join(country)) and _sort_name(base, other_name, parts):
                parts.countries.append(_Name(text=" ".join(country), preposition="to"))
                return True
    return False


def _is_item(base: "Base", name: str) -> bool:
    """Tell whether a verdict on it can be asked for: a chip, a system, a tool for making chips."""
    kinds = _list_kinds(base, name)
    if not kinds or not kinds <= {Chip.name, System.name, Product.name}:
        return False
    return kinds != {Product.name} or _is_tool(base, name)


def _is_tool(base: "Base", name: str) -> bool:
    try:
        return Product.tool_type.name in base.find_entity(name, exact=True).rank_facts()
    except AmbiguousError:
        return False


def _list_kinds(base: "Base", name: str) -> set[str]:
    """List the kinds of what a name may mean; none where nothing is called so."""
    try:
        return {base.resolve(name, exact=True).entity.kind}
    except AmbiguousError as error:
        return {
            candidate["kind"] for candidate in error.candidates if not isinstance(candidate, str)
        }
    except ChipwatchError:
        return set()


def _build_asked_licence(base: "Base", parts: _Parts, pieces: Sequence[str]) -> AskedLicence | None:
    """Build what is asked of items; None where it is not clear who sells, who buys and where to."""
    roles = [(name, _find_role(name, pieces)) for name in (*parts.firms, *parts.countries)]
    sellers = [name.text for name, role in roles if role == _Role.SELLER]
    buyers = [name.text for name in parts.firms if (name, _Role.BUYER) in roles]
    destinations = [name.text for name in parts.countries if (name, _Role.BUYER) in roles]
    is_clear = all(role for _, role in roles) and max(len(buyers), len(destinations)) <= 1
    if not is_clear or not all(_sells(base, seller, parts.items) for seller in sellers):
        return None
    buyer = "".join(buyers)
    destination = "".join(destinations) or _find_seat(base, buyer)
    if find_country_code(destination) == _HOME_COUNTRY or (buyer and not destination):
        return None
    return AskedLicence(items=parts.items, destination=destination, buyer=buyer)


def _find_role(name: _Name, pieces: Sequence[str]) -> _Role | None:
    """Find whether a firm or country buys or sells: ``sell to X``, ``X sells``, ``buy from X``."""
    if name.preposition in PREPOSITIONS_OF_BUYERS:
        return _Role.BUYER
    if not SELLING_WORDS.isdisjoint(pieces):
        return _Role.SELLER
    if not BUYING_WORDS.isdisjoint(pieces):
        return _Role.SELLER if name.preposition == "from" else _Role.BUYER
    return None if name.preposition in ("from", "by") else _Role.BUYER


def _sells(base: "Base", seller: str, items: Iterable[str]) -> bool:
    """Tell whether a seller is the United States, or the firm whose products they are.

    What others sell, and from other countries, may be under other rules.
    """
    if country := find_country_code(seller):
        return country == _HOME_COUNTRY
    return all(_is_made_by(base, item, seller) for item in items)


def _is_made_by(base: "Base", item: str, firm: str) -> bool:
    """Tell whether a firm is the one whose product it is."""
    try:
        makers = (base.find_entity(item, exact=True).get_all(field) for field in _MAKERS)
        return base.resolve(firm, exact=True).entity.id in {one for each in makers for one in each}
    except AmbiguousError:
        return False


def _find_seat(base: "Base", firm: str) -> str:
    """Find the code of the country where a firm has its seat; empty where that is not known."""
    try:
        country = firm and base.find_entity(firm, exact=True).get(Company.country)
    except AmbiguousError:
        return ""
    return str(country or "")
