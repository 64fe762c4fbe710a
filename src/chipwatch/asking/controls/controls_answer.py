"""Answer whether chips could be shipped on a day: as data, as rows and as cards."""

from collections.abc import Mapping, Sequence

from ...model.answer import Answer, Json, Row
from ...model.derived_values import collect_formulas
from ...model.entity import Entity
from ...model.field_types import DATE_COLUMN
from ...model.part_type import PartType
from ...model.problem import UsageError
from ...model.schema import Product, System
from ...model.table import Table
from ...rules.evaluation import CriterionResult
from ...rules.findings import ParagraphFinding
from ...rules.rule import Rule
from ...rules.verdict import REQUIREMENT_TEXTS, Verdict
from ...store.knowledge_base import KnowledgeBase
from ..answers.entity_match import EntityMatch, serialise_match
from ..answers.serialise import JsonObject, serialise_citation, serialise_fact
from ..naming.resolver import list_guess_remarks
from .controls_query import DISCLAIMER, ControlsQuery, ControlsRequest, ControlsResult
from .first_appearance import serialise_appearance
from .item_names import resolve_items
from .origin_answer import serialise_origin
from .short_card import build_short_cards
from .specified_item import parse_specified_item
from .system_answer import serialise_system
from .system_judgement import judge_system
from .verdict_card import build_verdict_cards
from .verdict_history import (
    VerdictChange,
    find_neighbouring_changes,
    find_verdict_start,
    list_changes_within,
    list_verdict_changes,
)


def judge_chips(
    base: KnowledgeBase, names: Sequence[str], assignments: Sequence[str], request: ControlsRequest
) -> "ControlsAnswer":
    """Judge each chip or system that is named, or a chip that is specified."""
    query = ControlsQuery(base, request)
    if names and assignments:
        raise UsageError("--spec describes a chip of its own", "give names or --spec, not both")
    if assignments:
        item = parse_specified_item(assignments, query.end_user, origins=query.origins)
        return ControlsAnswer(query, [query.judge_item(item)])
    matches = resolve_items(base, names, exact=request.exact)
    entities = base.load_entities([match.entity.id for match in matches])
    pairs = zip(entities, matches, strict=True)
    return ControlsAnswer(query, [_judge_entity(query, entity, match) for entity, match in pairs])


def _judge_entity(query: ControlsQuery, entity: Entity, match: EntityMatch) -> ControlsResult:
    if entity.kind == System.name:
        return judge_system(query, entity, match)
    if entity.kind == Product.name:
        return query.judge_item(query.build_tool(entity), match)
    return query.judge_item(query.build_item(entity), match)


