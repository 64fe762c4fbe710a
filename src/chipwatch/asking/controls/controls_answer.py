"""Could this chip be shipped there on that day: the answer, as data and as rows."""

from collections.abc import Sequence

from ...model.answer import Answer, Json, Row, Table
from ...model.derived_values import collect_formulas
from ...model.entity import Entity
from ...model.facts import Fact
from ...model.numeric_fields import to_plain_quantity
from ...model.problem import AmbiguousError, NotFoundError, UsageError
from ...model.schema import Chip
from ...rules.evaluate import OR_SEPARATOR
from ...rules.item import parse_specified_item
from ...rules.rule import Rule
from ...rules.verdict import REQUIREMENT_TEXTS, ParagraphFinding, Verdict
from ...store.knowledge_base import KnowledgeBase
from ..answers.entity_match import EntityMatch, serialise_match
from ..answers.graph import EntityGraph
from ..answers.serialise import JsonObject, serialise_citation, serialise_fact
from ..naming.resolver import find_by_name, list_guess_remarks, resolve_distinct
from .controls_query import (
    DISCLAIMER,
    REPORTED_ACTS,
    ControlsQuery,
    ControlsRequest,
    ControlsResult,
    VerdictChange,
    find_neighbouring_changes,
    list_named_actions,
    list_tested_properties,
    list_verdict_changes,
)
from .verdict_card import build_verdict_cards


def judge_chips(
    base: KnowledgeBase, names: Sequence[str], assignments: Sequence[str], request: ControlsRequest
) -> Answer:
    """The verdict on each chip named, or on one that is specified."""
    query = ControlsQuery(base, request)
    if names and assignments:
        raise UsageError("--spec describes a chip of its own", "give names or --spec, not both")
    if assignments:
        end_user = query.ownership.build_end_user() if query.ownership else None
        return ControlsAnswer(
            query, [query.judge_item(parse_specified_item(assignments, end_user))]
        )
    matches = _resolve_chips(base, names, exact=request.exact)
    chips = base.load_entities([match.entity.id for match in matches])
    pairs = zip(chips, matches, strict=True)
    return ControlsAnswer(
        query, [query.judge_item(query.make_item(chip), match) for chip, match in pairs]
    )


def _resolve_chips(base: KnowledgeBase, names: Sequence[str], *, exact: bool) -> list[EntityMatch]:
    """The chips that names mean; of a firm, the error says how to ask about it."""
    try:
        return resolve_distinct(base, names, "chip", exact=exact)
    except (AmbiguousError, NotFoundError) as error:
        resolutions = (find_by_name(base, name, "company", exact=True) for name in names)
        ids = [resolution.entries[0].entity.id for resolution in resolutions if resolution.is_sure]
        suggestions = (f"; for the firm: chipwatch controls --party {id_}" for id_ in ids)
        error.hint += "".join(suggestions)
        raise


