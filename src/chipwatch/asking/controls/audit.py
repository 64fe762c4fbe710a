"""The audit of chips: what is stated, held against what follows from it by arithmetic."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from ...model import tolerances
from ...model.answer import Answer
from ...model.chip_formulas import BIT_LENGTHS
from ...model.derived_values import collect_formulas
from ...model.entity import Entity
from ...model.facts import Fact
from ...model.quantity import Real
from ...model.ranking import RankedFacts, is_contradiction
from ...model.schema import Chip
from ...model.wording import format_count
from ...rules.item import build_item
from ...rules.rule import Rule
from ...rules.verdict import Circumstances, judge
from ...store.knowledge_base import KnowledgeBase
from ..answers.columns import ColumnSpec, RowsAnswer, RowsSettings
from ..answers.graph import EntityGraph
from ..answers.query_options import QueryOptions

ECCN_PATTERN = re.compile(r"3A090(?:\.[abc](?:\.[12])?)?")
_EQUAL_RATIO, _SPARSE_RATIO = 1, 2
_SPARSE_PRECISIONS = ("fp16", "fp8", "fp4")
_DOUBLY_SPARSE_RATIO = 4
"""Times the 16-bit figure that an 8-bit one is where sparsity is counted in it."""


class Contradiction(NamedTuple):
    """Two numbers or words that cannot both be right, and where the one stated stands."""

    check: str
    fact: Fact
    stated_text: str
    computed_text: str
    detail: str


AuditCheck = Callable[["AuditedChip"], Iterator[Contradiction]]


class AuditedChip(NamedTuple):
    """A chip with what is chosen of it, and the rules."""

    entity: Entity
    facts_by_property: Mapping[str, RankedFacts]
    rules: list[Rule]
    incoming_facts: list[Fact]


def audit_chips(base: KnowledgeBase, options: QueryOptions | None = None) -> Answer:
    """Every contradiction found in the chips of the base, a row each."""
    chips = base.load_entities_of_kind("chip")
    graph, rules = EntityGraph(base, chips), base.load_rules()
    incoming_facts = base.find_facts_pointing_at([chip.id for chip in chips])
    contradictions = [
        contradiction
        for entity in chips
        for check in AUDIT_CHECKS
        for contradiction in check(
            AuditedChip(
                entity,
                graph.rank_facts(entity),
                rules,
                [fact for fact in incoming_facts if fact.value == entity.id],
            )
        )
    ]
    title = format_count(len(contradictions), "contradiction")
    default_keys = ("chip", "property", "check", "stated", "computed", "place", "note")
    return RowsAnswer(
        _COLUMN_SPECS,
        contradictions,
        options or QueryOptions(),
        RowsSettings(title=title, default_keys=default_keys),
    )


def check_derivations(chip: AuditedChip) -> Iterator[Contradiction]:
    """A stated figure agrees with the one that follows from the others."""
    for name in collect_formulas(Chip):
        ranked_facts = chip.facts_by_property.get(name)
        derived = ranked_facts.facts[0] if ranked_facts else None
        if ranked_facts is None or derived is None or derived.derivation is None:
            continue
        for fact in ranked_facts.facts[1:]:
            if is_contradiction(derived, fact):
                computed = f"{derived.format_value()} ({derived.note.removeprefix('derived: ')})"
                yield Contradiction(
                    "derivation", fact, fact.format_value(), computed, derived.derivation.formula
                )


def check_labels(chip: AuditedChip) -> Iterator[Contradiction]:
    """A stated class, or a policy said to restrict or permit it, agrees with the calculation."""
    for fact in chip.entity.facts:
        label = (
            ECCN_PATTERN.match(fact.format_value())
            if fact.property == "eccn" and not fact.is_unknown
            else None
        )
        if label and fact.as_of:
            verdict = judge(
                build_item(chip.entity, fact.as_of.last),
                Circumstances(fact.as_of.last, "CN", chip.rules),
            )
            paragraph_names = [
                finding.paragraph.name for finding in verdict.findings if finding.holds is not False
            ]
            if not any(name.startswith(label[0]) for name in paragraph_names):
                computed = verdict.paragraph or "under no paragraph"
                yield Contradiction(
                    "label", fact, fact.format_value(), computed, f"as of {fact.as_of.text}"
                )
    yield from _check_restrictions(chip)


def check_sparsity(chip: AuditedChip) -> Iterator[Contradiction]:
    """A dense figure is below the sparse one, and not twice another source's or the usual step."""
    for precision in _SPARSE_PRECISIONS:
        dense_figure, sparse_figure = (
            _find_number(chip, f"{precision}_{density}") for density in ("dense", "sparse")
        )
        if (
            dense_figure
            and sparse_figure
            and dense_figure[1] >= sparse_figure[1] * (_EQUAL_RATIO - tolerances.SPARSITY)
        ):
            detail = "the dense figure is not below the sparse one"
            yield Contradiction(
                "sparse",
                dense_figure[0],
                dense_figure[0].format_value(),
                sparse_figure[0].format_value(),
                detail,
            )
    for name in BIT_LENGTHS:
        yield from _check_doubled_figures(chip.facts_by_property.get(name))
    yield from _check_8_bit_figures(chip)


