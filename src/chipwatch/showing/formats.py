"""The formats an answer can be shown in, and which module writes each."""

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, assert_never

if TYPE_CHECKING:
    from ..model.table import Answer


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


BIBLIOGRAPHY = (Format.BIBTEX, Format.CSL_JSON)
"""The formats of answers that rest on sources."""
EVERYWHERE = tuple(form for form in Format if form not in (*BIBLIOGRAPHY, Format.JSONSCHEMA))
"""The formats of every answer; the others are for the answers of one command."""


class Screen(NamedTuple):
    """What the answer is written to; only tables look at it."""

    terminal: bool = False
    width: int = 80
    colour: bool = False


PIPE = Screen()


def render(answer: "Answer", form: Format, screen: Screen = PIPE) -> str:  # noqa: PLR0911 - one a format
    """The answer as text, with a newline at its end."""
    match form:
        case Format.TABLE:
            return _table(answer, screen)
        case Format.JSON | Format.JSONSCHEMA:
            from .as_json import json_text

            return json_text(answer.data())
        case Format.JSONL:
            from .as_json import jsonl_text

            return jsonl_text(answer.data())
        case Format.CSV:
            from .delimited import csv_text

            return csv_text(answer.grid())
        case Format.TSV:
            from .delimited import tsv_text

            return tsv_text(answer.grid())
        case Format.MARKDOWN:
            from .markdown import markdown_text

            return markdown_text(answer.tables())
        case Format.YAML:
            from .as_yaml import yaml_text

            return yaml_text(answer.data())
        case Format.BIBTEX:
            from .bibliography import bibtex_text

            return bibtex_text(answer.data())
        case Format.CSL_JSON:
            from .bibliography import csl_text

            return csl_text(answer.data())
        case _:
            assert_never(form)


def _table(answer: "Answer", screen: Screen) -> str:
    """Tables fitted to a terminal, or at natural width for a pipe."""
    if screen.terminal:
        from .terminal import terminal_text

        return terminal_text(answer.tables(), screen.width, colour=screen.colour)
    from .plain import plain_text

    return plain_text(answer.tables())
