"""The schema as a whole: complete, consistent, and keeping its keys from version to version."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from chipwatch.model.field_types import Choice, Ref
from chipwatch.model.kind import Kind
from chipwatch.model.numeric_fields import Amount
from chipwatch.model.schema import KINDS, Product, find_kind
from conftest import Golden

RESERVED = {
    "id", "kind", "name", "aliases", "facts", "related", "sources", "match", "claims",
}  # fmt: skip
"""Keys of fact files and of JSON that say something about every entity."""
PROPERTIES = {
    f"{kind.name}.{name}": (kind, field)
    for kind in KINDS.values()
    for name, field in kind.properties.items()
}
RELATIONS = {
    f"{kind.name}.{name}": (kind, name, relations)
    for kind in KINDS.values()
    for name, relations in kind.collect_relations().items()
}


def _is_label(text: str) -> bool:
    return text[:1].isupper() and text[-1].isalnum() and text == " ".join(text.split())


def _is_sentence(text: str) -> bool:
    return (
        text[:1].isupper() and text[-2:-1].isalnum() and text == f"{' '.join(text[:-1].split())}."
    )


def _is_phrase(text: str) -> bool:
    return text[:1].islower() and text[-1].isalnum()


def _list_keys(kind: type[Kind]) -> set[str]:
    return {"name", *kind.properties, *kind.collect_relations()}


def _iter_sections(kind: type[Kind]) -> Iterator[str]:
    for field in kind.properties.values():
        yield field.section
    for relations in kind.collect_relations().values():
        yield relations[0].inverse.section


def _list_repeated(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def test_no_key_has_vanished(golden: Golden) -> None:
    lines = [f"{kind.name}.{key}\n" for kind in KINDS.values() for key in kind.list_flat_keys()]
    golden(Path(__file__).parent / "golden" / "flat_keys.txt", "".join(lines))


def test_the_kinds_are_those_promised() -> None:
    assert {name: kind.plural for name, kind in KINDS.items()} == {
        "company": "companies",
        "chip": "chips",
        "system": "systems",
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


def test_singular_and_plural_name_the_kind() -> None:
    names = [(name, kind) for kind in KINDS.values() for name in (kind.name, kind.plural)]
    assert [name for name, kind in names if find_kind(name) is not kind] == []


def test_a_kind_is_explained_in_a_phrase() -> None:
    assert [kind.meaning for kind in KINDS.values() if not _is_phrase(kind.meaning)] == []


def test_columns_begin_with_the_name_and_exist_once_each() -> None:
    assert {kind.columns[0] for kind in KINDS.values()} == {"name"}
    assert [
        (kind.name, column)
        for kind in KINDS.values()
        for column in [*(set(kind.columns) - _list_keys(kind)), *_list_repeated(kind.columns)]
    ] == []


def test_the_headline_is_made_of_own_properties_with_one_value() -> None:
    assert [
        (kind.name, name)
        for kind in KINDS.values()
        for name in kind.headline
        if name not in kind.properties or kind.properties[name].is_multivalued
    ] == []


def test_every_section_holds_something_and_is_declared_once() -> None:
    assert [
        (kind.name, section)
        for kind in KINDS.values()
        for section in [
            *(set(kind.sections) ^ set(_iter_sections(kind))),
            *_list_repeated(kind.sections),
        ]
    ] == []


def test_keys_are_unique_and_never_those_of_every_entity() -> None:
    assert [
        (kind.name, key)
        for kind in KINDS.values()
        for key in [
            *_list_repeated(kind.list_flat_keys()),
            *RESERVED.intersection(kind.list_flat_keys()),
        ]
    ] == []


def test_a_property_has_a_label_and_a_meaning() -> None:
    assert [
        key
        for key, (kind, field) in PROPERTIES.items()
        if not (
            kind.properties[field.name] is field
            and _is_label(field.label)
            and _is_sentence(field.meaning)
        )
    ] == []


def test_a_property_stands_under_a_heading_that_its_kind_has() -> None:
    assert [
        key for key, (kind, field) in PROPERTIES.items() if field.section not in kind.sections
    ] == []


def test_a_property_of_one_name_is_of_one_type_in_every_kind() -> None:
    types_by_name: dict[str, set[tuple[str, str]]] = {}
    for _, field in PROPERTIES.values():
        types_by_name.setdefault(field.name, set()).add((field.type_name, field.unit))
    assert {name: types for name, types in types_by_name.items() if len(types) > 1} == {}


def test_choices_are_lower_case_words_and_all_different() -> None:
    assert [
        (key, field.choices)
        for key, (_, field) in PROPERTIES.items()
        if isinstance(field, Choice)
        and field is not Product.list_entry  # entries are written as the law writes them
        and not (
            len(set(field.choices)) == len(field.choices) > 1
            and all(word and word == word.lower() for word in field.choices)
        )
    ] == []


def test_amounts_have_three_keys() -> None:
    assert [
        f"{key}{suffix}"
        for key, (kind, field) in PROPERTIES.items()
        if isinstance(field, Amount)
        for suffix in ("", "_currency", "_usd")
        if f"{field.name}{suffix}" not in kind.list_flat_keys()
    ] == []


def test_a_relation_points_to_kinds_that_exist() -> None:
    assert [
        (key, field.kinds)
        for key, (_, field) in PROPERTIES.items()
        if isinstance(field, Ref) and not (field.kinds and set(field.kinds) <= set(KINDS))
    ] == []


def test_a_relation_is_explained_at_its_other_end() -> None:
    assert [
        (key, inverse)
        for key, (kind, name, relations) in RELATIONS.items()
        for inverse in {relation.inverse for relation in relations}
        if not (
            inverse.name == name
            and _is_label(inverse.label)
            and _is_sentence(inverse.meaning)
            and inverse.section in kind.sections
        )
    ] == []


def test_relations_that_meet_in_one_name_have_one_other_end() -> None:
    assert [
        key
        for key, (_, _, relations) in RELATIONS.items()
        if len({relation.inverse for relation in relations}) != 1
    ] == []


def test_the_other_end_of_a_relation_takes_no_property_s_name_unless_it_holds_both_ways() -> None:
    assert [
        key
        for key, (kind, name, relations) in RELATIONS.items()
        if name in kind.properties and relations != ((kind.name, kind.properties[name]),)
    ] == []


def test_a_relation_that_holds_both_ways_reads_alike_from_both() -> None:
    assert [
        key
        for key, (kind, name, (relation, *_)) in RELATIONS.items()
        if name in kind.properties
        and (kind.properties[name].label, kind.properties[name].section)
        != (relation.inverse.label, relation.inverse.section)
    ] == []
