"""Write the lines on the exposure of a firm: what bites, through whom, since when, by whom."""

from collections.abc import Iterator

from ..asking.answers.entity_card import format_aside, format_time_span
from ..asking.answers.relation_link import RelationLink
from ..asking.controls.party_card import STANDING_TEXTS
from ..asking.controls.party_standing import LISTED, REACHED
from ..asking.controls.screening_lists import LISTING_OPEN, OFF_LIST, ON_LIST
from ..model.field import RelationStrength
from ..model.quantity import format_quantity
from ..model.schema import Chip, Company
from ..model.wording import format_count, lower_label
from .exposed_chips import iter_chip_lines
from .exposed_parties import PARTY_ROLES, ExposedParty, PartyRole
from .exposure import Exposure
from .exposure_line import CHIPS, ITSELF, OWNERS, USED_CHIPS, ExposureLine, build_gap_line
from .ownership_steps import OwnershipStep
from .party_words import (
    StandingWords,
    build_list_line,
    describe_party_standing,
    iter_absence_lines,
)

_OWNERSHIP_PROPERTIES = (Company.ownership.name, Company.ownership_share.name)
"""What is said of owners in words, or of such as have no page."""
MAX_POLICIES_OF_PARTY = 2
"""Policies beside lists that the line of a party names; the others are counted: our choice."""


