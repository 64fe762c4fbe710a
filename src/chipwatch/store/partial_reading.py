"""Read a few files of a base, together with what its snapshot has of the others.

Checking one file then takes the time of one file: the ids that it names, and the facts that its own
are held against, come from the snapshot. What the snapshot had of the files themselves, which may
have been edited since, counts for nothing.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from ..model.entity import Entity
from ..model.facts import Fact
from ..model.field_types import Ref
from ..model.problem import Problem, RejectedEntity
from ..model.schema import KINDS
from ..reading.base_facts import BaseFacts
from ..reading.draft import DocumentRecord
from ..reading.layers import FactFile
from ..reading.loader import LoadResult, OtherDocuments, load_fact_files
from ..reading.problem_lines import FileReader
from ..reading.upkeep import OWNERS
from .knowledge_base import KnowledgeBase


class ReadFiles(NamedTuple):
    """The problems of files, and the facts of the base that they are a part of."""

    problems: list[Problem]
    base: BaseFacts


class PartialReader:
    """Reads some files of a base, of which a snapshot has the others as they are now."""

    def __init__(
        self,
        base: KnowledgeBase,
        files: Sequence[FactFile],
        labels: AbstractSet[str],
        read_content: FileReader,
    ) -> None:
        self._base, self._files, self._labels = base, files, labels
        self._read_content = read_content
        self._documents = base.load_documents()
        self._rejected_entities = base.load_rejected_entities()
        self._sources = base.load_all_sources()

    def read(self) -> ReadFiles | None:
        """Read the files; None where they change what other files rest on.

        With them are read all files that speak of the same entities, and those of sources whose
        claims they cite.
        """
        first_result = self._load(self._labels)
        ids = {*self._list_earlier_ids(), *_list_ids(first_result)}
        labels = {*self._labels, *self._find_labels({*ids, *self._find_claimed_sources()})}
        result = self._load(labels)
        if self._affects_other_files(result):
            return None
        ids |= {*_list_ids(result)}
        return ReadFiles(problems=result.problems, base=self._join_facts(result, ids, labels))

    def _load(self, labels: AbstractSet[str]) -> LoadResult:
        """Read files as parts of the base."""
        kinds_by_id = {
            entity.id: entity.kind
            for entity in self._rejected_entities
            if entity.path not in labels
        }
        kinds_by_id.update((record.id, record.kind) for record in self._list_documents(labels))
        files = [file for file in self._files if file.label in labels or file.is_schema]
        return load_fact_files(
            files, self._read_content, OtherDocuments(kinds_by_id, self._sources)
        )

    def _list_documents(self, labels: AbstractSet[str]) -> Iterator[DocumentRecord]:
        """List the documents that stand in none of these files."""
        return (record for record in self._documents if record.location.path not in labels)

    def _iter_places(self) -> Iterator[tuple[str, str]]:
        """Iterate over the ids that the base has, each with the file that it stands in."""
        yield from ((record.id, record.location.path) for record in self._documents)
        yield from ((entity.id, entity.path) for entity in self._rejected_entities)

    def _list_earlier_ids(self) -> Iterator[str]:
        """List the ids that the files had when the snapshot was made."""
        return (entity_id for entity_id, path in self._iter_places() if path in self._labels)

    def _find_labels(self, ids: AbstractSet[str]) -> Iterator[str]:
        """Find the files in which these ids stand."""
        return (path for entity_id, path in self._iter_places() if entity_id in ids)

    def _find_claimed_sources(self) -> Iterator[str]:
        """Find the sources whose places are listed one by one, so that citations are checked."""
        claims = self._base.load_claims([*self._sources])
        return (source for source, source_claims in claims.items() if source_claims)

    def _affects_other_files(self, result: LoadResult) -> bool:
        """Tell whether other files may be read otherwise than they were, as these now are.

        That is so if a source is another than it was, if what they lead to is gone or of another
        kind, or if something is new in a base of which parts could not be used.
        """
        kinds = {*_list_kinds((*result.documents, *result.rejected_entities))}
        earlier_kinds = {
            *_list_kinds(
                record for record in self._documents if record.location.path in self._labels
            ),
            *_list_kinds(
                entity for entity in self._rejected_entities if entity.path in self._labels
            ),
        }
        has_changed_source = any(
            self._sources.get(source_id, record) != record
            for source_id, record in result.sources.items()
        )
        may_mend_others = bool(self._rejected_entities) and bool(kinds - earlier_kinds)
        return has_changed_source or may_mend_others or bool(earlier_kinds - kinds)

    def _join_facts(
        self, result: LoadResult, ids: AbstractSet[str], labels: AbstractSet[str]
    ) -> BaseFacts:
        """Join what was read with the other entities; those that it is held against, with facts."""
        neighbour_ids = self._find_neighbours(result.entities) - ids
        ids_with_facts = ids | neighbour_ids
        other_entities = [
            Entity(id=ref.id, kind=ref.kind, name=ref.name, aliases=(), facts=())
            for ref in self._base.list_entity_refs()
            if ref.id not in ids_with_facts
        ]
        neighbours = self._base.load_entities(sorted(neighbour_ids))
        return result.facts._replace(
            entities=[*other_entities, *neighbours, *result.entities],
            documents=[*self._list_documents(labels), *result.documents],
            other_citations=[*self._base.load_other_citations(), *result.facts.other_citations],
        )

    def _find_neighbours(self, entities: Sequence[Entity]) -> set[str]:
        """Find the entities whose facts some check holds against those of these ones.

        They cite the same sources, lead to them or to what they no longer reach, or stand above
        them in an order in which a circle would be wrong.
        """
        facts = [fact for entity in entities for fact in entity.facts]
        sources = {citation.source for fact in facts for citation in fact.citations}
        sources |= {entity.id for entity in entities if entity.kind == "source"}
        reached_ids = {entity.id for entity in entities}
        reached_ids |= {fact.target_id for fact in facts if fact.until and fact.target_id}
        citing_facts = self._base.find_facts_citing(sorted(sources))
        neighbours = {fact.entity for facts in citing_facts.values() for fact in facts}
        neighbours |= {fact.entity for fact in self._base.find_facts_pointing_at([*reached_ids])}
        return neighbours | self._find_ancestors(facts)

    def _find_ancestors(self, facts: Iterable[Fact]) -> set[str]:
        """Find the entities that stand above others in an order, however far."""
        properties = _list_ordered_properties()
        ancestors: set[str] = set()
        new_ids = _list_targets(facts, properties)
        while new_ids:
            ancestors |= new_ids
            entities = self._base.load_entities(sorted(new_ids), properties)
            facts = (fact for entity in entities for fact in entity.facts)
            new_ids = _list_targets(facts, properties) - ancestors
        return ancestors


def _list_targets(facts: Iterable[Fact], properties: Collection[str]) -> set[str]:
    """List the entities that facts of some properties lead to."""
    return {fact.target_id for fact in facts if fact.property in properties and fact.target_id}


def _list_ordered_properties() -> list[str]:
    """List the properties in which a circle is looked for, with those of kinds of one's own."""
    return sorted(
        {
            name
            for kind in KINDS.values()
            for name, field in kind.properties.items()
            if isinstance(field, Ref) and (field.is_ordered or name == OWNERS)
        }
    )


def _list_ids(result: LoadResult) -> Iterator[str]:
    """List the ids that stand in the files that were read."""
    return (
        entity_id for entity_id, _ in _list_kinds((*result.documents, *result.rejected_entities))
    )


def _list_kinds(
    entries: Iterable[DocumentRecord | RejectedEntity],
) -> Iterator[tuple[str, str]]:
    """List the ids of entities, each with its kind."""
    return ((entry.id, entry.kind) for entry in entries)
