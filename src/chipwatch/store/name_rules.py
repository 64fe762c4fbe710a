"""Rules that make further keys of a name: one table, used to store names and to look them up.

When a base is built, ``store/name_index`` stores each entity under the keys that these rules make
of its names. When a name is looked up, ``asking/naming/variants`` tries the keys that the same
rules make of what was typed. So ``Baidu, Inc.`` and ``Baidu Limited`` meet in the key
``baidu``. A new rule is one entry of ``NAME_RULES``.
"""

from collections.abc import Callable, Container, Iterable
from typing import NamedTuple

from ..model.company_words import build_chip_key, build_company_key
from ..model.model_numbers import list_short_model_names
from ..model.normalise import split_words
from ..model.schema import Chip, Company, Product
from ..model.tickers import build_ticker_key, list_bare_codes
from .records import NAME_CODE, NAME_PART, WHOLE_NAME

ANY_KIND = ""


class NameRule(NamedTuple):
    """How to make further keys of a name, and where they are stored and looked up."""

    build_keys: Callable[[str, Container[str]], Iterable[str]]
    """Makes the keys from a name in simplified characters and the legal forms that the base lists;
    an empty key counts as none."""
    indexed_kinds: tuple[str, ...] = ()
    """The kinds of entities whose names are stored under these keys."""
    lookup_kind: str | None = None
    """The kind that these keys of a query are looked up in; None if they are not looked up."""
    grade: int = WHOLE_NAME
    """What of a name the stored key stands for: all of it, a part or a code."""

    def is_for_lookup(self, kind: str) -> bool:
        """Tell whether the rule applies to a query for entities of a kind, or of any kind."""
        return self.lookup_kind in (ANY_KIND, kind) or (
            kind == ANY_KIND and self.lookup_kind is not None
        )


def _normalise_ticker(name: str, _: Container[str]) -> Iterable[str]:
    """``NASDAQ:BIDU`` and ``BIDU.O`` → us:bidu."""
    return [build_ticker_key(name)]


def _list_ticker_codes(name: str, _: Container[str]) -> Iterable[str]:
    """``9888.HK`` → 9888 and 09888."""
    return list_bare_codes(name)


def _strip_legal_form(name: str, forms: Container[str]) -> Iterable[str]:
    """``Baidu, Inc.`` → baidu."""
    return [build_company_key(name, forms)]


def _strip_chip_words(name: str, _: Container[str]) -> Iterable[str]:
    """``Nvidia H20 GPU`` → nvidiah20."""
    return [build_chip_key(name)]


def _strip_maker(name: str, _: Container[str]) -> Iterable[str]:
    """``Huawei Ascend 910B`` → ascend910b."""
    return list_short_model_names(split_words(name))


NAME_RULES = (
    NameRule(
        _normalise_ticker, indexed_kinds=(Company.name,), lookup_kind=ANY_KIND, grade=NAME_CODE
    ),
    NameRule(_list_ticker_codes, indexed_kinds=(Company.name,), grade=NAME_CODE),
    NameRule(
        _strip_legal_form, indexed_kinds=(Company.name,), lookup_kind=Company.name, grade=NAME_PART
    ),
    NameRule(_strip_chip_words, lookup_kind=Chip.name),
    NameRule(_strip_maker, indexed_kinds=(Chip.name, Product.name), grade=NAME_PART),
)
"""Every rule, in the order in which a lookup tries them."""
