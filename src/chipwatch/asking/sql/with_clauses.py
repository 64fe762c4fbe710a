"""Bound how large a question becomes when SQLite expands its WITH clauses.

SQLite copies the body of a WITH table wherever the table is used, before it calls the authorizer
or looks at the clock: twenty tables that each use the one before twice become a million copies.
"""

import re
from typing import NamedTuple

MAX_EXPANDED_TOKENS = 300_000
"""The words and signs of a question after expansion: SQLite takes about 0.5 s to compile them."""
MAX_EXPANSION_DEPTH = 100
"""How deep WITH tables may use one another: as deep as expressions may be nested."""
_TOKEN = re.compile(
    r"""--[^\n]*|/\*.*?(?:\*/|\Z)              # comments
    |(?P<quoted>'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\])
    |(?P<word>[\w$]+)
    |(?P<sign>[().])""",
    re.DOTALL | re.VERBOSE,
)
_BODY_STARTS = frozenset(("select", "values", "with"))


class WithTableError(ValueError):
    """WITH clauses that are not expanded; the message says why."""


class WithTable(NamedTuple):
    """The place of a table that a WITH clause defines, as token positions of its body."""

    start: int
    end: int


def check_expansion(query: str) -> None:
    """Raise WithTableError for a question whose WITH clauses would expand too far."""
    tokens = _split_tokens(query)
    if "with" in tokens:
        _ExpansionCounter(tokens).check_total()


class _ExpansionCounter:
    """Counts the tokens of a question after expansion."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.tables = _find_with_tables(tokens)
        self._counts: dict[str, int] = {}

    def check_total(self) -> None:
        """Raise WithTableError where the whole question has too many."""
        if self._count_between(0, len(self.tokens), ()) > MAX_EXPANDED_TOKENS:
            raise WithTableError("the tables of WITH use one another too often")

    def _count_between(self, start: int, end: int, path: tuple[str, ...]) -> int:
        """Count the tokens between two places, with those of the tables that are used there."""
        if len(path) > MAX_EXPANSION_DEPTH:
            raise WithTableError("the tables of WITH use one another too deeply")
        return (
            end
            - start
            + sum(
                self._count_table(self.tokens[index], path)
                for index in range(start, end)
                if self.tokens[index] in self.tables and self.tokens[index + 1 : index + 2] != ["."]
            )
        )

    def _count_table(self, name: str, path: tuple[str, ...]) -> int:
        """Count the tokens of a table; one that uses itself is recursive and not expanded."""
        if name in path:
            return 0
        if name not in self._counts:
            table = self.tables[name]
            self._counts[name] = self._count_between(table.start, table.end, (*path, name))
        return self._counts[name]


def _split_tokens(query: str) -> list[str]:
    """Split SQL into names, words, brackets and dots; quotes and case are dropped."""
    return [
        (match["quoted"][1:-1] if match["quoted"] else match[0]).casefold()
        for match in _TOKEN.finditer(query)
        if match.lastgroup
    ]


def _find_with_tables(tokens: list[str]) -> dict[str, WithTable]:
    """Find the tables that WITH clauses define; raises WithTableError for a name defined twice."""
    closing_places = _match_brackets(tokens)
    opening_places = {closing: opening for opening, closing in closing_places.items()}
    tables: dict[str, WithTable] = {}
    for opening, closing in closing_places.items():
        name = _find_defined_name(tokens, opening, opening_places)
        if name and _BODY_STARTS.intersection(tokens[opening + 1 : opening + 2]):
            if name in tables:
                raise WithTableError(f"WITH defines the table {name!r} twice")
            tables[name] = WithTable(start=opening + 1, end=closing)
    return tables


def _find_defined_name(tokens: list[str], opening: int, opening_places: dict[int, int]) -> str:
    """Find the name that ``name (columns) AS NOT MATERIALIZED (`` gives to a bracket, if any."""
    place = opening - 1
    while place > 0 and tokens[place] in ("materialized", "not"):
        place -= 1
    if place < 1 or tokens[place] != "as":
        return ""
    place -= 1
    if tokens[place] == ")":
        place = opening_places.get(place, 0) - 1
    return tokens[place] if place >= 0 else ""


def _match_brackets(tokens: list[str]) -> dict[int, int]:
    """Pair each opening bracket with its closing one, or with the end of the question."""
    closing_places: dict[int, int] = {}
    open_places: list[int] = []
    for place, sign in enumerate(tokens):
        if sign == "(":
            open_places.append(place)
        elif sign == ")" and open_places:
            closing_places[open_places.pop()] = place
    return closing_places | dict.fromkeys(open_places, len(tokens))
