"""The lines of a verdict card on figures: each that was tested, and the facts it rests on."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ...model.derived_values import KnownFigure, round_figure
from ...model.facts import Citation, Fact
from ...model.kind import AnyField
from ...model.table import Cell
from ...rules.rule import OWNERSHIP_KEY
from ...rules.tested_fields import find_tested_field
from ..answers.citations import CitationNumbers
from ..answers.value_cell import DISPUTED, build_value_cell
from .controls_query import ControlsResult
from .references import References


def build_figure_lines(
    result: ControlsResult, references: References, numbers: CitationNumbers
) -> Iterator[tuple[Cell, ...]]:
    """Build a line for each property tested, with the facts in dispute under a disputed one."""
    explained_facts: set[Fact] = set()
    for name in result.list_tested_properties():
        figure = _get_figure(result, name)
        facts = result.item.get_facts(name) if name in result.item.kind.properties else ()
        citations_cell = _build_citations_cell(
            numbers, (citation for fact in facts for citation in fact.citations)
        )
        field = find_tested_field(name)
        label_cell = Cell(field.label if field else name, "label")
        if figure and figure.value and field:
            yield label_cell, _build_figure_cell(field, figure, facts), citations_cell
            if figure.is_disputed:
                yield from _build_dispute_lines(facts, explained_facts, numbers)
        elif words := result.item.get_words(name):
            yield label_cell, Cell(references.format_words(field, words)), citations_cell
        elif figure and _is_missing(name, figure, result):
            yield label_cell, Cell("not known", "dim")


def _get_figure(result: ControlsResult, name: str) -> KnownFigure | None:
    is_figure = name in result.item.kind.properties or name == OWNERSHIP_KEY
    return result.item.get_figure(name) if is_figure else None


def _is_missing(name: str, figure: KnownFigure, result: ControlsResult) -> bool:
    """Return whether a verdict is not decided for want of a figure."""
    missing_properties = result.verdict.missing_properties
    return not {name, *figure.missing_properties}.isdisjoint(missing_properties)


def _build_figure_cell(field: AnyField, figure: KnownFigure, facts: Sequence[Fact]) -> Cell:
    doubt = DISPUTED if figure.is_disputed else ""
    remarks = (figure.arithmetic, doubt, _format_latest_date(facts))
    value_text = field.format(round_figure(field, figure.value)) if figure.value else ""
    return build_value_cell(value_text, remarks, is_disputed=figure.is_disputed)


def _build_dispute_lines(
    facts: Sequence[Fact], explained_facts: set[Fact], numbers: CitationNumbers
) -> Iterator[tuple[Cell, ...]]:
    """Build a line for each fact that makes a figure disputed, which stands under one figure only.

    Those are the facts of a property of which there are several, and those disputed themselves.
    """
    fact_counts = Counter(fact.property for fact in facts)
    for fact in facts:
        is_disputed = fact_counts[fact.property] > 1 or fact.certainty == "disputed"
        if is_disputed and fact not in explained_facts:
            explained_facts.add(fact)
            value_text = f"{fact.field.label}: {fact.format_value()}"
            value_cell = Cell(value_text, "disputed", fact.note)
            yield Cell("", "label"), value_cell, _build_citations_cell(numbers, fact.citations)


def _build_citations_cell(numbers: CitationNumbers, citations: Iterable[Citation]) -> Cell:
    return Cell("", "dim", citations=numbers.register_citations(citations))


def _format_latest_date(facts: Sequence[Fact]) -> str:
    """Format the day of the latest fact."""
    dates = [fact.as_of for fact in facts if fact.as_of]
    return f"as of {max(dates, key=lambda day: day.last).text}" if dates else ""
