"""Audit chips: what is stated, held against what follows from it by arithmetic and by rules."""

from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter
from typing import NamedTuple

from ...model import tolerances
from ...model.answer import Answer
from ...model.derived_values import collect_formulas
from ...model.entity import Entity
from ...model.facts import Fact
from ...model.quantity import Real
from ...model.ranking import RankedFacts, is_contradiction
from ...model.schema import Chip, Policy
from ...model.tpp_formula import BIT_LENGTHS
from ...model.wording import format_count
from ...rules.circumstances import Circumstances
from ...rules.eccn import ECCN_PATTERN
from ...rules.item import build_item
from ...rules.judgement import judge
from ...rules.rule import Rule
from ...rules.verdict import Verdict
from ...store.knowledge_base import KnowledgeBase
from ..answers.column_spec import ColumnSpec
from ..answers.columns import RowsAnswer, RowsSettings
from ..answers.graph import EntityGraph
from ..answers.query_options import QueryOptions
from .export_destination import DEFAULT_DESTINATION

_SPARSE_RATIO = 2
"""Structured sparsity of 2:4, which makers state, doubles a rate."""
_DOUBLY_SPARSE_RATIO = 4
"""The ratio of an 8-bit rate to a 16-bit one where the first is sparse: twice for half the bits."""
_SPARSE_PRECISIONS = ("fp16", "fp8", "fp4")
"""The precisions at which the base has sparse rates."""


class Contradiction(NamedTuple):
    """A statement that cannot be right if another is, or if a calculation is."""

    check: str
    fact: Fact
    stated: str
    computed: str
    """What it is held against."""
    detail: str

    @property
    def chip(self) -> str:
        """The id of the chip."""
        return self.fact.entity if self.fact.kind == Chip.name else str(self.fact.value)

    @property
    def property(self) -> str:
        """The property of the statement."""
        return self.fact.property


class AuditedChip(NamedTuple):
    """A chip with the choice of its facts, the rules, and the facts that point to it."""

    entity: Entity
    facts_by_property: Mapping[str, RankedFacts]
    rules: list[Rule]
    incoming_facts: list[Fact]

    def judge(self, day: int, rules: list[Rule]) -> Verdict:
        """Judge the chip by some rules on a day, to the usual destination."""
        return judge(
            build_item(self.entity, day),
            Circumstances(day=day, destination=DEFAULT_DESTINATION, rules=rules),
        )


AuditCheck = Callable[[AuditedChip], Iterator[Contradiction]]


def audit_chips(base: KnowledgeBase, options: QueryOptions | None = None) -> Answer:
    """Find every contradiction in the chips of the base, a row each."""
    chips = base.load_entities_of_kind("chip")
    graph, rules = EntityGraph(base, chips), base.load_rules()
    incoming_facts: dict[str, list[Fact]] = {chip.id: [] for chip in chips}
    for fact in base.find_facts_pointing_at(list(incoming_facts)):
        incoming_facts[str(fact.value)].append(fact)
    audited_chips = [
        AuditedChip(chip, graph.rank_facts(chip), rules, incoming_facts[chip.id]) for chip in chips
    ]
    contradictions = [
        contradiction
        for audited_chip in audited_chips
        for check in AUDIT_CHECKS
        for contradiction in check(audited_chip)
    ]
    settings: RowsSettings[Contradiction] = RowsSettings(
        title=format_count(len(contradictions), "contradiction"),
        default_keys=("chip", "property", "check", "stated", "computed", "place", "note"),
    )
    return RowsAnswer(_COLUMN_SPECS, contradictions, options or QueryOptions(), settings)


def check_derivations(chip: AuditedChip) -> Iterator[Contradiction]:
    """Find stated figures that disagree with what follows from the others."""
    for name in collect_formulas(Chip):
        ranked_facts = chip.facts_by_property.get(name)
        derived = ranked_facts.facts[0] if ranked_facts else None
        if ranked_facts is None or derived is None or derived.derivation is None:
            continue
        derivation = derived.derivation
        for fact in ranked_facts.facts[1:]:
            if is_contradiction(derived, fact):
                arithmetic = derivation.arithmetic or derivation.formula
                yield Contradiction(
                    check="derivation",
                    fact=fact,
                    stated=fact.format_value(),
                    computed=f"{derived.format_value()} ({arithmetic})",
                    detail=derivation.formula,
                )


def check_labels(chip: AuditedChip) -> Iterator[Contradiction]:
    """Find stated classes, and policies said to restrict or permit, against the calculation."""
    for fact in chip.entity.facts:
        if fact.property == Chip.eccn.name and not fact.is_unknown:
            yield from _check_class(chip, fact)
    for fact in chip.incoming_facts:
        if fact.property in (Policy.restricts.name, Policy.permits.name):
            for rule in chip.rules:
                if rule.policy == fact.entity and rule.act.gives_class:
                    yield from _check_restriction(chip, fact, rule)


