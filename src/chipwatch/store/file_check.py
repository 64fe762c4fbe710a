"""Checking fact files: a whole base, or single files and folders together with a base."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..model.problem import Problem
from ..model.schema import KINDS
from ..reading.layers import BUNDLED, FactFile, Layer, list_fact_files, resolve_layers
from .snapshot import open_base

if TYPE_CHECKING:
    from .knowledge_base import KnowledgeBase


class CheckReport(NamedTuple):
    """The problems found, and the number of files checked."""

    problems: list[Problem]
    files: int

    def format_summary(self) -> str:
        """Summarise the result in a line."""
        files = f"{self.files} file" + "s" * (self.files != 1)
        if not self.problems:
            return f"no problems in {files}"
        number = len(self.problems)
        faulty_file_count = len({problem.location.path for problem in self.problems})
        return f"{number} problem{'s' * (number != 1)} in {faulty_file_count} of {files}"


def check_files(layer_names: tuple[str, ...], paths: tuple[str, ...]) -> CheckReport:
    """Check a base, or some paths read together with it.

    Raises UnreadableBaseError for a path that is not there.
    """
    if not paths:
        files = list_fact_files(resolve_layers(layer_names))
        base = open_base(layer_names)
        problems = [*base.load_problems(), *_find_doubts_of_base(base, files)]
        return CheckReport(sorted(problems), len(files))
    return _check_paths(layer_names or (BUNDLED,), paths)


def _check_paths(base_names: tuple[str, ...], paths: tuple[str, ...]) -> CheckReport:
    """Check some paths; the base is read with them, as they name its entities and sources."""
    from ..reading.loader import load_fact_files
    from ..reading.plausibility import BaseFacts, find_doubts

    base_layers = resolve_layers(base_names)
    layers_by_path = {path: resolve_layers((path,)) for path in paths}
    additional_paths = [
        path
        for path, path_layers in layers_by_path.items()
        if not _is_covered(path_layers, base_layers)
    ]
    files = list_fact_files(resolve_layers((*base_names, *additional_paths)))
    checked_layers = [layer for path_layers in layers_by_path.values() for layer in path_layers]
    checked_labels = {
        file.label for file in files if any(_contains_file(layer, file) for layer in checked_layers)
    }
    result = load_fact_files(files)
    doubts = find_doubts(BaseFacts(result.entities, result.sources))
    problems = [*result.problems, *_add_lines(doubts, files)]
    checked_problems = [problem for problem in problems if problem.location.path in checked_labels]
    return CheckReport(sorted(checked_problems), len(checked_labels))


def _find_doubts_of_base(base: "KnowledgeBase", files: Sequence[FactFile]) -> list[Problem]:
    """Find what is doubtful in a whole base."""
    from ..reading.plausibility import BaseFacts, find_doubts

    entities = [entity for kind in KINDS for entity in base.load_entities_of_kind(kind)]
    return _add_lines(find_doubts(BaseFacts(entities, base.load_all_sources())), files)


def _add_lines(problems: Sequence[Problem], files: Sequence[FactFile]) -> list[Problem]:
    """Add the lines in which problems are."""
    from ..reading.file_content import read_fact_file
    from ..reading.source_lines import add_source_lines

    return add_source_lines(problems, {file.label: file for file in files}, read_fact_file)


def _is_covered(inner_layers: Sequence[Layer], outer_layers: Sequence[Layer]) -> bool:
    """Tell whether layers are parts of others, whose files are read anyway."""
    return all(
        any(inner_layer.root.is_relative_to(outer_layer.root) for outer_layer in outer_layers)
        for inner_layer in inner_layers
    )


def _contains_file(layer: Layer, file: FactFile) -> bool:
    root = os.fspath(layer.root)
    return file.path == root or file.path.startswith(root.rstrip(os.sep) + os.sep)
