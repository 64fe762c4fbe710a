"""Rows to documents: each row of a table to the facts that it states of one entity."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from ..model.dates import Date
from ..model.field_types import Ref
from ..model.kind import AnyField
from ..model.problem import FieldError
from .import_mapping import (
    COLUMN_IN_TEMPLATE,
    ImportMapping,
    PropertyMapping,
    list_template_columns,
)
from .row_matcher import RowMatch, RowMatcher, RowNames
from .table_rows import TableRow

Document = dict[str, Any]
"""An entity as ``chipwatch export jsonl`` writes it: id, kind, name, aliases, facts."""
_DIGITS_SHOWN = 12
"""Significant digits of a number that is divided: enough for any unit, without noise of floats."""


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

    def __init__(self, mapping: ImportMapping, matcher: RowMatcher) -> None:
        self.mapping, self.matcher = mapping, matcher

    def is_wanted(self, row: TableRow) -> bool:
        """Tell whether the mapping takes a row."""
        return all(
            row.cells.get(column, "").strip() in wanted_values
            for column, wanted_values in self.mapping.rows.items()
        )

    def read_names(self, row: TableRow) -> RowNames:
        """Read what the entity of a row is called; its name may be missing."""
        name = " ".join(row.cells.get(self.mapping.name_column, "").split())
        return RowNames(name=name, aliases=self._list_aliases(row, name))

    def convert(self, row: TableRow) -> ConvertedRow:
        """Convert a row."""
        mapping = self.mapping
        problems = [
            *(CellProblem(row.number, "", problem) for problem in row.problems),
            *(CellProblem(row.number, *problem) for problem in row.cell_problems.items()),
        ]
        names = self.read_names(row)
        if not names.name:
            problems.append(CellProblem(row.number, mapping.name_column, "there is no name"))
            match = RowMatch(number=row.number, name="", decision="skipped")
            return ConvertedRow(match=match, problems=tuple(problems))
        match = self.matcher.match(row.number, names)
        if match.decision in ("unsure", "skipped"):
            return ConvertedRow(match=match, problems=tuple(problems))
        facts, fact_problems = self._convert_facts(row)
        document: Document = {
            "id": match.id,
            "kind": mapping.kind.name,
            "name": names.name,
            "aliases": list(names.aliases),
            "facts": facts,
        }
        all_problems = (*problems, *fact_problems)
        return ConvertedRow(match=match, document=document, problems=all_problems)

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
            result = self.matcher.look_up(chosen, kind)
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


def merge_documents(documents: Mapping[str, Document], document: Document) -> Document:
    """Join the facts of several rows about one entity, each once."""
    earlier = documents.get(document["id"])
    if earlier is None:
        return document
    facts = [*earlier["facts"], *(f for f in document["facts"] if f not in earlier["facts"])]
    names = dict.fromkeys((*earlier["aliases"], document["name"], *document["aliases"]))
    aliases = [name for name in names if name != earlier["name"]]
    return {**earlier, "facts": facts, "aliases": aliases}
