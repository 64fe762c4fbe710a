"""The key of a snapshot: everything that the contents of a base depend on."""

import os
import sys
from collections.abc import Collection, Sequence
from importlib.util import find_spec
from pathlib import Path

from ..reading.layers import FactFile, Layer
from ..version import __version__

STORED_ROOMS = ("model", "rules", "reading", "store")
"""The folders of the package that what is stored depends on: those that the store may import from.
To look at the others as well would take 1 ms of each answer."""
STORED_LIBRARIES = ("cleanco", "iso3166", "opencc", "pypinyin", "yaml")
"""The libraries whose output is stored, or decides what is."""


def build_cache_key(base_layers: tuple[Layer, ...], files: Sequence[FactFile]) -> str:
    """Build the key: the state of every fact file, of our modules, of libraries and of Python."""
    package = Path(__file__).parent.parent
    lines = [__version__, sys.version, *(f"{layer.label}={layer.root}" for layer in base_layers)]
    lines += [
        f"{file.layer}|{file.path}|{_describe_status(file.status)}|{file.obstacle}"
        for file in files
    ]
    for room in STORED_ROOMS:
        lines += _list_modules(os.fspath(package / room))
    lines += _list_library_files()
    return _make_storable("\n".join(lines))


def drop_files(cache_key: str, paths: Collection[str]) -> str:
    """Drop what a key says of the fact files at these paths: the rest is the key of the others."""
    dropped_paths = [[_make_storable(path)] for path in paths]
    lines = cache_key.split("\n")
    return "\n".join(line for line in lines if line.split("|", 2)[1:2] not in dropped_paths)


def _make_storable(text: str) -> str:
    """Replace what is no text in the names of files."""
    if text.isascii():
        return text
    return text.encode(errors="surrogateescape").decode(errors="replace")


def _describe_status(status: os.stat_result | None) -> str:
    """Describe all that changes when a fact file does; empty for one that cannot be read."""
    return (
        f"{status.st_size}|{status.st_mtime_ns}|{status.st_ctime_ns}|{status.st_ino}|{status.st_dev}"
        if status
        else ""
    )


def _list_modules(folder: str) -> list[str]:
    """Describe every module under a folder of the package."""
    modules: list[str] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
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
