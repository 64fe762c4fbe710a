"""Fact files checked, as a whole base or as single files and folders in the light of one."""

import os
from collections.abc import Sequence
from typing import NamedTuple

from ..model.problem import Problem
from ..reading.layers import BUNDLED, FactFile, Layer, fact_files, layers
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

    base = names or (BUNDLED,)
    outer, wanted = layers(base), {path: layers((path,)) for path in paths}
    added = [path for path, inner in wanted.items() if not _within(inner, outer)]
    files = fact_files(layers((*base, *added)))
    parts = [layer for inner in wanted.values() for layer in inner]
    chosen = {file.label for file in files if any(_holds(layer, file) for layer in parts)}
    problems = [one for one in read(files).problems if one.where.path in chosen]
    return Checked(problems, len(chosen))


def _within(inner: Sequence[Layer], outer: Sequence[Layer]) -> bool:
    """Whether layers are parts of others, whose files are read anyway."""
    return all(any(one.root.is_relative_to(other.root) for other in outer) for one in inner)


def _holds(layer: Layer, file: FactFile) -> bool:
    root = os.fspath(layer.root)
    return file.path == root or file.path.startswith(root.rstrip(os.sep) + os.sep)