def check_sparsity(chip: AuditedChip) -> Iterator[Contradiction]:
    """Find dense rates that are not below the sparse one, or look like a sparse one."""
    for precision in _SPARSE_PRECISIONS:
        dense_rate = _find_number(chip, f"{precision}_dense")
        sparse_rate = _find_number(chip, f"{precision}_sparse")
        if (
            dense_rate
            and sparse_rate
            and dense_rate.number >= sparse_rate.number * (1 - tolerances.SPARSITY)
        ):
            yield _build_sparse_contradiction(
                dense_rate.fact, sparse_rate.fact, "the dense figure is not below the sparse one"
            )
    for name in BIT_LENGTHS:
        yield from _check_doubled_rates(chip.facts_by_property.get(name))
    yield from _check_8_bit_rates(chip)


AUDIT_CHECKS: tuple[AuditCheck, ...] = (check_derivations, check_labels, check_sparsity)


def _check_class(chip: AuditedChip, fact: Fact) -> Iterator[Contradiction]:
    """Hold a stated class against the paragraphs that hold, or may, on the day of the statement."""
    label = ECCN_PATTERN.match(fact.format_value())
    if label is None or fact.as_of is None:
        return
    verdict = chip.judge(fact.as_of.last, chip.rules)
    names = [finding.paragraph.name for finding in verdict.findings if finding.holds is not False]
    if not any(name.startswith(label[0]) for name in names):
        yield Contradiction(
            check="label",
            fact=fact,
            stated=fact.format_value(),
            computed=verdict.paragraph or "under no paragraph",
            detail=f"as of {fact.as_of.text}",
        )


def _check_restriction(chip: AuditedChip, fact: Fact, rule: Rule) -> Iterator[Contradiction]:
    """Hold what a policy is said to do with a chip against its conditions on its first day."""
    findings = chip.judge(rule.since.first, [rule]).findings
    truths = {finding.holds for finding in findings}
    is_restriction = fact.property == Policy.restricts.name
    if (is_restriction and truths == {False}) or (not is_restriction and True in truths):
        names = [finding.paragraph.name for finding in findings if finding.holds]
        yield Contradiction(
            check="label",
            fact=fact,
            stated=f"{fact.entity} {fact.property} it",
            computed=names[0] if names else "under no paragraph",
            detail=f"by the conditions of {rule.policy}",
        )


class StatedNumber(NamedTuple):
    """A fact that states one exact number, and the number."""

    fact: Fact
    number: Real


def _check_doubled_rates(ranked_facts: RankedFacts | None) -> Iterator[Contradiction]:
    """Find a rate that is twice another of the same property, as a sparse one is."""
    facts = ranked_facts.facts if ranked_facts else ()
    rates = [rate for fact in facts if (rate := _read_number(fact)) and rate.number]
    for rate in rates:
        for smaller_rate in rates:
            if _is_about(rate.number / smaller_rate.number, _SPARSE_RATIO):
                yield _build_sparse_contradiction(
                    rate.fact, smaller_rate.fact, "twice another source's: is it the sparse figure?"
                )


def _check_8_bit_rates(chip: AuditedChip) -> Iterator[Contradiction]:
    """Find an 8-bit rate four times the 16-bit one, where twice is usual."""
    wide_rate = _find_number(chip, "fp16_dense") or _find_number(chip, "bf16_dense")
    for name in ("int8_dense", "fp8_dense"):
        narrow_rate = _find_number(chip, name)
        if not (wide_rate and narrow_rate):
            continue
        if _is_about(narrow_rate.number / wide_rate.number, _DOUBLY_SPARSE_RATIO):
            detail = "four times the 16-bit figure: is it the sparse one?"
            yield _build_sparse_contradiction(narrow_rate.fact, wide_rate.fact, detail)


def _build_sparse_contradiction(fact: Fact, other_fact: Fact, detail: str) -> Contradiction:
    return Contradiction(
        check="sparse",
        fact=fact,
        stated=fact.format_value(),
        computed=other_fact.format_value(),
        detail=detail,
    )


def _is_about(ratio: Real, expected: Real) -> bool:
    return abs(ratio - expected) <= expected * tolerances.SPARSITY


def _find_number(chip: AuditedChip, name: str) -> StatedNumber | None:
    """Find the number that is shown of a property; None for 0 and what is no exact number."""
    ranked_facts = chip.facts_by_property.get(name)
    stated_number = _read_number(ranked_facts.facts[0]) if ranked_facts else None
    return stated_number if stated_number and stated_number.number else None


def _read_number(fact: Fact) -> StatedNumber | None:
    number = None if fact.is_unknown else fact.value.exact_number
    return None if number is None else StatedNumber(fact, number)


def _get_note(contradiction: Contradiction) -> str | None:
    return contradiction.fact.note or None


def _get_sources(contradiction: Contradiction) -> list[str]:
    return [str(citation) for citation in contradiction.fact.citations]


def _get_place(contradiction: Contradiction) -> str:
    return f"{contradiction.fact.location.path}:{contradiction.fact.location.line}"


_COLUMN_SPECS: list[ColumnSpec[Contradiction]] = [
    ColumnSpec(key="chip"),
    ColumnSpec(key="property"),
    ColumnSpec(key="check"),
    ColumnSpec(key="stated"),
    ColumnSpec(key="computed", label="Against"),
    ColumnSpec(key="detail"),
    ColumnSpec(key="certainty", get_value=attrgetter("fact.certainty")),
    ColumnSpec(key="note", label="Note", get_value=_get_note),
    ColumnSpec(key="sources", get_value=_get_sources),
    ColumnSpec(key="place", get_value=_get_place, is_unbreakable=True),
]
