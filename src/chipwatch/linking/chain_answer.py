"""Chains of relations as data, rows, tables and graphs."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ..asking.answers.citations import CitationNumbers
from ..asking.answers.entity_match import EntityMatch, serialise_match
from ..asking.answers.query_options import join_first_names
from ..asking.answers.relation_link import RelationLink
from ..asking.answers.serialise import JsonObject, serialise_source
from ..asking.naming.resolver import list_guess_remarks
from ..model.answer import Answer, Json, Row
from ..model.field_types import DATE_COLUMN
from ..model.part_type import PartType
from ..model.relation_graph import RelationGraph
from ..model.table import Cell, Column, Layout, Table
from ..model.wording import format_count, lower_label
from .chain_search import Chain
from .link_cells import build_link_cell
from .link_references import LinkReferences

ARROW = " → "
CHAIN_COLUMNS = (
    Column("From", min_width=12),
    Column("Relation", is_unbreakable=True),
    Column("To", min_width=30),
)


class ChainGroup(NamedTuple):
    """Chains of the same relations, the best first: the one that is shown."""

    chains: tuple[Chain, ...]

    @property
    def shown(self) -> Chain:
        """The chain that stands for all of them."""
        return self.chains[0]


class ChainAnswer(Answer):
    """The best chains between two things."""

    def __init__(  # noqa: PLR0913 - all by keyword
        self,
        *,
        groups: Sequence[ChainGroup],
        hidden_way_count: int,
        matches: tuple[EntityMatch, EntityMatch],
        parallel_links: Sequence[RelationLink],
        references: LinkReferences,
        is_cut: bool,
    ) -> None:
        self.groups, self.matches, self.references = groups, matches, references
        self.hidden_way_count, self.is_cut = hidden_way_count, is_cut
        self._other_labels: dict[tuple[str, str], list[str]] = {}
        for link in parallel_links:
            labels = self._other_labels.setdefault((link.start_id, link.end_id), [])
            if link.label not in labels:
                labels.append(link.label)

    @property
    def is_complete(self) -> bool:
        """Whether no limit of our own left chains out."""
        return not self.is_cut

    def to_data(self) -> Json:
        """Build the chains with every step, how many are like each, and the sources."""
        start, goal = (match.entity for match in self.matches)
        return {
            "from": start.id,
            "from_name": start.name,
            "to": goal.id,
            "to_name": goal.name,
            "chains": [self._serialise_group(group) for group in self.groups],
            "other_ways": self.hidden_way_count,
            "complete": self.is_complete,
            "sources": [serialise_source(source) for source in self.references.sources.values()],
            "match": [serialise_match(match) for match in self.matches],
        }

    def to_rows(self) -> Sequence[Row]:
        """Build a row for each step of each chain."""
        return [
            {
                "chain": chain_number,
                "step": step_number,
                **self._build_row(link),
            }
            for chain_number, group in enumerate(self.groups, start=1)
            for step_number, link in enumerate(group.shown.links, start=1)
        ]

    def collect_part_types(self) -> Mapping[str, PartType]:
        """Collect what the columns of dates hold."""
        return {**DATE_COLUMN.map_part_types("as_of"), **DATE_COLUMN.map_part_types("until")}

    def to_relation_graph(self) -> RelationGraph:
        """Build the graph of all chains shown."""
        links = [link for group in self.groups for link in group.shown.links]
        return self.references.build_graph(links)

    def to_tables(self) -> Sequence[Table]:
        """Build a table for each chain, a row for each step, and the sources."""
        numbers = CitationNumbers()
        tables = [self._build_chain_table(group, numbers) for group in self.groups]
        tables[-1] = tables[-1]._replace(notes=(*tables[-1].notes, *self._iter_notes()))
        return [*tables, *numbers.build_tables(self.references.get_source)]

    def collect_remarks(self) -> Sequence[str]:
        """Collect the names that were guessed."""
        return list_guess_remarks(self.matches)

    def _serialise_group(self, group: ChainGroup) -> JsonObject:
        chain = group.shown
        return {
            "text": self._format_chain(chain),
            "length": len(chain.links),
            "cost": chain.cost,
            "steps": [
                {**self.references.serialise_link(link), "also": self._list_other_labels(link)}
                for link in chain.links
            ],
            "alike": [[link.end_id for link in label.links[:-1]] for label in group.chains[1:]],
        }

    def _build_row(self, link: RelationLink) -> Row:
        data = self.references.serialise_link(link)
        dates = {
            **DATE_COLUMN.to_row("as_of", link.fact.as_of),
            **DATE_COLUMN.to_row("until", link.fact.until),
        }
        row = {key: dates.pop(key, value) for key, value in data.items() if key != "where"}
        return {**row, **dates, "sources": [str(citation) for citation in link.fact.citations]}

    def _build_chain_table(self, group: ChainGroup, numbers: CitationNumbers) -> Table:
        chain = group.shown
        rows = tuple(self._build_step_row(link, numbers) for link in chain.links)
        return Table(
            title=f"{self._format_chain(chain)} ({format_count(len(chain.links), 'step')})",
            columns=CHAIN_COLUMNS,
            rows=rows,
            has_headings=False,
            notes=tuple(self._iter_alike_notes(group)),
            layout=Layout.WRAPPED,
        )

    def _build_step_row(self, link: RelationLink, numbers: CitationNumbers) -> tuple[Cell, ...]:
        """Build a step: where from, as what, where to, with dates, weaknesses and sources."""
        others = self._list_other_labels(link)
        also = f"also {', '.join(map(lower_label, others))}" if others else ""
        name_cell = Cell(self.references.get_name(link.start_id), "name")
        end_cell = build_link_cell(self.references, link, remark=also)
        citations = numbers.register_citations(link.fact.citations)
        return name_cell, Cell(link.label, "label"), end_cell._replace(citations=citations)

    def _list_other_labels(self, link: RelationLink) -> list[str]:
        """List what else the end of a step is to its beginning."""
        labels = self._other_labels.get((link.start_id, link.end_id), [])
        return [label for label in labels if label != link.label]

    def _iter_alike_notes(self, group: ChainGroup) -> Iterator[str]:
        """Say what chains of the same relations lead through instead."""
        others = group.chains[1:]
        if not others:
            return
        passed = {link.end_id for link in group.shown.links}
        ids = dict.fromkeys(
            link.end_id for chain in others for link in chain.links if link.end_id not in passed
        )
        names = join_first_names([self.references.get_name(entity_id) for entity_id in ids])
        yield f"{len(others)} more by the same relations, through {names}: --all"

    def _iter_notes(self) -> Iterator[str]:
        if self.hidden_way_count:
            ways = format_count(self.hidden_way_count, "other way is", "other ways are")
            yield f"{ways} nearly as good: --all"
        if self.is_cut:
            yield "There are more chains than were looked at."

    def _format_chain(self, chain: Chain) -> str:
        ids = [chain.links[0].start_id, *(link.end_id for link in chain.links)]
        return ARROW.join(map(self.references.get_name, ids))
