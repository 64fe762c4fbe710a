"""Conditions and questions in SQL over a base, and what SQLite says of them in our words."""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import NoReturn

from ...model.entity import Entity
from ...model.kind import AnyField, Kind
from ...model.normalise import normalise_name
from ...model.numeric_fields import Amount, NumericField
from ...model.problem import NotFoundError, UnknownNameError, UsageError
from ...model.suggest import suggest_nearest
from ...store.knowledge_base import WHOLE_NAME, EntityRef, KnowledgeBase
from ..answers.graph import EntityGraph
from ..answers.numeric import RANGE_GAP, count_gaps, find_number, format_gaps
from ..answers.query_options import join_first_names
from .sandbox import (
    ALLOWED_FUNCTIONS,
    MAX_QUERY_SECONDS,
    ColumnsByTable,
    ColumnTypes,
    RejectedQueryError,
    ResultRow,
    SqlSandbox,
    build_condition_query,
)
from .tables import fill_tables, list_table_columns

_NO_COLUMN = re.compile(r"no such column: (?:\w+\.)?(.+)")
_NO_TABLE = re.compile(r"no such table: (.+)")
_NO_FUNCTION = re.compile(r"no such function: (.+)")
_LITERAL_OR_COMMENT = re.compile(r"'(?:[^']|'')*'|--[^\n]*|/\*.*?\*/", re.DOTALL)
"""Text in single quotes, and comments."""
_LITERAL = re.compile(r"'((?:[^']|'')*)'")
_QUOTED_NAME = re.compile(r"""(\bas\s+)?"((?:[^"]|"")*)\"""", re.IGNORECASE)
"""A name in double quotes, and whether it is given to a column of the answer."""
_SYNTAX_ERROR = re.compile(r'near "(.+)": syntax error')
_MAX_ROWS = 1_000_000_000
"""More rows than any base has."""


def filter_entities(
    graph: EntityGraph, kind: type[Kind], condition: str
) -> tuple[list[Entity], list[str]]:
    """The entities of a kind that meet a condition, and what has to be said of the others.

    One whose figure is a range meets it where both ends do. Raises UsageError, UnknownNameError,
    and NotFoundError where none does.
    """
    ids_by_low_end, columns_read = _find_matching_ids(graph, kind, condition, "low")
    figures = [
        field
        for name, field in kind.properties.items()
        if name in columns_read and isinstance(field, NumericField) and not field.is_multivalued
    ]
    has_ranges = any(RANGE_GAP in count_gaps(graph, graph.entities, field) for field in figures)
    ids_by_high_end = (
        _find_matching_ids(graph, kind, condition, "high")[0] if has_ranges else ids_by_low_end
    )
    matches = [entity for entity in graph.entities if entity.id in ids_by_low_end & ids_by_high_end]
    possible_names = [
        entity.name for entity in graph.entities if entity.id in ids_by_low_end ^ ids_by_high_end
    ]
    remarks = [
        *_iter_gap_remarks(graph, figures, possible_names),
        *_iter_currency_remarks(graph, kind, columns_read),
    ]
    if not matches:
        columns = f"run chipwatch {kind.name} --columns help to see the columns"
        hint = (
            "; ".join(filter(None, [explain_text_comparison(graph.base, condition), *remarks]))
            or columns
        )
        raise NotFoundError(f"no {kind.name} meets {condition!r}", hint)
    return matches, remarks


def explain_text_comparison(base: KnowledgeBase, query: str) -> str:
    """What to know of the texts in a question that nothing answers, if it has any."""
    texts = [text.replace("''", "'").strip("%") for text in _LITERAL.findall(query)]
    entity_by_text = ((text, _find_entity_called(base, text)) for text in dict.fromkeys(texts))
    explanations = [
        f"{text!r} is {entity_ref.name} of id {entity_ref.id}"
        for text, entity_ref in entity_by_text
        if entity_ref
    ]
    if explanations:
        return f"{', '.join(explanations)}: relations are compared by id, names letter by letter"
    return "text is compared letter by letter, case included" if texts else ""


def _find_entity_called(base: KnowledgeBase, text: str) -> EntityRef | None:
    """What is called so, a publication aside, if it is one thing and has not this very id."""
    entries = (
        base.find_names(normalise_name(base.simplify_name(text))) if normalise_name(text) else []
    )
    refs_by_id = {entry.entity.id: entry.entity for entry in entries if entry.grade == WHOLE_NAME}
    candidates = [
        entry for entry in refs_by_id.values() if entry.kind != "source" and text not in refs_by_id
    ]
    return candidates[0] if len(candidates) == 1 else None


def _find_matching_ids(
    graph: EntityGraph, kind: type[Kind], condition: str, end: str
) -> tuple[set[object], set[str]]:
    """The ids that meet a condition, ranges taken by one end, and the columns that it reads."""
    query = build_condition_query(kind.name, condition)
    _, rows, columns_read = run_sql(graph.base, query, _MAX_ROWS, (graph, kind.name, end))
    return {row[0] for row in rows}, columns_read.get(kind.name, set())


ConditionSubject = tuple[EntityGraph, str, str]
"""What a condition is about: entities, their kind, and the end that stands for their ranges."""


def run_sql(
    base: KnowledgeBase, query: str, max_rows: int, subject: ConditionSubject | None = None
) -> tuple[list[str], list[ResultRow], ColumnsByTable]:
    """The columns and rows of an answer, and what was read for it."""
    tables = list_table_columns(base)
    _check_quoted_names(query, tables, subject[1] if subject else "")
    sandbox = SqlSandbox(tables)
    try:
        columns_read = {
            table: set(column_names)
            for table, column_names in sandbox.find_columns_read(query).items()
        }
        fill_tables(base, sandbox, columns_read, subject)
        columns, rows = sandbox.run_query(query, max_rows)
    except (sqlite3.Error, sqlite3.Warning, RejectedQueryError, TimeoutError, MemoryError) as error:
        _raise_usage_error(error, tables, subject[1] if subject else "")
    except UnicodeEncodeError:
        hint = "write it in UTF-8"
        raise UsageError("the question holds bytes that are no text", hint) from None
    return columns, rows, columns_read


