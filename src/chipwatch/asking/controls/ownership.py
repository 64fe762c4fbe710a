"""Who owns a company on a day, how much of it listed parties own, and what it owns itself."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ...model.derived_values import KnownFigure
from ...model.entity import Entity
from ...model.facts import NOT_APPLICABLE, Fact, UnknownValue
from ...model.interval_arithmetic import round_number
from ...model.quantity import Quantity, Real
from ...model.ranking import build_rank_key
from ...model.schema import Company
from ...rules.item import EndUser
from ...rules.origin import HOME_COUNTRY
from ...rules.rule import PARTY_KEY, Condition, Rule, iter_criteria
from ...rules.truth import Truth, disjoin
from ...store.knowledge_base import KnowledgeBase

MAX_OWNERSHIP_DEPTH = 6
"""How many steps up a chain of owners are followed: our own bound; longer chains are not known."""
HALF_SHARE, WHOLE_SHARE = 50, 100
"""In per cent. Who owns half of a company controls it, as the affiliates rule of 2025 has it."""
_UNKNOWN_SHARE = Quantity(0, WHOLE_SHARE)
_OWNER_PROPERTIES = (Company.parent.name, Company.owners.name)
"""The properties of a company that say who owns it."""


class OwnershipLink(NamedTuple):
    """One owner of one company: the fact that says so, and how many steps up the chain it is."""

    fact: Fact
    depth: int

    @property
    def company_id(self) -> str:
        """The company that is owned."""
        return self.fact.entity

    @property
    def owner_id(self) -> str:
        """Who owns it, or a part of it."""
        return str(self.fact.value)

    @property
    def is_share_known(self) -> bool:
        """Whether anything is known of the part: a figure, or that it is a parent's."""
        return self.fact.share is not None or self.fact.property == Company.parent.name

    @property
    def share(self) -> Quantity:
        """The part in per cent; of a parent half or more, where no figure is stated."""
        if self.fact.share:
            return self.fact.share
        return Quantity(HALF_SHARE if self.fact.property == Company.parent.name else 0, WHOLE_SHARE)


class OwnershipChain:
    """A company with all owners above it, and who of them is listed, on a day."""

    def __init__(
        self, base: KnowledgeBase, company: Entity, day: int, rules: Sequence[Rule]
    ) -> None:
        self.company, self.day = company, day
        self.entities = {company.id: company}
        self.links = list(self._collect_links(base))
        self.listings = {
            id_: list(find_listing_rules(rules, id_, day)) for id_ in self._list_party_ids()
        }

    @property
    def is_domestic(self) -> bool:
        """Whether the company has its seat in the country whose rules these are."""
        return _find_seat(self.company, self.day) == HOME_COUNTRY

    @property
    def has_listed_owner(self) -> bool:
        """Whether a listed party owns a part of it, or of an owner, however small."""
        return any(self.is_listed(link.owner_id) for link in self.links)

    @property
    def may_have_listed_owner(self) -> bool:
        """Whether an owner is listed, or was on a day that is not known exactly."""
        return any(self.is_listed(link.owner_id) is not False for link in self.links)

    def get_name(self, id_: str) -> str:
        """Return the name of a party in the chain; its id where the base has none of it."""
        entity = self.entities.get(id_)
        return entity.name if entity else id_

    def is_listed(self, id_: str) -> Truth:
        """Return whether a party is on a list: a rule names it, or a fact says so.

        None between the first and the last day of an imprecise date of its listing.
        """
        is_stated_listed = any(fact.value == "listed" for fact in self.list_listing_facts(id_))
        by_rules = [rule.is_surely_in_force(self.day) or None for rule in self.listings[id_]]
        return disjoin(is_stated_listed, *by_rules)

    def list_listing_facts(self, id_: str) -> list[Fact]:
        """List the facts that say whether a company is listed."""
        entity = self.entities.get(id_)
        facts = (
            _filter_valid_facts(entity.facts, self.day)
            if entity and entity.kind == "company"
            else []
        )
        return [fact for fact in facts if fact.property == Company.entity_list.name]

    def list_owner_links(self, id_: str) -> list[OwnershipLink]:
        """List the owners of a company, each once: of one with a stated share, the latest of it."""
        links_by_owner: dict[str, OwnershipLink] = {}
        for link in sorted(self.links, key=lambda link: link.fact.share is None):
            if link.company_id == id_:
                links_by_owner.setdefault(link.owner_id, link)
        return list(links_by_owner.values())

    def compute_listed_share(self, id_: str = "", visited: tuple[str, ...] = ()) -> KnownFigure:
        """Compute the part of a company that listed parties own, also through what they control.

        A part whose owner is not known may be theirs too. Of a firm with its seat in the United
        States none of it counts, as the rule is about foreign entities: 15 CFR 744.11(a)(1) as of
        90 FR 47201. A seat there is no proof that it is none. A state has no owners.
        """
        id_ = id_ or self.company.id
        steps = [link for link in self.list_owner_links(id_) if link.owner_id not in visited]
        if not steps:
            if self.is_domestic or self._has_no_owners(id_):
                return KnownFigure(Quantity(0, 0))
            return KnownFigure(Quantity(0, WHOLE_SHARE), missing_properties=("owners",))
        shares = [self._count_share(link, (*visited, id_)) for link in steps]
        low = min(WHOLE_SHARE, sum(share.low or 0 for share in shares))
        total_share = sum(link.share.low or 0 for link in steps)
        unowned_share = 0 if self.is_domestic else max(0, WHOLE_SHARE - total_share)
        high = min(
            WHOLE_SHARE, sum(_close_upper_end(share.high) for share in shares) + unowned_share
        )
        missing = ("owners",) if unowned_share and high > low else ()
        facts = tuple(link.fact for link in steps)
        return KnownFigure(
            Quantity(round_number(low), round_number(high)), facts, missing_properties=missing
        )

    def build_end_user(self) -> EndUser:
        """Build the company as a buyer, with the seats of it and of its parents."""
        parents = [link.owner_id for link in self.links if (link.share.low or 0) >= HALF_SHARE]
        seats = [
            _find_seat(self.entities.get(id_), self.day) for id_ in (self.company.id, *parents)
        ]
        countries = tuple(dict.fromkeys(seat for seat in seats if seat))
        footnotes = (
            footnote
            for id_ in (self.company.id, *parents)
            for rule in self.listings.get(id_, ())
            for footnote in list_footnotes(rule, id_)
        )
        return EndUser(
            id=self.company.id,
            name=self.company.name,
            countries=countries,
            listed_share=self.compute_listed_share(),
            footnotes=tuple(dict.fromkeys(footnotes)),
        )

    def _count_share(self, link: OwnershipLink, visited: tuple[str, ...]) -> Quantity:
        """Compute the part of a share that counts: all if its owner is listed or is theirs."""
        is_owner_listed = self.is_listed(link.owner_id)
        if is_owner_listed:
            return link.share
        if is_owner_listed is None:
            return link.share._replace(low=0)
        listed_share = self.compute_listed_share(link.owner_id, visited).value or _UNKNOWN_SHARE
        owner = self.entities.get(link.owner_id)
        if owner is not None and owner.kind != "company":
            return Quantity(0, 0)
        low = link.share.low if (listed_share.low or 0) >= HALF_SHARE else 0
        return Quantity(
            low, link.share.high if _close_upper_end(listed_share.high) >= HALF_SHARE else 0
        )

    def _has_no_owners(self, id_: str) -> bool:
        """Tell whether a party is one that cannot be owned, such as a state."""
        entity = self.entities.get(id_)
        facts = _filter_valid_facts(entity.facts, self.day) if entity else []
        return any(
            fact.property == Company.owners.name
            and isinstance(fact.value, UnknownValue)
            and fact.value.reason == NOT_APPLICABLE
            for fact in facts
        )

    def _collect_links(self, base: KnowledgeBase) -> Iterator[OwnershipLink]:
        entities, visited = [self.company], {self.company.id}
        for depth in range(MAX_OWNERSHIP_DEPTH):
            facts = [fact for entity in entities for fact in _list_owner_facts(entity, self.day)]
            yield from (OwnershipLink(fact, depth) for fact in facts)
            ids = sorted({str(fact.value) for fact in facts} - visited)
            visited.update(ids)
            entities = base.load_entities(ids)
            self.entities |= {entity.id: entity for entity in entities}

    def _list_party_ids(self) -> Iterable[str]:
        return dict.fromkeys((self.company.id, *(link.owner_id for link in self.links)))


