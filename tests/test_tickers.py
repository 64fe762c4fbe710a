"""One share under the many ways of writing its code."""

import pytest

from chipwatch.model.tickers import Ticker, build_ticker_key, list_bare_codes, parse_ticker


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0981.HK", Ticker("981", "hk")),
        ("981.hk", Ticker("981", "hk")),
        ("HKEX:0981", Ticker("981", "hk")),
        ("hkg: 00981", Ticker("981", "hk")),
        ("700 HK", Ticker("700", "hk")),
        ("688981.SS", Ticker("688981", "sh")),
        ("688981.SH", Ticker("688981", "sh")),
        ("SSE:688981", Ticker("688981", "sh")),
        ("002230.SZ", Ticker("2230", "sz")),
        ("sh688981", Ticker("688981", "sh")),
        ("HK00981", Ticker("981", "hk")),
        ("HK20", None),
        ("XX688981", None),
        ("USBIDU", None),
        ("NASDAQ:BIDU", Ticker("bidu", "us")),
        ("BIDU.O", Ticker("bidu", "us")),
        ("2330.TW", Ticker("2330", "tw")),
        ("005930.KS", Ticker("5930", "kr")),
        ("ASML.AS", Ticker("asml", "nl")),
        ("BIDU", None),
        ("9888", None),
        ("9888.XX", None),
        ("BIDU.HK", None),
        ("9888.O", None),
        ("Z.ai", None),
        ("S. 4456", None),
        ("0000.HK", None),
        ("TOOLONGCODE.HK", None),
        ("", None),
        (".HK", None),
        ("HK:", None),
        ("٠٩٨١.HK", None),
    ],
)
def test_a_ticker_names_its_exchange(text: str, expected: Ticker | None) -> None:
    assert parse_ticker(text) == expected


def test_tickers_of_one_share_have_one_key_which_no_name_has() -> None:
    assert {build_ticker_key(text) for text in ("0981.HK", "HKEX:981", "981 HK")} == {"hk:981"}
    assert build_ticker_key("981") == ""


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("981.HK", ["0981", "00981"]),
        ("688981.SS", ["688981"]),
        ("2230.SZ", ["002230"]),
        ("NASDAQ:BIDU", ["bidu"]),
        ("NYSE:T", []),
        ("8035.T", ["8035"]),
        ("Baidu", []),
    ],
)
def test_a_code_alone_is_as_long_as_its_exchange_writes_it(text: str, codes: list[str]) -> None:
    assert list_bare_codes(text) == codes