class ExposureWriter:
    """Writes the lines of one firm."""

    def __init__(self, exposure: Exposure) -> None:
        self.exposure = exposure
        self.company_id = exposure.standing.company.id
        self.get_name = exposure.links.get_name

    def iter_lines(self) -> Iterator[ExposureLine]:
        """Give every line, section after section."""
        yield from self._iter_own_lines()
        yield from self._iter_owner_lines()
        yield from self._iter_role_lines(PARTY_ROLES[0])
        is_dated = bool(self.exposure.query.request.as_of)
        yield from iter_chip_lines(
            CHIPS, self.exposure.chips, "chips of its own", names_undated=is_dated
        )
        yield from iter_chip_lines(
            USED_CHIPS,
            self.exposure.used_chips,
            "chips of others that it uses",
            names_undated=is_dated,
        )
        for role in PARTY_ROLES[1:]:
            yield from self._iter_role_lines(role)

    def _iter_own_lines(self) -> Iterator[ExposureLine]:
        standing = self.exposure.standing
        for list_standing in standing.lists:
            if list_standing.status in (ON_LIST, LISTING_OPEN):
                yield build_list_line(list_standing)
        listed_policies = {name for parties in standing.lists for name in parties.policies}
        for link in self.exposure.policies.get(self.company_id, ()):
            if link.end_id not in listed_policies:
                yield self._build_policy_line(link)
        is_screened = any(parties.status == OFF_LIST for parties in standing.lists)
        if standing.status == REACHED or (is_screened and standing.status != LISTED):
            rules = standing.ownership_rule.rules
            yield ExposureLine(
                section=ITSELF,
                label="50 % rule",
                text=STANDING_TEXTS[standing.status],
                status=standing.status,
                since=standing.ownership_rule.since,
                policies=tuple(rule.policy for rule in rules),
                citations=tuple(citation for rule in rules for citation in rule.citations[:1]),
            )
        yield from iter_absence_lines(standing.lists)

    def _build_policy_line(self, link: RelationLink) -> ExposureLine:
        weaknesses = link.list_marked_weaknesses(self.exposure.links.day)
        return ExposureLine(
            section=ITSELF,
            label=link.label,
            text=self.get_name(link.end_id),
            ids=(link.end_id,),
            note=format_aside(link.fact),
            ending=", ".join(filter(None, [format_time_span(link.fact), *weaknesses])),
            status=link.key,
            since=link.fact.as_of,
            policies=(link.end_id,),
            citations=link.fact.citations,
            mark="disputed" if link.is_disputed else "",
        )

    def _iter_owner_lines(self) -> Iterator[ExposureLine]:
        yield from self._iter_stated_ownership()
        if not self.exposure.owners:
            yield build_gap_line(OWNERS, "owners that have a page")
        for owner in self.exposure.owners:
            yield self._build_owner_line(owner)

    def _iter_stated_ownership(self) -> Iterator[ExposureLine]:
        """Give what is said of its owners in words, where they have no page."""
        day = self.exposure.query.day.last
        for fact in self.exposure.standing.company.facts:
            is_about_owners = fact.property in (
                Company.ownership.name,
                Company.ownership_share.name,
            )
            if is_about_owners and not fact.is_unknown and fact.may_hold_on(day):
                certainty = "" if fact.certainty in ("confirmed", "reported") else fact.certainty
                yield ExposureLine(
                    section=OWNERS,
                    label=fact.field.label,
                    text=fact.format_value(),
                    note=fact.note,
                    ending=", ".join(filter(None, [format_time_span(fact), certainty])),
                    status="stated",
                    since=fact.as_of,
                    citations=fact.citations,
                )

    def _build_owner_line(self, owner: OwnershipStep) -> ExposureLine:
        fact, owner_id = owner.link.fact, owner.link.owner_id
        standing = self._describe_standing(owner_id)
        return ExposureLine(
            section=OWNERS,
            label=fact.field.label if not owner.lower_links else "Owner above",
            text=self.get_name(owner_id),
            ids=(owner_id,),
            note=self._describe_share(owner),
            ending="; ".join(filter(None, [format_time_span(fact), standing.text])),
            status=standing.status,
            since=fact.as_of,
            share=owner.compute_share(),
            policies=standing.policies,
            citations=(*fact.citations, *standing.citations),
            mark=standing.mark,
        )

    def _describe_share(self, owner: OwnershipStep) -> str:
        """Describe what is held of what, and what that is of the firm where it is known."""
        stated = owner.link.fact.share
        share_text = f"{format_quantity(stated)} %" if stated else "share not known"
        if not owner.lower_links:
            return share_text
        product = owner.compute_share()
        of_firm = f"{format_quantity(product)} %" if product else "an unknown part"
        through = self.get_name(owner.link.company_id)
        return f"{share_text} of {through}, so {of_firm} of the firm"

    def _iter_role_lines(self, role: PartyRole) -> Iterator[ExposureLine]:
        parties = [party for party in self.exposure.exposed.parties if party.role is role]
        if not parties:
            yield build_gap_line(role.key, role.missing_text)
        for party in parties:
            yield self._build_party_line(party)
        unmade = self._count_chips_without(role)
        if parties and unmade:
            chips = format_count(unmade, "chip")
            yield build_gap_line(role.key, f"the foundry of {chips}")

    def _count_chips_without(self, role: PartyRole) -> int:
        """Count the chips that lead to no party of a role, if the role counts them."""
        if not role.counts_chips:
            return 0
        parties = [party for party in self.exposure.exposed.parties if party.role is role]
        chips_made = {chain[0].end_id for party in parties for chain in party.chains}
        return len(set(self.exposure.exposed.chip_ids) - chips_made)

    def _build_party_line(self, party: ExposedParty) -> ExposureLine:
        standing = self._describe_standing(party.id)
        links = party.last_links
        dates = format_time_span(links[0].fact) if len(links) == 1 else ""
        weaknesses = list(
            dict.fromkeys(
                word
                for link in links
                for word in link.list_marked_weaknesses(self.exposure.links.day)
            )
        )
        doubts = ", ".join(weaknesses)
        if doubts and len(links) > 1:
            doubts = f"in part {doubts}"
        citations = [citation for link in links for citation in link.fact.citations]
        return ExposureLine(
            section=party.role.key,
            label=links[0].label,
            text=self.get_name(party.id),
            ids=(party.id,),
            note=self._describe_links(party),
            ending="; ".join(filter(None, [dates, doubts, standing.text])),
            status=standing.status,
            since=links[0].fact.as_of,
            share=links[0].fact.share,
            policies=standing.policies,
            citations=(*dict.fromkeys(citations), *standing.citations),
            mark=standing.mark,
        )

    def _describe_links(self, party: ExposedParty) -> str:
        """Describe what leads to a party: of how many chips, for which foundry, and its note."""
        links, chains = party.last_links, party.chains
        if len(chains[0]) == 1:
            return format_aside(links[0].fact)
        starts = list(dict.fromkeys(self.get_name(link.start_id) for link in links))
        if self.exposure.links.get_kind(links[0].start_id) == Chip.name and len(starts) > 1:
            chips = format_count(len(self.exposure.exposed.chip_ids), "chip")
            return f"{len(starts)} of {chips}"
        note = format_aside(links[0].fact) if len(links) == 1 else ""
        return "; ".join(filter(None, [f"of {', '.join(starts)}", note]))

    def _describe_standing(self, party_id: str) -> StandingWords:
        standing = self.exposure.standings.get(party_id)
        listed_policies = (
            {name for parties in standing.lists for name in parties.policies} if standing else set()
        )
        links = [
            link
            for link in self.exposure.policies.get(party_id, ())
            if link.end_id not in listed_policies
        ]
        words = describe_party_standing(standing)
        binding_links = [link for link in links if link.strength is not RelationStrength.MENTION][
            :MAX_POLICIES_OF_PARTY
        ]
        names = [
            f"{lower_label(link.label)} {self.get_name(link.end_id)}" for link in binding_links
        ]
        other_count = len(links) - len(names)
        more = [format_count(other_count, "more rule touches it", "more rules touch it")]
        return words._replace(
            text="; ".join([words.text, *names, *(more if other_count else ())]),
            policies=(*words.policies, *(link.end_id for link in links)),
            citations=(
                *words.citations,
                *(citation for link in binding_links for citation in link.fact.citations[:1]),
            ),
        )
