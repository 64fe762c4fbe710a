"""The periods that the words of a search name: ``2023``, ``2023-Q2``, ``second half`` ``2023``."""

import re
from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

from ...model.dates import Date
from .query_synonyms import SYNONYMS_BY_WORD
from .scores import MIN_COMMON_SHARE

_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_PART_OF_YEAR = re.compile(r"q[1-4]|h[12]", re.ASCII)
_FISCAL = "fiscal"
_YEAR_WITH_PART = re.compile(
    rf"{_YEAR.pattern}-(?:{_PART_OF_YEAR.pattern}|0[1-9]|1[0-2])", re.ASCII
)


class PeriodMatch(IntEnum):
    """How the span of a fact fits the period that was asked for, the best first."""

    WHOLE = 0
    MOST = 1
    """Most days of both are the same, as of a fiscal year and the year asked for."""
    PART = 2
    NONE = 3


class QueryPeriods(NamedTuple):
    """The periods that a search asks for, and the words that name them."""

    periods: tuple[Date, ...]
    words: frozenset[str]

    def match(self, span: Date | None) -> PeriodMatch:
        """Tell how a span fits the period that it fits best."""
        if span is None:
            return PeriodMatch.NONE
        matches = (_match_period(span, period) for period in self.periods)
        return min(matches, default=PeriodMatch.NONE)


def find_query_periods(words: Sequence[str]) -> QueryPeriods:
    """Find the periods that words name: a year, a part of it, or a part beside its year.

    Fiscal years begin on other days from firm to firm, so none of the calendar is meant.
    """
    if _FISCAL in words:
        return QueryPeriods(periods=(), words=frozenset())
    years = [word for word in words if _YEAR.fullmatch(word)]
    years_with_part = [word for word in words if _YEAR_WITH_PART.fullmatch(word)]
    quarters = {word: text for word in words if (text := _find_part_of_year(word))} if years else {}
    joined_texts = [f"{year}-{text}" for year in years for text in quarters.values()]
    texts = (*(joined_texts or years), *years_with_part)
    return QueryPeriods(
        periods=tuple(Date.parse(text.upper()) for text in texts),
        words=frozenset((*years, *quarters, *years_with_part)),
    )


def _find_part_of_year(word: str) -> str:
    """Find the quarter or half that a word names: ``first quarter`` → ``q1``; empty if none."""
    names = SYNONYMS_BY_WORD.get(word, (word,))
    return next((name for name in names if _PART_OF_YEAR.fullmatch(name)), "")


def _match_period(span: Date, period: Date) -> PeriodMatch:
    if (span.first, span.last) == (period.first, period.last):
        return PeriodMatch.WHOLE
    common_days = min(span.last, period.last) - max(span.first, period.first) + 1
    if common_days > MIN_COMMON_SHARE * max(span.day_count, period.day_count):
        return PeriodMatch.MOST
    return PeriodMatch.PART if common_days == span.day_count else PeriodMatch.NONE
