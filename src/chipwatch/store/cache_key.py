"""The key of a snapshot: everything that the contents of a base depend on."""

import os
import re
import sys
from collections.abc import Collection, Sequence
from importlib.util import find_spec
from pathlib import Path

from ..reading.layers import FactFolder, Layer
from ..version import __version__

STORED_ROOMS = ("model", "rules", "reading", "store")
"""The folders of the package that what is stored depends on: those that the store may import from.
To look at the others as well would take 1 ms of each answer."""
STORED_LIBRARIES = ("yaml",)
"""The libraries whose output is stored; what others know is in ``model/tables``."""
_FOLDER_LINE = re.compile(r"""\d+ (?:'.*'|".*")""")
"""The line of a key with which the files of a folder begin."""
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
    return _make_storable("\n".join(lines))


def drop_files(cache_key: str, paths: Collection[str]) -> str:
    """Drop what a key says of the fact files at these paths: the rest is the key of the others."""
    dropped_names: dict[str, list[str]] = {}
    for path in paths:
        folder, name = os.path.split(path)
        dropped_names.setdefault(_make_storable(repr(folder)), []).append(_make_storable(name))
    kept_lines, names_in_folder = [], list[str]()
    for line in cache_key.split("\n"):
        _, _, folder_text = line.partition(" ")
        names_in_folder = dropped_names.get(folder_text, names_in_folder)
        if _FOLDER_LINE.fullmatch(line) and folder_text not in dropped_names:
            names_in_folder = []
        if line.partition("/")[0] not in names_in_folder:
            kept_lines.append(line)
    return "\n".join(kept_lines)


def find_folder(lines: Sequence[str], number: int) -> str:
    """Find the folder that a line of a key is below; empty where it is below none."""
    from ast import literal_eval

    for line in reversed(lines[:number]):
        if _FOLDER_LINE.fullmatch(line):
            return str(literal_eval(line.partition(" ")[2]))
    return ""


def _make_storable(text: str) -> str:
    """Replace what is no text in the names of files."""
    if text.isascii():
        return text
    return text.encode(errors="surrogateescape").decode(errors="replace")


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
