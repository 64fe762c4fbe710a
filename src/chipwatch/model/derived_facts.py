"""Facts of derived values: what follows from the facts of an entity, beside what is stated."""

from collections.abc import Mapping

from .derived_values import EntityFigures, Formula, KnownFigure, collect_formulas
from .facts import CERTAINTIES, Derivation, Fact
from .interval_arithmetic import round_quantity
from .kind import KINDS, Kind
from .ranking import RankedFacts


def derive_values(ranked_facts: Mapping[str, RankedFacts]) -> Mapping[str, RankedFacts]:
    """Add the derived values of an entity to its facts, in the order of the schema."""
    if not ranked_facts:
        return ranked_facts
    kind = _get_kind(ranked_facts)
    formulas = collect_formulas(kind)
    if not formulas:
        return ranked_facts
    figures = EntityFigures(kind, ranked_facts)
    derived = {
        name: ranked
        for name in formulas
        if (ranked := _rank_derived_first(figures, name, ranked_facts.get(name)))
    }
    all_facts = {**ranked_facts, **derived}
    return {name: all_facts[name] for name in kind.properties if name in all_facts}


def derive_property(ranked_facts: Mapping[str, RankedFacts], name: str) -> RankedFacts | None:
    """Derive one property from the facts of an entity, as ``derive_values`` does all of them.

    None where it neither follows from others nor is stated.
    """
    if not ranked_facts:
        return None
    figures = EntityFigures(_get_kind(ranked_facts), ranked_facts)
    return _rank_derived_first(figures, name, ranked_facts.get(name))


def _get_kind(ranked_facts: Mapping[str, RankedFacts]) -> type[Kind]:
    return KINDS[next(iter(ranked_facts.values())).facts[0].kind]


def _rank_derived_first(
    figures: EntityFigures, name: str, stated: RankedFacts | None
) -> RankedFacts | None:
    """Put the derived fact before those stated; return those alone if nothing is derived."""
    computed = figures.compute_figure(name)
    if computed is None:
        return stated
    fact, is_disputed = _build_derived_fact(name, collect_formulas(figures.kind)[name], computed)
    facts = (fact, *(stated.facts if stated else ()))
    return RankedFacts.from_ranked(fact.field, facts, is_disputed=is_disputed)


def _build_derived_fact(name: str, formula: Formula, computed: KnownFigure) -> tuple[Fact, bool]:
    """Build the fact of a computed figure, and say whether it is disputed.

    It is as certain as its least certain operand, and as recent as its most recent one.
    """
    assert computed.value is not None  # noqa: S101 - compute_figure returns no other
    facts = computed.facts
    dates = [fact.as_of for fact in facts if fact.as_of]
    fact = facts[0]._replace(
        property=name,
        value=round_quantity(computed.value, formula.digits),
        citations=tuple(dict.fromkeys(citation for fact in facts for citation in fact.citations)),
        certainty=max((fact.certainty for fact in facts), key=CERTAINTIES.index),
        as_of=max(dates, key=lambda date: date.last, default=None),
        until=None,
        period=None,
        file_position=-1,
        note=f"derived: {computed.arithmetic or formula.description}",
        independent_source_count=min(fact.independent_source_count for fact in facts),
        authority_rank=max(fact.authority_rank for fact in facts),
        derivation=Derivation(formula.description, formula.citation, facts, computed.arithmetic),
    )
    return fact, computed.is_disputed
