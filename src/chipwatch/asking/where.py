"""Conditions and questions in SQL over a base, and what SQLite says of them in our words."""

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import NoReturn

from ..model.facts import Entity
from ..model.fields import Amount, Number
from ..model.kind import Kind
from ..model.nearest import did_you_mean
from ..model.problem import NotFoundError, UnknownNameError, UsageError
from ..store.base import KnowledgeBase
from ..store.guard import FUNCTIONS, SECONDS, Guarded, RefusedError, Values, Wants, meeting
from .around import Around
from .figures import gaps, said
from .views import fill, names

_NO_COLUMN = re.compile(r"no such column: (?:\w+\.)?(.+)")
_NO_TABLE = re.compile(r"no such table: (.+)")
_NO_FUNCTION = re.compile(r"no such function: (.+)")
_NEAR = re.compile(r'near "(.+)": syntax error')
_EVERY = 1_000_000_000
"""More rows than any base has."""


def fitting(around: Around, kind: type[Kind], condition: str) -> tuple[list[Entity], list[str]]:
    """The entities of a kind that meet a condition, and what has to be said of the others.

    Raises UsageError, UnknownNameError, and NotFoundError where none does.
    """
    question = meeting(kind.name, condition)
    _, rows, wants = asked(around.base, question, _EVERY, around, kind.name)
    met = {row[0] for row in rows}
    found = [entity for entity in around.entities if entity.id in met]
    left = list(_left_out(around, kind, wants.get(kind.name, set())))
    if not found:
        hint = "; ".join(left) or f"run chipwatch {kind.name} --columns help to see the columns"
        raise NotFoundError(f"no {kind.name} meets {condition!r}", hint)
    return found, left


def asked(
    base: KnowledgeBase, question: str, most: int, around: Around | None = None, kind: str = ""
) -> tuple[list[str], list[Values], Wants]:
    """The columns and rows of an answer, and what was read for it."""
    tables = names(base)
    guarded = Guarded(tables)
    try:
        wants = {table: set(wanted) for table, wanted in guarded.wants(question).items()}
        fill(base, guarded, wants, around)
        columns, rows = guarded.ask(question, most)
    except (sqlite3.Error, sqlite3.Warning, RefusedError, TimeoutError, MemoryError) as error:
        _explain(error, tables, kind)
    return columns, rows, wants


def _left_out(around: Around, kind: type[Kind], wanted: set[str]) -> Iterator[str]:
    """For each figure in a condition, of how many it is not known as one number."""
    for field in kind.properties.values():
        if field.name in wanted and isinstance(field, Amount | Number) and not field.many:
            found = gaps(around, around.entities, field)
            if found:
                more = f" (see {field.name}_low, {field.name}_high)" * ("a range or bound" in found)
                yield f"no one number of {field.name} can be tested: {said(found)}{more}"


def _explain(error: Exception, tables: Mapping[str, Sequence[str]], kind: str) -> NoReturn:
    """Raise what SQLite says as an error of ours, with the remedy."""
    if isinstance(error, TimeoutError | MemoryError):
        hint = "ask for less: join on ids, and test a figure before texts"
        raise UsageError(f"the question took longer than {SECONDS} s or too much memory", hint)
    if isinstance(error, RefusedError):
        raise UsageError(str(error), _refusal_hint(error, tables))
    words = str(error)
    if found := _NO_COLUMN.search(words):
        raise _no_column(found[1], tables, kind)
    if found := _NO_TABLE.search(words):
        hint = did_you_mean(found[1], tables, f"the tables are {', '.join(tables)}")
        raise UnknownNameError(f"there is no table {found[1]!r}", hint, list(tables))
    if found := _NO_FUNCTION.search(words):
        raise UsageError(f"there is no function {found[1]}", _function_hint(found[1]))
    if found := _NEAR.search(words):
        raise UsageError(f"this is not SQL near {found[1]!r}", _near_hint(found[1], tables))
    raise UsageError(f"SQL cannot answer this: {words}", "run chipwatch sql --help for examples")


def _refusal_hint(error: RefusedError, tables: Mapping[str, Sequence[str]]) -> str:
    if error.word and "function" in str(error):
        return _function_hint(error.word)
    return did_you_mean(error.word, tables, f"the tables are {', '.join(tables)}")


def _function_hint(name: str) -> str:
    return did_you_mean(name, FUNCTIONS, f"functions: {', '.join(sorted(FUNCTIONS))}")


def _no_column(name: str, tables: Mapping[str, Sequence[str]], kind: str) -> UnknownNameError:
    """The error that there is no such column, with the nearest of the kind or of all tables."""
    known = tables[kind] if kind else list(dict.fromkeys(c for t in tables.values() for c in t))
    others = [table for table, columns in tables.items() if name in columns]
    hint = f"{name} is a column of {', '.join(others)}" if others else ""
    listing = f"run chipwatch {kind} --columns help to list them" if kind else ""
    hint = hint or did_you_mean(name, known, listing)
    quoted = f"put text in single quotes: '{name}'"
    remedy = " – ".join(filter(None, (hint, quoted)))
    return UnknownNameError(f"there is no column {name!r}", remedy, list(known))


def _near_hint(word: str, tables: Mapping[str, Sequence[str]]) -> str:
    if any(word.lower() in columns for columns in tables.values()):
        return f'it is a word of SQL as well: write the column as "{word}"'
    return "write a condition such as tpp >= 4800 and designer_country = 'CN'"
