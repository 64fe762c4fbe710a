"""Which fact is shown, which are disputed, and what an entity gives for a property."""

from collections.abc import Mapping
from typing import Any

import pytest

from chipwatch.model.dates import Date
from chipwatch.model.entity import Entity
from chipwatch.model.facts import (
    CERTAINTIES,
    SOURCE_TYPES,
    Citation,
    Fact,
    SourceRecord,
    UnknownValue,
)
from chipwatch.model.problem import Location
from chipwatch.model.quantity import Quantity
from chipwatch.model.ranking import (
    RankedFacts,
    build_rank_key,
    is_contradiction,
    rank_facts_by_property,
)
from chipwatch.model.schema import KINDS, Chip, Product

ONE, MANY, OVER_TIME = ("chip", "tdp"), ("product", "capability"), ("product", "users")
"""A property of each cardinality."""
Given = Mapping[str, Any]
UNDISCLOSED = UnknownValue("undisclosed")


def _fact(about: tuple[str, str], value: str | UnknownValue, **given: Any) -> Fact:  # noqa: ANN401 - any field of a fact
    """A fact with as much said about it as is given, dates as they are written."""
    kind, name = about
    read = KINDS[kind].properties[name].parse(value) if isinstance(value, str) else value
    given.update((key, Date.parse(given[key])) for key in ("as_of", "until") if key in given)
    plain = Fact(
        "it", kind, name, read, (Citation("gazette"),), "reported", None, None, "",
        Location("it.yaml", 1, 1), 0,
    )  # fmt: skip
    return plain._replace(**given)


def _chosen(*facts: Fact) -> RankedFacts:
    (chosen,) = rank_facts_by_property(facts).values()
    return chosen


def _texts(facts: tuple[Fact, ...]) -> list[str]:
    return [fact.format_value() for fact in facts]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"as_of": "2025"}, {"as_of": "2024"}),
        ({"as_of": "2025-02"}, {"as_of": "2025-01-31"}),
        ({"as_of": "2025"}, {"as_of": "2025-06"}),
        ({"as_of": "2025-Q2"}, {"as_of": "2025-06-29"}),
        ({"as_of": "0001"}, {}),
        ({"as_of": "2025"}, {"as_of": "2024", "certainty": "confirmed"}),
        ({"certainty": "confirmed"}, {"certainty": "reported"}),
        ({"certainty": "reported"}, {"certainty": "estimated"}),
        ({"certainty": "estimated"}, {"certainty": "disputed"}),
        ({"certainty": "disputed"}, {"certainty": "assessment"}),
        ({"certainty": "confirmed"}, {"independent_source_count": 9}),
        ({"independent_source_count": 2}, {"independent_source_count": 1}),
        ({"independent_source_count": 2}, {"independent_source_count": 1, "authority_rank": 0}),
        ({"authority_rank": 0}, {"authority_rank": 1}),
        ({"authority_rank": 0, "file_position": 9}, {"authority_rank": 1, "file_position": 1}),
        ({"file_position": 1}, {"file_position": 2}),
        ({"as_of": "2025", "file_position": 1}, {"as_of": "2025-12-31", "file_position": 2}),
    ],
)
def test_each_step_of_the_rule_decides_before_the_next(better: Given, worse: Given) -> None:
    first, second = _fact(ONE, "700", **better), _fact(ONE, "400", **worse)
    assert _texts(_chosen(second, first).shown_facts) == ["700 W"]
    assert build_rank_key(first) < build_rank_key(second)


def test_the_surest_and_the_weightiest_stand_first_in_their_lists() -> None:
    assert CERTAINTIES == ("confirmed", "reported", "estimated", "disputed", "assessment")
    assert SOURCE_TYPES == (
        "regulation", "filing", "company", "research", "news", "press-release", "reference",
        "digest",
    )  # fmt: skip


def test_the_facts_not_shown_follow_in_the_order_of_choice_and_are_counted() -> None:
    facts = [_fact(ONE, str(watts), as_of=f"202{watts}") for watts in (3, 5, 4)]
    chosen = _chosen(*facts)
    assert _texts(chosen.facts) == ["5 W", "4 W", "3 W"]
    assert chosen.hidden_count == 2


