"""Compare two bases in the Python interface."""

from os import PathLike, fspath
from typing import TYPE_CHECKING, Unpack

from .query_arguments import ColumnSelection, build_query_options

if TYPE_CHECKING:
    from .model.answer import Answer


def diff(
    before: str | PathLike[str], after: str | PathLike[str], **selection: Unpack[ColumnSelection]
) -> "Answer":
    """List in which facts two folders, exports or Git revisions differ: a row for each.

    Raises UsageError for what is none of these.
    """
    from .importing.compared_base import read_compared_base
    from .importing.fact_difference import compare_bases

    options = build_query_options(selection, ColumnSelection)
    bases = [read_compared_base(fspath(side)) for side in (before, after)]
    return compare_bases(bases[0], bases[1], options)
