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


def resolve_layers(names: tuple[str, ...]) -> tuple[Layer, ...]:
    """The layers named, in order; none means the bundled one. Raises UnreadableBaseError."""
    all_layers = [layer for name in names or (BUNDLED,) for layer in _find_named_layers(name)]
    return tuple(
        _ensure_unique_label(layer, all_layers[:index]) for index, layer in enumerate(all_layers)
    )


def list_fact_files(layers: tuple[Layer, ...]) -> list[FactFile]:
    """Every fact file of the layers, once, by layer and path; raises UnreadableBaseError."""
    files_by_path: dict[str, FactFile] = {}
    for number, layer in enumerate(layers):
        try:
            layer_files = _walk_layer(number, os.fspath(layer.root), layer.label)
        except OSError as error:
            message = f"{layer.label} cannot be read: {error.strerror}"
            raise UnreadableBaseError(message, "check that it exists and may be read") from None
        for file in sorted(layer_files, key=lambda file: file.label):
            files_by_path.setdefault(file.path, file)
    return list(files_by_path.values())


def _find_named_layers(name: str) -> tuple[Layer, ...]:
    if name == BUNDLED:
        bundled_folder = _find_bundled_folder()
        return (Layer("data", bundled_folder / "data"), Layer("seeds", bundled_folder / "seeds"))
    label = name.rstrip("/\\") or name
    if not name:
        hint = "leave --data out to read the bundled facts; . is the folder you are in"
        raise UnreadableBaseError("the name of a folder of facts is empty", hint)
    try:
        return (Layer(label, Path(name).resolve(strict=True)),)
    except (OSError, RuntimeError, ValueError):  # RuntimeError: links in a circle, before 3.13
        hint = f"give a folder of fact files, or the word {BUNDLED}"
        raise UnreadableBaseError(f"there is no file or folder {label}", hint) from None


def _ensure_unique_label(layer: Layer, earlier_layers: list[Layer]) -> Layer:
    """The layer under its whole path where an earlier one goes by the same label."""
    is_label_taken = any(layer.label == earlier_layer.label for earlier_layer in earlier_layers)
    return layer._replace(label=os.fspath(layer.root)) if is_label_taken else layer


def _find_bundled_folder() -> Path:
    """Where ``data`` and ``seeds`` are: in the installed package, or beside a checkout's src."""
    package = Path(__file__).resolve().parent.parent
    return package if (package / "data").is_dir() else package.parent.parent


def _walk_layer(number: int, root: str, label: str) -> list[FactFile]:
    """The fact files under a path; hidden files and links to folders are passed by."""
    if not os.path.isdir(root):
        return [_build_single_file(number, label, root)]
    files: list[FactFile | None] = []
    folders = [(root, label)]
    while folders:
        folder, name = folders.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append((entry.path, f"{name}/{entry.name}"))
                elif entry.name.endswith(_YAML_SUFFIXES):
                    files.append(_build_folder_file(number, f"{name}/{entry.name}", entry))
    return [file for file in files if file]


def _build_single_file(number: int, label: str, path: str) -> FactFile:
    """The file that a layer consists of; a pipe or device would keep us waiting."""
    file_status = os.stat(path)
    if not stat.S_ISREG(file_status.st_mode):
        message = f"{label} is neither a file nor a folder"
        raise UnreadableBaseError(message, "give a folder of fact files, or one of them")
    return _build_fact_file(number, label, path, file_status)


def _build_folder_file(number: int, label: str, entry: "os.DirEntry[str]") -> FactFile | None:
    """A file in a folder; one whose link leads nowhere is listed too, and reported when read."""
    try:
        file_status = entry.stat()
    except OSError:
        return FactFile(number, _escape_label(label), entry.path, -1, 0, 0)
    return (
        _build_fact_file(number, label, entry.path, file_status)
        if stat.S_ISREG(file_status.st_mode)
        else None
    )


def _build_fact_file(number: int, label: str, path: str, file_status: os.stat_result) -> FactFile:
    printable_label = label if label.isascii() else _escape_label(label)
    return FactFile(
        number,
        printable_label,
        path,
        file_status.st_size,
        file_status.st_mtime_ns,
        file_status.st_ctime_ns,
    )


def _escape_label(label: str) -> str:
    """A path in which bytes that are no text are written out."""
    return label.encode(errors="backslashreplace").decode()


_YAML_SUFFIXES = (".yaml", ".yml", ".YAML", ".YML")
