"""Build a site in a folder, on every core: each process reads the base and writes some pages."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

from ..exporting.export_folder import ExportFolder, write_exported_file
from ..model.installation import format_extra_command
from ..model.problem import UsageError
from ..model.wording import format_count
from ..store.knowledge_base import KnowledgeBase
from ..store.worker_processes import (
    BaseKey,
    SharedWork,
    build_base_key,
    open_processes,
    open_same_base,
)
from .site_addresses import QUESTION_FOLDER, RULE_FOLDER, Files
from .site_content import SiteContent, SiteScope
from .site_pages import SitePages
from .text_search import INDEX_PATH, can_index_texts, index_texts

CHUNK_SIZE = 50
"""Pages of entities that a process writes at a time: a tenth of a second."""
MIN_PAGES_FOR_PROCESSES = 600
"""Pages from which a second process saves time: it takes half a second to start."""


SiteProgress = Callable[[int, int], None]
"""Is told how many pages are written, and of how many."""
PageChunk: TypeAlias = Sequence[str]
"""The entities whose pages a process writes at a time."""


class SiteRequest(NamedTuple):
    """What site is built, where, and how."""

    folder: str
    scope: SiteScope = SiteScope()
    processes: int = 0
    """How many processes write pages; 0: as many as there are cores."""
    has_text_search: bool = True


class SiteReport(NamedTuple):
    """What was written."""

    folder: str
    entity_count: int
    page_count: int
    file_count: int
    remarks: Sequence[str] = ()

    def format_summary(self) -> str:
        """Say in a sentence what was written."""
        entities = format_count(self.entity_count, "entity", "entities")
        pages = format_count(self.page_count, "page")
        files = format_count(self.file_count, "file")
        return f"{self.folder}: {entities} on {pages}, {files} in all; open index.html"


def build_site(base: KnowledgeBase, request: SiteRequest, progress: SiteProgress) -> SiteReport:
    """Build the site of a base in a folder.

    Raises UsageError where that would replace what no export wrote, UnwritableFileError,
    MissingLibraryError without Jinja2, TextIndexError, UnknownNameError.
    """
    if not request.folder:
        raise UsageError("the folder to write to is empty", "give a folder")
    pages = SitePages(SiteContent(base, request.scope))
    folder = ExportFolder(request.folder)
    has_text_search = request.has_text_search and can_index_texts()
    folder.claim([*pages.list_paths(), *([INDEX_PATH] if has_text_search else [])])
    _write_pages(pages, request, progress)
    if has_text_search:
        index = index_texts(folder.folder, [*pages.content.kinds, RULE_FOLDER, QUESTION_FOLDER])
        folder.claim(index)
        for path, content in index.items():
            folder.write(path, content)
    folder.finish()
    has_gap = request.has_text_search and not has_text_search
    return SiteReport(
        folder=request.folder,
        entity_count=len(pages.content.entities),
        page_count=sum(path.endswith(".html") for path in folder.claimed_paths),
        file_count=len(folder.claimed_paths),
        remarks=[*pages.list_gaps(), *([_describe_search_gap()] if has_gap else [])],
    )


def _describe_search_gap() -> str:
    return f"names can be searched, texts cannot: run {format_extra_command('site')}"


def _write_pages(pages: SitePages, request: SiteRequest, progress: SiteProgress) -> None:
    """Write all pages: other processes those of entities, this one all others first."""
    # What is judged comes last: this process has judged it for the pages of rules.
    ids = sorted(pages.content.entities, key=pages.is_judged)
    chunks = [ids[start : start + CHUNK_SIZE] for start in range(0, len(ids), CHUNK_SIZE)]

    def report(chunk_count: int) -> None:
        progress(min(chunk_count * CHUNK_SIZE, len(ids)), len(ids))

    work = SharedWork[PageChunk, int](chunks, report)
    processes = request.processes or os.cpu_count() or 1
    if processes == 1 or len(ids) < MIN_PAGES_FOR_PROCESSES:
        _write_here(pages, request, work)
        return
    start = (_start_worker, build_base_key(pages.content.undated_base), request)
    with open_processes(processes - 1, *start) as executor:
        if executor:
            work.start(executor, _write_in_worker, processes - 1)
        _write_here(pages, request, work)


def _write_here(pages: SitePages, request: SiteRequest, work: SharedWork[PageChunk, int]) -> None:
    for files in pages.iter_other_files():
        _write_files(request.folder, files)
        work.report_progress()
    work.finish(lambda entity_ids: _write_entities(pages, request.folder, entity_ids))


_worker_pages: SitePages | None = None
"""The pages that a process writes, once it has read the base; None where it is another base."""
_worker_folder = ""


def _start_worker(base_key: BaseKey, request: SiteRequest) -> None:
    """Read the base in a process of its own."""
    global _worker_pages, _worker_folder
    base = open_same_base(base_key)
    if base:
        _worker_pages, _worker_folder = SitePages(SiteContent(base, request.scope)), request.folder


def _write_in_worker(entity_ids: PageChunk) -> int | None:
    """Write the pages of some entities, and count them; None where the base is another one."""
    return _write_entities(_worker_pages, _worker_folder, entity_ids) if _worker_pages else None


def _write_entities(pages: SitePages, folder: str, entity_ids: PageChunk) -> int:
    for entity_id in entity_ids:
        _write_files(folder, pages.write_entity(entity_id))
    return len(entity_ids)


def _write_files(folder: str, files: Files) -> None:
    for path, content in files.items():
        write_exported_file(Path(folder) / path, content)
