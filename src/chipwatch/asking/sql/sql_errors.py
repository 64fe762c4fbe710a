"""What SQLite says of a question, as errors of this package with a hint."""

import re
from collections.abc import Iterable

from ...model.problem import ChipwatchError, UnknownNameError, UsageError
from ...model.suggest import suggest_nearest
from .sandbox import (
    ALLOWED_FUNCTIONS,
    MAX_TEXT_LENGTH,
    ColumnTypes,
    QueryLimitError,
    RejectedQueryError,
)

_NO_COLUMN = re.compile(r"no such column: (?:\w+\.)?(.+)")
_NO_TABLE = re.compile(r"no such table: (.+)")
_NO_FUNCTION = re.compile(r"no such function: (.+)")
_SYNTAX_ERROR = re.compile(r'near "(.+)": syntax error')
_TOO_LONG = "string or blob too big"
_LITERAL_OR_COMMENT = re.compile(r"'(?:[^']|'')*'|--[^\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL)
_QUOTED_NAME = re.compile(r"""(\bas\s+)?"((?:[^"]|"")*)\"""", re.IGNORECASE)
"""A name in double quotes, and the AS before it that gives it to a column of the answer."""


def check_quoted_names(query: str, tables: ColumnTypes, kind_name: str) -> None:
    """Raise UnknownNameError for a name in double quotes that is none: SQLite takes it for text."""
    known_names = {*tables, *_list_columns(tables.values())}
    for quoted_name in _QUOTED_NAME.finditer(_LITERAL_OR_COMMENT.sub("''", query)):
        alias_keyword, name = quoted_name.groups()
        if not alias_keyword and name.casefold() not in known_names:
            raise _build_no_column_error(name, query, tables, kind_name)


def _pick_tables(query: str, tables: ColumnTypes) -> ColumnTypes:
    """Pick the tables that a question names; all where it names none."""
    words = set(re.findall(r"\w+", _LITERAL_OR_COMMENT.sub("''", query).casefold()))
    return {name: columns for name, columns in tables.items() if name in words} or tables


def build_query_error(
    error: Exception, query: str, tables: ColumnTypes, kind_name: str
) -> ChipwatchError:
    """Build the error that explains why a question has no answer.

    ``kind_name`` is the kind that a condition is about, empty for a question over all tables.
    """
    if isinstance(error, MemoryError):
        return UsageError("the question took too much memory", _suggest_smaller_question())
    if isinstance(error, QueryLimitError):
        return UsageError(str(error), _suggest_smaller_question())
    if isinstance(error, RejectedQueryError):
        return UsageError(str(error), _suggest_allowed_name(error, tables))
    return _build_sqlite_error(str(error), query, tables, kind_name)


def _build_sqlite_error(
    message: str, query: str, tables: ColumnTypes, kind_name: str
) -> ChipwatchError:
    """Build an error from a message of SQLite."""
    if match := _NO_COLUMN.search(message):
        return _build_no_column_error(match[1], query, tables, kind_name)
    if match := _NO_TABLE.search(message):
        hint = _suggest_table(match[1], tables)
        return UnknownNameError(f"there is no table {match[1]!r}", hint, list(tables))
    if match := _NO_FUNCTION.search(message):
        return UsageError(f"there is no function {match[1]}", _suggest_function(match[1]))
    if match := _SYNTAX_ERROR.search(message):
        return UsageError(
            f"this is not SQL near {match[1]!r}", _explain_syntax_error(match[1], tables)
        )
    if _TOO_LONG in message:
        return UsageError(
            f"a text or row in the question is longer than {MAX_TEXT_LENGTH:,} bytes",
            "ask for fewer columns, or for shorter texts",
        )
    return UsageError(f"SQL cannot answer this: {message}", "run chipwatch sql --help for examples")


def _suggest_smaller_question() -> str:
    return "ask for less: join on ids, and test a figure before texts"


def _suggest_allowed_name(error: RejectedQueryError, tables: ColumnTypes) -> str:
    """Suggest a function for a rejected function, and a table for anything else."""
    if error.function:
        return _suggest_function(error.function)
    return _suggest_table(error.table, tables)


def _suggest_function(name: str) -> str:
    listing = f"functions: {', '.join(sorted(ALLOWED_FUNCTIONS))}"
    return suggest_nearest(name, ALLOWED_FUNCTIONS, listing)


def _suggest_table(name: str, tables: ColumnTypes) -> str:
    return suggest_nearest(name, tables, f"the tables are {', '.join(tables)}")


def _build_no_column_error(
    name: str, query: str, tables: ColumnTypes, kind_name: str
) -> UnknownNameError:
    """Build the error for an unknown column, with the nearest of the tables that are asked."""
    named_tables = {kind_name: tables[kind_name]} if kind_name else _pick_tables(query, tables)
    valid_names = _list_columns(named_tables.values())
    other_tables = [table for table, columns in tables.items() if name in columns]
    other_tables_hint = f"{name} is a column of {', '.join(other_tables)}" if other_tables else ""
    listing = f"run chipwatch {kind_name} --columns help to list them" if kind_name else ""
    name_hint = other_tables_hint or suggest_nearest(name, valid_names, listing)
    quotes_hint = f"put text in single quotes: '{name}'"
    hint = " – ".join(filter(None, (name_hint, quotes_hint)))
    return UnknownNameError(f"there is no column {name!r}", hint, valid_names)


def _list_columns(tables: Iterable[Iterable[str]]) -> list[str]:
    """List the columns of several tables, each once."""
    return list(dict.fromkeys(column for columns in tables for column in columns))


def _explain_syntax_error(word: str, tables: ColumnTypes) -> str:
    if any(word.lower() in columns for columns in tables.values()):
        return f'it is a word of SQL as well: write the column as "{word}"'
    return "write a condition such as tpp >= 4800 and designer_country = 'CN'"
