"""The formats an answer can be written in.

To add one, write a function here that imports the module that renders it, and a member of
``Format`` that names the function and what sets the format apart.
"""

from collections.abc import Callable, Iterable
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, NamedTuple, Self

from ..model.problem import UsageError
from .screen import PIPE_SCREEN, Screen

if TYPE_CHECKING:
    from ..model.answer import Answer


Renderer = Callable[["Answer", Screen], str | bytes]
"""Writes an answer as text with a newline at its end, or as the bytes of a file."""


class FormatScope(Enum):
    """Which answers a format can write."""

    EVERY_ANSWER = "every answer"
    BIBLIOGRAPHY = "the sources of answers that cite some"
    SCHEMA = "the schema"
    CHART = "charts"
    RELATIONS = "answers that say what is linked"
    PROBLEMS = "the problems of fact files"


class FormatContent(Enum):
    """What a format is made from, and so for whom it is."""

    TABLES = "tables for readers, which mark what is disputed"
    DATA = "everything, for scripts"
    ROWS = "rows under one heading, for spreadsheets and scripts"


class FormatTraits(NamedTuple):
    """What sets a format apart; all else asks for these and never for a format by its name."""

    content: FormatContent = FormatContent.TABLES
    endings: tuple[str, ...] = ()
    """The endings of its files; of formats that share one, the first is meant."""
    scope: FormatScope = FormatScope.EVERY_ANSWER
    has_json_errors: bool = False
    """Whether errors are JSON too."""
    has_receipt: bool = False
    """Whether a receipt stands in the answer; of others on standard error."""
    is_page: bool = False
    """Whether it is a page that is sent on, with what a terminal shows in the head of a page."""
    is_binary: bool = False
    """Whether it is bytes that no terminal shows."""


def _render_table(answer: "Answer", screen: Screen) -> str:
    """Write tables fitted to a terminal, or at natural width for a pipe; a chart is drawn."""
    chart = answer.to_chart()
    if chart is not None:
        from .terminal.chart_drawing import draw_chart

        return draw_chart(chart, screen)
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

    return render_csv(answer.to_rows(), answer.list_row_keys())


def _render_tsv(answer: "Answer", _: Screen) -> str:
    from .separated_values import render_tsv

    return render_tsv(answer.to_rows(), answer.list_row_keys())


def _render_markdown(answer: "Answer", _: Screen) -> str:
    from .markdown_table import render_markdown

    return render_markdown(answer.to_page_tables())


def _render_yaml(answer: "Answer", _: Screen) -> str:
    from .yaml_format import render_yaml

    return render_yaml(answer.to_data())


def _render_bibtex(answer: "Answer", _: Screen) -> str:
    from .bibliography import render_bibtex

    return render_bibtex(answer.to_bibliography())


def _render_csl(answer: "Answer", _: Screen) -> str:
    from .bibliography import render_csl

    return render_csl(answer.to_bibliography())


def _render_mermaid(answer: "Answer", _: Screen) -> str:
    from .relation_graphs import render_mermaid

    return render_mermaid(answer.to_relation_graph())


def _render_graphml(answer: "Answer", _: Screen) -> str:
    from .relation_graphs import render_graphml

    return render_graphml(answer.to_relation_graph())


def _render_html(answer: "Answer", _: Screen) -> str:
    from .html_page import render_html_page

    return render_html_page(answer.to_page_tables(), answer.to_chart())


def _render_svg(answer: "Answer", _: Screen) -> str:
    from .picture import render_svg

    return render_svg(answer)


def _render_png(answer: "Answer", _: Screen) -> bytes:
    from .picture import render_png

    return render_png(answer)


def _render_xlsx(answer: "Answer", _: Screen) -> bytes:
    from .spreadsheet import render_xlsx

    return render_xlsx(answer.to_rows(), answer.list_row_keys(), answer.collect_part_types())


def _render_problem_lines(answer: "Answer", _: Screen) -> str:
    from .problem_report import render_problems

    return render_problems(answer.list_problems())


def _render_github(answer: "Answer", _: Screen) -> str:
    from .annotations import render_github

    return render_github(answer.list_problems())


def _render_sarif(answer: "Answer", _: Screen) -> str:
    from .annotations import render_sarif

    return render_sarif(answer.list_problems())


_PAGE = FormatTraits(is_page=True)
_JSON = FormatTraits(FormatContent.DATA, (".json",), has_json_errors=True)


