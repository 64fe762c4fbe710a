"""The card of a company's standing: lists, what is stated, owners, what it owns, the 50 % rule."""

from collections.abc import Iterator, Sequence

from ...model.facts import Citation, Fact
from ...model.quantity import Quantity, format_quantity
from ...model.table import Cell, Layout, Table
from ...rules.truth import Truth
from ..answers.citations import CitationNumbers
from ..answers.entity_card import FINDING_COLUMNS, format_time_span
from .controls_query import DISCLAIMER
from .ownership_words import SHARE_TO_BE_FOUND
from .party_standing import LISTED, NOT_LISTED, REACHED, UNKNOWN_STANDING, PartyStanding
from .references import References
from .screening_lists import ENTITY_LIST, LISTING_OPEN, ON_LIST, describe_standing, list_found

STANDING_TEXTS = {
    LISTED: "on a list",
    REACHED: "reached, as listed parties own half of it or more",
    NOT_LISTED: "on no list that asks for a licence",
    UNKNOWN_STANDING: (
        "on no list that asks for a licence; whether the 50 % rule reaches it cannot be told"
    ),
}
REACH_TEXTS: dict[Truth, str] = {True: "reached", False: "not reached", None: "cannot be told"}
_LIST_MARKS = {ON_LIST: "differs", LISTING_OPEN: "disputed"}
CardLine = tuple[Cell, ...]


def build_party_card(standing: PartyStanding, references: References, day_text: str) -> list[Table]:
    """Build the card of a company, then the sources."""
    numbers = CitationNumbers()
    writer = _PartyLines(references, numbers)
    card = Table(
        title=f"{standing.company.name} on {day_text}: {standing.status.replace('-', ' ')}",
        columns=FINDING_COLUMNS,
        rows=tuple(writer.build_lines(standing)),
        has_headings=False,
        layout=Layout.CARD,
        notes=(DISCLAIMER,),
    )
    return [card, *numbers.build_tables(references.get_source)]


class _PartyLines:
    """Builds the lines of one card, whose sources are numbered together."""

    def __init__(self, references: References, numbers: CitationNumbers) -> None:
        self.references, self.numbers = references, numbers

    def build_lines(self, standing: PartyStanding) -> Iterator[CardLine]:
        yield Cell("Standing", "label"), Cell(_describe_standing(standing))
        yield from self._build_list_lines(standing)
        yield from self._build_listing_lines(standing)
        yield from self._build_owner_lines(standing)
        for fact in standing.subsidiary_facts:
            relation = _format_share(fact.share) if fact.share else fact.property
            text_cell = self._build_text_cell(fact.entity, relation, _format_date(fact))
            yield self._build_line("Owns", text_cell, fact.citations)
        yield Cell("50 % rule", "label"), self._build_ownership_rule_cell(standing)

    def _build_listing_lines(self, standing: PartyStanding) -> Iterator[CardLine]:
        for rule in standing.listing_rules:
            citation = self.references.get_citation(rule.policy)
            annotations = (citation, f"from {rule.since.text}")
            text_cell = self._build_text_cell(rule.policy, *annotations)
            yield self._build_line("Listed by", text_cell, rule.citations)

    def _build_list_lines(self, standing: PartyStanding) -> Iterator[CardLine]:
        """Build a line for each list: listed since, not listed as of a day, or not held."""
        for list_standing in standing.lists:
            mark = _LIST_MARKS.get(list_standing.status, "")
            footnotes = " and ".join(list_standing.footnotes)
            details = (f"footnote {footnotes}" if footnotes else "", list_standing.policy_text)
            annotation = "; ".join(filter(None, details))
            text_cell = Cell(describe_standing(list_standing), mark, annotation)
            yield self._build_line(list_standing.list_name, text_cell, list_standing.citations[:2])

    def _build_owner_lines(self, standing: PartyStanding) -> Iterator[CardLine]:
        for link in standing.chain.links:
            company_name = self.references.get_name(link.company_id)
            share = f"share of {company_name} not known"
            if link.is_share_known:
                share = f"{_format_share(link.share)} of {company_name}"
            listed_note = "listed" if standing.chain.is_listed(link.owner_id) else ""
            annotations = (share, _format_date(link.fact), listed_note)
            text_cell = self._build_text_cell(link.owner_id, *annotations)
            yield self._build_line("Owned by", text_cell, link.fact.citations)

    def _build_ownership_rule_cell(self, standing: PartyStanding) -> Cell:
        """Build whether the rule is in force, and what of the company listed parties own."""
        result = standing.ownership_rule
        names = ", ".join(map(self.references.get_name, result.suspending_policies))
        text = f"stopped by {names}" if names else "no such rule in force"
        if result.is_in_force:
            text = "in force" if standing.status == LISTED else REACH_TEXTS[result.is_reached]
        citations = ", ".join(
            filter(None, (self.references.get_citation(rule.policy) for rule in result.rules))
        )
        since = result.since.text if result.since else ""
        since_text = f"in force since {since}" if since else ""
        annotations = (_describe_owners(standing), citations, since_text, result.note)
        return Cell(text, "", "; ".join(filter(None, annotations)))

    def _build_text_cell(self, entity_id: str, *annotations: str) -> Cell:
        return Cell(self.references.get_name(entity_id), "", "; ".join(filter(None, annotations)))

    def _build_line(self, label: str, text_cell: Cell, citations: Sequence[Citation]) -> CardLine:
        citations_cell = Cell("", "dim", citations=self.numbers.register_citations(citations))
        return Cell(label, "label"), text_cell, citations_cell


