"""Answer the commands of kinds: the pages of some entities, or all of a kind in a table.

A command line of a kind, names and ``--json`` needs no option parsed, and loading Typer would take
half of the time of its answer: ``run_plain_lookup`` answers it without, by the same functions.
"""

import os
from typing import TYPE_CHECKING

from ..model.problem import EXIT_ANSWERED, UsageError
from ..model.schema import KINDS
from ..showing.formats import BIBLIOGRAPHY_FORMATS, COMMON_FORMATS
from .environment import COMPLETION_VARIABLE
from .options import JSON_OPTION, build_options
from .query_runner import CommandQuery, note_idle_cite, run_function, start_query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .options import CommandOptions


def show_kind(kind: str, names: "Sequence[str]", options: "CommandOptions") -> int:
    """Show the pages of the entities named, or list the kind where none is."""
    keywords = options.keywords
    if names and keywords.pop("where", ""):
        raise UsageError("--where picks from the whole list", "leave out the names, or --where")
    query = start_query(note_idle_cite(options) if names else options)
    if names:
        return query.show(query.base.page(*names, kind=kind, **keywords))
    return _show_listing(query, kind)


def _show_listing(query: CommandQuery, kind: str) -> int:
    """List a kind; its table has the columns that the configuration says."""
    configuration = query.options.configuration
    table_columns = configuration.columns.get(kind, ()) if configuration else ()
    keywords = query.options.keywords | {"table_columns": table_columns}
    return query.show(query.base.listing(kind, **keywords))


def is_plain_lookup(words: "Sequence[str]") -> bool:
    """Tell whether a command line is a kind and names, with no option but ``--json``."""
    kind, *remaining_words = words
    return (
        kind in KINDS
        and all(word == JSON_OPTION or word[:1] not in ("", "-") for word in remaining_words)
        and COMPLETION_VARIABLE not in os.environ
    )


def run_plain_lookup(words: "Sequence[str]") -> int:
    """Run a plain look-up as its command does; returns the exit code."""
    kind, *remaining_words = words
    formats = (*COMMON_FORMATS, *BIBLIOGRAPHY_FORMATS)
    values: dict[str, object] = {"json": JSON_OPTION in remaining_words, "data": None}
    options = build_options(values, words, formats)
    names = [word for word in remaining_words if word != JSON_OPTION]
    code = run_function(show_kind, {"kind": kind, "names": names, "options": options})
    return EXIT_ANSWERED if code is None else code
