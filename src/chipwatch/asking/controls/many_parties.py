"""Screen many names at once: what each means, how sure that is, and its standing on every list."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from ...model.answer import Answer
from ...model.table import Cell
from ...model.wording import format_count
from ...store.knowledge_base import KnowledgeBase
from ..answers.column_spec import ColumnSpec
from ..answers.columns import RowsAnswer, RowsSettings
from ..answers.query_options import QueryOptions
from ..naming.bulk_resolver import ResolvedName
from ..naming.resolver import find_by_name
from .controls_query import DISCLAIMER, ControlsQuery, ControlsRequest
from .party_standing import PartyStanding, find_standing
from .screening_lists import (
    LIST_NOT_HELD,
    LISTING_OPEN,
    OFF_LIST,
    ON_LIST,
    ScreeningLists,
    describe_standing,
)

NOT_SURE = "which firm is meant is not sure"


class ScreenedName(NamedTuple):
    """A name, the firm that it surely means, and the standing of that firm."""

    resolved: ResolvedName
    party_standing: PartyStanding | None
    """None where no firm is surely meant: such a name has not been screened."""

    @property
    def query(self) -> str:
        """The name as it was given."""
        return self.resolved.query

    @property
    def party(self) -> str | None:
        """The id of the firm."""
        return self.resolved.id

    @property
    def name(self) -> str | None:
        """The name of the firm."""
        return self.resolved.name

    @property
    def match(self) -> str:
        """How the name was found."""
        return self.resolved.match

    @property
    def score(self) -> float:
        """How well it matches, from 0 to 1."""
        return self.resolved.score

    @property
    def standing(self) -> str:
        """Whether a list or the 50 % rule reaches it; in words where no firm is surely meant."""
        return self.party_standing.status if self.party_standing else NOT_SURE

    def describe_list(self, index: int) -> str | None:
        """Describe the standing on one list, by its place among all; None if not screened."""
        if self.party_standing is None:
            return None
        return describe_standing(self.party_standing.lists[index])

    @property
    def entity_list(self) -> str | None:
        """The standing on the Entity List."""
        return self.describe_list(0)

    @property
    def meu(self) -> str | None:
        """The standing on the Military End-User List."""
        return self.describe_list(1)

    @property
    def uvl(self) -> str | None:
        """The standing on the Unverified List."""
        return self.describe_list(2)

    @property
    def sdn(self) -> str | None:
        """The standing on the list of Specially Designated Nationals."""
        return self.describe_list(3)

    @property
    def ns_cmic(self) -> str | None:
        """The standing on the list of Chinese Military-Industrial Complex Companies."""
        return self.describe_list(4)

    @property
    def section_1260h(self) -> str | None:
        """The standing on the list of Section 1260H."""
        return self.describe_list(5)


_SHORT_TEXTS = {OFF_LIST: "no", LIST_NOT_HELD: "not held", LISTING_OPEN: "?"}


def _build_list_cell(index: int, screened_name: ScreenedName) -> Cell:
    """Build a short cell on one list: since when it names the firm, or no."""
    if screened_name.party_standing is None:
        return Cell("")
    standing = screened_name.party_standing.lists[index]
    if standing.status == ON_LIST:
        return Cell(standing.since.text if standing.since else "yes", "differs")
    return Cell(_SHORT_TEXTS[standing.status])


_COLUMN_SPECS: list[ColumnSpec[ScreenedName]] = [
    ColumnSpec(key="query"),
    ColumnSpec(key="party", is_unbreakable=True),
    ColumnSpec(key="name", mark="name"),
    ColumnSpec(key="match"),
    ColumnSpec(key="score", is_numeric=True),
    ColumnSpec(key="standing"),
    ColumnSpec(
        key="entity_list",
        label="Entity List",
        build_cell=partial(_build_list_cell, 0),
        is_unbreakable=True,
    ),
    ColumnSpec(
        key="meu", label="MEU", build_cell=partial(_build_list_cell, 1), is_unbreakable=True
    ),
    ColumnSpec(
        key="uvl", label="UVL", build_cell=partial(_build_list_cell, 2), is_unbreakable=True
    ),
    ColumnSpec(
        key="sdn", label="SDN", build_cell=partial(_build_list_cell, 3), is_unbreakable=True
    ),
    ColumnSpec(
        key="ns_cmic", label="NS-CMIC", build_cell=partial(_build_list_cell, 4), is_unbreakable=True
    ),
    ColumnSpec(
        key="section_1260h",
        label="1260H",
        build_cell=partial(_build_list_cell, 5),
        is_unbreakable=True,
    ),
]


def screen_parties(
    base: KnowledgeBase, names: Sequence[str], request: ControlsRequest, options: QueryOptions
) -> Answer:
    """Screen each name, a repeated one once; a name that is not sure is never called unlisted."""
    query = ControlsQuery(base, request)
    lists = ScreeningLists(base, query.rules, query.day)
    screened_by_name = {name: _screen(query, name, lists) for name in dict.fromkeys(names)}
    screened_names = [screened_by_name[name] for name in names]
    settings: RowsSettings[ScreenedName] = RowsSettings(
        title=f"{format_count(len(names), 'name')} screened as of {query.day.text}",
        default_keys=[spec.key for spec in _COLUMN_SPECS],
        notes=(DISCLAIMER,),
    )
    return RowsAnswer(_COLUMN_SPECS, screened_names, options, settings)


def _screen(query: ControlsQuery, name: str, lists: ScreeningLists) -> ScreenedName:
    result = find_by_name(query.base, name, "company", exact=query.request.exact)
    resolved = ResolvedName(name, result)
    if resolved.entity is None:
        return ScreenedName(resolved, None)
    (company,) = query.base.load_entities([resolved.entity.id])
    return ScreenedName(resolved, find_standing(query, company, lists))
