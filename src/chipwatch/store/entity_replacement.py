"""Replacing entities in the tables of a base, with all that the indexes have of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..model.entity import Entity
from ..reading.draft import Draft
from ..reading.layers import FactFolder
from .changed_documents import ChangedEntities
from .company_forms import list_company_forms
from .database_writer import build_spelling_row, write_documents
from .entity_places import EntityPlaces, RowidRange
from .fact_writer import build_fact_rows, write_facts, write_heads
from .file_changes import CannotUpdateError, FileChanges
from .name_index import NameKeyBuilder
from .name_writer import NameWriter, NumberedEntity
from .passage_writer import PassageWriter
from .record_replacement import RecordReplacement
from .rows import EntityHead, parse_citations
from .simplified_chinese import build_simplification_table
from .table_reader import IN_JSON_ARRAY, Database, to_json_array


class EntityReplacement:
    """Replaces the entities that changed files tell of, in a copy of a snapshot.

    Raises CannotUpdateError where more than these entities would have to be changed, which may
    leave the copy half changed.
    """

    def __init__(
        self,
        connection: Database,
        changed_entities: ChangedEntities,
        changes: FileChanges,
        folders: Sequence[FactFolder],
    ) -> None:
        self._connection, self._changes = connection, changes
        self._changed_entities = changed_entities
        self._heads, self._entities, self._drafts, _ = changed_entities
        self._ids = changed_entities.ids
        self._first_drafts = {draft.id: draft for draft in reversed(self._drafts)}
        self._written: list[tuple[NumberedEntity, int]] = []
        self._places = EntityPlaces(connection, folders)
        simplifications = self._build_simplifications()
        key_builder = NameKeyBuilder(simplifications, frozenset(list_company_forms()))
        self._names, self._passages = NameWriter(connection, key_builder), PassageWriter(connection)

    def run(self) -> None:
        """Replace the entities, their documents and what rests on them."""
        moved_ids = self._find_moved_ids()
        RecordReplacement(self._connection, self._changed_entities, moved_ids).run()
        regions = {head.id: self._places.find_region(head.first) for head in self._heads.values()}
        linking_rowids = self._find_facts_to_renamed()
        self._remove_passages(regions, linking_rowids)
        for head in self._heads.values():
            self._remove_entity(head, regions[head.id])
        self._replace_documents()
        for entity in self._entities:
            if entity.id not in moved_ids:
                self._write_in_region(entity, regions[entity.id])
        self._write_moved_entities(moved_ids)
        self._write_passages(linking_rowids)

    def _find_moved_ids(self) -> set[str]:
        """Find the entities whose first documents are new, or stand elsewhere among all."""
        paths = {*self._iter_paths_with_other_ids()}
        return {
            entity_id
            for entity_id, draft in self._first_drafts.items()
            if draft.location.path in paths or not self._stands_as_before(draft)
        }

    def _stands_as_before(self, draft: Draft) -> bool:
        """Tell whether a first document is in the file in which that of its entity was."""
        place = self._places.find_first_document(draft.id)
        return place is not None and place[:2] == (draft.layer, draft.location.path)

    def _iter_paths_with_other_ids(self) -> Iterator[str]:
        """Iterate over the changed files that are about other entities, or in another order."""
        ids_by_path: dict[str, list[str]] = {}
        for draft in self._drafts:
            ids_by_path.setdefault(draft.location.path, []).append(draft.id)
        sql = "SELECT id FROM document WHERE path = ? ORDER BY line"
        for path in self._changes.labels:
            old_ids = [entity_id for (entity_id,) in self._connection.execute(sql, (path,))]
            if old_ids != ids_by_path.get(path):
                yield path

    def _build_simplifications(self) -> dict[str, str]:
        """Build the table of simplified characters; it must be as it was, as other keys use it."""
        sql = f"SELECT name, aliases FROM entity WHERE id NOT {IN_JSON_ARRAY}"
        other_names = self._connection.execute(sql, (to_json_array(self._ids),))
        simplifications = build_simplification_table(
            [
                *(name for names in other_names for name in names),
                *(name for entity in self._entities for name in (entity.name, *entity.aliases)),
            ]
        )
        row = build_spelling_row(simplifications, list_company_forms())
        if self._connection.execute("SELECT * FROM spelling").fetchall() != [row]:
            raise CannotUpdateError
        return simplifications

    def _find_facts_to_renamed(self) -> list[int]:
        """Find the facts of other entities that lead to one whose names are others now."""
        names = {entity.id: (entity.name, entity.aliases) for entity in self._entities}
        renamed_ids = [
            head.id
            for head in self._heads.values()
            if head.id in names and names[head.id] != (head.name, head.aliases)
        ]
        sql = f"SELECT rowid FROM fact WHERE target {IN_JSON_ARRAY} AND entity NOT {IN_JSON_ARRAY}"
        arrays = (to_json_array(renamed_ids), to_json_array(self._ids))
        return [rowid for (rowid,) in self._connection.execute(sql, arrays)]

    def _remove_passages(
        self, regions: Mapping[str, RowidRange], linking_rowids: Iterable[int]
    ) -> None:
        """Remove what the index of words has: of facts, with the names of what they lead to."""
        for head in self._heads.values():
            region = regions[head.id]
            self._passages.remove_names(region.first, region.last)
            self._passages.remove_facts(head.first, head.last)
        for rowid in linking_rowids:
            self._passages.remove_facts(rowid, rowid)

    def _write_passages(self, linking_rowids: Iterable[int]) -> None:
        """Add to the index of words what was removed or is new, once all names are written."""
        for (first, entity), name_count in self._written:
            self._passages.write_names(first, first + name_count - 1)
            self._passages.write_facts(first, first + len(entity.facts) - 1)
        for rowid in linking_rowids:
            self._passages.write_facts(rowid, rowid)

    def _remove_entity(self, head: EntityHead, region: RowidRange) -> None:
        """Remove an entity with its names and facts."""
        self._names.remove(region.first, region.last)
        self._remove_facts(head)
        self._connection.execute("DELETE FROM entity WHERE id = ?", (head.id,))

    def _remove_facts(self, head: EntityHead) -> None:
        """Remove the facts of an entity, and what the table of citations has of them."""
        span = (head.first, head.last)
        sql = "SELECT citations FROM fact WHERE rowid BETWEEN ? AND ?"
        sources = {
            citation.source
            for (text,) in self._connection.execute(sql, span)
            for citation in parse_citations(text)
        }
        for source in sources:
            delete_sql = "DELETE FROM citation WHERE source = ? AND first BETWEEN ? AND ?"
            self._connection.execute(delete_sql, (source, *span))
        self._connection.execute("DELETE FROM fact WHERE rowid BETWEEN ? AND ?", span)

    def _replace_documents(self) -> None:
        """Note which documents the changed files have now."""
        sql = f"DELETE FROM document WHERE path {IN_JSON_ARRAY}"
        self._connection.execute(sql, (to_json_array(self._changes.labels),))
        labels = {file.label for file in self._changes.files}
        documents = (draft.record for draft in self._drafts if draft.location.path in labels)
        write_documents(self._connection, documents)

    def _write_in_region(self, entity: Entity, region: RowidRange) -> None:
        """Write an entity where it was, if there is room for it."""
        end = region.first + self._names.count_rowids(entity)
        if region.next_first and end > region.next_first:
            raise CannotUpdateError
        self._write_entity(NumberedEntity(first=region.first, entity=entity))

    def _write_moved_entities(self, moved_ids: set[str]) -> None:
        """Write entities that are new or stand elsewhere, in the order of their documents."""
        for entity in self._entities:
            if entity.id in moved_ids:
                rowid_count = self._names.count_rowids(entity)
                first = self._places.choose_first(self._first_drafts[entity.id], rowid_count)
                self._write_entity(NumberedEntity(first=first, entity=entity))

    def _write_entity(self, numbered_entity: NumberedEntity) -> None:
        """Write an entity with its names and facts."""
        write_heads(self._connection, [numbered_entity])
        fact_rows = build_fact_rows([numbered_entity.entity])
        write_facts(self._connection, [numbered_entity], fact_rows)
        self._written.append((numbered_entity, self._names.write(numbered_entity)))