class Format(StrEnum):
    """Every format by the name that ``--format`` takes, in the order of its help."""

    renderer: Renderer
    traits: FormatTraits

    def __new__(
        cls,
        name: str,
        renderer: Renderer = _render_table,
        traits: FormatTraits = FormatTraits(),  # noqa: B008 - it is immutable
    ) -> Self:
        """Build a member that equals its name, with the function that writes it."""
        member = str.__new__(cls, name)
        member._value_ = name
        member.renderer = renderer
        member.traits = traits
        return member

    TABLE = "table", _render_table, FormatTraits(endings=(".txt",))
    JSON = "json", _render_json, _JSON._replace(has_receipt=True)
    JSONL = "jsonl", _render_jsonl, _JSON._replace(endings=(".jsonl", ".ndjson"))
    CSV = "csv", _render_csv, FormatTraits(FormatContent.ROWS, (".csv",))
    TSV = "tsv", _render_tsv, FormatTraits(FormatContent.ROWS, (".tsv", ".tab"))
    MARKDOWN = "markdown", _render_markdown, _PAGE._replace(endings=(".md", ".markdown"))
    YAML = (
        "yaml",
        _render_yaml,
        FormatTraits(FormatContent.DATA, (".yaml", ".yml"), has_receipt=True),
    )
    HTML = "html", _render_html, _PAGE._replace(endings=(".html", ".htm"))
    XLSX = "xlsx", _render_xlsx, FormatTraits(FormatContent.ROWS, (".xlsx",), is_binary=True)
    BIBTEX = (
        "bibtex",
        _render_bibtex,
        FormatTraits(FormatContent.DATA, (".bib",), FormatScope.BIBLIOGRAPHY),
    )
    CSL_JSON = (
        "csl-json",
        _render_csl,
        FormatTraits(FormatContent.DATA, (".json",), FormatScope.BIBLIOGRAPHY),
    )
    SVG = "svg", _render_svg, FormatTraits(endings=(".svg",), scope=FormatScope.CHART)
    PNG = (
        "png",
        _render_png,
        FormatTraits(endings=(".png",), scope=FormatScope.CHART, is_binary=True),
    )
    MERMAID = (
        "mermaid",
        _render_mermaid,
        FormatTraits(endings=(".mmd", ".mermaid"), scope=FormatScope.RELATIONS),
    )
    GRAPHML = (
        "graphml",
        _render_graphml,
        FormatTraits(endings=(".graphml",), scope=FormatScope.RELATIONS),
    )
    JSONSCHEMA = "jsonschema", _render_json, _JSON._replace(scope=FormatScope.SCHEMA)
    TEXT = "text", _render_problem_lines, FormatTraits(scope=FormatScope.PROBLEMS)
    GITHUB = (
        "github",
        _render_github,
        FormatTraits(FormatContent.DATA, scope=FormatScope.PROBLEMS),
    )
    SARIF = (
        "sarif",
        _render_sarif,
        FormatTraits(FormatContent.DATA, (".sarif",), FormatScope.PROBLEMS),
    )


def list_formats(scope: FormatScope) -> tuple[Format, ...]:
    """List the formats for answers of a scope."""
    return tuple(output_format for output_format in Format if output_format.traits.scope is scope)


COMMON_FORMATS = list_formats(FormatScope.EVERY_ANSWER)
TEXT_FORMATS = tuple(
    output_format for output_format in COMMON_FORMATS if not output_format.traits.is_binary
)
PROBLEM_FORMATS = list_formats(FormatScope.PROBLEMS)
CHART_FORMATS = list_formats(FormatScope.CHART)
BIBLIOGRAPHY_FORMATS = list_formats(FormatScope.BIBLIOGRAPHY)
RELATION_FORMATS = list_formats(FormatScope.RELATIONS)


def find_format_by_ending(path: str, formats: Iterable[Format] = Format) -> Format | None:
    """Find the format of a file by the ending of its name; None where that names none of them."""
    return next((form for form in formats if has_ending(form, path)), None)


def has_ending(output_format: Format, path: str) -> bool:
    """Return whether the name of a file has an ending of a format."""
    return path.lower().endswith(output_format.traits.endings)


def render(answer: "Answer", output_format: Format, screen: Screen = PIPE_SCREEN) -> str:
    """Write an answer as a text with a newline at its end; raises UsageError if it is no text."""
    content = output_format.renderer(answer, screen)
    if isinstance(content, bytes):
        raise UsageError(
            f"{output_format} is no text",
            "write it to a file: -o FILE, or chipwatch.save in Python",
        )
    return content


def render_bytes(answer: "Answer", output_format: Format, screen: Screen = PIPE_SCREEN) -> bytes:
    """Write an answer as the bytes of a file, a text in UTF-8."""
    content = output_format.renderer(answer, screen)
    return encode_text(content) if isinstance(content, str) else content


def encode_text(text: str) -> bytes:
    """Encode a text as the bytes of a file, with what is no text escaped."""
    return text.encode(errors="backslashreplace")
