"""Write documents as fact files: several a file, with the sources that most facts share on top."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from ..exporting.json_lines import DETAIL_KEYS
from ..model.answer import Json
from ..showing.formats import encode_text
from ..showing.yaml_format import render_yaml
from .new_files import NewFile, write_new_files
from .row_converter import Document

DOCUMENTS_PER_FILE = 500
"""Entities in one file, so that a large import makes no more files than an editor lists."""


def write_documents(folder: Path, stem: str, documents: Iterable[Document]) -> int:
    """Write documents into a folder for each kind; returns how many files that are.

    One document alone is a file of its own name, more of them are files of several documents.
    Raises UsageError where another file is there already, UnwritableFileError; then, and when it is
    interrupted, nothing is written.
    """
    return write_new_files(folder, _iter_files(stem, documents))


def _iter_files(stem: str, documents: Iterable[Document]) -> Iterator[NewFile]:
    for kind, kind_documents in _group_by_kind(documents).items():
        for number, batch in enumerate(_iter_batches(kind_documents), start=1):
            name = batch[0]["id"] if len(batch) == 1 and number == 1 else f"{stem}-{number:03}"
            text = "---\n".join(render_document(document) for document in batch)
            yield NewFile(path=f"{kind}/{name}.yaml", content=encode_text(text))


def _group_by_kind(documents: Iterable[Document]) -> dict[str, list[Document]]:
    by_kind: dict[str, list[Document]] = {}
    for document in documents:
        by_kind.setdefault(document["kind"], []).append(document)
    return by_kind


def _iter_batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    iterator = iter(documents)
    while batch := list(islice(iterator, DOCUMENTS_PER_FILE)):
        yield batch


def render_document(document: Document) -> str:
    """Write a document as YAML: its head, then each property with its facts."""
    shared_sources = _find_shared_sources(document)
    data: dict[str, Json] = {"id": document["id"], "kind": document["kind"]}
    if document["kind"] != "source" or document["name"] != document["id"]:
        data["name"] = document["name"]
    if document["aliases"]:
        data["aliases"] = document["aliases"]
    if shared_sources and document["kind"] != "source":
        data["sources"] = list(shared_sources)
    facts_by_property: dict[str, list[Json]] = {}
    for fact in document["facts"]:
        statement = _build_statement(fact, shared_sources)
        facts_by_property.setdefault(fact["property"], []).append(statement)
    for name, statements in facts_by_property.items():
        data[name] = statements[0] if len(statements) == 1 else statements
    for key in ("claims", "rule"):
        if document.get(key):
            data[key] = document[key]
    return render_yaml(data)


def _find_shared_sources(document: Document) -> tuple[str, ...]:
    """Find the sources that most facts of a document rest on; a source vouches for its own."""
    if document["kind"] == "source":
        return (document["id"],)
    counts = Counter(tuple(fact["sources"]) for fact in document["facts"] if fact.get("sources"))
    return counts.most_common(1)[0][0] if counts else ()


def _build_statement(fact: dict[str, Any], shared_sources: tuple[str, ...]) -> Json:
    """Build what stands under a property: the value alone where nothing else is said."""
    details = {key: fact[key] for key in DETAIL_KEYS if fact.get(key)}
    if details.get("period") == details.get("as_of"):
        details.pop("as_of", None)
    sources = fact.get("sources", [])
    if sources and tuple(sources) != shared_sources:
        details["sources"] = sources
    if "unknown" in fact:
        looked_in = {"looked_in": fact["looked_in"]} if fact.get("looked_in") else {}
        return {"unknown": fact["unknown"], **looked_in, **details}
    return {"value": fact["value"], **details} if details else fact["value"]
