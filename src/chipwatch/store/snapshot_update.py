"""A base of which some files have changed: a copy of its snapshot, with their entities anew.

To read all files would take seconds, or half a minute for 100,000. Instead, a snapshot is copied,
and the entities that new, edited and lost files tell of are replaced in the copy; no snapshot is
written into. That is done only where it surely comes to what reading everything would:

- the old snapshot is whole, and its key differs from the new one in the states of files alone;
- these are fewer than a quarter of all, and every document about the same entities is read too;
- no other file mentions what is gone or has become another kind (``entity_mentions``), cites a
  source whose origin or claims have changed, or has rules that would change places with others;
- the base has no problems and declares no kinds of its own, and every check of the loader is
  content with what was read;
- there are free rowids where an entity is new or has grown (``entity_places``).

Anything else means None, and everything is read. ``tests/test_snapshot_update.py`` makes chance
edits and compares all rows with those of a base that is read whole.
"""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from ..reading.layers import FactFolder
from .cache_key import CacheKey
from .changed_documents import ChangedDocuments, ChangedEntities
from .entity_mentions import are_mentioned
from .entity_replacement import EntityReplacement
from .file_changes import (
    CannotUpdateError,
    FileChanges,
    find_added_files,
    find_file_changes,
    is_text,
)
from .snapshot_file import open_copy, remove_key
from .table_reader import Database


def update_snapshot(
    path: Path, cache_key: CacheKey, folders: Sequence[FactFolder]
) -> Database | None:
    """Update a copy of the snapshot at a path to a new key; None if that is unsafe."""
    snapshot = open_copy(path)
    if snapshot is None:
        return None
    connection, old_key = snapshot
    return _update(connection, lambda: find_file_changes(old_key, cache_key, folders), folders)


def extend_database(
    connection: Database, cache_key: CacheKey, folders: Sequence[FactFolder], first_layer: int
) -> Database | None:
    """Add the files of the layers from a number on to a base of the others; None if unsafe."""
    added_folders = [folder for folder in folders if folder.layer >= first_layer]
    added_keys = tuple(key for key in cache_key.folders if key.layer >= first_layer)
    added_key = cache_key._replace(folders=added_keys)
    return _update(connection, lambda: find_added_files(added_key, added_folders), folders)


def _update(
    connection: Database, find_changes: Callable[[], FileChanges], folders: Sequence[FactFolder]
) -> Database | None:
    """Replace the entities that changed files tell of; None, and all is closed, if that is unsafe.

    The key of the database counts no more.
    """
    try:
        _refuse_unclear_folders(folders)
        changes = find_changes()
        remove_key(connection)
        changed_entities = ChangedDocuments(connection, changes, folders).read()
        _refuse_other_origins(connection, changed_entities)
        _refuse_losses_elsewhere(changed_entities, changes, folders)
        EntityReplacement(connection, changed_entities, changes, folders).run()
        connection.commit()
    except (CannotUpdateError, sqlite3.DatabaseError):
        connection.close()
        return None
    except BaseException:  # such as Ctrl-C
        connection.close()
        raise
    return connection


def _refuse_unclear_folders(folders: Sequence[FactFolder]) -> None:
    """Refuse a folder that is in two layers, or whose name is no text and not in the tables so."""
    if len({folder.path for folder in folders}) < len(folders):
        raise CannotUpdateError
    if any(not is_text(folder.label) for folder in folders):
        raise CannotUpdateError


def _refuse_other_origins(old: Database, changed_entities: ChangedEntities) -> None:
    """Refuse a source that repeats another than it did, on which all that cite it depend."""
    sources = changed_entities.sources
    for source_id, origin in old.execute("SELECT id, origin FROM source"):
        if source_id in sources and sources[source_id].origin != origin:
            raise CannotUpdateError


def _refuse_losses_elsewhere(
    changed_entities: ChangedEntities, changes: FileChanges, folders: Sequence[FactFolder]
) -> None:
    """Refuse it if a file that is as it was mentions what is gone or has become another kind."""
    kinds = {entity.id: entity.kind for entity in changed_entities.entities}
    lost_ids = [
        head.id for head in changed_entities.heads.values() if kinds.get(head.id) != head.kind
    ]
    changed_labels = {file.label for file in changes.files}
    all_files = (file for folder in folders for file in folder.list_files())
    if are_mentioned(lost_ids, (file for file in all_files if file.label not in changed_labels)):
        raise CannotUpdateError
