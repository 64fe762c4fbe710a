"""The options that say in which format an answer is written, and where to, as Typer has them."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Any, NamedTuple

import typer

from ..showing.formats import COMMON_FORMATS, Format
from .format_choice import FactsForm


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
