"""What a line without a command asks about exports: may this be sold there, or to that buyer.

It is read so where it has the shape of such a sentence and each name in it does what its place
says. A line with any other word is not: it may ask for something else.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..model.countries import find_country_code
from ..model.problem import AmbiguousError, ChipwatchError, UsageError
from ..model.schema import Chip, Company, Product, System
from ..rules.origin import HOME_COUNTRY
from .licence_words import (
    CHINESE_ENDS,
    CHINESE_LEFT_OUT,
    CHINESE_SHAPES,
    CHINESE_WORDS,
    CHIP_NOUNS,
    COUNTRY_BY_ADJECTIVE,
    ENGLISH_SHAPES,
    ENGLISH_WORDS,
    FIRM_NOUNS,
    LEFT_OUT,
    LEFT_OUT_AT_END,
    MONTHS,
    PAST_BEGINNINGS,
    PEOPLE,
    SHORT_COUNTRY_NAMES,
)
from .sentence_shapes import SentenceShapes

if TYPE_CHECKING:
    from ..api import Base

_LONGEST_CODE = 3
_MAKERS = (Chip.designer, System.maker, Product.developer)
_ENGLISH = SentenceShapes(shapes=ENGLISH_SHAPES, words=ENGLISH_WORDS, joint=" ")
_CHINESE = SentenceShapes(shapes=CHINESE_SHAPES, words=CHINESE_WORDS, joint=r"\s*")
_QUOTES = re.compile('["“”「」]')
_END_MARKS = " ?？!！.。,，"
_LEFT_OUT = re.compile(rf"\b(?:{'|'.join(LEFT_OUT)})\b|\b{LEFT_OUT_AT_END}$")
_CHINESE_LEFT_OUT = re.compile("|".join(CHINESE_LEFT_OUT))
_MONTH_NAMES = "|".join(f"{month}|{month[:3]}" for month in MONTHS)
_ENGLISH_PERIOD = re.compile(
    rf"\b(?:in|on|as of) (?:(?P<month>{_MONTH_NAMES}) )?(?P<year>20\d\d(?:-\d\d){{0,2}})(?![^\s,])"
)
_CHINESE_PERIOD = re.compile(
    r"在?(?P<year>20\d\d)年(?:(?P<month>1[0-2]|0?[1-9])月份?)?(?:的?时候?)?"
)
_LIST_SEPARATOR = re.compile(r",|，|、|\b(?:and|or)\b|和|或")


class AskedLicence(NamedTuple):
    """What a line asks: of chips, systems and tools, or of the standing of a firm on the lists."""

    items: Sequence[str] = ()
    destination: str = ""
    """The country as it was typed."""
    seat: str = ""
    """The code of the country where the buyer has its seat."""
    buyer: str = ""
    party: str = ""
    day: str = ""

    def list_words(self, options: Iterable[str]) -> list[str]:
        """List the words behind ``controls`` that ask for the same, beside options.

        Raises UsageError where an option says again what the line says.
        """
        typed_options = {option.partition("=")[0] for option in options}
        words_by_option = {
            "--party": self.party,
            "--to": self.destination,
            "--end-user": self.buyer,
            "--as-of": self.day,
        }
        words = [*self.items]
        for option, word in words_by_option.items():
            if word and option in typed_options:
                message = f"the question names {word}, and {option} is given too"
                raise UsageError(message, "leave one of the two out")
            words.extend([option, word] if word else [])
            if option == "--to" and not word and self.seat and option not in typed_options:
                words.extend([option, self.seat])
        return words


class _Buyer(NamedTuple):
    """Who gets something and where: a country, a firm, or a firm in a country."""

    destination: str
    firm: str = ""


def find_asked_licence(base: "Base", words: Sequence[str]) -> AskedLicence | None:
    """Find what a line asks about exports; None where it asks for something else, or is unclear."""
    sentence = _QUOTES.sub("", " ".join(words)).lower().strip(_END_MARKS)
    sentence, day = _take_day_out(sentence)
    if not day and sentence.split(" ", 1)[0] in PAST_BEGINNINGS:
        return None
    for names in _iter_names(sentence):
        if asked_licence := _read_names(base, names):
            return asked_licence._replace(day=day)
    return None


def _take_day_out(sentence: str) -> tuple[str, str]:
    """Take a year, month or day out of a sentence, and write it as dates are; empty without one."""
    match = _ENGLISH_PERIOD.search(sentence) or _CHINESE_PERIOD.search(sentence)
    if match is None:
        return sentence, ""
    year, month = match["year"], match["month"] or ""
    if month and not month.isdigit():
        month = str([name[:3] for name in MONTHS].index(month[:3]) + 1)
    remaining = f"{sentence[: match.start()]} {sentence[match.end() :]}".strip(_END_MARKS)
    return remaining, f"{year}-{month:0>2}" if month else year


def _iter_names(sentence: str) -> Iterator[dict[str, str]]:
    """Give the names in a sentence by their places, for each shape that it has."""
    english_sentence = " ".join(_LEFT_OUT.sub(" ", sentence).split())
    yield from _ENGLISH.iter_matches(f"{english_sentence} ")
    if not sentence.isascii():
        chinese_sentence = _CHINESE_LEFT_OUT.sub("", sentence).rstrip(CHINESE_ENDS)
        yield from _CHINESE.iter_matches(chinese_sentence)


def _read_names(base: "Base", names: Mapping[str, str]) -> AskedLicence | None:
    """Read the names of a sentence; None where one does not do what its place says."""
    if firm := names.get("FIRM"):
        return AskedLicence(party=firm) if _is_firm(base, firm) else None
    if place := names.get("THERE"):
        return _read_items_with_country(base, place)
    items = _read_items(base, names["ITEMS"])
    buyer = _read_buyer(base, names.get("BUYER", ""), names.get("PLACE", ""))
    if not items or buyer is None or not _sells(base, names.get("SELLER", ""), items):
        return None
    return _build_asked_licence(base, items, buyer)


def _build_asked_licence(base: "Base", items: Sequence[str], buyer: _Buyer) -> AskedLicence | None:
    """Build what is asked of items; None where the buyer's seat is not known, or nothing leaves."""
    from ..asking.controls.export_destination import DEFAULT_DESTINATION

    seat = "" if buyer.destination else _find_seat(base, buyer.firm)
    code = _find_code(buyer.destination) or seat
    if code == HOME_COUNTRY or (buyer.firm and not code):
        return None
    if not code and _come_from(base, items, DEFAULT_DESTINATION):
        return None
    return AskedLicence(items=items, destination=buyer.destination, seat=seat, buyer=buyer.firm)


