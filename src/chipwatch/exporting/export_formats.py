"""The formats of an export.

To add one, write a module here with a function that writes it, and a member of ``ExportFormat``.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Self

from ..asking.answers.serialise import serialise_source
from ..model.answer import Json
from ..showing.formats import encode_text
from .export_content import ExportContent

Written = bytes | Mapping[str, bytes]
"""What a format comes to: the bytes of a file, or those of the files of a folder by path."""


def _write_sqlite(content: ExportContent) -> Written:
    from .sqlite_export import write_sqlite

    return write_sqlite(content)


def _write_csv(content: ExportContent) -> Written:
    from .csv_package import write_csv_package

    return write_csv_package(content)


def _write_jsonl(content: ExportContent) -> Written:
    from .json_lines import write_json_lines

    return write_json_lines(content)


def _write_parquet(content: ExportContent) -> Written:
    from .parquet_export import write_parquet

    return write_parquet(content)


def _write_xlsx(content: ExportContent) -> Written:
    from .workbook import write_workbook

    return write_workbook(content)


def _write_ftm(content: ExportContent) -> Written:
    from .follow_the_money import write_entities

    return write_entities(content)


def _write_ftm_statements(content: ExportContent) -> Written:
    from .follow_the_money import write_statements

    return write_statements(content)


def _write_graphml(content: ExportContent) -> Written:
    from .graph_files import write_graphml

    return write_graphml(content)


def _write_mermaid(content: ExportContent) -> Written:
    from .graph_files import write_mermaid

    return write_mermaid(content)


def _write_vault(content: ExportContent) -> Written:
    from .markdown_vault import write_vault

    return write_vault(content)


def _write_csl(content: ExportContent) -> Written:
    from ..showing.bibliography import render_csl

    return encode_text(render_csl(_list_sources(content)))


def _write_bibtex(content: ExportContent) -> Written:
    from ..showing.bibliography import render_bibtex

    return encode_text(render_bibtex(_list_sources(content)))


def _list_sources(content: ExportContent) -> Json:
    return [{**serialise_source(source), "kind": "source"} for source in content.sources.values()]


class ExportFormat(StrEnum):
    """Every format by the name that ``export`` takes, with what it is for and who writes it."""

    meaning: str
    writer: Callable[[ExportContent], Written]
    is_folder: bool

    def __new__(
        cls,
        name: str,
        meaning: str = "",
        writer: Callable[[ExportContent], Written] = _write_jsonl,
        is_folder: bool = False,  # noqa: FBT001, FBT002 - the parts of a declaration, in order
    ) -> Self:
        """Build a member that equals its name."""
        member = str.__new__(cls, name)
        member._value_ = name
        member.meaning, member.writer, member.is_folder = meaning, writer, is_folder
        return member

    SQLITE = "sqlite", "one file of tables, for Datasette and SQL", _write_sqlite
    CSV = "csv", "a folder of tables with a Frictionless data package", _write_csv, True
    JSONL = "jsonl", "one entity a line, with everything a fact file says", _write_jsonl
    PARQUET = "parquet", "a folder of typed tables, for DuckDB and pandas", _write_parquet, True
    XLSX = "xlsx", "an Excel workbook, a sheet for each table", _write_xlsx
    FTM = "ftm", "entities of FollowTheMoney, for yente", _write_ftm
    FTM_STATEMENTS = "ftm-statements", "statements of FollowTheMoney", _write_ftm_statements
    GRAPHML = "graphml", "relations, for Gephi, yEd, networkx", _write_graphml
    MERMAID = "mermaid", "relations as a flow chart in text", _write_mermaid
    OBSIDIAN = "obsidian", "a vault of linked Markdown notes", _write_vault, True
    CSL_JSON = "csl-json", "sources, for Zotero and Pandoc", _write_csl
    BIBTEX = "bibtex", "sources, for LaTeX", _write_bibtex
