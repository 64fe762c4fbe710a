"""Words of a command line, quoted so that they can be copied into the shell of the system."""

import re
import shlex
import sys
from collections.abc import Iterable

_PLAIN_WORD = re.compile(r"[\w@+=:./\\-]+", re.ASCII)
"""A word that neither of the shells of Windows reads as anything else."""


def quote_word(word: str) -> str:
    """Quote a word where its shell needs that: those of Windows know double quotes alone."""
    if sys.platform != "win32":
        return shlex.quote(word)
    if _PLAIN_WORD.fullmatch(word):
        return word
    escaped = re.sub(r'(\\*)"', r'\1\1\\"', word)
    doubled = re.sub(r"(\\+)$", r"\1\1", escaped)
    return f'"{doubled}"'


def join_words(words: Iterable[str]) -> str:
    """Join words to a command line, each quoted where its shell needs that."""
    return " ".join(map(quote_word, words))
