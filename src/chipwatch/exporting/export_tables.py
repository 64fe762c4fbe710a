"""The tables of an export: entities, aliases, facts, citations, sources, and one for each kind.

Entities, aliases and facts hold everything, and ``chipwatch import`` reads them back; the others
are there to be looked at and asked. CSV, SQLite, Parquet and Excel all write these tables.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from json import dumps
from typing import Any, NamedTuple

from ..asking.answers.columns import RowsAnswer, RowsSettings
from ..asking.answers.entity_columns import build_kind_columns
from ..asking.answers.graph import EntityGraph
from ..asking.answers.query_options import QueryOptions
from ..model.answer import Json
from ..model.entity import Entity
from ..model.facts import Citation, Fact, UnknownValue, join_citations
from ..model.kind import AnyField, Kind
from ..model.part_type import PartType
from ..model.quantity import to_yaml_text
from ..model.schema import KINDS
from .export_content import SOURCE_KIND, ExportContent

Row = tuple[Any, ...]


class CellType(Enum):
    """The type of the cells of a column; any of them may be empty."""

    INTEGER = "integer"
    NUMBER = "number"
    DAY = "date"
    """A day as a text, such as 2025-02-24."""
    BOOLEAN = "boolean"
    TEXT = "string"


class TableColumn(NamedTuple):
    """A column of an exported table."""

    name: str
    meaning: str
    type: CellType = CellType.TEXT
    unit: str = ""
    refers_to: str = ""
    """The table whose ``id`` its cells hold."""


class ExportTable(NamedTuple):
    """A table of an export."""

    name: str
    meaning: str
    columns: tuple[TableColumn, ...]
    rows: Sequence[Row]
    key: str = ""
    """The column that tells its rows apart, if one does."""


_ENTITY_COLUMNS = (
    TableColumn("id", "Its id."),
    TableColumn("kind", "Its kind: company, chip and so on."),
    TableColumn("name", "Its name."),
    TableColumn(
        "is_whole", "Whether its facts are here: 0 where others only name it.", CellType.BOOLEAN
    ),
)
_ALIAS_COLUMNS = (
    TableColumn("entity", "The entity.", refers_to="entity"),
    TableColumn("alias", "Another name of it."),
)
_FACT_COLUMNS = (
    TableColumn("id", "Number of the fact here.", CellType.INTEGER),
    TableColumn("entity", "The entity that it is about.", refers_to="entity"),
    TableColumn("property", "The property that it states."),
    TableColumn("value", "The value as a fact file writes it; empty where it is unknown."),
    TableColumn("number", "The value as a number, if it is exact.", CellType.NUMBER),
    TableColumn("low", "Its lower end, if it has one.", CellType.NUMBER),
    TableColumn("high", "Its upper end, if it has one.", CellType.NUMBER),
    TableColumn("unit", "The unit or currency of these numbers."),
    TableColumn("target", "The entity that it leads to, of a relation.", refers_to="entity"),
    TableColumn("unknown", "Why there is no value."),
    TableColumn("looked_in", "Where a value was looked for in vain, a list in JSON."),
    TableColumn("as_of", "When it held or was said."),
    TableColumn("until", "From when it no longer held."),
    TableColumn("period", "The span that a figure counts up."),
    TableColumn("share", "Of a relation, the part that is held."),
    TableColumn("count", "Of a relation to parts, how many there are."),
    TableColumn("certainty", "confirmed, reported, estimated, disputed or assessment."),
    TableColumn("note", "A few words that go with the value."),
    TableColumn("is_shown", "Whether it is the one shown of its property.", CellType.BOOLEAN),
    TableColumn("is_disputed", "Whether sources contradict each other on it.", CellType.BOOLEAN),
    TableColumn("sources", "Its sources, each with # and the place in it, with semicolons."),
    TableColumn("path", "The file that states it."),
    TableColumn("line", "The line of that file.", CellType.INTEGER),
)
_CITATION_COLUMNS = (
    TableColumn("fact", "The fact.", CellType.INTEGER, refers_to="fact"),
    TableColumn("source", "The source that it rests on.", refers_to="source"),
    TableColumn("place", "The place in the source."),
)
_SOURCE_COLUMNS = (
    TableColumn("id", "Its id.", refers_to="entity"),
    TableColumn("name", "Its title."),
    TableColumn("type", "regulation, filing, company, research, news and so on."),
    TableColumn("publisher", "Who published it."),
    TableColumn("published", "When it appeared."),
    TableColumn("url", "Where it is."),
    TableColumn("origin", "The source that it merely repeats."),
)
_CELL_TYPES = {PartType.NUMBER: CellType.NUMBER, PartType.DAY: CellType.DAY}


def build_tables(content: ExportContent) -> list[ExportTable]:
    """Build all tables of an export, those that others refer to first."""
    return [*build_fact_tables(content), *_build_kind_tables(content)]


def build_fact_tables(content: ExportContent) -> list[ExportTable]:
    """Build the tables that hold everything: entities, sources, aliases, facts, citations."""
    facts = list(_iter_facts(content))
    return [
        ExportTable(
            name="entity",
            meaning="Everything that has an id, and what facts of it lead to.",
            columns=_ENTITY_COLUMNS,
            rows=list(_iter_entity_rows(content)),
            key="id",
        ),
        ExportTable(
            name="source",
            meaning="The publications that facts rest on.",
            columns=_SOURCE_COLUMNS,
            rows=[tuple(text or None for text in record) for record in content.sources.values()],
            key="id",
        ),
        ExportTable(
            name="alias",
            meaning="Other names of the entities.",
            columns=_ALIAS_COLUMNS,
            rows=[(entity.id, alias) for entity in content.entities for alias in entity.aliases],
        ),
        ExportTable(
            name="fact",
            meaning="Every statement about an entity, those that are not shown too.",
            columns=_FACT_COLUMNS,
            rows=[
                _build_fact_row(number, shown_fact)
                for number, shown_fact in enumerate(facts, start=1)
            ],
            key="id",
        ),
        ExportTable(
            name="citation",
            meaning="The sources of each fact, with the place in them.",
            columns=_CITATION_COLUMNS,
            rows=[
                (number, citation.source, citation.locator or None)
                for number, shown_fact in enumerate(facts, start=1)
                for citation in _list_held_citations(content, shown_fact.fact)
            ],
        ),
    ]


class ShownFact(NamedTuple):
    """A fact, whether it is the one shown of its property, and whether that is disputed."""

    fact: Fact
    is_shown: bool
    is_disputed: bool


def _iter_entity_rows(content: ExportContent) -> Iterator[Row]:
    for entity in content.entities:
        yield (entity.id, entity.kind, entity.name, 1)
    for ref in content.linked_entities.values():
        yield (*ref, 0)


def _iter_facts(content: ExportContent) -> Iterator[ShownFact]:
    """Give every fact in the order of its file, by which one is chosen where all else is equal."""
    for entity in content.entities:
        ranked_by_property = entity.rank_facts()
        shown_ids = {
            id(fact) for ranked in ranked_by_property.values() for fact in ranked.shown_facts
        }
        for fact in entity.facts:
            yield ShownFact(
                fact=fact,
                is_shown=id(fact) in shown_ids,
                is_disputed=ranked_by_property[fact.property].is_disputed,
            )


def _build_fact_row(number: int, shown_fact: ShownFact) -> Row:
    fact = shown_fact.fact
    quantities = {} if fact.is_unknown else fact.field.to_quantities(fact.value)
    unit, quantity = next(iter(quantities.items()), (None, None))
    unknown = fact.value if isinstance(fact.value, UnknownValue) else None
    return (
        number,
        fact.entity,
        fact.property,
        None if unknown else fact.field.to_yaml_text(fact.value),
        quantity and quantity.exact_number,
        quantity and quantity.low,
        quantity and quantity.high,
        unit or None,
        fact.target_id,
        unknown and unknown.reason,
        dumps(unknown.looked_in, ensure_ascii=False) if unknown and unknown.looked_in else None,
        fact.as_of and fact.as_of.text,
        fact.until and fact.until.text,
        fact.period and fact.period.text,
        format_share(fact),
        format_part_count(fact),
        fact.certainty,
        fact.note or None,
        int(shown_fact.is_shown),
        int(shown_fact.is_disputed),
        join_citations(fact.citations),
        fact.location.path,
        fact.location.line,
    )


def format_share(fact: Fact) -> str | None:
    """Write the part that a relation holds as a fact file does: ``20 %``."""
    return f"{to_yaml_text(fact.share)} %" if fact.share else None


def format_part_count(fact: Fact) -> str | None:
    """Write how many parts a relation is about as a fact file does."""
    return to_yaml_text(fact.part_count) if fact.part_count else None


def _list_held_citations(content: ExportContent, fact: Fact) -> list[Citation]:
    """List the citations of a fact whose source is in the base."""
    return [citation for citation in fact.citations if citation.source in content.sources]


def _build_kind_tables(content: ExportContent) -> Iterator[ExportTable]:
    """Build a table for each kind with all columns of its listing, as SQL has them."""
    for kind in KINDS.values():
        entities = [entity for entity in content.entities if entity.kind == kind.name]
        if entities and kind.name != SOURCE_KIND:
            yield _build_kind_table(content, kind, entities)


def _build_kind_table(
    content: ExportContent, kind: type[Kind], entities: Sequence[Entity]
) -> ExportTable:
    graph = EntityGraph(content.base, entities)
    specs = build_kind_columns(kind, graph)
    graph.load()
    settings: RowsSettings[Entity] = RowsSettings(title="", default_keys=())
    answer = RowsAnswer(specs, entities, QueryOptions(), settings)
    part_types, keys = answer.collect_part_types(), answer.list_row_keys()
    columns = tuple(
        _build_kind_column(kind, key, part_types.get(key, PartType.PLAIN)) for key in keys
    )
    rows = [tuple(_join_items(row[key]) for key in keys) for row in answer.to_rows()]
    return ExportTable(name=kind.name, meaning=kind.meaning, columns=columns, rows=rows, key="id")


def _build_kind_column(kind: type[Kind], key: str, part_type: PartType) -> TableColumn:
    field = _find_field(kind.properties, key)
    return TableColumn(
        name=key,
        meaning=_describe_column(field, key),
        type=_CELL_TYPES.get(part_type, CellType.TEXT),
        unit=field.unit if field and part_type is PartType.NUMBER else "",
        refers_to="entity" if key == "id" else "",
    )


def _find_field(properties: Mapping[str, AnyField], key: str) -> AnyField | None:
    """Find the property that a column is of: ``tpp_low`` is of ``tpp``."""
    names = [name for name in properties if key == name or key.startswith(f"{name}_")]
    return properties[max(names, key=len)] if names else None


def _describe_column(field: AnyField | None, key: str) -> str:
    """Describe a column by its property; one of relations to the entity by its own name."""
    return field.meaning if field else f"{key.replace('_', ' ').capitalize()}."


def _join_items(value: Json) -> Json:
    """Join a list with semicolons, as CSV does; one cell holds one plain value."""
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else value
