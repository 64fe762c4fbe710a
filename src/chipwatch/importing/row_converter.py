"""Rows to documents: each row of a table to the facts that it states of one entity."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ..asking.naming.exact import LookupResult
from ..asking.naming.resolver import find_by_name
from ..model.dates import Date
from ..model.field_types import Ref
from ..model.kind import AnyField
from ..model.problem import FieldError
from ..store.knowledge_base import KnowledgeBase
from ..store.records import EntityRef
from .import_mapping import (
    COLUMN_IN_TEMPLATE,
    ImportMapping,
    PropertyMapping,
    list_template_columns,
)
from .table_rows import TableRow

Document = dict[str, Any]
"""An entity as ``chipwatch export jsonl`` writes it: id, kind, name, aliases, facts."""
NEW = "new"
"""What a mapping says under ``same`` of a name that is none of the base's."""
NEAR_SCORE = 0.6
"""The score of the likeliest entity from which a name is left to a person, and below which it is
taken for a new one: our choice, well below that of a misspelling (0.8)."""
MAX_CANDIDATES = 3
"""The entities that are offered where it is not sure which of them is meant."""
_MAX_ID_LETTERS = 80
_DIGITS_SHOWN = 12
"""Significant digits of a number that is divided: enough for any unit, without noise of floats."""


class RowMatch(NamedTuple):
    """What a row is about: an entity of the base, a new one, or one that a person must choose."""

    number: int
    name: str
    decision: str
    """``joined``, ``new``, ``unsure`` or ``skipped``."""
    id: str = ""
    score: float = 0.0
    candidates: tuple[EntityRef, ...] = ()


class CellProblem(NamedTuple):
    """A cell that could not be read, or a whole row."""

    number: int
    column: str
    message: str


class ConvertedRow(NamedTuple):
    """What became of a row."""

    match: RowMatch
    document: Document | None = None
    problems: tuple[CellProblem, ...] = ()


