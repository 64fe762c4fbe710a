"""Countries and territories: what ISO 3166 calls them, and what people do."""

from functools import cache

from iso3166 import countries

from .naming import key
from .nearest import nearest

EVERYDAY = {
    "AE": ("United Arab Emirates", "UAE", "Emirates"),
    "BN": ("Brunei",),
    "BO": ("Bolivia",),
    "CD": ("Democratic Republic of the Congo", "DR Congo", "DRC", "Congo-Kinshasa"),
    "CG": ("Republic of the Congo", "Congo-Brazzaville"),
    "CI": ("Ivory Coast",),
    "CN": ("China", "PRC", "Mainland China", "People's Republic of China"),
    "CV": ("Cape Verde",),
    "CZ": ("Czechia", "Czech Republic"),
    "FK": ("Falkland Islands",),
    "FM": ("Micronesia",),
    "GB": ("United Kingdom", "UK", "Britain", "Great Britain"),
    "HK": ("Hong Kong", "Hong Kong SAR"),
    "IR": ("Iran",),
    "KP": ("North Korea", "DPRK"),
    "KR": ("South Korea", "Republic of Korea", "ROK"),
    "LA": ("Laos",),
    "MD": ("Moldova",),
    "MK": ("North Macedonia", "Macedonia"),
    "MM": ("Myanmar", "Burma"),
    "MO": ("Macau", "Macau SAR", "Macao SAR"),
    "NL": ("Netherlands", "Holland"),
    "PS": ("Palestine",),
    "RU": ("Russia",),
    "SY": ("Syria",),
    "SZ": ("Eswatini", "Swaziland"),
    "TL": ("Timor-Leste", "East Timor"),
    "TR": ("Türkiye", "Turkey"),
    "TW": ("Taiwan",),
    "TZ": ("Tanzania",),
    "US": ("United States", "USA", "America"),
    "VA": ("Vatican City", "Vatican"),
    "VE": ("Venezuela",),
    "VG": ("British Virgin Islands",),
    "VI": ("US Virgin Islands",),
    "VN": ("Vietnam",),
}
"""What is usually said where ISO says otherwise, the usual name first, by two-letter code."""


def is_code(text: str) -> bool:
    """Whether these are the two capital letters of a country."""
    return text in names()


def code_of(text: str) -> str | None:
    """The two-letter code of a country, given by a name or a code in whatever case."""
    return _by_key().get(_key(text))


def name_of(code: str) -> str:
    """What the country of a two-letter code is usually called."""
    return names()[code]


def near(text: str) -> list[str]:
    """The names most like a mistyped one."""
    known = [name for usual in EVERYDAY.values() for name in usual]
    return nearest(text, dict.fromkeys([*names().values(), *known]))


@cache
def names() -> dict[str, str]:
    """The usual name of each country by its two-letter code."""
    return {one.alpha2: EVERYDAY.get(one.alpha2, (one.apolitical_name,))[0] for one in countries}


@cache
def _by_key() -> dict[str, str]:
    """The two-letter codes by all names and codes, as they are compared."""
    found: dict[str, str] = {}
    for one in countries:
        official = (one.alpha2, one.alpha3, one.name, one.apolitical_name)
        for name in (*official, *EVERYDAY.get(one.alpha2, ())):
            found[_key(name)] = one.alpha2
    return found


def _key(name: str) -> str:
    return key(name).removeprefix("the")
