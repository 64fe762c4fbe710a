"""The key of a snapshot: everything that the contents of a base depend on."""

import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from ..reading.layers import FactFolder, Layer
from ..version import __version__

STORED_ROOMS = ("model", "rules", "reading", "store")
"""The folders of the package that what is stored depends on: those that the store may import from.
To look at the others as well would take 1 ms of each answer."""
STORED_LIBRARIES = ("yaml",)
"""The libraries whose output is stored; what others know is in ``model/tables``."""
STORED_ENDINGS = (".py", ".txt")
"""The endings of our modules and of tables that they read."""


def build_cache_key(base_layers: tuple[Layer, ...], folders: Sequence[FactFolder]) -> str:
    """Build the key: the state of every fact file, of our modules, of libraries and of Python."""
    package = Path(__file__).parent.parent
    lines = [__version__, sys.version, *(f"{layer.label}={layer.root}" for layer in base_layers)]
    for folder in folders:
        lines += (f"{folder.layer} {folder.path!r}", *folder.lines, *map(repr, folder.exceptions))
    for room in STORED_ROOMS:
        lines += _list_modules(os.fspath(package / room))
    lines += _list_library_files()
    cache_key = "\n".join(lines)
    if cache_key.isascii():
        return cache_key
    return cache_key.encode(errors="surrogateescape").decode(errors="replace")


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
