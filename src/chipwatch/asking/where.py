"""Conditions and questions in SQL over a base, and what SQLite says of them in our words."""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import NoReturn

from ..model.facts import Entity
from ..model.fields import Amount, Figure
from ..model.kind import AnyField, Kind
from ..model.naming import key
from ..model.nearest import did_you_mean
from ..model.problem import NotFoundError, UnknownNameError, UsageError
from ..store.base import WHOLE, Brief, KnowledgeBase
from ..store.guard import (
    FUNCTIONS,
    SECONDS,
    Guarded,
    RefusedError,
    Tables,
    Values,
    Wants,
    meeting,
)
from .around import Around
from .asked import few
from .figures import RANGE, figure, gaps, said
from .views import fill, names

_NO_COLUMN = re.compile(r"no such column: (?:\w+\.)?(.+)")
_NO_TABLE = re.compile(r"no such table: (.+)")
_NO_FUNCTION = re.compile(r"no such function: (.+)")
_TEXT = re.compile(r"'(?:[^']|'')*'|--[^\n]*|/\*.*?\*/", re.DOTALL)
"""Text in single quotes, and comments."""
_LITERAL = re.compile(r"'((?:[^']|'')*)'")
_QUOTED = re.compile(r"""(\bas\s+)?"((?:[^"]|"")*)\"""", re.IGNORECASE)
"""A name in double quotes, and whether it is given to a column of the answer."""
_NEAR = re.compile(r'near "(.+)": syntax error')
_EVERY = 1_000_000_000
"""More rows than any base has."""


def fitting(around: Around, kind: type[Kind], condition: str) -> tuple[list[Entity], list[str]]:
    """The entities of a kind that meet a condition, and what has to be said of the others.

    One whose figure is a range meets it where both ends do. Raises UsageError, UnknownNameError,
    and NotFoundError where none does.
    """
    low, wants = _meeting(around, kind, condition, "low")
    figures = [
        field
        for name, field in kind.properties.items()
        if name in wants and isinstance(field, Figure) and not field.many
    ]
    unsure = any(RANGE in gaps(around, around.entities, field) for field in figures)
    high = _meeting(around, kind, condition, "high")[0] if unsure else low
    found = [entity for entity in around.entities if entity.id in low & high]
    maybe = [entity.name for entity in around.entities if entity.id in low ^ high]
    left = [*_left_out(around, figures, maybe), *_of_money(around, kind, wants)]
    if not found:
        columns = f"run chipwatch {kind.name} --columns help to see the columns"
        hint = "; ".join(filter(None, [said_of_text(around.base, condition), *left])) or columns
        raise NotFoundError(f"no {kind.name} meets {condition!r}", hint)
    return found, left


def said_of_text(base: KnowledgeBase, question: str) -> str:
    """What to know of the texts in a question that nothing answers, if it has any."""
    texts = [text.replace("''", "'").strip("%") for text in _LITERAL.findall(question)]
    meant = ((text, _meant(base, text)) for text in dict.fromkeys(texts))
    told = [f"{text!r} is {one.name} of id {one.id}" for text, one in meant if one]
    if told:
        return f"{', '.join(told)}: relations are compared by id, names letter by letter"
    return "text is compared letter by letter, case included" if texts else ""


def _meant(base: KnowledgeBase, text: str) -> Brief | None:
    """What is called so, a publication aside, if it is one thing and has not this very id."""
    named = base.named(key(base.plain(text))) if key(text) else []
    ids = {one.entity.id: one.entity for one in named if one.grade == WHOLE}
    things = [one for one in ids.values() if one.kind != "source" and text not in ids]
    return things[0] if len(things) == 1 else None


def _meeting(
    around: Around, kind: type[Kind], condition: str, end: str
) -> tuple[set[object], set[str]]:
    """The ids that meet a condition, ranges taken by one end, and the columns that it reads."""
    question = meeting(kind.name, condition)
    _, rows, wants = asked(around.base, question, _EVERY, (around, kind.name, end))
    return {row[0] for row in rows}, wants.get(kind.name, set())


Here = tuple[Around, str, str]
"""What a condition is about: entities, their kind, and the end that stands for their ranges."""


