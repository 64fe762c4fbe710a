"""Layers: the folders and files that a base is made of, and the fact files in them."""

import os
import stat
from array import array
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from ..model.kind import KINDS
from ..model.problem import UnreadableBaseError
from .file_states import (
    FileState,
    StateReader,
    complete_states,
    get_state,
    open_folder,
    split_states,
)

BUNDLED = "bundled"
"""The word that names the facts that come with the package."""
SCHEMA_FILE_NAME = "schema.yaml"
"""The name of the file that declares kinds and properties: in a layer, not in its folders."""
_CLONE_FOLDERS = ("data", "seeds")
"""The folders of facts in the package, in a clone of it, and in a folder that is laid out so."""
_YAML_SUFFIXES = (".yaml", ".yml")
"""The endings of fact files, in capital letters too."""


class Layer(NamedTuple):
    """A folder of fact files, or one file, with the label that its paths have in messages."""

    label: str
    root: Path


class FactFile(NamedTuple):
    """A fact file: where it is, its path in messages, and its state as the system tells it.

    Something in a layer that cannot be read is listed as well, so that it is reported.
    """

    layer: int
    label: str
    path: str
    state: FileState = ()
    """Its state as the system tells it; empty where it cannot be read."""
    obstacle: str = ""
    """Why it cannot be read; empty where nothing is known against it."""
    leads_out: bool = False
    """Whether it is a link out of its layer, which is not followed."""
    is_schema: bool = False
    """Whether it declares kinds and properties, instead of stating facts."""


class FactFolder(NamedTuple):
    """A folder of a layer and the fact files right in it.

    Most files are a name and five numbers, in the order of the system: an answer from a snapshot
    asks of them only whether they are as they were. To make a FactFile of each and to sort them
    would take 2 ms of it for 1,200 files, as long as the system takes to tell their states.
    """

    layer: int
    label: str
    path: str
    names: list[str]
    """The names of its plain files."""
    states: "array[int]"
    """The states of these files one after another, STATE_LENGTH numbers each."""
    exceptions: list[FactFile]
    """Links, and what cannot be read."""
    schema_path: str
    """The path of the schema file of the layer, if it has one."""

    def list_files(self) -> list[FactFile]:
        """List its fact files, unsorted."""
        return [*self.exceptions, *map(self.build_file, self.names, split_states(self.states))]

    def build_file(self, name: str, state: FileState) -> FactFile:
        """Build the entry of one of its plain files."""
        label = _escape_label(f"{self.label}/{name}")
        path = os.path.join(self.path, name)  # noqa: PTH118 - it is text
        return FactFile(self.layer, label, path, state, is_schema=path == self.schema_path)


def resolve_layers(names: tuple[str, ...]) -> tuple[Layer, ...]:
    """Find the layers named, in order; none means the bundled one. Raises UnreadableBaseError."""
    all_layers = [layer for name in names or (BUNDLED,) for layer in _find_named_layers(name)]
    return tuple(
        _ensure_unique_label(layer, all_layers[:index]) for index, layer in enumerate(all_layers)
    )


def list_fact_folders(
    layers: tuple[Layer, ...], reader: StateReader | None = None
) -> list[FactFolder]:
    """List the folders of the layers with the fact files in them; raises UnreadableBaseError."""
    with reader or StateReader() as reader_in_use:
        return [
            folder
            for number, layer in enumerate(layers)
            for folder in _LayerWalker(number, layer, reader_in_use).list_folders()
        ]


def list_fact_files(layers: tuple[Layer, ...]) -> list[FactFile]:
    """List every fact file of the layers, once, by layer and path; raises UnreadableBaseError."""
    return collect_files(list_fact_folders(layers))


def collect_files(folders: Iterable[FactFolder]) -> list[FactFile]:
    """Collect the files of folders, each once, by layer and path."""
    files = [file for folder in folders for file in folder.list_files()]
    files_by_path: dict[str, FactFile] = {}
    for file in sorted(files, key=_get_layer_and_label):
        files_by_path.setdefault(file.path, file)
    return list(files_by_path.values())