def find_listing_rules(rules: Iterable[Rule], id_: str, day: int) -> Iterator[Rule]:
    """Find the rules in force on a day that put a party on a list."""
    yield from (rule for rule in find_naming_rules(rules, id_) if rule.is_in_force(day))


def find_naming_rules(rules: Iterable[Rule], id_: str) -> Iterator[Rule]:
    """Find the rules that put a party on a list, whenever they are in force."""
    for rule in rules:
        if rule.act.lists_parties:
            conditions = (paragraph.condition for paragraph in rule.paragraphs)
            if any(_names_party(condition, id_) for condition in conditions):
                yield rule


def list_footnotes(rule: Rule, id_: str) -> Iterator[str]:
    """List the footnotes of the entries of a listing that name a party."""
    for paragraph in rule.paragraphs:
        if _names_party(paragraph.condition, id_):
            yield from paragraph.footnotes


def _names_party(condition: Condition, id_: str) -> bool:
    return any(
        test.property == PARTY_KEY and id_ in test.words for test in iter_criteria(condition)
    )


def find_subsidiary_facts(base: KnowledgeBase, company: Entity, day: int) -> list[Fact]:
    """Find the facts that say what a company owns, or a part of it."""
    return [
        fact
        for fact in _filter_valid_facts(base.find_facts_pointing_at([company.id]), day)
        if fact.property in _OWNER_PROPERTIES
    ]


def _list_owner_facts(company: Entity, day: int) -> list[Fact]:
    """List the facts that name an owner of a company, the latest first."""
    facts = _filter_valid_facts(company.facts, day) if company.kind == "company" else []
    owner_facts = (
        fact for fact in facts if fact.property in _OWNER_PROPERTIES and not fact.is_unknown
    )
    return sorted(owner_facts, key=build_rank_key)


def _filter_valid_facts(facts: Iterable[Fact], day: int) -> list[Fact]:
    """Keep the facts that held on a day, as far as they say from when and until when."""
    return [fact for fact in facts if fact.may_hold_on(day)]


def _find_seat(company: Entity | None, day: int) -> str:
    facts = _filter_valid_facts(company.facts, day) if company else []
    return next((str(fact.value) for fact in facts if fact.property == Company.country.name), "")


def _close_upper_end(end: Real | None) -> Real:
    return WHOLE_SHARE if end is None else end
