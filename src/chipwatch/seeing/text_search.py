"""The index of the texts of a site, which Pagefind makes of its pages and a browser searches."""

import subprocess
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from ..model.problem import ChipwatchError

INDEX_FOLDER = "pagefind"
INDEX_PATH = f"{INDEX_FOLDER}/pagefind.js"
"""The file of the index that a page loads."""
LIBRARY = "pagefind"
_UNUSED_FILES = (
    "pagefind-component-ui.css",
    "pagefind-component-ui.js",
    "pagefind-highlight.js",
    "pagefind-modular-ui.css",
    "pagefind-modular-ui.js",
    "pagefind-ui.css",
    "pagefind-ui.js",
)
"""What Pagefind writes for other ways of searching than ours."""


class TextIndexError(ChipwatchError):
    """Pagefind could not index the pages."""

    code = "text-index"


def can_index_texts() -> bool:
    """Tell whether Pagefind is installed."""
    return find_spec(LIBRARY) is not None


def index_texts(site: Path, folders: Iterable[str]) -> dict[str, bytes]:
    """Index the pages in some folders of a site: the files of the index by their path.

    Raises TextIndexError.
    """
    with TemporaryDirectory() as name:
        target = Path(name) / INDEX_FOLDER
        options = ("--site", str(site), "--output-path", str(target), "--quiet")
        pages = ("--glob", f"{{{','.join(folders)}}}/*.html", "--force-language", "en")
        completed = subprocess.run(  # noqa: S603 - our own Python, and no word of a user but a path
            [sys.executable, "-m", LIBRARY, *options, *pages],
            capture_output=True,
            check=False,
            text=True,
        )
        if completed.returncode or not target.is_dir():
            reason = (completed.stderr or completed.stdout).strip().splitlines()
            message = f"the pages could not be indexed: {reason[-1] if reason else 'no reason'}"
            raise TextIndexError(message, "run it again with --no-text-search")
        return {
            f"{INDEX_FOLDER}/{path.relative_to(target).as_posix()}": path.read_bytes()
            for path in sorted(target.rglob("*"))
            if path.is_file() and path.name not in _UNUSED_FILES
        }
