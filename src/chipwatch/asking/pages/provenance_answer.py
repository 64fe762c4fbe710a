"""The answer that explains values: every fact of a property with sources, dates and rivals."""

from collections.abc import Iterator, Mapping, Sequence

from ...model.answer import Answer, Json, Row
from ...model.corrections import WithdrawnFact
from ...model.facts import Derivation, Fact
from ...model.part_type import PartType
from ...model.ranking import RANKING_RULE
from ...model.table import Cell, Column, Layout, Table
from ..answers.citations import CitationNumbers
from ..answers.column_spec import build_rows, collect_part_types
from ..answers.entity_card import format_aside, format_time_span, format_title
from ..answers.entity_match import EntityMatch, serialise_match
from ..answers.graph import EntityGraph
from ..answers.query_options import format_limit_notes, truncate_items
from ..answers.serialise import (
    serialise_citation,
    serialise_fact,
    serialise_location,
    serialise_source,
)
from ..naming.resolver import list_guess_remarks
from .explained_fact import EXPLAINED_FACT_COLUMNS, ExplainedFact
from .property_provenance import PropertyProvenance
from .provenance_page import ProvenancePage

PROVENANCE_COLUMNS = (
    Column("", is_unbreakable=True),
    Column("Value"),
    Column("As of"),
    Column("Certainty", is_unbreakable=True),
    Column("Source"),
    Column("Stated in"),
)


