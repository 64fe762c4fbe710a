"""Guess which entities a file holds without reading it as YAML."""

import re
from collections.abc import Iterator

from ..model.problem import RejectedEntity
from .document_reader import get_folder_name, validate_kind
from .draft import get_file_stem
from .file_content import RejectedFileError, read_fact_file
from .layers import BUNDLED, FactFile, list_fact_files, resolve_layers

_NEXT_DOCUMENT = re.compile(rb"(?m)^---(?=\s|\Z)")
_HEAD_LINE = re.compile(rb"(?m)^(id|kind):[ \t]*['\"]?([a-z0-9.-]+)")


def guess_entities(content: bytes, file: FactFile) -> Iterator[RejectedEntity]:
    """Guess which entities a file holds that cannot be read to its end."""
    document_texts = [
        document_text for document_text in _NEXT_DOCUMENT.split(content) if document_text.strip()
    ]
    for document_text in document_texts or [b""]:
        head_values = {
            key: word.decode() for key, word in reversed(_HEAD_LINE.findall(document_text))
        }
        kind = head_values.get(b"kind", get_folder_name(file.path))
        entity_id = head_values.get(b"id", get_file_stem(file.label))
        yield RejectedEntity(id=entity_id, kind=validate_kind(kind), path=file.label)


def collect_bundled_ids() -> set[str]:
    """Collect the ids of the bundled facts without reading all of them as YAML."""
    ids: set[str] = set()
    for file in list_fact_files(resolve_layers((BUNDLED,))):
        try:
            content = read_fact_file(file)
        except RejectedFileError:
            continue
        ids.update(entity.id for entity in guess_entities(content, file))
    return ids