def test_of_many_values_each_is_shown_once_in_the_order_of_the_file() -> None:
    chosen = _chosen(
        _fact(MANY, "reads", file_position=1, as_of="2023"),
        _fact(MANY, "writes", file_position=2, as_of="2025"),
        _fact(MANY, "reads", file_position=3, as_of="2024"),
        _fact(MANY, "draws", file_position=4),
    )
    assert [(fact.format_value(), fact.file_position) for fact in chosen.shown_facts] == [
        ("writes", 2), ("reads", 3), ("draws", 4),
    ]  # fmt: skip
    assert chosen.hidden_count == 1
    assert not chosen.is_disputed


def test_properties_are_chosen_in_the_order_of_the_schema() -> None:
    facts = [
        _fact(("chip", "tdp"), "1"),
        _fact(("chip", "price"), "1 USD"),
        _fact(("chip", "summary"), "x"),
    ]
    assert list(rank_facts_by_property(facts)) == ["summary", "tdp", "price"]


def test_nothing_is_chosen_among_no_facts() -> None:
    assert rank_facts_by_property(()) == {}


@pytest.mark.parametrize(
    ("about", "this", "other"),
    [
        (ONE, ("700", {}), ("400", {})),
        (ONE, ("700", {"as_of": "2023"}), ("400", {"as_of": "2025"})),
        (ONE, ("700", {}), (UNDISCLOSED, {})),
        (ONE, ("2", {}), (">2", {})),
        (ONE, ("~100", {}), ("106", {})),
        (ONE, ("700", {"until": "2025-02"}), ("400", {"as_of": "2025-01"})),
        (ONE, ("700", {"until": "2025"}), ("400", {})),
        (OVER_TIME, ("700", {"as_of": "2025"}), ("400", {"as_of": "2025"})),
        (OVER_TIME, ("700", {"as_of": "2025"}), ("400", {})),
        (OVER_TIME, ("700", {}), ("400", {})),
        (OVER_TIME, ("700", {"as_of": "2025", "until": "2026"}), ("400", {"as_of": "2025-06"})),
    ],
)
def test_facts_that_contradict_each_other_at_one_time_are_disputed(
    about: tuple[str, str],
    this: tuple[str | UnknownValue, Given],
    other: tuple[str | UnknownValue, Given],
) -> None:
    first, second = _fact(about, this[0], **this[1]), _fact(about, other[0], **other[1])
    assert _chosen(first, second).is_disputed
    assert is_contradiction(first, second)
    assert is_contradiction(second, first)


@pytest.mark.parametrize(
    ("about", "this", "other"),
    [
        (ONE, ("700", {}), ("700", {})),
        (ONE, ("700", {}), ("0.7 kW", {})),
        (ONE, ("100", {}), (">=100", {})),
        (ONE, ("~100", {}), ("105", {})),
        (ONE, (UNDISCLOSED, {}), (UnknownValue("redacted"), {})),
        (ONE, ("700", {"until": "2025"}), ("400", {"as_of": "2025"})),
        (ONE, ("700", {"until": "2024"}), ("400", {"as_of": "2025"})),
        (OVER_TIME, ("700", {"as_of": "2024"}), ("400", {"as_of": "2025"})),
        (OVER_TIME, ("700", {"as_of": "2025-Q1"}), ("400", {"as_of": "2025-04"})),
        (OVER_TIME, ("700", {"as_of": "2025"}), ("400", {"as_of": "2025-06"})),
        (OVER_TIME, ("700", {"as_of": "2025-06"}), ("400", {"as_of": "2025-06-11"})),
        (OVER_TIME, ("700", {"until": "2025"}), ("400", {"as_of": "2025"})),
        (
            OVER_TIME,
            ("700", {"as_of": "2024", "until": "2024-03"}),
            ("400", {"as_of": "2024-06"}),
        ),
        (OVER_TIME, ("700", {"as_of": "2024"}), (UNDISCLOSED, {"as_of": "2025"})),
        (MANY, ("reads", {}), ("writes", {})),
        (MANY, ("reads", {}), (UNDISCLOSED, {})),
    ],
)
def test_facts_that_agree_or_follow_one_another_are_not_disputed(
    about: tuple[str, str],
    this: tuple[str | UnknownValue, Given],
    other: tuple[str | UnknownValue, Given],
) -> None:
    first, second = _fact(about, this[0], **this[1]), _fact(about, other[0], **other[1])
    assert not _chosen(first, second).is_disputed
    assert not is_contradiction(first, second)
    assert not is_contradiction(second, first)


