"""The key of a snapshot: everything that the contents of a base depend on."""

import os
import sys
from array import array
from collections.abc import Collection, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from ..reading.file_states import FileState, pack_numbers, split_states
from ..reading.layers import FactFolder, Layer
from ..version import __version__

STORED_ROOMS = ("model", "rules", "reading", "store")
"""The folders of the package that what is stored depends on: those that the store may import from.
To look at the others as well would take 1 ms of each answer."""
STORED_LIBRARIES = ("yaml",)
"""The libraries whose output is stored; what others know is in ``model/tables``."""
STORED_ENDINGS = (".py", ".txt")
"""The endings of our modules and of tables that they read."""


class FolderKey(NamedTuple):
    """What a key says of a folder, to be stored and compared as a whole."""

    layer: int
    path: str
    names: str
    """The names of its plain files, with ``/`` between them."""
    states: bytes
    """The numbers of their states, in eight bytes each."""
    exceptions: str
    """What is said of its other files."""

    def list_states(self) -> dict[str, FileState]:
        """List the states of its plain files by name, in the order of the system."""
        names = self.names.split("/") if self.names else []
        return dict(zip(names, split_states(array("q", self.states)), strict=True))


class CacheKey(NamedTuple):
    """Everything that the contents of a base depend on."""

    setting: str
    """The layers, our modules, libraries and Python."""
    folders: tuple[FolderKey, ...]
    """The folders of the layers, with the state of every fact file."""


def build_cache_key(base_layers: tuple[Layer, ...], folders: Sequence[FactFolder]) -> CacheKey:
    """Build the key: the state of every fact file, of our modules, of libraries and of Python."""
    package = os.fspath(Path(__file__).parent.parent)
    lines = [__version__, sys.version, *(f"{layer.label}={layer.root}" for layer in base_layers)]
    for room in STORED_ROOMS:
        lines += _list_modules(f"{package}{os.sep}{room}")
    lines += _list_library_files()
    return CacheKey(
        setting=make_storable("\n".join(lines)), folders=tuple(map(_build_folder_key, folders))
    )


def _build_folder_key(folder: FactFolder) -> FolderKey:
    return FolderKey(
        layer=folder.layer,
        path=make_storable(folder.path),
        names=make_storable("/".join(folder.names)),
        states=folder.states.tobytes(),
        exceptions=make_storable("\n".join(map(repr, folder.exceptions))),
    )


def drop_files(cache_key: CacheKey, paths: Collection[str]) -> CacheKey:
    """Drop what a key says of the fact files at these paths: the rest is the key of the others."""
    names_by_folder: dict[str, set[str]] = {}
    for path in paths:
        folder_path, name = map(make_storable, os.path.split(path))
        names_by_folder.setdefault(folder_path, set()).add(name)
    folders = (
        _drop_names(folder, names_by_folder[folder.path])
        if folder.path in names_by_folder
        else folder
        for folder in cache_key.folders
    )
    return cache_key._replace(folders=tuple(folders))


def _drop_names(folder: FolderKey, names: Collection[str]) -> FolderKey:
    """Drop the files of these names from what a key says of their folder."""
    states = {name: state for name, state in folder.list_states().items() if name not in names}
    numbers = [number for state in states.values() for number in state]
    return folder._replace(names="/".join(states), states=pack_numbers(numbers).tobytes())


def make_storable(text: str) -> str:
    """Write out the bytes of the names of files that are no text."""
    if text.isascii():
        return text
    return text.encode(errors="surrogateescape").decode(errors="backslashreplace")


def _list_modules(folder: str) -> list[str]:
    """Describe every module and table under a folder of the package."""
    modules: list[str] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(STORED_ENDINGS):
                modules.append(_describe_file(entry))
            elif entry.name != "__pycache__" and entry.is_dir():
                modules += _list_modules(entry.path)
    return sorted(modules)


def _list_library_files() -> list[str]:
    """Describe the files at the top of each library, of which a new version changes some.

    The libraries are found, but not imported: that would take longer than a whole answer.
    """
    descriptions = []
    for library in STORED_LIBRARIES:
        spec = find_spec(library)
        for folder in (spec and spec.submodule_search_locations) or ():
            with os.scandir(folder) as entries:
                descriptions += [_describe_file(entry) for entry in entries if entry.is_file()]
    return sorted(descriptions)


def _describe_file(entry: "os.DirEntry[str]") -> str:
    file_status = entry.stat()
    return f"{entry.path}|{file_status.st_size}|{file_status.st_mtime_ns}"
