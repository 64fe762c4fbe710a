"""Draw the plane of a control rule for its page: an SVG file, its Vega-Lite, and its chips.

Vega compiles expressions when it runs in a browser, which the policy of the pages forbids, so the
picture is ready, and the specification lies beside it for whoever wants a live one.
"""

from collections.abc import Sequence
from importlib.util import find_spec
from typing import NamedTuple
from urllib.parse import quote
from xml.etree import ElementTree as ET

from ..asking.controls.controls_query import ControlsQuery, ControlsRequest
from ..charting.chart_answer import ChartAnswer, ChartRow
from ..charting.control_plane import build_control_plane, chart_control_plane
from ..model.problem import NotFoundError
from ..showing.formats import encode_text
from ..showing.json_format import render_json
from ..showing.picture import draw_svg
from .page_views import LinkView
from .site_addresses import PageAddress
from .site_content import SiteContent

LIBRARY = "vl_convert"
SVG_ENDING, SPECIFICATION_ENDING = "svg", "vl.json"
_DARK_STYLE = (
    "<style>@media (prefers-color-scheme: dark) {"
    ' [fill="white"] { fill: #16171a } [fill="#000"], [fill="black"] { fill: #e4e2dc }'
    ' [fill="#555"] { fill: #a5a197 } [fill="#0072b2"] { fill: #56b4e9 }'
    ' [fill="#8c1420"], [fill="#b2182b"] { fill: #f0938a }'
    ' [stroke="#eee"] { stroke: #2b2d32 } [stroke="#ddd"] { stroke: #35373d }'
    ' [stroke="#0072b2"] { stroke: #56b4e9 } [stroke="#b2182b"] { stroke: #f0938a }'
    "}</style>"
)
"""What a dark screen makes of the colours that pictures are drawn with."""


class PlaneRowView(NamedTuple):
    """A chip in the picture, in words."""

    chip: LinkView
    texts: Sequence[str]


class PlaneView(NamedTuple):
    """A picture on a page, with the addresses of its files, which lie beside the page."""

    title: str
    svg_href: str
    specification_href: str
    width: str
    height: str
    headings: Sequence[str]
    rows: Sequence[PlaneRowView]


class PlanePicture(NamedTuple):
    """A picture, and its files by their paths from the root of the site."""

    view: PlaneView
    files: dict[str, bytes]


class PlanePictures:
    """The planes of the rules of a site."""

    def __init__(self, content: SiteContent) -> None:
        self.content = content

    def find_policies(self, day: str) -> set[str]:
        """Find the policies whose rules draw the plane of a day; none without limits or library."""
        if not can_draw_pictures():
            return set()
        query = self._build_query(day)
        if query is None:
            return set()
        try:
            return {rule.policy for rule in build_control_plane(query).rules}
        except NotFoundError:
            return set()

    def draw(self, address: PageAddress, day: str) -> PlanePicture:
        """Draw the plane of a day that has one, for the page at an address."""
        query = self._build_query(day)
        assert query is not None  # noqa: S101 - ``find_policies`` found rules
        answer = chart_control_plane(query)
        svg = adapt_to_dark(draw_svg(answer.to_chart()))
        size = ET.fromstring(svg)  # noqa: S314 - the library has just written it
        svg_path, specification_path = list_picture_paths(address)
        view = PlaneView(
            title=answer.to_chart().frame.title,
            svg_href=_address_from_page(svg_path),
            specification_href=_address_from_page(specification_path),
            width=size.get("width", ""),
            height=size.get("height", ""),
            headings=list(answer.content.columns.values()),
            rows=[self._build_row(answer, row) for row in answer.content.rows],
        )
        files = {
            svg_path: encode_text(f"{svg}\n"),
            specification_path: encode_text(render_json(answer.to_data())),
        }
        return PlanePicture(view=view, files=files)

    def _build_query(self, day: str) -> ControlsQuery | None:
        query = self.content.controls
        return query and ControlsQuery(query.base, ControlsRequest(as_of=day))

    def _build_row(self, answer: ChartAnswer, row: ChartRow) -> PlaneRowView:
        _, *keys = answer.content.columns
        texts = [str(row.values.get(key) or "") for key in keys]
        return PlaneRowView(self.content.link(str(row.values["chip"])), texts)


def can_draw_pictures() -> bool:
    """Tell whether vl-convert is installed."""
    return find_spec(LIBRARY) is not None


def list_picture_paths(address: PageAddress) -> list[str]:
    """List the paths of the files of a picture on a page, from the root of the site."""
    stem = address.html.removesuffix("html")
    return [f"{stem}{SVG_ENDING}", f"{stem}{SPECIFICATION_ENDING}"]


def adapt_to_dark(svg: str) -> str:
    """Have a picture follow the screen of its reader: a style is stronger than its own colours."""
    end_of_tag = svg.index(">") + 1
    return f"{svg[:end_of_tag]}{_DARK_STYLE}{svg[end_of_tag:]}"


def _address_from_page(path: str) -> str:
    return quote(path.rpartition("/")[2])
