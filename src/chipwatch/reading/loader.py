"""The loader: fact files of all layers to entities, sources, claims, rules and problems."""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from ..model.entity import Entity
from ..model.facts import Claim, SourceRecord
from ..model.kind import KINDS
from ..model.own_kinds import OwnSchema, build_kinds
from ..model.problem import Problem, RejectedEntity
from .base_facts import BaseFacts
from .citation_reader import CitationBudget
from .cross_checks import CHECKS, DraftSet
from .document_reader import DocumentReader
from .draft import DocumentRecord, Draft
from .file_content import RejectedFileError, read_fact_file
from .guessed_entities import guess_entities
from .layers import FactFile
from .merge import add_fact_support, collect_sources, merge_drafts
from .problem_lines import FileReader, add_source_lines
from .rule_nodes import ParsedRule
from .schema_reader import SchemaResult, read_schema_files
from .yaml_documents import parse_documents


class OtherDocuments(NamedTuple):
    """What the files that are read may refer to, and that stands in files which are not read."""

    kinds_by_id: Mapping[str, str] = {}
    sources: Mapping[str, SourceRecord] = {}


class ReadDocuments(NamedTuple):
    """What some files state one by one, before their documents are compared."""

    drafts: list[Draft]
    problems: list[Problem]
    rejected_entities: list[RejectedEntity]


FilesReader = Callable[[Sequence[FactFile], FileReader], ReadDocuments]
"""Reads files one by one, in this process or in several."""


class LoadResult(NamedTuple):
    """Everything that the files state, and every problem in them."""

    entities: list[Entity]
    sources: dict[str, SourceRecord]
    claims: list[Claim]
    problems: list[Problem]
    rejected_entities: list[RejectedEntity]
    rules: Sequence[ParsedRule] = ()
    documents: Sequence[DocumentRecord] = ()
    """The documents that the entities were made of."""
    schema: OwnSchema = OwnSchema()
    """The kinds and properties that the files declare, which are in force from now on."""

    @property
    def facts(self) -> BaseFacts:
        """All that the files state, for the checks of a base as a whole."""
        rule_citations = [
            citation
            for parsed_rule in self.rules
            for citation in (*parsed_rule.rule.citations, *parsed_rule.file_citations)
        ]
        claim_citations = [citation for claim in self.claims for citation in claim.citations]
        return BaseFacts(
            entities=self.entities,
            sources=self.sources,
            documents=self.documents,
            other_citations=[*rule_citations, *claim_citations],
        )


def load_fact_files(
    files: Sequence[FactFile],
    read_content: FileReader = read_fact_file,
    others: OtherDocuments = OtherDocuments(),  # noqa: B008 - it is immutable
    read_documents: FilesReader | None = None,
) -> LoadResult:
    """Read every file as ``load_unrated_facts`` does, and rate each fact by its sources."""
    with stop_garbage_collection():
        loaded = load_unrated_facts(files, read_content, others, read_documents)
        return loaded._replace(entities=add_fact_support(loaded.entities, loaded.sources))


def load_unrated_facts(
    files: Sequence[FactFile],
    read_content: FileReader = read_fact_file,
    others: OtherDocuments = OtherDocuments(),  # noqa: B008 - it is immutable
    read_documents: FilesReader | None = None,
) -> LoadResult:
    """Read every file; one with problems costs its own entities, never the run.

    The kinds that schema files declare are in force for the others, and afterwards. Where the files
    are a part of a base, ``others`` is what the rest of it has. ``read_documents`` reads files in
    another way than one after another in this process.
    """
    with stop_garbage_collection():
        declared = read_schema_files((file for file in files if file.is_schema), read_content)
        KINDS.use(build_kinds(declared.schema))
        read = read_documents or read_documents_here
        documents = read([file for file in files if not file.is_schema], read_content)
        loader = _FactLoader(read_content, declared, others, documents)
        return loader.build_result({file.label: file for file in files})


