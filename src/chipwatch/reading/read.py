"""Reads the fact files of all layers into entities, sources, claims and problems."""

import gc
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import NamedTuple

from ..model.facts import Claim, Entity, Source
from ..model.problem import Broken, Problem
from .checks import CHECKS, Drafts
from .document import Document, Draft, folder_of, known, stem_of
from .layers import FactFile
from .load import RefusedError, content_of, documents
from .rules import Ruling
from .weigh import join, sources_of, weigh

MOST_SHOWN = 1000
"""Problems of one file that are shown with the user's own line."""

_NEXT_DOCUMENT = re.compile(rb"(?m)^---(?=\s|\Z)")
_HEAD_LINE = re.compile(rb"(?m)^(id|kind):[ \t]*['\"]?([a-z0-9.-]+)")
_LONGEST, _LONGEST_LINE = 400, 10_000


class Reading(NamedTuple):
    """All that the files state, and all that is wrong with them."""

    entities: list[Entity]
    sources: dict[str, Source]
    claims: list[Claim]
    problems: list[Problem]
    broken: list[Broken]
    rules: Sequence[Ruling] = ()


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
        content, first = b"", len(self.drafts)
        problems: list[Problem] = []
        broken: list[Broken] = []
        try:
            content = content_of(file.path, file.label)
            for root in documents(content, file.label):
                document = Document(file, problems)
                draft = document.read(root)
                if draft is None:
                    broken.append(Broken(document.id, document.kind, file.label))
                else:
                    self.drafts.append(draft)
        except RefusedError as error:
            problems.append(error.problem)
            broken += _seemingly_in(content, file)
        read = {draft.id for draft in self.drafts[first:]}
        self.broken += [lost for lost in broken if lost.id not in read]
        self.problems += problems

    def finished(self, paths: dict[str, str]) -> Reading:
        self._check()
        entities = join(self.drafts)
        sources = sources_of(entities)
        weighed = weigh(entities, sources)
        claims = {(claim.source, claim.id): claim for one in self.drafts for claim in one.claims}
        problems = list(_with_text(sorted(set(self.problems)), paths))
        broken = list(dict.fromkeys(self.broken))
        rules = {one.id: one.rules for one in self.drafts if one.rules}
        every = tuple(ruling for rulings in rules.values() for ruling in rulings)
        return Reading(weighed, sources, list(claims.values()), problems, broken, every)

    def _check(self) -> None:
        """Hold the drafts against one another; those with problems are left out."""
        kinds = {broken.id: broken.kind for broken in self.broken}
        kinds.update((draft.id, draft.kind) for draft in self.drafts)
        drafts = Drafts(tuple(self.drafts), kinds, {})
        found = [found for check in CHECKS for found in check(drafts)]
        self.problems += [one.problem for one in found]
        lost = {id(one.draft): one.draft for one in found}
        self.drafts = [draft for draft in self.drafts if id(draft) not in lost]
        self.broken += [Broken(one.id, one.kind, one.where.path) for one in lost.values()]


def _seemingly_in(content: bytes, file: FactFile) -> Iterator[Broken]:
    """The entities that a file which cannot be read on seems to hold."""
    parts = [part for part in _NEXT_DOCUMENT.split(content) if part.strip()]
    for part in parts or [b""]:
        head = {key: word.decode() for key, word in reversed(_HEAD_LINE.findall(part))}
        kind = head.get(b"kind", folder_of(file.path))
        yield Broken(head.get(b"id", stem_of(file.label)), known(kind), file.label)


def _with_text(problems: Iterable[Problem], paths: dict[str, str]) -> Iterator[Problem]:
    """The problems with the user's own line in each; only files with problems are read again."""
    for path, group in groupby(problems, key=lambda problem: problem.where.path):
        lines = _lines(paths[path], path)
        for number, problem in enumerate(group):
            at = problem.where
            line = lines[at.line - 1] if at.line <= len(lines) and number < MOST_SHOWN else ""
            text = line if at.column <= len(line) + 1 else ""
            message, hint = _short(problem.message), _short(problem.hint)
            yield problem._replace(message=message, hint=hint, text=text)


def _short(text: str) -> str:
    """A sentence that quotes at most a few words of the file."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]}…{text[-_LONGEST // 2 :]}"


def _lines(path: str, label: str) -> list[str]:
    """The lines of a file, none longer than can be shown."""
    try:
        content = content_of(path, label)
    except RefusedError:
        return []
    return [line[:_LONGEST_LINE] for line in content.decode(errors="replace").split("\n")]