AUDIT_CHECKS: tuple[AuditCheck, ...] = (check_derivations, check_labels, check_sparsity)


def _check_restrictions(chip: AuditedChip) -> Iterator[Contradiction]:
    """What policies with conditions are said to do with the chip, on the day they begin."""
    for fact in chip.incoming_facts:
        if fact.property not in ("restricts", "permits"):
            continue
        for rule in chip.rules:
            if rule.policy == fact.entity and rule.act == "control":
                yield from _check_restriction(chip, fact, rule)


def _check_restriction(chip: AuditedChip, fact: Fact, rule: Rule) -> Iterator[Contradiction]:
    circumstances = Circumstances(rule.since.first, "CN", [rule])
    findings = judge(build_item(chip.entity, rule.since.first), circumstances).findings
    truths = {finding.holds for finding in findings}
    is_restriction = fact.property == "restricts"
    if (is_restriction and truths == {False}) or (not is_restriction and True in truths):
        paragraph_name = next(
            (finding.paragraph.name for finding in findings if finding.holds), "under no paragraph"
        )
        detail = f"by the conditions of {rule.policy}"
        yield Contradiction(
            "label", fact, f"{fact.entity} {fact.property} it", paragraph_name, detail
        )


def _check_doubled_figures(ranked_facts: RankedFacts | None) -> Iterator[Contradiction]:
    """Figures of which one is twice the other, as a sparse one is of a dense one."""
    if ranked_facts is None:
        return
    numbers = [
        (fact, number)
        for fact in ranked_facts.facts
        if (number := _get_exact_number(fact)) is not None
    ]
    for fact, number in numbers:
        for smaller_fact, smaller_end in numbers:
            if (
                smaller_end
                and abs(number / smaller_end - _SPARSE_RATIO) <= _SPARSE_RATIO * tolerances.SPARSITY
            ):
                detail = "twice another source's: is it the sparse figure?"
                yield Contradiction(
                    "sparse", fact, fact.format_value(), smaller_fact.format_value(), detail
                )


def _check_8_bit_figures(chip: AuditedChip) -> Iterator[Contradiction]:
    """An 8-bit figure four times the 16-bit one, where twice is usual."""
    wide = _find_number(chip, "fp16_dense") or _find_number(chip, "bf16_dense")
    for name in ("int8_dense", "fp8_dense"):
        narrow = _find_number(chip, name)
        if (
            wide
            and narrow
            and abs(narrow[1] / wide[1] - _DOUBLY_SPARSE_RATIO)
            <= _DOUBLY_SPARSE_RATIO * tolerances.SPARSITY
        ):
            detail = "four times the 16-bit figure: is it the sparse one?"
            yield Contradiction(
                "sparse", narrow[0], narrow[0].format_value(), wide[0].format_value(), detail
            )


def _find_number(chip: AuditedChip, name: str) -> tuple[Fact, Real] | None:
    ranked_facts = chip.facts_by_property.get(name)
    number = _get_exact_number(ranked_facts.facts[0]) if ranked_facts else None
    return (ranked_facts.facts[0], number) if ranked_facts and number else None


def _get_exact_number(fact: Fact) -> Real | None:
    return None if fact.is_unknown else fact.value.exact_number


_COLUMN_SPECS: list[ColumnSpec[Contradiction]] = [
    ColumnSpec(key="chip", get_value=lambda contradiction: _get_chip_id(contradiction.fact)),
    ColumnSpec(key="property", get_value=lambda contradiction: contradiction.fact.property),
    ColumnSpec(key="check"),
    ColumnSpec(key="stated", get_value=lambda contradiction: contradiction.stated_text),
    ColumnSpec(
        key="computed", label="Against", get_value=lambda contradiction: contradiction.computed_text
    ),
    ColumnSpec(key="detail"),
    ColumnSpec(key="certainty", get_value=lambda contradiction: contradiction.fact.certainty),
    ColumnSpec(
        key="note",
        label="Said of it",
        get_value=lambda contradiction: contradiction.fact.note or None,
    ),
    ColumnSpec(
        key="sources",
        get_value=lambda contradiction: [
            str(citation) for citation in contradiction.fact.citations
        ],
    ),
    ColumnSpec(
        key="place",
        get_value=lambda contradiction: (
            f"{contradiction.fact.location.path}:{contradiction.fact.location.line}"
        ),
        is_unbreakable=True,
    ),
]


def _get_chip_id(fact: Fact) -> str:
    return fact.entity if fact.kind == "chip" else str(fact.value)
