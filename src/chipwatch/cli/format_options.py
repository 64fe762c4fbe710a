"""The options that say in which format an answer is written, and where to."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Any, NamedTuple

import typer

from ..model.problem import UsageError
from ..showing.formats import (
    COMMON_FORMATS,
    Format,
    FormatContent,
    find_format_by_ending,
    has_ending,
)


class FactsForm(StrEnum):
    """Whether data have the full statements of facts, by the name that ``--facts`` takes."""

    ALL = "all"
    NONE = "none"


class SharedOption(NamedTuple):
    """An option as Typer is told of it, and its value where it is not given."""

    annotation: Any
    default: str | bool | None = ""
    key: str = ""
    """The option that it is another form of, under whose name its value is kept."""


SHAPE_OPTIONS = {
    "output": SharedOption(
        Annotated[
            str,
            typer.Option(
                "--output",
                "-o",
                metavar="FILE",
                help="Write to a file, in the format that its ending names.",
                show_default=False,
            ),
        ]
    ),
    "output_file": SharedOption(
        Annotated[
            str,
            typer.Option(
                "-o",
                metavar="FILE",
                help="Write to a file, in the format that its ending names.",
                show_default=False,
            ),
        ],
        key="output",
    ),
    "no_header": SharedOption(
        Annotated[bool, typer.Option("--no-header", help="CSV and TSV without the headings.")],
        default=False,
    ),
    "bom": SharedOption(
        Annotated[bool, typer.Option("--bom", help="CSV and TSV that Excel reads as UTF-8.")],
        default=False,
    ),
    "facts": SharedOption(
        Annotated[
            FactsForm | None,
            typer.Option("--facts", help="Leave the facts out of JSON: none.", show_default=False),
        ],
        default=None,
    ),
    "no_null": SharedOption(
        Annotated[bool, typer.Option("--no-null", help="Leave keys without a value out of JSON.")],
        default=False,
    ),
}
"""The options that give the answer in a format its shape, by name."""


def build_format_option(extra_formats: Sequence[Format]) -> SharedOption:
    """Build the option that chooses a format, with those that only some commands have."""
    formats = (*COMMON_FORMATS, *extra_formats)
    names = {output_format.name: output_format.value for output_format in formats}
    choices: Any = StrEnum("choices", names)  # type: ignore[misc]  # known only now
    option = typer.Option(
        "--format", help="How to write the answer; a table if not given.", show_default=False
    )
    return SharedOption(Annotated[choices | None, option], default=None)


def choose_format(values: Mapping[str, object], formats: Sequence[Format]) -> Format:
    """Choose the format that is named, or that of the file; raises UsageError if they differ."""
    name, path = str(values.get("format") or ""), str(values.get("output") or "")
    if values.get("json"):
        if name not in ("", Format.JSON):
            raise UsageError(f"--json contradicts --format {name}", "give one of them")
        name = Format.JSON
    format_of_file = find_format_by_ending(path, formats)
    if not name and path and format_of_file is None:
        endings = ", ".join(ending for form in formats for ending in form.traits.endings[:1])
        raise UsageError(f"the ending of {path} names no format", f"end it in one of {endings}")
    if name and format_of_file and format_of_file != name and not has_ending(Format(name), path):
        raise UsageError(f"--format {name} contradicts the ending of {path}", "give one of them")
    return Format(name) if name else format_of_file or Format.TABLE


def check_shape_options(values: Mapping[str, object], output_format: Format) -> None:
    """Refuse options that the format has no use for; raises UsageError."""
    traits = output_format.traits
    is_separated = traits.content is FormatContent.ROWS and not traits.is_binary
    wrong_options = {
        "--no-header": values.get("no_header") and not is_separated,
        "--bom": values.get("bom") and not is_separated,
        "--facts": values.get("facts") and traits.content is not FormatContent.DATA,
        "--no-null": values.get("no_null") and traits.content is not FormatContent.DATA,
    }
    for option, is_wrong in wrong_options.items():
        if is_wrong:
            message = f"{option} does nothing to the format {output_format}"
            raise UsageError(message, "leave it out, or choose another --format")
