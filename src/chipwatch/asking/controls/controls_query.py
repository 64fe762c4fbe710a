"""One question about export controls: its inputs, and the verdict on an item with its history."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from ...model import clock
from ...model.dates import Date
from ...model.entity import Entity
from ...model.facts import Fact
from ...model.problem import NotFoundError
from ...model.quantity import Quantity
from ...model.query_dates import parse_option_date
from ...model.schema import Chip, Policy
from ...model.wording import format_count
from ...rules.circumstances import Circumstances
from ...rules.destinations import (
    Shipment,
    collect_country_groups,
    is_shipment_reached,
    iter_group_changes,
)
from ...rules.findings import (
    ParagraphFinding,
    collect_criterion_results,
    collect_other_findings,
    is_item_named,
)
from ...rules.item import EndUser, Item, build_item
from ...rules.judgement import judge
from ...rules.rule import SHIPMENT_KEYS, Rule
from ...rules.verdict import Verdict
from ...store.knowledge_base import KnowledgeBase
from ..answers.entity_match import EntityMatch
from ..answers.query_options import join_first_names
from ..naming.resolver import resolve
from .chip_origins import ChipOrigins, OriginRequest
from .export_destination import parse_destination
from .ownership import OwnershipChain
from .references import References, load_references
from .verdict_history import DatedVerdict, judge_history, list_rule_days

DISCLAIMER = (
    "No match is not clearance: other rules, end uses and end users count too; this is a"
    " calculation, not legal advice."
)


class ControlsRequest(NamedTuple):
    """The circumstances that a user gives, besides the chips."""

    as_of: str = ""
    """A date, by default today. One that is less precise than a day stands for its last day."""
    destination: str = ""
    """A country by name or code, by default China."""
    end_user: str = ""
    """The name of a company."""
    origin: OriginRequest = OriginRequest()
    is_detailed: bool = False
    """Whether the card has every paragraph with its bounds."""
    exact: bool = False
    """Whether names are taken as they are written, without guessing."""


class SystemPart(NamedTuple):
    """A chip in a system, the verdict on the system by it alone, and how many there are."""

    item: Item
    verdict: Verdict
    number: Quantity | None
    fact: Fact
    """The fact that it is in it."""


class JudgedSystem(NamedTuple):
    """A card, server or rack, and the chips by which it was judged."""

    id: str
    name: str
    parts: tuple[SystemPart, ...]
    total_tpp: Quantity | None
    """The TPP of all its chips; it counts for allocations and not for the class."""


class ControlsResult(NamedTuple):
    """An item, the verdict on it, and the verdicts of all other days.

    Of a system it is the chip in it that decides.
    """

    item: Item
    verdict: Verdict
    history: tuple[DatedVerdict, ...]
    match: EntityMatch | None
    """How the chip was found by its name; None for one that is only specified."""
    other_findings: tuple[ParagraphFinding, ...]
    """What it falls under, or may, that requires no licence."""
    system: JudgedSystem | None = None

    @property
    def name(self) -> str:
        """The name of what was asked about: the chip, or the system that it is a part of."""
        return self.system.name if self.system else self.item.name

    def list_named_actions(self) -> list[Rule]:
        """List the letters, listings, decisions and warnings that name the item or its buyer."""
        return [
            rule
            for rule in self.verdict.rules
            if not rule.act.gives_class and is_item_named(rule, self.item)
        ]

    def list_tested_properties(self) -> list[str]:
        """List every property that was tested."""
        verdict = self.verdict
        findings = (*verdict.findings, *verdict.reviews, *self.other_findings)
        return [
            result.property_name
            for result in collect_criterion_results(findings)
            if result.property_name not in SHIPMENT_KEYS
        ]

    def list_tested_facts(self) -> list[Fact]:
        """List the facts that the tested properties rest on."""
        return [
            fact for name in self.list_tested_properties() for fact in self.item.get_facts(name)
        ]

    def list_cited_facts(self) -> list[Fact]:
        """List the facts that an answer cites: those tested, and which chips a system has."""
        part_facts = [part.fact for part in self.system.parts] if self.system else []
        return [*self.list_tested_facts(), *part_facts]


class ControlsQuery:
    """The day, the destination, the buyer and the rules of one question."""

    def __init__(self, base: KnowledgeBase, request: ControlsRequest) -> None:
        self.base, self.request = base, request
        self.day = parse_day(request.as_of)
        self.is_about_past = self._tell_if_past()  # now: nothing is asked while it is shown
        self.rules = base.load_rules()
        _refuse_rejected_policies(base)
        if not self.rules:
            raise _build_no_rules_error(base)
        country_groups = collect_country_groups(self.rules, self.day.last)
        self.destination = parse_destination(request.destination, country_groups)
        self.circumstances = Circumstances(self.day.last, self.destination, self.rules)
        self.origins = ChipOrigins(base, request.origin, self.day.last)
        self._days_by_kind: dict[str, Mapping[Date, Circumstances]] = {}

    @cached_property
    def ownership(self) -> OwnershipChain | None:
        """The buyer with its owners; None without a buyer. Raises the errors of names."""
        if not self.request.end_user:
            return None
        match = resolve(self.base, self.request.end_user, "company", exact=self.request.exact)
        (company,) = self.base.load_entities([match.entity.id])
        return OwnershipChain(self.base, company, self.day.last, self.rules)

    @cached_property
    def end_user(self) -> EndUser | None:
        """Who gets the item; None where that is not asked about."""
        return self.ownership.build_end_user() if self.ownership else None

    def build_item(self, chip: Entity) -> Item:
        """Build the item for a chip of the base as it was on the day."""
        origin = self.origins.find_origin(chip.facts)
        return build_item(chip, self.day.last, self.end_user, origin=origin)

    def build_tool(self, tool: Entity) -> Item:
        """Build the item for a tool of the base as it was on the day."""
        origin = self.origins.find_tool_origin(tool.facts)
        return build_item(tool, self.day.last, self.end_user, origin=origin)

    def build_home_item(self, chip: Entity) -> Item:
        """Build the item for a chip as if it were shipped from the United States."""
        return build_item(chip, self.day.last, self.end_user)

    def build_part(self, system: Entity, chip: Entity) -> Item:
        """Build the item for a chip as a part of a system, which is shipped as a whole."""
        origin = self.origins.find_system_origin(system.facts, chip.facts)
        return build_item(chip, self.day.last, self.end_user, origin=origin, is_in_system=True)

    def build_unknown_part(self, system: Entity) -> Item:
        """Build the item for the chips of a system of which the base knows none."""
        origin = self.origins.find_system_origin(system.facts, ())
        return Item(system.id, system.name, {}, self.end_user, origin=origin, is_in_system=True)

    def judge_item(self, item: Item, match: EntityMatch | None = None) -> ControlsResult:
        """Judge an item on the day, and on each day on which a rule begins or ends."""
        return ControlsResult(
            item=item,
            verdict=judge(item, self.circumstances),
            history=judge_history(item, self._list_days(item.kind.name)),
            match=match,
            other_findings=collect_other_findings(item, self.circumstances),
        )

    def list_reaching_rules(self) -> Iterator[Rule]:
        """List the rules on chips in force of which a paragraph reaches the destination, or may."""
        shipment = Shipment(self.destination, None, self.circumstances.country_groups)
        for rule in self.circumstances.select_rules(Chip.name):
            reaches = (
                is_shipment_reached(rule, paragraph, shipment) for paragraph in rule.paragraphs
            )
            if any(truth is not False for truth in reaches):
                yield rule

    @property
    def newest_rule_date(self) -> Date:
        """The day on which the newest rule of the base begins: what came later is not counted."""
        return max((rule.since for rule in self.rules), key=lambda date: date.first)

    def _tell_if_past(self) -> bool:
        """Tell whether the day is before the newest source, up to which the base knows chips."""
        newest = self.base.find_newest_publication()
        return bool(newest) and self.day.last < Date.parse(newest).first

    def build_days(self, days: Iterable[Date]) -> Mapping[Date, Circumstances]:
        """Build the circumstances of some days, to be used for every item."""
        return {day: Circumstances(day.first, self.destination, self.rules) for day in days}

    def _list_days(self, item_kind: str) -> Mapping[Date, Circumstances]:
        """List the days on which a rule about such items begins or ends.

        Those of lists of parties count only with a buyer; those about country groups, where they
        move the destination or the seat of the buyer.
        """
        if item_kind not in self._days_by_kind:
            has_end_user = bool(self.request.end_user)
            rules = (
                rule
                for rule in self.rules
                if rule.is_about(item_kind)
                and (
                    self.destination in rule.destinations
                    if rule.act.covers_every_item
                    else has_end_user or rule.act.is_reported
                )
            )
            seats = self.end_user.countries if self.end_user else ()
            group_changes = iter_group_changes(self.rules, (self.destination, *seats))
            days = list_rule_days((*rules, *group_changes))
            self._days_by_kind[item_kind] = self.build_days(days)
        return self._days_by_kind[item_kind]

    def load_references(
        self, facts: Iterable[Fact] = (), entity_ids: Iterable[str] = ()
    ) -> References:
        """Load what the rules and some facts name and cite."""
        return load_references(self.base, self.rules, facts, entity_ids)


def parse_day(text: str) -> Date:
    """Parse the day asked for, by default today; raise UsageError."""
    return parse_option_date("--as-of", text) or clock.get_today()


def _refuse_rejected_policies(base: KnowledgeBase) -> None:
    """Raise NotFoundError where policies are left out: their rules might ask for a licence."""
    ids = [entity.id for entity in base.load_rejected_entities() if entity.kind == Policy.name]
    if ids:
        count = format_count(len(ids), "policy is", "policies are")
        raise NotFoundError(
            f"no verdict can be given: {count} left out because of problems in the files"
            f" ({join_first_names(ids)})",
            "run chipwatch check, and mend what it names",
        )


def _build_no_rules_error(base: KnowledgeBase) -> NotFoundError:
    """Build the error that the base has no rules, or had none by the day that was asked about."""
    if base.time_filter:
        dates = base.time_filter.query_dates
        message = f"no rule of the base was {dates}: what was controlled is unknown"
        return NotFoundError(message, "ask for a later --known-by")
    hint = "add policies with rules, or leave --data out to use the bundled ones"
    return NotFoundError("the base has no rules to calculate with", hint)
