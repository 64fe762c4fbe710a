"""The standing of a party in few words: the lists that name it, or as of when none does."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..asking.controls.party_standing import (
    LISTED,
    NOT_LISTED,
    REACHED,
    UNKNOWN_STANDING,
    PartyStanding,
)
from ..asking.controls.screening_lists import (
    LIST_NOT_HELD,
    LISTING_OPEN,
    OFF_LIST,
    ON_LIST,
    ListStanding,
    describe_standing,
)
from ..model.facts import Citation
from ..model.wording import format_count
from .exposure_line import ITSELF, ExposureLine, build_gap_line

NOT_SCREENED = "not-screened"
"""The standing of an owner that is no firm: lists are searched for firms alone."""


class StandingWords(NamedTuple):
    """The standing of a party in words, with what it rests on."""

    text: str
    status: str
    policies: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    mark: str = ""


def describe_party_standing(standing: PartyStanding | None) -> StandingWords:
    """Describe whether lists name a party; None is what is no firm, and is not screened."""
    if standing is None:
        return StandingWords(text="not screened, as it is no firm", status=NOT_SCREENED)
    on_lists = [found for found in standing.lists if found.status in (ON_LIST, LISTING_OPEN)]
    if on_lists:
        texts = [f"{found.list_name}: {describe_standing(found)}" for found in on_lists]
        return StandingWords(
            text="; ".join(texts),
            status=standing.status,
            policies=tuple(name for found in on_lists for name in found.policies),
            citations=tuple(citation for found in on_lists for citation in found.citations[:1]),
            mark="differs" if standing.status == LISTED else "",
        )
    held_lists = [found for found in standing.lists if found.status == OFF_LIST]
    text = (
        f"on none of {format_count(len(held_lists), 'list')} held"
        if held_lists
        else "no list is held"
    )
    if standing.status == REACHED:
        text += ", but reached as listed parties own half of it or more"
    if standing.status == UNKNOWN_STANDING:
        text += "; owners not known"
    citations = [citation for found in held_lists for citation in found.citations[:1]]
    is_unchecked = not held_lists and standing.status == NOT_LISTED
    return StandingWords(
        text=text,
        status=UNKNOWN_STANDING if is_unchecked else standing.status,
        citations=tuple(dict.fromkeys(citations))[:1],
    )


def build_list_line(standing: ListStanding) -> ExposureLine:
    """Build the line of a list that names the firm, or may."""
    footnotes = " and ".join(standing.footnotes)
    notes = (f"footnote {footnotes}" if footnotes else "", standing.policy_text)
    return ExposureLine(
        section=ITSELF,
        label=standing.list_name,
        text=describe_standing(standing),
        note="; ".join(filter(None, notes)),
        status=standing.status,
        since=standing.since,
        policies=standing.policies,
        citations=tuple(dict.fromkeys(standing.citations))[:2],
        mark="differs" if standing.status == ON_LIST else "disputed",
    )


def iter_absence_lines(standings: Sequence[ListStanding]) -> Iterator[ExposureLine]:
    """Say which lists do not name the firm, as of which day; and which are not held at all."""
    absent = [standing for standing in standings if standing.status == OFF_LIST]
    if absent:
        days = sorted({found.held_as_of.text for found in absent if found.held_as_of})
        yield ExposureLine(
            section=ITSELF,
            label="Not on",
            text=", ".join(found.list_name for found in absent),
            ending=f"as held on {' and '.join(days)}" if days else "",
            status=OFF_LIST,
            citations=tuple(dict.fromkeys(c for found in absent for c in found.citations[:1])),
        )
    unheld = [found.list_name for found in standings if found.status == LIST_NOT_HELD]
    if unheld:
        yield build_gap_line(ITSELF, f"whether it is on {', '.join(unheld)}: not held")
