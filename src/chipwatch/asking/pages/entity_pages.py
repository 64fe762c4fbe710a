"""Pages of entities: everything known of each, as data, as rows and as cards.

The modules that build tables and columns are imported only when they are needed: a page as JSON is
the answer that scripts wait for most often.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from ...model.answer import Answer
from ...model.entity import Entity
from ...model.problem import NotFoundError
from ...model.schema import find_kind
from ...store.knowledge_base import KnowledgeBase
from ..answers.entity_match import EntityMatch
from ..answers.graph import EntityGraph
from ..answers.query_options import HELP_REQUEST, QueryOptions, truncate_items
from ..answers.serialise import serialise_entity, serialise_source
from ..naming.resolver import list_guess_remarks, resolve_distinct

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...model.answer import Json, Row
    from ...model.part_type import PartType
    from ...model.table import Table
    from ..answers.column_spec import ColumnSpec
    from ..answers.serialise import JsonObject
    from .citing_facts import SourceUse


def build_pages(
    base: KnowledgeBase, names: Sequence[str], kind_name: str, options: QueryOptions
) -> Answer:
    """Build the pages of the entities named, of one kind if one is given.

    Raises NotFoundError or AmbiguousError where a name does not surely mean one entity.
    """
    kind = find_kind(kind_name).name if kind_name else ""
    matches = resolve_distinct(base, names, kind, exact=options.exact, takes_words=True)
    entities = base.load_entities([match.entity.id for match in matches])
    if base.time_filter and not any(entity.facts for entity in entities):
        entity_names = " and ".join(entity.name for entity in entities)
        message = f"there is nothing on {entity_names} {base.time_filter.query_dates}"
        raise NotFoundError(message, "ask for a later date")
    answer = EntityPagesAnswer(EntityGraph(base, entities), matches, options)
    if options.columns == HELP_REQUEST:
        from ..answers.columns import build_columns_help

        return build_columns_help(answer.specs)
    answer.load()
    return answer


class EntityPagesAnswer(Answer):
    """The pages of one or several entities."""

    def __init__(
        self, graph: EntityGraph, matches: Sequence[EntityMatch], options: QueryOptions
    ) -> None:
        self.graph, self.options = graph, options
        self.matches = {match.entity.id: match for match in matches}
        self.source_uses: dict[str, SourceUse] = {}
        """What rests on each entity that is a source."""
        self._screen_tables: dict[bool, list[Table]] = {}
        """The pages of a terminal once they are loaded, folded or not."""
        self._summaries: dict[str, Table] = {}
        """The heads of pages that are sent on, once they are loaded."""

    def load(self) -> None:
        """Load everything that the pages show; raises UnknownNameError for an unknown column."""
        self.graph.load()
        source_ids = [entity.id for entity in self.graph.entities if entity.kind_class.is_cited]
        if source_ids and not self.chosen_specs:
            from .citing_facts import load_source_uses

            self.source_uses = load_source_uses(self.graph.base, source_ids)
        if self.chosen_specs:
            from .offered_columns import read_ahead

            read_ahead(self.chosen_specs, self.graph.entities)

    @cached_property
    def specs(self) -> "Sequence[ColumnSpec[Entity]]":
        """Every column that these entities can show."""
        from .offered_columns import build_common_columns

        kinds = dict.fromkeys(entity.kind_class for entity in self.graph.entities)
        return build_common_columns(list(kinds), self.graph)

    @property
    def default_specs(self) -> "Sequence[ColumnSpec[Entity]]":
        """The columns that are given where none are chosen."""
        return [spec for spec in self.specs if not spec.is_on_request]

    @cached_property
    def chosen_specs(self) -> "Sequence[ColumnSpec[Entity]]":
        """The columns of the options, if any are chosen."""
        if not self.options.columns:
            return ()
        from ..answers.column_choice import pick_columns

        return pick_columns(self.specs, self.options.columns)

    @cached_property
    def entities(self) -> list[Entity]:
        """The entities in the order of the options, as many as they allow."""
        entities = list(self.graph.entities)
        if self.options.sort:
            from ..answers.column_choice import sort_items

            entities = sort_items(self.specs, entities, self.options.sort)
        return truncate_items(entities, self.options.limit)

    def to_data(self) -> "Json":
        """Build the object of one entity, or the array of several."""
        entity_objects = list(
            self.to_rows() if self.chosen_specs else map(self._build_entity_object, self.entities)
        )
        return entity_objects[0] if len(self.matches) == 1 and entity_objects else entity_objects

    def to_bibliography(self) -> "Json":
        """Build the sources of the columns chosen; the pages themselves where none are."""
        citations = [
            citation
            for entity in self.entities
            for spec in self.chosen_specs
            for citation in spec.list_citations(entity)
        ]
        if not citations:
            return self.to_data()
        sources = map(self.graph.get_source, dict.fromkeys(cite.source for cite in citations))
        return {"sources": list(map(serialise_source, sources))}

    def to_rows(self) -> "Sequence[Row]":
        """Build one row of plain values for each entity."""
        from ..answers.column_spec import build_rows

        return build_rows(self.chosen_specs or self.default_specs, self.entities)

    def collect_part_types(self) -> "Mapping[str, PartType]":
        """Collect what each column of the rows holds."""
        from ..answers.column_spec import collect_part_types

        return collect_part_types(self.chosen_specs or self.default_specs)

    def to_tables(self) -> "Sequence[Table]":
        """Build for each entity its card, what rests on it if it is a source, and its sources."""
        if self.chosen_specs:
            return self._build_chosen_tables()
        return [table for entity in self.entities for table in self._iter_page_tables(entity)]

    def to_screen_tables(self, *, is_unfolded: bool = False) -> "Sequence[Table]":
        """Build for each entity its head, its sections, what rests on it, and its sources."""
        if self.chosen_specs:
            return self._build_chosen_tables()
        if is_unfolded not in self._screen_tables:
            self.load_screen(is_unfolded=is_unfolded)
        return self._screen_tables[is_unfolded]

    def load_screen(self, *, is_unfolded: bool = False) -> None:
        """Build the pages of a terminal, whose heads ask for verdicts, and keep them."""
        from .screen_page import build_screen_page

        self._screen_tables[is_unfolded] = [
            table
            for entity in self.entities
            if not self.chosen_specs
            for table in build_screen_page(
                self.graph, entity, self.source_uses.get(entity.id), is_unfolded=is_unfolded
            )
        ]

    def load_page(self) -> None:
        """Build the heads of pages that are sent on, which ask for verdicts, and keep them."""
        from .page_summary import build_page_summary

        self._summaries = {
            entity.id: build_page_summary(self.graph, entity)
            for entity in self.entities
            if not self.chosen_specs
        }

    def to_page_tables(self) -> "Sequence[Table]":
        """Build for each entity its head, its card, what rests on it, and its sources."""
        if self.chosen_specs:
            return self._build_chosen_tables()
        if not self._summaries:
            self.load_page()
        tables: list[Table] = []
        for entity in self.entities:
            card, *others = self._iter_page_tables(entity)
            summary = self._summaries[entity.id]._replace(title=card.title)
            tables += [summary, card._replace(title="Facts"), *others]
        return tables

    def collect_remarks(self) -> Sequence[str]:
        """List the names that were guessed, and of a day, what may have appeared only later."""
        guess_remarks = list_guess_remarks(self.matches.values())
        if not self.graph.base.time_filter:
            return guess_remarks
        from ..answers.undated_things import list_undated_remarks

        return [*guess_remarks, *list_undated_remarks(self.graph.base, self.entities)]

    def count_disputed_values(self) -> int:
        """Count the values in the columns chosen on which sources disagree."""
        from ..answers.column_spec import count_disputed_values

        return count_disputed_values(self.chosen_specs, self.entities)

    def _build_entity_object(self, entity: Entity) -> "Json":
        match, source_use = self.matches[entity.id], self.source_uses.get(entity.id)
        return serialise_page(self.graph, entity, match, source_use)

    def _build_chosen_tables(self) -> "list[Table]":
        from ..answers.citations import CitationNumbers
        from ..answers.entity_card import build_choice_table

        citation_numbers = CitationNumbers() if self.options.cite else None
        table = build_choice_table(self.entities, self.chosen_specs, citation_numbers)
        if citation_numbers is None:
            return [table]
        return [table, *citation_numbers.build_tables(self.graph.get_source)]

    def _iter_page_tables(self, entity: Entity) -> "Iterator[Table]":
        from ..answers.entity_card import EntityCard

        card = EntityCard(self.graph, entity)
        yield card.build_table()
        if entity.id in self.source_uses:
            from .citing_facts import build_source_use_tables

            yield from build_source_use_tables(self.source_uses[entity.id])
        yield from card.citation_numbers.build_tables(self.graph.get_source)


def serialise_page(
    graph: EntityGraph, entity: Entity, match: EntityMatch, source_use: "SourceUse | None"
) -> "JsonObject":
    """Serialise the page of an entity; of a source with all that rests on it."""
    page_object = serialise_entity(graph, entity, match)
    if source_use:
        from .citing_facts import serialise_source_use

        page_object.update(serialise_source_use(source_use))
    return page_object
