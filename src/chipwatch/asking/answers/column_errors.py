"""The error for an unknown column, with suggestions."""

from ...model.kind_wording import add_article
from ...model.problem import UnknownNameError
from ...model.schema import KINDS
from ...model.suggest import suggest_nearest

MAX_COLUMNS_IN_ERROR = 20
"""The most columns that an error lists; more would hide its message."""


def build_unknown_column_error(name: str, valid_names: list[str], noun: str) -> UnknownNameError:
    """Build the error that there is no such column, with the nearest, or the kinds that have it."""
    option = "--properties" if noun == "property" else "--columns"
    is_short_list = len(valid_names) <= MAX_COLUMNS_IN_ERROR
    listing = (
        f"choose among {', '.join(valid_names)}"
        if is_short_list
        else f"{option} help lists all {len(valid_names)}"
    )
    hints = [suggest_nearest(name, valid_names, ""), _suggest_other_kinds(name), listing]
    hint = " ".join(hint for hint in hints if hint)
    return UnknownNameError(f"there is no {noun} {name!r}", hint, [*valid_names])


def _suggest_other_kinds(name: str) -> str:
    """Say which kinds have a column that another kind was asked for."""
    kinds = [add_article(kind.name) for kind in KINDS.values() if name in kind.list_flat_keys()]
    return f"{name} is known of {' or '.join(kinds)};" if kinds else ""