class RowConverter:
    """Converts the rows of one table."""

    def __init__(self, base: KnowledgeBase, mapping: ImportMapping, *, exact: bool = False) -> None:
        self.base, self.mapping, self.exact = base, mapping, exact
        self._lookups: dict[tuple[str, str], LookupResult] = {}

    def convert(self, row: TableRow) -> ConvertedRow | None:
        """Convert a row; None for one that the mapping leaves out."""
        mapping, cells = self.mapping, row.cells
        for column, wanted_values in mapping.rows.items():
            if cells.get(column, "").strip() not in wanted_values:
                return None
        problems = [CellProblem(row.number, "", problem) for problem in row.problems]
        name = " ".join(cells.get(mapping.name_column, "").split())
        if not name:
            problems.append(CellProblem(row.number, mapping.name_column, "there is no name"))
            match = RowMatch(number=row.number, name="", decision="skipped")
            return ConvertedRow(match=match, problems=tuple(problems))
        aliases = self._list_aliases(row, name)
        match = self._match(row.number, name, aliases)
        if match.decision in ("unsure", "skipped"):
            return ConvertedRow(match=match, problems=tuple(problems))
        facts, fact_problems = self._convert_facts(row)
        document: Document = {
            "id": match.id,
            "kind": mapping.kind.name,
            "name": name,
            "aliases": aliases,
            "facts": facts,
        }
        all_problems = (*problems, *fact_problems)
        return ConvertedRow(match=match, document=document, problems=all_problems)

    def _match(self, number: int, name: str, aliases: Sequence[str]) -> RowMatch:
        """Find what a name means; a name that may mean several is left to a person."""
        chosen = self.mapping.same.get(name, "")
        result = self._look_up_by_all_names(name, aliases)
        candidates = tuple(entry.entity for entry in result.entries[:MAX_CANDIDATES])
        is_near = bool(candidates) and result.score >= NEAR_SCORE
        if not (chosen or result.is_sure or is_near):
            longer_named = self._find_longer_name(name)
            candidates, is_near = longer_named or candidates, bool(longer_named)
        if chosen and chosen != NEW:
            decision, entity_id = "joined", chosen
        elif result.is_sure and not chosen:
            decision, entity_id = "joined", candidates[0].id
        elif is_near and not chosen:
            decision, entity_id = "unsure", ""
        elif self.mapping.is_new_added or chosen == NEW:
            decision, entity_id = "new", build_id(name)
        else:
            decision, entity_id = "skipped", ""
        return RowMatch(
            number=number,
            name=name,
            decision=decision,
            id=entity_id,
            score=result.score,
            candidates=candidates,
        )

    def _look_up_by_all_names(self, name: str, aliases: Sequence[str]) -> LookupResult:
        """Look a name up, and where it is not surely that of an entity, its other names too."""
        kind = self.mapping.kind.name
        result = self._look_up(name, kind)
        others = () if result.is_sure else (self._look_up(alias, kind) for alias in aliases)
        return next((alias_result for alias_result in others if alias_result.is_sure), result)

    def _find_longer_name(self, name: str) -> tuple[EntityRef, ...]:
        """Find what a name begins with: ``H100 SXM5 80GB`` may be the H100 by a longer name."""
        words = name.split()
        for count in range(len(words) - 1, 0, -1):
            beginning = " ".join(words[:count])
            result = find_by_name(self.base, beginning, self.mapping.kind.name, exact=True)
            if result.is_sure:
                return (result.entries[0].entity,)
        return ()

    def _look_up(self, name: str, kind: str) -> LookupResult:
        key = (name, kind)
        if key not in self._lookups:
            self._lookups[key] = find_by_name(self.base, name, kind, exact=self.exact)
        return self._lookups[key]

    def _list_aliases(self, row: TableRow, name: str) -> list[str]:
        cells = (row.cells.get(column, "") for column in self.mapping.alias_columns)
        texts = (" ".join(text.split()) for cell in cells for text in re.split("[;|]", cell))
        return [text for text in dict.fromkeys(texts) if text and text != name]

    def _convert_facts(self, row: TableRow) -> tuple[list[Document], list[CellProblem]]:
        facts: list[Document] = []
        problems: list[CellProblem] = []
        for mapped in self.mapping.properties:
            for text in self._list_values(mapped, row):
                try:
                    facts.append(self._build_fact(mapped, text, row))
                except (FieldError, UnmatchedNameError) as error:
                    column = mapped.column or mapped.name
                    problems.append(CellProblem(row.number, column, str(error)))
        return facts, problems

    def _list_values(self, mapped: PropertyMapping, row: TableRow) -> list[str]:
        if mapped.value:
            return [mapped.value]
        cell = row.cells.get(mapped.column, "").strip()
        texts = cell.split(mapped.split) if mapped.split else [cell]
        return [text.strip() for text in texts if text.strip()]

    def _build_fact(self, mapped: PropertyMapping, text: str, row: TableRow) -> Document:
        """Build a fact in its long form; raises FieldError or UnmatchedNameError."""
        field = self.mapping.kind.properties[mapped.name]
        value = self._read_value(field, mapped, text)
        dates = {"as_of": mapped.as_of, "period": mapped.period}
        details = {key: fill_template(template, row) for key, template in dates.items()}
        for text_of_date in filter(None, details.values()):
            Date.parse_period(text_of_date)
        place = fill_template(self.mapping.place, row).replace(";", ",")
        source = self.mapping.source_id
        fact = {
            "property": mapped.name,
            "value": value,
            **details,
            "certainty": self.mapping.certainty,
            "sources": [f"{source}#{place}" if place else source],
            "note": fill_template(mapped.note, row),
        }
        return {key: content for key, content in fact.items() if content}

    def _read_value(self, field: AnyField, mapped: PropertyMapping, text: str) -> str:
        """Read a value and write it as fact files do, with its unit."""
        if isinstance(field, Ref):
            return self._find_target(field, text)
        number = _divide(text, mapped.divide) if mapped.divide != 1 else text
        written = f"{number} {mapped.unit}".strip()
        return field.to_yaml_text(field.parse_stated(written))

    def _find_target(self, field: Ref, name: str) -> str:
        chosen = self.mapping.same.get(name, name)
        for kind in field.kinds:
            result = self._look_up(chosen, kind)
            if result.is_sure:
                return result.entries[0].entity.id
        message = f"{name!r} is no {' or '.join(field.kinds)} that the base surely has"
        raise UnmatchedNameError(message)


class UnmatchedNameError(Exception):
    """A relation leads to a name that the base does not surely have."""


def fill_template(template: str, row: TableRow) -> str:
    """Fill the cells of a row into a template; empty where any of them is."""
    cells = {**row.cells, "row": str(row.number)}
    if any(not cells.get(name, "").strip() for name in list_template_columns(template)):
        return ""
    return COLUMN_IN_TEMPLATE.sub(lambda match: cells[match[1]].strip(), template)


def _divide(text: str, divisor: float) -> str:
    """Divide a number; a text that is none is left as it is, and refused as a value later."""
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        return text
    return f"{number / divisor:.{_DIGITS_SHOWN}g}"


def build_id(name: str) -> str:
    """Build an id from a name: its letters without accents, and hyphens between words."""
    return "-".join(_iter_id_words(name))[:_MAX_ID_LETTERS].strip("-") or "unnamed"


def _iter_id_words(name: str) -> Iterator[str]:
    from unicodedata import normalize

    ascii_name = normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    yield from re.findall(r"[a-z0-9]+", ascii_name)


def merge_documents(documents: Mapping[str, Document], document: Document) -> Document:
    """Join the facts of several rows about one entity, each once."""
    earlier = documents.get(document["id"])
    if earlier is None:
        return document
    facts = [*earlier["facts"], *(f for f in document["facts"] if f not in earlier["facts"])]
    aliases = dict.fromkeys((*earlier["aliases"], *document["aliases"]))
    return {**earlier, "facts": facts, "aliases": list(aliases)}
