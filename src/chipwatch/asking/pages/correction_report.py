"""The text by which a reader reports that a fact is wrong, ready to be sent."""

from collections.abc import Iterator, Sequence

from ...model.answer import Answer, Json, Row
from ...model.facts import Fact, SourceRecord
from ...model.table import Cell, Column, Layout, Table
from ...store.knowledge_base import KnowledgeBase
from ...version import __version__
from ..answers.entity_card import format_aside, format_time_span
from ..answers.query_options import QueryOptions
from .property_provenance import PropertyProvenance
from .provenance import explain_property_values
from .provenance_answer import ProvenanceAnswer

_QUESTIONS = (
    "What should it say? (value, unit, day or period)",
    "Who says so? (title, publisher, day, address, and the place in it)",
)


def build_correction_report(
    base: KnowledgeBase, name: str, property_name: str, options: QueryOptions
) -> Answer:
    """Build the report on a property of an entity; raises the errors of ``why``."""
    provenance_answer = explain_property_values(base, name, property_name, options)
    if not isinstance(provenance_answer, ProvenanceAnswer):
        return provenance_answer
    return CorrectionReport(provenance_answer)


class CorrectionReport(Answer):
    """The text of a report: what stands in the base, where, on which sources, and two questions."""

    def __init__(self, provenance_answer: ProvenanceAnswer) -> None:
        self._provenance_answer = provenance_answer

    @property
    def text(self) -> str:
        """The report as plain text, which a mail or a form takes as it is."""
        return "\n".join(self._iter_lines())

    def to_data(self) -> Json:
        """Build an object with the text, and the facts that it is about as ``why`` has them."""
        entity = self._provenance_answer.match.entity
        return {
            "id": entity.id,
            "kind": entity.kind,
            "name": entity.name,
            "text": self.text,
            "facts": self._provenance_answer.to_rows(),
        }

    def to_rows(self) -> Sequence[Row]:
        """Build the rows of the facts that it is about."""
        return self._provenance_answer.to_rows()

    def to_tables(self) -> Sequence[Table]:
        """Build a table with the lines of the text."""
        rows = tuple((Cell(line),) for line in self._iter_lines())
        return [Table("", (Column("Report"),), rows, has_headings=False, layout=Layout.WRAPPED)]

    def collect_remarks(self) -> Sequence[str]:
        """List the name, if it was guessed."""
        return self._provenance_answer.collect_remarks()

    def _iter_lines(self) -> Iterator[str]:
        entity = self._provenance_answer.match.entity
        yield f"Correction: {entity.name} ({entity.kind} {entity.id})"
        for provenance in self._provenance_answer.provenances:
            yield from self._iter_property_lines(provenance)
        for question in _QUESTIONS:
            yield from ("", question, "  …")
        yield from ("", f"Written by chipwatch {__version__}.")

    def _iter_property_lines(self, provenance: PropertyProvenance) -> Iterator[str]:
        yield from ("", f"{provenance.label} ({provenance.key}) says now:")
        for fact in provenance.facts:
            mark = "→" if fact in provenance.shown_facts else " "
            yield f"{mark} {self._format_fact(fact)}"
            if not fact.derivation:
                yield f"    {fact.location.path}, line {fact.location.line}"
            for citation in fact.citations:
                source = self._provenance_answer.graph.get_source(citation.source)
                yield f"    {_format_source(source, citation.locator)}"

    def _format_fact(self, fact: Fact) -> str:
        texts = (
            self._provenance_answer.graph.format_value(fact),
            format_time_span(fact),
            fact.certainty,
            format_aside(fact),
        )
        return "; ".join(filter(None, texts))


def _format_source(source: SourceRecord, locator: str) -> str:
    """Format a source on one line: id, title, publisher, day, address and the place in it."""
    texts = (source.id, source.name, source.publisher, source.published, source.url, locator)
    return ", ".join(filter(None, texts))
