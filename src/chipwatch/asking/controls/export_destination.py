"""Destinations as a user gives them: by a country's name or code."""

import re

from ...model.countries import (
    SHARED_NAMES,
    find_country_code,
    get_country_name,
    suggest_countries,
)
from ...model.normalise import normalise_name
from ...model.problem import UnknownNameError, UsageError
from ...rules.destinations import CountryGroups
from ...rules.origin import HOME_COUNTRY

DEFAULT_DESTINATION = "CN"
"""Where an item goes if no destination is given."""
# fmt: off
_EMBARGOED_REGIONS = {
    "Crimea": ("Crimea", "Republic of Crimea", "Sevastopol", "UA-43", "克里米亚"),
    "Donetsk": ("Donetsk", "DNR", "DPR", "Donetsk People's Republic", "UA-14", "顿涅茨克"),
    "Luhansk": ("Luhansk", "Lugansk", "LNR", "LPR", "Luhansk People's Republic", "UA-09",
                "卢甘斯克"),
}
"""Regions of Ukraine with an embargo of their own, by 15 CFR 746.6, and their other names."""
_PARTS_OF_COUNTRIES = {
    "AE": ("Dubai", "Abu Dhabi", "Sharjah", "迪拜", "阿布扎比"),
    "CN": ("Xinjiang", "Tibet", "Inner Mongolia", "Guangdong", "Shenzhen", "Shanghai", "Beijing",
           "Hainan", "Guangzhou", "Jiangsu", "Wuxi", "Wuhan", "Chengdu", "Hangzhou", "Nanjing",
           "新疆", "西藏", "内蒙古", "广东", "深圳", "上海", "北京", "海南", "广州", "武汉",
           "成都"),
    "DE": ("Berlin", "Munich", "Bavaria", "Saxony"),
    "FR": ("Paris",),
    "GB": ("England", "Scotland", "Wales", "Northern Ireland", "London"),
    "GE": ("Abkhazia", "South Ossetia"),
    "IN": ("New Delhi", "Delhi", "Mumbai", "Bangalore", "Bengaluru"),
    "IQ": ("Kurdistan",),
    "IR": ("Tehran",),
    "JP": ("Tokyo", "Osaka"),
    "KP": ("Pyongyang",),
    "KR": ("Seoul",),
    "MY": ("Johor", "Penang", "Sarawak", "Kuala Lumpur"),
    "PS": ("West Bank", "Gaza"),
    "QA": ("Doha",),
    "RU": ("Moscow", "Saint Petersburg", "Chechnya"),
    "SA": ("Riyadh", "Neom"),
    "TH": ("Bangkok",),
    "TW": ("Taipei", "Hsinchu", "台北", "新竹"),
    "US": ("California", "Texas", "Arizona", "Hawaii"),
    "VN": ("Hanoi",),
}
"""Places within countries that users may name as destinations, by the code of the country."""
_SETS_OF_COUNTRIES = (
    "EU", "European Union", "Europe", "Asia", "Africa", "ASEAN", "Middle East", "Gulf",
    "Gulf states", "GCC", "BRICS", "G7", "Five Eyes", "NATO", "Southeast Asia", "Latin America",
    "worldwide", "world", "欧盟", "欧洲", "东南亚", "中东",
)
# fmt: on
"""Names of several countries together."""
_COUNTRY_GROUP = re.compile(r"([A-Ea-e])[ :]?([1-9])", re.ASCII)


def parse_destination(text: str, country_groups: CountryGroups | None = None) -> str:
    """Parse a destination, by name or code, to its ISO 3166 code; the default for an empty one.

    Raises UsageError for the home country, a region and what is several countries, and
    UnknownNameError, with what is near, for a country that does not exist.
    """
    if not text:
        return DEFAULT_DESTINATION
    code = find_country_code(text)
    if code == HOME_COUNTRY:
        hint = "name another destination; without --to it is China"
        raise UsageError("what stays in the United States is not exported", hint)
    if code:
        return code
    _refuse_shared_names(text)
    _refuse_regions(text)
    _refuse_sets_of_countries(text, country_groups or {})
    suggestions = suggest_countries(text)
    usual_hint = "write its name or ISO 3166 code, such as China, Hong Kong, AE"
    hint = f"did you mean {' or '.join(suggestions)}?" if suggestions else usual_hint
    raise UnknownNameError(f"there is no country {text!r}", hint, suggestions)


def _refuse_shared_names(text: str) -> None:
    """Raise UsageError for a name that several countries have, which it may be."""
    codes = SHARED_NAMES.get(normalise_name(text).removeprefix("the"), ())
    if codes:
        names = " or ".join(f"{get_country_name(code)} ({code})" for code in codes)
        raise UsageError(f"{text} may be one of several countries", f"name one: {names}")


def _refuse_regions(text: str) -> None:
    """Raise UsageError for a part of a country, with what to ask instead."""
    key = normalise_name(text)
    for region, names in _EMBARGOED_REGIONS.items():
        if key in map(normalise_name, names):
            message = f"{region} has an embargo of its own, which the base does not calculate"
            hint = (
                "15 CFR 746.6 requires a licence there for every item but some food and medicine;"
                " for the rest of Ukraine write --to Ukraine"
            )
            raise UsageError(message, hint)
    for code, names in _PARTS_OF_COUNTRIES.items():
        if key in map(normalise_name, names):
            country = get_country_name(code)
            raise UsageError(f"{text} is a part of {country}", f"name the country: --to {code}")


def _refuse_sets_of_countries(text: str, country_groups: CountryGroups) -> None:
    """Raise UsageError for the name of several countries, with those of a country group."""
    match = _COUNTRY_GROUP.fullmatch(text)
    if match is None and normalise_name(text) not in map(normalise_name, _SETS_OF_COUNTRIES):
        return
    hint = "rules may treat its countries differently: name one, such as Germany or DE"
    if match:
        group = country_groups.get(f"{match[1].upper()}:{match[2]}")
        members = ", ".join(sorted(group.members)) if group else ""
        hint = f"name one of its countries: {members}" if members else "name one of its countries"
    raise UsageError(f"{text} is several countries, and not one", hint)
