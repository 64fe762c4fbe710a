"""Reads the fact files of all layers into entities, sources, claims and problems."""

import gc
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from ..model.facts import Claim, Entity, Source
from ..model.problem import Broken, Problem, Where
from .checks import CHECKS, Drafts
from .document import Document, Draft, folder_of, stem_of
from .layers import FactFile
from .load import Node, RefusedError, documents
from .weigh import join, sources_of, weigh

_ID_LINE = re.compile(rb"(?m)^id:[ \t]*['\"]?([a-z0-9.-]+)")


class Reading(NamedTuple):
    """All that the files state, and all that is wrong with them."""

    entities: list[Entity]
    sources: dict[str, Source]
    claims: list[Claim]
    problems: list[Problem]
    broken: list[Broken]


def read(files: Sequence[FactFile]) -> Reading:
    """Read every file; one with problems costs its own entities, never the run."""
    with _no_collection():
        reader = _Reader()
        for file in files:
            reader.file(file)
        return reader.finished({file.label: file.path for file in files})


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without the cyclic collector, which would walk all nodes and facts over and over."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Reader:
    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.broken: list[Broken] = []
        self.problems: list[Problem] = []

    def file(self, file: FactFile) -> None:
        try:
            content = Path(file.path).read_bytes()
        except OSError as error:
            hint = "check that it is a file and may be read"
            message = f"the file cannot be opened: {error.strerror}"
            problem = Problem(Where(file.label, 1, 1), "unreadable", message, hint)
            self._lost(file.label, problem, b"")
            return
        try:
            for root in documents(content, file.label):
                self._document(Document(file.label, file.layer, self.problems), root)
        except RefusedError as error:
            self._lost(file.label, error.problem, content)

    def _document(self, document: Document, root: Node) -> None:
        before = len(self.problems)
        draft = document.read(root)
        if len(self.problems) == before and draft is not None:
            self.drafts.append(draft)
        elif document.id:
            self.broken.append(Broken(document.id, document.kind, document.path))

    def _lost(self, path: str, problem: Problem, content: bytes) -> None:
        """A file that cannot be read on; the ids that it seems to hold are remembered."""
        self.problems.append(problem)
        read = {draft.id for draft in self.drafts if draft.where.path == path}
        ids = [found.decode() for found in _ID_LINE.findall(content)] or [stem_of(path)]
        self.broken.extend(Broken(id_, folder_of(path), path) for id_ in ids if id_ not in read)

    def finished(self, paths: dict[str, str]) -> Reading:
        self._check()
        entities = join(self.drafts)
        sources = sources_of(entities)
        weighed = [weigh(entity, sources) for entity in entities]
        claims = [claim for draft in self.drafts for claim in draft.claims]
        problems = sorted(set(_with_text(self.problems, paths)))
        return Reading(weighed, sources, claims, problems, self.broken)

    def _check(self) -> None:
        kinds = {broken.id: broken.kind for broken in self.broken}
        kinds.update((draft.id, draft.kind) for draft in self.drafts)
        drafts = Drafts(tuple(self.drafts), kinds)
        found = [found for check in CHECKS for found in check(drafts)]
        self.problems.extend(one.problem for one in found)
        lost = {id(one.draft): one.draft for one in found}
        self.drafts = [draft for draft in self.drafts if id(draft) not in lost]
        alive = {draft.id for draft in self.drafts}
        self.broken.extend(
            Broken(draft.id, draft.kind, draft.where.path)
            for draft in lost.values()
            if draft.id not in alive
        )


def _with_text(problems: Iterable[Problem], paths: dict[str, str]) -> Iterator[Problem]:
    """The problems with the user's own line in each; only files with problems are read again."""
    lines: dict[str, list[str]] = {}
    for problem in problems:
        path = problem.where.path
        if path not in lines:
            lines[path] = _lines(paths[path])
        number = problem.where.line - 1
        text = lines[path][number] if number < len(lines[path]) else ""
        yield problem._replace(text=text[:_LONGEST_LINE])


_LONGEST_LINE = 400


def _lines(path: str) -> list[str]:
    try:
        content = Path(path).read_bytes()
    except OSError:
        return []
    return content.decode(errors="replace").removeprefix("\ufeff").split("\n")
