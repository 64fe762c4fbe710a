"""The ranking of the facts of one property: which one is shown, and which contradict it."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from .dates import Date
from .facts import CERTAINTIES, Fact
from .field import Cardinality
from .kind import KINDS, AnyField

RankKey = tuple[int, ...]
"""One number for each criterion; the fact with the lowest key is shown."""


class RankingCriterion(NamedTuple):
    """One step of the ranking rule: its name, a remark for ``why``, and what ranks a fact."""

    name: str
    explanation: str
    compute_rank: Callable[[Fact], int]


def _rank_date(fact: Fact) -> int:
    return -fact.as_of.last if fact.as_of else 0


def _rank_certainty(fact: Fact) -> int:
    return CERTAINTIES.index(fact.certainty)


def _rank_independent_sources(fact: Fact) -> int:
    return -fact.independent_source_count


def _rank_source_type(fact: Fact) -> int:
    return fact.authority_rank


def _rank_file_position(fact: Fact) -> int:
    return fact.file_position


RANKING_CRITERIA = (
    RankingCriterion("latest as_of", " (by its last day; none comes last)", _rank_date),
    RankingCriterion("certainty", "", _rank_certainty),
    RankingCriterion("number of independent sources", "", _rank_independent_sources),
    RankingCriterion("type of source", "", _rank_source_type),
    RankingCriterion("order in the file", "", _rank_file_position),
)
"""The ranking rule: the first criterion on which two facts differ decides."""
RANKING_RULE = ", then ".join(
    criterion.name + criterion.explanation for criterion in RANKING_CRITERIA
)
"""The ranking rule in words, as ``why`` prints it."""


def build_rank_key(fact: Fact) -> RankKey:
    """Return the sort key of a fact under the ranking rule: the fact shown comes first."""
    return tuple(criterion.compute_rank(fact) for criterion in RANKING_CRITERIA)


def find_deciding_criterion(first: Fact, second: Fact) -> str:
    """Return the name of the first criterion on which two facts differ; empty if they do not."""
    ranks = zip(RANKING_CRITERIA, build_rank_key(first), build_rank_key(second), strict=True)
    return next(
        (
            criterion.name
            for criterion, first_rank, second_rank in ranks
            if first_rank != second_rank
        ),
        "",
    )


class RankedFacts(NamedTuple):
    """The facts of one property in the order of the ranking rule, and whether they conflict."""

    field: AnyField
    facts: tuple[Fact, ...]
    is_disputed: bool

    @classmethod
    def from_ranked(
        cls, field: AnyField, ranked: tuple[Fact, ...], *, is_disputed: bool = False
    ) -> "RankedFacts":
        """Wrap facts that are in order; disputed as given, or if one contradicts the first."""
        return cls(
            field, ranked, is_disputed or any(_is_dispute(fact, ranked[0]) for fact in ranked)
        )

    @property
    def shown_facts(self) -> tuple[Fact, ...]:
        """The fact shown; of a property with many values, one for each value.

        Equal figures whose note or period shows that they count different things stay apart.
        """
        if not self.field.is_multivalued:
            return self.facts[:1]
        distinct_facts: dict[object, Fact] = {}
        for fact in self.facts:
            counted_thing = (
                ()
                if fact.is_unknown or not self.field.to_quantities(fact.value)
                else (fact.note, _get_span(fact.period))
            )
            distinct_facts.setdefault((fact.value, *counted_thing), fact)
        return tuple(sorted(distinct_facts.values(), key=_rank_file_position))

    @property
    def is_known(self) -> bool:
        """Whether the fact shown states a value, not that there is none."""
        return not self.shown_facts[0].is_unknown

    @property
    def hidden_count(self) -> int:
        """The number of facts that are not shown."""
        return len(self.facts) - len(self.shown_facts)

    def is_in_doubt(self, fact: Fact) -> bool:
        """Return whether a fact shown is in doubt.

        Of a property with many values, only a fact that is itself marked disputed is.
        """
        return fact.certainty == "disputed" if self.field.is_multivalued else self.is_disputed


def get_known_fact(ranked_facts: Mapping[str, RankedFacts], name: str) -> Fact | None:
    """Return the fact shown of a property; None if it has no fact, or none that states a value."""
    ranked = ranked_facts.get(name)
    return ranked.shown_facts[0] if ranked is not None and ranked.is_known else None


def rank_facts_by_property(facts: Sequence[Fact]) -> dict[str, RankedFacts]:
    """Rank the facts of one entity by property, in the order of the schema."""
    by_property: dict[str, list[Fact]] = {}
    for fact in facts:
        by_property.setdefault(fact.property, []).append(fact)
    for property_facts in by_property.values():
        if len(property_facts) > 1:
            property_facts.sort(key=build_rank_key)
    properties = KINDS[facts[0].kind].properties if facts else {}
    return {
        name: RankedFacts.from_ranked(field, tuple(by_property[name]))
        for name, field in properties.items()
        if name in by_property
    }


def collect_conflicting_facts(ranked: RankedFacts) -> tuple[Fact, ...]:
    """Collect the fact that is shown and those that contradict it."""
    shown_fact = ranked.facts[0]
    return (shown_fact, *(fact for fact in ranked.facts[1:] if _is_dispute(fact, shown_fact)))


def collect_comparable_facts(ranked_facts: Sequence[Fact]) -> list[Fact]:
    """Collect the fact that is shown and all others about its time and period; of none, none."""
    return [
        fact
        for fact in ranked_facts
        if fact is ranked_facts[0] or is_comparable(fact, ranked_facts[0])
    ]


def is_comparable(first: Fact, second: Fact) -> bool:
    """Return whether two facts of one property have one time and period, and so may clash."""
    if first.field.is_multivalued or _may_follow(first, second):
        return False
    return _is_simultaneous(first, second) and _get_span(first.period) == _get_span(second.period)


def is_contradiction(first: Fact, second: Fact) -> bool:
    """Return whether two facts of one property contradict each other at one time."""
    if first is second or not is_comparable(first, second):
        return False
    if first.is_unknown or second.is_unknown:
        return first.is_unknown != second.is_unknown
    if first.derivation or second.derivation:
        from .interval_arithmetic import widen_to_rounding

        return not widen_to_rounding(first.value).is_compatible(widen_to_rounding(second.value))
    return not first.field.is_compatible(first.value, second.value)


def _is_dispute(fact: Fact, shown_fact: Fact) -> bool:
    """Return whether a fact casts doubt on the one shown: contradicts it, or is disputed itself."""
    if fact.certainty == "disputed":
        return fact.field.is_multivalued or _is_simultaneous(shown_fact, fact)
    return is_contradiction(shown_fact, fact)


def _get_span(time: Date | None) -> tuple[int, int] | None:
    """Return the first and last day of a time or period, however it is written."""
    return (time.first, time.last) if time else None


def _is_simultaneous(first: Fact, second: Fact) -> bool:
    """Return whether two facts can be meant for one time."""
    if _has_ended_before(first, second) or _has_ended_before(second, first):
        return False
    if first.field.cardinality is Cardinality.ONE or first.as_of is None or second.as_of is None:
        return True
    return first.as_of.overlaps(second.as_of)


def _may_follow(first: Fact, second: Fact) -> bool:
    """Return whether of a value that changes over time one fact may have followed the other.

    Between a year and a day of it the value may have changed, unless a fact says until when it
    held.
    """
    is_changing = first.field.cardinality is Cardinality.OVER_TIME
    if not is_changing or first.as_of is None or second.as_of is None:
        return False
    has_end = first.until is not None or second.until is not None
    return not has_end and _get_span(first.as_of) != _get_span(second.as_of)


def _has_ended_before(first: Fact, second: Fact) -> bool:
    """Return whether the first fact had stopped being true before the second began."""
    return second.as_of is not None and first.has_ended_by(second.as_of.first)
