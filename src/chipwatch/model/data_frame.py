"""Answers as pandas data frames: numbers as numbers, days as days, one dtype a column."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self

from .part_type import PartType
from .problem import ChipwatchError

if TYPE_CHECKING:
    from pandas import DataFrame


_MAX_INT64 = 2**63 - 1


class MissingLibraryError(ChipwatchError, ImportError):
    """A library is not installed that only some uses need."""

    code = "missing-library"

    @classmethod
    def build(cls, library: str, purpose: str, extra: str) -> Self:
        """Build the error that a library is missing, and how the extra with it is installed."""
        from .installation import format_extra_command

        message = f"{library} is not installed, and {purpose} it"
        return cls(message, f"run {format_extra_command(extra)}")


def build_data_frame(
    rows: Sequence[Mapping[str, object]], part_types: Mapping[str, PartType] | None = None
) -> "DataFrame":
    """Build a data frame of rows; raises MissingLibraryError without pandas.

    A column whose type is declared has the dtype of that: float64, datetime64 or string. Of any
    other the values decide: lists are joined with semicolons, numbers and texts are all text.
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise MissingLibraryError.build("pandas", "data frames need", "pandas") from error
    columns: dict[str, Any] = {}
    for key in dict.fromkeys(key for row in rows for key in row):
        part_type = (part_types or {}).get(key, PartType.PLAIN)
        dtype, values = _convert_values([row.get(key) for row in rows], part_type)
        columns[key] = pd.array(values, dtype=dtype)
    return pd.DataFrame(columns)


def _convert_values(values: Sequence[object], part_type: PartType) -> tuple[str, list[Any]]:
    """Give the dtype of a column, and the values in it."""
    if part_type is PartType.NUMBER:
        return "float64", [_to_float(value) for value in values]
    if part_type is PartType.DAY:
        return "datetime64[s]", [_to_datetime(value) for value in values]
    return _convert_plain_values(values)


def _to_float(number: object) -> float:
    return float(number) if isinstance(number, int | float) else float("nan")


def _to_datetime(day: object) -> object:
    """Convert a day such as 2025-02-24 to a numpy day; None to no day."""
    from numpy import datetime64

    return datetime64(day, "D") if isinstance(day, str) else datetime64("NaT", "D")


def _convert_plain_values(values: Sequence[object]) -> tuple[str, list[Any]]:
    """Give the dtype of a column of plain values, and the values in it."""
    types = {type(value) for value in values if value is not None}
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
    if isinstance(value, dict):
        from json import dumps

        return dumps(value, ensure_ascii=False)
    if isinstance(value, list | tuple):
        return "; ".join(_to_text(item) for item in value)
    return str(value)
