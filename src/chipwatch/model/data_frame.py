"""Answers as pandas data frames: numbers as numbers, dates as dates, one dtype a column."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .dates import Date
from .problem import ChipwatchError
from .quantity import Quantity

if TYPE_CHECKING:
    from pandas import DataFrame

UNKNOWN_NUMBER = Quantity(None, None)
"""The record value of a number that is not known, which still has its three columns."""
UNKNOWN_DATE = Date("", 0, 0)
"""The record value of a date that is not known, which still has its three columns."""
_EPOCH_ORDINAL = 719_163
"""The proleptic ordinal of 1970-01-01, from which numpy counts days."""
_MAX_INT64 = 2**63 - 1


class MissingLibraryError(ChipwatchError, ImportError):
    """A library is not installed that only some uses need."""

    code = "missing-library"


def build_data_frame(records: Sequence[Mapping[str, object]]) -> "DataFrame":
    """Build a data frame with a row for each record; raises MissingLibraryError without pandas.

    A Quantity becomes three columns of floats: ``NAME`` with the number where there is one,
    ``NAME_low`` and ``NAME_high`` with the ends that are stated. A Date becomes three columns of
    days: ``NAME`` where the day is known, ``NAME_first`` and ``NAME_last`` with the days that it
    may be. Lists are joined with semicolons, and a column of numbers and texts is all text.
    """
    try:
        import pandas as pd
    except ImportError as error:
        message = "pandas is not installed, and data frames need it"
        raise MissingLibraryError(message, "run pip install pandas") from error
    columns: dict[str, Any] = {}
    for key in dict.fromkeys(key for record in records for key in record):
        for name, dtype, values in _iter_columns(key, [record.get(key) for record in records]):
            columns[name] = pd.array(values, dtype=dtype)
    return pd.DataFrame(columns)


_Column = tuple[str, str, list[Any]]
"""A column of a frame: name, dtype, values."""


def _iter_columns(key: str, values: Sequence[object]) -> Iterable[_Column]:
    types = {type(value) for value in values if value is not None}
    if Quantity in types and types <= {Quantity, int, float}:
        return _iter_number_columns(key, [_to_quantity(value) for value in values])
    if types == {Date}:
        return _iter_date_columns(key, [_to_date(value) for value in values])
    return [(key, *_convert_plain_values(values, types))]


def _to_quantity(value: object) -> Quantity:
    if isinstance(value, Quantity):
        return value
    return Quantity(value, value) if isinstance(value, int | float) else UNKNOWN_NUMBER


def _to_date(value: object) -> Date:
    return value if isinstance(value, Date) else UNKNOWN_DATE


def _iter_number_columns(key: str, quantities: Sequence[Quantity]) -> Iterable[_Column]:
    yield key, "float64", [_to_float(quantity.exact_number) for quantity in quantities]
    yield f"{key}_low", "float64", [_to_float(quantity.low) for quantity in quantities]
    yield f"{key}_high", "float64", [_to_float(quantity.high) for quantity in quantities]


def _to_float(number: float | None) -> float:
    return float("nan") if number is None else float(number)


def _iter_date_columns(key: str, dates: Sequence[Date]) -> Iterable[_Column]:
    days = [date.first if date.first == date.last else 0 for date in dates]
    yield key, "datetime64[s]", [_to_datetime(ordinal) for ordinal in days]
    yield f"{key}_first", "datetime64[s]", [_to_datetime(date.first) for date in dates]
    yield f"{key}_last", "datetime64[s]", [_to_datetime(date.last) for date in dates]


def _to_datetime(ordinal: int) -> object:
    """Convert a proleptic ordinal to a numpy day; 0 to no day."""
    from numpy import datetime64

    return datetime64(ordinal - _EPOCH_ORDINAL, "D") if ordinal else datetime64("NaT", "D")


def _convert_plain_values(values: Sequence[object], types: set[type]) -> tuple[str, list[Any]]:
    """Give the dtype of a column of plain values, and the values in it."""
    if types == {bool}:
        return ("boolean" if None in values else "bool"), list(values)
    if types == {int} and all(abs(value) <= _MAX_INT64 for value in _list_integers(values)):
        return ("Int64" if None in values else "int64"), list(values)
    if types and types <= {int, float}:
        return "float64", [float("nan") if value is None else value for value in values]
    return "string", [None if value is None else _to_text(value) for value in values]


def _list_integers(values: Iterable[object]) -> list[int]:
    return [value for value in values if isinstance(value, int)]


def _to_text(value: object) -> str:
    if isinstance(value, Date):
        return value.text
    if isinstance(value, Quantity):
        from .quantity import to_yaml_text

        return to_yaml_text(value)
    if isinstance(value, dict):
        from json import dumps

        return dumps(value, ensure_ascii=False)
    if isinstance(value, list | tuple):
        return "; ".join(_to_text(item) for item in value)
    return str(value)
