"""The functions of the Python interface that ask no opened base: the schema, and checking files."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Unpack

from .query_arguments import ColumnSelection, build_query_options
from .store.snapshot import use_kinds_of

if TYPE_CHECKING:
    from .model.answer import Answer
    from .store.file_check import CheckReport


def explain(
    topic: str = "",
    *,
    search: str = "",
    layers: Iterable[str] = (),
    **selection: Unpack[ColumnSelection],
) -> "Answer":
    """Explain the schema: all kinds, one kind, one property, or whatever mentions some words.

    It is that of the base made of ``layers``, which may declare kinds and properties.
    """
    from .asking.pages.schema_terms import explain_schema

    use_kinds_of(tuple(layers))
    return explain_schema(topic, search, build_query_options(selection, ColumnSelection))


def json_schema(kind: str = "", *, layers: Iterable[str] = ()) -> "Answer":
    """Give the schema of the fact files of one kind, or of all, as JSON Schema in ``to_data()``.

    It is that of the base made of ``layers``, which may declare kinds and properties.
    """
    from .asking.pages.json_schema import JsonSchemaAnswer

    use_kinds_of(tuple(layers))
    return JsonSchemaAnswer(kind)


def output_schema(command: str, *, layers: Iterable[str] = ()) -> "Answer":
    """Give the schema of what a command prints with ``--json``, as JSON Schema in ``to_data()``.

    It is that of the base made of ``layers``. Raises UnknownNameError.
    """
    from .shapes.output_schemas import OutputSchemaAnswer

    use_kinds_of(tuple(layers))
    return OutputSchemaAnswer(command)


def check(*paths: str, layers: Iterable[str] = ()) -> "CheckReport":
    """Find the problems of a base; or of some files and folders, read together with it."""
    from .store.file_check import check_files

    return check_files(tuple(layers), paths)
