"""The layer that is written to: a folder of one's own, never the facts of the installed package."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ..model.problem import UsageError
from ..reading.layers import BUNDLED, find_bundled_folder, is_installed, resolve_layers


class TargetLayer(NamedTuple):
    """The folder that is written to, and all layers together with it."""

    root: Path
    label: str
    """Its path as the user typed it."""
    layer_names: tuple[str, ...]

    def label_file(self, path: Path) -> str:
        """Write the path of a file in it as the user would."""
        return f"{self.label}/{path.relative_to(self.root).as_posix()}"


def choose_target(layer_names: Sequence[str], into: str = "") -> TargetLayer:
    """Choose the layer named, or else the last one of one's own; raises UsageError."""
    own_names = [name for name in layer_names if name != BUNDLED]
    if not (into or own_names):
        hint = "name a folder of your own: --into my-facts, or --data bundled --data my-facts"
        raise UsageError("the bundled facts are not written to", hint)
    name = into or own_names[-1]
    if not Path(name).is_dir():
        hint = "make it first, or name another one with --into"
        raise UsageError(f"there is no folder {name} to write to", hint)
    layer = resolve_layers((name,))[0]
    refuse_installed_data(layer.root)
    names = tuple(layer_names) or (BUNDLED,)
    is_read = any(layer.root == candidate.root for candidate in resolve_layers(names))
    layer_names = names if is_read else (*names, name)
    return TargetLayer(root=layer.root, label=layer.label, layer_names=layer_names)


def refuse_installed_data(path: Path) -> None:
    """Raise UsageError for a path in the facts that were installed with the package."""
    if is_installed() and path.resolve().is_relative_to(find_bundled_folder()):
        hint = "copy what you want to change into a folder of your own, and lay it over"
        raise UsageError(f"{os.fspath(path)} belongs to the installed package", hint)
