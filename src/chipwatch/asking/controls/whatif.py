"""Answer which chips would change class if the bounds of a rule were others."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from ...model.answer import Answer, Json, Row
from ...model.entity import Entity
from ...model.problem import UsageError
from ...model.schema import Chip
from ...model.table import Cell, Column, Table
from ...model.wording import format_count
from ...rules.judgement import judge
from ...rules.rule import Rule
from ...store.knowledge_base import KnowledgeBase
from ..answers.citations import CitationNumbers
from ..answers.query_options import QueryOptions
from ..answers.serialise import JsonObject
from .class_change import ClassChange
from .controls_query import DISCLAIMER, ControlsQuery, ControlsRequest
from .distance_words import describe_headroom
from .first_appearance import describe_appearances, get_first_date
from .matrix import LEGEND, format_short_verdict, list_citations
from .references import References
from .rule_changes import (
    BoundChange,
    find_bound_changes,
    find_rule,
    parse_bound_assignment,
    substitute_bound,
)

WHATIF_COLUMNS = (
    Column("Chip"),
    Column("Designer"),
    Column("Now", is_unbreakable=True),
    Column("Then", is_unbreakable=True),
    Column("Direction"),
    Column("New limit", is_unbreakable=True),
)


class WhatIfResult(NamedTuple):
    """The chips that change where a rule does, and how many do not."""

    rule: Rule
    bound_changes: Sequence[BoundChange]
    class_changes: Sequence[ClassChange]
    unchanged_count: int
    appearance_notes: Sequence[str]
    """How many of those that change appeared only later, or may have."""


def simulate_rule_change(
    base: KnowledgeBase,
    assignments: Sequence[str],
    rule_id: str,
    request: ControlsRequest,
    options: QueryOptions,
) -> Answer:
    """Find the chips that change where bounds do; raise UsageError and UnknownNameError."""
    query = ControlsQuery(base, request)
    if not assignments:
        raise UsageError("nothing is to be changed", "add --set tpp=3000")
    bound_assignments = [parse_bound_assignment(text) for text in assignments]
    rule = find_rule(query, rule_id, [assignment.key for assignment in bound_assignments])
    bound_changes = find_bound_changes(rule, bound_assignments)
    chips = base.load_entities_of_kind("chip")
    class_changes = [
        change
        for change in _compare_verdicts(query, chips, rule, bound_changes)
        if change.is_change
    ]
    designer_ids = {id_ for change in class_changes for id_ in list_designers(change.chip)}
    result = WhatIfResult(
        rule=rule,
        bound_changes=bound_changes,
        class_changes=class_changes,
        unchanged_count=len(chips) - len(class_changes),
        appearance_notes=describe_appearances(
            query, [query.build_home_item(change.chip) for change in class_changes]
        ),
    )
    references = query.load_references(entity_ids=designer_ids)
    return WhatIfAnswer(query, result, references, cite=options.cite)


def _compare_verdicts(
    query: ControlsQuery, chips: Sequence[Entity], rule: Rule, bound_changes: Sequence[BoundChange]
) -> Iterator[ClassChange]:
    """Judge each chip by the rules as they are, and with one of them changed."""
    changed_rule = rule
    for bound_change in bound_changes:
        changed_rule = substitute_bound(changed_rule, bound_change)
    changed_rules = [changed_rule if each_rule is rule else each_rule for each_rule in query.rules]
    changed_circumstances = query.circumstances.replace_rules(changed_rules)
    for chip in chips:
        item = query.build_home_item(chip)
        yield ClassChange(
            chip=chip,
            current_verdict=judge(item, query.circumstances),
            new_verdict=judge(item, changed_circumstances),
            changed_rule=changed_rule,
        )


class WhatIfAnswer(Answer):
    """The chips that change."""

    def __init__(
        self, query: ControlsQuery, result: WhatIfResult, references: References, *, cite: bool
    ) -> None:
        self.query, self.result, self.references, self.cite = query, result, references, cite

    def to_data(self) -> Json:
        """Build what was changed, each chip that changes, and the companies that designed them."""
        return {
            "as_of": self.query.day.text,
            "to": self.query.destination,
            "rule": self.result.rule.policy,
            "set": [_serialise_bound_change(change) for change in self.result.bound_changes],
            "flips": self.to_rows(),
            "firms": [
                {"id": id_, "name": self.references.get_name(id_), "chips": chip_ids}
                for id_, chip_ids in self._chips_by_designer.items()
            ],
            "unchanged": self.result.unchanged_count,
            "disclaimer": DISCLAIMER,
        }

    def to_rows(self) -> Sequence[Row]:
        """Build a row for each chip that changes."""
        return [self._build_row(change) for change in self.result.class_changes]

    def to_tables(self) -> Sequence[Table]:
        """Build the table of the chips that change, and the sources."""
        numbers = CitationNumbers()
        rows = tuple(
            tuple(self._build_cells(change, numbers)) for change in self.result.class_changes
        )
        change_text = ", ".join(change.text for change in self.result.bound_changes)
        chip_count = format_count(len(rows), "chip changes", "chips change")
        rule_text = f"{self.result.rule.policy} on {self.query.day.text}"
        title = f"{chip_count} where {change_text} in {rule_text}"
        table = Table(title, WHATIF_COLUMNS, rows, notes=tuple(self._collect_notes()))
        return [table, *numbers.build_tables(self.references.get_source)]

    def collect_remarks(self) -> Sequence[str]:
        """Return nothing: no name was guessed."""
        return ()

    def _build_row(self, change: ClassChange) -> JsonObject:
        current, new = change.current_verdict, change.new_verdict
        return {
            "chip": change.chip.id,
            "name": change.chip.name,
            **self.references.name_entities("designers", list_designers(change.chip)),
            "first_appeared": get_first_date(self.query.build_home_item(change.chip)),
            "from_verdict": current.status,
            "from_class": current.paragraph,
            "from_policy": current.policy_text or None,
            "to_verdict": new.status,
            "to_class": new.paragraph,
            "to_policy": new.policy_text or None,
            "direction": change.direction,
            "headroom": change.headroom,
        }

    def _build_cells(self, change: ClassChange, numbers: CitationNumbers) -> Iterator[Cell]:
        designers = map(self.references.get_name, list_designers(change.chip))
        yield Cell(change.chip.name, "name")
        yield Cell("; ".join(designers))
        for verdict in (change.current_verdict, change.new_verdict):
            citations = numbers.register_citations(list_citations(verdict)) if self.cite else ()
            yield Cell(format_short_verdict(verdict), citations=citations)
        yield Cell(change.direction, "differs", one_line_text=change.short_direction)
        yield Cell(describe_headroom(change.headroom))

    @cached_property
    def _chips_by_designer(self) -> Mapping[str, list[str]]:
        chips_by_designer: dict[str, list[str]] = {}
        for change in self.result.class_changes:
            for id_ in list_designers(change.chip):
                chips_by_designer.setdefault(id_, []).append(change.chip.id)
        return chips_by_designer

    def _collect_notes(self) -> Iterator[str]:
        yield f"{self.result.unchanged_count} stay as they are"
        yield "every chip as if it were shipped from the United States"
        yield from self.result.appearance_notes
        if self.result.class_changes:
            designer_texts = (
                f"{self.references.get_name(id_)} ({len(chip_ids)})"
                for id_, chip_ids in self._chips_by_designer.items()
            )
            yield f"whose products: {', '.join(designer_texts)}"
            yield LEGEND
            yield "new limit: by how much of it the figure that decides meets or misses it"
        yield DISCLAIMER


def _serialise_bound_change(change: BoundChange) -> JsonObject:
    return {
        "property": change.key.property_name,
        "paragraph": change.key.paragraph or None,
        "from": change.old,
        "to": change.new,
    }


def list_designers(chip: Entity) -> list[str]:
    """List the ids of those who designed a chip."""
    facts = (fact for fact in chip.facts if fact.property == Chip.designer.name)
    return list(dict.fromkeys(str(fact.value) for fact in facts))
