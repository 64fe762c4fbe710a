"""What `diff` compares: a folder of fact files, an export, or a revision of a Git repository."""

import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from ..exporting.json_lines import build_document
from ..model.problem import UsageError
from ..model.schema import KINDS
from ..reading.layers import BUNDLED
from ..store.snapshot import open_base
from .export_reader import find_export_reader
from .row_converter import Document

_GIT_SECONDS = 60
"""Seconds after which Git is given up: it may be waiting for something."""


class ComparedBase(NamedTuple):
    """One side of a comparison: its entities by id, and how many are left out of it."""

    documents: dict[str, Document]
    rejected_count: int = 0
    """Entities that are left out because of problems in their files."""


def read_compared_base(name: str) -> ComparedBase:
    """Read the entities of a folder, an export or a revision; raises UsageError.

    A name that is both a file and a revision is the file.
    """
    path = Path(name)
    if name == BUNDLED:
        return _read_layers((BUNDLED,))
    if path.exists():
        read_export = find_export_reader(path)
        if read_export:
            return ComparedBase({document["id"]: document for document in read_export()})
        return _read_layers((name,))
    with _check_out(name) as folder:
        return _read_layers((str(folder),))


def _read_layers(layers: tuple[str, ...]) -> ComparedBase:
    base = open_base(layers)
    try:
        entities = [entity for kind in KINDS for entity in base.load_entities_of_kind(kind)]
        return ComparedBase(
            documents={entity.id: build_document(entity) for entity in entities},
            rejected_count=len(base.load_rejected_entities()),
        )
    finally:
        base.close()


@contextmanager
def _check_out(revision: str) -> Iterator[Path]:
    """Write the files of a revision of the repository one is in to a folder for a while."""
    archive = _run_git("archive", "--format=tar", "--", _find_commit(revision))
    with TemporaryDirectory(prefix="chipwatch-diff-") as name:
        with tarfile.open(fileobj=BytesIO(archive)) as files:
            files.extractall(name, filter="data")
        yield Path(name)


def _find_commit(revision: str) -> str:
    """Find the commit that a revision means; raises UsageError."""
    if not revision or revision.startswith("-"):
        raise _build_error(revision)
    try:
        return (
            _run_git("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").decode().strip()
        )
    except UsageError:
        raise _build_error(revision) from None


def _build_error(revision: str) -> UsageError:
    hint = "give a folder of fact files, an export, or a revision of the Git repository you are in"
    return UsageError(f"{revision!r} is neither a file nor a revision", hint)


def _run_git(*arguments: str) -> bytes:
    """Run Git in the folder one is in; raises UsageError where that fails."""
    try:
        return subprocess.run(  # noqa: S603 - a revision that begins with - is refused
            ["git", *arguments],  # noqa: S607 - the Git that the user has
            capture_output=True,
            check=True,
            timeout=_GIT_SECONDS,
        ).stdout
    except (OSError, subprocess.SubprocessError) as error:
        raise UsageError("Git cannot read that revision", "run it in a clone") from error