def _check_quoted_names(query: str, tables: ColumnTypes, kind: str) -> None:
    """Raise UnknownNameError for a name in double quotes that is none: SQLite takes it for text."""
    known_names = {*tables, *(column for columns in tables.values() for column in columns)}
    for quoted_name in _QUOTED_NAME.finditer(_LITERAL_OR_COMMENT.sub("''", query)):
        alias_keyword, name = quoted_name.groups()
        if not alias_keyword and name.casefold() not in known_names:
            raise _build_no_column_error(name, tables, kind)


def _iter_gap_remarks(
    graph: EntityGraph, figures: Iterable[AnyField], possible_names: Sequence[str]
) -> Iterator[str]:
    """What may meet a condition, and of how many a figure in it is not known."""
    if possible_names:
        yield f"may meet it, by one end of a range or bound: {join_first_names(possible_names)}"
    for field in figures:
        gap_counts = count_gaps(graph, graph.entities, field)
        gap_counts.pop(RANGE_GAP, None)
        if gap_counts:
            yield f"no {field.name} can be tested: {format_gaps(gap_counts)}"


def _iter_currency_remarks(
    graph: EntityGraph, kind: type[Kind], columns_read: set[str]
) -> Iterator[str]:
    """What has to be said of sums of money, each of which is in the currency of its source."""
    for name, field in kind.properties.items():
        if not isinstance(field, Amount) or field.is_multivalued:
            continue
        currency_column, usd_column = f"{name}_currency", f"{name}_usd"
        if (
            not columns_read.isdisjoint((name, f"{name}_low", f"{name}_high"))
            and currency_column not in columns_read
        ):
            yield (
                f"{name} is tested in whatever currency its source has: add {currency_column} = 'CNY',"
                f" or test {usd_column}"
            )
        if not columns_read.isdisjoint((usd_column, f"{usd_column}_low", f"{usd_column}_high")):
            stated_numbers = [find_number(graph, entity, field, "") for entity in graph.entities]
            usd_numbers = [find_number(graph, entity, field, "USD") for entity in graph.entities]
            count_without_usd = sum(
                stated_number is not None and usd_number is None
                for stated_number, usd_number in zip(stated_numbers, usd_numbers, strict=True)
            )
            if count_without_usd:
                yield f"no {usd_column} can be tested: {count_without_usd} stated in other currencies alone"


def _raise_usage_error(error: Exception, tables: ColumnTypes, kind: str) -> NoReturn:
    """Raise what SQLite says as an error of ours, with the remedy."""
    if isinstance(error, TimeoutError | MemoryError):
        hint = "ask for less: join on ids, and test a figure before texts"
        raise UsageError(
            f"the question took longer than {MAX_QUERY_SECONDS} s or too much memory", hint
        )
    if isinstance(error, RejectedQueryError):
        raise UsageError(str(error), _suggest_allowed_names(error, tables))
    message = str(error)
    if pattern_match := _NO_COLUMN.search(message):
        raise _build_no_column_error(pattern_match[1], tables, kind)
    if pattern_match := _NO_TABLE.search(message):
        hint = suggest_nearest(pattern_match[1], tables, f"the tables are {', '.join(tables)}")
        raise UnknownNameError(f"there is no table {pattern_match[1]!r}", hint, list(tables))
    if pattern_match := _NO_FUNCTION.search(message):
        raise UsageError(
            f"there is no function {pattern_match[1]}", _suggest_function(pattern_match[1])
        )
    if pattern_match := _SYNTAX_ERROR.search(message):
        raise UsageError(
            f"this is not SQL near {pattern_match[1]!r}",
            _explain_syntax_error(pattern_match[1], tables),
        )
    raise UsageError(f"SQL cannot answer this: {message}", "run chipwatch sql --help for examples")


def _suggest_allowed_names(error: RejectedQueryError, tables: ColumnTypes) -> str:
    if error.identifier and "function" in str(error):
        return _suggest_function(error.identifier)
    return suggest_nearest(error.identifier, tables, f"the tables are {', '.join(tables)}")


def _suggest_function(name: str) -> str:
    return suggest_nearest(
        name, ALLOWED_FUNCTIONS, f"functions: {', '.join(sorted(ALLOWED_FUNCTIONS))}"
    )


def _build_no_column_error(name: str, tables: ColumnTypes, kind: str) -> UnknownNameError:
    """The error that there is no such column, with the nearest of the kind or of all tables."""
    valid_names = (
        tables[kind]
        if kind
        else list(
            dict.fromkeys(column for table_columns in tables.values() for column in table_columns)
        )
    )
    other_tables = [table for table, columns in tables.items() if name in columns]
    hint = f"{name} is a column of {', '.join(other_tables)}" if other_tables else ""
    listing = f"run chipwatch {kind} --columns help to list them" if kind else ""
    hint = hint or suggest_nearest(name, valid_names, listing)
    quoted = f"put text in single quotes: '{name}'"
    remedy = " – ".join(filter(None, (hint, quoted)))
    return UnknownNameError(f"there is no column {name!r}", remedy, list(valid_names))


def _explain_syntax_error(word: str, tables: ColumnTypes) -> str:
    if any(word.lower() in columns for columns in tables.values()):
        return f'it is a word of SQL as well: write the column as "{word}"'
    return "write a condition such as tpp >= 4800 and designer_country = 'CN'"
