"""Which rowids an entity takes in a base that is updated: those that reading everything orders so.

Entities are numbered in the order of their first documents, by layer, path and line. One that is
new, or has moved, takes free rowids right after the one before it.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from ..reading.draft import Draft
from ..reading.layers import FactFolder
from .file_changes import CannotUpdateError
from .name_writer import MIN_FREE_ROWIDS
from .table_reader import Database

SHARE_LEFT_FREE = 8
"""Of the free rowids between two entities, the part that is left to the first when a third comes in
between: then some twenty can, one after another."""


class DocumentPlace(NamedTuple):
    """Where a document stands among all of a base."""

    layer: int
    path: str
    line: int


class RowidRange(NamedTuple):
    """The rowids of an entity: of its first name, of its last one, and of the next entity's first.

    Behind the last entity there is no next.
    """

    first: int
    last: int
    next_first: int | None


class EntityPlaces:
    """Finds rowids for entities, in the order of documents in which they are asked for."""

    def __init__(self, connection: Database, folders: Sequence[FactFolder]) -> None:
        self._connection = connection
        self._layer_labels: dict[int, str] = {}
        for folder in folders:
            self._layer_labels.setdefault(folder.layer, folder.label)
        _refuse_nested_labels(self._layer_labels.values())

    def find_region(self, first: int) -> RowidRange:
        """Find the rowids of the entity whose first name has this one."""
        sql = "SELECT rowid, entity FROM name WHERE rowid >= ? ORDER BY rowid"
        last, owner = first, None
        for rowid, entity_id in self._connection.execute(sql, (first,)):
            owner = owner or entity_id
            if entity_id != owner:
                return RowidRange(first=first, last=last, next_first=rowid)
            last = rowid
        return RowidRange(first=first, last=last, next_first=None)

    def choose_first(self, draft: Draft, rowid_count: int) -> int:
        """Choose the first of so many rowids for the entity that begins with a document.

        Raises CannotUpdateError where fewer are free.
        """
        place = DocumentPlace(draft.layer, draft.location.path, draft.location.line)
        last, next_first = self._find_gap(place)
        if next_first is None:
            return last + rowid_count + MIN_FREE_ROWIDS
        free_count = next_first - last - 1
        if rowid_count > free_count:
            raise CannotUpdateError
        return last + 1 + (free_count - rowid_count) // SHARE_LEFT_FREE

    def find_first_document(self, entity_id: str) -> DocumentPlace | None:
        """Find the first document about an entity that the table of documents has."""
        sql = "SELECT path, line FROM document WHERE id = ?"
        places = []
        for path, line in self._connection.execute(sql, (entity_id,)):
            layer = self._find_layer(path)
            if layer is None:
                raise CannotUpdateError
            places.append(DocumentPlace(layer, path, line))
        return min(places, default=None)

    def _find_gap(self, place: DocumentPlace) -> tuple[int, int | None]:
        """Find the last rowid of the entity before a place, and the first of that after it."""
        for entity_id, document_place in self._iter_documents_before(place):
            if self.find_first_document(entity_id) == document_place:
                sql = "SELECT first, last FROM entity WHERE id = ?"
                first, last = self._connection.execute(sql, (entity_id,)).fetchone()
                region = self.find_region(first)
                return max(region.last, last), region.next_first
        (next_first,) = self._connection.execute("SELECT min(rowid) FROM name").fetchone()
        return 0, next_first

    def _iter_documents_before(self, place: DocumentPlace) -> Iterator[tuple[str, DocumentPlace]]:
        """Iterate over the documents before a place, the nearest first, each with its entity."""
        sql = (
            "SELECT id, path, line FROM document WHERE path BETWEEN ? AND ?"
            " AND (path < ? OR line < ?) ORDER BY path DESC, line DESC"
        )
        for layer in range(place.layer, -1, -1):
            label = self._layer_labels.get(layer)
            if label is not None:
                end = place.path if layer == place.layer else _end_of_layer(label)
                for entity_id, *spot in self._connection.execute(
                    sql, (label, end, end, place.line)
                ):
                    if self._find_layer(spot[0]) == layer:
                        yield entity_id, DocumentPlace(layer, *spot)

    def _find_layer(self, path: str) -> int | None:
        """Find the layer that a file is in by its label; None if that is none of these."""
        for layer, label in self._layer_labels.items():
            if path == label or path.startswith(f"{label}/"):
                return layer
        return None


def _end_of_layer(label: str) -> str:
    """Return what follows the paths of all files of a layer: 0 is the sign after the slash."""
    return f"{label}0"


def _refuse_nested_labels(labels: Collection[str]) -> None:
    """Refuse layers whose files cannot be told apart by their paths."""
    if any(
        label != other and other.startswith(f"{label}/") for label in labels for other in labels
    ):
        raise CannotUpdateError
