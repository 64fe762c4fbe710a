"""What an entity is linked with, as a page, data, rows and a graph."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from ..asking.answers.citations import CitationNumbers
from ..asking.answers.column_spec import ColumnSpec
from ..asking.answers.columns import RowsAnswer, RowsSettings
from ..asking.answers.entity_card import format_title
from ..asking.answers.entity_match import EntityMatch, serialise_match
from ..asking.answers.query_options import QueryOptions
from ..asking.answers.serialise import JsonObject, serialise_source
from ..asking.pages.page_lines import PageLine, fold_lines
from ..asking.pages.page_sections import SECTION_COLUMNS
from ..model.answer import Json
from ..model.entity import Entity
from ..model.field_types import DATE_COLUMN, REFERENCE_COLUMN
from ..model.numeric_fields import NUMBER_COLUMN
from ..model.relation_graph import RelationGraph
from ..model.table import Cell, Layout, Table
from ..model.wording import format_count
from .link_cells import build_link_cell, get_link_mark
from .link_references import LinkReferences
from .related_things import RelatedThing, RelatedThings

SHOWN_NEAR_THINGS, SHOWN_FAR_THINGS = 8, 3
"""Things of one relation that have a line each where more are folded: those linked directly, and
those further away. Our choice."""
INDIRECT_HEADING = "TOLD ELSEWHERE"
DEFAULT_KEYS = ("relation", "name", "kind", "as_of", "note")


class RelatedAnswer(RowsAnswer[RelatedThing]):
    """What one entity is linked with."""

    def __init__(  # noqa: PLR0913 - all by keyword
        self,
        *,
        entity: Entity,
        match: EntityMatch,
        depth: int,
        related: RelatedThings,
        references: LinkReferences,
        options: QueryOptions,
        settings: RowsSettings[RelatedThing],
    ) -> None:
        self.entity, self.match, self.depth = entity, match, depth
        self.related, self.references = related, references
        self._is_listing = bool(options.columns or options.sort)
        super().__init__(
            build_related_columns(references),
            related.things,
            options,
            settings,
        )

    def to_data(self) -> Json:
        """Build the relations, each with its things, and the sources; or the columns chosen."""
        if self.chosen_specs:
            return super().to_data()
        return {
            "id": self.entity.id,
            "kind": self.entity.kind,
            "name": self.entity.name,
            "depth": self.depth,
            "count": len(self.items),
            "left_out": self.omitted_count + self.related.left_out_count,
            "not_followed": self.related.unfollowed_count,
            "complete": self.is_complete,
            "relations": [
                self._serialise_group(list(group))
                for _, group in groupby(self.items, key=_get_group_key)
            ],
            "sources": [serialise_source(source) for source in self.references.sources.values()],
            "match": serialise_match(self.match),
        }

    def to_relation_graph(self) -> RelationGraph:
        """Build the graph of all links that lead to the things."""
        links = [link for thing in self.items for link in (*thing.earlier_links, thing.link)]
        return self.references.build_graph(links)

    def to_tables(self) -> Sequence[Table]:
        """Build a listing where columns or an order are chosen, else a card by relation."""
        return super().to_tables() if self._is_listing else self._build_card(is_unfolded=True)

    def to_screen_tables(self, *, is_unfolded: bool = False) -> Sequence[Table]:
        """Build the same for a terminal, where long lists are folded."""
        if self._is_listing:
            return super().to_tables()
        return self._build_card(is_unfolded=is_unfolded)

    def _serialise_group(self, things: Sequence[RelatedThing]) -> JsonObject:
        first = things[0]
        return {
            "relation": first.key,
            "label": first.label,
            "step": first.step,
            "indirect": first.is_indirect,
            "strength": first.link.strength.word,
            "things": [
                {
                    **self.references.serialise_link(thing.link),
                    "through": [
                        self.references.serialise_link(link) for link in thing.earlier_links
                    ],
                    "via": thing.via_ids,
                }
                for thing in things
            ],
        }

    def _build_card(self, *, is_unfolded: bool) -> list[Table]:
        numbers = CitationNumbers()
        rows: list[tuple[Cell, ...]] = []
        previous_label = ""
        for heading, group in groupby(self.items, key=_get_heading):
            if heading:
                rows.append((Cell(heading, "heading"),))
            for line in self._iter_lines(list(group), is_unfolded=is_unfolded):
                citations = numbers.register_citations(line.citations)
                label = "" if line.label == previous_label else line.label
                previous_label = line.label
                rows.append((Cell(label, "label"), line.value._replace(citations=citations)))
        card = Table(
            title=f"{format_title(self.entity)}: {self._describe_count()}",
            columns=SECTION_COLUMNS,
            rows=tuple(rows),
            has_headings=False,
            notes=tuple(self._iter_notes()),
            layout=Layout.PAGE,
        )
        return [card, *numbers.build_tables(self.references.get_source)]

    def _iter_lines(
        self, things: Sequence[RelatedThing], *, is_unfolded: bool
    ) -> Iterator[PageLine]:
        for key, group in groupby(things, key=_get_group_key):
            lines = [self._build_line(thing) for thing in group]
            step, _ = key
            folded_from = SHOWN_NEAR_THINGS if step == 1 else SHOWN_FAR_THINGS
            shown_count = len(lines) if is_unfolded else folded_from
            yield from fold_lines(lines, shown_count, self.entity.name)

    def _build_line(self, thing: RelatedThing) -> PageLine:
        via_names = [self.references.get_name(id_) for id_ in thing.via_ids]
        more = f" +{len(via_names) - 1}" if len(via_names) > 1 else ""
        via = f"through {via_names[0]}{more}" if via_names else ""
        links = (*thing.earlier_links, thing.link)
        citations = [citation for link in links for citation in link.fact.citations]
        cell = build_link_cell(self.references, thing.link, remark=via)
        return PageLine(thing.label, cell, citations)

    def _describe_count(self) -> str:
        relation_count = len({_get_group_key(thing) for thing in self.items})
        relations = format_count(relation_count, "relation")
        return f"{format_count(len(self.items), 'thing')} by {relations}"

    def _iter_notes(self) -> Iterator[str]:
        omitted = self.omitted_count
        if omitted:
            yield f"{omitted:,} more; raise --limit to see them"
        if self.related.left_out_count:
            yield f"{self.related.left_out_count:,} more are left out: choose a --kind"
        if self.related.unfollowed_count:
            things = format_count(self.related.unfollowed_count, "thing")
            yield f"the relations of {things} further out were not followed"
        if self.depth == 1:
            yield f"More: related {self.entity.id} --depth 2, path {self.entity.id} NAME"


def _get_group_key(thing: RelatedThing) -> tuple[int, str]:
    return thing.step, thing.key


def _get_heading(thing: RelatedThing) -> str:
    if thing.is_indirect:
        return INDIRECT_HEADING
    return f"IN {thing.step} STEPS" if thing.step > 1 else ""


def build_related_columns(references: LinkReferences) -> list[ColumnSpec[RelatedThing]]:
    """Build the columns of a thing that an entity is linked with."""

    def get_names(thing: RelatedThing) -> tuple[Json, Json]:
        return list(thing.via_ids), [references.get_name(id_) for id_ in thing.via_ids]

    def build_name_cell(thing: RelatedThing) -> Cell:
        return Cell(references.get_name(thing.end_id), get_link_mark(thing.link))

    return [
        ColumnSpec(key="step", is_numeric=True),
        ColumnSpec(key="key", get_value=attrgetter("key")),
        ColumnSpec(key="relation", get_value=attrgetter("label")),
        ColumnSpec(key="id", get_value=attrgetter("end_id")),
        ColumnSpec(
            key="name",
            get_value=lambda thing: references.get_name(thing.end_id),
            build_cell=build_name_cell,
            find_citations=lambda thing: thing.link.fact.citations,
        ),
        ColumnSpec(key="kind", get_value=lambda thing: references.get_kind(thing.end_id)),
        ColumnSpec(key="via", column_type=REFERENCE_COLUMN, get_value=get_names),
        ColumnSpec(key="strength", get_value=attrgetter("link.strength.word")),
        ColumnSpec(key="share", column_type=NUMBER_COLUMN, get_value=attrgetter("link.fact.share")),
        ColumnSpec(
            key="as_of",
            label="Since",
            column_type=DATE_COLUMN,
            get_value=attrgetter("link.fact.as_of"),
            is_unbreakable=True,
        ),
        ColumnSpec(
            key="until",
            column_type=DATE_COLUMN,
            get_value=attrgetter("link.fact.until"),
            is_unbreakable=True,
        ),
        ColumnSpec(key="certainty", get_value=attrgetter("link.fact.certainty")),
        ColumnSpec(
            key="weak",
            get_value=lambda thing: thing.link.list_marked_weaknesses(references.day),
        ),
        ColumnSpec(key="note", get_value=lambda thing: thing.link.fact.note or None),
        ColumnSpec(
            key="sources",
            get_value=lambda thing: [str(citation) for citation in thing.link.fact.citations],
        ),
    ]
