"""Tickers: one share under the many ways in which exchanges and data houses write its code."""

import re
from typing import NamedTuple

_EXCHANGES = {
    "hk": ("hk", "hkex", "hkg", "sehk"),
    "sh": ("sh", "ss", "sse", "sha", "shse", "xshg"),
    "sz": ("sz", "szse", "she", "xshe"),
    "us": ("us", "nasdaq", "nyse", "amex", "nasdaqgs", "o", "oq", "n"),
    "tw": ("tw", "two", "twse", "tpex", "tpe"),
    "kr": ("ks", "kq", "krx", "kospi", "kosdaq"),
    "jp": ("t", "tse", "tyo", "jpx"),
    "nl": ("as", "ams", "aex"),
    "de": ("de", "etr", "fra", "xetra"),
    "gb": ("l", "lse", "lon"),
    "sg": ("si", "sgx"),
}  # fmt: skip
"""Each exchange, or exchanges of a country that share their codes, by what it is written as."""
_CALLED = {written: exchange for exchange, names in _EXCHANGES.items() for written in names}
_AFTER = re.compile(r"\s*([A-Za-z0-9]{1,6})\s*[. ]\s*([A-Za-z]{1,6})\s*")
_BEFORE = re.compile(r"\s*([A-Za-z]{2,8})\s*:\s*([A-Za-z0-9]{1,6})\s*")
_TOGETHER = re.compile(r"\s*([A-Za-z]{2,4})([0-9]{4,6})\s*")
_WHOLE = 4
"""Digits from which a code means something without its exchange."""


class Ticker(NamedTuple):
    """The code of a share, zeros at the front off, and where it is traded."""

    code: str
    exchange: str


def ticker(text: str) -> Ticker | None:
    """The ticker that a text is, if it names its exchange: ``981.HK``, ``HKEX:981``, ``HK0981``."""
    for pattern, code, exchange in ((_AFTER, 1, 2), (_BEFORE, 2, 1), (_TOGETHER, 2, 1)):
        found = pattern.fullmatch(text)
        if found and found[exchange].casefold() in _CALLED:
            where = _CALLED[found[exchange].casefold()]
            plain = found[code].casefold().lstrip("0")
            if plain and plain.isdigit() is (where not in ("us", "nl", "de", "gb", "sg")):
                return Ticker(plain, where)
    return None


def ticker_key(text: str) -> str:
    """What a ticker with its exchange is compared by, which no name is; else nothing."""
    found = ticker(text)
    return f"{found.exchange}:{found.code}" if found else ""


def bare_codes(text: str) -> list[str]:
    """A ticker's code alone, as it is written without its exchange, if that says enough."""
    found = ticker(text)
    if found is None:
        return []
    if not found.code.isdigit():
        return [found.code] if len(found.code) > 1 else []
    widths = {"hk": (4, 5), "sh": (6,), "sz": (6,), "kr": (6,)}.get(found.exchange, (_WHOLE,))
    return [found.code.zfill(width) for width in widths]
