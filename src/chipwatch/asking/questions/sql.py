"""A question in SQL over the whole base, and its rows as an answer."""

from collections.abc import Iterator, Sequence

from ...model.problem import NotFoundError
from ...model.table import Answer, Column
from ...store.base import KnowledgeBase
from ...store.guard import Values
from ..asked import HELP, Asked
from ..select import Head, Rows, columns_help
from ..views import names
from ..where import asked as ask
from ..where import said_of_text

MOST = 10_000
"""Rows that an answer has at most."""
UNTRACED = "what a question in SQL rests on cannot be told: select sources from the table fact"


def sql(base: KnowledgeBase, question: str, asked: Asked) -> Answer:
    """The rows of a question; raises UsageError, UnknownNameError, and NotFoundError for none."""
    if asked.columns == HELP:
        return columns_help(list(_every(base)))
    labels, rows, _ = ask(base, question, MOST + 1)
    if not rows:
        hint = said_of_text(base, question) or "loosen its conditions"
        raise NotFoundError("no row answers the question", hint)
    heads = [_head(label, place, rows) for place, label in enumerate(_once(labels))]
    cut = (f"only the first {MOST:,} rows are shown",) if len(rows) > MOST else ()
    said = cut + ((UNTRACED,) if asked.cite else ())
    usual = [head.key for head in heads]
    return Rows("", heads, rows[:MOST], usual, asked._replace(cite=False), said=said)


def _every(base: KnowledgeBase) -> Iterator[Head[None]]:
    for table, columns in names(base).items():
        for column in columns:
            yield Head(f"{table}.{column}", table, lambda _: None)


def _once(labels: Sequence[str]) -> list[str]:
    """The names of columns, those that repeat told apart by a number."""
    found: list[str] = []
    for label in labels:
        same = sum(name == label or name.startswith(f"{label}_") for name in found)
        found.append(f"{label}_{same + 1}" if label in found else label)
    return found


def _head(label: str, place: int, rows: Sequence[Values]) -> Head[Values]:
    values = [row[place] for row in rows if row[place] is not None]
    numeric = bool(values) and all(isinstance(value, int | float) for value in values)
    return Head(label, label, lambda row: row[place], column=Column(label, numeric=numeric))
