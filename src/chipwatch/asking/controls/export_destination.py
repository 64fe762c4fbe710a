"""Destinations as a user gives them: by a country's name or code."""

from ...model.countries import find_country_code, suggest_countries
from ...model.problem import UnknownNameError, UsageError

DEFAULT_DESTINATION = "CN"
"""Where an item goes if no destination is given."""
HOME_COUNTRY = "US"
"""The country whose rules these are: what stays there is not exported."""


def parse_destination(text: str) -> str:
    """Parse a destination, by name or code, to its ISO 3166 code; the default for an empty one.

    Raises UsageError for the home country, and UnknownNameError, with what is near, for a country
    that does not exist.
    """
    if not text:
        return DEFAULT_DESTINATION
    code = find_country_code(text)
    if code == HOME_COUNTRY:
        hint = "name another destination; without --to it is China"
        raise UsageError("what stays in the United States is not exported", hint)
    if code:
        return code
    suggestions = suggest_countries(text)
    usual_hint = "write its name or ISO 3166 code, such as China, Hong Kong, AE"
    hint = f"did you mean {' or '.join(suggestions)}?" if suggestions else usual_hint
    raise UnknownNameError(f"there is no country {text!r}", hint, suggestions)
