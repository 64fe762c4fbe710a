"""Tickers: the codes of shares, in the styles of exchanges and data providers."""

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
}
"""Exchanges, or groups of exchanges that share their codes, by the ways to write them."""
_EXCHANGE_BY_NAME = {
    written: exchange for exchange, names in _EXCHANGE_NAMES.items() for written in names
}
_CODE_THEN_EXCHANGE = re.compile(r"\s*([A-Za-z0-9]{1,6})\s*[. ]\s*([A-Za-z]{1,6})\s*")
_EXCHANGE_COLON_CODE = re.compile(r"\s*([A-Za-z]{2,8})\s*:\s*([A-Za-z0-9]{1,6})\s*")
_EXCHANGE_THEN_CODE = re.compile(r"\s*([A-Za-z]{2,4})([0-9]{4,6})\s*")
_MIN_DIGITS_WITHOUT_EXCHANGE = 4
"""The digits from which a code is taken for a share without its exchange: our choice, as shorter
numbers stand in many names."""


class Ticker(NamedTuple):
    """The code of a share without leading zeros, and its exchange."""

    code: str
    exchange: str


def parse_ticker(text: str) -> Ticker | None:
    """Read a ticker with its exchange: ``981.HK``, ``HKEX:981``, ``HK0981``; None if it is none."""
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
    """Build the key of a ticker with its exchange, which no name has; empty if the text is none."""
    share = parse_ticker(text)
    return f"{share.exchange}:{share.code}" if share else ""


def list_bare_codes(text: str) -> list[str]:
    """Build the key of a ticker without its exchange; empty if the code is too short."""
    share = parse_ticker(text)
    if share is None:
        return []
    if not share.code.isdigit():
        return [share.code] if len(share.code) > 1 else []
    widths = {"hk": (4, 5), "sh": (6,), "sz": (6,), "kr": (6,)}.get(
        share.exchange, (_MIN_DIGITS_WITHOUT_EXCHANGE,)
    )
    return [share.code.zfill(width) for width in widths]
