"""What the base holds, in numbers."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...model.answer import Answer
from ...model.facts import CERTAINTIES, SOURCE_TYPES
from ...model.kind import AnyField
from ...model.numeric_fields import NumericField
from ...model.schema import KINDS
from ...store.knowledge_base import KnowledgeBase, PropertySupport
from ..answers.columns import ColumnSpec, RowsAnswer, RowsSettings, build_columns_help
from ..answers.query_options import HELP_REQUEST, QueryOptions


class BaseCount(NamedTuple):
    """How many there are of one thing, what part of the whole, or the latest day."""

    group: str
    subject: str
    value: int | float | str


_COLUMN_SPECS: list[ColumnSpec[BaseCount]] = [
    ColumnSpec(key="group"),
    ColumnSpec(key="what", get_value=lambda count: count.subject),
    ColumnSpec(key="count", get_value=lambda count: count.value, is_numeric=True),
]


def collect_statistics(base: KnowledgeBase, options: QueryOptions) -> Answer:
    """Entities by kind, facts by certainty, sources by type, and what is wrong."""
    if options.columns == HELP_REQUEST:
        return build_columns_help(_COLUMN_SPECS)
    default_keys = [spec.key for spec in _COLUMN_SPECS]
    return RowsAnswer(
        _COLUMN_SPECS,
        list(_count_all(base)),
        options,
        RowsSettings(title="What the base holds", default_keys=default_keys),
    )


def _count_support(base: KnowledgeBase) -> Iterator[BaseCount]:
    """How well the facts are sourced, in per cent, and how new they are."""
    support_rows = base.count_support()
    numeric_rows = [row for row in support_rows if isinstance(_find_field(row), NumericField)]
    yield BaseCount("support", "numbers", sum(row.facts for row in numeric_rows))
    yield from _compute_percentages("facts with a source", support_rows, "sourced")
    yield from _compute_percentages("facts with a place in the source", support_rows, "located")
    yield from _compute_percentages("numbers with two independent sources", numeric_rows, "twice")
    newest = max(base.load_as_of_dates(), key=lambda date: (date.first, date.last), default=None)
    if newest:
        yield BaseCount("support", "newest fact is as of", newest.text)


def _find_field(row: PropertySupport) -> AnyField:
    return KINDS[row.kind].properties[row.property]


def _compute_percentages(
    subject: str, support_rows: Sequence[PropertySupport], attribute: str
) -> Iterator[BaseCount]:
    """What part of the facts has it; nothing is said of none."""
    facts = sum(row.facts for row in support_rows)
    if facts:
        fraction = sum(getattr(row, attribute) for row in support_rows) / facts
        yield BaseCount("support", f"{subject}, %", round(100 * fraction, 1))


def _count_all(base: KnowledgeBase) -> Iterator[BaseCount]:
    kinds = base.count_rows("entity", "kind")
    yield BaseCount("total", "entities", sum(kinds.values()))
    certainties = base.count_rows("fact", "certainty")
    yield BaseCount("total", "facts", sum(certainties.values()))
    yield BaseCount("total", "problems", sum(base.count_rows("problem", "code").values()))
    yield BaseCount("total", "entities left out", sum(base.count_rows("broken", "kind").values()))
    for kind in KINDS.values():
        yield BaseCount("entities", kind.plural, kinds.get(kind.name, 0))
    for certainty in CERTAINTIES:
        yield BaseCount("facts", certainty, certainties.get(certainty, 0))
    yield BaseCount("facts", "unknown", base.count_rows("fact", "unknown").get(1, 0))
    types = base.count_rows("source", "type")
    for type_ in SOURCE_TYPES:
        yield BaseCount("sources", type_, types.get(type_, 0))
    yield from _count_support(base)
