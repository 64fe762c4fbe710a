"""The head of a page on a terminal: title, summary, and the lines that its kind declares."""

from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from ...model.entity import Entity
from ...model.facts import Fact
from ...model.kind import HeadContent, HeadLine
from ...model.normalise import has_han
from ...model.numeric_fields import NumericField
from ...model.ranking import RankedFacts
from ...model.table import Cell, Column, Layout, Table, is_wide_row
from ...model.wording import format_count
from ..answers.core_states import list_missing_core
from ..answers.entity_card import format_time_span
from ..answers.graph import EntityGraph, EntityLink
from ..answers.value_cell import UNKNOWN_TEXT
from .fact_words import build_fact_cell, describe_dispute, format_disputed_range, rank_link

if TYPE_CHECKING:
    from ..controls.chip_glance import ChipGlance

WIDE_HEAD_SIZE = 8
"""Lines in a head whose lines take the whole width."""
PAIRED_HEAD_SIZE = 6
"""Lines in a head of two columns, each with two rows or a wide one."""
MAX_NAME_BESIDE_CHINESE = 40
"""Letters of a name up to which a title has room for the Chinese one too."""
HEAD_COLUMNS = (Column("Property"), Column("Value"))
REMARKED_HEAD_COLUMNS = (*HEAD_COLUMNS, Column("Remark"))

HeadRow = tuple[Cell, ...]


