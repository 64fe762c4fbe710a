"""A database for one question in SQL: it can only be read, and only for so long.

Whatever the question says, SQLite asks the guard before it does anything: reading the tables of the
question and calling functions that only compute are allowed, all else is refused.
"""

import sqlite3
import time
from collections.abc import Iterable, Mapping, Sequence

from .base import Database

SECONDS = 5
"""How long a question may take."""
MEGABYTES = 500
"""How much memory it may take, beyond what this process has taken at its peak."""
_LETTERS = 1_000_000
"""In any text that comes up while it is answered."""
_STEPS = 10_000
"""Of SQLite's machine between two looks at the clock."""
FUNCTIONS = frozenset(
    ("abs", "avg", "ceil", "coalesce", "count", "date", "dense_rank", "first_value", "floor",
     "format", "glob", "group_concat", "ifnull", "iif", "instr", "julianday", "lag", "last_value",
     "lead", "length", "like", "likely", "lower", "ltrim", "max", "min", "nth_value", "ntile",
     "nullif", "percent_rank", "pow", "power", "printf", "rank", "replace", "round", "row_number",
     "rtrim", "sign", "sqrt", "strftime", "substr", "substring", "sum", "total", "trim", "typeof",
     "unicode", "upper")
)  # fmt: skip
"""Functions that compute from what they are given, and make nothing large out of nothing."""
INFINITE = float("inf")
_READING = frozenset((sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE))
_BOUNDS = {
    sqlite3.SQLITE_LIMIT_LENGTH: _LETTERS,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 200,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}

Values = tuple[str | int | float | None, ...]
"""A row."""
Wants = dict[str, set[str]]
"""The columns that a question reads, by table."""


def meeting(table: str, condition: str) -> str:
    """The question which entities meet a condition, whatever comments it ends with."""
    return f"SELECT id FROM {_quoted(table)} WHERE (\n{condition}\n)"


class RefusedError(Exception):
    """The question cannot be asked; says why, and which function or table was in the way."""

    def __init__(self, message: str, word: str = "") -> None:
        super().__init__(message)
        self.word = word


Tables = Mapping[str, Mapping[str, str]]
"""By table the columns, each with the type that what it is compared with is taken for."""


class Guarded:
    """Tables in memory that a question in SQL is asked of."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self._wants: Wants = {}
        self._refused, self._word, self._selects = "", "", False
        self._ends = self._most = 0.0
        self._connection = sqlite3.connect(":memory:", factory=Database)
        for name, columns in tables.items():
            listed = ", ".join(f"{_quoted(key)} {type_}" for key, type_ in columns.items())
            self._connection.execute(f"CREATE TABLE {_quoted(name)} ({listed})")
        for limit, most in _BOUNDS.items():
            self._connection.setlimit(limit, most)
        self._connection.execute("PRAGMA temp_store = MEMORY")

    def wants(self, question: str) -> Wants:
        """What a question reads; raises RefusedError, or the errors of SQLite."""
        self._connection.set_authorizer(self._allow)
        try:
            self._connection.execute(f"EXPLAIN {question}").close()
        except (sqlite3.Error, sqlite3.Warning):
            self._refuse()
            raise
        finally:
            self._connection.set_authorizer(None)
        if not self._selects:
            raise RefusedError("only SELECT is answered")
        return self._wants

    def fill(self, table: str, rows: Iterable[Sequence[object]]) -> None:
        """Put the rows of a table into it."""
        marks = ",".join("?" * len(self.tables[table]))
        sql = f"INSERT INTO {_quoted(table)} VALUES ({marks})"
        self._connection.executemany(sql, rows)
        self._connection.commit()

    def ask(self, question: str, most: int) -> tuple[list[str], list[Values]]:
        """The columns and at most so many rows; raises as ``wants`` does, and TimeoutError."""
        self._connection.execute("PRAGMA query_only = ON")
        self._connection.set_authorizer(self._allow)
        self._ends, self._most = time.monotonic() + SECONDS, _megabytes() + MEGABYTES
        self._connection.set_progress_handler(self._stop, _STEPS)
        try:
            cursor = self._connection.execute(question)
            rows = [tuple(map(_told, row)) for row in cursor.fetchmany(most)]
            return [column[0] for column in cursor.description], rows
        except sqlite3.OperationalError as error:
            if str(error) == "interrupted":
                raise TimeoutError from None
            self._refuse()
            raise
        finally:
            self._connection.set_progress_handler(None, 0)

    def _refuse(self) -> None:
        """Say what was refused, where SQLite gave up because of that."""
        if self._refused:
            raise RefusedError(self._refused, self._word) from None

    def _allow(
        self, action: int, first: str | None, second: str | None, _database: str | None,
        _trigger: str | None,
    ) -> int:  # fmt: skip
        if action in _READING:
            self._selects = True
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_READ and first in self.tables:
            self._wants.setdefault(str(first), set()).add(str(second))
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_READ and not second:
            return sqlite3.SQLITE_OK  # the rows of a part of the question itself are counted
        if action == sqlite3.SQLITE_FUNCTION and second in FUNCTIONS:
            return sqlite3.SQLITE_OK
        self._refused, self._word = _why_not(action, first, second)
        return sqlite3.SQLITE_DENY

    def _stop(self) -> bool:
        return time.monotonic() > self._ends or _megabytes() > self._most


def _told(value: object) -> str | int | float | None:
    """A value as text where it is bytes, or a number that no format for scripts has."""
    if isinstance(value, bytes):
        return value.hex()
    infinite = isinstance(value, float) and value in (INFINITE, -INFINITE)
    return str(value) if infinite else value  # type: ignore[return-value]  # SQLite has no others


def _why_not(action: int, first: str | None, second: str | None) -> tuple[str, str]:
    if action == sqlite3.SQLITE_FUNCTION:
        return f"the function {second} is not answered", str(second)
    if action == sqlite3.SQLITE_READ:
        return f"there is no table {first!r}", str(first)
    return "only SELECT is answered: nothing can be written, attached or set", ""


def _megabytes() -> float:
    """The most memory that this process has taken; nothing where the system does not say."""
    try:
        from resource import RUSAGE_SELF, getrusage
    except ImportError:
        return 0
    return getrusage(RUSAGE_SELF).ru_maxrss / 1024


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
