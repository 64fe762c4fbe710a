"""Reading the tables of a base: damaged ones are built again, and the question is asked anew."""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from .rows import Row

RowType = TypeVar("RowType")

APPLICATION_ID = 0x63687077
"""What marks an SQLite file as ours: the letters chpw."""
IN_JSON_ARRAY = "IN (SELECT value FROM json_each(?))"
"""The condition that a column is among the values of an array."""


class Database(sqlite3.Connection):
    """A connection that closes itself when it is garbage-collected."""

    has_mixed_files = False
    """Whether fact files changed while they were read, time and again."""
    aside_path: Path | None = None
    """The file that it is in, where that is no snapshot yet; None in memory, or once it is one."""

    def drop_file(self) -> None:
        """Remove the file that it is in, if that is no snapshot; it can be read as before."""
        if self.aside_path:
            with suppress(OSError):  # where no open file can be removed, a sweep does it later
                self.aside_path.unlink()
            self.aside_path = None

    def close(self) -> None:
        """Close it; a file that is no snapshot goes with it."""
        self.drop_file()
        super().close()

    def __del__(self) -> None:
        """Close it; Python warns of one that is not."""
        self.close()


class TableReader:
    """Runs queries on the tables of a base; all readers of a base share one."""

    def __init__(self, connection: Database, rebuild: Callable[[], Database]) -> None:
        self._rebuild = rebuild
        self.rebuild_count = 0
        """How often the tables were built again; numbers of rows may be others since then."""
        self._set_connection(connection)

    @property
    def has_mixed_files(self) -> bool:
        """Whether fact files changed while they were read."""
        return self._connection.has_mixed_files

    def fetch(self, convert: Callable[[Row], RowType], sql: str, *values: object) -> list[RowType]:
        """Run a query and convert each row."""
        try:
            return self._fetch(convert, sql, values)
        except UnicodeEncodeError:  # half of a surrogate pair, which no text of a base has
            return self._fetch(convert, sql, tuple(map(_replace_surrogates, values)))
        except sqlite3.DatabaseError:
            self._connection.close()
            self._set_connection(self._rebuild())
            self.rebuild_count += 1
        return self._fetch(convert, sql, values)

    def trace(self, handle_statement: Callable[[str], None]) -> None:
        """Hand each statement that is run to a function."""
        self._connection.set_trace_callback(handle_statement)

    def close(self) -> None:
        """Close the connection; no query may follow."""
        self._connection.close()

    def _set_connection(self, connection: Database) -> None:
        self._connection = connection

    def _fetch(
        self, convert: Callable[[Row], RowType], sql: str, values: tuple[object, ...]
    ) -> list[RowType]:
        return [convert(row) for row in self._connection.execute(sql, values)]


def to_json_array(values: Iterable[str | int]) -> str:
    """Write a JSON array, which SQLite takes as one value whatever its length."""
    from json import dumps

    return dumps(list(values))


def _replace_surrogates(value: object) -> object:
    return value.encode(errors="replace").decode() if isinstance(value, str) else value
