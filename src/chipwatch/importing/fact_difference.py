"""The difference of two bases in facts: added, withdrawn, changed, with other sources."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ..asking.answers.column_spec import ColumnSpec
from ..asking.answers.columns import RowsAnswer, RowsSettings
from ..asking.answers.query_options import QueryOptions
from ..exporting.json_lines import DETAIL_KEYS
from ..model.wording import format_count
from .compared_base import ComparedBase
from .row_converter import Document

ADDED, WITHDRAWN, CHANGED, SOURCED = "added", "withdrawn", "changed", "re-sourced"
_STATEMENT_KEYS = ("value", "unknown", "looked_in", *DETAIL_KEYS)
"""What a fact says; its sources are compared apart."""

Fact = Mapping[str, Any]


class Difference(NamedTuple):
    """One thing that two bases do not have alike."""

    change: str
    id: str
    kind: str
    name: str
    property: str
    """The property; empty of a whole entity, ``name`` and ``aliases`` of its names."""
    before: str
    after: str
    sources: str
    """The sources of what stands now, or of what was withdrawn."""


class DifferenceAnswer(RowsAnswer[Difference]):
    """A row for each difference."""


def compare_bases(
    before: ComparedBase, after: ComparedBase, options: QueryOptions
) -> DifferenceAnswer:
    """Compare two bases; an entity that only one has is one row, and counts its facts."""
    differences = list(_iter_differences(before.documents, after.documents))
    specs: list[ColumnSpec[Difference]] = [
        ColumnSpec(key="change"),
        ColumnSpec(key="id", is_unbreakable=True),
        ColumnSpec(key="kind"),
        ColumnSpec(key="name"),
        ColumnSpec(key="property"),
        ColumnSpec(key="before"),
        ColumnSpec(key="after"),
        ColumnSpec(key="sources"),
    ]
    settings: RowsSettings[Difference] = RowsSettings(
        title=_summarise(differences),
        default_keys=("change", "id", "property", "before", "after"),
        remarks=tuple(_iter_remarks(before, after)),
    )
    return DifferenceAnswer(specs, differences, options, settings)


def _iter_remarks(before: ComparedBase, after: ComparedBase) -> Iterator[str]:
    """Say what is not compared, as its files have problems."""
    for label, side in (("before", before), ("after", after)):
        if side.rejected_count:
            count = format_count(side.rejected_count, "entity", "entities")
            yield f"{label}: {count} left out, as their files have problems: run chipwatch check"


def _summarise(differences: Sequence[Difference]) -> str:
    counts = dict.fromkeys((ADDED, WITHDRAWN, CHANGED, SOURCED), 0)
    for difference in differences:
        counts[difference.change] += 1
    parts = [f"{count:,} {change}" for change, count in counts.items() if count]
    total = format_count(len(differences), "difference")
    return f"{total}: {', '.join(parts)}" if parts else "no difference"


def _iter_differences(
    before: Mapping[str, Document], after: Mapping[str, Document]
) -> Iterator[Difference]:
    for entity_id in sorted(before.keys() | after.keys()):
        old, new = before.get(entity_id), after.get(entity_id)
        if old is None or new is None:
            yield _describe_entity(old, new)
        elif old != new:
            yield from _compare_names(old, new)
            yield from _compare_facts(old, new)


def _describe_entity(old: Document | None, new: Document | None) -> Difference:
    """Describe an entity that only one base has."""
    document = new or old
    assert document is not None  # noqa: S101 - one of them has it
    facts = format_count(len(document["facts"]), "fact")
    return Difference(
        change=ADDED if new else WITHDRAWN,
        id=document["id"],
        kind=document["kind"],
        name=document["name"],
        property="",
        before="" if new else facts,
        after=facts if new else "",
        sources="",
    )


def _compare_names(old: Document, new: Document) -> Iterator[Difference]:
    for key in ("name", "aliases", "kind"):
        if old[key] != new[key]:
            before, after = _format_names(old[key], new[key]), _format_names(new[key], old[key])
            if before or after:
                yield _build_difference(CHANGED, new, key, (before, after))


def _format_names(names: str | Sequence[str], others: str | Sequence[str]) -> str:
    """Format a name, or of several those that the other base has not."""
    if isinstance(names, str):
        return names
    return "; ".join(name for name in names if name not in others)


def _compare_facts(old: Document, new: Document) -> Iterator[Difference]:
    """Compare the facts of an entity, property by property."""
    names = dict.fromkeys(fact["property"] for fact in (*old["facts"], *new["facts"]))
    for name in names:
        old_facts = {_build_statement(fact): fact for fact in _pick_facts(old, name)}
        new_facts = {_build_statement(fact): fact for fact in _pick_facts(new, name)}
        gone = [fact for key, fact in old_facts.items() if key not in new_facts]
        come = [fact for key, fact in new_facts.items() if key not in old_facts]
        if len(gone) == len(come) == 1:
            values = (_format_fact(gone[0]), _format_fact(come[0]))
            yield _build_difference(CHANGED, new, name, values, come[0])
        else:
            for fact in gone:
                yield _build_difference(WITHDRAWN, new, name, (_format_fact(fact), ""), fact)
            for fact in come:
                yield _build_difference(ADDED, new, name, ("", _format_fact(fact)), fact)
        for key, fact in new_facts.items():
            sources_before = old_facts.get(key, fact).get("sources", [])
            if set(sources_before) != set(fact.get("sources", [])):
                values = ("; ".join(sources_before), "; ".join(fact.get("sources", [])))
                yield _build_difference(SOURCED, new, name, values, fact)


def _pick_facts(document: Document, name: str) -> list[Fact]:
    return [fact for fact in document["facts"] if fact["property"] == name]


def _build_statement(fact: Fact) -> tuple[str, ...]:
    return tuple(str(fact.get(key, "")) for key in _STATEMENT_KEYS)


def _format_fact(fact: Fact) -> str:
    """Format a fact on one line: its value, then when it held and how sure it is."""
    value = fact.get("value") or f"unknown: {fact.get('unknown', '')}"
    details = [
        str(fact[key])
        for key in ("share", "count", "period", "as_of", "until", "certainty", "note")
        if fact.get(key) and not (key == "as_of" and fact.get("period") == fact.get("as_of"))
    ]
    return f"{value} ({', '.join(details)})" if details else str(value)


def _build_difference(
    change: str, document: Document, name: str, values: tuple[str, str], fact: Fact | None = None
) -> Difference:
    return Difference(
        change=change,
        id=document["id"],
        kind=document["kind"],
        name=document["name"],
        property=name,
        before=values[0],
        after=values[1],
        sources="; ".join(fact.get("sources", [])) if fact else "",
    )
