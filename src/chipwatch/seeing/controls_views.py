"""Build what a site says of chips and systems under export controls: the card, and its history."""

from collections.abc import Mapping
from functools import cached_property

from ..asking.answers.citations import CitationNumbers
from ..asking.answers.entity_match import EntityMatch
from ..asking.controls.chip_glance import ChipGlance
from ..asking.controls.controls_query import ControlsQuery, ControlsResult
from ..asking.controls.first_appearance import Appearance, find_appearances
from ..asking.controls.references import References
from ..asking.controls.short_card import MORE, ShortCardWriter
from ..asking.controls.system_judgement import judge_system
from ..asking.controls.verdict_history import VerdictChange, list_verdict_changes
from ..asking.controls.verdict_titles import STATUS_TITLES
from ..model.entity import Entity
from ..model.schema import Chip, System
from ..model.table import Table
from ..store.records import EntityRef
from .page_views import ControlsView, LinkView, VerdictChangeView
from .site_content import SiteContent

JUDGED_KINDS = (Chip.name, System.name)


class ControlsViewBuilder:
    """Judges the chips and systems of a site, for China, as ``controls`` does."""

    def __init__(self, content: SiteContent) -> None:
        self.content = content
        self._results: dict[str, ControlsResult] = {}

    def build(self, entity: Entity, numbers: CitationNumbers) -> ControlsView | None:
        """Build the verdict on an entity; None for what is no chip or system, or without rules."""
        query = self.content.controls
        if query is None or entity.kind not in JUDGED_KINDS:
            return None
        result = self.judge(query, entity)
        writer = ShortCardWriter(query, self._references, self._appearances, numbers)
        changes = [
            change
            for change in list_verdict_changes(result.history)
            if change.since.first <= query.day.last
        ]
        return ControlsView(
            tables=[_drop_command_notes(table) for table in writer.build_tables(result)],
            changes=[
                self._build_change(change, is_current=change is changes[-1])
                for change in reversed(changes)
            ],
        )

    def glance(self, entity: Entity) -> ChipGlance | None:
        """Judge a chip as briefly as the head of its page says it; None for anything else."""
        query = self.content.controls
        if query is None or entity.kind != Chip.name:
            return None
        return ChipGlance(query, self.judge(query, entity))

    @cached_property
    def _appearances(self) -> Mapping[str, Appearance]:
        """Whether each chip was there on the day, found once for all pages."""
        query = self.content.controls
        if query is None:
            return {}
        chips = query.base.load_entities_of_kind(Chip.name)
        return find_appearances(query, list(map(query.build_item, chips)))

    def judge(self, query: ControlsQuery, entity: Entity) -> ControlsResult:
        """Judge a chip or system, once."""
        if entity.id not in self._results:
            ref = EntityRef(entity.id, entity.kind, entity.name)
            match = EntityMatch(entity.id, ref, "id", entity.id)
            (known_entity,) = query.base.load_entities([entity.id])
            self._results[entity.id] = (
                judge_system(query, known_entity, match)
                if entity.kind == System.name
                else query.judge_item(query.build_item(known_entity), match)
            )
        return self._results[entity.id]

    @cached_property
    def _references(self) -> References:
        """What all verdicts name and cite."""
        query = self.content.controls
        assert query is not None  # noqa: S101 - nothing is judged without rules
        names = {entity.id: entity.name for entity in self.content.entities.values()}
        sources = query.base.load_all_sources()
        return query.load_references(entity_ids=names)._replace(sources=sources)

    def _build_change(self, change: VerdictChange, *, is_current: bool) -> VerdictChangeView:
        verdict = change.verdict
        return VerdictChangeView(
            since=change.since.text,
            status=verdict.status,
            title=STATUS_TITLES[verdict.status].capitalize(),
            class_name=", ".join(verdict.classes),
            policy=verdict.policy_text or verdict.gap_text,
            rules=[self._link_rule(policy) for policy in change.policies],
            is_current=is_current,
        )

    def _link_rule(self, policy: str) -> LinkView:
        address = self.content.find_rule_address(policy)
        return LinkView(self._references.get_name(policy), address.href if address else "")


def _drop_command_notes(table: Table) -> Table:
    """Drop the note that tells of options of the command."""
    return table._replace(notes=tuple(note for note in table.notes if note != MORE))
