"""Kinds and properties by name, and relations seen from their other end."""

import pytest

from chipwatch.model.kind import Kind
from chipwatch.model.kind_wording import build_property_error
from chipwatch.model.problem import UnknownNameError
from chipwatch.model.schema import KINDS, Chip, Company, Investment, Person, find_kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("chip", Chip),
        ("chips", Chip),
        ("Chip", Chip),
        (" CHIPS ", Chip),
        ("company", Company),
        ("companies", Company),
        ("person", Person),
        ("people", Person),
    ],
)
def test_a_kind_is_named_in_singular_or_plural(name: str, kind: type[Kind]) -> None:
    assert find_kind(name) is kind


ALL = (
    "the kinds are company, chip, system, investment, strategy, policy, agency, product,"
    " technology, person, event, statistic, source"
)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("chpi", "did you mean chip?"),
        ("compnies", "did you mean company?"),
        ("persons", "did you mean person?"),
        ("zzz", ALL),
        ("", ALL),
    ],
)
def test_a_kind_that_does_not_exist_is_refused_with_the_nearest(name: str, hint: str) -> None:
    with pytest.raises(UnknownNameError) as refused:
        find_kind(name)
    error = refused.value
    assert (error.message, error.hint) == (f"there is no kind {name!r}", hint)
    assert error.candidates == list(KINDS)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("memory_capactiy", "did you mean memory_capacity or memory_type?"),
        ("TDP", "did you mean tdp?"),
        ("zzz", "run chipwatch explain chip to list them"),
        ("", "run chipwatch explain chip to list them"),
    ],
)
def test_a_property_that_a_kind_does_not_have_is_refused(name: str, hint: str) -> None:
    error = build_property_error(Chip, name, Chip.properties)
    assert (error.message, error.hint) == (f"a chip has no property {name!r}", hint)
    assert error.candidates == list(Chip.properties)


def test_a_kind_has_its_article() -> None:
    assert build_property_error(Investment, "x", ()).message == "an investment has no property 'x'"


def test_every_kind_has_the_common_properties_before_its_own() -> None:
    assert list(Person.properties)[:2] == ["summary", "role"]


def test_a_relation_is_seen_from_the_kind_that_it_points_to() -> None:
    chips, of_units = Company.collect_relations()["chips"]
    assert (chips.kind, chips.field) == ("chip", Chip.designer)
    assert (of_units.kind, of_units.field) == ("chip", Chip.group)
    assert (chips.inverse.label, chips.inverse.section) == ("Chips", "Chips")


def test_relations_from_several_kinds_are_kept_apart() -> None:
    stated_by = {
        name: [relation.kind for relation in relations]
        for name, relations in Chip.collect_relations().items()
    }
    assert stated_by["deployments"] == ["investment"]
    assert stated_by["restricted_by"] == ["policy"]
    assert stated_by["built_into"] == ["product"]


def test_keys_are_own_properties_then_relations_seen_from_here() -> None:
    keys = Investment.list_flat_keys()
    at = keys.index("amount")
    assert keys[0] == "summary"
    assert keys[at : at + 3] == ("amount", "amount_low", "amount_high")
    relations = tuple(Investment.collect_relations())
    assert keys[-2 * len(relations) :: 2] == relations
    assert keys[-1] == f"{relations[-1]}_name"


@pytest.mark.parametrize("kind", KINDS.values())
def test_no_two_columns_have_one_key(kind: type[Kind]) -> None:
    keys = ("id", "kind", "name", "aliases", "disputed", *kind.list_flat_keys())
    assert [key for key in keys if keys.count(key) > 1] == []


def test_a_relation_that_holds_both_ways_has_one_key() -> None:
    assert Company.list_flat_keys().count("partners") == 1
    assert "partners" in Company.collect_relations()
