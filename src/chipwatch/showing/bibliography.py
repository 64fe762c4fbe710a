"""Write sources as entries for reference managers: BibTeX and CSL-JSON."""

import re
from collections.abc import Iterator, Mapping

from ..model.answer import Json, Row
from ..model.control_characters import escape_to_one_line
from ..model.problem import UsageError
from .json_format import render_json

CSL_TYPES = {
    "regulation": "legislation",
    "filing": "report",
    "research": "report",
    "news": "article-newspaper",
}
"""The CSL types of our types of source; all others are web pages."""
_TEX_ESCAPES = str.maketrans(
    {
        **{letter: f"\\{letter}" for letter in "#$%&_{}"},
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
"""Characters that are commands of TeX, and how they are written as text."""
_URL_ESCAPES = str.maketrans({letter: f"%{ord(letter):02X}" for letter in '{}\\" <>'})
"""Characters that would end the field or begin a command, as an address may write them; the others
that TeX obeys are safe in the field ``url``, which styles print verbatim."""
_DATE_PATTERN = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def render_bibtex(data: Json) -> str:
    """Write the sources of an answer as BibTeX, with their ids as keys."""
    return "\n".join(_format_bibtex_entry(source) for source in _collect_sources(data))


def render_csl(data: Json) -> str:
    """Write the sources of an answer as an array of CSL-JSON items."""
    items = [_build_csl_item(source) for source in _collect_sources(data)]
    return render_json(items)


def _collect_sources(data: Json) -> list[Row]:
    """Collect the sources that an answer is about or cites, each once.

    Raises UsageError where there are none.
    """
    items = data if isinstance(data, list | tuple) else [data]
    sources_by_id: dict[Json, Row] = {}
    for item in items:
        for source in _iter_item_sources(item) if isinstance(item, Mapping) else ():
            sources_by_id.setdefault(source["id"], source)
    if not sources_by_id:
        hint = "ask chipwatch source, or for pages, listings or comparisons, without --columns"
        raise UsageError("this answer has no sources to write for a bibliography", hint)
    return list(sources_by_id.values())


def _iter_item_sources(item: Row) -> Iterator[Row]:
    """Yield the item itself if it is a source, else the sources that it lists."""
    if item.get("kind") == "source" and "published" in item:
        yield item
        return
    source_rows = item.get("sources")
    for source in source_rows if isinstance(source_rows, list | tuple) else ():
        if isinstance(source, Mapping) and "published" in source:
            yield source


def _format_bibtex_entry(row: Row) -> str:
    """Format one entry; classic BibTeX has no web pages, so all but reports are ``misc``."""
    is_report = row["type"] == "research"
    lines = [f"@{'techreport' if is_report else 'misc'}{{{row['id']},"]
    lines += [
        f"  {key} = {{{text}}}," for key, text in _iter_bibtex_fields(row, is_report=is_report)
    ]
    return "\n".join([*lines, "}"]) + "\n"


def _iter_bibtex_fields(row: Row, *, is_report: bool) -> Iterator[tuple[str, str]]:
    """Yield each field that has a value, escaped; braces keep the capitals of titles and names."""
    yield "title", f"{{{_escape_tex(row['name'] or row['id'])}}}"
    if authors := _list_authors(row):
        yield "author", " and ".join(f"{{{_escape_tex(author)}}}" for author in authors)
    if row["publisher"]:
        yield ("institution" if is_report else "howpublished"), _escape_tex(row["publisher"])
    if date := _parse_date_numbers(row["published"]):
        yield from zip(("year", "month"), map(str, date), strict=False)
    if row["url"]:
        yield "url", escape_to_one_line(str(row["url"])).translate(_URL_ESCAPES)
    if row.get("accessed"):
        yield "note", f"accessed {_escape_tex(row['accessed'])}"


def _build_csl_item(row: Row) -> dict[str, Json]:
    """Build one item, without keys that have no value."""
    item: dict[str, Json] = {
        "id": row["id"],
        "type": CSL_TYPES.get(str(row["type"]), "webpage"),
        "title": row["name"] or row["id"],
        "author": [{"literal": author} for author in _list_authors(row)] or None,
        "publisher": row["publisher"],
        "issued": _build_date_parts(row["published"]),
        "accessed": _build_date_parts(row.get("accessed")),
        "URL": row["url"],
    }
    return {key: value for key, value in item.items() if value is not None}


def _list_authors(row: Row) -> list[str]:
    authors = row.get("author")
    return [str(author) for author in authors] if isinstance(authors, list | tuple) else []


def _parse_date_numbers(value: Json) -> list[int]:
    """Parse year, month and day as far as a date has them: ``2025-03`` → [2025, 3]."""
    date_match = _DATE_PATTERN.match(str(value or ""))
    return [int(number) for number in date_match.groups() if number] if date_match else []


def _build_date_parts(value: Json) -> Json:
    return {"date-parts": [_parse_date_numbers(value)]} if _parse_date_numbers(value) else None


def _escape_tex(value: Json) -> str:
    """Escape a text so that TeX prints it as it is."""
    return escape_to_one_line(str(value)).translate(_TEX_ESCAPES)