def _get_layer_and_label(file: FactFile) -> tuple[int, str]:
    return file.layer, file.label


def _find_named_layers(name: str) -> tuple[Layer, ...]:
    if name == BUNDLED:
        folder = find_bundled_folder()
        return tuple(Layer(piece, folder / piece) for piece in _CLONE_FOLDERS)
    label = (name.rstrip("/\\") or name).replace(os.sep, "/")  # the same on every system
    if not name:
        hint = "leave --data out to read the bundled facts; . is the folder you are in"
        raise UnreadableBaseError("the name of a folder of facts is empty", hint)
    try:
        return _split_clone(Layer(label, Path(name).resolve(strict=True)))
    except (OSError, RuntimeError, ValueError):  # RuntimeError: links in a circle, before 3.13
        hint = f"give a folder of fact files, or the word {BUNDLED}"
        raise UnreadableBaseError(f"there is no file or folder {label}", hint) from None


def _split_clone(layer: Layer) -> tuple[Layer, ...]:
    """Return the folders of facts in a clone, which has them side by side; else the layer itself.

    A clone has a folder ``data`` and, beside it, no folder of a kind.
    """
    if not (layer.root / "data").is_dir() or any((layer.root / kind).is_dir() for kind in KINDS):
        return (layer,)
    return tuple(
        Layer(os.path.normpath(f"{layer.label}/{piece}").replace(os.sep, "/"), layer.root / piece)
        for piece in _CLONE_FOLDERS
        if (layer.root / piece).is_dir()
    )


def _ensure_unique_label(layer: Layer, earlier_layers: list[Layer]) -> Layer:
    """Return the layer under its whole path where an earlier one goes by the same label."""
    is_label_taken = any(layer.label == earlier_layer.label for earlier_layer in earlier_layers)
    return layer._replace(label=layer.root.as_posix()) if is_label_taken else layer


def find_bundled_folder() -> Path:
    """Find where ``data`` and ``seeds`` are: in the installed package, or in a checkout."""
    package = _find_package()
    return package if is_installed() else package.parent.parent


def is_installed() -> bool:
    """Tell whether the bundled facts are those of an installed package, and not of a checkout."""
    return (_find_package() / "data").is_dir()


def _find_package() -> Path:
    return Path(__file__).resolve().parent.parent


