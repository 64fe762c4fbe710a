"""Countries and territories: their ISO 3166 codes, and their official and usual names."""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from .chinese_country_names import CHINESE_NAMES
from .library_tables import read_table
from .normalise import normalise_name
from .suggest import find_nearest_names

USUAL_NAMES = {
    "AE": ("United Arab Emirates", "UAE", "Emirates"),
    "BN": ("Brunei",),
    "BO": ("Bolivia",),
    "CD": ("Democratic Republic of the Congo", "DR Congo", "DRC", "Congo-Kinshasa"),
    "CG": ("Republic of the Congo", "Congo-Brazzaville"),
    "CI": ("Ivory Coast",),
    "CN": ("China", "PRC", "Mainland China", "People's Republic of China", "China, PRC"),
    "CV": ("Cape Verde",),
    "CZ": ("Czechia", "Czech Republic"),
    "DE": ("Germany", "Deutschland"),
    "FK": ("Falkland Islands",),
    "FM": ("Micronesia",),
    "GB": ("United Kingdom", "UK", "Britain", "Great Britain"),
    "HK": ("Hong Kong", "Hong Kong SAR", "HKSAR", "Hong Kong, China"),
    "IR": ("Iran", "Persia"),
    "KP": ("North Korea", "DPRK", "Korea, North"),
    "KR": ("South Korea", "Republic of Korea", "ROK", "Korea, South"),
    "LA": ("Laos",),
    "MD": ("Moldova",),
    "MK": ("North Macedonia", "Macedonia"),
    "MM": ("Myanmar", "Burma"),
    "MO": ("Macau", "Macau SAR", "Macao SAR", "Macau, China", "Macao, China"),
    "NL": ("Netherlands", "Holland"),
    "PS": ("Palestine",),
    "RU": ("Russia",),
    "SA": ("Saudi Arabia", "KSA"),
    "SY": ("Syria",),
    "SZ": ("Eswatini", "Swaziland"),
    "TL": ("Timor-Leste", "East Timor"),
    "TR": ("Türkiye", "Turkey"),
    "TW": ("Taiwan", "Formosa", "Taiwan, China"),
    "TZ": ("Tanzania",),
    "US": ("United States", "USA", "America"),
    "VA": ("Vatican City", "Vatican"),
    "VE": ("Venezuela",),
    "VG": ("British Virgin Islands",),
    "VI": ("US Virgin Islands",),
    "VN": ("Vietnam",),
}
"""Names in use that differ from those of ISO 3166, by two-letter code, the usual one first."""


SHARED_NAMES = {"congo": ("CD", "CG"), "korea": ("KR", "KP"), "刚果": ("CD", "CG")}
"""Names, normalised, that may mean one of several countries, which the rules treat differently."""
ADJECTIVES = {
    "american": "US",
    "danish": "DK",
    "dutch": "NL",
    "emirati": "AE",
    "filipino": "PH",
    "french": "FR",
    "greek": "GR",
    "polish": "PL",
    "spanish": "ES",
    "swedish": "SE",
    "swiss": "CH",
    "turkish": "TR",
}
"""Adjectives in which the name of the country cannot be recognised, or that of another could be."""
_LEAST_STEM, _LONGEST_ADJECTIVE_ENDING, MAX_RELATED_NAMES = 4, 3, 4
"""How many letters of a name and an adjective have to agree, how many an adjective may have more
("Chinese"), and how many names are suggested: our own choices."""
_LEAST_SIMILARITY = 0.72
"""How alike a name has to be to be suggested, between 0 and 1: our own choice, so that a place that
is no country, such as Crimea or Moscow, does not suggest one, such as Eritrea (0.615) or Monaco
(0.667)."""


class _Country(NamedTuple):
    """A country or territory of ISO 3166, from a table of the library iso3166."""

    alpha2: str
    alpha3: str
    name: str
    apolitical_name: str


@cache
def _load_countries() -> list[_Country]:
    """Load the countries, once in a process."""
    return [_Country(*row) for row in read_table("countries")]


def is_country_code(text: str) -> bool:
    """Return whether a text is the two-letter code of a country."""
    return text in collect_country_names()


def find_country_code(text: str) -> str | None:
    """Find the two-letter code of a country by a name or code, in any case.

    A name that may mean several countries leads to none.
    """
    key = _normalise_country(text)
    return None if key in SHARED_NAMES else _collect_codes_by_key().get(key)


def get_country_name(code: str) -> str:
    """Return the usual name of the country of a two-letter code."""
    return collect_country_names()[code]


def suggest_countries(text: str) -> list[str]:
    """Suggest what a name may mean: those of its part or adjective, else the nearest if mistyped.

    None is ever taken instead: that of an adjective may be another country, as of "American Samoa".
    """
    shared_codes = SHARED_NAMES.get(_normalise_country(text))
    if shared_codes:
        return [get_country_name(code) for code in shared_codes]
    if text.casefold() in ADJECTIVES:
        return [get_country_name(ADJECTIVES[text.casefold()])]
    usual_names = _list_usual_names()
    related_names = _find_related_names(text, usual_names)
    return related_names or find_nearest_names(
        text, usual_names, least_similarity=_LEAST_SIMILARITY
    )


def _find_related_names(text: str, names: Iterable[str]) -> list[str]:
    """Find the countries of which a name has a word that begins as a part or adjective of it does.

    Those whose name begins with it come first, then the shorter ones; each by its usual name.
    """
    typed = normalise_name(text)
    stem = typed[: max(_LEAST_STEM, len(typed) - _LONGEST_ADJECTIVE_ENDING)]
    if len(stem) < _LEAST_STEM:
        return []
    related_names = [
        name
        for name in names
        if any(
            _is_related(typed, stem, normalise_name(word))
            for word in name.partition(",")[0].split()  # not China in "Hong Kong, China"
        )
    ]
    related_names.sort(key=lambda name: (not normalise_name(name).startswith(stem), len(name)))
    codes = dict.fromkeys(filter(None, map(find_country_code, related_names)))
    return [get_country_name(code) for code in codes][:MAX_RELATED_NAMES]


def _is_related(typed: str, stem: str, word: str) -> bool:
    """Return whether a word begins with what is typed, or is what an adjective is made of."""
    is_adjective = len(word) <= len(typed) and word.startswith(stem)
    return word.startswith(typed) or is_adjective


def _list_usual_names() -> list[str]:
    all_usual_names = [name for usual_names in USUAL_NAMES.values() for name in usual_names]
    return list(dict.fromkeys([*collect_country_names().values(), *all_usual_names]))


@cache
def collect_country_names() -> dict[str, str]:
    """Collect the usual names of all countries by two-letter code."""
    return {
        country.alpha2: USUAL_NAMES.get(country.alpha2, (country.apolitical_name,))[0]
        for country in _load_countries()
    }


@cache
def _collect_codes_by_key() -> dict[str, str]:
    """Collect the two-letter codes by all names and codes, normalised for comparison."""
    codes: dict[str, str] = {}
    for country in _load_countries():
        official_names = (country.alpha2, country.alpha3, country.name, country.apolitical_name)
        other_names = (*USUAL_NAMES.get(country.alpha2, ()), *CHINESE_NAMES.get(country.alpha2, ()))
        for name in (*official_names, *other_names):
            codes[_normalise_country(name)] = country.alpha2
    return codes


def _normalise_country(name: str) -> str:
    return normalise_name(name).removeprefix("the")