def test_only_what_contradicts_the_value_shown_makes_it_disputed() -> None:
    facts = [
        _fact(OVER_TIME, "9", as_of="2025"),
        _fact(OVER_TIME, "7", as_of="2024"),
        _fact(OVER_TIME, "5", as_of="2024"),
    ]
    assert not _chosen(*facts).is_disputed


@pytest.mark.parametrize(
    ("about", "given", "disputed"),
    [
        (ONE, {}, True),
        (MANY, {}, True),
        (OVER_TIME, {}, True),
        (OVER_TIME, {"as_of": "2025-06"}, True),
        (OVER_TIME, {"as_of": "2019"}, False),
        (ONE, {"until": "2025"}, False),
    ],
)
def test_a_fact_that_its_file_calls_disputed_puts_values_of_its_time_in_doubt(
    about: tuple[str, str], given: Given, *, disputed: bool
) -> None:
    sure = _fact(about, "7", as_of="2025")
    doubted = _fact(about, "7", certainty="disputed", **given)
    assert _chosen(sure, doubted).is_disputed is disputed
    assert _chosen(doubted).is_disputed


def _product(*facts: Fact) -> Entity:
    return Entity("it", "product", "It", (), facts)


def test_an_entity_gives_the_value_shown_in_the_type_of_its_property() -> None:
    old, new = _fact(OVER_TIME, "7", as_of="2024"), _fact(OVER_TIME, "9 m", as_of="2025")
    product = _product(old, new)
    users: Quantity | None = product.get(Product.users)
    assert users == Quantity(9_000_000, 9_000_000)
    assert product.get_all(Product.users) == (users,)


def test_an_entity_gives_every_value_of_a_property_with_many() -> None:
    facts = [
        _fact(MANY, word, file_position=place) for place, word in enumerate(("reads", "writes"))
    ]
    product = _product(*facts, _fact(MANY, UNDISCLOSED, file_position=9))
    assert product.get_all(Product.capability) == ("reads", "writes")
    assert product.get(Product.capability) == "reads"


@pytest.mark.parametrize("facts", [(), (_fact(OVER_TIME, UNDISCLOSED),), (_fact(MANY, "x"),)])
def test_an_entity_gives_nothing_where_nothing_is_known(facts: tuple[Fact, ...]) -> None:
    product = _product(*facts)
    assert product.get(Product.users) is None
    assert product.get_all(Product.users) == ()


def test_a_value_that_is_known_to_be_unknown_hides_older_ones() -> None:
    facts = (_fact(OVER_TIME, "7", as_of="2024"), _fact(OVER_TIME, UNDISCLOSED, as_of="2025"))
    assert _product(*facts).get(Product.users) is None


def test_an_entity_knows_its_kind() -> None:
    entity = Entity("it", "chip", "It", (), (_fact(ONE, "700"),))
    assert entity.kind_class is Chip
    assert list(entity.rank_facts()) == ["tdp"]


@pytest.mark.parametrize(
    ("value", "text", "unknown"),
    [("0.7 kW", "700 W", False), (">2", ">2 W", False), (UNDISCLOSED, "undisclosed", True)],
)
def test_a_fact_reads_as_its_value_or_as_the_reason_for_none(
    value: str | UnknownValue, text: str, *, unknown: bool
) -> None:
    fact = _fact(ONE, value)
    assert (fact.format_value(), fact.is_unknown) == (text, unknown)


def test_a_citation_is_written_as_in_a_fact_file() -> None:
    assert str(Citation("gazette")) == "gazette"
    assert str(Citation("gazette", "p4 table 2")) == "gazette#p4 table 2"


def test_a_source_that_repeats_another_counts_as_that_one() -> None:
    assert SourceRecord("copy", "Copy", origin="wire").root_id == "wire"
    assert SourceRecord("wire", "Wire").root_id == "wire"
