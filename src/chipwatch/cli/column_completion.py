"""Completion of columns, of what to sort and group by, and of the figures of a chip."""

from collections.abc import Iterable, Iterator, Mapping

import typer

from ..model.problem import ChipwatchError
from .shell_completion import describe_words, read_layers

YEAR_COLUMN = ("year", "Year")
COLUMN_COMMANDS: Mapping[str, Mapping[str, str]] = {
    "related": {"name": ""},
    "series": {"name": "", "property_name": ""},
    "timeline": {},
    "changes": {"since": "2000"},
    "conflicts": {},
    "stats": {},
    "controls": {},
}
"""The commands with columns of their own, and what else they must be asked to list them."""
LIST_SEPARATOR = ","


def complete_columns(ctx: typer.Context, incomplete: str) -> list[str]:
    """Columns of the command, the last of a list."""
    return _complete_list_item(incomplete, _iter_columns(ctx))


def complete_sort_keys(ctx: typer.Context, incomplete: str) -> list[str]:
    """Columns of the command, with a minus where one is typed."""
    item = incomplete.rpartition(LIST_SEPARATOR)[2]
    sign = "-" if item.startswith("-") else ""
    return _complete_list_item(
        incomplete, ((f"{sign}{key}", label) for key, label in _iter_columns(ctx))
    )


def complete_group_keys(ctx: typer.Context, incomplete: str) -> list[str]:
    """Columns of the kind that is added up, and the year."""
    columns = _iter_kind_columns(str(ctx.params.get("kind") or ""))
    return _complete_list_item(incomplete, (YEAR_COLUMN, *columns))


def complete_bounds(incomplete: str) -> list[str]:
    """Figures of a chip with the sign before their value, behind a paragraph if one is typed."""
    paragraph, colon, _ = incomplete.rpartition(":")
    labels = _collect_figure_labels()
    return describe_words(
        incomplete, ((f"{paragraph}{colon}{name}=", label) for name, label in labels.items())
    )


def complete_figures(incomplete: str) -> list[str]:
    """Figures of a chip or of a tool with the sign before their value."""
    from ..asking.controls.specified_item import TOOL_PROPERTIES
    from ..model.schema import Product

    tool_labels = {name: Product.properties[name].label for name in TOOL_PROPERTIES}
    labels = _collect_figure_labels() | tool_labels
    return describe_words(incomplete, ((f"{name}=", label) for name, label in labels.items()))


def _collect_figure_labels() -> dict[str, str]:
    """Collect the labels of the figures of chips that have one value, by name."""
    from ..model.numeric_fields import Number
    from ..model.schema import Chip

    return {
        name: field.label
        for name, field in Chip.properties.items()
        if isinstance(field, Number) and not field.is_multivalued
    }


def _complete_list_item(incomplete: str, words: Iterable[tuple[str, str]]) -> list[str]:
    """Complete the last item of a list by words that are not in it yet."""
    head, separator, _ = incomplete.rpartition(LIST_SEPARATOR)
    chosen_words = set(head.split(LIST_SEPARATOR))
    return describe_words(
        incomplete,
        ((head + separator + word, label) for word, label in words if word not in chosen_words),
    )


def _iter_columns(ctx: typer.Context) -> Iterator[tuple[str, str]]:
    """Give the columns of the command that is typed, with their labels."""
    name = str(ctx.info_name or "").rpartition(" ")[2]
    if name in COLUMN_COMMANDS:
        yield from _iter_command_columns(ctx, name)
    else:
        yield from _iter_kind_columns(name)


def _iter_command_columns(ctx: typer.Context, name: str) -> Iterator[tuple[str, str]]:
    from ..api import open as open_base

    try:
        ask = getattr(open_base(*read_layers(ctx)), name)
        rows = ask(columns="help", **COLUMN_COMMANDS[name]).to_rows()
    except ChipwatchError:
        return
    for row in rows:
        yield str(row["column"]), str(row["label"])


def _iter_kind_columns(name: str) -> Iterator[tuple[str, str]]:
    """Give the columns of a kind, or of all kinds where none is known; parts come last."""
    from ..model.schema import KINDS

    kinds = [KINDS[name]] if name in KINDS else list(KINDS.values())
    yield from (("id", "Id"), ("kind", "Kind"), ("name", "Name"), ("aliases", "Also"))
    for kind in kinds:
        yield from kind.collect_labels().items()
    yield "disputed", "Disputed"
    for kind in kinds:
        labels = kind.collect_labels()
        yield from ((key, "") for key in kind.list_flat_keys() if key not in labels)
        yield from (
            (key, "") for field in kind.properties.values() for key in field.list_time_keys()
        )
