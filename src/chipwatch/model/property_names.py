"""Find the property that a user means: by its key, its label, or what it is called elsewhere."""

from collections.abc import Mapping

from .kind import AnyField, Kind

_SPELLINGS = {"centre": "center", "isation": "ization", "licence": "license", "&": "and"}
"""Letters that are taken for others: both spellings of English are typed."""
# fmt: off
OTHER_NAMES = {
    "market cap": "market_capitalization", "headcount": "employees", "staff": "employees",
    "workforce": "employees", "ceo": "chief_executive", "chairman": "chair",
    "capital expenditure": "capex", "capital spending": "capex", "net income": "net_profit",
    "profit": "net_profit", "earnings": "net_profit", "sales": "revenue", "turnover": "revenue",
    "owner": "owners", "founder": "founders", "die size": "die_area", "node": "process_node",
    "power": "tdp", "bandwidth": "memory_bandwidth", "release date": "released",
    "launch date": "released", "launched": "released",
}
# fmt: on
"""What analysts and other bases call some properties, by our key."""


def find_property(kind: type[Kind], name: str) -> AnyField | None:
    """Find the property of a kind that a user means; None where none is meant."""
    labels = {key: field.label for key, field in kind.properties.items()}
    key = find_property_key(name, labels)
    return kind.properties[key] if key else None


def find_property_key(name: str, labels: Mapping[str, str]) -> str | None:
    """Find a property among some, whose labels are given by key; None where none is meant.

    ``data_center_revenue``, ``Data-centre revenue`` and ``data center revenue`` are one.
    """
    if name in labels:
        return name
    wanted = _simplify(name)
    keys = {_simplify(label): key for key, label in labels.items()}
    keys |= {_simplify(key): key for key in labels}
    other_key = OTHER_NAMES.get(wanted, "")
    return keys.get(wanted) or (other_key if other_key in labels else None)


def _simplify(name: str) -> str:
    """Write a name in small letters, with single spaces between words, in one spelling."""
    text = " ".join(name.casefold().replace("_", " ").replace("-", " ").split())
    for letters, replacement in _SPELLINGS.items():
        text = text.replace(letters, replacement)
    return text
