"""Checking fact files: a whole base, or single files and folders together with a base."""

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..model.problem import Problem
from ..model.problem_code import Severity
from ..model.schema import KINDS
from ..model.wording import format_count
from ..reading.layers import (
    BUNDLED,
    FactFile,
    Layer,
    list_fact_files,
    resolve_layers,
)
from .snapshot import open_base

if TYPE_CHECKING:
    from .knowledge_base import KnowledgeBase


BUNDLED_HINT = f"the bundled facts have it: read them too, with --data {BUNDLED} before your folder"


class CheckReport(NamedTuple):
    """The problems found, and the number of files checked."""

    problems: list[Problem]
    files: int
    notices: tuple[Problem, ...] = ()
    """What is missing that cannot always be had, which is no problem."""

    def format_summary(self) -> str:
        """Summarise the result in a line."""
        files = format_count(self.files, "file", "files")
        notices = format_count(len(self.notices), "notice", "notices") if self.notices else ""
        notices_text = notices and f"; {notices}, which --notices lists"
        if not self.problems:
            return f"no problems in {files}{notices_text}"
        problems = format_count(len(self.problems), "problem", "problems")
        faulty_file_count = len({problem.location.path for problem in self.problems})
        return f"{problems} in {faulty_file_count} of {files}{notices_text}"

    def with_notices(self) -> "CheckReport":
        """Return the report with its notices among the problems."""
        return self._replace(problems=sorted([*self.problems, *self.notices]), notices=())


def check_files(layer_names: tuple[str, ...], paths: tuple[str, ...]) -> CheckReport:
    """Check a base, or some paths read together with it.

    Raises UnreadableBaseError for a path that is not there.
    """
    if not paths:
        base_layers = resolve_layers(layer_names)
        files = list_fact_files(base_layers)
        base = open_base(layer_names)
        problems = [*base.load_problems(), *_find_doubts_of_base(base, files)]
        return _build_report([*_hint_at_bundled(problems, base_layers)], len(files))
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
    return _build_report([*_hint_at_bundled(checked_problems, base_layers)], len(checked_labels))


def _hint_at_bundled(
    problems: Sequence[Problem], base_layers: Sequence[Layer]
) -> Iterator[Problem]:
    """Say of each id that no layer has whether it is one of the bundled facts, which are none."""
    missing_ids = {problem.missing_id for problem in problems} - {""}
    if not missing_ids or _includes_bundled(base_layers):
        yield from problems
        return
    from ..reading.guessed_entities import collect_bundled_ids

    missing_ids &= collect_bundled_ids()
    for problem in problems:
        is_bundled = problem.missing_id in missing_ids
        yield problem._replace(hint=BUNDLED_HINT) if is_bundled else problem


def _includes_bundled(layers: Iterable[Layer]) -> bool:
    """Tell whether the bundled facts are among the layers, by that name or by their folder."""
    roots = {layer.root for layer in layers}
    return any(layer.root in roots for layer in resolve_layers((BUNDLED,)))


def _build_report(problems: Sequence[Problem], file_count: int) -> CheckReport:
    """Sort problems by place, and part notices from the others."""
    sorted_problems = sorted(problems)
    return CheckReport(
        problems=[
            problem for problem in sorted_problems if problem.code.severity is not Severity.NOTICE
        ],
        files=file_count,
        notices=tuple(
            problem for problem in sorted_problems if problem.code.severity is Severity.NOTICE
        ),
    )


def _find_doubts_of_base(base: "KnowledgeBase", files: Sequence[FactFile]) -> list[Problem]:
    """Find what is doubtful in a whole base."""
    from ..reading.plausibility import BaseFacts, find_doubts

    entities = [entity for kind in KINDS for entity in base.load_entities_of_kind(kind)]
    return _add_lines(find_doubts(BaseFacts(entities, base.load_all_sources())), files)


def _add_lines(problems: Sequence[Problem], files: Sequence[FactFile]) -> list[Problem]:
    """Add the lines in which problems are."""
    from ..reading.file_content import read_fact_file
    from ..reading.problem_lines import add_source_lines

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
