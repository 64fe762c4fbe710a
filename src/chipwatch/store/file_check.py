"""Checking fact files: a whole base, or single files and folders together with a base."""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from ..model.problem import Problem
from ..model.problem_code import ProblemCode, Severity
from ..model.schema import KINDS
from ..model.wording import format_count
from ..reading.base_facts import BaseFacts
from ..reading.doubts import find_doubts
from ..reading.file_content import normalise_content, read_fact_file
from ..reading.layers import BUNDLED, FactFile, Layer, list_fact_files, resolve_layers
from ..reading.loader import load_fact_files
from ..reading.problem_lines import FileReader, add_source_lines
from .partial_reading import PartialReader, ReadFiles
from .snapshot import MAX_READINGS, open_base, open_base_apart_from

if TYPE_CHECKING:
    from .knowledge_base import KnowledgeBase

MAX_FILES_READ_ALONE = 200
"""Files up to which the others are taken from the snapshot: of more, reading all is as fast."""
NO_CONTENTS: Mapping[str, bytes] = MappingProxyType({})

BUNDLED_HINT = f"the bundled facts have it: read them too, with --data {BUNDLED} before your folder"


class CheckReport(NamedTuple):
    """The problems found, and the number of files checked."""

    problems: list[Problem]
    files: int
    notices: tuple[Problem, ...] = ()
    """What is missing that cannot always be had, which is no problem."""
    own_labels: frozenset[str] = frozenset()
    """The files of layers over the bundled facts, where both are checked."""

    def format_summary(self) -> str:
        """Summarise the result in a line."""
        files = format_count(self.files, "file")
        if self.own_labels:
            files = f"{files}, {len(self.own_labels):,} of them your own"
        faults = [problem for problem in self.problems if _is_fault(problem)]
        listed_notices = [problem for problem in self.problems if not _is_fault(problem)]
        parts = [f"no problems in {files}"]
        if faults:
            problems = format_count(len(faults), "problem")
            parts = [f"{problems} in {_count_files(faults):,} of {files}"]
        if listed_notices:
            notices = format_count(len(listed_notices), "notice")
            parts.append(f"{notices} in {format_count(_count_files(listed_notices), 'file')}")
        if self.notices:
            parts.append(f"{self._count_notices()}, which --notices lists")
        return "; ".join(parts)

    def _count_notices(self) -> str:
        """Count the notices, and how many of them are about files of one's own."""
        notices = format_count(len(self.notices), "notice")
        if not self.own_labels:
            return notices
        own = sum(notice.location.path in self.own_labels for notice in self.notices)
        return f"{notices}, {own or 'none'} in your own"

    @property
    def has_faults(self) -> bool:
        """Whether there is more than notices."""
        return any(map(_is_fault, self.problems))

    def choose(
        self, selected: Collection[ProblemCode], ignored: Collection[ProblemCode]
    ) -> "CheckReport":
        """Return the report of some codes alone, notices too, or of all but some."""
        problems = sorted([*self.problems, *self.notices]) if selected else self.problems
        return self._replace(
            problems=[
                problem
                for problem in problems
                if problem.code not in ignored and (not selected or problem.code in selected)
            ],
            notices=tuple(
                notice for notice in self.notices if not selected and notice.code not in ignored
            ),
        )

    def with_notices(self) -> "CheckReport":
        """Return the report with its notices among the problems."""
        return self._replace(problems=sorted([*self.problems, *self.notices]), notices=())


def _is_fault(problem: Problem) -> bool:
    return problem.code.severity is not Severity.NOTICE


def _count_files(problems: Iterable[Problem]) -> int:
    return len({problem.location.path for problem in problems})


def check_files(
    layer_names: tuple[str, ...],
    paths: tuple[str, ...],
    contents: Mapping[str, bytes] = NO_CONTENTS,
) -> CheckReport:
    """Check a base, or some paths read together with it.

    ``contents`` is what the files at some whole paths shall be, and is read in their place. Raises
    UnreadableBaseError for a path that is not there.
    """
    if paths or contents:
        return _check_paths(layer_names or (BUNDLED,), paths, contents)
    base_layers = resolve_layers(layer_names)
    base, files = _open_listed_base(layer_names, base_layers)
    doubts = _choose(find_doubts(_collect_facts(base)), {file.label: file for file in files})
    problems = [*base.load_problems(), *_add_lines(doubts, files)]
    report = _build_report([*_hint_at_bundled(problems, base_layers)], len(files))
    return report._replace(own_labels=_list_own_labels(base_layers, files))


def _open_listed_base(
    layer_names: tuple[str, ...], base_layers: tuple[Layer, ...]
) -> tuple["KnowledgeBase", list[FactFile]]:
    """Open a base and list its files, again where they change meanwhile, MAX_READINGS times in all.

    What another process adds or removes between listing and reading would be in one of them alone.
    """
    files = list_fact_files(base_layers)
    base = open_base(layer_names)
    for _ in range(MAX_READINGS - 1):
        files_afterwards = list_fact_files(base_layers)
        if files_afterwards == files:
            break
        base.close()
        files, base = files_afterwards, open_base(layer_names)
    return base, files


