"""What every page of a site says around its content: navigation, day, how it is cited."""

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, metadata
from typing import NamedTuple

from ..asking.answers.citations import format_reference
from ..model import clock
from ..model.facts import SourceRecord
from ..model.schema import KINDS
from ..version import __version__
from .page_views import LinkView, keep_web_address
from .site_addresses import PageAddress
from .site_content import SiteContent

PAGE_POLICY = (
    "default-src 'none'; style-src 'self' file:; img-src 'self' file:; form-action 'self' file:;"
    " base-uri 'none'"
)
"""What a browser may load for a page: style and pictures beside it, from a server or a disk."""
SEARCH_POLICY = f"{PAGE_POLICY}; script-src 'self' file: 'wasm-unsafe-eval'"
"""The same for the page that searches, with our scripts, and Pagefind as it is compiled."""
PICTURE_POLICY = f"{PAGE_POLICY}; script-src 'self' file:"
"""The same for pages with pictures, which a script of ours makes live."""
REPORT_LABELS = ("Issues", "Tracker", "Repository")
"""The addresses of the project, by their labels in its metadata, that take a report."""


class SiteInfo(NamedTuple):
    """What is the same on every page."""

    kinds: Sequence[LinkView]
    has_rules: bool
    newest: str
    """When the newest source appeared."""
    dates: str
    """The dates for which the site holds, if it has any."""
    day: str
    """The day of the verdicts."""
    written: str
    report_url: str
    version: str = __version__
    policy: str = PAGE_POLICY
    search_policy: str = SEARCH_POLICY
    picture_policy: str = PICTURE_POLICY


class PageInfo(NamedTuple):
    """What a page says of itself; addresses beside it have no way to the root."""

    href: str
    root: str
    json_href: str
    report_href: str
    subject: str
    """What it is about, for a report."""
    citation: str
    command: str = ""
    """The command that gives the JSON beside it."""


def build_site_info(content: SiteContent) -> SiteInfo:
    """Build what is the same on every page of a site."""
    return SiteInfo(
        kinds=[
            LinkView(KINDS[kind].plural, content.get_kind_address(kind).href)
            for kind in content.kinds
            if content.list_entities(kind)
        ],
        has_rules=bool(content.rules),
        newest=content.newest_publication,
        dates=str(content.dates) if content.dates else "",
        day=content.day.text,
        written=clock.get_today().text,
        report_url=find_report_address(),
    )


def build_page_info(
    content: SiteContent, address: PageAddress, subject: str, command: str = ""
) -> PageInfo:
    """Build what a page says of itself."""
    reference = SourceRecord(
        id=address.html,
        name=subject,
        type="reference",
        publisher=f"chipwatch {__version__}",
        published=content.newest_publication,
    )
    beside = address._replace(folder="")
    return PageInfo(
        href=address.href,
        root=address.root,
        json_href=beside.href.removesuffix("html") + "json",
        report_href=beside.href.removesuffix("html") + "txt",
        subject=subject,
        citation=format_reference(reference),
        command=command,
    )


def find_report_address() -> str:
    """Find the public address that takes a report; nothing as long as the project has none."""
    try:
        lines = metadata("chipwatch").get_all("Project-URL") or []
    except PackageNotFoundError:
        return ""
    addresses = dict(map(_split_label, lines))
    return next((addresses[label] for label in REPORT_LABELS if label in addresses), "")


def _split_label(line: str) -> tuple[str, str]:
    label, _, address = line.partition(",")
    return label.strip(), keep_web_address(address.strip())
