"""A database in memory for one SQL question: read-only, and limited in time and memory.

SQLite asks the authorizer before every action. Reading the tables of the question and calling
functions that only compute are allowed; everything else is denied.
"""

import sqlite3
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ...store.table_reader import Database
from .with_clauses import WithTableError, check_expansion

try:
    import resource
except ImportError:  # Windows has no such module
    resource = None  # type: ignore[assignment]

MAX_QUERY_SECONDS = 5
"""The time that a question may take."""
MAX_QUERY_MEGABYTES = 500
"""The memory that a question may take on top of what the process took at its peak before."""
MAX_RESULT_MEGABYTES = 50
"""The size of all rows of a result: formats hold them up to ten times over while writing."""
MAX_TEXT_LENGTH = 20_000
"""The bytes of any text or row while a question runs.

SQLite looks at the clock between steps only, and one function call is one step: on texts of this
length the slowest one, trim(), takes 0.05 s. The longest text of the facts that come with the
package has 468 bytes.
"""
MAX_FUNCTION_CALLS = 100
"""The calls of functions that may stand in a question.

SQLite looks at the clock where its program jumps, and so not between the calls for one row: 1,900
of them took 19 s. This many of the slowest take as long as a question may.
"""
_STEPS_BETWEEN_CHECKS = 100
"""The steps of SQLite's virtual machine between two looks at the clock."""
_CHECKS_PER_MEMORY_CHECK = 16
"""The looks at the clock for one at the memory, which costs more."""
_MEMORY_UNITS_PER_MEGABYTE = {"darwin": 2**20}
"""The unit of ru_maxrss: bytes on macOS, kilobytes elsewhere."""
ALLOWED_FUNCTIONS = frozenset(
    {"abs", "avg", "ceil", "coalesce", "count", "date", "dense_rank", "first_value", "floor",
     "format", "glob", "group_concat", "ifnull", "iif", "instr", "julianday", "lag", "last_value",
     "lead", "length", "like", "likely", "lower", "ltrim", "max", "min", "nth_value", "ntile",
     "nullif", "percent_rank", "pow", "power", "printf", "rank", "replace", "round", "row_number",
     "rtrim", "sign", "sqrt", "strftime", "substr", "substring", "sum", "total", "trim", "typeof",
     "unicode", "upper"}
)  # fmt: skip
"""Functions that compute from their arguments, and make nothing large out of nothing."""
INFINITY = float("inf")
_READ_ACTIONS = frozenset((sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE))
_SQLITE_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: MAX_TEXT_LENGTH,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 200,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}

SqlValue = str | int | float | None
ResultRow = tuple[SqlValue, ...]
ColumnsByTable = dict[str, set[str]]
"""The columns that a question reads, by table."""
ColumnTypes = Mapping[str, Mapping[str, str]]
"""The columns of each table, each with its type affinity."""


class ResultRows(NamedTuple):
    """The headings and the rows of a result."""

    labels: list[str]
    rows: list[ResultRow]


class RejectedQueryError(Exception):
    """A question that is not allowed, with the function or the table that is to blame."""

    def __init__(self, message: str, *, function: str = "", table: str = "") -> None:
        super().__init__(message)
        self.function, self.table = function, table


class QueryLimitError(Exception):
    """A question that was stopped at a limit; the message says at which."""


class SqlSandbox:
    """Tables in memory that one SQL question is asked of."""

    def __init__(self, tables: ColumnTypes) -> None:
        self.tables = tables
        self._columns_read: ColumnsByTable = {}
        self._rejection: RejectedQueryError | QueryLimitError | None = None
        self._is_select = False
        self._call_count = 0
        self._limits = _Limits()
        self._connection = sqlite3.connect(":memory:", factory=Database)
        for name, columns in tables.items():
            column_definitions = ", ".join(
                f"{_quote_identifier(key)} {affinity}" for key, affinity in columns.items()
            )
            self._connection.execute(
                f"CREATE TABLE {_quote_identifier(name)} ({column_definitions})"
            )
        for limit, bound in _SQLITE_LIMITS.items():
            self._connection.setlimit(limit, bound)
        self._connection.execute("PRAGMA temp_store = MEMORY")

    def find_columns_read(self, query: str) -> ColumnsByTable:
        """Find what a question reads without running it.

        Raises RejectedQueryError where it is not allowed, QueryLimitError, the errors of SQLite.
        """
        try:
            check_expansion(query)
        except WithTableError as error:
            raise RejectedQueryError(str(error)) from None
        self._call_count = 0
        self._connection.set_authorizer(self._check_action)
        try:
            self._connection.execute(f"EXPLAIN {query}").close()
        except (sqlite3.Error, sqlite3.Warning):
            self._raise_rejection()
            raise
        finally:
            self._connection.set_authorizer(None)
        if not self._is_select:
            raise RejectedQueryError("only SELECT is answered")
        return self._columns_read

    def fill_table(self, table: str, rows: Iterable[Sequence[object]]) -> None:
        """Insert the rows of a table."""
        placeholders = ",".join("?" * len(self.tables[table]))
        sql = f"INSERT INTO {_quote_identifier(table)} VALUES ({placeholders})"
        self._connection.executemany(sql, rows)
        self._connection.commit()

    def run_query(self, query: str, max_rows: int) -> ResultRows:
        """Run a question and return the first rows of its result.

        Raises RejectedQueryError, QueryLimitError and the errors of SQLite.
        """
        self._call_count = 0
        self._connection.execute("PRAGMA query_only = ON")
        self._connection.set_authorizer(self._check_action)
        self._limits.start()
        self._connection.set_progress_handler(self._limits.should_stop, _STEPS_BETWEEN_CHECKS)
        try:
            cursor = self._connection.execute(query)
            rows = _fetch_rows(cursor, max_rows)
            return ResultRows([column[0] for column in cursor.description], rows)
        except sqlite3.OperationalError as error:
            if str(error) == "interrupted":
                self._limits.raise_stop_reason()
            self._raise_rejection()
            raise
        finally:
            self._connection.set_progress_handler(None, 0)

    def _raise_rejection(self) -> None:
        """Raise what the authorizer denied, where SQLite gave up because of that."""
        if self._rejection:
            raise self._rejection from None

    def _check_action(
        self,
        action: int,
        first_argument: str | None,
        second_argument: str | None,
        _database: str | None,
        _trigger: str | None,
    ) -> int:
        """Allow or deny an action; the arguments are those of SQLite's authorizer."""
        if action in _READ_ACTIONS:
            self._is_select = True
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_READ and first_argument in self.tables:
            self._columns_read.setdefault(str(first_argument), set()).add(str(second_argument))
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_READ and not second_argument:
            return sqlite3.SQLITE_OK  # the rows of a part of the question itself are counted
        if action == sqlite3.SQLITE_FUNCTION and second_argument in ALLOWED_FUNCTIONS:
            return self._count_call()
        self._rejection = _build_rejection(action, first_argument, second_argument)
        return sqlite3.SQLITE_DENY

    def _count_call(self) -> int:
        """Count a call of a function that stands in the question; deny one too many."""
        self._call_count += 1
        if self._call_count <= MAX_FUNCTION_CALLS:
            return sqlite3.SQLITE_OK
        message = f"the question calls more than {MAX_FUNCTION_CALLS} functions"
        self._rejection = QueryLimitError(message)
        return sqlite3.SQLITE_DENY


