"""Sources as entries for reference managers: BibTeX and CSL-JSON."""

import json
import re
from collections.abc import Iterator, Sequence

from ..model.problem import UsageError
from ..model.table import Json, Row
from ..model.text import safe

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


def bibtex_text(rows: Sequence[Row]) -> str:
    """The sources as BibTeX, with their ids as keys."""
    return "\n".join(_bibtex(row) for row in _sources(rows))


def csl_text(rows: Sequence[Row]) -> str:
    """The sources as an array of CSL-JSON items."""
    items = [_csl(row) for row in _sources(rows)]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _sources(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows, where they are whole sources; raises UsageError where they are not."""
    if rows and any("kind" not in row or "url" not in row for row in rows):
        hint = "ask chipwatch source, with names or --where, and leave out --columns"
        raise UsageError("only whole sources can be written for a bibliography", hint)
    if any(row["kind"] != "source" for row in rows):
        raise UsageError("only sources have a place in a bibliography", "ask chipwatch source")
    return rows


def _bibtex(row: Row) -> str:
    """One entry; classic BibTeX knows no web pages, so all but reports are ``misc``."""
    report = row["type"] == "research"
    lines = [f"@{'techreport' if report else 'misc'}{{{row['id']},"]
    lines += [f"  {key} = {{{text}}}," for key, text in _bibtex_fields(row, report=report)]
    return "\n".join([*lines, "}"]) + "\n"


def _bibtex_fields(row: Row, *, report: bool) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{_tex(row['name'])}}}"
    if authors := _authors(row):
        yield "author", " and ".join(f"{{{_tex(author)}}}" for author in authors)
    if row["publisher"]:
        yield ("institution" if report else "howpublished"), _tex(row["publisher"])
    if date := _date(row["published"]):
        yield from zip(("year", "month"), map(str, date), strict=False)
    if row["url"]:
        yield "url", str(row["url"])
    if row["accessed"]:
        yield "note", f"accessed {_tex(row['accessed'])}"


def _csl(row: Row) -> dict[str, Json]:
    """One item, without the keys that nothing is known for."""
    about: dict[str, Json] = {
        "id": row["id"], "type": CSL_TYPES.get(str(row["type"]), "webpage"), "title": row["name"],
        "author": [{"literal": author} for author in _authors(row)] or None,
        "publisher": row["publisher"], "issued": _parts(row["published"]),
        "accessed": _parts(row["accessed"]), "URL": row["url"],
    }  # fmt: skip
    return {key: value for key, value in about.items() if value is not None}


def _authors(row: Row) -> list[str]:
    authors = row["author"]
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
