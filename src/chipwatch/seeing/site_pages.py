"""Write the pages of a site: for each the HTML, the JSON beside it, and the text of a report."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from ..asking.answers.citations import format_reference
from ..asking.answers.entity_match import EntityMatch
from ..asking.answers.query_options import QueryOptions
from ..asking.pages.correction_report import CorrectionReport
from ..asking.pages.entity_pages import serialise_page
from ..asking.pages.listing import list_entities
from ..asking.pages.provenance import explain_entity
from ..model.answer import Answer, Json
from ..model.entity import Entity
from ..model.normalise import has_han
from ..model.problem import ChipwatchError
from ..model.schema import KINDS, Source
from ..showing.formats import encode_text
from ..showing.json_format import render_json
from ..store.records import EntityRef
from .controls_views import JUDGED_KINDS, ControlsViewBuilder
from .entity_views import EntityViewBuilder
from .name_search import write_name_index
from .page_views import LinkView, TimelineView
from .rule_views import RuleViewBuilder, list_rule_ids
from .site_addresses import QUESTION_FOLDER, RULE_FOLDER, PageAddress
from .site_content import SiteContent
from .site_context import PageInfo, SiteInfo, build_page_info, build_site_info
from .site_templates import load_templates, read_asset
from .tour_questions import TOUR_QUESTIONS, TourQuestion

START, RULES = PageAddress("", "index"), PageAddress(RULE_FOLDER, "index")
SEARCH = PageAddress("", "search")
STYLE_FILE, SEARCH_SCRIPT, NAMES_SCRIPT = "site.css", "search.js", "names.js"
LATEST_DATES = 12
"""Dates on the first page."""

Files = Mapping[str, bytes]
"""Files of a site, by their path from its root."""


class SitePages:
    """The pages of a site, each written when it is asked for."""

    def __init__(self, content: SiteContent) -> None:
        self.content = content
        self._controls = ControlsViewBuilder(content)
        self._templates = load_templates()

    def list_paths(self) -> list[str]:
        """List the paths of all pages, and of what is beside them."""
        entity_addresses = map(self.content.addresses.get, self.content.entities)
        other_addresses = (
            *(self.content.get_kind_address(kind) for kind in self._kinds),
            *filter(None, map(self.content.find_rule_address, list_rule_ids(self.content))),
            *([RULES] if self.content.rules else []),
            *(_get_question_address(question) for question in self._answers),
            START,
        )
        return [
            *(path for page in entity_addresses for path in (page.html, page.json, page.report)),
            *(path for page in other_addresses for path in (page.html, page.json)),
            *(SEARCH.html, NAMES_SCRIPT, SEARCH_SCRIPT, STYLE_FILE),
        ]

    def is_judged(self, entity_id: str) -> bool:
        """Tell whether the page of an entity has a verdict."""
        return self.content.entities[entity_id].kind in JUDGED_KINDS

    def write_entity(self, entity_id: str) -> Files:
        """Write the page of an entity."""
        entity, address = self.content.entities[entity_id], self.content.addresses.get(entity_id)
        page = build_page_info(
            self.content, address, entity.name, f"chipwatch show {entity_id} --json"
        )
        if entity.kind == Source.name:
            page = page._replace(
                citation=format_reference(self.content.graph.get_source(entity_id))
            )
        view = EntityViewBuilder(self.content, self._controls, entity).build()
        chinese_name = next(filter(has_han, entity.aliases), "")
        html = self._render("entity", page, entity=view, chinese_name=chinese_name)
        return {
            address.html: html,
            address.json: encode_text(render_json(self._build_entity_data(entity))),
            address.report: encode_text(f"{self._build_report(entity)}\n"),
        }

    def write_other_pages(self) -> Files:
        """Write all other pages: lists of kinds, rules, questions, the first page, search."""
        files: dict[str, bytes] = {}
        for kind in self._kinds:
            files |= self._write_kind(kind)
        if self.content.rules:
            files |= self._write_rules()
        for question, answer in self._answers.items():
            files |= self._write_question(question, answer)
        return {**files, **self._write_start(), **self._write_search()}

    def describe_gaps(self) -> str:
        """Say how many questions of the tour this base has no answer to."""
        count = len(TOUR_QUESTIONS) - len(self._answers)
        if not count:
            return ""
        return f"{count} of {len(TOUR_QUESTIONS)} questions of the tour have no answer in this base"

    @cached_property
    def _kinds(self) -> Sequence[str]:
        """The kinds of which there are any entities."""
        return [kind for kind in self.content.kinds if self.content.list_entities(kind)]

    @cached_property
    def _site(self) -> SiteInfo:
        return build_site_info(self.content)

    @cached_property
    def _answers(self) -> Mapping[TourQuestion, Answer]:
        """The answers to those questions of the tour that the base can answer."""
        answers = {}
        for question in TOUR_QUESTIONS:
            try:
                answers[question] = question.ask(self.content.base)
            except ChipwatchError:
                continue
        return answers

    def _render(self, template: str, page: PageInfo, **values: object) -> bytes:
        html = self._templates.get_template(f"{template}.html")
        return encode_text(html.render(site=self._site, page=page, **values))

    def _build_entity_data(self, entity: Entity) -> Json:
        """Build what ``show ID --json`` gives."""
        source_use = self.content.find_source_use(entity)
        data = serialise_page(self.content.graph, entity, _match_by_id(entity), source_use)
        return {**data, "moment": self.content.dates.to_data()} if self.content.dates else data

    def _build_report(self, entity: Entity) -> str:
        provenance = explain_entity(self.content.graph, entity, _match_by_id(entity))
        return CorrectionReport(provenance).text

    def _write_kind(self, kind_name: str) -> Files:
        kind, address = KINDS[kind_name], self.content.get_kind_address(kind_name)
        keys = ("id", *(key for key in kind.columns if key != "id"))
        answer = list_entities(self.content.base, kind_name, QueryOptions(columns=keys))
        command = f"chipwatch {kind_name} --columns {','.join(keys)} --json"
        page = build_page_info(self.content, address, kind.plural.capitalize(), command)
        hrefs = {
            entity.id: self.content.addresses.find_href(entity.id)
            for entity in self.content.list_entities(kind_name)
        }
        (listing,) = answer.to_tables()
        return {
            address.html: self._render("kind", page, kind=kind, listing=listing, hrefs=hrefs),
            address.json: encode_text(render_json(answer.to_data())),
        }

    def _write_rules(self) -> Files:
        files: dict[str, bytes] = {}
        rows = []
        for policy_id in list_rule_ids(self.content):
            view = RuleViewBuilder(self.content, self._controls, policy_id).build()
            address = self.content.addresses.get(policy_id)._replace(folder=RULE_FOLDER)
            page = build_page_info(self.content, address, f"Rule: {view.name}")
            files[address.html] = self._render("rule", page, rule=view)
            files[address.json] = encode_text(render_json(_to_plain(view)))
            acts = ", ".join(dict.fromkeys(act.name for act in view.acts))
            rows.append(
                {
                    "id": policy_id,
                    "name": view.name,
                    "href": address.href,
                    "since": view.acts[0].since,
                    "acts": acts,
                }
            )
        rows.reverse()
        page = build_page_info(self.content, RULES, "Rules")
        return {
            **files,
            RULES.html: self._render("rules", page, rules=rows),
            RULES.json: encode_text(render_json(rows)),
        }

    def _write_question(self, question: TourQuestion, answer: Answer) -> Files:
        address = _get_question_address(question)
        page = build_page_info(self.content, address, question.title, question.command)
        html = self._render(
            "question",
            page,
            question=question,
            remarks=answer.collect_remarks(),
            tables=[table.drop_drawings() for table in answer.to_tables()],
        )
        return {address.html: html, address.json: encode_text(render_json(answer.to_data()))}

    def _write_start(self) -> Files:
        page = build_page_info(self.content, START, "AI chips between the United States and China")
        entities = self.content.entities.values()
        things = [entity for entity in entities if entity.kind != Source.name]
        html = self._render(
            "index",
            page,
            kinds=[self._describe_kind(kind) for kind in self._kinds],
            questions=[
                LinkView(
                    question.title,
                    _get_question_address(question).href,
                    question.command,
                )
                for question in self._answers
            ],
            latest=self._list_latest_dates(),
            fact_count=f"{sum(len(entity.facts) for entity in things):,}",
            thing_count=f"{len(things):,}",
            source_count=f"{len(self.content.entities) - len(things):,}",
        )
        return {START.html: html, START.json: encode_text(render_json(self._list_pages()))}

    def _describe_kind(self, kind_name: str) -> Mapping[str, str]:
        kind = KINDS[kind_name]
        return {
            "title": kind.plural.capitalize(),
            "href": self.content.get_kind_address(kind_name).href,
            "count": f"{len(self.content.list_entities(kind_name)):,}",
            "meaning": kind.meaning,
        }

    def _list_latest_dates(self) -> list[TimelineView]:
        """List the last things that happened by the day of the site."""
        entries = self.content.list_timeline_entries(self.content.entities)
        past_entries = [page for page in entries if page.day.last <= self.content.day.last]
        return [
            TimelineView(
                day=entry.day.format(),
                what=entry.fact.field.label,
                thing=self.content.link(entry.entity.id),
            )
            for entry in past_entries[:LATEST_DATES]
        ]

    def _list_pages(self) -> Sequence[Json]:
        """List every page of an entity, for scripts."""
        return [
            {
                "id": entity.id,
                "kind": entity.kind,
                "name": entity.name,
                "page": self.content.addresses.get(entity.id).html,
                "json": self.content.addresses.get(entity.id).json,
            }
            for entity in self.content.entities.values()
        ]

    def _write_search(self) -> Files:
        page = build_page_info(self.content, SEARCH, "Search")._replace(json_href=START.json)
        return {
            SEARCH.html: self._render("search", page),
            NAMES_SCRIPT: write_name_index(self.content),
            SEARCH_SCRIPT: read_asset(SEARCH_SCRIPT),
            STYLE_FILE: read_asset(STYLE_FILE),
        }


def _get_question_address(question: TourQuestion) -> PageAddress:
    return PageAddress(QUESTION_FOLDER, question.slug)


def _match_by_id(entity: Entity) -> EntityMatch:
    ref = EntityRef(entity.id, entity.kind, entity.name)
    return EntityMatch(query=entity.id, entity=ref, match_type="id", matched_name=entity.id)


def _to_plain(value: object) -> Json:
    """Turn views into objects and arrays of JSON."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {key: _to_plain(member) for key, member in value._asdict().items()}
    if isinstance(value, list | tuple):
        return [_to_plain(member) for member in value]
    return value if isinstance(value, int | float | None) else str(value)
