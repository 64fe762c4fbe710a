"""Names in memory: each query gives what the tables give, in the same order."""

from collections.abc import Iterator
from itertools import product

import pytest

from chipwatch.asking.naming.name_lookup import NameLookup, hold_names
from chipwatch.store.knowledge_base import KnowledgeBase
from chipwatch.store.name_memory import BaseWithNamesInMemory
from chipwatch.store.snapshot import open_base
from conftest import BASE

pytestmark = pytest.mark.slow
KINDS = ("", "company", "source")
NO_NAMES = ("", "x", "zzzzzz", "\udcff", "a\udcff", '"', "^^a", "%", "a" * 300)


@pytest.fixture
def base() -> Iterator[KnowledgeBase]:
    base = open_base((str(BASE),))
    yield base
    base.close()


@pytest.fixture
def memory(base: KnowledgeBase) -> BaseWithNamesInMemory:
    return BaseWithNamesInMemory(base.tables)


@pytest.fixture
def keys(base: KnowledgeBase) -> list[str]:
    """Every 40th key of the base: as it is, without a letter, its beginning."""
    keys = [entry.key for entry in base.load_all_names()][::40]
    return [*NO_NAMES, *keys, *(key[:2] + key[3:] for key in keys), *(key[:4] for key in keys)]


@pytest.mark.parametrize("limits", list(product([3, 500], KINDS)))
@pytest.mark.parametrize("method", ["find_names_by_prefix", "find_names_containing"])
def test_names_are_found_as_in_the_tables(
    base: KnowledgeBase,
    memory: BaseWithNamesInMemory,
    keys: list[str],
    method: str,
    limits: tuple[int, str],
) -> None:
    expected = [getattr(base, method)(key, *limits) for key in keys]
    assert [getattr(memory, method)(key, *limits) for key in keys] == expected


@pytest.mark.parametrize("limits", list(product([3, 250], KINDS)))
def test_similar_names_are_found_as_in_the_tables(
    base: KnowledgeBase, memory: BaseWithNamesInMemory, keys: list[str], limits: tuple[int, str]
) -> None:
    expected = [base.find_similar_names(key, 5, *limits) for key in keys]
    assert [memory.find_similar_names(key, 5, *limits) for key in keys] == expected


def test_keys_are_found_as_in_the_tables(
    base: KnowledgeBase, memory: BaseWithNamesInMemory, keys: list[str]
) -> None:
    assert list(map(memory.find_names, keys)) == list(map(base.find_names, keys))
    assert memory.load_company_forms() == base.load_company_forms()
    assert memory.load_simplifications() == base.load_simplifications()


@pytest.mark.parametrize(
    "lookup", [NameLookup(), NameLookup(kind="company"), NameLookup(is_exact=True)]
)
def test_many_names_mean_the_same(base: KnowledgeBase, lookup: NameLookup) -> None:
    names = [entry.text for entry in base.load_all_names()][::5]
    queries = [*names, *(name[:3] + name[4:] for name in names), *NO_NAMES]
    quick_base = hold_names(base, len(queries))
    assert quick_base is not base
    assert lookup.find_all(quick_base, queries) == lookup.find_all(base, queries)


def test_few_names_need_no_memory(base: KnowledgeBase) -> None:
    assert hold_names(base, 1) is base


def test_what_is_held_is_read_anew_with_the_tables(
    base: KnowledgeBase, memory: BaseWithNamesInMemory
) -> None:
    assert memory.find_names("baidu")
    base.tables.close()  # asked all the same, it is as good as damaged
    base.find_names("baidu")
    assert base.tables.rebuild_count == 1
    assert memory.find_names("baidu") == base.find_names("baidu")