class PageHead:
    """The head of the page of one entity."""

    def __init__(
        self, graph: EntityGraph, entity: Entity, glance: "ChipGlance | None" = None
    ) -> None:
        self.graph, self.entity = graph, entity
        self.ranked_facts = graph.rank_facts(entity)
        self._known_glance = glance
        """What the rules mean for a chip, where that is known already."""

    def build_table(self) -> Table:
        """Build the head: the summary over its lines, as many as there is room for."""
        kind = self.entity.kind_class
        rows = [row for line in kind.page_head if (row := self._build_row(line))]
        shown_rows = rows[:WIDE_HEAD_SIZE] if kind.has_wide_head else _choose_paired_rows(rows)
        return Table(
            title=" · ".join(self.list_title_parts()),
            columns=REMARKED_HEAD_COLUMNS if kind.has_wide_head else HEAD_COLUMNS,
            rows=(*self._build_summary_rows(), *shown_rows),
            has_headings=False,
            layout=Layout.HEAD if kind.has_wide_head else Layout.PAIRED_HEAD,
            title_end=self.entity.id,
        )

    def list_title_parts(self) -> list[str]:
        """List the names, the kind, and what the kind declares for titles."""
        aliases = self.entity.aliases
        is_short = len(self.entity.name) <= MAX_NAME_BESIDE_CHINESE
        chinese_alias = next((alias for alias in aliases if is_short and has_han(alias)), "")
        name = " ".join(filter(None, [self.entity.name, chinese_alias]))
        values = [self._format_title_values(keys) for keys in self.entity.kind_class.title_keys]
        return [name, self.entity.kind, *filter(None, values)]

    def _format_title_values(self, keys: str) -> str:
        facts = self._find_known_facts(keys)
        return ", ".join(dict.fromkeys(self.graph.format_value(fact) for fact in facts))

    def _build_summary_rows(self) -> Iterator[HeadRow]:
        for fact in self._find_known_facts("summary"):
            yield (Cell(fact.format_value()),)

    def _build_row(self, line: HeadLine) -> HeadRow:
        """Build a line; nothing where it is not known, unless one expects to know it."""
        cells = self._build_cells(line)
        if cells:
            remarks = (Cell(""),) if line.is_wide else ()
            return (Cell(self._find_label(line), "label"), *cells, *remarks)
        if self._missing_keys.isdisjoint(_split_keys(line.keys)):
            return ()
        return (Cell(line.label.partition("|")[0], "label"), Cell(UNKNOWN_TEXT, "dim"))

    def _find_label(self, line: HeadLine) -> str:
        """Find the label: that of the line for the first of alternatives, else that of its own.

        A forecast is not shown as a revenue, nor a day of announcement as one of taking effect.
        """
        label, *other_labels = line.label.split("|")
        key, *other_keys = line.keys.partition(",")[0].split("|")
        if not other_keys or self._has_key(key):
            return label
        labels = other_labels or map(self.entity.kind_class.collect_labels().get, other_keys)
        known_labels = (
            other_label or label
            for other_key, other_label in zip(other_keys, labels, strict=True)
            if self._has_key(other_key)
        )
        return next(known_labels, label)

    def _has_key(self, key: str) -> bool:
        """Tell whether a property or relation is known."""
        return bool(self._find_known_facts(key) or self._find_links(key))

    def _build_cells(self, line: HeadLine) -> HeadRow:
        if line.content is HeadContent.VERDICT:
            return self._build_verdict_cells()
        if line.content is HeadContent.LIMIT:
            return self._build_limit_cells(line.keys)
        if line.content is HeadContent.COUNTS:
            return (self._build_counts_cell(),)
        if line.content is HeadContent.NAMES:
            return self._build_names_cells(line.keys)
        if line.content is HeadContent.NEWEST:
            return self._build_newest_cells(line.keys)
        return self._build_value_cells(line.keys)

    def _build_value_cells(self, keys: str) -> HeadRow:
        """Build the values of several keys joined, with the date of the last and its dispute."""
        facts = [fact for key in keys.split(",") for fact in self._find_known_facts(key)[:1]]
        if not facts:
            return ()
        cells = [self._build_fact_cell(fact) for fact in facts]
        is_single = len(facts) == 1
        dates = format_time_span(facts[0]) if is_single else ""
        others = len(self._find_known_facts(keys)) - 1 if is_single else 0
        asides = [f", {dates}" if dates else "", f" +{others}" if others > 0 else ""]
        text = ", ".join(cell.text for cell in cells)
        marks = [cell.mark for cell in cells if cell.mark]
        mark = marks[0] if marks else ""
        is_figure = is_single and isinstance(facts[0].field, NumericField)
        value_cell = Cell(text, mark, "".join(asides), is_figure=is_figure)
        remark = describe_dispute(self.entity, self._find_ranked(facts[0])) if is_single else ""
        return (value_cell, Cell(remark, "dim")) if remark else (value_cell,)

    def _build_fact_cell(self, fact: Fact) -> Cell:
        """Build a value; of figures in dispute the range from the lowest to the highest."""
        ranked_facts = self._find_ranked(fact)
        cell = build_fact_cell(self.graph, fact, ranked_facts)
        disputed_range = format_disputed_range(ranked_facts)
        return cell._replace(text=disputed_range) if disputed_range else cell

    def _build_names_cells(self, keys: str) -> HeadRow:
        """Build the names that the first known key leads to, as many as there is room for."""
        return self._list_names(self._find_links(keys))

    def _list_names(self, links: Sequence[EntityLink]) -> HeadRow:
        names = tuple(self.graph.get_name(link.entity_id) for link in links)
        return (Cell(", ".join(names), items=names),) if names else ()

    def _build_newest_cells(self, keys: str) -> HeadRow:
        rank = partial(rank_link, self.graph)
        return self._list_names(sorted(self._find_links(keys), key=rank, reverse=True))

    def _build_verdict_cells(self) -> HeadRow:
        if self.graph.base.time_filter:
            return (Cell(f"→ controls {self.entity.id} --as-of DATE", "dim"),)
        if self._glance is None:
            return ()
        ground = self._glance.describe()
        separator = " " if ground.startswith("since") else "; "
        ending = f"{separator}{ground}" if ground else ""
        return (Cell(f"{self._glance.status_text}{ending}", "name"),)

    def _build_limit_cells(self, keys: str) -> HeadRow:
        """Build a figure, and how far it is from the nearest limit of the rules of today."""
        cells = self._build_value_cells(keys)
        if not cells or self.graph.base.time_filter or self._glance is None:
            return cells
        return (cells[0], Cell(self._glance.describe_limit(keys)))

    @cached_property
    def _missing_keys(self) -> frozenset[str]:
        """The properties and relations that one expects to know, and of which nothing is known."""
        missing = list_missing_core(self.graph, self.entity)
        return frozenset(key for keys in missing for key in keys.split("|"))

    @cached_property
    def _glance(self) -> "ChipGlance | None":
        from ..controls.chip_glance import judge_chip

        return self._known_glance or judge_chip(self.graph.base, self.entity)

    def _build_counts_cell(self) -> Cell:
        relation_keys = self.entity.kind_class.collect_labels()
        links = [link for key in relation_keys for link in self.graph.list_links(self.entity, key)]
        facts = dict.fromkeys((*self.entity.facts, *(link.fact for link in links)))
        sources = {citation.source for fact in facts for citation in fact.citations}
        return Cell(f"{len(facts):,}", "", f" from {format_count(len(sources), 'source')}")

    def _find_known_facts(self, keys: str) -> Sequence[Fact]:
        """Find the facts shown of the first key that is known, of keys joined by ``|``."""
        for key in keys.strip().split("|"):
            ranked_facts = self.ranked_facts.get(key.strip())
            if ranked_facts and ranked_facts.is_known:
                return [fact for fact in ranked_facts.shown_facts if not fact.is_unknown]
        return ()

    def _find_ranked(self, fact: Fact) -> RankedFacts:
        return self.ranked_facts[fact.property]

    def _find_links(self, keys: str) -> list[EntityLink]:
        """Find the links of the first key that has any."""
        link_lists = (self.graph.list_links(self.entity, key) for key in keys.split("|"))
        return next((links for links in link_lists if links), [])


def _split_keys(keys: str) -> list[str]:
    return [key.strip() for part in keys.split(",") for key in part.split("|")]


def _choose_paired_rows(rows: Sequence[HeadRow]) -> Sequence[HeadRow]:
    """Choose the rows of a head of two columns: the wide ones, and of the others what has room."""
    wide_rows = [row for row in rows if is_wide_row(row)]
    paired_rows = [row for row in rows if not is_wide_row(row)]
    return (*paired_rows[: 2 * (PAIRED_HEAD_SIZE - len(wide_rows))], *wide_rows)
