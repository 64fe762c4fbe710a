"""Layers: the folders and files that a base is made of, and what stands in them."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ..model.problem import UnreadableBaseError

BUNDLED = "bundled"
"""The word that names the facts that come with the package."""


class Layer(NamedTuple):
    """A folder of fact files, or one file, with what stands before its paths in messages."""

    label: str
    root: Path


class FactFile(NamedTuple):
    """A fact file: where it is, what it is called in messages, and what stat says of it."""

    layer: int
    label: str
    path: str
    size: int
    mtime_ns: int
    ctime_ns: int


def layers(names: tuple[str, ...]) -> tuple[Layer, ...]:
    """The layers named, in order; none means the bundled one. Raises UnreadableBaseError."""
    found = tuple(layer for name in names or (BUNDLED,) for layer in _named(name))
    for layer in found:
        if not layer.root.exists():
            hint = f"give a folder of fact files, or the word {BUNDLED}"
            raise UnreadableBaseError(f"there is no folder {layer.label}", hint)
    return found


def fact_files(chosen: tuple[Layer, ...]) -> list[FactFile]:
    """Every fact file of the layers, by layer and path; raises UnreadableBaseError."""
    found = []
    for number, layer in enumerate(chosen):
        try:
            walked = list(_walk(number, os.fspath(layer.root), layer.label))
        except OSError as error:
            message = f"{layer.label} cannot be read: {error.strerror}"
            raise UnreadableBaseError(message, "check that it exists and may be read") from None
        found.extend(sorted(walked, key=lambda file: file.label))
    return found


def _named(name: str) -> tuple[Layer, ...]:
    if name == BUNDLED:
        home = _bundled_home()
        return (Layer("data", home / "data"), Layer("seeds", home / "seeds"))
    return (Layer(name.rstrip("/\\") or name, Path(name).resolve()),)


def _bundled_home() -> Path:
    """Where ``data`` and ``seeds`` are: in the installed package, or beside a checkout's src."""
    package = Path(__file__).resolve().parent.parent
    return package if (package / "data").is_dir() else package.parent.parent


def _walk(number: int, path: str, label: str) -> Iterator[FactFile]:
    """The fact files under a path; hidden files and links to folders are passed by."""
    if not os.path.isdir(path):  # noqa: PTH112 - Path objects cost more than the stat itself
        yield _fact_file(number, label, path, os.stat(path))  # noqa: PTH116 - the same
        return
    with os.scandir(path) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(number, entry.path, f"{label}/{entry.name}")
            elif entry.name.endswith((".yaml", ".yml")):
                yield from _listed(number, f"{label}/{entry.name}", entry)


def _listed(number: int, label: str, entry: "os.DirEntry[str]") -> Iterator[FactFile]:
    """A file in a folder; one whose link leads nowhere is listed too, and reported when read."""
    try:
        found = entry.stat()
    except OSError:
        yield FactFile(number, label, entry.path, -1, 0, 0)
        return
    if stat.S_ISREG(found.st_mode):
        yield _fact_file(number, label, entry.path, found)


def _fact_file(number: int, label: str, path: str, found: os.stat_result) -> FactFile:
    return FactFile(number, label, path, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
