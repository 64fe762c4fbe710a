"""The formats an answer can be shown in, and which module writes each."""

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, assert_never

if TYPE_CHECKING:
    from ..model.answer import Answer


class Format(StrEnum):
    """How an answer is written; the last two write the sources of an answer."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    MARKDOWN = "markdown"
    YAML = "yaml"
    BIBTEX = "bibtex"
    CSL_JSON = "csl-json"
    JSONSCHEMA = "jsonschema"


BIBLIOGRAPHY_FORMATS = (Format.BIBTEX, Format.CSL_JSON)
"""The formats of answers that rest on sources."""
COMMON_FORMATS = tuple(
    output_format
    for output_format in Format
    if output_format not in (*BIBLIOGRAPHY_FORMATS, Format.JSONSCHEMA)
)
"""The formats of every answer; the others are for the answers of one command."""


class Screen(NamedTuple):
    """What the answer is written to; only tables look at it."""

    is_terminal: bool = False
    width: int = 80
    has_colour: bool = False


PIPE_SCREEN = Screen()


def render(answer: "Answer", output_format: Format, screen: Screen = PIPE_SCREEN) -> str:
    """The answer as text, with a newline at its end."""
    match output_format:
        case Format.TABLE:
            return _render_table(answer, screen)
        case Format.JSON | Format.JSONSCHEMA:
            from .json_format import render_json

            return render_json(answer.to_data())
        case Format.JSONL:
            from .json_format import render_jsonl

            return render_jsonl(answer.to_data())
        case Format.CSV:
            from .separated_values import render_csv

            return render_csv(answer.to_rows())
        case Format.TSV:
            from .separated_values import render_tsv

            return render_tsv(answer.to_rows())
        case Format.MARKDOWN:
            from .markdown_table import render_markdown

            return render_markdown(answer.to_tables())
        case Format.YAML:
            from .yaml_format import render_yaml

            return render_yaml(answer.to_data())
        case Format.BIBTEX:
            from .bibliography import render_bibtex

            return render_bibtex(answer.to_data())
        case Format.CSL_JSON:
            from .bibliography import render_csl

            return render_csl(answer.to_data())
        case _:
            assert_never(output_format)


def _render_table(answer: "Answer", screen: Screen) -> str:
    """Tables fitted to a terminal, or at natural width for a pipe."""
    if screen.is_terminal:
        from .terminal_table import render_terminal_tables

        return render_terminal_tables(
            answer.to_tables(), screen.width, has_colour=screen.has_colour
        )
    from .plain_table import render_plain_tables

    return render_plain_tables(answer.to_tables())
