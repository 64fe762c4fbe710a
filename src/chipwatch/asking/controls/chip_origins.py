"""Where items are shipped from and made: as asked, or else as their designers and makers say."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ...model.countries import find_country_code, suggest_countries
from ...model.facts import Fact
from ...model.problem import FieldError, UnknownNameError, UsageError
from ...model.quantity import Quantity
from ...model.schema import Chip, Company, Policy, Product, System
from ...rules.origin import (
    ASSUMED,
    BY_DESIGNER,
    BY_MAKER,
    BY_SELLER,
    GIVEN,
    HOME_COUNTRY,
    Origin,
)
from ...rules.truth import Truth
from ...store.knowledge_base import KnowledgeBase

WHOLE_SHARE = 100
_ANSWERS: dict[str, Truth] = {"": None, "yes": True, "no": False}


class OriginRequest(NamedTuple):
    """What a user says of the origin; an empty text where nothing is said."""

    shipped_from: str = ""
    """A country by name or code; by default that of the designer, else the United States."""
    made_in: str = ""
    """A country by name or code; by default that of the foundry."""
    us_content: str = ""
    """The controlled US content in per cent."""
    us_technology: str = ""
    """``yes`` or ``no``: whether it is a direct product of US technology or software."""


class StatedOrigin(NamedTuple):
    """What a user says of the origin, parsed; nothing where nothing is said."""

    shipped_from: str
    made_in: str
    us_content: Quantity | None
    us_technology: Truth


class ChipOrigins:
    """The origins of the chips of one question; the seats of companies are loaded once."""

    def __init__(self, base: KnowledgeBase, request: OriginRequest, day: int) -> None:
        self._base, self._day = base, day
        self._stated_origin = parse_origin(request)
        self._seats: dict[str, str] = {}

    def find_origin(self, facts: Sequence[Fact]) -> Origin:
        """Find the origin of a chip: what was asked, else what its facts say, else the US.

        A chip whose designer has its seat in the United States counts as a direct product of US
        technology wherever it is made: that of its own design.
        """
        stated_origin = self._stated_origin
        designer_seats = self._find_seats(facts, Chip.designer.name)
        is_home_design = HOME_COUNTRY in designer_seats
        us_technology = stated_origin.us_technology
        made_in = (stated_origin.made_in,) if stated_origin.made_in else ()
        origin = Origin(
            shipped_from=HOME_COUNTRY,
            basis=ASSUMED,
            made_in=made_in or self._find_seats(facts, Chip.foundry.name),
            us_content=stated_origin.us_content,
            us_technology=(is_home_design or None) if us_technology is None else us_technology,
        )
        if stated_origin.shipped_from:
            return origin._replace(shipped_from=stated_origin.shipped_from, basis=GIVEN)
        if stated_origin.made_in:
            return origin._replace(shipped_from=stated_origin.made_in, basis=BY_MAKER)
        if designer_seats:
            seat = HOME_COUNTRY if is_home_design else designer_seats[0]
            return origin._replace(shipped_from=seat, basis=BY_DESIGNER)
        return origin

    def find_system_origin(
        self, system_facts: Sequence[Fact], chip_facts: Sequence[Fact]
    ) -> Origin:
        """Find the origin of a system: what was asked, else the seat of its maker.

        It is as much a direct product of US technology as the chip in it; where it is put together
        is not known.
        """
        origin = self.find_origin(chip_facts)
        return self._ship_from_seller(origin, system_facts, System.maker.name)

    def find_tool_origin(self, facts: Sequence[Fact]) -> Origin:
        """Find the origin of a tool: what was asked, else the seat of its maker."""
        return self._ship_from_seller(self.find_origin(()), facts, Product.developer.name)

    def _ship_from_seller(
        self, origin: Origin, facts: Sequence[Fact], property_name: str
    ) -> Origin:
        """Ship an item from the seat of who sells it, unless it was asked from where."""
        if origin.basis in (GIVEN, BY_MAKER):
            return origin
        seats = self._find_seats(facts, property_name)
        if not seats:
            return origin._replace(shipped_from=HOME_COUNTRY, basis=ASSUMED, made_in=())
        seat = HOME_COUNTRY if HOME_COUNTRY in seats else seats[0]
        return origin._replace(shipped_from=seat, basis=BY_SELLER, made_in=())

    def _find_seats(self, facts: Iterable[Fact], property_name: str) -> tuple[str, ...]:
        """Find the countries of the companies that a property of a chip names, each once."""
        ids = dict.fromkeys(
            str(fact.value)
            for fact in facts
            if fact.property == property_name and not fact.is_unknown
        )
        self._load_seats([id_ for id_ in ids if id_ not in self._seats])
        return tuple(dict.fromkeys(filter(None, (self._seats[id_] for id_ in ids))))

    def _load_seats(self, ids: Sequence[str]) -> None:
        if not ids:
            return
        self._seats |= dict.fromkeys(ids, "")
        for company in self._base.load_entities(ids, [Company.country.name]):
            seats = [fact for fact in company.facts if fact.may_hold_on(self._day)]
            self._seats[company.id] = next((str(f.value) for f in seats or company.facts), "")


def parse_origin(request: OriginRequest) -> StatedOrigin:
    """Parse what a user says of the origin; raise UsageError and UnknownNameError."""
    if request.us_technology not in _ANSWERS:
        hint = "whether it, or the plant that makes it, is a direct product of US technology"
        raise UsageError(f"--us-technology is yes or no, not {request.us_technology!r}", hint)
    return StatedOrigin(
        shipped_from=_parse_country(request.shipped_from),
        made_in=_parse_country(request.made_in),
        us_content=_parse_content(request.us_content),
        us_technology=_ANSWERS[request.us_technology],
    )


def _parse_country(text: str) -> str:
    """Parse a country by name or code; nothing for an empty text."""
    code = find_country_code(text) if text else ""
    if code is None:
        suggestions = suggest_countries(text)
        hint = f"did you mean {' or '.join(suggestions)}?" if suggestions else "such as China, TW"
        raise UnknownNameError(f"there is no country {text!r}", hint, suggestions)
    return code


def _parse_content(text: str) -> Quantity | None:
    """Parse a part in per cent; None for an empty text."""
    if not text:
        return None
    hint = "write the controlled US content in per cent of the value: --us-content 12"
    try:
        content = Policy.us_content.parse(text)
    except FieldError as error:
        raise UsageError(f"--us-content: {error.message}", hint) from None
    if (content.high or content.low or 0) > WHOLE_SHARE:
        raise UsageError("--us-content: a part is at most 100 %", hint)
    return content