class ControlsAnswer:
    """Verdicts on chips; implements Answer."""

    def __init__(self, query: ControlsQuery, results: Sequence[ControlsResult]) -> None:
        self.query, self.results = query, results
        facts = (
            fact
            for result in results
            for name in list_tested_properties(result)
            for fact in result.item.get_facts(name)
        )
        self.graph = EntityGraph(query.base, [_wrap_fact(fact) for fact in facts])

    def to_data(self) -> Json:
        """An object for one chip, an array for several."""
        objects = [self._build_object(result) for result in self.results]
        return objects[0] if len(objects) == 1 else objects

    def to_rows(self) -> Sequence[Row]:
        """A row for each chip."""
        return [self._build_row(result) for result in self.results]

    def to_tables(self) -> Sequence[Table]:
        """A card for each chip, and the sources."""
        return build_verdict_cards(self.query, self.results)

    def collect_remarks(self) -> Sequence[str]:
        """The names that were guessed."""
        return list_guess_remarks(result.match for result in self.results if result.match)

    def _build_row(self, result: ControlsResult) -> Row:
        verdict = result.verdict
        return {
            "chip": result.item.id, "name": result.item.name,
            "as_of": self.query.day.text, "to": self.query.destination, "verdict": verdict.status,
            "class": verdict.paragraph, "certainty": verdict.certainty,
            "requirement": REQUIREMENT_TEXTS[verdict.status], "policy": verdict.licence_policy or None,
            "missing": verdict.missing_properties, "disputed": verdict.disputed_properties,
            "named_actions": [rule.policy for rule in list_named_actions(result)],
        }  # fmt: skip

    def _build_object(self, result: ControlsResult) -> JsonObject:
        verdict = result.verdict
        previous_change, next_change = find_neighbouring_changes(result, self.query.day)
        end_user = result.item.end_user
        return {
            "chip": result.item.id, "name": result.item.name,
            "as_of": self.query.day.text, "to": self.query.destination,
            "end_user": end_user.id if end_user else None,
            "verdict": verdict.status, "class": verdict.paragraph, "certainty": verdict.certainty,
            "reason": verdict.reason or None,
            "paragraphs": [build_finding_object(finding) for finding in verdict.findings],
            "licence": self._build_licence(verdict),
            "beside": [build_finding_object(finding) for finding in result.non_licence_findings],
            "named_actions": [self._build_rule(rule) for rule in list_named_actions(result)],
            "operands": {name: self._build_operand(result, name) for name in list_tested_properties(result)},
            "missing": verdict.missing_properties, "disputed": verdict.disputed_properties,
            "rules": [self._build_rule(rule) for rule in verdict.rules if rule.act in REPORTED_ACTS],
            "before": self._build_change(previous_change), "after": self._build_change(next_change),
            "history": [self._build_change(change) for change in list_verdict_changes(result)],
            "disclaimer": DISCLAIMER,
            "match": serialise_match(result.match),
        }  # fmt: skip

    def _build_licence(self, verdict: Verdict) -> JsonObject:
        return {
            "requirement": REQUIREMENT_TEXTS[verdict.status],
            "policy": verdict.licence_policy or None,
            "exceptions": [
                {"name": exemption.name, "holds": holds, "note": exemption.note or None}
                for exemption, holds in verdict.exemptions
            ],
        }

    def _build_rule(self, rule: Rule) -> JsonObject:
        return {
            "id": rule.policy, "name": self.query.get_policy_name(rule.policy), "act": rule.act,
            "from": rule.since.text, "until": rule.until and rule.until.text,
            "citation": self.query.find_citation(rule.policy) or None, "certainty": rule.certainty,
            "modifies": rule.modified_policies,
            "note": rule.note or None,
            "sources": [serialise_citation(citation) for citation in rule.citations],
        }  # fmt: skip

    def _build_operand(self, result: ControlsResult, name: str) -> JsonObject:
        if name not in Chip.properties:
            return {"value": result.item.get_words(name), "low": None, "high": None, "facts": []}
        words = result.item.get_words(name)
        figure = result.item.get_figure(name)
        quantity = figure.value
        formula = collect_formulas(Chip).get(name)
        return {
            "value": to_plain_quantity(quantity) if quantity else words and OR_SEPARATOR.join(words),
            "low": quantity and quantity.low, "high": quantity and quantity.high,
            "unit": Chip.properties[name].unit or None,
            "disputed": figure.is_disputed,
            "formula": formula.description if formula else None,
            "citation": formula.citation or None if formula else None,
            "arithmetic": figure.arithmetic or None,
            "facts": [
                {"entity": fact.entity, **serialise_fact(self.graph, fact, is_shown=True)}
                for fact in result.item.get_facts(name)
            ],
        }  # fmt: skip

    def _build_change(self, change: VerdictChange | None) -> Json:
        if change is None:
            return None
        return {
            "from": change.since.text, "verdict": change.verdict.status,
            "class": change.verdict.paragraph, "policy": change.verdict.licence_policy or None,
            "rules": change.rules,
        }  # fmt: skip


def build_finding_object(finding: ParagraphFinding) -> JsonObject:
    """A paragraph with its conditions, each with the room that is left to it."""
    return {
        "rule": finding.rule.policy, "paragraph": finding.paragraph.name,
        "holds": finding.holds, "reaches": finding.reaches_destination, "certainty": finding.certainty,
        "headroom": finding.result.headroom,
        "conditions": [
            {
                "property": criterion_result.property_name, "bound": criterion_result.bound_text, "holds": criterion_result.holds,
                "low": criterion_result.figure and criterion_result.figure.value and criterion_result.figure.value.low,
                "high": criterion_result.figure and criterion_result.figure.value and criterion_result.figure.value.high,
                "headroom": criterion_result.headroom, "headroom_most": criterion_result.highest_headroom,
            }
            for criterion_result in finding.result.criterion_results
        ],
        "reasons": [
            {"property": name, "reason": reason} for name, reason in finding.result.reasons
        ],
        "note": finding.paragraph.note or None,
    }  # fmt: skip


def _wrap_fact(fact: Fact) -> Entity:
    """An entity that has but this fact, so that what surrounds it can be looked up."""
    return Entity(fact.entity, fact.kind, fact.entity, (), (fact,))
