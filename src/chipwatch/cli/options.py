"""The options that mean the same in every command, and the values they come to in one call."""

from collections.abc import Iterator, Sequence
from inspect import Parameter
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from ..model.problem import UsageError
from ..showing.formats import COMMON_FORMATS, Format
from .environment import choose_layers
from .format_options import (
    SHAPE_OPTIONS,
    FactsForm,
    SharedOption,
    build_format_option,
    check_shape_options,
    choose_format,
)

if TYPE_CHECKING:
    from ..model.dates import Date
    from ..model.query_dates import QueryDates


class CommandOptions(NamedTuple):
    """The values of the shared options in one call."""

    output_format: Format = Format.TABLE
    selection: tuple[tuple[str, Any], ...] = ()
    """Columns, order, rows and the like, as keyword arguments of the Python interface."""
    layers: tuple[str, ...] = ()
    no_color: bool = False
    query_dates: "QueryDates | None" = None
    receipt: bool = False
    output: str = ""
    """The file to write to; empty: standard output."""
    has_header: bool = True
    has_byte_order_mark: bool = False
    has_facts: bool = True
    has_nulls: bool = True
    command_line: Sequence[str] = ()
    """The command line as it was given."""
    notes: tuple[str, ...] = ()
    """What stderr says of how the options were taken."""

    @property
    def keywords(self) -> dict[str, Any]:
        """The selection as keyword arguments of a method of ``api.Base``; only what was given."""
        return dict(self.selection)

    @property
    def has_json_errors(self) -> bool:
        """Whether an error is JSON, as the answer would have been."""
        return self.output_format.traits.has_json_errors


def _complete_columns(ctx: typer.Context, incomplete: str) -> list[str]:
    from .column_completion import complete_columns

    return complete_columns(ctx, incomplete)


def _complete_sort_keys(ctx: typer.Context, incomplete: str) -> list[str]:
    from .column_completion import complete_sort_keys

    return complete_sort_keys(ctx, incomplete)


SHARED_OPTIONS = {
    **SHAPE_OPTIONS,
    "json": SharedOption(
        Annotated[bool, typer.Option("--json", help="Short for --format json: everything.")],
        default=False,
    ),
    "columns": SharedOption(
        Annotated[
            str,
            typer.Option(
                metavar="A,B",
                help="Columns to show; help lists them.",
                autocompletion=_complete_columns,
                show_default=False,
            ),
        ]
    ),
    "sort": SharedOption(
        Annotated[
            str,
            typer.Option(
                metavar="A,-B",
                help="Sort by columns; with - the greatest first.",
                autocompletion=_complete_sort_keys,
                show_default=False,
            ),
        ]
    ),
    "limit": SharedOption(
        Annotated[int | None, typer.Option(min=1, metavar="N", help="Show at most so many rows.")],
        default=None,
    ),
    "exact": SharedOption(
        Annotated[bool, typer.Option("--exact", help="Take names as they are: no guessing.")],
        default=False,
    ),
    "where": SharedOption(
        Annotated[
            list[str] | None,
            typer.Option(
                "--where",
                metavar="SQL",
                help='Rows that meet a condition: "tpp >= 4800"; repeat it for several.',
                show_default=False,
            ),
        ],
        default=None,
    ),
    "as_of": SharedOption(
        Annotated[
            str, typer.Option(metavar="DATE", help="What held on a date.", show_default=False)
        ]
    ),
    "known_by": SharedOption(
        Annotated[
            str,
            typer.Option(
                metavar="DATE", help="What had been published by a date.", show_default=False
            ),
        ]
    ),
    "cite": SharedOption(
        Annotated[bool, typer.Option("--cite", help="Number the sources and list them.")],
        default=False,
    ),
    "receipt": SharedOption(
        Annotated[bool, typer.Option("--receipt", help="Say what the answer rests on.")],
        default=False,
    ),
    "data": SharedOption(
        Annotated[
            list[str] | None,
            typer.Option(
                "--data",
                metavar="DIR",
                help="Read the facts in DIR instead of the bundled ones; repeat to lay folders"
                " over one another (the word bundled names the bundled ones)."
                " Also: CHIPWATCH_DATA.",
            ),
        ],
        default=None,
    ),
    "no_color": SharedOption(
        Annotated[bool, typer.Option("--no-color", help="Plain text on a terminal too.")],
        default=False,
    ),
}
"""Every shared option by name; ``format`` is another in each command and is built for it."""

