"""Read fact files on several cores: other processes read documents, this one compares them all.

A draft comes back from another process at a fifth of the time that it takes to read it. A process
that can be forked starts in 10 ms, any other in some tenths of a second: where it has to be one of
these, only a large base is shared out.
"""

import gc
from collections.abc import Callable, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from ..model.kind import KINDS
from ..reading.file_content import read_fact_file
from ..reading.layers import FactFile
from ..reading.problem_lines import FileReader
from .core_count import count_cores
from .forked_process import can_fork

if TYPE_CHECKING:
    from ..reading.loader import ReadDocuments
    from .worker_processes import StartMethod

CHUNK_SIZE = 100
"""Files that a process reads at a time: some 15 ms."""
MIN_FILES_PER_PROCESS = {"fork": 500, "spawn": 4000}
"""Files for each process from which it pays: 1,000 small ones take two, forked, as long as one."""
MAX_PROCESSES = 4
"""Processes beyond which this one can take no more of what others have read."""
FileProgress = Callable[[int, int], None]
"""Is told how many files have been read, of how many."""


class FileSharing:
    """Reads files, in several processes where that is faster, and tells how far it is."""

    def __init__(self, progress: FileProgress) -> None:
        self.progress = progress

    def read_documents(
        self, files: Sequence[FactFile], read_content: FileReader = read_fact_file
    ) -> "ReadDocuments":
        """Read the documents of files by the kinds in force, whichever process reads each."""
        from ..reading.loader import ReadDocuments, read_documents_here

        chunks = [files[start : start + CHUNK_SIZE] for start in range(0, len(files), CHUNK_SIZE)]

        def read_here(chunk: Sequence[FactFile]) -> ReadDocuments:
            return read_documents_here(chunk, read_content)

        def report_chunks(chunk_count: int) -> None:
            self.progress(min(chunk_count * CHUNK_SIZE, len(files)), len(files))

        method: StartMethod = "fork" if can_fork() else "spawn"
        process_count = choose_process_count(len(files), read_content, method)
        if process_count > 1:
            from .worker_processes import SharedWork, open_processes

            work = SharedWork[Sequence[FactFile], ReadDocuments](chunks, report_chunks)
            with open_processes(process_count - 1, start_worker, method=method) as executor:
                if executor:
                    work.start(executor, read_documents_here, process_count - 1)
                return _join(work.finish(read_here))
        parts = []
        for chunk_count, chunk in enumerate(chunks, start=1):
            parts.append(read_here(chunk))
            report_chunks(chunk_count)
        return _join(parts)


def choose_process_count(file_count: int, read_content: FileReader, method: "StartMethod") -> int:
    """Choose how many processes have enough to do; one for what only this process knows."""
    if KINDS.in_force is not KINDS.bundled or read_content is not read_fact_file:
        return 1
    return max(min(count_cores(), MAX_PROCESSES, file_count // MIN_FILES_PER_PROCESS[method]), 1)


def start_worker() -> None:
    """Prepare a process of its own, without the collector that would walk all drafts."""
    from .worker_processes import prepare_worker

    prepare_worker()
    gc.disable()


def _join(parts: "Sequence[ReadDocuments]") -> "ReadDocuments":
    """Join what was read of the chunks, in their order."""
    from ..reading.loader import ReadDocuments

    return ReadDocuments(
        drafts=list(chain.from_iterable(part.drafts for part in parts)),
        problems=list(chain.from_iterable(part.problems for part in parts)),
        rejected_entities=list(chain.from_iterable(part.rejected_entities for part in parts)),
    )
