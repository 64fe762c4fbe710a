"""A database for one question in SQL: it can only be read, and only for so long.

Whatever the question says, SQLite asks the guard before it does anything: reading the tables of the
question and calling functions that only compute are allowed, all else is refused.
"""

import sqlite3
import time
from collections.abc import Iterable, Mapping, Sequence

from ...store.knowledge_base import Database

MAX_QUERY_SECONDS = 5
"""How long a question may take."""
MAX_QUERY_MEGABYTES = 500
"""How much memory it may take, beyond what this process has taken at its peak."""
_MAX_TEXT_LENGTH = 1_000_000
"""In any text that comes up while it is answered."""
_STEPS_BETWEEN_CHECKS = 10_000
"""Of SQLite's machine between two looks at the clock."""
ALLOWED_FUNCTIONS = frozenset(
    ("abs", "avg", "ceil", "coalesce", "count", "date", "dense_rank", "first_value", "floor",
     "format", "glob", "group_concat", "ifnull", "iif", "instr", "julianday", "lag", "last_value",
     "lead", "length", "like", "likely", "lower", "ltrim", "max", "min", "nth_value", "ntile",
     "nullif", "percent_rank", "pow", "power", "printf", "rank", "replace", "round", "row_number",
     "rtrim", "sign", "sqrt", "strftime", "substr", "substring", "sum", "total", "trim", "typeof",
     "unicode", "upper")
)  # fmt: skip
"""Functions that compute from what they are given, and make nothing large out of nothing."""
INFINITY = float("inf")
_READ_ACTIONS = frozenset((sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE))
_SQLITE_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: _MAX_TEXT_LENGTH,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 200,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}

ResultRow = tuple[str | int | float | None, ...]
"""A row."""
ColumnsByTable = dict[str, set[str]]
"""The columns that a question reads, by table."""


def build_condition_query(table: str, condition: str) -> str:
    """The question which entities meet a condition, whatever comments it ends with."""
    return f"SELECT id FROM {_quote_identifier(table)} WHERE (\n{condition}\n)"


class RejectedQueryError(Exception):
    """The question cannot be asked; says why, and which function or table was in the way."""

    def __init__(self, message: str, identifier: str = "") -> None:
        super().__init__(message)
        self.identifier = identifier


ColumnTypes = Mapping[str, Mapping[str, str]]
"""By table the columns, each with the type that what it is compared with is taken for."""


class SqlSandbox:
    """Tables in memory that a question in SQL is asked of."""

    def __init__(self, tables: ColumnTypes) -> None:
        self.tables = tables
        self._columns_read: ColumnsByTable = {}
        self._refusal, self._refused_identifier, self._is_select = "", "", False
        self._deadline = self._memory_limit = 0.0
        self._connection = sqlite3.connect(":memory:", factory=Database)
        for name, columns in tables.items():
            column_definitions = ", ".join(
                f"{_quote_identifier(key)} {type_}" for key, type_ in columns.items()
            )
            self._connection.execute(
                f"CREATE TABLE {_quote_identifier(name)} ({column_definitions})"
            )
        for limit, bound in _SQLITE_LIMITS.items():
            self._connection.setlimit(limit, bound)
        self._connection.execute("PRAGMA temp_store = MEMORY")

    def find_columns_read(self, query: str) -> ColumnsByTable:
        """What a question reads; raises RefusedError, or the errors of SQLite."""
        self._connection.set_authorizer(self._check_action)
        try:
            self._connection.execute(f"EXPLAIN {query}").close()
        except (sqlite3.Error, sqlite3.Warning):
            self._raise_refusal()
            raise
        finally:
            self._connection.set_authorizer(None)
        if not self._is_select:
            raise RejectedQueryError("only SELECT is answered")
        return self._columns_read

    def fill_table(self, table: str, rows: Iterable[Sequence[object]]) -> None:
        """Put the rows of a table into it."""
        placeholders = ",".join("?" * len(self.tables[table]))
        sql = f"INSERT INTO {_quote_identifier(table)} VALUES ({placeholders})"
        self._connection.executemany(sql, rows)
        self._connection.commit()

    def run_query(self, query: str, max_rows: int) -> tuple[list[str], list[ResultRow]]:
        """The columns and at most so many rows; raises as ``wants`` does, and TimeoutError."""
        self._connection.execute("PRAGMA query_only = ON")
        self._connection.set_authorizer(self._check_action)
        self._deadline, self._memory_limit = (
            time.monotonic() + MAX_QUERY_SECONDS,
            _measure_peak_megabytes() + MAX_QUERY_MEGABYTES,
        )
        self._connection.set_progress_handler(self._should_stop, _STEPS_BETWEEN_CHECKS)
        try:
            cursor = self._connection.execute(query)
            rows = [tuple(map(_convert_value, row)) for row in cursor.fetchmany(max_rows)]
            return [column[0] for column in cursor.description], rows
        except sqlite3.OperationalError as error:
            if str(error) == "interrupted":
                raise TimeoutError from None
            self._raise_refusal()
            raise
        finally:
            self._connection.set_progress_handler(None, 0)

    def _raise_refusal(self) -> None:
        """Say what was refused, where SQLite gave up because of that."""
        if self._refusal:
            raise RejectedQueryError(self._refusal, self._refused_identifier) from None

    def _check_action(
        self, action: int, first_argument: str | None, second_argument: str | None, _database: str | None,
        _trigger: str | None,
    ) -> int:  # fmt: skip
        if action in _READ_ACTIONS:
            self._is_select = True
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_READ and first_argument in self.tables:
            self._columns_read.setdefault(str(first_argument), set()).add(str(second_argument))
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_READ and not second_argument:
            return sqlite3.SQLITE_OK  # the rows of a part of the question itself are counted
        if action == sqlite3.SQLITE_FUNCTION and second_argument in ALLOWED_FUNCTIONS:
            return sqlite3.SQLITE_OK
        self._refusal, self._refused_identifier = _explain_refusal(
            action, first_argument, second_argument
        )
        return sqlite3.SQLITE_DENY

    def _should_stop(self) -> bool:
        return time.monotonic() > self._deadline or _measure_peak_megabytes() > self._memory_limit


def _convert_value(value: object) -> str | int | float | None:
    """A value as text where it is bytes, or a number that no format for scripts has."""
    if isinstance(value, bytes):
        return value.hex()
    is_infinite = isinstance(value, float) and value in (INFINITY, -INFINITY)
    return str(value) if is_infinite else value  # type: ignore[return-value]  # SQLite has no others


def _explain_refusal(
    action: int, first_argument: str | None, second_argument: str | None
) -> tuple[str, str]:
    if action == sqlite3.SQLITE_FUNCTION:
        return f"the function {second_argument} is not answered", str(second_argument)
    if action == sqlite3.SQLITE_READ:
        return f"there is no table {first_argument!r}", str(first_argument)
    return "only SELECT is answered: nothing can be written, attached or set", ""


def _measure_peak_megabytes() -> float:
    """The most memory that this process has taken; nothing where the system does not say."""
    try:
        from resource import RUSAGE_SELF, getrusage
    except ImportError:
        return 0
    return getrusage(RUSAGE_SELF).ru_maxrss / 1024


def _quote_identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