class _Limits:
    """The limits of time and memory of a running question."""

    def __init__(self) -> None:
        self._deadline = self._max_megabytes = 0.0
        self._check_count = 0
        self._stop_reason = ""

    def start(self) -> None:
        """Begin to count time and memory."""
        self._deadline = time.monotonic() + MAX_QUERY_SECONDS
        self._max_megabytes = measure_peak_megabytes() + MAX_QUERY_MEGABYTES

    def should_stop(self) -> bool:
        """Return whether a limit is reached, as SQLite's progress handler."""
        if time.monotonic() > self._deadline:
            self._stop_reason = f"longer than {MAX_QUERY_SECONDS} s"
            return True
        self._check_count += 1
        if self._check_count % _CHECKS_PER_MEMORY_CHECK:
            return False
        if measure_peak_megabytes() > self._max_megabytes:
            self._stop_reason = f"more than {MAX_QUERY_MEGABYTES} MB of memory"
            return True
        return False

    def raise_stop_reason(self) -> None:
        """Raise what interrupted the question.

        Where no limit did, it was Ctrl-C: Python raises it in the progress handler, where SQLite's
        module turns any exception into an interruption.
        """
        if self._stop_reason:
            raise QueryLimitError(f"the question took {self._stop_reason}") from None
        raise KeyboardInterrupt


def build_condition_query(table: str, condition: str) -> str:
    """Build the question which entities meet a condition, whatever comments it ends with."""
    return f"SELECT id FROM {_quote_identifier(table)} WHERE (\n{condition}\n)"


def measure_peak_megabytes() -> float:
    """Measure the most memory that this process has taken; 0 where the system does not say."""
    if sys.platform == "win32" or resource is None:
        return 0
    units_per_megabyte = _MEMORY_UNITS_PER_MEGABYTE.get(sys.platform, 2**10)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / units_per_megabyte


def _fetch_rows(cursor: sqlite3.Cursor, max_rows: int) -> list[ResultRow]:
    """Fetch the first rows of a result; raises QueryLimitError where they are too large."""
    rows: list[ResultRow] = []
    free_bytes = MAX_RESULT_MEGABYTES * 2**20
    while len(rows) < max_rows and (stored_row := cursor.fetchone()) is not None:
        row = tuple(map(_convert_value, stored_row))
        free_bytes -= sys.getsizeof(row) + sum(map(sys.getsizeof, row))
        if free_bytes < 0:
            raise QueryLimitError(f"the answer is larger than {MAX_RESULT_MEGABYTES} MB")
        rows.append(row)
    return rows


def _convert_value(value: object) -> SqlValue:
    """Convert bytes, and numbers that JSON does not have, to text."""
    if isinstance(value, bytes):
        return value.hex()
    is_infinite = isinstance(value, float) and value in (INFINITY, -INFINITY)
    return str(value) if is_infinite else value  # type: ignore[return-value]  # SQLite has no others


def _build_rejection(
    action: int, first_argument: str | None, second_argument: str | None
) -> RejectedQueryError:
    if action == sqlite3.SQLITE_FUNCTION:
        function = str(second_argument)
        return RejectedQueryError(f"the function {function} is not answered", function=function)
    if action == sqlite3.SQLITE_READ:
        table = str(first_argument)
        return RejectedQueryError(f"there is no table {table!r}", table=table)
    return RejectedQueryError("only SELECT is answered: nothing can be written, attached or set")


def _quote_identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
