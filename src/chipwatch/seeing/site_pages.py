"""Write the pages of a site: for each the HTML, the JSON beside it, and the text of a report."""

from collections.abc import Iterator, Mapping, Sequence
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
from .page_renderer import PageRenderer
from .page_views import LinkView, TimelineView
from .rule_pages import RulePages
from .site_addresses import QUESTION_FOLDER, Files, PageAddress
from .site_content import SiteContent
from .site_context import build_page_info
from .site_name_index import write_name_index
from .site_templates import read_asset
from .tour_questions import TOUR_QUESTIONS, TourQuestion

START, SEARCH = PageAddress("", "index"), PageAddress("", "search")
NAMES_SCRIPT = "names.js"
ASSETS = ("site.css", "scripts.js", "search.js", "icon.svg")
"""The files that every site has as they are."""
LATEST_DATES = 12
"""Dates on the first page."""


class SitePages:
    """The pages of a site, each written when it is asked for."""

    def __init__(self, content: SiteContent) -> None:
        self.content = content
        self._controls = ControlsViewBuilder(content)
        self._renderer = PageRenderer(content)
        self._rules = RulePages(self._renderer, self._controls)

    def list_paths(self) -> list[str]:
        """List the paths of all pages, and of what is beside them."""
        entity_addresses = map(self.content.addresses.get, self.content.entities)
        other_addresses = (
            *(self.content.get_kind_address(kind) for kind in self._kinds),
            *(_get_question_address(question) for question in self._answers),
            START,
        )
        return [
            *(path for page in entity_addresses for path in (page.html, page.json, page.report)),
            *(path for page in other_addresses for path in (page.html, page.json)),
            *self._rules.list_paths(),
            *(SEARCH.html, NAMES_SCRIPT, *ASSETS),
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
        html = self._renderer.render("entity", page, entity=view, chinese_name=chinese_name)
        return {
            address.html: html,
            address.json: encode_text(render_json(self._build_entity_data(entity))),
            address.report: encode_text(f"{self._build_report(entity)}\n"),
        }

    def iter_other_files(self) -> Iterator[Files]:
        """Write all other pages: lists of kinds, rules, questions, the first page, search."""
        yield from map(self._write_kind, self._kinds)
        yield from self._rules.iter_files()
        for question, answer in self._answers.items():
            yield self._write_question(question, answer)
        yield self._write_start()
        yield self._write_search()

    def list_gaps(self) -> list[str]:
        """Say what the site has not: pictures, and questions that this base has no answer to."""
        count = len(TOUR_QUESTIONS) - len(self._answers)
        unanswered = (
            f"{count} of {len(TOUR_QUESTIONS)} questions of the tour have no answer in this base"
            if count
            else ""
        )
        return [*filter(None, (unanswered, self._rules.describe_gaps()))]

    @cached_property
    def _kinds(self) -> Sequence[str]:
        """The kinds of which there are any entities."""
        return [kind for kind in self.content.kinds if self.content.list_entities(kind)]

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
        html = self._renderer.render("kind", page, kind=kind, listing=listing, hrefs=hrefs)
        return {
            address.html: html,
            address.json: encode_text(render_json(answer.to_data())),
        }

    def _write_question(self, question: TourQuestion, answer: Answer) -> Files:
        address = _get_question_address(question)
        page = build_page_info(self.content, address, question.title, question.command)
        html = self._renderer.render(
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
        html = self._renderer.render(
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
            SEARCH.html: self._renderer.render("search", page),
            NAMES_SCRIPT: write_name_index(self.content),
            **{name: read_asset(name) for name in ASSETS},
        }


def _get_question_address(question: TourQuestion) -> PageAddress:
    return PageAddress(QUESTION_FOLDER, question.slug)


def _match_by_id(entity: Entity) -> EntityMatch:
    ref = EntityRef(entity.id, entity.kind, entity.name)
    return EntityMatch(query=entity.id, entity=ref, match_type="id", matched_name=entity.id)
