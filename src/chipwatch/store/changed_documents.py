"""The documents about all entities that changed files tell of, read and checked anew."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..model.entity import Entity
from ..model.facts import Claim, SourceRecord
from ..model.kind import KINDS
from ..reading.cross_checks import CHECKS, DraftSet
from ..reading.draft import Draft
from ..reading.file_states import STATE_LENGTH
from ..reading.layers import FactFile, FactFolder
from ..reading.loader import read_drafts
from ..reading.merge import add_fact_support, collect_sources, merge_drafts
from ..reading.rule_nodes import iter_named_entities
from .file_changes import CannotUpdateError, FileChanges
from .rows import HEAD_COLUMNS, EntityHead, parse_citations, parse_claim, parse_head
from .table_reader import IN_JSON_ARRAY, Database, to_json_array

MIN_UPDATED_FILES = 50
"""Files up to which an update is always tried."""
MIN_DOCUMENTS_PER_FILE = 4
"""Documents of the base for each changed file, so that an update surely takes less time."""


class ChangedEntities(NamedTuple):
    """The entities that changed files tell of, as they were and as they are now."""

    heads: dict[str, EntityHead]
    """Those that there were, by id."""
    entities: list[Entity]
    """Those that there are, in the order of their first documents, each fact with its support."""
    drafts: list[Draft]
    """All documents about them, in the order of files."""
    sources: dict[str, SourceRecord]
    """The records of all sources of the base, as they are now."""

    @property
    def ids(self) -> set[str]:
        """The ids of them all."""
        return {*self.heads, *(entity.id for entity in self.entities)}


class ChangedDocuments:
    """Reads the documents that matter when some files of a base have changed.

    Raises CannotUpdateError where a document has a problem, or the base has any.
    """

    def __init__(self, old: Database, changes: FileChanges, folders: Sequence[FactFolder]) -> None:
        self._old, self._changes, self._folders = old, changes, folders
        _refuse_unusual_base(old)
        _refuse_many_files(old, changes.file_count)
        KINDS.use(KINDS.bundled)
        self._changed_drafts = _read_files(changes.files)

    def read(self) -> ChangedEntities:
        """Read all documents about the entities, and about those that cite a source rated anew."""
        labels = to_json_array(self._changes.labels)
        sql = f"SELECT DISTINCT id FROM document WHERE path {IN_JSON_ARRAY}"
        ids = {entity_id for (entity_id,) in self._old.execute(sql, (labels,))}
        ids |= {draft.id for draft in self._changed_drafts}
        changed_entities = self._read_entities(ids)
        if citing_ids := self._find_entities_rated_anew(changed_entities) - ids:
            changed_entities = self._read_entities(ids | citing_ids)
        self._check(changed_entities)
        return changed_entities

    def _read_entities(self, ids: set[str]) -> ChangedEntities:
        """Read all documents about these entities, in whichever files they stand."""
        unchanged_files = self._find_unchanged_files(ids)
        _refuse_many_files(self._old, self._changes.file_count + len(unchanged_files))
        drafts = [
            *self._changed_drafts,
            *(draft for draft in _read_files(unchanged_files) if draft.id in ids),
        ]
        drafts.sort(key=_get_layer_and_path)
        entities = merge_drafts(drafts)
        sources = collect_sources(entities, self._load_other_sources(ids))
        return ChangedEntities(
            heads=self._load_heads(ids),
            entities=add_fact_support(entities, sources),
            drafts=drafts,
            sources=sources,
        )

    def _find_unchanged_files(self, ids: set[str]) -> list[FactFile]:
        sql = (
            f"SELECT DISTINCT path FROM document WHERE id {IN_JSON_ARRAY}"
            f" AND path NOT {IN_JSON_ARRAY}"
        )
        arrays = (to_json_array(ids), to_json_array(self._changes.labels))
        return [self._find_file(label) for (label,) in self._old.execute(sql, arrays)]

    def _find_file(self, label: str) -> FactFile:
        """Find the plain file with a label."""
        folder_label, _, name = label.rpartition("/")
        for folder in self._folders:
            if folder.label == folder_label and name in folder.names:
                start = folder.names.index(name) * STATE_LENGTH
                return folder.build_file(name, tuple(folder.states[start : start + STATE_LENGTH]))
        raise CannotUpdateError

    def _load_other_sources(self, ids: set[str]) -> dict[str, SourceRecord]:
        records = map(SourceRecord._make, self._old.execute("SELECT * FROM source"))
        return {record.id: record for record in records if record.id not in ids}

    def _load_heads(self, ids: set[str]) -> dict[str, EntityHead]:
        sql = f"SELECT {HEAD_COLUMNS} FROM entity WHERE id {IN_JSON_ARRAY}"
        heads = map(parse_head, self._old.execute(sql, (to_json_array(ids),)))
        return {head.id: head for head in heads}

    def _find_entities_rated_anew(self, changed_entities: ChangedEntities) -> set[str]:
        """Find the entities with facts from a source whose type is another than it was."""
        rated_anew = {
            source_id
            for source_id, type_ in self._old.execute("SELECT id, type FROM source")
            if source_id in changed_entities.sources
            and changed_entities.sources[source_id].type != type_
        }
        return self._find_entities_that_cite(rated_anew)

    def _find_entities_that_cite(self, sources: set[str]) -> set[str]:
        """Find the entities with facts from any of these sources, withdrawn ones too."""
        sql = (
            "SELECT DISTINCT fact.entity FROM citation JOIN fact ON fact.rowid = citation.first"
            f" WHERE citation.source {IN_JSON_ARRAY}"
        )
        ids = {entity_id for (entity_id,) in self._old.execute(sql, (to_json_array(sources),))}
        for entity_id, text in self._old.execute("SELECT entity, citations FROM withdrawn"):
            if not sources.isdisjoint(citation.source for citation in parse_citations(text)):
                ids.add(entity_id)
        return ids

    def _check(self, changed_entities: ChangedEntities) -> None:
        """Refuse documents with which a check of the loader is not content."""
        draft_set = _DraftSetBuilder(self._old, changed_entities).build()
        if any(failure for check in CHECKS for failure in check(draft_set)):
            raise CannotUpdateError


class _DraftSetBuilder:
    """Builds what checks compare: the documents, and the claims of the other sources they cite."""

    def __init__(self, old: Database, changed_entities: ChangedEntities) -> None:
        self._old, self._changed_entities = old, changed_entities

    def build(self) -> DraftSet:
        """Build the set of these documents and of those that stand for other sources."""
        drafts = self._changed_entities.drafts
        cited_ids = {citation.source for draft in drafts for citation in draft.citation_locations}
        ids = {*cited_ids, *_iter_named_ids(drafts)}
        claims_by_source = self._load_claims(cited_ids - self._changed_entities.ids)
        sources_with_claims = (
            _build_source_draft(drafts[0], source_id, claims)
            for source_id, claims in claims_by_source.items()
        )
        return DraftSet(
            drafts=(*drafts, *sources_with_claims), kinds_by_id=self._load_kinds(ids), hints={}
        )

    def _load_kinds(self, ids: set[str]) -> dict[str, str]:
        """Load the kinds of entities as they are now."""
        changed_entities = self._changed_entities
        sql = f"SELECT id, kind FROM entity WHERE id {IN_JSON_ARRAY}"
        other_ids = to_json_array(ids - changed_entities.ids)
        kinds = {entity.id: entity.kind for entity in changed_entities.entities}
        return {**kinds, **dict(self._old.execute(sql, (other_ids,)))}

    def _load_claims(self, sources: set[str]) -> dict[str, list[Claim]]:
        """Load the claims of sources by source."""
        sql = f"SELECT * FROM claim WHERE source {IN_JSON_ARRAY}"
        claims_by_source: dict[str, list[Claim]] = {}
        for row in self._old.execute(sql, (to_json_array(sources),)):
            claim = parse_claim(row)
            claims_by_source.setdefault(claim.source, []).append(claim)
        return claims_by_source


def _build_source_draft(pattern: Draft, source_id: str, claims: Iterable[Claim]) -> Draft:
    """Build a document that stands for a source with its claims."""
    return pattern._replace(
        id=source_id,
        kind="source",
        facts=(),
        claims=tuple(claims),
        citation_locations={},
        rules=(),
        corrections=(),
    )


def _iter_named_ids(drafts: Iterable[Draft]) -> Iterable[str]:
    """Iterate over the ids that facts lead to and that rules name."""
    for draft in drafts:
        yield from filter(None, (fact.target_id for fact in draft.facts))
        for parsed_rule in draft.rules:
            yield from (entity_id for _, entity_id in iter_named_entities(parsed_rule.rule))


def _read_files(files: Iterable[FactFile]) -> list[Draft]:
    """Read the documents of files; raises CannotUpdateError where anything is wrong in them."""
    drafts: list[Draft] = []
    for file in files:
        drafts_of_file = read_drafts([file])
        if not drafts_of_file:
            raise CannotUpdateError
        drafts += drafts_of_file
    return drafts


def _get_layer_and_path(draft: Draft) -> tuple[int, str]:
    return draft.layer, draft.location.path


def _refuse_unusual_base(old: Database) -> None:
    """Refuse a base with problems, which a change may mend, or with kinds of its own."""
    sql = "SELECT 1 FROM problem UNION ALL SELECT 1 FROM broken UNION ALL SELECT 1 FROM own_schema"
    if old.execute(sql).fetchone():
        raise CannotUpdateError


def _refuse_many_files(old: Database, file_count: int) -> None:
    """Refuse as many files as take as long as all do."""
    (document_count,) = old.execute("SELECT count(*) FROM document").fetchone()
    if file_count > max(MIN_UPDATED_FILES, document_count // MIN_DOCUMENTS_PER_FILE):
        raise CannotUpdateError
