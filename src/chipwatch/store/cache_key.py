"""The key of a snapshot: everything that the contents of a base depend on."""

import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from ..reading.layers import FactFile, Layer
from ..version import __version__

STORED_LIBRARIES = ("cleanco", "iso3166", "opencc", "pypinyin", "yaml")
"""The libraries whose output is stored, or decides what is."""


def build_cache_key(base_layers: tuple[Layer, ...], files: Sequence[FactFile]) -> str:
    """Build the key: the state of every fact file, of our modules, of libraries and of Python."""
    package = os.fspath(Path(__file__).parent.parent)
    lines = [__version__, sys.version, *(f"{layer.label}={layer.root}" for layer in base_layers)]
    lines += [
        f"{file.layer}|{file.path}|{file.size}|{file.mtime_ns}|{file.ctime_ns}"
        f"|{file.inode}|{file.device}|{file.obstacle}"
        for file in files
    ]
    lines += [*_list_modules(package), *_list_library_files()]
    cache_key = "\n".join(lines)
    if cache_key.isascii():
        return cache_key
    return cache_key.encode(errors="surrogateescape").decode(errors="replace")


def _list_modules(folder: str) -> list[str]:
    """Describe every module under a folder of the package."""
    modules = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                modules.append(_describe_file(entry))
            elif entry.name not in ("data", "seeds", "__pycache__") and entry.is_dir():
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
