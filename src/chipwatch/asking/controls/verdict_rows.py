"""Verdicts as rows of which columns, order and limit are chosen."""

from collections.abc import Sequence
from operator import itemgetter

from ...model.answer import Answer, Row
from ...model.field import ColumnPart, ColumnType, keep_whole
from ...model.part_type import PartType
from ..answers.column_spec import ColumnSpec
from ..answers.columns import RowsAnswer, RowsSettings
from ..answers.query_options import QueryOptions
from .controls_query import DISCLAIMER

_DEFAULT_KEYS = ("name", "to", "as_of", "verdict", "class", "policy")


def select_verdict_rows(answer: Answer, options: QueryOptions) -> RowsAnswer[Row]:
    """Select columns of the rows of an answer, sort them, and keep as many as are asked for."""
    rows = answer.to_rows()
    settings: RowsSettings[Row] = RowsSettings(
        title="",
        default_keys=_DEFAULT_KEYS,
        notes=(DISCLAIMER,),
        remarks=tuple(answer.collect_remarks()),
    )
    return RowsAnswer(_build_specs(answer, rows), rows, options, settings)


def _build_specs(answer: Answer, rows: Sequence[Row]) -> list[ColumnSpec[Row]]:
    part_types = answer.collect_part_types()
    keys = list(rows[0]) if rows else []
    return [
        ColumnSpec(
            key=key,
            get_value=itemgetter(key),
            column_type=ColumnType(
                parts=(ColumnPart("", part_types.get(key, PartType.PLAIN)),), split=keep_whole
            ),
            mark="name" if key == "name" else "",
        )
        for key in keys
    ]
