"""What messages say of a kind: its article, and which property it does not have."""

from collections.abc import Collection

from .kind import Kind
from .problem import UnknownNameError
from .suggest import suggest_nearest


def build_property_error(
    kind: type[Kind], name: str, property_names: Collection[str]
) -> UnknownNameError:
    """Build the error that a kind has no property of a name, with the nearest of those it has."""
    hint = suggest_nearest(name, property_names, f"run chipwatch explain {kind.name} to list them")
    return UnknownNameError(
        f"{add_article(kind.name)} has no property {name!r}", hint, tuple(property_names)
    )


def add_article(noun: str) -> str:
    """Put the indefinite article before a noun."""
    return f"an {noun}" if noun[0] in "aeio" else f"a {noun}"