def _read_items(base: "Base", text: str) -> list[str]:
    """Read the chips, systems and tools that a text names; none where it names anything else."""
    items = [_find_item(base, name.strip()) for name in _LIST_SEPARATOR.split(text)]
    return items if all(items) else []


def _find_item(base: "Base", name: str) -> str:
    """Find the name by which a verdict on an item can be asked for: ``h20`` of ``h20s``."""
    name = name.replace("'s ", " ").replace("’s ", " ")
    bare_name = _remove_noun(name, CHIP_NOUNS)
    names = (bare_name, name, bare_name.removesuffix("s"))
    return next((name for name in names if _is_item(base, name)), "")


def _read_items_with_country(base: "Base", text: str) -> AskedLicence | None:
    """Read items with a country behind or before them: ``h20 china``, ``hong kong h20``.

    One that the items come from may be meant with a rule of its own.
    """
    if items := _read_items(base, text):
        return _build_asked_licence(base, items, _Buyer(""))
    for country, name in _iter_splits(text.split()):
        code = _find_code(country)
        items = _read_items(base, name) if code else []
        if items and not _come_from(base, items, code):
            return _build_asked_licence(base, items, _Buyer(country))
    return None


def _iter_splits(pieces: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give the last words of a text and the rest, then the first ones and the rest."""
    for length in range(1, len(pieces)):
        yield " ".join(pieces[-length:]), " ".join(pieces[:-length])
        yield " ".join(pieces[:length]), " ".join(pieces[length:])


def _read_buyer(base: "Base", text: str, place: str) -> _Buyer | None:
    """Read who gets something, in a place if there is one; None where a name is neither."""
    name, _, named_place = text.partition(" in ")
    place = place or named_place
    if place and not _find_code(place):
        return None
    country = _find_country(name)
    if not name or country or (place and name in PEOPLE | frozenset(FIRM_NOUNS)):
        are_two = country and place and _find_code(country) != _find_code(place)
        return None if are_two else _Buyer(place or country)
    return _Buyer(place, name) if _is_firm(base, name) else None


def _find_country(name: str) -> str:
    """Find the country of a name, also of all firms there, as it is typed; else nothing."""
    name = _remove_noun(name, FIRM_NOUNS)
    name = COUNTRY_BY_ADJECTIVE.get(name, name)
    return name if _find_code(name) else ""


def _find_code(name: str) -> str:
    """Find the code of a country; empty of words such as ``it``, which are codes too."""
    is_short = name.isascii() and len(name) <= _LONGEST_CODE
    if is_short and name not in SHORT_COUNTRY_NAMES:
        return ""
    return find_country_code(name) or ""


def _remove_noun(name: str, nouns: Iterable[str]) -> str:
    noun = next(filter(name.endswith, nouns), "")
    return name.removesuffix(noun).strip()


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


def _is_firm(base: "Base", name: str) -> bool:
    return _list_kinds(base, name) == {Company.name}


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


def _sells(base: "Base", seller: str, items: Iterable[str]) -> bool:
    """Tell whether a seller is anyone, the United States, or the firm whose products they are.

    What others sell, and from other countries, may be under other rules.
    """
    if not seller or seller in PEOPLE:
        return True
    if country := _find_country(seller):
        return _find_code(country) == HOME_COUNTRY
    try:
        firm = base.resolve(seller, exact=True).entity.id
    except ChipwatchError:
        return False
    return all(firm in _list_makers(base, [item]) for item in items)


def _list_makers(base: "Base", items: Iterable[str]) -> set[str]:
    """List the ids of the firms whose products items are; none of a name of several things."""
    try:
        entities = [base.find_entity(item, exact=True) for item in items]
    except AmbiguousError:
        return set()
    return {maker for entity in entities for field in _MAKERS for maker in entity.get_all(field)}


def _come_from(base: "Base", items: Iterable[str], code: str) -> bool:
    """Tell whether the maker of an item has its seat in the country of a code."""
    return any(_find_seat(base, maker) == code for maker in _list_makers(base, items))


def _find_seat(base: "Base", firm: str) -> str:
    """Find the code of the country where a firm has its seat; empty where that is not known."""
    try:
        country = firm and base.find_entity(firm, exact=True).get(Company.country)
    except AmbiguousError:
        return ""
    return str(country or "")