def _list_own_labels(layers: Sequence[Layer], files: Iterable[FactFile]) -> frozenset[str]:
    """List the files that do not come with the package; none where no others do."""
    bundled_roots = {layer.root for layer in resolve_layers((BUNDLED,))}
    own_layers = {number for number, layer in enumerate(layers) if layer.root not in bundled_roots}
    is_apart = len(own_layers) < len(layers)
    return frozenset(file.label for file in files if is_apart and file.layer in own_layers)


def find_checked_files(layer_names: tuple[str, ...], paths: tuple[str, ...]) -> dict[str, Path]:
    """Find the files that a check of a base, or of some paths, looks at, by their labels."""
    names = layer_names or (BUNDLED,)
    files = list_fact_files(resolve_layers((*names, *_list_additional_paths(names, paths))))
    return {file.label: Path(file.path) for file in files}


def _list_additional_paths(base_names: tuple[str, ...], paths: tuple[str, ...]) -> list[str]:
    """List the paths that are no part of the base."""
    base_layers = resolve_layers(base_names)
    return [path for path in paths if not _is_covered(resolve_layers((path,)), base_layers)]


def _check_paths(
    base_names: tuple[str, ...], paths: tuple[str, ...], contents: Mapping[str, bytes]
) -> CheckReport:
    """Check some paths; the base is read with them, as they name its entities and sources."""
    additional_paths = _list_additional_paths(base_names, paths)
    all_layers = resolve_layers((*base_names, *additional_paths))
    files = _add_new_files(list_fact_files(all_layers), all_layers, contents)
    checked_layers = [layer for path in paths for layer in resolve_layers((path,))]
    checked_files = {
        file.label: file
        for file in files
        if file.path in contents or any(_contains_file(layer, file) for layer in checked_layers)
    }

    def read_content(file: FactFile) -> bytes:
        content = contents.get(file.path)
        return read_fact_file(file) if content is None else normalise_content(content)

    read_files = _read_partly(base_names, files, checked_files, read_content)
    if read_files is None:
        result = load_fact_files(files, read_content)
        read_files = ReadFiles(problems=result.problems, base=result.facts)
    checked_doubts = _choose(find_doubts(read_files.base), checked_files)
    problems = [
        *_choose(read_files.problems, checked_files),
        *_add_lines(checked_doubts, files, read_content),
    ]
    hinted_problems = [*_hint_at_bundled(problems, all_layers)]
    return _build_report(hinted_problems, len(checked_files))


def _read_partly(
    base_names: tuple[str, ...],
    files: Sequence[FactFile],
    checked_files: Mapping[str, FactFile],
    read_content: FileReader,
) -> ReadFiles | None:
    """Read a few files with what the snapshot has of the others; None where all have to be read."""
    declares_kinds = any(file.is_schema for file in checked_files.values())
    if declares_kinds or len(checked_files) > MAX_FILES_READ_ALONE:
        return None
    base = open_base_apart_from(base_names, [file.path for file in checked_files.values()])
    if base is None:
        return None
    return PartialReader(base, files, checked_files.keys(), read_content).read()


def _add_new_files(
    files: list[FactFile], layers: Sequence[Layer], contents: Mapping[str, bytes]
) -> list[FactFile]:
    """Add the files that are not there yet to those of their layer."""
    paths = {file.path for file in files}
    new_files = [
        FactFile(number, f"{layer.label}/{Path(path).relative_to(layer.root).as_posix()}", path)
        for path in contents
        if path not in paths
        for number, layer in enumerate(layers)
        if Path(path).is_relative_to(layer.root)
    ]
    return sorted([*files, *new_files], key=_get_order) if new_files else files


def _get_order(file: FactFile) -> tuple[int, str]:
    return file.layer, file.label


def _choose(problems: Iterable[Problem], files: Mapping[str, FactFile]) -> list[Problem]:
    """Choose the problems that are in some files."""
    return [problem for problem in problems if problem.location.path in files]


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


def _collect_facts(base: "KnowledgeBase") -> BaseFacts:
    """Collect all that a base states."""
    return BaseFacts(
        entities=[entity for kind in KINDS for entity in base.load_entities_of_kind(kind)],
        sources=base.load_all_sources(),
        documents=base.load_documents(),
        other_citations=base.load_other_citations(),
    )


def _add_lines(
    problems: Sequence[Problem],
    files: Sequence[FactFile],
    read_content: FileReader = read_fact_file,
) -> list[Problem]:
    """Add the lines in which problems are."""
    return add_source_lines(problems, {file.label: file for file in files}, read_content)


def _is_covered(inner_layers: Sequence[Layer], outer_layers: Sequence[Layer]) -> bool:
    """Tell whether layers are parts of others, whose files are read anyway."""
    return all(
        any(inner_layer.root.is_relative_to(outer_layer.root) for outer_layer in outer_layers)
        for inner_layer in inner_layers
    )


def _contains_file(layer: Layer, file: FactFile) -> bool:
    root = os.fspath(layer.root)
    return file.path == root or file.path.startswith(root.rstrip(os.sep) + os.sep)