def asked(
    base: KnowledgeBase, question: str, most: int, here: Here | None = None
) -> tuple[list[str], list[Values], Wants]:
    """The columns and rows of an answer, and what was read for it."""
    tables = names(base)
    _check_quoted(question, tables, here[1] if here else "")
    guarded = Guarded(tables)
    try:
        wants = {table: set(wanted) for table, wanted in guarded.wants(question).items()}
        fill(base, guarded, wants, here)
        columns, rows = guarded.ask(question, most)
    except (sqlite3.Error, sqlite3.Warning, RefusedError, TimeoutError, MemoryError) as error:
        _explain(error, tables, here[1] if here else "")
    except UnicodeEncodeError:
        hint = "write it in UTF-8"
        raise UsageError("the question holds bytes that are no text", hint) from None
    return columns, rows, wants


def _check_quoted(question: str, tables: Tables, kind: str) -> None:
    """Raise UnknownNameError for a name in double quotes that is none: SQLite takes it for text."""
    known = {*tables, *(column for columns in tables.values() for column in columns)}
    for found in _QUOTED.finditer(_TEXT.sub("''", question)):
        renames, name = found.groups()
        if not renames and name.casefold() not in known:
            raise _no_column(name, tables, kind)


def _left_out(around: Around, figures: Iterable[AnyField], maybe: Sequence[str]) -> Iterator[str]:
    """What may meet a condition, and of how many a figure in it is not known."""
    if maybe:
        yield f"may meet it, by one end of a range or bound: {few(maybe)}"
    for field in figures:
        found = gaps(around, around.entities, field)
        found.pop(RANGE, None)
        if found:
            yield f"no {field.name} can be tested: {said(found)}"


def _of_money(around: Around, kind: type[Kind], wants: set[str]) -> Iterator[str]:
    """What has to be said of sums of money, each of which is in the currency of its source."""
    for name, field in kind.properties.items():
        if not isinstance(field, Amount) or field.many:
            continue
        own, dollars = f"{name}_currency", f"{name}_usd"
        if not wants.isdisjoint((name, f"{name}_low", f"{name}_high")) and own not in wants:
            yield (
                f"{name} is tested in whatever currency its source has: add {own} = 'CNY',"
                f" or test {dollars}"
            )
        if not wants.isdisjoint((dollars, f"{dollars}_low", f"{dollars}_high")):
            known = [figure(around, one, field, "") for one in around.entities]
            in_usd = [figure(around, one, field, "USD") for one in around.entities]
            lacking = sum(a is not None and b is None for a, b in zip(known, in_usd, strict=True))
            if lacking:
                yield f"no {dollars} can be tested: {lacking} stated in other currencies alone"


def _explain(error: Exception, tables: Tables, kind: str) -> NoReturn:
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


def _refusal_hint(error: RefusedError, tables: Tables) -> str:
    if error.word and "function" in str(error):
        return _function_hint(error.word)
    return did_you_mean(error.word, tables, f"the tables are {', '.join(tables)}")


def _function_hint(name: str) -> str:
    return did_you_mean(name, FUNCTIONS, f"functions: {', '.join(sorted(FUNCTIONS))}")


def _no_column(name: str, tables: Tables, kind: str) -> UnknownNameError:
    """The error that there is no such column, with the nearest of the kind or of all tables."""
    known = tables[kind] if kind else list(dict.fromkeys(c for t in tables.values() for c in t))
    others = [table for table, columns in tables.items() if name in columns]
    hint = f"{name} is a column of {', '.join(others)}" if others else ""
    listing = f"run chipwatch {kind} --columns help to list them" if kind else ""
    hint = hint or did_you_mean(name, known, listing)
    quoted = f"put text in single quotes: '{name}'"
    remedy = " – ".join(filter(None, (hint, quoted)))
    return UnknownNameError(f"there is no column {name!r}", remedy, list(known))


def _near_hint(word: str, tables: Tables) -> str:
    if any(word.lower() in columns for columns in tables.values()):
        return f'it is a word of SQL as well: write the column as "{word}"'
    return "write a condition such as tpp >= 4800 and designer_country = 'CN'"
