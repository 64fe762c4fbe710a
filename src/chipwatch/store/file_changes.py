"""Which fact files differ from those that a snapshot was made of."""

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ..reading.file_states import FileState, split_states
from ..reading.layers import FactFile, FactFolder
from .cache_key import CacheKey, FolderKey, make_storable

FolderPlace = tuple[int, str]
"""The number of the layer that a folder is in, and its path."""


class CannotUpdateError(Exception):
    """What has changed may have effects that only reading everything finds."""


class FileChanges(NamedTuple):
    """The files that differ from those of a snapshot."""

    files: list[FactFile]
    """Those that are new or edited, and have to be read."""
    labels: frozenset[str]
    """The labels of those that are edited or gone, whose documents in the snapshot do not count."""

    @property
    def file_count(self) -> int:
        """How many files are new, edited or gone."""
        return len(self.labels | {file.label for file in self.files})


def find_file_changes(
    old_key: CacheKey, new_key: CacheKey, folders: Sequence[FactFolder]
) -> FileChanges:
    """Find the files whose states are all in which two keys differ; raises CannotUpdateError.

    So it does where nothing differs: the snapshot was refused for another reason.
    """
    if old_key.setting != new_key.setting or old_key == new_key:
        raise CannotUpdateError
    old_keys = {_get_place(folder_key): folder_key for folder_key in old_key.folders}
    return _find_changes(old_keys, new_key, folders)


def find_added_files(new_key: CacheKey, folders: Sequence[FactFolder]) -> FileChanges:
    """Find the files of folders that a snapshot has nothing of; raises CannotUpdateError."""
    return _find_changes({}, new_key, folders)


def _find_changes(
    old_keys: Mapping[FolderPlace, FolderKey], new_key: CacheKey, folders: Sequence[FactFolder]
) -> FileChanges:
    new_keys = {_get_place(folder_key): folder_key for folder_key in new_key.folders}
    changes = [
        _FolderChange(folder, old_keys.get(place, _build_empty_key(place)), new_keys[place])
        for folder, place in zip(folders, new_keys, strict=True)
    ]
    files = [file for change in changes for file in change.iter_files()]
    labels = {label for change in changes for label in change.iter_old_labels()}
    for place in old_keys.keys() - new_keys.keys():
        labels.update(_iter_labels_of_lost_folder(old_keys[place], folders))
    return FileChanges(files=files, labels=frozenset(labels))


class _FolderChange:
    """What is now in a folder, and what a snapshot says was."""

    def __init__(self, folder: FactFolder, old_key: FolderKey, new_key: FolderKey) -> None:
        self._folder = folder
        if old_key.exceptions != new_key.exceptions:
            raise CannotUpdateError
        self._has_changed = old_key != new_key
        self._old_states = _list_states(old_key) if self._has_changed else {}

    def iter_files(self) -> Iterator[FactFile]:
        """Iterate over the files that are new or edited; raises CannotUpdateError for a schema."""
        for name, state in self._list_new_states().items():
            if self._old_states.get(make_storable(name)) != state:
                file = self._folder.build_file(name, state)
                if file.is_schema:
                    raise CannotUpdateError
                yield file

    def iter_old_labels(self) -> Iterator[str]:
        """Iterate over the labels of the files that are edited or gone."""
        new_states = {make_storable(name): state for name, state in self._list_new_states().items()}
        for name, state in self._old_states.items():
            if new_states.get(name) != state:
                yield f"{self._folder.label}/{name}"

    def _list_new_states(self) -> dict[str, FileState]:
        if not self._has_changed:
            return {}
        return dict(zip(self._folder.names, split_states(self._folder.states), strict=True))


def is_text(name: str) -> bool:
    """Tell whether the name of a file or folder is text, and not bytes that are none."""
    return make_storable(name) == name


def _is_kept_as_text(names: str) -> bool:
    """Tell whether a key surely has these names as they are: written out, bytes have a backslash.

    The table of documents writes them out in another way.
    """
    return "\\" not in names


def _get_place(folder_key: FolderKey) -> FolderPlace:
    return folder_key.layer, folder_key.path


def _build_empty_key(place: FolderPlace) -> FolderKey:
    layer, path = place
    return FolderKey(layer=layer, path=path, names="", states=b"", exceptions="")


def _list_states(folder_key: FolderKey) -> dict[str, FileState]:
    """List the states of the files of a folder as a snapshot has them."""
    if not _is_kept_as_text(folder_key.names):
        raise CannotUpdateError
    try:
        return folder_key.list_states()
    except (TypeError, ValueError):  # no version of ours has written them
        raise CannotUpdateError from None


def _iter_labels_of_lost_folder(
    folder_key: FolderKey, folders: Sequence[FactFolder]
) -> Iterator[str]:
    """Iterate over the labels of the files of a folder that is gone; its layer is still there."""
    if folder_key.exceptions:
        raise CannotUpdateError
    root = next((folder for folder in folders if folder.layer == folder_key.layer), None)
    if root is None:
        raise CannotUpdateError
    inner_path = folder_key.path.removeprefix(make_storable(root.path)).replace(os.sep, "/")
    if not _is_kept_as_text(inner_path):
        raise CannotUpdateError
    for name in _list_states(folder_key):
        yield f"{root.label}{inner_path}/{name}"
