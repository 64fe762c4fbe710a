"""Write the pages of rules: each with the plane that it draws; the list has that of the day."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from ..model.answer import Json
from ..model.installation import format_extra_command
from ..showing.formats import encode_text
from ..showing.json_format import render_json
from ..showing.picture import bundle_live_library, can_draw_pictures
from .controls_views import ControlsViewBuilder
from .page_renderer import PageRenderer
from .plane_pictures import (
    LIVE_LIBRARY,
    PICTURE_SCRIPT,
    PICTURE_STYLE,
    PlanePicture,
    PlanePictures,
    list_picture_paths,
)
from .rule_views import RuleView, RuleViewBuilder, list_rule_ids
from .site_addresses import RULE_FOLDER, Files, PageAddress
from .site_context import build_page_info
from .site_templates import read_asset

RULES = PageAddress(RULE_FOLDER, "index")
PICTURE_FILES = (LIVE_LIBRARY, PICTURE_STYLE, PICTURE_SCRIPT)
"""What pages with pictures share."""


class RulePages:
    """The pages of the rules of a site, and the list of them."""

    def __init__(self, renderer: PageRenderer, controls: ControlsViewBuilder) -> None:
        self.renderer, self.controls = renderer, controls
        self.content = renderer.content
        self._pictures = PlanePictures(self.content)

    def list_paths(self) -> list[str]:
        """List the paths of all files."""
        pages = [*self._addresses.values(), *([RULES] if self._addresses else [])]
        paths = [path for page in pages for path in (page.html, page.json)]
        pictured_pages = [
            *(self._addresses[policy_id] for policy_id in self._picture_days),
            *([RULES] if self._has_current_plane else []),
        ]
        picture_paths = [path for page in pictured_pages for path in list_picture_paths(page)]
        return [*paths, *picture_paths, *(PICTURE_FILES if picture_paths else ())]

    def iter_files(self) -> Iterator[Files]:
        """Write the pages, each with what lies beside it."""
        rows = []
        for policy_id, address in self._addresses.items():
            view = RuleViewBuilder(self.content, self.controls, policy_id).build()
            yield self._write_rule(view, address)
            rows.append(_describe_rule(view, address))
        if rows:
            yield self._write_list(rows[::-1])
        if self._picture_days or self._has_current_plane:
            styles = {name: read_asset(name) for name in (PICTURE_STYLE, PICTURE_SCRIPT)}
            yield {LIVE_LIBRARY: encode_text(bundle_live_library()), **styles}

    def describe_gaps(self) -> str:
        """Say that there are no pictures where a library is missing."""
        if not self._addresses or can_draw_pictures():
            return ""
        return f"rules have no pictures: run {format_extra_command('charts')}"

    @cached_property
    def _addresses(self) -> dict[str, PageAddress]:
        addresses = {
            policy_id: self.content.find_rule_address(policy_id)
            for policy_id in list_rule_ids(self.content)
        }
        return {policy_id: address for policy_id, address in addresses.items() if address}

    @cached_property
    def _picture_days(self) -> dict[str, str]:
        """The first day on which a rule draws the plane, by its policy."""
        days: dict[str, str] = {}
        for rule in self.content.rules:
            is_new = rule.policy not in days and rule.act.gives_class
            if is_new and rule.policy in self._pictures.find_policies(rule.since.text):
                days[rule.policy] = rule.since.text
        return days

    @cached_property
    def _has_current_plane(self) -> bool:
        return bool(self._addresses and self._pictures.find_policies(self.content.day.text))

    def _write_rule(self, view: RuleView, address: PageAddress) -> Files:
        picture = self._draw(address, self._picture_days.get(view.id, ""))
        page = build_page_info(self.content, address, f"Rule: {view.name}")
        plane = picture.view if picture else None
        return {
            address.html: self.renderer.render("rule", page, rule=view, plane=plane),
            address.json: encode_text(render_json(_to_plain(view))),
            **(picture.files if picture else {}),
        }

    def _write_list(self, rows: list[Mapping[str, str]]) -> Files:
        page = build_page_info(self.content, RULES, "Rules")
        picture = self._draw(RULES, self.content.day.text if self._has_current_plane else "")
        plane = picture.view if picture else None
        return {
            RULES.html: self.renderer.render("rules", page, rules=rows, plane=plane),
            RULES.json: encode_text(render_json(rows)),
            **(picture.files if picture else {}),
        }

    def _draw(self, address: PageAddress, day: str) -> PlanePicture | None:
        return self._pictures.draw(address, day) if day else None


def _describe_rule(view: RuleView, address: PageAddress) -> Mapping[str, str]:
    return {
        "id": view.id,
        "name": view.name,
        "href": address.href,
        "since": view.acts[0].since,
        "acts": ", ".join(dict.fromkeys(act.name for act in view.acts)),
    }


def _to_plain(value: object) -> Json:
    """Turn views into objects and arrays of JSON."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {key: _to_plain(member) for key, member in value._asdict().items()}
    if isinstance(value, list | tuple):
        return [_to_plain(member) for member in value]
    return value if isinstance(value, int | float | None) else str(value)
