"""What stands behind values, on a terminal: a line for each fact, with its places and files."""

from collections.abc import Iterator, Sequence

from ...model.corrections import WithdrawnFact
from ...model.facts import Citation, Derivation, Fact
from ...model.ranking import RANKING_RULE
from ...model.table import Cell, Column, Layout, Table
from ...store.records import EntityRef
from ..answers.citations import CitationNumbers
from ..answers.entity_card import format_title
from ..answers.graph import EntityGraph
from ..answers.value_cell import DISPUTED
from .fact_words import describe_fact, get_certainty_mark
from .property_provenance import PropertyProvenance

SHOWN_LABEL, RIVAL_LABEL, FORMULA_LABEL, OPERAND_LABEL = "→ shown", "≠ rival", "= formula", "· of"
WITHDRAWN_LABEL = "× gone"
PROVENANCE_CARD_COLUMNS = (Column("Part"), Column("Fact"))
RULE_NOTE = f"→ by this rule: {RANKING_RULE}"

CardRow = tuple[Cell, ...]


class ProvenancePage:
    """The facts behind the values of one entity, as a card."""

    def __init__(self, graph: EntityGraph, entity: EntityRef, numbers: CitationNumbers) -> None:
        self.graph, self.entity, self.numbers = graph, entity, numbers

    def build_table(self, provenances: Sequence[PropertyProvenance], notes: Sequence[str]) -> Table:
        """Build the card: under the name of each property its facts, those shown first."""
        return Table(
            title=format_title(self.entity),
            columns=PROVENANCE_CARD_COLUMNS,
            rows=tuple(row for provenance in provenances for row in self._iter_rows(provenance)),
            has_headings=False,
            notes=(*notes, RULE_NOTE),
            layout=Layout.CARD,
        )

    def _iter_rows(self, provenance: PropertyProvenance) -> Iterator[CardRow]:
        yield (Cell(f"{provenance.label} ({provenance.key})", "heading"),)
        yield (Cell(""), Cell(provenance.meaning, "dim"))
        for fact in provenance.facts:
            yield self._build_fact_row(provenance, fact)
            if fact.derivation:
                yield from self._iter_derivation_rows(fact.derivation)
        for withdrawn_fact in provenance.withdrawn_facts:
            yield from self._iter_withdrawn_rows(withdrawn_fact)
        if len(provenance.facts) > len(provenance.shown_facts):
            yield (Cell(""), Cell(provenance.format_summary(self.graph.get_source), "dim"))

    def _build_fact_row(self, provenance: PropertyProvenance, fact: Fact) -> CardRow:
        is_rival = fact not in provenance.shown_facts and provenance.is_rival(fact)
        label = SHOWN_LABEL if fact in provenance.shown_facts else RIVAL_LABEL * is_rival
        if fact.entity == self.entity.id:
            text = self.graph.format_value(fact)
        else:
            text = f"{self.graph.get_name(fact.entity)} – {fact.field.label}"
        mark = DISPUTED if is_rival else get_certainty_mark(fact, None)
        return (Cell(label, "differs"), self._build_fact_cell(text, mark, fact))

    def _iter_derivation_rows(self, derivation: Derivation) -> Iterator[CardRow]:
        """Build the row of a formula, and one for each of its operands."""
        formula = Cell(derivation.formula, "", derivation.citation)
        yield (Cell(FORMULA_LABEL, "dim"), formula)
        for fact in derivation.operands:
            text = f"{fact.field.label}: {fact.format_value()}"
            mark = get_certainty_mark(fact, None)
            yield (Cell(OPERAND_LABEL, "dim"), self._build_fact_cell(text, mark, fact))

    def _iter_withdrawn_rows(self, withdrawn_fact: WithdrawnFact) -> Iterator[CardRow]:
        """Build the row of a fact that was withdrawn, and that of the reason and who says so."""
        fact, correction = withdrawn_fact
        value = self._build_fact_cell(self.graph.format_value(fact), "dim", fact)
        yield (Cell(WITHDRAWN_LABEL, "dim"), value)
        location = f"{correction.location.path}:{correction.location.line}"
        citations = self.numbers.register_citations(correction.citations)
        yield (Cell(""), Cell(correction.reason, "", location, citations))

    def _build_fact_cell(self, text: str, mark: str, fact: Fact) -> Cell:
        """Build a value, and behind it what the fact states, its places in sources and its file."""
        citations = self.numbers.register_citations(fact.citations)
        place = f"{fact.location.path}:{fact.location.line}"
        asides = (describe_fact(fact), self._format_places(fact.citations), place)
        return Cell(text, mark, "; ".join(filter(None, asides)), citations)

    def _format_places(self, citations: Sequence[Citation]) -> str:
        """Format the places inside the sources, after their numbers; equal ones together."""
        numbers_by_place: dict[str, list[int]] = {}
        for citation in citations:
            if citation.locator:
                number = self.numbers.number_by_source[citation.source]
                numbers_by_place.setdefault(citation.locator, []).append(number)
        return ", ".join(
            f"{' '.join(map(str, sorted(set(numbers))))}: {place}"
            for place, numbers in numbers_by_place.items()
        )
