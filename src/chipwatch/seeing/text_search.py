"""The index of the texts of a site, which Pagefind makes of its pages and a browser searches.

A browser lets no page on a disk read other files, but run scripts beside it. So each file of the
index becomes a script that hands it over, and Pagefind a function that asks for them: the same
search works from a disk and from a server, and loads no more than it did.
"""

import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterable
from importlib.util import find_spec
from json import dumps
from pathlib import Path
from tempfile import TemporaryDirectory

from ..model.problem import ChipwatchError

INDEX_FOLDER = "pagefind"
INDEX_PATH = f"{INDEX_FOLDER}/pagefind.js"
"""The file of the index that a page loads first."""
LIBRARY = "pagefind"
REGISTRY = "chipwatchIndex"
"""The variable that ``search.js`` sets and the scripts of the index fill."""
LANGUAGE = "en"
_LIBRARY_FILE = "pagefind.js"
_DATA_FILES = (
    *("pagefind-entry.json", "*.pf_meta", f"wasm.{LANGUAGE}.pagefind"),
    *("index/*.pf_index", "fragment/*.pf_fragment"),
)
"""What a search reads; Pagefind writes other files for other ways of searching than ours."""
_EXPORT, _ADDRESS = "export{createInstance,", "import.meta.url"
"""What a module has and a script must not: where Pagefind says what it exports, and where it is."""


class TextIndexError(ChipwatchError):
    """Pagefind could not index the pages."""

    code = "text-index"


def can_index_texts() -> bool:
    """Tell whether Pagefind is installed."""
    return find_spec(LIBRARY) is not None


def index_texts(site: Path, folders: Iterable[str]) -> dict[str, bytes]:
    """Index the pages in some folders of a site: the scripts of the index by their path.

    Raises TextIndexError.
    """
    with TemporaryDirectory() as name:
        target = Path(name) / INDEX_FOLDER
        options = ("--site", str(site), "--output-path", str(target), "--quiet")
        pages = ("--glob", f"{{{','.join(folders)}}}/*.html", "--force-language", LANGUAGE)
        completed = subprocess.run(  # noqa: S603 - our own Python, and no word of a user but a path
            [sys.executable, "-m", LIBRARY, *options, *pages],
            capture_output=True,
            check=False,
            text=True,
        )
        if completed.returncode or not target.is_dir():
            reason = (completed.stderr or completed.stdout).strip().splitlines()
            raise _build_error(reason[-1] if reason else "no reason")
        module = (target / _LIBRARY_FILE).read_text(encoding="utf-8")
        paths = sorted({path for pattern in _DATA_FILES for path in target.glob(pattern)})
        data = {path.relative_to(target).as_posix(): path.read_bytes() for path in paths}
    scripts = {f"{INDEX_FOLDER}/{path}.js": wrap_file(path, data[path]) for path in data}
    return {INDEX_PATH: wrap_library(module), **scripts}


def wrap_library(module: str) -> bytes:
    """Write the module of Pagefind as a script that sets a function of what it fetches with.

    Raises TextIndexError where it is not written as the version that this is made for.
    """
    body, export, _ = module.rpartition(_EXPORT)
    if not export:
        raise _build_error("this version of Pagefind is written in another way")
    body = body.replace(_ADDRESS, "undefined")
    return f"{REGISTRY}.build=(fetch)=>{{{body}return createInstance;}};\n".encode()


def wrap_file(path: str, content: bytes) -> bytes:
    """Write a file of the index as a script that hands it over under its path."""
    return f"{REGISTRY}.take({dumps(path)},{dumps(b64encode(content).decode())});\n".encode()


def _build_error(reason: str) -> TextIndexError:
    message = f"the pages could not be indexed: {reason}"
    return TextIndexError(message, "run it again with --no-text-search")
