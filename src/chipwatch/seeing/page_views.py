"""What the templates of a site are given: plain values, every address already checked."""

from collections.abc import Sequence
from typing import NamedTuple

from ..model.table import NumberedCitation, Table
from .date_drawing import DateDrawing
from .figure_drawings import FigureDrawing
from .neighbour_graph import GraphDrawing

WEB_SCHEMES = ("https://", "http://")
"""The beginnings of an address that may become a link; ``javascript:`` is none of them."""


class LinkView(NamedTuple):
    """A text, and the address that it leads to from the root of the site, if any."""

    text: str
    href: str = ""
    hint: str = ""
    """What is said beside it, less loudly."""


class ValueView(NamedTuple):
    """One statement: value, note, dates, certainty, and the places that support it."""

    text: str
    href: str = ""
    """The page of the entity that it names, from the root of the site."""
    url: str = ""
    """The address in the web that it is."""
    note: str = ""
    dates: str = ""
    certainty: str = ""
    is_known: bool = True
    places: Sequence[NumberedCitation] = ()


class PropertyView(NamedTuple):
    """A property with the values shown, and those that another stands before."""

    label: str
    values: Sequence[ValueView]
    others: Sequence[ValueView] = ()


class SectionView(NamedTuple):
    """A section of the facts."""

    title: str
    anchor: str
    properties: Sequence[PropertyView]


class HeadLineView(NamedTuple):
    """A line in the head of a page."""

    label: str
    values: Sequence[LinkView]
    remark: str = ""
    mark: str = ""


class ControlsView(NamedTuple):
    """The verdict on a chip or system: its card, and how it changed."""

    tables: Sequence[Table]
    changes: Sequence["VerdictChangeView"]


class VerdictChangeView(NamedTuple):
    """From when a verdict held, and the rules that brought it."""

    since: str
    status: str
    title: str
    class_name: str
    policy: str
    rules: Sequence[LinkView]
    is_current: bool


class TimelineView(NamedTuple):
    """A date of an entity or of one that is linked with it."""

    day: str
    what: str
    thing: LinkView
    note: str = ""


class SourceView(NamedTuple):
    """A source in the list at the end of a page."""

    number: int
    title: LinkView
    details: str
    url: str


class UseView(NamedTuple):
    """Facts about one entity that rest on a source, or that one of its claims supports."""

    heading: str
    verdict: str
    statements: Sequence["StatementView"]


class StatementView(NamedTuple):
    """One fact that rests on a source."""

    thing: LinkView
    label: str
    value: str
    certainty: str
    place: str


class EntityView(NamedTuple):
    """Everything that the page of an entity shows."""

    id: str
    kind: str
    name: str
    title_parts: Sequence[str]
    summary: str
    head: Sequence[HeadLineView]
    aliases: Sequence[str]
    sections: Sequence[SectionView]
    missing: str
    controls: ControlsView | None
    rule_href: str
    """The page of its rules, of a policy that has some."""
    figures: Sequence[FigureDrawing]
    """The figures of which many periods are known."""
    drawing: GraphDrawing | None
    dates: DateDrawing | None
    timeline: Sequence[TimelineView]
    omitted_dates: int
    uses: Sequence[UseView]
    use_count: int
    sources: Sequence[SourceView]


def keep_web_address(text: str) -> str:
    """Keep an address that a browser may open; anything else becomes nothing."""
    return text if text.startswith(WEB_SCHEMES) and text.isprintable() else ""
