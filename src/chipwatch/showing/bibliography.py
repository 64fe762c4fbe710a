"""Sources as entries for reference managers: BibTeX and CSL-JSON."""

import re
from collections.abc import Iterator, Mapping

from ..model.problem import UsageError
from ..model.table import Json, Row
from ..model.text import safe
from .as_json import json_text

CSL_TYPES = {
    "regulation": "legislation", "filing": "report", "research": "report",
    "news": "article-newspaper",
}  # fmt: skip
"""What CSL calls our types of source; all others are web pages."""
_TEX = str.maketrans({
    **{letter: f"\\{letter}" for letter in "#$%&_{}"},
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip
"""What TeX would obey, and how it is written instead."""
_NUMBERS = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def bibtex_text(data: Json) -> str:
    """The sources of an answer as BibTeX, with their ids as keys."""
    return "\n".join(_bibtex(source) for source in _sources(data))


def csl_text(data: Json) -> str:
    """The sources of an answer as an array of CSL-JSON items."""
    items = [_csl(source) for source in _sources(data)]
    return json_text(items)


def _sources(data: Json) -> list[Row]:
    """The sources that an answer is about, or rests on, each once; raises UsageError for none."""
    items = data if isinstance(data, list | tuple) else [data]
    found: dict[Json, Row] = {}
    for item in items:
        for source in _sources_of(item) if isinstance(item, Mapping) else ():
            found.setdefault(source["id"], source)
    if not found:
        hint = "ask chipwatch source, or for pages, listings or comparisons, without --columns"
        raise UsageError("this answer has no sources to write for a bibliography", hint)
    return list(found.values())


def _sources_of(item: Row) -> Iterator[Row]:
    """The item itself where it is a source, or else those that it lists."""
    if item.get("kind") == "source" and "published" in item:
        yield item
        return
    listed = item.get("sources")
    for source in listed if isinstance(listed, list | tuple) else ():
        if isinstance(source, Mapping) and "published" in source:
            yield source


def _bibtex(row: Row) -> str:
    """One entry; classic BibTeX knows no web pages, so all but reports are ``misc``."""
    report = row["type"] == "research"
    lines = [f"@{'techreport' if report else 'misc'}{{{row['id']},"]
    lines += [f"  {key} = {{{text}}}," for key, text in _bibtex_fields(row, report=report)]
    return "\n".join([*lines, "}"]) + "\n"


def _bibtex_fields(row: Row, *, report: bool) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{_tex(row['name'] or row['id'])}}}"
    if authors := _authors(row):
        yield "author", " and ".join(f"{{{_tex(author)}}}" for author in authors)
    if row["publisher"]:
        yield ("institution" if report else "howpublished"), _tex(row["publisher"])
    if date := _date(row["published"]):
        yield from zip(("year", "month"), map(str, date), strict=False)
    if row["url"]:
        yield "url", str(row["url"])
    if row.get("accessed"):
        yield "note", f"accessed {_tex(row['accessed'])}"


def _csl(row: Row) -> dict[str, Json]:
    """One item, without the keys that nothing is known for."""
    about: dict[str, Json] = {
        "id": row["id"], "type": CSL_TYPES.get(str(row["type"]), "webpage"),
        "title": row["name"] or row["id"],
        "author": [{"literal": author} for author in _authors(row)] or None,
        "publisher": row["publisher"], "issued": _parts(row["published"]),
        "accessed": _parts(row.get("accessed")), "URL": row["url"],
    }  # fmt: skip
    return {key: value for key, value in about.items() if value is not None}


def _authors(row: Row) -> list[str]:
    authors = row.get("author")
    return [str(author) for author in authors] if isinstance(authors, list | tuple) else []


def _date(value: Json) -> list[int]:
    """Year, month and day as far as they are known."""
    found = _NUMBERS.match(str(value or ""))
    return [int(part) for part in found.groups() if part] if found else []


def _parts(value: Json) -> Json:
    return {"date-parts": [_date(value)]} if _date(value) else None


def _tex(value: Json) -> str:
    """Text with everything escaped that TeX would obey."""
    return safe(str(value)).translate(_TEX)