class _LayerWalker:
    """Lists the files of one layer. Paths are text, not Path: that saves half of the time."""

    def __init__(self, number: int, layer: Layer, reader: StateReader) -> None:
        self._reader = reader
        self.number, self.label, self.root = number, layer.label, os.fspath(layer.root)
        self._schema_path = os.path.join(self.root, SCHEMA_FILE_NAME)  # noqa: PTH118 - it is text
        self.folders: list[FactFolder] = []
        self._waiting: list[tuple[str, str]] = []

    def list_folders(self) -> list[FactFolder]:
        """List the folders from the root, without hidden ones; raises UnreadableBaseError."""
        try:
            if not stat.S_ISDIR((root_status := os.stat(self.root)).st_mode):  # noqa: PTH116 - it is text
                file = self._build_single_file(root_status)
                return [self._build_folder(self.root, self.label, exceptions=[file])]
            self._add_folder(self.root, self.label)
        except OSError as error:
            message = f"{self.label} cannot be read: {error.strerror}"
            raise UnreadableBaseError(message, "check that it exists and may be read") from None
        while self._waiting:
            path, label = self._waiting.pop()
            try:
                self._add_folder(path, label)
            except OSError as error:
                cause = f"the folder cannot be read: {error.strerror}"
                unreadable = self._build_obstacle(path, label, cause)
                self.folders.append(self._build_folder(path, label, exceptions=[unreadable]))
        self._reader.finish()
        for folder in self.folders:
            self._add_missing_states(folder)
        return self.folders

    def _build_folder(self, path: str, label: str, exceptions: list[FactFile]) -> FactFolder:
        return FactFolder(
            layer=self.number,
            label=label,
            path=path,
            names=[],
            states=array("q"),
            exceptions=exceptions,
            schema_path=self._schema_path,
        )

    def _add_folder(self, path: str, label: str) -> None:
        """Add a folder with its fact files, and note the folders in it for later."""
        folder = self._build_folder(path, label, exceptions=[])
        names = folder.names
        with open_folder(path) as descriptor:
            with os.scandir(descriptor) as entries:
                for entry in entries:
                    name = entry.name
                    if name[0] == ".":
                        continue
                    if not entry.is_file(follow_symlinks=False):
                        self._add_exception(folder, entry)
                    elif name.endswith(_YAML_SUFFIXES) or name.lower().endswith(_YAML_SUFFIXES):
                        names.append(name)
            self._reader.read(descriptor, names, folder.states)
        self.folders.append(folder)

    def _add_missing_states(self, folder: FactFolder) -> None:
        """Complete the states of a folder's files; one that no longer exists is an exception."""
        for name, reason in complete_states(folder.path, folder.names, folder.states).items():
            path, label = os.path.join(folder.path, name), f"{folder.label}/{name}"  # noqa: PTH118 - it is text
            cause = f"the file cannot be opened: {reason}"
            folder.exceptions.append(self._build_obstacle(path, label, cause))

    def _add_exception(self, folder: FactFolder, entry: "os.DirEntry[str]") -> None:
        """Add what is no plain file; folders are noted for later."""
        path = os.path.join(folder.path, entry.name)  # noqa: PTH118 - it is text
        label = f"{folder.label}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            self._waiting.append((path, label))
        elif entry.name.lower().endswith(_YAML_SUFFIXES):
            folder.exceptions.append(self._build_file(entry, path, label))
        elif entry.is_symlink() and (obstacle := _find_obstacle_of_link(entry)):
            folder.exceptions.append(self._build_obstacle(path, label, obstacle))

    def _build_file(self, entry: "os.DirEntry[str]", path: str, label: str) -> FactFile:
        try:
            file_status = entry.stat()
        except OSError as error:
            return self._build_obstacle(path, label, f"the file cannot be opened: {error.strerror}")
        if not stat.S_ISREG(file_status.st_mode):
            return self._build_obstacle(path, label, "this is neither a file nor a folder of files")
        return FactFile(
            layer=self.number,
            label=_escape_label(label),
            path=path,
            state=get_state(file_status),
            leads_out=entry.is_symlink() and not self._is_inside(path),
            is_schema=path == self._schema_path,
        )

    def _build_obstacle(self, path: str, label: str, obstacle: str) -> FactFile:
        """Build the entry of something that cannot be read, to be reported."""
        return FactFile(self.number, _escape_label(label), path, obstacle=obstacle)

    def _build_single_file(self, file_status: os.stat_result) -> FactFile:
        """Build the one file of a layer; a pipe or device would keep us waiting."""
        if not stat.S_ISREG(file_status.st_mode):
            message = f"{self.label} is neither a file nor a folder"
            raise UnreadableBaseError(message, "give a folder of fact files, or one of them")
        is_schema = self.root.rpartition(os.sep)[2] == SCHEMA_FILE_NAME
        label, state = _escape_label(self.label), get_state(file_status)
        return FactFile(self.number, label, self.root, state, is_schema=is_schema)

    def _is_inside(self, path: str) -> bool:
        """Whether a link leads to something in this layer."""
        return os.path.realpath(path).startswith(self.root.rstrip(os.sep) + os.sep)


def _find_obstacle_of_link(entry: "os.DirEntry[str]") -> str:
    """Find out why a link is read as no folder of facts; empty where it surely leads to none."""
    if entry.is_dir():
        return "the folder is a link, and links to folders are not followed"
    is_folder_name = "." not in entry.name
    return "the link leads nowhere" if is_folder_name and not os.path.exists(entry.path) else ""  # noqa: PTH110 - it is text


def _escape_label(label: str) -> str:
    """Write out the bytes of a path that are no text."""
    return label if label.isascii() else label.encode(errors="backslashreplace").decode()
