"""Draw the plane of a control rule for its page: an SVG file, its Vega-Lite, and its chips.

The picture is ready and needs no script. A reader who wants a live one loads the library, which
lies beside the pages, and the specification as a script: no page on a disk may read other files.
"""

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import quote
from xml.etree import ElementTree as ET

from ..asking.controls.controls_query import ControlsQuery, ControlsRequest
from ..charting.chart_answer import ChartAnswer, ChartRow
from ..charting.control_plane import build_control_plane, chart_control_plane
from ..model.problem import NotFoundError
from ..showing.formats import encode_text
from ..showing.json_format import render_json
from ..showing.picture import can_draw_pictures, draw_svg
from .page_views import LinkView
from .site_addresses import PageAddress
from .site_content import SiteContent
from .site_templates import read_asset

PICTURE_STYLE, PICTURE_SCRIPT = "picture.css", "picture.js"
"""Our files that pages with pictures load."""
ENDINGS = ("svg", "vl.json", "vl.js")
"""The files of a picture: ready, as a specification, and as a script that hands it over."""
LIVE_LIBRARY = "vega.js"
"""The file that draws live pictures: Vega, Vega-Lite and what puts them on a page."""


class PlaneRowView(NamedTuple):
    """A chip in the picture, in words."""

    chip: LinkView
    texts: Sequence[str]


class PlaneView(NamedTuple):
    """A picture on a page, with the addresses of its files, which lie beside the page."""

    title: str
    svg_href: str
    specification_href: str
    live_href: str
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
        svg_path, specification_path, live_path = list_picture_paths(address)
        specification = render_json(answer.to_data())
        view = PlaneView(
            title=answer.to_chart().frame.title,
            svg_href=_address_from_page(svg_path),
            specification_href=_address_from_page(specification_path),
            live_href=_address_from_page(live_path),
            width=size.get("width", ""),
            height=size.get("height", ""),
            headings=list(answer.content.columns.values()),
            rows=[self._build_row(answer, row) for row in answer.content.rows],
        )
        files = {
            svg_path: encode_text(f"{svg}\n"),
            specification_path: encode_text(specification),
            live_path: encode_text(f"window.chipwatchPicture = {specification.rstrip()};\n"),
        }
        return PlanePicture(view=view, files=files)

    def _build_query(self, day: str) -> ControlsQuery | None:
        query = self.content.controls
        return query and ControlsQuery(query.base, ControlsRequest(as_of=day))

    def _build_row(self, answer: ChartAnswer, row: ChartRow) -> PlaneRowView:
        _, *keys = answer.content.columns
        texts = [str(row.values.get(key) or "") for key in keys]
        return PlaneRowView(self.content.link(str(row.values["chip"])), texts)


def list_picture_paths(address: PageAddress) -> list[str]:
    """List the paths of the files of a picture on a page, from the root of the site."""
    stem = address.html.removesuffix("html")
    return [f"{stem}{ending}" for ending in ENDINGS]


def adapt_to_dark(svg: str) -> str:
    """Have a picture follow the screen of its reader: a style is stronger than its own colours."""
    style = read_asset(PICTURE_STYLE).decode()
    end_of_tag = svg.index(">") + 1
    return f"{svg[:end_of_tag]}<style>{style}</style>{svg[end_of_tag:]}"


def _address_from_page(path: str) -> str:
    return quote(path.rpartition("/")[2])
