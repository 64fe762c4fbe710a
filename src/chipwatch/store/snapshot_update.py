"""A base of which a few files were edited: a copy of its snapshot, with the facts of these anew.

To read all files would take seconds, or half a minute for 100,000. Instead, the old snapshot is
copied and the facts of the edited files are replaced in the copy; no snapshot is written into.
That is done only where it surely comes to what reading everything would:

- the old snapshot is whole, and its key differs from the new one in the states of few files alone;
- these hold documents about the same entities as before, of the same kinds and names, and no other
  document is about these;
- the base declares no kinds of its own;
- none is a source or a policy, on which facts of other files depend, and none corrects facts;
- nothing is wrong in them or in the base, and every check of the loader is content with them.

Anything else means None, and everything is read. ``tests/test_snapshot_update.py`` makes chance
edits and compares all rows with those of a base that is read whole.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ..model.entity import Entity
from ..model.facts import SourceRecord
from ..model.kind import KINDS
from ..reading.cross_checks import CHECKS, DraftSet
from ..reading.draft import Draft
from ..reading.file_states import split_states
from ..reading.layers import FactFile, FactFolder
from ..reading.loader import read_drafts
from ..reading.merge import add_fact_support, merge_drafts
from .cache_key import CacheKey, FolderKey, make_storable
from .database_writer import number_facts, write_facts
from .passage_writer import remove_fact_passages, write_fact_passages
from .rows import HEAD_COLUMNS, EntityHead, parse_citations, parse_claim, parse_head
from .snapshot_file import open_copy, remove_key
from .table_reader import IN_JSON_ARRAY, Database, to_json_array

MAX_EDITED_FILES = 50
"""Files up to which an update is tried: for a base that was written anew it is of no use."""
_BASE_KINDS = ("source", "policy")
"""The kinds of documents that facts in other files depend on."""


class CannotUpdateError(Exception):
    """The edits may change more than the facts of the edited files."""


def update_snapshot(
    path: Path, cache_key: CacheKey, folders: Sequence[FactFolder]
) -> Database | None:
    """Update a copy of the snapshot at a path to a new key; None if that is unsafe."""
    snapshot = open_copy(path)
    if snapshot is None:
        return None
    connection, old_key = snapshot
    try:
        edited_files = _find_edited_files(old_key, cache_key, folders)
        drafts = _read_drafts(connection, edited_files)
        entities = _rate_entities(connection, drafts)
        heads = [_find_head(connection, entity) for entity in entities]
        _replace_entities(connection, drafts, entities, heads)
    except (CannotUpdateError, sqlite3.DatabaseError):
        connection.close()
        return None
    except BaseException:  # such as Ctrl-C
        connection.close()
        raise
    return connection


def _find_edited_files(
    old_key: CacheKey, new_key: CacheKey, folders: Sequence[FactFolder]
) -> list[FactFile]:
    """Find the files whose states are all in which two keys differ; raises CannotUpdateError."""
    if old_key.setting != new_key.setting or len(old_key.folders) != len(new_key.folders):
        raise CannotUpdateError
    folder_keys = zip(folders, old_key.folders, new_key.folders, strict=True)
    edited_files = {
        file.path: file
        for folder, old_folder, new_folder in folder_keys
        if old_folder != new_folder
        for file in _find_edited_in_folder(folder, old_folder, new_folder)
    }
    if not 0 < len(edited_files) <= MAX_EDITED_FILES:
        raise CannotUpdateError
    return list(edited_files.values())


def _find_edited_in_folder(
    folder: FactFolder, old_key: FolderKey, new_key: FolderKey
) -> Iterator[FactFile]:
    """Find the files of one folder whose states differ; raises CannotUpdateError.

    So it does where anything else about the folder differs, such as which files are in it.
    """
    if old_key._replace(names=new_key.names, states=new_key.states) != new_key:
        raise CannotUpdateError
    try:
        old_states = old_key.list_states()
    except (TypeError, ValueError):  # no version of ours has written them
        raise CannotUpdateError from None
    if old_states.keys() != new_key.list_states().keys():
        raise CannotUpdateError
    for name, state in zip(folder.names, split_states(folder.states), strict=True):
        if old_states.get(make_storable(name)) != state:
            file = folder.build_file(name, state)
            if file.is_schema:
                raise CannotUpdateError
            yield file


def _read_drafts(old: Database, files: Iterable[FactFile]) -> list[Draft]:
    """Read the documents of edited files, if they are about what they were about.

    Raises CannotUpdateError where they are not, or anything is wrong in them or in the base.
    """
    if old.execute("SELECT 1 FROM own_schema").fetchone():
        raise CannotUpdateError
    KINDS.use(KINDS.bundled)
    drafts: list[Draft] = []
    for file in files:
        drafts_of_file = read_drafts([file])
        sql = "SELECT id, kind FROM document WHERE path = ? ORDER BY rowid"
        documents = old.execute(sql, (file.label,)).fetchall()
        if not drafts_of_file or [(draft.id, draft.kind) for draft in drafts_of_file] != documents:
            raise CannotUpdateError
        drafts += drafts_of_file
    has_problems = old.execute("SELECT 1 FROM problem UNION ALL SELECT 1 FROM broken").fetchone()
    if has_problems or any(map(_has_effects_elsewhere, drafts)) or _is_any_shared(old, drafts):
        raise CannotUpdateError
    draft_set = _build_draft_set(old, drafts)
    if any(failure for check in CHECKS for failure in check(draft_set)):
        raise CannotUpdateError
    return drafts


def _has_effects_elsewhere(draft: Draft) -> bool:
    return draft.kind in _BASE_KINDS or bool(draft.corrections)


def _is_any_shared(old: Database, drafts: Iterable[Draft]) -> bool:
    """Tell whether several documents are about one of these entities, or facts were withdrawn."""
    ids = to_json_array(draft.id for draft in drafts)
    shared_sql = f"SELECT 1 FROM document WHERE id {IN_JSON_ARRAY} GROUP BY id HAVING count(*) > 1"
    withdrawn_sql = f"SELECT 1 FROM withdrawn WHERE entity {IN_JSON_ARRAY}"
    return any(old.execute(sql, (ids,)).fetchone() for sql in (shared_sql, withdrawn_sql))


def _build_draft_set(old: Database, drafts: Sequence[Draft]) -> DraftSet:
    """Build what checks compare: the edited documents, and the claims of the sources they cite."""
    sources = {citation.source for draft in drafts for citation in draft.citation_locations}
    sql = f"SELECT * FROM claim WHERE source {IN_JSON_ARRAY}"
    claims = [parse_claim(row) for row in old.execute(sql, (to_json_array(sources),))]
    sources_with_claims = [
        drafts[0]._replace(
            id=claim.source,
            kind="source",
            facts=(),
            claims=tuple(candidate for candidate in claims if candidate.source == claim.source),
            citation_locations={},
        )
        for claim in {claim.source: claim for claim in claims}.values()
    ]
    targets = {fact.target_id for draft in drafts for fact in draft.facts}
    ids = to_json_array([*sources, *(draft.id for draft in drafts), *filter(None, targets)])
    kinds_sql = f"SELECT id, kind FROM entity WHERE id {IN_JSON_ARRAY}"
    return DraftSet(
        drafts=(*drafts, *sources_with_claims),
        kinds_by_id=dict(old.execute(kinds_sql, (ids,))),
        hints={},
    )


def _rate_entities(old: Database, drafts: Iterable[Draft]) -> list[Entity]:
    """Make entities of the documents, each fact with the support of its sources in the base."""
    sources = {row[0]: SourceRecord._make(row) for row in old.execute("SELECT * FROM source")}
    return add_fact_support(merge_drafts(drafts), sources)


def _find_head(old: Database, entity: Entity) -> EntityHead:
    """Find what an entity was; raises CannotUpdateError if it is called something else now."""
    sql = f"SELECT {HEAD_COLUMNS} FROM entity WHERE id = ?"
    (head,) = map(parse_head, old.execute(sql, (entity.id,)))
    if (head.kind, head.name, head.aliases) != (entity.kind, entity.name, entity.aliases):
        raise CannotUpdateError
    next_first = old.execute("SELECT min(first) FROM entity WHERE first > ?", (head.first,))
    (end,) = next_first.fetchone()
    if end is not None and head.first + len(entity.facts) > end:
        raise CannotUpdateError
    return head


def _replace_entities(
    connection: Database,
    drafts: Iterable[Draft],
    entities: Sequence[Entity],
    heads: Sequence[EntityHead],
) -> None:
    """Replace the facts of some entities and their documents; the key is no longer right."""
    remove_key(connection)
    for entity, head in zip(entities, heads, strict=True):
        _remove_facts(connection, head)
        write_facts(connection, number_facts(entity.facts, head.first))
        last = head.first + len(entity.facts) - 1
        connection.execute("UPDATE entity SET last = ? WHERE id = ?", (last, entity.id))
        write_fact_passages(connection, head.first, last)
    _move_documents(connection, drafts)
    connection.commit()


def _move_documents(connection: Database, drafts: Iterable[Draft]) -> None:
    """Note where the documents begin now."""
    sql = "UPDATE document SET line = ?, col = ? WHERE path = ? AND id = ?"
    for draft in drafts:
        path, line, column = draft.location
        connection.execute(sql, (line, column, path, draft.id))


def _remove_facts(connection: Database, head: EntityHead) -> None:
    """Remove the facts of an entity, and what the indexes of words and of sources have of them."""
    span = (head.first, head.last)
    remove_fact_passages(connection, *span)
    sql = "SELECT citations FROM fact WHERE rowid BETWEEN ? AND ?"
    citations = {
        citation for (text,) in connection.execute(sql, span) for citation in parse_citations(text)
    }
    for source in {citation.source for citation in citations}:
        delete_sql = "DELETE FROM citation WHERE source = ? AND first BETWEEN ? AND ?"
        connection.execute(delete_sql, (source, *span))
    connection.execute("DELETE FROM fact WHERE rowid BETWEEN ? AND ?", span)
