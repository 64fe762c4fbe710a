"""Render the pages of one site: its templates, and what every page says around its content."""

from functools import cached_property

from ..showing.formats import encode_text
from .site_content import SiteContent
from .site_context import PageInfo, SiteInfo, build_site_info
from .site_templates import load_templates


class PageRenderer:
    """Renders templates with what is the same on every page of a site."""

    def __init__(self, content: SiteContent) -> None:
        self.content = content
        self._templates = load_templates()

    @cached_property
    def site(self) -> SiteInfo:
        """What is the same on every page."""
        return build_site_info(self.content)

    def render(self, template: str, page: PageInfo, **values: object) -> bytes:
        """Render a page; raises jinja2.UndefinedError for a value that it is not given."""
        html = self._templates.get_template(f"{template}.html")
        return encode_text(html.render(site=self.site, page=page, **values))
