"""Chips by rule vintages: what each chip was when each rule about chips, or a part, began."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from ...model.answer import Answer, Json
from ...model.countries import get_country_name
from ...model.dates import Date
from ...model.entity import Entity
from ...model.facts import Citation
from ...model.schema import Chip
from ...model.table import Cell
from ...model.wording import format_count
from ...rules.circumstances import Circumstances
from ...rules.eccn import shorten_class
from ...rules.item import Item
from ...rules.licence_policy import POLICY_CHOICES
from ...rules.reasons import explain_no_rule
from ...rules.verdict import (
    DISPUTED_STATUS,
    NO_LICENCE_REQUIRED,
    ON_THE_BOOKS,
    UNKNOWN_STATUS,
    Verdict,
)
from ...store.knowledge_base import KnowledgeBase
from ..answers.column_spec import ColumnSpec
from ..answers.columns import RowsAnswer, RowsSettings, build_columns_help
from ..answers.graph import EntityGraph
from ..answers.query_options import HELP_REQUEST, QueryOptions
from ..sql.selection import select_entities
from .controls_query import DISCLAIMER, ControlsQuery, ControlsRequest
from .first_appearance import describe_appearances, get_first_date
from .verdict_history import judge_history

STATUS_SYMBOLS = {
    NO_LICENCE_REQUIRED: "–",
    UNKNOWN_STATUS: "?",
    DISPUTED_STATUS: "≠",
    ON_THE_BOOKS: "¶",
}
FOLDED_SYMBOLS = frozenset({STATUS_SYMBOLS[NO_LICENCE_REQUIRED], STATUS_SYMBOLS[UNKNOWN_STATUS]})
"""The signs of the chips that a terminal puts together: no rule ever reached them, or a figure is
missing."""
ABROAD_SYMBOL = "°"
"""The sign after a class of what is shipped from abroad and may not be subject to the rules."""
_MONTH_LENGTH = len("2023-11")
LEGEND = (
    "a.1: paragraph of 3A090; letter: named in a letter; –: none; ?: figure missing;"
    " ≠: disputed; ¶: not enforced; *: case by case"
)
"""What the signs for a class mean."""
MATRIX_NOTES = (f"{LEGEND}; {ABROAD_SYMBOL}: from abroad, reach open", DISCLAIMER)
"""What the table says below it. Vintages that change nothing for any chip are in JSON and CSV."""


class ChipVintages(NamedTuple):
    """A chip, and the verdict on it under each vintage, by the day on which that begins."""

    item: Item
    verdicts: Mapping[int, Verdict]


def build_matrix(base: KnowledgeBase, request: ControlsRequest, options: QueryOptions) -> Answer:
    """Build the answer with each chip under each vintage, by its figures as of the day asked.

    Raises NotFoundError where there is no chip, or none meets a condition.
    """
    query = ControlsQuery(base, request)
    chips, remarks = select_entities(
        EntityGraph(base, base.load_entities_of_kind("chip")), Chip, options.where
    )
    vintage_days = list_vintages(query)
    specs = _build_column_specs(vintage_days)
    if options.columns == HELP_REQUEST:
        return build_columns_help(specs)
    days = query.build_days(vintage_days.values())
    results = [_judge_vintages(query.build_item(chip), days) for chip in chips]
    changing_keys = [
        key for key, day in vintage_days.items() if _is_changing(day, vintage_days, results)
    ]
    items = [result.item for result in results]
    appearance_notes = describe_appearances(query, items)
    rule_notes = (
        MATRIX_NOTES if vintage_days else (explain_no_rule(query.rules, Chip.name), DISCLAIMER)
    )
    settings: RowsSettings[ChipVintages] = RowsSettings(
        title=_format_title(query, chips),
        default_keys=("name", *changing_keys),
        notes=(*appearance_notes, *rule_notes),
        remarks=tuple(remarks),
        get_source=query.load_references().get_source if options.cite else None,
        keeps_last_columns=True,
        folded_texts=FOLDED_SYMBOLS,
    )
    return RowsAnswer(specs, results, options, settings)


def _judge_vintages(item: Item, days: Mapping[Date, Circumstances]) -> ChipVintages:
    history = judge_history(item, days)
    return ChipVintages(item, {dated.day.first: dated.verdict for dated in history})


def list_vintages(query: ControlsQuery) -> dict[str, Date]:
    """List the days on which rules about chips begin, or later paragraphs, by what begins.

    What begins on one day is one vintage, named after a rule rather than after a paragraph; what
    begins later by the same policy has its day in its name. Of an imprecise date, that is the last
    day: only then has it begun for certain.
    """
    rules = [rule for rule in query.rules if rule.act.is_vintage]
    starts = [(rule.policy, rule.since) for rule in rules]
    starts += [
        (f"{rule.policy}_{paragraph.since.text}", paragraph.since)
        for rule in rules
        for paragraph in rule.paragraphs
        if paragraph.since and rule.is_in_force(paragraph.since.first)
    ]
    vintages_by_day: dict[int, tuple[str, Date]] = {}
    for key, day in starts:
        if day.last <= query.day.last:
            vintages_by_day.setdefault(day.last, (key, day._replace(first=day.last)))
    vintages: dict[str, Date] = {}
    for number in sorted(vintages_by_day):
        key, day = vintages_by_day[number]
        vintages[f"{key}_{day.text}" if key in vintages else key] = day
    return vintages


def format_short_verdict(verdict: Verdict) -> str:
    """Format a verdict in a few letters."""
    findings = verdict.binding_findings or verdict.conditional_findings
    if not findings:
        return STATUS_SYMBOLS[verdict.status]
    names = verdict.classes or (findings[0].rule.act.name,)
    symbol = POLICY_CHOICES[verdict.policy_choice].symbol if verdict.policy_choice else ""
    if verdict.conditional_findings:
        symbol = ABROAD_SYMBOL
    return f"{'/'.join(shorten_class(name) for name in dict.fromkeys(names))}{symbol}"


def list_citations(verdict: Verdict) -> Iterator[Citation]:
    """List what the paragraphs that a verdict follows from rest on."""
    for finding in verdict.binding_findings or verdict.findings:
        yield from finding.paragraph.citations


def _format_title(query: ControlsQuery, chips: Sequence[Entity]) -> str:
    chip_count = format_count(len(chips), "chip")
    return f"{chip_count} to {get_country_name(query.destination)} – as of {query.day.text}"


def _build_column_specs(vintage_days: Mapping[str, Date]) -> list[ColumnSpec[ChipVintages]]:
    specs: list[ColumnSpec[ChipVintages]] = [
        ColumnSpec(key="id", get_value=_get_chip_id),
        ColumnSpec(key="name", get_value=_get_chip_name, mark="name"),
        ColumnSpec(key="first_appeared", get_value=_get_first_appearance),
    ]
    months = Counter(day.text[:_MONTH_LENGTH] for day in vintage_days.values())
    for key, day in vintage_days.items():
        month = day.text[:_MONTH_LENGTH]
        find_citations = partial(_list_citations_on, day)
        specs += [
            ColumnSpec(
                key=key,
                label=month if months[month] == 1 else day.text,
                get_value=partial(_get_status, day),
                build_cell=partial(_build_cell, day),
                find_citations=find_citations,
            ),
            ColumnSpec(
                key=f"{key}_class",
                label=f"{day.text} class",
                get_value=partial(_get_paragraph, day),
                find_citations=find_citations,
            ),
        ]
    return specs


def _is_changing(
    day: Date, vintage_days: Mapping[str, Date], results: Sequence[ChipVintages]
) -> bool:
    """Return whether a vintage is the first, or changes anything for any of the chips."""
    earlier_days = [
        earlier_day for earlier_day in vintage_days.values() if earlier_day.first < day.first
    ]
    if not earlier_days:
        return True
    return any(
        format_short_verdict(_find_verdict(day, result))
        != format_short_verdict(_find_verdict(earlier_days[-1], result))
        for result in results
    )


def _get_chip_id(result: ChipVintages) -> Json:
    return result.item.id


def _get_chip_name(result: ChipVintages) -> Json:
    return result.item.name


def _get_first_appearance(result: ChipVintages) -> Json:
    return get_first_date(result.item)


def _find_verdict(day: Date, result: ChipVintages) -> Verdict:
    return result.verdicts[day.first]


def _get_status(day: Date, result: ChipVintages) -> Json:
    return _find_verdict(day, result).status


def _get_paragraph(day: Date, result: ChipVintages) -> Json:
    return _find_verdict(day, result).paragraph


def _list_citations_on(day: Date, result: ChipVintages) -> Iterator[Citation]:
    yield from list_citations(_find_verdict(day, result))


def _build_cell(day: Date, result: ChipVintages) -> Cell:
    verdict = _find_verdict(day, result)
    mark = "disputed" if verdict.status == DISPUTED_STATUS else ""
    return Cell(format_short_verdict(verdict), mark)