def read_documents_here(
    files: Iterable[FactFile], read_content: FileReader = read_fact_file
) -> ReadDocuments:
    """Read the documents of files one after another, by the kinds in force."""
    documents = ReadDocuments(drafts=[], problems=[], rejected_entities=[])
    for file in files:
        _read_file(file, read_content, documents)
    return documents


def _read_file(file: FactFile, read_content: FileReader, documents: ReadDocuments) -> None:
    """Add the drafts, problems and rejected entities of one file."""
    content = b""
    drafts: list[Draft] = []
    problems: list[Problem] = []
    rejected_in_file: list[RejectedEntity] = []
    budget = CitationBudget()
    try:
        content = read_content(file)
        for root in parse_documents(content, file.label):
            reader = DocumentReader(file, problems, budget)
            draft = reader.read_draft(root)
            if draft is None or draft.is_faulty:
                rejected_in_file.append(RejectedEntity(reader.id, reader.kind, file.label))
            if draft is not None:
                drafts.append(draft)
    except RejectedFileError as error:
        problems.append(error.problem)
        rejected_in_file += guess_entities(content, file)
    loaded_ids = {draft.id for draft in drafts if not draft.is_faulty}
    documents.drafts.extend(drafts)
    documents.problems.extend(problems)
    documents.rejected_entities.extend(
        rejected_entity
        for rejected_entity in rejected_in_file
        if rejected_entity.id not in loaded_ids
    )


@contextmanager
def stop_garbage_collection() -> Iterator[None]:
    """Switch the cyclic collector off, which would walk all nodes and facts again and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class _FactLoader:
    """Makes entities of the drafts of all files."""

    def __init__(
        self,
        read_content: FileReader,
        declared: SchemaResult,
        others: OtherDocuments,
        documents: ReadDocuments,
    ) -> None:
        self.drafts = documents.drafts
        self.rejected_entities = documents.rejected_entities
        self.problems = [*declared.problems, *documents.problems]
        self._schema = declared.schema
        self._read_content, self._others = read_content, others

    def build_result(self, files_by_label: Mapping[str, FactFile]) -> LoadResult:
        """Compare the drafts, and merge those without problems into entities."""
        self._remove_failing_drafts()
        entities = merge_drafts(self.drafts)
        sources = collect_sources(entities, self._others.sources)
        claims = {
            (claim.source, claim.id): claim for draft in self.drafts for claim in draft.claims
        }
        rules_by_policy = {draft.id: draft.rules for draft in self.drafts if draft.rules}
        return LoadResult(
            entities=entities,
            sources=sources,
            claims=list(claims.values()),
            problems=add_source_lines(self.problems, files_by_label, self._read_content),
            rejected_entities=list(dict.fromkeys(self.rejected_entities)),
            rules=tuple(rule for rules in rules_by_policy.values() for rule in rules),
            documents=tuple(draft.record for draft in self.drafts),
            schema=self._schema,
        )

    def _remove_failing_drafts(self) -> None:
        """Compare the drafts with one another, and leave out all with problems."""
        kinds_by_id = dict(self._others.kinds_by_id)
        kinds_by_id.update((rejected.id, rejected.kind) for rejected in self.rejected_entities)
        kinds_by_id.update((draft.id, draft.kind) for draft in self.drafts if not draft.is_faulty)
        draft_set = DraftSet(drafts=tuple(self.drafts), kinds_by_id=kinds_by_id, hints={})
        failures = [failure for check in CHECKS for failure in check(draft_set)]
        self.problems += [failure.problem for failure in failures]
        failing_drafts = {id(failure.draft): failure.draft for failure in failures}
        self.drafts = [
            draft for draft in self.drafts if not (draft.is_faulty or id(draft) in failing_drafts)
        ]
        self.rejected_entities += [
            RejectedEntity(id=draft.id, kind=draft.kind, path=draft.location.path)
            for draft in failing_drafts.values()
        ]


def read_drafts(files: Iterable[FactFile]) -> list[Draft] | None:
    """Read the drafts of some files; None where anything is wrong in them."""
    documents = read_documents_here(files)
    has_obstacle = documents.problems or documents.rejected_entities
    return None if has_obstacle else documents.drafts
