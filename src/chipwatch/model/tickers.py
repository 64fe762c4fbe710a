"""Tickers: one share under the many ways in which exchanges and data houses write its code."""

import re
from typing import NamedTuple

_EXCHANGE_NAMES = {
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
_EXCHANGE_BY_NAME = {
    written: exchange for exchange, names in _EXCHANGE_NAMES.items() for written in names
}
_CODE_THEN_EXCHANGE = re.compile(r"\s*([A-Za-z0-9]{1,6})\s*[. ]\s*([A-Za-z]{1,6})\s*")
_EXCHANGE_COLON_CODE = re.compile(r"\s*([A-Za-z]{2,8})\s*:\s*([A-Za-z0-9]{1,6})\s*")
_EXCHANGE_THEN_CODE = re.compile(r"\s*([A-Za-z]{2,4})([0-9]{4,6})\s*")
_MIN_DIGITS_WITHOUT_EXCHANGE = 4
"""Digits from which a code means something without its exchange."""


class Ticker(NamedTuple):
    """The code of a share, zeros at the front off, and where it is traded."""

    code: str
    exchange: str


def parse_ticker(text: str) -> Ticker | None:
    """The ticker that a text is, if it names its exchange: ``981.HK``, ``HKEX:981``, ``HK0981``."""
    for pattern, code_group, exchange_group in (
        (_CODE_THEN_EXCHANGE, 1, 2),
        (_EXCHANGE_COLON_CODE, 2, 1),
        (_EXCHANGE_THEN_CODE, 2, 1),
    ):
        match = pattern.fullmatch(text)
        if match and match[exchange_group].casefold() in _EXCHANGE_BY_NAME:
            exchange_id = _EXCHANGE_BY_NAME[match[exchange_group].casefold()]
            bare_code = match[code_group].casefold().lstrip("0")
            if bare_code and bare_code.isdigit() is (
                exchange_id not in ("us", "nl", "de", "gb", "sg")
            ):
                return Ticker(bare_code, exchange_id)
    return None


def build_ticker_key(text: str) -> str:
    """What a ticker with its exchange is compared by, which no name is; else nothing."""
    share = parse_ticker(text)
    return f"{share.exchange}:{share.code}" if share else ""


def list_bare_codes(text: str) -> list[str]:
    """A ticker's code alone, as it is written without its exchange, if that says enough."""
    share = parse_ticker(text)
    if share is None:
        return []
    if not share.code.isdigit():
        return [share.code] if len(share.code) > 1 else []
    widths = {"hk": (4, 5), "sh": (6,), "sz": (6,), "kr": (6,)}.get(
        share.exchange, (_MIN_DIGITS_WITHOUT_EXCHANGE,)
    )
    return [share.code.zfill(width) for width in widths]
