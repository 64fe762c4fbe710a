"""Build a site in a folder, on every core: each process reads the base and writes some pages."""

import os
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from ..exporting.export_folder import ExportFolder, write_exported_file
from ..model.problem import ChipwatchError, UsageError
from ..model.wording import format_count
from ..store.checksum import compute_checksum
from ..store.knowledge_base import KnowledgeBase
from ..store.snapshot import open_base
from .site_addresses import QUESTION_FOLDER, RULE_FOLDER
from .site_content import SiteContent, SiteScope
from .site_pages import Files, SitePages
from .text_search import INDEX_PATH, can_index_texts, index_texts

CHUNK_SIZE = 50
"""Pages of entities that a process writes at a time: a tenth of a second."""
MIN_PAGES_FOR_PROCESSES = 600
"""Pages from which a second process saves time: it takes half a second to start."""

_NO_TEXT_SEARCH = 'names can be searched, texts cannot: run pip install "chipwatch[site]"'

SiteProgress = Callable[[int, int], None]
"""Is told how many pages are written, and of how many."""


class SiteBuildError(ChipwatchError):
    """The pages of a site could not be written."""

    code = "site-build"


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
    MissingLibraryError without Jinja2, TextIndexError, SiteBuildError, UnknownNameError.
    """
    if not request.folder:
        raise UsageError("the folder to write to is empty", "give a folder")
    pages = SitePages(SiteContent(base, request.scope))
    folder = ExportFolder(request.folder)
    has_text_search = request.has_text_search and can_index_texts()
    folder.claim([*pages.list_paths(), *([INDEX_PATH] if has_text_search else [])])
    _PageWriting(pages, request, progress).run()
    if has_text_search:
        index = index_texts(folder.folder, [*pages.content.kinds, RULE_FOLDER, QUESTION_FOLDER])
        folder.claim(index)
        for path, content in index.items():
            folder.write(path, content)
    folder.finish()
    remarks = [
        pages.describe_gaps(),
        _NO_TEXT_SEARCH if request.has_text_search and not has_text_search else "",
    ]
    return SiteReport(
        folder=request.folder,
        entity_count=len(pages.content.entities),
        page_count=sum(path.endswith(".html") for path in folder.claimed_paths),
        file_count=len(folder.claimed_paths),
        remarks=[remark for remark in remarks if remark],
    )


class _PageWriting:
    """Writes the pages of a site: other processes those of entities, this one all others first."""

    def __init__(self, pages: SitePages, request: SiteRequest, progress: SiteProgress) -> None:
        self.pages, self.request, self.progress = pages, request, progress
        # What is judged comes last: this process has judged it for the pages of rules.
        ids = sorted(pages.content.entities, key=pages.is_judged)
        self.chunks = [ids[start : start + CHUNK_SIZE] for start in range(0, len(ids), CHUNK_SIZE)]
        self.written_count, self.page_count = 0, len(ids)

    def run(self) -> None:
        """Write all pages; raises SiteBuildError where a process ends before its work."""
        processes = self.request.processes or os.cpu_count() or 1
        if processes == 1 or self.page_count < MIN_PAGES_FOR_PROCESSES:
            self._write_other_pages()
            for chunk in self.chunks:
                self._write_chunk(chunk)
            return
        base = self.pages.content.undated_base
        checksum = compute_checksum(base)
        executor = ProcessPoolExecutor(
            processes - 1,
            mp_context=get_context("spawn"),
            initializer=_start_worker,
            initargs=(base.layer_names, self.request, checksum),
        )
        try:
            self._share_work(executor)
        except BrokenProcessPool as error:
            hint = "run it again with --processes 1"
            raise SiteBuildError("a process that writes pages ended early", hint) from error
        finally:
            executor.shutdown(cancel_futures=True)

    def _share_work(self, executor: ProcessPoolExecutor) -> None:
        """Have others write pages of entities; take over what they have not begun."""
        chunk_by_future = {executor.submit(_write_in_worker, chunk): chunk for chunk in self.chunks}
        for future in chunk_by_future:
            future.add_done_callback(self._count_finished)
        self._write_other_pages()
        for future in reversed(chunk_by_future):
            if future.cancel():
                self._write_chunk(chunk_by_future[future])
        for future in chunk_by_future:
            if not future.cancelled():
                future.result()

    def _count_finished(self, future: "Future[int]") -> None:
        if not future.cancelled() and not future.exception():
            self._report(future.result())

    def _write_other_pages(self) -> None:
        _write_files(self.request.folder, self.pages.write_other_pages())

    def _write_chunk(self, entity_ids: Sequence[str]) -> None:
        self._report(_write_entities(self.pages, self.request.folder, entity_ids))

    def _report(self, count: int) -> None:
        self.written_count += count
        self.progress(self.written_count, self.page_count)


_worker_pages: SitePages | None = None
"""The pages that a process writes, once it has read the base."""
_worker_folder = ""


def _start_worker(layer_names: tuple[str, ...], request: SiteRequest, checksum: str) -> None:
    """Read the base in a process of its own; Ctrl-C is left to the one that started it."""
    global _worker_pages, _worker_folder
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    base = open_base(layer_names)
    if compute_checksum(base) == checksum:
        _worker_pages, _worker_folder = SitePages(SiteContent(base, request.scope)), request.folder


def _write_in_worker(entity_ids: Sequence[str]) -> int:
    """Write the pages of some entities; raises SiteBuildError where the base is another one."""
    if _worker_pages is None:
        raise SiteBuildError("the fact files changed while the site was built", "run it again")
    return _write_entities(_worker_pages, _worker_folder, entity_ids)


def _write_entities(pages: SitePages, folder: str, entity_ids: Sequence[str]) -> int:
    for entity_id in entity_ids:
        _write_files(folder, pages.write_entity(entity_id))
    return len(entity_ids)


def _write_files(folder: str, files: Files) -> None:
    for path, content in files.items():
        write_exported_file(Path(folder) / path, content)
