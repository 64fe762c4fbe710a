"""An answer that is a picture: its chart, the rows that it is drawn from, and its sources."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ..asking.answers.citations import CitationNumbers
from ..asking.answers.sources import load_cited_sources
from ..model.answer import Answer, Json, Row
from ..model.chart import Chart
from ..model.facts import Citation
from ..model.table import Cell, Column, Table
from ..showing.vega_lite import build_vega_lite
from ..store.knowledge_base import KnowledgeBase
from ..version import __version__

MARKS_TEXT = "Bars are ranges, short ones bounds; ≠: sources disagree."
"""What is drawn beside a mark."""
MAX_NAMED_PUBLISHERS = 6
"""How many publishers a picture names; the rows name every source."""


class ChartRow(NamedTuple):
    """What one mark was drawn from."""

    values: Row
    citations: tuple[Citation, ...] = ()


class ChartContent(NamedTuple):
    """A picture with the rows behind it, and the columns of them that a page shows below it."""

    chart: Chart
    rows: Sequence[ChartRow]
    columns: Mapping[str, str]
    """The headings of a table, by the keys of the rows."""
    remarks: tuple[str, ...] = ()


class ChartAnswer(Answer):
    """A picture, with the rows that were drawn."""

    def __init__(self, base: KnowledgeBase, content: ChartContent) -> None:
        self.content = content
        citations = (citation for row in content.rows for citation in row.citations)
        self.sources = load_cited_sources(base, citations)

    def to_chart(self) -> Chart:
        """Return the picture."""
        return self.content.chart

    def to_data(self) -> Json:
        """Build the picture as a Vega-Lite specification."""
        return build_vega_lite(self.content.chart)

    def to_rows(self) -> Sequence[Row]:
        """Build the rows that were drawn, each with its sources."""
        return [
            {**row.values, "cited": list(dict.fromkeys(map(str, row.citations)))}
            for row in self.content.rows
        ]

    def to_tables(self) -> Sequence[Table]:
        """Build the table of what was drawn, and that of its sources."""
        numbers = CitationNumbers()
        table = Table(
            title=self.content.chart.frame.title,
            columns=tuple(map(Column, self.content.columns.values())),
            rows=tuple(self._build_cells(row, numbers) for row in self.content.rows),
            notes=self.content.chart.frame.notes,
        )
        return [table, *numbers.build_tables(self.sources.__getitem__)]

    def collect_remarks(self) -> Sequence[str]:
        """List what was left out, and names that were guessed."""
        return self.content.remarks

    def count_disputed_values(self) -> int:
        """Count the rows with a figure on which sources disagree."""
        return sum(bool(row.values.get("disputed")) for row in self.content.rows)

    def _build_cells(self, row: ChartRow, numbers: CitationNumbers) -> tuple[Cell, ...]:
        first, *others = (_format_value(row.values.get(key)) for key in self.content.columns)
        citations = numbers.register_citations(row.citations)
        return (Cell(first, "name", citations=citations), *map(Cell, others))


def _format_value(value: Json) -> str:
    if value is None or value == []:
        return ""
    if isinstance(value, list):
        return "; ".join(map(str, value))
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return f"{value:,}" if is_number else str(value)


def list_source_ids(citations: Iterable[Citation]) -> tuple[str, ...]:
    """List the sources that are cited, each once."""
    return tuple(dict.fromkeys(citation.source for citation in citations))


def describe_sources(base: KnowledgeBase, citations: Iterable[Citation]) -> str:
    """Name the publishers that most sources of a picture are of, and the version of the facts."""
    records = load_cited_sources(base, citations).values()
    counts = Counter(record.publisher or record.name for record in records)
    names = [
        f"{name} ({count})" if count > 1 else name
        for name, count in counts.most_common(MAX_NAMED_PUBLISHERS)
    ]
    more_count = len(counts) - len(names)
    more = f" and {more_count} more" if more_count > 0 else ""
    newest = base.find_newest_publication()
    version = f"chipwatch {__version__}, base of {newest}" if newest else f"chipwatch {__version__}"
    listing = f"Sources: {', '.join(names)}{more}. " if names else ""
    return f"{listing}Facts: {version}."