_FLAG_NAMES = {name for name, option in SHARED_OPTIONS.items() if option.default is False}
OUTPUT_OPTIONS = ("format", "json", "output", "no_header", "bom", "no_null")
SELECTION_OPTIONS = ("columns", "sort", "limit")
TIME_OPTIONS = ("as_of", "known_by")
PROOF_OPTIONS = ("cite", "receipt")
BASE_QUERY_OPTIONS = (
    *OUTPUT_OPTIONS,
    *SELECTION_OPTIONS,
    *TIME_OPTIONS,
    *PROOF_OPTIONS,
    "data",
    "no_color",
)
"""The options of commands that ask the whole base."""
NAME_QUERY_OPTIONS = (
    *OUTPUT_OPTIONS,
    *SELECTION_OPTIONS,
    *TIME_OPTIONS,
    *PROOF_OPTIONS,
    "exact",
    "data",
    "no_color",
)
"""The options of commands that take names."""
_KEYWORD_NAMES = ("columns", "sort", "limit", "exact", "where", "cite")
"""The options that are keyword arguments of the Python interface too."""


def list_option_parameters(
    names: Sequence[str], extra_formats: Sequence[Format]
) -> Iterator[Parameter]:
    """Give the parameters from which Typer learns of the shared options of a command."""
    for name in names:
        option = build_format_option(extra_formats) if name == "format" else SHARED_OPTIONS[name]
        yield Parameter(
            name, Parameter.KEYWORD_ONLY, default=option.default, annotation=option.annotation
        )


def build_options(
    values: dict[str, object],
    command_line: Sequence[str] = (),
    formats: Sequence[Format] = COMMON_FORMATS,
) -> CommandOptions:
    """Build the options of one call; raises UsageError where they contradict each other."""
    _check_option_values(command_line)
    values = {**values, "where": _join_conditions(values.get("where"))}
    output_format = choose_format(values, formats)
    check_shape_options(values, output_format)
    query_dates = _parse_query_dates(values)
    return CommandOptions(
        output_format=output_format,
        selection=tuple((name, values[name]) for name in _KEYWORD_NAMES if values.get(name)),
        layers=choose_layers(values.get("data")),
        no_color=bool(values.get("no_color")),
        query_dates=query_dates,
        receipt=bool(values.get("receipt")),
        output=str(values.get("output") or ""),
        has_header=not values.get("no_header"),
        has_byte_order_mark=bool(values.get("bom")),
        has_facts=values.get("facts") != FactsForm.NONE,
        has_nulls=not values.get("no_null"),
        command_line=command_line,
        notes=_describe_query_dates(values, query_dates),
    )


def _check_option_values(command_line: Sequence[str]) -> None:
    """Refuse an option with nothing for a value, as a script gives it of a variable that is unset.

    Raises UsageError.
    """
    for index, word in enumerate(command_line):
        option, equals_sign, value = word.partition("=")
        is_empty = not value if equals_sign else [*command_line[index + 1 : index + 2]] == [""]
        if option.startswith("--") and is_empty:
            raise UsageError(f"{option} is given no value", "give one, or leave the option out")


def _join_conditions(conditions: object) -> str:
    """Join conditions with AND, each in brackets that a comment in it cannot hide."""
    if not isinstance(conditions, list):
        return str(conditions or "")
    if len(conditions) == 1:
        return str(conditions[0])
    return " AND ".join(f"({condition}\n)" for condition in conditions)


def _parse_query_dates(values: dict[str, object]) -> "QueryDates | None":
    """Parse --as-of and --known-by; None where neither is given. Raises UsageError."""
    as_of, known_by = str(values.get("as_of") or ""), str(values.get("known_by") or "")
    if not (as_of or known_by):
        return None
    from ..model.query_dates import parse_query_dates

    return parse_query_dates(as_of, known_by)


def _describe_query_dates(
    values: dict[str, object], query_dates: "QueryDates | None"
) -> tuple[str, ...]:
    if query_dates is None:
        return ()
    return (
        *describe_date("--as-of", values.get("as_of"), query_dates.as_of),
        *describe_date("--known-by", values.get("known_by"), query_dates.known_by),
    )


def describe_date(option: str, text: object, date: "Date | None") -> tuple[str, ...]:
    """Say what date a text was taken for, where that is not what it says."""
    return (f"{option} {text} is taken as {date.text}",) if date and date.text != text else ()


def is_shared_option(word: str) -> bool:
    """Tell whether a word of the command line is an option that commands share."""
    return word.startswith("--") and _to_parameter_name(word) in {*SHARED_OPTIONS, "format"}


def is_flag(word: str) -> bool:
    """Tell whether a shared option is one that takes no value."""
    return _to_parameter_name(word) in _FLAG_NAMES


def _to_parameter_name(word: str) -> str:
    return word.partition("=")[0].removeprefix("--").replace("-", "_")


def list_option_values(words: Sequence[str], option: str) -> list[str]:
    """List what a command line gives for an option, in the same word or in the next."""
    values: list[str] = []
    for index, word in enumerate(words):
        if word == option:
            values += words[index + 1 : index + 2]
        elif word.startswith(f"{option}="):
            values.append(word.removeprefix(f"{option}="))
    return values


def split_list(text: str) -> tuple[str, ...]:
    """Split a list at its commas."""
    return tuple(item.strip() for item in text.split(",") if item.strip())
