"""Reads the fact files of all layers into entities, sources, claims and problems."""

import gc
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import NamedTuple

from ..model.entity import Entity
from ..model.facts import Claim, Source
from ..model.problem import Problem, RejectedEntity
from .cross_checks import CHECKS, DraftSet
from .document_reader import DocumentReader, Draft, get_file_stem, get_folder_name, validate_kind
from .layers import FactFile
from .merge import add_fact_support, collect_sources, merge_drafts
from .rule_nodes import ParsedRule
from .yaml_documents import RejectedFileError, parse_documents, read_fact_file

MAX_PROBLEMS_WITH_SOURCE_LINE = 1000
"""Problems of one file that are shown with the user's own line."""

_NEXT_DOCUMENT = re.compile(rb"(?m)^---(?=\s|\Z)")
_HEAD_LINE = re.compile(rb"(?m)^(id|kind):[ \t]*['\"]?([a-z0-9.-]+)")
_MAX_MESSAGE_LENGTH, _MAX_LINE_LENGTH = 400, 10_000


class LoadResult(NamedTuple):
    """All that the files state, and all that is wrong with them."""

    entities: list[Entity]
    sources: dict[str, Source]
    claims: list[Claim]
    problems: list[Problem]
    rejected_entities: list[RejectedEntity]
    rules: Sequence[ParsedRule] = ()


def load_fact_files(files: Sequence[FactFile]) -> LoadResult:
    """Read every file; one with problems costs its own entities, never the run."""
    with _stop_garbage_collection():
        loader = _FactLoader()
        for file in files:
            loader.load_file(file)
        return loader.build_result({file.label: file.path for file in files})


@contextmanager
def _stop_garbage_collection() -> Iterator[None]:
    """Without the cyclic collector, which would walk all nodes and facts over and over."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class _FactLoader:
    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.rejected_entities: list[RejectedEntity] = []
        self.problems: list[Problem] = []

    def load_file(self, file: FactFile) -> None:
        content, draft_count_before = b"", len(self.drafts)
        problems: list[Problem] = []
        rejected_in_file: list[RejectedEntity] = []
        try:
            content = read_fact_file(file.path, file.label)
            for root in parse_documents(content, file.label):
                reader = DocumentReader(file, problems)
                draft = reader.read_draft(root)
                if draft is None:
                    rejected_in_file.append(RejectedEntity(reader.id, reader.kind, file.label))
                else:
                    self.drafts.append(draft)
        except RejectedFileError as error:
            problems.append(error.problem)
            rejected_in_file += _guess_entities(content, file)
        loaded_ids = {draft.id for draft in self.drafts[draft_count_before:]}
        self.rejected_entities += [
            rejected_entity
            for rejected_entity in rejected_in_file
            if rejected_entity.id not in loaded_ids
        ]
        self.problems += problems

    def build_result(self, paths: dict[str, str]) -> LoadResult:
        self._remove_failing_drafts()
        entities = merge_drafts(self.drafts)
        sources = collect_sources(entities)
        supported_entities = add_fact_support(entities, sources)
        claims = {
            (claim.source, claim.id): claim for draft in self.drafts for claim in draft.claims
        }
        problems = list(_add_source_lines(sorted(set(self.problems)), paths))
        rejected_entities = list(dict.fromkeys(self.rejected_entities))
        rules_by_policy = {draft.id: draft.rules for draft in self.drafts if draft.rules}
        all_rules = tuple(
            parsed_rule for policy_rules in rules_by_policy.values() for parsed_rule in policy_rules
        )
        return LoadResult(
            supported_entities,
            sources,
            list(claims.values()),
            problems,
            rejected_entities,
            all_rules,
        )

    def _remove_failing_drafts(self) -> None:
        """Hold the drafts against one another; those with problems are left out."""
        kinds_by_id = {
            rejected_entity.id: rejected_entity.kind for rejected_entity in self.rejected_entities
        }
        kinds_by_id.update((draft.id, draft.kind) for draft in self.drafts)
        draft_set = DraftSet(tuple(self.drafts), kinds_by_id, {})
        failures = [failures for check in CHECKS for failures in check(draft_set)]
        self.problems += [failure.problem for failure in failures]
        failing_drafts = {id(failure.draft): failure.draft for failure in failures}
        self.drafts = [draft for draft in self.drafts if id(draft) not in failing_drafts]
        self.rejected_entities += [
            RejectedEntity(failure.id, failure.kind, failure.location.path)
            for failure in failing_drafts.values()
        ]


def _guess_entities(content: bytes, file: FactFile) -> Iterator[RejectedEntity]:
    """The entities that a file which cannot be read on seems to hold."""
    document_texts = [
        document_text for document_text in _NEXT_DOCUMENT.split(content) if document_text.strip()
    ]
    for document_text in document_texts or [b""]:
        head_values = {
            key: word.decode() for key, word in reversed(_HEAD_LINE.findall(document_text))
        }
        kind = head_values.get(b"kind", get_folder_name(file.path))
        yield RejectedEntity(
            head_values.get(b"id", get_file_stem(file.label)), validate_kind(kind), file.label
        )


def _add_source_lines(problems: Iterable[Problem], paths: dict[str, str]) -> Iterator[Problem]:
    """The problems with the user's own line in each; only files with problems are read again."""
    for path, group in groupby(problems, key=lambda problem: problem.location.path):
        lines = _read_lines(paths[path], path)
        for number, problem in enumerate(group):
            location = problem.location
            line = (
                lines[location.line - 1]
                if location.line <= len(lines) and number < MAX_PROBLEMS_WITH_SOURCE_LINE
                else ""
            )
            text = line if location.column <= len(line) + 1 else ""
            message, hint = _shorten_message(problem.message), _shorten_message(problem.hint)
            yield problem._replace(message=message, hint=hint, text=text)


def _shorten_message(text: str) -> str:
    """A sentence that quotes at most a few words of the file."""
    return (
        text
        if len(text) <= _MAX_MESSAGE_LENGTH
        else f"{text[: _MAX_MESSAGE_LENGTH // 2]}…{text[-_MAX_MESSAGE_LENGTH // 2 :]}"
    )


def _read_lines(path: str, label: str) -> list[str]:
    """The lines of a file, none longer than can be shown."""
    try:
        content = read_fact_file(path, label)
    except RejectedFileError:
        return []
    return [line[:_MAX_LINE_LENGTH] for line in content.decode(errors="replace").split("\n")]
