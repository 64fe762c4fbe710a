"""Number the sources of an answer in order of first use, and list them under it."""

from collections.abc import Callable, Iterable, Sequence
from itertools import starmap

from ...model.facts import Citation, SourceRecord
from ...model.table import Cell, Column, Layout, NumberedCitation, NumberedSource, Table
from .wrapped_answer import WrappedAnswer


class CitationNumbers:
    """The numbers of the sources in one answer, in the order in which they are registered."""

    def __init__(self) -> None:
        self.number_by_source: dict[str, int] = {}

    def register_citations(
        self, citations: Iterable[Citation], *, with_locators: bool = False
    ) -> tuple[NumberedCitation, ...]:
        """Give each source its number, each pair once, with the places inside it if wanted."""
        cites = {
            NumberedCitation(
                number=self._register_source(citation.source),
                locator=citation.locator if with_locators else "",
            )
            for citation in citations
        }
        return tuple(sorted(cites))

    def build_tables(self, get_source: Callable[[str], SourceRecord]) -> list[Table]:
        """Build the list of numbered sources; nothing where no source has a number."""
        if not self.number_by_source:
            return []
        return [build_sources_table([get_source(source_id) for source_id in self.number_by_source])]

    def _register_source(self, source_id: str) -> int:
        return self.number_by_source.setdefault(source_id, len(self.number_by_source) + 1)


class FootnotedAnswer(WrappedAnswer):
    """An answer whose sources are footnotes where the format has them."""

    def to_tables(self) -> Sequence[Table]:
        """Build the tables with footnotes."""
        return _add_footnotes(self.answer.to_tables())

    def to_page_tables(self) -> Sequence[Table]:
        """Build the tables for a page that is sent on with footnotes."""
        return _add_footnotes(self.answer.to_page_tables())


def _add_footnotes(tables: Iterable[Table]) -> list[Table]:
    return [table._replace(has_footnotes=True) for table in tables]


def build_sources_table(sources: Sequence[SourceRecord]) -> Table:
    """Build the table of numbered sources that stands under an answer."""
    rows = tuple(
        (Cell(f"[{number}]", "label"), Cell(format_reference(source)))
        for number, source in enumerate(sources, start=1)
    )
    columns = (Column("Number", is_unbreakable=True), Column("Source"))
    return Table(
        title="Sources",
        columns=columns,
        rows=rows,
        has_headings=False,
        layout=Layout.WRAPPED,
        sources=tuple(starmap(_number_source, enumerate(sources, start=1))),
    )


def _number_source(number: int, source: SourceRecord) -> NumberedSource:
    return NumberedSource(
        number=number,
        title=source.name,
        publisher=source.publisher,
        published=source.published,
        url=source.url,
    )


def format_reference(source: SourceRecord) -> str:
    """Format a source as a footnote: title, publisher, date, type, address, what it repeats."""
    publication = ", ".join(text for text in (source.publisher, source.published) if text)
    texts = [
        f"{source.name}." if source.name else "",
        f"{publication}." if publication else "",
        f"({source.type})" if source.type else "",
        source.url or source.id,
        f"– repeats {source.origin}" if source.origin else "",
    ]
    return " ".join(text for text in texts if text)
