"""Tell a misspelt name from one that is rightly spelt, and another's."""

from itertools import groupby

from ...model.company_word_lists import GENERIC_WORDS
from ...model.company_words import parse_company_name, strip_company_forms
from ...model.normalise import split_words
from ...model.schema import Person
from ...store.knowledge_base import KnowledgeBase
from ...store.records import NameEntry
from .exact import is_publication
from .legal_persons import is_other_legal_person
from .scores import MAX_PREFIX_ENTRIES, MAX_SHORT_NAME_LETTERS
from .unique_words import list_entries_with_beginning


def is_name_of_another(base: KnowledgeBase, name: str, entry: NameEntry) -> bool:
    """Tell whether a name that is near to that of an entity means another, though it is unknown."""
    return (
        _is_word_of_another_name(base, name, entry)
        or _is_beginning_of_another_word(base, name, entry)
        or _is_of_another_firm(base, name, entry)
        or _is_of_another_person(base, name, entry)
    )


def _is_word_of_another_name(base: KnowledgeBase, name: str, best_entry: NameEntry) -> bool:
    """Tell whether the word taken for a typo is, as typed, a word in another entity's name.

    ``Thread`` is no typo of Threads if a firm is called Thread. A title of a publication counts
    only if no other word of the query is right.
    """
    query_words = set(strip_company_forms(base.simplify_name(name), base.load_company_forms()))
    entry_words = set(split_words(best_entry.text))
    return any(
        entry.entity.id != best_entry.entity.id
        and unmatched_word in split_words(entry.text)
        and not (is_publication(entry) and query_words & entry_words)
        for unmatched_word in query_words - entry_words - GENERIC_WORDS
        if not any(_is_doubling(unmatched_word, word) for word in entry_words)
        for entry in base.find_names_containing(unmatched_word, MAX_PREFIX_ENTRIES)
    )


def _is_beginning_of_another_word(base: KnowledgeBase, name: str, best_entry: NameEntry) -> bool:
    """Tell whether a single word begins a word in another entity's name: microe, no Micron."""
    query_words = split_words(base.simplify_name(name))
    return len(query_words) == 1 and any(
        entry.entity.id != best_entry.entity.id
        for entry in list_entries_with_beginning(base, query_words[0])
    )


def _is_of_another_firm(base: KnowledgeBase, name: str, best_entry: NameEntry) -> bool:
    """Tell whether a name has a legal form that the best match cannot have."""
    company_name = parse_company_name(base.simplify_name(name), base.load_company_forms())
    return is_other_legal_person(base, company_name, best_entry)


def _is_of_another_person(base: KnowledgeBase, name: str, entry: NameEntry) -> bool:
    """Tell whether a short word of a person's name is another one: David Wong is not David Wang.

    Letters that changed places make no other name.
    """
    if entry.entity.kind != Person.name:
        return False
    name_words = split_words(base.simplify_name(entry.text))
    same_letters = {*map(_sort_letters, name_words)}
    return any(
        len(word) <= MAX_SHORT_NAME_LETTERS and _sort_letters(word) not in same_letters
        for word in split_words(base.simplify_name(name))
    )


def _sort_letters(word: str) -> str:
    return "".join(sorted(word))


def _is_doubling(first_word: str, second_word: str) -> bool:
    """Tell whether two words differ only in letters that stand twice: more and Moore."""
    return [letter for letter, _ in groupby(first_word)] == [
        letter for letter, _ in groupby(second_word)
    ]
