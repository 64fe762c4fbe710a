"""Sources numbered in the order in which an answer first rests on them, and listed under it."""

from collections.abc import Callable, Iterable, Sequence

from ...model.answer import Answer, Cell, Column, Json, NumberedCitation, Row, Table
from ...model.facts import Citation, Source
from ...store.knowledge_base import KnowledgeBase


class CitationNumbers:
    """The numbers that sources have in one answer."""

    def __init__(self) -> None:
        self.number_by_source: dict[str, int] = {}

    def register_citations(
        self, citations: Iterable[Citation], *, with_locators: bool = False
    ) -> tuple[NumberedCitation, ...]:
        """The numbers of some sources, each once, with the places inside them if wanted."""
        cites = {
            NumberedCitation(
                self.number_by_source.setdefault(citation.source, len(self.number_by_source) + 1),
                citation.locator if with_locators else "",
            )
            for citation in citations
        }
        return tuple(sorted(cites))

    def build_tables(self, get_source: Callable[[str], Source]) -> list[Table]:
        """The sources by their numbers, if any have one."""
        return (
            [build_sources_table([get_source(source_id) for source_id in self.number_by_source])]
            if self.number_by_source
            else []
        )


def load_cited_sources(base: KnowledgeBase, citations: Iterable[Citation]) -> dict[str, Source]:
    """The records of the sources cited, in order; one that is left out has but its id."""
    source_ids = dict.fromkeys(citation.source for citation in citations)
    sources_by_id = base.load_sources(source_ids)
    return {
        source_id: sources_by_id.get(source_id) or Source(source_id, source_id)
        for source_id in source_ids
    }


class FootnotedAnswer:
    """An answer whose sources are footnotes, where the format has them; implements Answer."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def to_data(self) -> Json:
        """The answer as it is."""
        return self.answer.to_data()

    def to_rows(self) -> Sequence[Row]:
        """The answer as it is."""
        return self.answer.to_rows()

    def to_tables(self) -> Sequence[Table]:
        """The tables, marked."""
        return [table._replace(has_footnotes=True) for table in self.answer.to_tables()]

    def collect_remarks(self) -> Sequence[str]:
        """What was to be said."""
        return self.answer.collect_remarks()


def build_sources_table(sources: Sequence[Source]) -> Table:
    """The numbered sources under an answer."""
    rows = tuple(
        (Cell(f"[{number}]", "label"), Cell(format_reference(source)))
        for number, source in enumerate(sources, start=1)
    )
    columns = (Column("Number", is_unbreakable=True), Column("Source"))
    return Table("Sources", columns, rows, has_headings=False, is_source_list=True)


def format_reference(source: Source) -> str:
    """A source as a footnote: title, publisher, date, type, address or id, what it repeats."""
    publication = ", ".join(text for text in (source.publisher, source.published) if text)
    texts = [
        f"{source.name}." * bool(source.name),
        f"{publication}." if publication else "",
        f"({source.type})" * bool(source.type),
        source.url or source.id,
        f"– repeats {source.origin}" * bool(source.origin),
    ]
    return " ".join(text for text in texts if text)