class ProvenanceAnswer(Answer):
    """The facts behind the values of one entity."""

    def __init__(
        self,
        graph: EntityGraph,
        match: EntityMatch,
        provenances: list[PropertyProvenance],
        limit: int | None,
    ) -> None:
        self.graph, self.match = graph, match
        self.provenances = truncate_items(provenances, limit)
        self.omitted_count = len(provenances) - len(self.provenances)
        self.citation_numbers = CitationNumbers()
        for provenance in self.provenances:
            for fact in provenance.facts:
                self.citation_numbers.register_citations(fact.citations)
            for fact, correction in provenance.withdrawn_facts:
                self.citation_numbers.register_citations((*fact.citations, *correction.citations))

    def to_data(self) -> Json:
        """Build the entity, the ranking rule, and each property with its facts and sources."""
        entity = self.match.entity
        return {
            "id": entity.id,
            "kind": entity.kind,
            "name": entity.name,
            "rule": RANKING_RULE,
            "properties": [
                self._serialise_provenance(provenance) for provenance in self.provenances
            ],
            "sources": [
                serialise_source(self.graph.get_source(source_id))
                for source_id in self.citation_numbers.number_by_source
            ],
            "match": serialise_match(self.match),
        }

    def to_rows(self) -> Sequence[Row]:
        """Build one row for each fact."""
        return build_rows(
            EXPLAINED_FACT_COLUMNS,
            [
                ExplainedFact(graph=self.graph, provenance=provenance, fact=fact)
                for provenance in self.provenances
                for fact in provenance.facts
            ],
        )

    def collect_part_types(self) -> Mapping[str, PartType]:
        """Collect what each column of the rows holds."""
        return collect_part_types(EXPLAINED_FACT_COLUMNS)

    def to_tables(self) -> Sequence[Table]:
        """Build a table of the facts under a heading for each property, then the sources."""
        rows = tuple(row for provenance in self.provenances for row in self._iter_rows(provenance))
        table = Table(
            format_title(self.match.entity),
            PROVENANCE_COLUMNS,
            rows,
            notes=tuple(self._iter_notes()),
            layout=Layout.WRAPPED,
        )
        return [table, *self.citation_numbers.build_tables(self.graph.get_source)]

    def to_screen_tables(self, *, is_unfolded: bool = False) -> Sequence[Table]:  # noqa: ARG002 - it folds nothing
        """Build a card of the facts under a heading for each property, then the sources."""
        page = ProvenancePage(self.graph, self.match.entity, self.citation_numbers)
        table = page.build_table(self.provenances, format_limit_notes(self.omitted_count))
        return [table, *self.citation_numbers.build_tables(self.graph.get_source)]

    def collect_remarks(self) -> Sequence[str]:
        """List the name, if it was guessed."""
        return list_guess_remarks([self.match])

    def _serialise_provenance(self, provenance: PropertyProvenance) -> Json:
        facts = [
            {
                **serialise_fact(self.graph, fact, is_shown=fact in provenance.shown_facts),
                "entity": fact.entity,
                "rival": provenance.is_rival(fact),
                "independent_sources": fact.independent_source_count,
            }
            for fact in provenance.facts
        ]
        spread = provenance.spread
        return {
            "property": provenance.key,
            "label": provenance.label,
            "disputed": provenance.is_disputed,
            "chosen_by": provenance.criterion,
            "independent_sources": provenance.count_independent_sources(self.graph.get_source),
            "spread": spread and spread.to_data(),
            "facts": facts,
            "withdrawn": [
                self._serialise_withdrawn_fact(withdrawn_fact)
                for withdrawn_fact in provenance.withdrawn_facts
            ],
        }

    def _serialise_withdrawn_fact(self, withdrawn_fact: WithdrawnFact) -> Json:
        fact, correction = withdrawn_fact
        return {
            **serialise_fact(self.graph, fact, is_shown=False),
            "reason": correction.reason,
            "grounds": [serialise_citation(citation) for citation in correction.citations],
            "withdrawn_in": serialise_location(correction.location),
        }

    def _iter_notes(self) -> Iterator[str]:
        """Explain the signs and the ranking rule."""
        yield from format_limit_notes(self.omitted_count)
        yield f"→ is shown, by this rule: {RANKING_RULE}"
        if any(provenance.withdrawn_facts for provenance in self.provenances):
            yield "× was replaced or withdrawn by a later layer"
        if any(
            fact.derivation for provenance in self.provenances for fact in provenance.shown_facts
        ):
            yield "= is the formula of a derived value, which goes before those stated; · it takes"
        if any(
            provenance.is_rival(fact)
            for provenance in self.provenances
            for fact in provenance.facts
        ):
            yield "≠ contradicts the value shown, at the same time"

    def _iter_rows(self, provenance: PropertyProvenance) -> Iterator[tuple[Cell, ...]]:
        yield (Cell(f"{provenance.label} ({provenance.key})", "heading", provenance.meaning),)
        for fact in provenance.facts:
            yield self._build_fact_row(provenance, fact)
            if fact.derivation:
                yield from self._iter_derivation_rows(fact.derivation)

        for withdrawn_fact in provenance.withdrawn_facts:
            yield from self._iter_withdrawn_rows(withdrawn_fact)
        if len(provenance.facts) > len(provenance.shown_facts):
            yield (Cell(f"   {provenance.format_summary(self.graph.get_source)}", "dim"),)

    def _iter_withdrawn_rows(self, withdrawn_fact: WithdrawnFact) -> Iterator[tuple[Cell, ...]]:
        """Build the row of a fact that was withdrawn, and that of the reason and who says so."""
        fact, correction = withdrawn_fact
        text = self.graph.format_value(fact)
        yield (Cell("×", "dim"), Cell(text, "dim", "withdrawn"), *self._build_support_cells(fact))
        location = correction.location
        yield (
            Cell(""),
            Cell(correction.reason, "dim"),
            Cell(""),
            Cell(""),
            Cell(
                "",
                citations=self.citation_numbers.register_citations(
                    correction.citations, with_locators=True
                ),
            ),
            Cell(f"{location.path}:{location.line}", "dim"),
        )

    def _iter_derivation_rows(self, derivation: Derivation) -> Iterator[tuple[Cell, ...]]:
        """Build the row of a formula, and one for each of its operands."""
        yield (Cell("="), Cell(derivation.formula, "", derivation.citation))
        for fact in derivation.operands:
            operand_cell = Cell(
                f"{fact.field.label}: {fact.format_value()}", "dim", format_aside(fact)
            )
            yield (Cell("·", "dim"), operand_cell, *self._build_support_cells(fact))

    def _build_fact_row(self, provenance: PropertyProvenance, fact: Fact) -> tuple[Cell, ...]:
        sign, mark = "", ""
        if fact in provenance.shown_facts:
            sign = "→"
        elif provenance.is_rival(fact):
            sign, mark = "≠", "disputed"
        if fact.entity == self.match.entity.id:
            text = self.graph.format_value(fact)
        else:
            text = f"{self.graph.get_name(fact.entity)} – {fact.field.label}"
        return (
            Cell(sign, "differs"),
            Cell(text, mark, format_aside(fact)),
            *self._build_support_cells(fact),
        )

    def _build_support_cells(self, fact: Fact) -> tuple[Cell, ...]:
        """Build the cells for date, certainty, sources and place of a fact."""
        return (
            Cell(format_time_span(fact)),
            Cell(fact.certainty),
            Cell(
                "",
                citations=self.citation_numbers.register_citations(
                    fact.citations, with_locators=True
                ),
            ),
            Cell(f"{fact.location.path}:{fact.location.line}", "dim"),
        )
