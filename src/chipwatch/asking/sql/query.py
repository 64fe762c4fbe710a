"""Answer a question in SQL over the whole base."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...model.answer import Answer
from ...model.problem import UsageError
from ...store.knowledge_base import KnowledgeBase
from ..answers.column_spec import ColumnSpec
from ..answers.columns import RowsAnswer, RowsSettings, build_columns_help, build_empty_error
from ..answers.query_options import HELP_REQUEST, QueryOptions
from .sandbox import (
    ColumnsByTable,
    QueryLimitError,
    RejectedQueryError,
    ResultRow,
    SqlSandbox,
    SqlValue,
)
from .sql_errors import build_query_error, check_quoted_names
from .tables import LoadedKind, fill_tables, list_table_columns
from .text_hints import explain_text_comparison

MAX_ROWS = 10_000
"""The rows that an answer has at most where the question sets no limit itself."""
UNTRACED_NOTE = "what a question in SQL rests on cannot be told: select sources from the table fact"


class QueryResult(NamedTuple):
    """The result of a question: its headings and rows, and the columns that were read for it."""

    labels: list[str]
    rows: list[ResultRow]
    columns_read: ColumnsByTable


def query_sql(base: KnowledgeBase, question: str, options: QueryOptions) -> Answer:
    """Answer a question in SQL; raises UsageError, UnknownNameError, NotFoundError for no rows."""
    if options.columns == HELP_REQUEST:
        return build_columns_help(list(_list_all_columns(base)))
    max_rows = max(MAX_ROWS, options.limit or 0)
    result = run_sql(base, question, max_rows + 1)
    rows = result.rows
    specs = [
        _build_column_spec(label, index, rows)
        for index, label in enumerate(_make_labels_unique(result.labels))
    ]
    if not rows:
        hint = explain_text_comparison(base, question) or "loosen its conditions"
        raise build_empty_error(specs, options, "no row answers the question", hint)
    is_limit_own = options.limit is None or bool(options.sort)
    is_cut = is_limit_own and len(rows) > max_rows
    cut_remark = (
        (f"cut off after {MAX_ROWS:,} rows: there are more; --limit says how many to give",)
        if is_cut
        else ()
    )
    remarks = cut_remark + ((UNTRACED_NOTE,) if options.cite else ())
    default_keys = [spec.key for spec in specs]
    return RowsAnswer(
        specs,
        rows[:max_rows],
        options._replace(cite=False),
        RowsSettings(title="", default_keys=default_keys, remarks=remarks, is_cut=is_cut),
    )


def run_sql(
    base: KnowledgeBase, query: str, max_rows: int, loaded: LoadedKind | None = None
) -> QueryResult:
    """Run a question in a sandbox with the tables that it reads.

    Raises UsageError, and UnknownNameError for a table or column that does not exist.
    """
    tables = list_table_columns(base)
    kind_name = loaded.kind_name if loaded else ""
    check_quoted_names(query, tables, kind_name)
    sandbox = SqlSandbox(tables)
    try:
        found_columns = sandbox.find_columns_read(query)
        columns_read = {table: set(columns) for table, columns in found_columns.items()}
        fill_tables(base, sandbox, columns_read, loaded)
        result = sandbox.run_query(query, max_rows)
    except (
        sqlite3.Error,
        sqlite3.Warning,
        RejectedQueryError,
        QueryLimitError,
        MemoryError,
    ) as error:
        raise build_query_error(error, query, tables, kind_name) from error
    except UnicodeEncodeError:
        hint = "write it in UTF-8"
        raise UsageError("the question holds bytes that are no text", hint) from None
    return QueryResult(labels=result.labels, rows=result.rows, columns_read=columns_read)


def _list_all_columns(base: KnowledgeBase) -> Iterator[ColumnSpec[None]]:
    for table, columns in list_table_columns(base).items():
        for column in columns:
            yield ColumnSpec(key=f"{table}.{column}", label=table)


def _make_labels_unique(labels: Sequence[str]) -> list[str]:
    """Tell columns of one name apart by a number."""
    unique_labels: list[str] = []
    for label in labels:
        repeat_count = sum(name == label or name.startswith(f"{label}_") for name in unique_labels)
        unique_labels.append(f"{label}_{repeat_count + 1}" if label in unique_labels else label)
    return unique_labels


def _build_column_spec(label: str, index: int, rows: Sequence[ResultRow]) -> ColumnSpec[ResultRow]:
    """Build the column at one place of all rows, aligned as numbers where it holds nothing else."""

    def get_value(row: ResultRow) -> SqlValue:
        return row[index]

    values = [row[index] for row in rows if row[index] is not None]
    numeric = bool(values) and all(isinstance(value, int | float) for value in values)
    return ColumnSpec(key=label, label=label, get_value=get_value, is_numeric=numeric)
