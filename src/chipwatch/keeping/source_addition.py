"""Add a source: one document in the file of the month in which it was published."""

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from ..importing.new_ids import UNNAMED, build_id
from ..model.dates import Date
from ..model.facts import SourceRecord
from ..model.normalise import has_han, normalise_name
from ..reading.upkeep import simplify_address
from ..reading.yaml_documents import MappingNode as MappingNode
from ..reading.yaml_documents import Node, parse_documents
from .fact_file import EditedFile
from .yaml_style import write_text

_UNDATED = "undated"
_SMALL_WORDS = frozenset(
    ("a", "an", "and", "at", "for", "from", "in", "its", "of", "on", "the", "to", "with")
)
_SECOND_LEVEL = frozenset(("ac", "co", "com", "edu", "gov", "net", "org"))
"""What stands between the name of a site and its country."""
_TITLE_WORDS_IN_ID = 3
_SEPARATOR = "---"


class NewSource(NamedTuple):
    """A source to be added, as it is written."""

    id: str
    title: str
    details: Mapping[str, str]
    """Publisher, type, dates and address, by key, in the order in which they are written."""

    def write(self) -> list[str]:
        """Write its lines."""
        title_parts = {"id": self.id, "name": self.title, **self.details}
        return [f"{key}: {write_text(text)}" for key, text in title_parts.items() if text]


def propose_id(url: str, title: str, published: str) -> str:
    """Propose an id of site, date and the first words of the title: forbes-2025-04-trade-war."""
    host = (urlsplit(url).hostname or "").removeprefix("www.").split(".")
    names = [title_part for title_part in host[:-1] if title_part not in _SECOND_LEVEL] or host[:1]
    letters = "".join(" " if has_han(letter) else letter for letter in title)  # pinyin is too long
    words = [word for word in build_id(letters).split("-") if word not in _SMALL_WORDS]
    is_title_readable = words != [UNNAMED]
    title_parts = [names[-1], published, *(words[:_TITLE_WORDS_IN_ID] if is_title_readable else ())]
    return re.sub(r"[^a-z0-9-]+", "-", "-".join(filter(None, title_parts)).lower()).strip("-")


def find_same_source(
    sources: Mapping[str, SourceRecord], url: str, title: str
) -> SourceRecord | None:
    """Find a source with the address or the title of a new one."""
    address, name = simplify_address(url), normalise_name(title)
    for source in sources.values():
        has_address = source.url and simplify_address(source.url) == address
        if has_address or (source.name and normalise_name(source.name) == name):
            return source
    return None


def name_source_file(published: str) -> str:
    """Name the file for a source: by the month in which it was published, or else the year."""
    if not published:
        return _UNDATED
    date = Date.parse(published)
    return date.text[:7] if re.match(r"\d{4}-\d{2}", date.text) else date.text[:4]


def add_source(file: EditedFile, source: NewSource, label: str) -> EditedFile:
    """Add a source to a file, in the order of ids if they have one; raises RejectedFileError."""
    if not file.lines:
        return file.replace_lines(0, 0, source.write())
    roots = list(parse_documents(file.content, label))
    ids = [_read_id(root) for root in roots]
    later = [root for root, root_id in zip(roots, ids, strict=True) if root_id > source.id]
    if ids != sorted(ids) or not later:
        end = _find_end(file)
        return file.replace_lines(end, end, [_SEPARATOR, *source.write()])
    line = later[0].start_mark.line
    return file.replace_lines(line, line, [*source.write(), _SEPARATOR])


def _read_id(root: Node) -> str:
    pairs = root.value if isinstance(root, MappingNode) else []
    return next((str(value.value) for key, value in pairs if key.value == "id"), "")


def _find_end(file: EditedFile) -> int:
    """Find the line behind the last one with something on it."""
    numbers = [number for number, line in enumerate(file.lines) if line.text.strip()]
    return numbers[-1] + 1 if numbers else 0
