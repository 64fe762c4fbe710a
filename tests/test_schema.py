"""The schema as a whole: complete, consistent, and keeping its keys from version to version."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from chipwatch.model.field_types import Choice, Ref
from chipwatch.model.kind import AnyField, Kind, Relation
from chipwatch.model.numeric_fields import Amount
from chipwatch.model.schema import KINDS, find_kind
from conftest import Golden

RESERVED = {
    "id", "kind", "name", "aliases", "facts", "related", "sources", "match", "claims",
}  # fmt: skip
"""Keys of fact files and of JSON that say something about every entity."""
PROPERTIES = [
    pytest.param(kind, field, id=f"{kind.name}.{name}")
    for kind in KINDS.values()
    for name, field in kind.properties.items()
]
REFS = [one for one in PROPERTIES if isinstance(one.values[1], Ref)]
CHOICES = [one for one in PROPERTIES if isinstance(one.values[1], Choice)]
AMOUNTS = [one for one in PROPERTIES if isinstance(one.values[1], Amount)]
RELATIONS = [
    pytest.param(kind, name, relations, id=f"{kind.name}.{name}")
    for kind in KINDS.values()
    for name, relations in kind.collect_relations().items()
]
ALL_KINDS = [pytest.param(kind, id=kind.name) for kind in KINDS.values()]
each_kind = pytest.mark.parametrize("kind", ALL_KINDS)
each_property = pytest.mark.parametrize(("kind", "field"), PROPERTIES)
each_ref = pytest.mark.parametrize(("kind", "field"), REFS)
each_relation = pytest.mark.parametrize(("kind", "name", "relations"), RELATIONS)


def _is_label(text: str) -> bool:
    return text[:1].isupper() and text[-1].isalnum() and text == " ".join(text.split())


def _is_sentence(text: str) -> bool:
    return (
        text[:1].isupper() and text[-2:-1].isalnum() and text == f"{' '.join(text[:-1].split())}."
    )


def _keys(kind: type[Kind]) -> set[str]:
    return {"name", *kind.properties, *kind.collect_relations()}


def _sections(kind: type[Kind]) -> Iterator[str]:
    for field in kind.properties.values():
        yield field.section
    for relations in kind.collect_relations().values():
        yield relations[0].inverse.section


def test_no_key_has_vanished(golden: Golden) -> None:
    lines = [f"{kind.name}.{key}\n" for kind in KINDS.values() for key in kind.list_flat_keys()]
    golden(Path(__file__).parent / "golden" / "flat_keys.txt", "".join(lines))


def test_the_kinds_are_those_promised() -> None:
    assert {name: kind.plural for name, kind in KINDS.items()} == {
        "company": "companies",
        "chip": "chips",
        "investment": "investments",
        "strategy": "strategies",
        "policy": "policies",
        "agency": "agencies",
        "product": "products",
        "technology": "technologies",
        "person": "people",
        "event": "events",
        "statistic": "statistics",
        "source": "sources",
    }


@each_kind
def test_singular_and_plural_name_the_kind(kind: type[Kind]) -> None:
    assert find_kind(kind.name) is kind
    assert find_kind(kind.plural) is kind


@each_kind
def test_a_kind_is_explained_in_a_phrase(kind: type[Kind]) -> None:
    assert kind.meaning[:1].islower()
    assert kind.meaning[-1].isalnum()


@each_kind
def test_columns_begin_with_the_name_and_exist_once_each(kind: type[Kind]) -> None:
    assert kind.columns[0] == "name"
    assert set(kind.columns) - _keys(kind) == set()
    assert sorted(set(kind.columns)) == sorted(kind.columns)


@each_kind
def test_the_headline_is_made_of_own_properties_with_one_value(kind: type[Kind]) -> None:
    assert set(kind.headline) - set(kind.properties) == set()
    assert [name for name in kind.headline if kind.properties[name].is_multivalued] == []


@each_kind
def test_every_section_holds_something_and_is_declared_once(kind: type[Kind]) -> None:
    assert set(kind.sections) == set(_sections(kind))
    assert sorted(set(kind.sections)) == sorted(kind.sections)


@each_kind
def test_keys_are_unique_and_never_those_of_every_entity(kind: type[Kind]) -> None:
    keys = kind.list_flat_keys()
    assert sorted(set(keys)) == sorted(keys)
    assert RESERVED & {*keys} == set()


@each_property
def test_a_property_has_a_label_and_a_meaning(kind: type[Kind], field: AnyField) -> None:
    assert kind.properties[field.name] is field
    assert _is_label(field.label)
    assert _is_sentence(field.meaning)


@each_property
def test_a_property_stands_under_a_heading_that_its_kind_has(
    kind: type[Kind], field: AnyField
) -> None:
    assert field.section in kind.sections


@each_property
def test_a_property_of_one_name_is_of_one_type_in_every_kind(
    kind: type[Kind], field: AnyField
) -> None:
    like = [one.properties[field.name] for one in KINDS.values() if field.name in one.properties]
    assert {(one.type_name, one.unit) for one in like} == {(field.type_name, field.unit)}, kind.name


@pytest.mark.parametrize(("kind", "field"), CHOICES)
def test_choices_are_lower_case_words_and_all_different(kind: type[Kind], field: Choice) -> None:
    assert len(set(field.choices)) == len(field.choices) > 1, kind.name
    assert [word for word in field.choices if word != word.lower() or not word] == []


@pytest.mark.parametrize(("kind", "field"), AMOUNTS)
def test_amounts_have_three_keys(kind: type[Kind], field: Amount) -> None:
    assert {f"{field.name}{part}" for part in ("", "_currency", "_usd")} <= set(
        kind.list_flat_keys()
    )


@each_ref
def test_a_relation_points_to_kinds_that_exist(kind: type[Kind], field: Ref) -> None:
    assert field.kinds, kind.name
    assert set(field.kinds) - set(KINDS) == set()


@each_relation
def test_a_relation_is_explained_at_its_other_end(
    kind: type[Kind], name: str, relations: tuple[Relation, ...]
) -> None:
    inverses = {relation.inverse for relation in relations}
    (inverse,) = inverses
    assert inverse.name == name
    assert _is_label(inverse.label)
    assert _is_sentence(inverse.meaning)
    assert inverse.section in kind.sections


@each_relation
def test_the_other_end_of_a_relation_takes_no_property_s_name_unless_it_holds_both_ways(
    kind: type[Kind], name: str, relations: tuple[Relation, ...]
) -> None:
    own = kind.properties.get(name)
    assert own is None or relations == ((kind.name, own),)


@each_relation
def test_a_relation_that_holds_both_ways_reads_alike_from_both(
    kind: type[Kind], name: str, relations: tuple[Relation, ...]
) -> None:
    own = kind.properties.get(name, relations[0].inverse)
    inverse = relations[0].inverse
    assert (own.label, own.section) == (inverse.label, inverse.section)
