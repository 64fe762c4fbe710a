"""The formats an answer can be written in.

To add one, write a function here that imports the module that renders it, and a member of
``Format`` that names the function.
"""

from collections.abc import Callable
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Self

from .screen import PIPE_SCREEN, Screen

if TYPE_CHECKING:
    from ..model.answer import Answer


Renderer = Callable[["Answer", Screen], str]
"""Writes an answer as text with a newline at its end."""


class FormatScope(Enum):
    """Which answers a format can write."""

    EVERY_ANSWER = "every answer"
    BIBLIOGRAPHY = "the sources of answers that cite some"
    SCHEMA = "the schema"


def _render_table(answer: "Answer", screen: Screen) -> str:
    """Write tables fitted to a terminal, or at natural width for a pipe."""
    if screen.is_terminal:
        from .terminal.table_renderer import render_terminal_tables

        tables = answer.to_screen_tables(is_unfolded=screen.has_whole_cells)
        return render_terminal_tables(tables, screen)
    from .plain_table import render_plain_tables

    return render_plain_tables(answer.to_tables(), screen.source_form)


def _render_json(answer: "Answer", _: Screen) -> str:
    from .json_format import render_json

    return render_json(answer.to_data())


def _render_jsonl(answer: "Answer", _: Screen) -> str:
    from .json_format import render_jsonl

    return render_jsonl(answer.to_data())


def _render_csv(answer: "Answer", _: Screen) -> str:
    from .separated_values import render_csv

    return render_csv(answer.to_rows())


def _render_tsv(answer: "Answer", _: Screen) -> str:
    from .separated_values import render_tsv

    return render_tsv(answer.to_rows())


def _render_markdown(answer: "Answer", _: Screen) -> str:
    from .markdown_table import render_markdown

    return render_markdown(answer.to_tables())


def _render_yaml(answer: "Answer", _: Screen) -> str:
    from .yaml_format import render_yaml

    return render_yaml(answer.to_data())


def _render_bibtex(answer: "Answer", _: Screen) -> str:
    from .bibliography import render_bibtex

    return render_bibtex(answer.to_data())


def _render_csl(answer: "Answer", _: Screen) -> str:
    from .bibliography import render_csl

    return render_csl(answer.to_data())


class Format(StrEnum):
    """Every format by the name that ``--format`` takes, in the order of its help."""

    renderer: Renderer
    scope: FormatScope

    def __new__(
        cls,
        name: str,
        renderer: Renderer = _render_table,
        scope: FormatScope = FormatScope.EVERY_ANSWER,
    ) -> Self:
        """Build a member that equals its name, with the function that writes it."""
        member = str.__new__(cls, name)
        member._value_ = name
        member.renderer = renderer
        member.scope = scope
        return member

    TABLE = "table", _render_table
    JSON = "json", _render_json
    JSONL = "jsonl", _render_jsonl
    CSV = "csv", _render_csv
    TSV = "tsv", _render_tsv
    MARKDOWN = "markdown", _render_markdown
    YAML = "yaml", _render_yaml
    BIBTEX = "bibtex", _render_bibtex, FormatScope.BIBLIOGRAPHY
    CSL_JSON = "csl-json", _render_csl, FormatScope.BIBLIOGRAPHY
    JSONSCHEMA = "jsonschema", _render_json, FormatScope.SCHEMA


def list_formats(scope: FormatScope) -> tuple[Format, ...]:
    """List the formats for answers of a scope."""
    return tuple(output_format for output_format in Format if output_format.scope is scope)


COMMON_FORMATS = list_formats(FormatScope.EVERY_ANSWER)
BIBLIOGRAPHY_FORMATS = list_formats(FormatScope.BIBLIOGRAPHY)


def render(answer: "Answer", output_format: Format, screen: Screen = PIPE_SCREEN) -> str:
    """Write an answer in a format, with a newline at its end."""
    return output_format.renderer(answer, screen)
