"""The manual page of chipwatch in troff, made from the help of its commands and from ``docs/``."""

import re
from collections.abc import Iterable, Iterator

from ..version import __version__
from .command_spec import PROGRAM_HELP, CommandSpec, build_help
from .documents import collect_documents, read_document

GENERATED_TOPICS = ("reference",)
"""Documents that are left out, as the help of the commands says the same."""
_CODE_SPAN = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*")
_LINK = re.compile(r"\[([^]]+)\]\([^)]+\)")
_HEADING = re.compile(r"(#+) +(.*)")
_BULLET = re.compile(r"[-*] +(.*)")


def build_man_page(commands: Iterable[CommandSpec]) -> str:
    """Build the page, for ``man -l`` or a folder ``man1``."""
    return "\n".join(_write_page(commands)) + "\n"


def _write_page(commands: Iterable[CommandSpec]) -> Iterator[str]:
    summary = " ".join(PROGRAM_HELP.partition("\n\n")[0].split())
    yield f'.TH CHIPWATCH 1 "" "chipwatch {__version__}" "User Commands"'
    yield from (".SH NAME", r"chipwatch \- ask a sourced base about the US\-China AI\-chip contest")
    yield from (".SH SYNOPSIS", ".B chipwatch", "COMMAND [ARGUMENTS] [OPTIONS]")
    yield from (".SH DESCRIPTION", _escape_line(summary), ".SH COMMANDS")
    for spec in commands:
        yield f".SS {_escape(spec.name)}"
        yield from _write_literal(build_help(spec).splitlines())
    for document in collect_documents().values():
        if document.topic not in GENERATED_TOPICS:
            yield from convert_markdown(read_document(document))


def convert_markdown(text: str) -> Iterator[str]:
    """Convert the Markdown of our documents to lines of troff.

    Headings, paragraphs, lists, and blocks of code are known; tables are kept as they are written.
    """
    lines = iter(text.splitlines())
    for line in lines:
        if line.startswith("```"):
            yield from _write_literal(_take_code(lines))
        elif line.startswith("|"):
            yield from _write_literal([line])
        else:
            yield from _convert_line(line)


def _convert_line(line: str) -> Iterator[str]:
    heading, bullet = _HEADING.fullmatch(line), _BULLET.fullmatch(line)
    if heading:
        macro = ".SH" if len(heading[1]) == 1 else ".SS"
        yield f"{macro} {_convert_inline(heading[2])}"
    elif bullet:
        yield r".IP \(bu 2"
        yield _protect(_convert_inline(bullet[1]))
    elif line.strip():
        yield _protect(_convert_inline(line.strip()))
    else:
        yield ".PP"


def _take_code(lines: Iterator[str]) -> Iterator[str]:
    """Take the lines up to the end of a block of code."""
    for line in lines:
        if line.startswith("```"):
            return
        yield line


def _write_literal(lines: Iterable[str]) -> Iterator[str]:
    """Write lines that are neither filled nor broken."""
    yield ".EX"
    yield from map(_escape_line, lines)
    yield ".EE"


def _convert_inline(text: str) -> str:
    """Convert code, bold text and links within a line."""
    plain = _escape(_LINK.sub(r"\1", text))
    return _CODE_SPAN.sub(_make_bold, plain)


def _make_bold(span: re.Match[str]) -> str:
    return rf"\fB{span[1] or span[2]}\fR"


def _escape_line(line: str) -> str:
    return _protect(_escape(line))


def _escape(text: str) -> str:
    """Escape what troff would take for a command of its own, or for a typographic hyphen."""
    return text.replace("\\", r"\e").replace("-", r"\-")


def _protect(line: str) -> str:
    """Keep a line from being taken for a macro."""
    return rf"\&{line}" if line.startswith((".", "'")) else line