def _describe_owners(standing: PartyStanding) -> str:
    """Describe what is known of listed owners."""
    if standing.status == LISTED:
        return "it is listed itself"
    if not standing.chain.links:
        about = "it is about foreign entities, 744.11(a)(1); " if standing.chain.is_domestic else ""
        return f"{about}no owner of half or more is known"
    if standing.chain.is_domestic and not standing.chain.may_have_listed_owner:
        text = "no listed owner is known"
    else:
        text = _describe_listed_share(standing)
    if standing.chain.is_domestic:
        return f"{text}; whether it is a foreign entity, 744.11(a)(1), its incorporation decides"
    if standing.ownership_rule.is_reached is None and standing.chain.has_listed_owner:
        return f"{text}; {SHARE_TO_BE_FOUND}"
    return text


def _describe_listed_share(standing: PartyStanding) -> str:
    """Describe what part listed parties own; in words where no figure of it is known."""
    share, chain = standing.ownership_rule.listed_share, standing.chain
    is_listing_open = chain.may_have_listed_owner and not chain.has_listed_owner
    if share.low or not share.high or is_listing_open:
        return f"listed parties own {_format_share(share)} of it, as far as known"
    if chain.has_listed_owner:
        return "a listed party is among its owners; how much of it they own is not known"
    if not all(link.is_share_known for link in chain.list_owner_links(chain.company.id)):
        return "no listed owner is known; not every owner's share is known"
    unknown_share = _format_share(share._replace(low=share.high))
    return f"no listed owner is known; who in the end holds {unknown_share} is not known"


def _describe_standing(standing: PartyStanding) -> str:
    if standing.status == UNKNOWN_STANDING and standing.listing_rules:
        return "cannot be told: the day of its listing is known only to a month or a year"
    text = STANDING_TEXTS[standing.status]
    other_names = [name for name in list_found(standing.lists) if name != ENTITY_LIST]
    if standing.status == LISTED or not other_names:
        return text
    return f"{text}; on {' and '.join(other_names)}, which asks for none"


def _format_date(fact: Fact) -> str:
    time_span = format_time_span(fact)
    return f"as of {time_span}" if time_span else ""


def _format_share(share: Quantity) -> str:
    return f"{format_quantity(share)} %"
