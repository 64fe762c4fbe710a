"""Fact files checked, as a whole base or as single files and folders in the light of one."""

import os
from pathlib import Path
from typing import NamedTuple

from ..model.problem import Problem, UnreadableBaseError
from ..reading.layers import FactFile, Layer, fact_files, layers
from .snapshot import open_base


class Checked(NamedTuple):
    """The problems found, and in how many files they were looked for."""

    problems: list[Problem]
    files: int

    def summary(self) -> str:
        """What was found, in a line."""
        files = f"{self.files} file" + "s" * (self.files != 1)
        if not self.problems:
            return f"no problems in {files}"
        number = len(self.problems)
        wrong = len({problem.where.path for problem in self.problems})
        return f"{number} problem{'s' * (number != 1)} in {wrong} of {files}"


def check(names: tuple[str, ...], paths: tuple[str, ...]) -> Checked:
    """The problems of a base; or those of some paths, read together with it.

    Raises UnreadableBaseError for a path that is not there.
    """
    if not paths:
        return Checked(open_base(names).problems(), len(fact_files(layers(names))))
    from ..reading.read import read

    base = layers(names)
    wanted = [_wanted(path) for path in paths]
    added = tuple(layer for layer in wanted if not any(_within(layer.root, b) for b in base))
    files = fact_files((*base, *added))
    chosen = {file.label for file in files if any(_holds(layer, file) for layer in wanted)}
    problems = [one for one in read(files).problems if one.where.path in chosen]
    return Checked(problems, len(chosen))


def _wanted(path: str) -> Layer:
    root = Path(path).resolve()
    if not root.exists():
        raise UnreadableBaseError(f"there is no file or folder {path}", "check the path")
    return Layer(path.rstrip("/\\") or path, root)


def _within(path: Path, layer: Layer) -> bool:
    return path.is_relative_to(layer.root)


def _holds(layer: Layer, file: FactFile) -> bool:
    root = os.fspath(layer.root)
    return file.path == root or file.path.startswith(root.rstrip(os.sep) + os.sep)
