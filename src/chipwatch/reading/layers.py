"""Layers: the folders and files that a base is made of, and what stands in them."""

import os
import stat
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
    found = [layer for name in names or (BUNDLED,) for layer in _named(name)]
    return tuple(_distinct(layer, found[:place]) for place, layer in enumerate(found))


def fact_files(chosen: tuple[Layer, ...]) -> list[FactFile]:
    """Every fact file of the layers, once, by layer and path; raises UnreadableBaseError."""
    found: dict[str, FactFile] = {}
    for number, layer in enumerate(chosen):
        try:
            walked = _walked(number, os.fspath(layer.root), layer.label)
        except OSError as error:
            message = f"{layer.label} cannot be read: {error.strerror}"
            raise UnreadableBaseError(message, "check that it exists and may be read") from None
        for file in sorted(walked, key=lambda file: file.label):
            found.setdefault(file.path, file)
    return list(found.values())


def _named(name: str) -> tuple[Layer, ...]:
    if name == BUNDLED:
        home = _bundled_home()
        return (Layer("data", home / "data"), Layer("seeds", home / "seeds"))
    label = name.rstrip("/\\") or name
    if not name:
        hint = "leave --data out to read the bundled facts; . is the folder you are in"
        raise UnreadableBaseError("the name of a folder of facts is empty", hint)
    try:
        return (Layer(label, Path(name).resolve(strict=True)),)
    except (OSError, RuntimeError, ValueError):  # RuntimeError: links in a circle, before 3.13
        hint = f"give a folder of fact files, or the word {BUNDLED}"
        raise UnreadableBaseError(f"there is no file or folder {label}", hint) from None


def _distinct(layer: Layer, before: list[Layer]) -> Layer:
    """The layer under its whole path where an earlier one goes by the same label."""
    taken = any(layer.label == other.label for other in before)
    return layer._replace(label=os.fspath(layer.root)) if taken else layer


def _bundled_home() -> Path:
    """Where ``data`` and ``seeds`` are: in the installed package, or beside a checkout's src."""
    package = Path(__file__).resolve().parent.parent
    return package if (package / "data").is_dir() else package.parent.parent


def _walked(number: int, root: str, label: str) -> list[FactFile]:
    """The fact files under a path; hidden files and links to folders are passed by."""
    if not os.path.isdir(root):  # noqa: PTH112 - Path objects cost more than the stat itself
        return [_only(number, label, root)]
    found: list[FactFile | None] = []
    folders = [(root, label)]
    while folders:
        folder, name = folders.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append((entry.path, f"{name}/{entry.name}"))
                elif entry.name.endswith(_ENDINGS):
                    found.append(_listed(number, f"{name}/{entry.name}", entry))
    return [file for file in found if file]


def _only(number: int, label: str, path: str) -> FactFile:
    """The file that a layer consists of; a pipe or device would keep us waiting."""
    found = os.stat(path)  # noqa: PTH116 - as os.path.isdir
    if not stat.S_ISREG(found.st_mode):
        message = f"{label} is neither a file nor a folder"
        raise UnreadableBaseError(message, "give a folder of fact files, or one of them")
    return _fact_file(number, label, path, found)


def _listed(number: int, label: str, entry: "os.DirEntry[str]") -> FactFile | None:
    """A file in a folder; one whose link leads nowhere is listed too, and reported when read."""
    try:
        found = entry.stat()
    except OSError:
        return FactFile(number, _printable(label), entry.path, -1, 0, 0)
    return _fact_file(number, label, entry.path, found) if stat.S_ISREG(found.st_mode) else None


def _fact_file(number: int, label: str, path: str, found: os.stat_result) -> FactFile:
    shown = label if label.isascii() else _printable(label)
    return FactFile(number, shown, path, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def _printable(label: str) -> str:
    """A path in which bytes that are no text are written out."""
    return label.encode(errors="backslashreplace").decode()


_ENDINGS = (".yaml", ".yml", ".YAML", ".YML")
