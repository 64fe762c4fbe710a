"""The values that the shared options come to in one call of a command."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ..showing.formats import BIBLIOGRAPHY_FORMATS, COMMON_FORMATS, Format
from ..showing.screen import SourceForm
from .environment import LayerChoice, choose_layers
from .format_choice import FactsForm, check_shape_options, choose_format

if TYPE_CHECKING:
    from ..model.dates import Date
    from ..model.query_dates import QueryDates
    from ..reading.configuration import Configuration
    from .command_caller import CommandCaller


class CommandOptions(NamedTuple):
    """The values of the shared options in one call."""

    output_format: Format = Format.TABLE
    selection: tuple[tuple[str, Any], ...] = ()
    """Columns, order, rows and the like, as keyword arguments of the Python interface."""
    layers: tuple[str, ...] = ()
    configuration: "Configuration | None" = None
    """The configuration file that chose the layers; None where none did."""
    no_color: bool = False
    no_pager: bool = False
    wrap: bool = False
    source_form: SourceForm | None = None
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
    caller: "CommandCaller | None" = None
    """The program that calls the command; None for the command line."""

    @property
    def keywords(self) -> dict[str, Any]:
        """The selection as keyword arguments of a method of ``api.Base``; only what was given."""
        return dict(self.selection)

    @property
    def has_json_errors(self) -> bool:
        """Whether an error is JSON, as the answer would have been."""
        return self.output_format.traits.has_json_errors


JSON_OPTION = "--json"
"""The option that every command with data has, and that ``--version`` takes too."""
_KEYWORD_NAMES = ("columns", "sort", "limit", "exact", "where", "cite")
"""The options that are keyword arguments of the Python interface too."""


def build_options(
    values: dict[str, object],
    command_line: Sequence[str] = (),
    formats: Sequence[Format] = COMMON_FORMATS,
) -> CommandOptions:
    """Build the options of one call; raises UsageError where they contradict each other."""
    values = {**values, "where": _join_conditions(values.get("where"))}
    output_format = choose_format(values, formats)
    check_shape_options(values, output_format)
    if output_format in BIBLIOGRAPHY_FORMATS and values.get("columns"):
        values["cite"] = True
    query_dates = _parse_query_dates(values)
    choice = choose_layers(values) if "data" in values else LayerChoice()
    return CommandOptions(
        output_format=output_format,
        selection=tuple(
            (name, values[name]) for name in _KEYWORD_NAMES if _is_given(values.get(name))
        ),
        layers=choice.layers,
        configuration=choice.configuration,
        no_color=bool(values.get("no_color")),
        no_pager=bool(values.get("no_pager")),
        wrap=bool(values.get("wrap")),
        source_form=_choose_source_form(values.get("sources")),
        query_dates=query_dates,
        receipt=bool(values.get("receipt")),
        output=str(values.get("output") or ""),
        has_header=not values.get("no_header"),
        has_byte_order_mark=bool(values.get("bom")),
        has_facts=values.get("facts") != FactsForm.NONE,
        has_nulls=not values.get("no_null"),
        command_line=command_line,
        notes=(
            *_describe_configuration(choice.configuration),
            *_describe_query_dates(values, query_dates),
        ),
    )


def _is_given(value: object) -> bool:
    """Return whether an option is given; zero is, and is refused where it means nothing."""
    return value is not None and value is not False and value != ""


def _choose_source_form(value: object) -> SourceForm | None:
    return SourceForm(str(value)) if value else None


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


def _describe_configuration(configuration: "Configuration | None") -> tuple[str, ...]:
    """Say which configuration chose what is read."""
    return (f"configured by {configuration.path}",) if configuration else ()


def describe_date(option: str, text: object, date: "Date | None") -> tuple[str, ...]:
    """Say what date a text was taken for, where that is not what it says."""
    return (f"{option} {text} is taken as {date.text}",) if date and date.text != text else ()


def list_option_values(words: Sequence[str], option: str) -> list[str]:
    """List what a command line gives for an option, in the same word or in the next."""
    values: list[str] = []
    for index, word in enumerate(words):
        if word == option:
            values += words[index + 1 : index + 2]
        elif word.startswith(f"{option}="):
            values.append(word.removeprefix(f"{option}="))
    return values


def choose_typed_layers(words: Sequence[str]) -> LayerChoice:
    """Choose the layers that a command line means which no command has read yet."""
    data = list_option_values(words, "--data")
    return choose_layers({"data": data, "no_config": "--no-config" in words})


def split_list(text: str) -> tuple[str, ...]:
    """Split a list at its commas."""
    return tuple(item.strip() for item in text.split(",") if item.strip())
