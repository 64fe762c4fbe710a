"""The documents of ``docs/`` as topics of ``chipwatch help``."""

import re
from pathlib import Path
from typing import NamedTuple

_HTML_COMMENT = re.compile(r"<!--.*?-->\n*", re.DOTALL)
_LINK_TO_DOCUMENT = re.compile(r"\[([^]]+)\]\(([\w-]+)\.md(?:#[\w-]*)?\)")


class Document(NamedTuple):
    """A document: the topic it is asked for by, its title, and its file."""

    topic: str
    title: str
    path: Path


def collect_documents() -> dict[str, Document]:
    """Collect the documents by topic, in alphabetical order."""
    paths = sorted(_find_documents_folder().glob("*.md"))
    return {path.stem: Document(path.stem, _read_title(path), path) for path in paths}


def read_document(document: Document) -> str:
    """Read a document as it is shown in a terminal: links to other documents name their topics."""
    text = _HTML_COMMENT.sub("", document.path.read_text(encoding="utf-8"))
    return _LINK_TO_DOCUMENT.sub(_name_topic, text)


def _name_topic(link: re.Match[str]) -> str:
    text, topic = link.groups()
    return f"{text} (chipwatch help {topic})"


def _read_title(path: Path) -> str:
    with path.open(encoding="utf-8") as file:
        return file.readline().lstrip("#").strip()


def _find_documents_folder() -> Path:
    """Find ``docs``: in the installed package, or beside a checkout's src."""
    package = Path(__file__).resolve().parent.parent
    return package / "docs" if (package / "docs").is_dir() else package.parent.parent / "docs"
