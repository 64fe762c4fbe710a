"""The options that mean the same in every command, and what they come to."""

import os
from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from ..asking.answers.query_options import QueryOptions
from ..model.problem import UsageError
from ..showing.formats import BIBLIOGRAPHY_FORMATS, COMMON_FORMATS, Format

if TYPE_CHECKING:
    from ..model.query_dates import QueryDates

JSON_FORMATS = (Format.JSON, Format.JSONL, Format.JSONSCHEMA)


class CommandOptions(NamedTuple):
    """The options of one call, as the commands use them."""

    output_format: Format = Format.TABLE
    query_options: QueryOptions = QueryOptions()
    layers: tuple[str, ...] = ()
    no_color: bool = False
    query_dates: "QueryDates | None" = None
    receipt: bool = False
    command_line: Sequence[str] = ()
    """The command line as it was given."""
    is_day_in_question: bool = False
    """Whether the day is part of the question, so that the base need not be read as of it."""

    @property
    def base_dates(self) -> "QueryDates | None":
        """The moment as of which the base is read, if any."""
        if not (self.query_dates and self.is_day_in_question):
            return self.query_dates
        return self.query_dates._replace(as_of=None) if self.query_dates.known_by else None

    @property
    def has_json_errors(self) -> bool:
        """Whether an error is JSON, as the answer would have been."""
        return self.output_format in JSON_FORMATS


def build_format_option(*extra_formats: Format) -> Any:
    """The option that chooses a format, with those that only some commands have."""
    names = {
        output_format.name: output_format.value
        for output_format in (*COMMON_FORMATS, *extra_formats)
    }
    choices: Any = StrEnum("choices", names)  # type: ignore[misc]  # known only now
    option = typer.Option("--format", help="How to write the answer.", show_default="table")
    return Annotated[choices | None, option]


JsonOption = Annotated[bool, typer.Option("--json", help="Short for --format json: everything.")]
ColumnsOption = Annotated[
    str, typer.Option(metavar="A,B", help="Columns to show; help lists them.", show_default=False)
]
SortOption = Annotated[
    str, typer.Option(metavar="COLUMN", help="Sort by it; -COLUMN: greatest first.",
                      show_default=False)
]  # fmt: skip
LimitOption = Annotated[int | None, typer.Option(min=1, help="Show at most so many rows.")]
ExactOption = Annotated[bool, typer.Option("--exact", help="Take names as they are: no guessing.")]
DataOption = Annotated[
    list[str] | None,
    typer.Option("--data", metavar="DIR", help="Read the facts in DIR instead of the bundled ones;"
                 " repeat to lay folders over one another (the word bundled names the bundled"
                 " ones). Also: CHIPWATCH_DATA."),
]  # fmt: skip
WhereOption = Annotated[
    str, typer.Option(metavar="SQL", help='Rows that meet a condition: "tpp >= 4800".',
                      show_default=False)
]  # fmt: skip
AsOfOption = Annotated[
    str, typer.Option(metavar="DATE", help="What held on a date.", show_default=False)
]
KnownByOption = Annotated[
    str, typer.Option(metavar="DATE", help="What had been published by a date.",
                      show_default=False)
]  # fmt: skip
CiteOption = Annotated[bool, typer.Option("--cite", help="Number the sources and list them.")]
ReceiptOption = Annotated[bool, typer.Option("--receipt", help="Say what the answer rests on.")]
NoColorOption = Annotated[bool, typer.Option("--no-color", help="Plain text on a terminal too.")]

OUTPUT_OPTIONS = {"format": (partial(build_format_option), None), "json": (JsonOption, False)}
SELECTION_OPTIONS = {
    "columns": (ColumnsOption, ""), "sort": (SortOption, ""), "limit": (LimitOption, None),
}  # fmt: skip
EXACT_OPTIONS = {"exact": (ExactOption, False)}
BASE_OPTIONS = {"data": (DataOption, None)}
SCREEN_OPTIONS = {"no_color": (NoColorOption, False)}
TIME_OPTIONS = {"as_of": (AsOfOption, ""), "known_by": (KnownByOption, "")}
PROOF_OPTIONS = {"cite": (CiteOption, False), "receipt": (ReceiptOption, False)}
WHERE_OPTIONS = {"where": (WhereOption, "")}
BASE_QUERY_OPTIONS = {
    **OUTPUT_OPTIONS,
    **SELECTION_OPTIONS,
    **TIME_OPTIONS,
    **PROOF_OPTIONS,
    **BASE_OPTIONS,
    **SCREEN_OPTIONS,
}
"""The options of commands that ask the whole base."""
NAME_QUERY_OPTIONS = {
    **OUTPUT_OPTIONS, "format": (partial(build_format_option, *BIBLIOGRAPHY_FORMATS), None),
    **SELECTION_OPTIONS, **TIME_OPTIONS, **PROOF_OPTIONS, **EXACT_OPTIONS, **BASE_OPTIONS, **SCREEN_OPTIONS,
}  # fmt: skip
"""The options of commands that take names."""


def build_options(values: dict[str, object], command_line: Sequence[str] = ()) -> CommandOptions:
    """What the options of one call come to; raises UsageError where they contradict each other."""
    _check_option_values(command_line)
    format_name, is_json = str(values.get("format") or ""), bool(values.get("json"))
    if is_json and format_name not in ("", Format.JSON):
        raise UsageError(f"--json contradicts --format {format_name}", "give one of them")
    limit = values.get("limit")
    query_options = QueryOptions(
        split_list(str(values.get("columns") or "")),
        str(values.get("sort") or ""),
        limit if isinstance(limit, int) else None,
        bool(values.get("exact")),
        str(values.get("where") or ""),
        bool(values.get("cite")),
    )
    output_format = Format.JSON if is_json else Format(format_name or Format.TABLE)
    return CommandOptions(
        output_format, query_options, _choose_layers(values.get("data")), bool(values.get("no_color")),
        _parse_query_dates(values), bool(values.get("receipt")), command_line,
    )  # fmt: skip


def _check_option_values(command_line: Sequence[str]) -> None:
    """Refuse an option with nothing for a value, as a script gives it of a variable that is unset.

    Raises UsageError.
    """
    for index, word in enumerate(command_line):
        option, equals_sign, value = word.partition("=")
        is_empty = not value if equals_sign else [*command_line[index + 1 : index + 2]] == [""]
        if option.startswith("--") and is_empty:
            raise UsageError(f"{option} is given no value", "give one, or leave the option out")


def _parse_query_dates(values: dict[str, object]) -> "QueryDates | None":
    """The dates in force, if any; raises UsageError."""
    as_of, known_by = str(values.get("as_of") or ""), str(values.get("known_by") or "")
    if not (as_of or known_by):
        return None
    from ..model.query_dates import parse_query_dates

    return parse_query_dates(as_of, known_by)


def split_list(text: str) -> tuple[str, ...]:
    """The parts of a list with commas."""
    return tuple(item.strip() for item in text.split(",") if item.strip())


def _choose_layers(folders: object) -> tuple[str, ...]:
    """The folders given, or else those that the environment names."""
    if isinstance(folders, list) and folders:
        return tuple(map(str, folders))
    environment_value = os.environ.get("CHIPWATCH_DATA", "")
    return tuple(folder for folder in environment_value.split(os.pathsep) if folder)
