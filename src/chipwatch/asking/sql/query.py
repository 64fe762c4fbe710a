"""A question in SQL over the whole base, and its rows as an answer."""

from collections.abc import Iterator, Sequence

from ...model.answer import Answer
from ...model.problem import NotFoundError
from ...store.knowledge_base import KnowledgeBase
from ..answers.columns import ColumnSpec, RowsAnswer, RowsSettings, build_columns_help
from ..answers.query_options import HELP_REQUEST, QueryOptions
from .conditions import explain_text_comparison
from .conditions import run_sql as ask
from .sandbox import ResultRow
from .tables import list_table_columns

MAX_ROWS = 10_000
"""Rows that an answer has at most."""
UNTRACED_NOTE = "what a question in SQL rests on cannot be told: select sources from the table fact"


def query_sql(base: KnowledgeBase, question: str, options: QueryOptions) -> Answer:
    """The rows of a question; raises UsageError, UnknownNameError, and NotFoundError for none."""
    if options.columns == HELP_REQUEST:
        return build_columns_help(list(_list_all_columns(base)))
    labels, rows, _ = ask(base, question, MAX_ROWS + 1)
    if not rows:
        hint = explain_text_comparison(base, question) or "loosen its conditions"
        raise NotFoundError("no row answers the question", hint)
    specs = [
        _build_column_spec(label, index, rows)
        for index, label in enumerate(_make_labels_unique(labels))
    ]
    cut_remark = (f"only the first {MAX_ROWS:,} rows are shown",) if len(rows) > MAX_ROWS else ()
    remarks = cut_remark + ((UNTRACED_NOTE,) if options.cite else ())
    default_keys = [spec.key for spec in specs]
    return RowsAnswer(
        specs,
        rows[:MAX_ROWS],
        options._replace(cite=False),
        RowsSettings(title="", default_keys=default_keys, remarks=remarks),
    )


def _list_all_columns(base: KnowledgeBase) -> Iterator[ColumnSpec[None]]:
    for table, columns in list_table_columns(base).items():
        for column in columns:
            yield ColumnSpec(key=f"{table}.{column}", label=table)


def _make_labels_unique(labels: Sequence[str]) -> list[str]:
    """The names of columns, those that repeat told apart by a number."""
    unique_labels: list[str] = []
    for label in labels:
        repeat_count = sum(name == label or name.startswith(f"{label}_") for name in unique_labels)
        unique_labels.append(f"{label}_{repeat_count + 1}" if label in unique_labels else label)
    return unique_labels


def _build_column_spec(label: str, index: int, rows: Sequence[ResultRow]) -> ColumnSpec[ResultRow]:
    values = [row[index] for row in rows if row[index] is not None]
    numeric = bool(values) and all(isinstance(value, int | float) for value in values)
    return ColumnSpec(key=label, label=label, get_value=lambda row: row[index], is_numeric=numeric)
