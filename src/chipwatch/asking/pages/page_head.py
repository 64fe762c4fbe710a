"""The head of a page on a terminal: title, summary, and the lines that its kind declares."""

from collections.abc import Container, Iterator, Sequence
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
from ..answers.entity_card import format_time_span
from ..answers.graph import EntityGraph, EntityLink
from .fact_words import build_fact_cell, describe_dispute, format_disputed_range, rank_link
from .like_periods import rank_newest_year_first, rank_part_since_first

if TYPE_CHECKING:
    from ..controls.chip_glance import ChipGlance

WIDE_HEAD_SIZE = 9
"""Lines in a head whose lines take the whole width."""
PAIRED_HEAD_SIZE = 6
"""Lines in a head of two columns, each with two rows or a wide one."""
MAX_NAME_BESIDE_CHINESE = 40
"""Letters of a name up to which a title has room for the Chinese one too."""
HEAD_COLUMNS = (Column("Property"), Column("Value"))
LINK_CONTENTS = (HeadContent.NAMES, HeadContent.NEWEST)
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
        rows = list(self._iter_rows(kind.page_head))
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
        known_facts = (self._find_known_facts(key) for key in keys.split("|"))
        facts = next(filter(None, known_facts), ())
        return ", ".join(dict.fromkeys(self.graph.format_value(fact) for fact in facts))

    def _build_summary_rows(self) -> Iterator[HeadRow]:
        for fact in self._find_known_facts("summary"):
            yield (Cell(fact.format_value()),)

    def _iter_rows(self, lines: Sequence[HeadLine]) -> Iterator[HeadRow]:
        """Build the lines of which something is known; no two of them show one property."""
        shown_keys: set[str] = set()
        for line in lines:
            keys = self._choose_keys(line, shown_keys)
            cells = self._build_cells(line.content, keys)
            if cells:
                shown_keys.update(keys)
                remarks = (Cell(""),) if line.is_wide else ()
                yield (Cell(self._find_label(line, keys), "label"), *cells, *remarks)

    def _choose_keys(self, line: HeadLine, shown_keys: Container[str]) -> list[str]:
        """Choose of each key and its alternatives the first known that no line above shows."""
        find_content = self._find_links if line.content in LINK_CONTENTS else self._find_known_facts
        alternatives = (
            [key for key in keys if key not in shown_keys and find_content(key)]
            for keys in line.split_keys()
        )
        return [known_keys[0] for known_keys in alternatives if known_keys]

    def _find_label(self, line: HeadLine, chosen_keys: Sequence[str]) -> str:
        """Find the label: that of the line for the first of alternatives, else that of its own.

        A forecast is not shown as a revenue, nor a day of announcement as one of taking effect.
        """
        label, *other_labels = line.label.split("|")
        _, *other_keys = line.split_keys()[0]
        labels = other_labels or map(self.entity.kind_class.collect_labels().get, other_keys)
        labels_by_key = dict(zip(other_keys, labels, strict=True))
        return labels_by_key.get(chosen_keys[0] if chosen_keys else "") or label

    def _build_cells(self, content: HeadContent, keys: Sequence[str]) -> HeadRow:
        """Build what a line shows of its keys; nothing where it is not known."""
        if content is HeadContent.VERDICT:
            return self._build_verdict_cells()
        if content is HeadContent.COUNTS:
            return (self._build_counts_cell(),)
        if not keys:
            return ()
        if content in LINK_CONTENTS:
            return self._build_names_cells(keys[0], is_sorted=content is HeadContent.NEWEST)
        key_builders = {
            HeadContent.ALL: self._build_all_values_cells,
            HeadContent.LIMIT: self._build_limit_cells,
            HeadContent.YEARS: self._build_year_cells,
        }
        build_cells = key_builders.get(content)
        return build_cells(keys[0]) if build_cells else self._build_value_cells(keys)

    def _build_value_cells(self, keys: Sequence[str]) -> HeadRow:
        """Build the values of several keys joined; of one alone with its dates and its dispute."""
        if len(keys) == 1:
            return self._build_single_value_cells(self._find_ranked(keys[0]))
        cells = [self._build_fact_cell(self._find_ranked(key)) for key in keys]
        mark = next((cell.mark for cell in cells if cell.mark), "")
        return (Cell(", ".join(cell.text for cell in cells), mark),)

    def _build_all_values_cells(self, key: str) -> HeadRow:
        """Build the values of a property joined, of a figure as any other."""
        ranked_facts = self._find_ranked(key)
        facts = _list_known_facts(ranked_facts)
        if len(facts) == 1:
            return self._build_single_value_cells(ranked_facts)
        cells = [build_fact_cell(self.graph, fact, ranked_facts) for fact in facts]
        return (Cell("; ".join(cell.text for cell in cells), cells[0].mark),)

    def _build_year_cells(self, key: str) -> HeadRow:
        """Build a figure of its newest full year, and beside it that of a part of a year since."""
        ranked_facts = self._find_ranked(key)
        year_facts = rank_newest_year_first(ranked_facts)
        value_cell, *remarks = self._build_single_value_cells(year_facts or ranked_facts)
        part_facts = rank_part_since_first(year_facts) if year_facts else None
        if part_facts is None:
            return (value_cell, *remarks)
        doubt = ", disputed" if part_facts.is_disputed else ""
        part_text = self._build_fact_cell(part_facts).text
        part = f"; {part_text}, {format_time_span(part_facts.facts[0])}{doubt}"
        return (value_cell._replace(annotation=f"{value_cell.annotation}{part}"), *remarks)

    def _build_single_value_cells(self, ranked_facts: RankedFacts) -> HeadRow:
        """Build the first of the facts shown of a property, and how many others there are."""
        facts = _list_known_facts(ranked_facts)
        cell = self._build_fact_cell(ranked_facts)
        dates = format_time_span(facts[0])
        asides = [f", {dates}" if dates else "", f" +{len(facts) - 1}" if len(facts) > 1 else ""]
        is_figure = isinstance(facts[0].field, NumericField)
        value_cell = Cell(cell.text, cell.mark, "".join(asides), is_figure=is_figure)
        remark = describe_dispute(self.entity, ranked_facts)
        return (value_cell, Cell(remark, "dim")) if remark else (value_cell,)

    def _build_fact_cell(self, ranked_facts: RankedFacts) -> Cell:
        """Build the first known value; of figures in dispute from the lowest to the highest."""
        fact = _list_known_facts(ranked_facts)[0]
        cell = build_fact_cell(self.graph, fact, ranked_facts)
        disputed_range = format_disputed_range(ranked_facts)
        return cell._replace(text=disputed_range) if disputed_range else cell

    def _build_names_cells(self, key: str, *, is_sorted: bool) -> HeadRow:
        """Build the names that a relation leads to, as many as there is room for.

        Sorted, the newest come first.
        """
        links = self._find_links(key)
        if is_sorted:
            links = sorted(links, key=partial(rank_link, self.graph), reverse=True)
        names = tuple(map(self._format_link, links))
        return (Cell(", ".join(names), items=names),)

    def _format_link(self, link: EntityLink) -> str:
        """Write the name that a link leads to, with the share held: an owner may have little."""
        return " ".join(
            filter(None, [self.graph.get_name(link.entity_id), link.fact.format_extent()])
        )

    def _build_verdict_cells(self) -> HeadRow:
        if self.graph.base.time_filter:
            return (Cell(f"→ controls {self.entity.id} --as-of DATE", "dim"),)
        if self._glance is None:
            return ()
        ground = self._glance.describe()
        separator = " " if ground.startswith("since") else "; "
        ending = f"{separator}{ground}" if ground else ""
        return (Cell(f"{self._glance.status_text}{ending}", "name"),)

    def _build_limit_cells(self, key: str) -> HeadRow:
        """Build a figure, and how far it is from the nearest limit of the rules of today."""
        cells = self._build_value_cells([key])
        if self.graph.base.time_filter or self._glance is None:
            return cells
        return (cells[0], Cell(self._glance.describe_limit(key)))

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

    def _find_known_facts(self, key: str) -> Sequence[Fact]:
        """Find the facts shown of a property, if it is known."""
        ranked_facts = self.ranked_facts.get(key)
        return _list_known_facts(ranked_facts) if ranked_facts and ranked_facts.is_known else ()

    def _find_ranked(self, key: str) -> RankedFacts:
        return self.ranked_facts[key]

    def _find_links(self, key: str) -> Sequence[EntityLink]:
        return self.graph.list_links(self.entity, key)


def _list_known_facts(ranked_facts: RankedFacts) -> Sequence[Fact]:
    return [fact for fact in ranked_facts.shown_facts if not fact.is_unknown]


def _choose_paired_rows(rows: Sequence[HeadRow]) -> Sequence[HeadRow]:
    """Choose the rows of a head of two columns: the wide ones, and of the others what has room."""
    wide_rows = [row for row in rows if is_wide_row(row)]
    paired_rows = [row for row in rows if not is_wide_row(row)]
    return (*paired_rows[: 2 * (PAIRED_HEAD_SIZE - len(wide_rows))], *wide_rows)