class ControlsAnswer(Answer):
    """Verdicts on chips."""

    def __init__(self, query: ControlsQuery, results: Sequence[ControlsResult]) -> None:
        self.query, self.results = query, results
        facts = [fact for result in results for fact in result.list_cited_facts()]
        self.references = query.load_references(facts)

    def to_data(self) -> Json:
        """Build an object for one chip, or an array for several."""
        objects = [self._build_object(result) for result in self.results]
        return objects[0] if len(objects) == 1 else objects

    def to_rows(self) -> Sequence[Row]:
        """Build a row for each chip."""
        return [self._build_row(result) for result in self.results]

    def collect_part_types(self) -> Mapping[str, PartType]:
        """Collect what the columns with the day hold."""
        return DATE_COLUMN.map_part_types("as_of")

    def to_tables(self) -> Sequence[Table]:
        """Build a card for each chip, and the sources."""
        build_cards = build_verdict_cards if self.query.request.is_detailed else build_short_cards
        return build_cards(self.query, self.references, self.results)

    def collect_remarks(self) -> Sequence[str]:
        """Collect the names that were guessed."""
        return list_guess_remarks(result.match for result in self.results if result.match)

    def _build_row(self, result: ControlsResult) -> Row:
        verdict = result.verdict
        return {
            "chip": result.item.id,
            "name": result.name,
            **DATE_COLUMN.to_row("as_of", self.query.day),
            "to": self.query.destination,
            "verdict": verdict.status,
            "licence_needed": verdict.is_licence_needed,
            "class": verdict.paragraph,
            "certainty": verdict.certainty,
            "requirement": REQUIREMENT_TEXTS[verdict.status],
            "policy": verdict.policy_choice,
            "policy_note": verdict.policy_note or None,
            "missing": verdict.missing_properties,
            "disputed": verdict.disputed_properties,
            **self.references.name_entities(
                "named_actions", [rule.policy for rule in result.list_named_actions()]
            ),
            "from": result.item.origin.shipped_from,
            "subject_to_ear": verdict.jurisdiction.is_subject,
            "system": result.system and result.system.id,
        }

    def _build_object(self, result: ControlsResult) -> JsonObject:
        verdict, item = result.verdict, result.item
        neighbours = find_neighbouring_changes(result.history, self.query.day)
        since = find_verdict_start(result.history, self.query.day)
        reported_rules = [rule for rule in verdict.rules if rule.act.is_reported]
        return {
            "chip": item.id,
            "name": result.name,
            "item_kind": item.kind.name,
            **serialise_system(result),
            "as_of": self.query.day.text,
            "to": self.query.destination,
            "end_user": item.end_user.id if item.end_user else None,
            "verdict": verdict.status,
            "licence_needed": verdict.is_licence_needed,
            "since": since and since.text,
            **serialise_appearance(item, self.query.day),
            "class": verdict.paragraph,
            "open_classes": verdict.open_classes,
            "excluded": [
                self._serialise_exclusion(finding) for finding in verdict.excluded_findings
            ],
            "bound_seats": verdict.bound_seats,
            "certainty": verdict.certainty,
            "because": [self._serialise_reason(finding) for finding in verdict.decisive_findings],
            "reason": verdict.reason_text or None,
            "paragraphs": [serialise_finding(finding) for finding in verdict.findings],
            "licence": _serialise_licence(verdict),
            "origin": serialise_origin(item.origin, verdict),
            "beside": [serialise_finding(finding) for finding in result.other_findings],
            "named_actions": [self._serialise_rule(rule) for rule in result.list_named_actions()],
            "operands": {
                name: self._serialise_operand(result, name)
                for name in result.list_tested_properties()
            },
            "missing": verdict.missing_properties,
            "disputed": verdict.disputed_properties,
            "rules": [self._serialise_rule(rule) for rule in reported_rules],
            "within": [
                _serialise_change(change)
                for change in list_changes_within(result.history, self.query.day)
            ],
            "newest_rule": self.query.newest_rule_date.text,
            "before": _serialise_change(neighbours.previous),
            "after": _serialise_change(neighbours.following),
            "history": [
                _serialise_change(change) for change in list_verdict_changes(result.history)
            ],
            "disclaimer": DISCLAIMER,
            "match": serialise_match(result.match),
        }

    def _serialise_reason(self, finding: ParagraphFinding) -> JsonObject:
        return {
            "rule": finding.rule.policy,
            "paragraph": finding.class_name,
            "citation": self.references.get_citation(finding.rule.policy) or None,
            "sources": [serialise_citation(citation) for citation in finding.rule.citations],
        }

    def _serialise_exclusion(self, finding: ParagraphFinding) -> JsonObject:
        """Build a class that it is of by its figures, or may be, with what leaves it out."""
        result = finding.result
        return {
            **self._serialise_reason(finding),
            "holds_by_figures": result.would_hold,
            "excluded_by": result.excluded_by,
        }

    def _serialise_rule(self, rule: Rule) -> JsonObject:
        return {
            "id": rule.policy,
            "name": self.references.get_name(rule.policy),
            "act": rule.act.name,
            "from": rule.since.text,
            "until": rule.until and rule.until.text,
            "citation": self.references.get_citation(rule.policy) or None,
            "certainty": rule.certainty,
            "modifies": rule.modified_policies,
            "note": rule.note or None,
            "sources": [serialise_citation(citation) for citation in rule.citations],
        }

    def _serialise_operand(self, result: ControlsResult, name: str) -> JsonObject:
        """Build what is known of a tested property, with the formula and facts it rests on."""
        item = result.item
        words = item.get_words(name)
        field = item.kind.properties.get(name)
        if field is None:
            return {"value": words, "low": None, "high": None, "facts": []}
        figure, formula = item.get_figure(name), collect_formulas(item.kind).get(name)
        quantity = figure.value
        return {
            "value": quantity.exact_number if quantity else words and " or ".join(words),
            "low": quantity and quantity.low,
            "high": quantity and quantity.high,
            "unit": field.unit or None,
            "disputed": figure.is_disputed,
            "formula": formula.description if formula else None,
            "citation": formula.citation or None if formula else None,
            "arithmetic": figure.arithmetic or None,
            "facts": [
                {"entity": fact.entity, **serialise_fact(self.references, fact, is_shown=True)}
                for fact in item.get_facts(name)
            ],
        }


def serialise_finding(finding: ParagraphFinding) -> JsonObject:
    """Build a paragraph with its conditions, each with the room that is left to it."""
    return {
        "rule": finding.rule.policy,
        "paragraph": finding.class_name,
        "holds": finding.holds,
        "reaches": finding.reaches_destination,
        "binds": finding.is_binding,
        "doubt": finding.possibly_stopped_by or None,
        "certainty": finding.certainty,
        "headroom": finding.result.headroom,
        "conditions": [
            _serialise_criterion(criterion_result)
            for criterion_result in finding.result.criterion_results
        ],
        "reasons": [
            {"property": reason.name, "reason": reason.cause} for reason in finding.result.reasons
        ],
        "note": finding.paragraph.note or None,
    }


def _serialise_criterion(criterion_result: CriterionResult) -> JsonObject:
    quantity = criterion_result.figure and criterion_result.figure.value
    return {
        "property": criterion_result.property_name,
        "bound": criterion_result.bound_text,
        "holds": criterion_result.holds,
        "low": quantity and quantity.low,
        "high": quantity and quantity.high,
        "headroom": criterion_result.headroom,
        "headroom_most": criterion_result.highest_headroom,
    }


def _serialise_licence(verdict: Verdict) -> JsonObject:
    return {
        "requirement": REQUIREMENT_TEXTS[verdict.status],
        "policy": verdict.policy_choice,
        "policy_note": verdict.policy_note or None,
        "exceptions": [
            {"name": exemption.name, "holds": holds, "note": exemption.note or None}
            for exemption, holds in verdict.exemptions
        ],
    }


def _serialise_change(change: VerdictChange | None) -> Json:
    if change is None:
        return None
    return {
        "from": change.since.text,
        "verdict": change.verdict.status,
        "class": change.verdict.paragraph,
        "policy": change.verdict.policy_choice,
        "policy_note": change.verdict.policy_note or None,
        "rules": change.policies,
    }
