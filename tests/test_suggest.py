"""Names near a mistyped one, as remedies give them."""

import pytest

from chipwatch.model.schema import KINDS
from chipwatch.model.suggest import COMMON_WORDS, find_nearest_names, suggest_nearest

PROPERTIES = ("designer", "memory_capacity", "memory_bandwidth", "memory_type", "die_area", "tdp")


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("desinger", ["designer"]),
        ("DESIGNER", ["designer"]),
        ("die_aera", ["die_area"]),
        ("bandwidth", ["memory_bandwidth"]),
        ("memory", ["memory_capacity", "memory_bandwidth", "memory_type"]),
        ("mem", ["memory_capacity", "memory_bandwidth", "memory_type"]),
        ("tpd", ["tdp"]),
        ("me", []),
        ("zzz", []),
        ("", []),
    ],
)
def test_slips_and_parts_of_a_name_lead_to_it(word: str, near: list[str]) -> None:
    assert find_nearest_names(word, PROPERTIES) == near


def test_names_that_differ_in_case_alone_are_the_only_near_ones() -> None:
    assert find_nearest_names("tb/s", ["GB/s", "TB/s", "Tb/s", "Tbps"]) == ["TB/s", "Tb/s"]


def test_no_more_names_are_given_than_asked_for() -> None:
    assert find_nearest_names("memory", PROPERTIES, limit=1) == ["memory_capacity"]


def test_a_name_listed_twice_is_given_once() -> None:
    assert find_nearest_names("desinger", ["designer", "designer"]) == ["designer"]


@pytest.mark.parametrize(
    ("word", "remedy"),
    [
        ("desinger", "did you mean designer?"),
        ("capacity", "did you mean memory_capacity?"),
        ("memory", "did you mean memory_capacity or memory_bandwidth or memory_type?"),
        ("zzz", "run chipwatch explain chip"),
    ],
)
def test_the_remedy_names_what_is_near_or_what_to_do_instead(word: str, remedy: str) -> None:
    assert suggest_nearest(word, PROPERTIES, "run chipwatch explain chip") == remedy


@pytest.mark.parametrize(
    ("word", "names", "nearest"),
    [
        ("ceo", ("cost", "chief_executive"), ["chief_executive"]),
        ("CEO", ("cost", "chief_executive"), ["chief_executive"]),
        ("notes", ("ties", "note", "summary"), ["note", "summary"]),
        ("notes", ("ties", "nodes"), ["nodes", "ties"]),
        ("memory", ("memory_bus", "memory_capacity"), ["memory_capacity", "memory_bus"]),
    ],
)
def test_an_everyday_word_is_near_what_it_means(
    word: str, names: tuple[str, ...], nearest: list[str]
) -> None:
    assert find_nearest_names(word, names) == nearest


def test_what_everyday_words_mean_exists() -> None:
    keys = {key for kind in KINDS.values() for key in kind.collect_labels()}
    meanings = {meaning for names in COMMON_WORDS.values() for meaning in names}
    assert meanings - keys == {"note"}
