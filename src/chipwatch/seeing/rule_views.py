"""Build what a site says of a rule: acts, conditions, where it reaches, and what it covers."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..asking.answers.citations import CitationNumbers
from ..asking.controls.origin_answer import format_country
from ..model.facts import Citation
from ..model.field_types import Ref
from ..model.schema import Chip
from ..rules.evaluation import format_bound
from ..rules.findings import ParagraphFinding
from ..rules.rule import (
    PARTY_KEY,
    PRODUCT_KEY,
    Condition,
    ConditionGroup,
    Criterion,
    Paragraph,
    Rule,
)
from ..rules.tested_fields import find_tested_field
from .controls_views import ControlsViewBuilder
from .page_views import LinkView, SourceView
from .site_content import SiteContent
from .source_views import iter_source_views

COUNTRY_CODE_SIZE = 2
KEY_LABELS = {
    PRODUCT_KEY: "Product",
    PARTY_KEY: "Party",
    "shipped_from": "Shipped from",
    "made_in": "Made in",
    "us_technology": "US technology",
    "footnote": "Footnote",
    "advanced_plant": "Plant of advanced nodes",
    "excluded_seller": "Seller left out",
    "letter_scope": "Named in the letter",
}
"""What a condition tests that is no property, for a reader."""


class ConditionView(NamedTuple):
    """A condition as a list: a test, or members that must all hold, or any."""

    label: str
    bounds: str = ""
    words: Sequence[LinkView] = ()
    members: Sequence["ConditionView"] = ()


class ParagraphView(NamedTuple):
    """A paragraph of a rule, and the chips that met it when the rule began."""

    name: str
    since: str
    certainty: str
    condition: ConditionView | None
    destinations: str
    policy: str
    note: str
    chips: Sequence[LinkView]
    numbers: Sequence[int]


class ActView(NamedTuple):
    """One act of a policy."""

    name: str
    meaning: str
    since: str
    until: str
    certainty: str
    destinations: str
    exclusions: Sequence[tuple[str, ConditionView]]
    exemptions: Sequence[str]
    changes: Sequence[LinkView]
    note: str
    paragraphs: Sequence[ParagraphView]
    numbers: Sequence[int]


class RuleView(NamedTuple):
    """The rule of a policy: all its acts."""

    id: str
    name: str
    policy: LinkView
    acts: Sequence[ActView]
    sources: Sequence[SourceView]


def list_rule_ids(content: SiteContent) -> list[str]:
    """List the policies that have a rule, by the day on which it begins."""
    return list(dict.fromkeys(rule.policy for rule in content.rules))


class RuleViewBuilder:
    """Builds the view of the rule of one policy."""

    def __init__(self, content: SiteContent, controls: ControlsViewBuilder, policy_id: str) -> None:
        self.content, self.controls = content, controls
        self.policy = content.entities[policy_id]
        self.rules = [rule for rule in content.rules if rule.policy == policy_id]
        self.numbers = CitationNumbers()

    def build(self) -> RuleView:
        """Build the page: acts in the order in which they begin, then the sources."""
        acts = [self._build_act(rule) for rule in self.rules]
        return RuleView(
            id=self.policy.id,
            name=self.policy.name,
            policy=self.content.link(self.policy.id),
            acts=acts,
            sources=list(iter_source_views(self.content, self.numbers)),
        )

    def _build_act(self, rule: Rule) -> ActView:
        return ActView(
            name=rule.act.name,
            meaning=rule.act.meaning,
            since=rule.since.text,
            until=rule.until.text if rule.until else "",
            certainty=rule.certainty,
            destinations=_describe_destinations(rule.destinations, rule.excluded_destinations),
            exclusions=[
                (item.name, self._build_condition(item.condition)) for item in rule.exclusions
            ],
            exemptions=list(dict.fromkeys(item.name for item in rule.exemptions)),
            changes=[self.content.link(policy) for policy in rule.modified_policies],
            note=rule.note,
            paragraphs=[self._build_paragraph(rule, item) for item in rule.paragraphs],
            numbers=self._number(rule.citations),
        )

    def _build_paragraph(self, rule: Rule, paragraph: Paragraph) -> ParagraphView:
        is_open = isinstance(paragraph.condition, ConditionGroup) and not (
            paragraph.condition.conditions
        )
        policy = paragraph.licence_policy
        return ParagraphView(
            name=paragraph.name,
            since=paragraph.since.text if paragraph.since else "",
            certainty="" if paragraph.certainty == rule.certainty else paragraph.certainty,
            condition=None if is_open else self._build_condition(paragraph.condition),
            destinations=_describe_destinations(paragraph.destinations, ()),
            policy=policy.text if policy else "",
            note=paragraph.note,
            chips=[
                self.content.link(chip_id) for chip_id in self._iter_covered_chips(rule, paragraph)
            ],
            numbers=self._number(paragraph.citations),
        )

    def _iter_covered_chips(self, rule: Rule, paragraph: Paragraph) -> Iterator[str]:
        """Give the chips that meet a paragraph on the day on which it begins."""
        query = self.content.controls
        is_about_chips = rule.act.is_about_items and rule.act.item_kind == Chip.name
        if query is None or not is_about_chips:
            return
        beginning = (paragraph.since or rule.since).first
        for chip in self.content.list_entities(Chip.name):
            history = self.controls.judge(query, chip).history
            if any(
                finding.holds and _is_about(finding, rule, paragraph)
                for dated in history
                if dated.day.first == beginning
                for finding in dated.verdict.findings
            ):
                yield chip.id

    def _build_condition(self, condition: Condition) -> ConditionView:
        if isinstance(condition, ConditionGroup):
            label = "any of these" if condition.is_any else "all of these"
            return ConditionView(label, members=[*map(self._build_condition, condition.conditions)])
        field = find_tested_field(condition.property)
        label = KEY_LABELS.get(condition.property) or (field.label if field else condition.property)
        bounds = " and ".join(format_bound(field, bound) for bound in condition.bounds)
        return ConditionView(label, bounds, self._build_words(condition))

    def _build_words(self, criterion: Criterion) -> list[LinkView]:
        field = find_tested_field(criterion.property)
        names_entities = field is None or isinstance(field, Ref)
        if not names_entities:
            return [LinkView(word) for word in criterion.words]
        return [self.content.link(word) for word in criterion.words]

    def _number(self, citations: Sequence[Citation]) -> list[int]:
        return [item.number for item in self.numbers.register_citations(citations)]


def _is_about(finding: ParagraphFinding, rule: Rule, paragraph: Paragraph) -> bool:
    """Tell whether a finding is about a paragraph, as another reading of the base has it."""
    return (finding.rule.policy, finding.rule.since, finding.paragraph.name) == (
        rule.policy,
        rule.since,
        paragraph.name,
    )


def _describe_destinations(destinations: Sequence[str], excluded: Sequence[str]) -> str:
    names = ", ".join(map(_name_destination, destinations))
    exceptions = ", ".join(map(_name_destination, excluded))
    return f"{names}, but not {exceptions}" if exceptions else names


def _name_destination(code: str) -> str:
    """Name a country by its code; a group of countries has its own name."""
    return format_country(code) if len(code) == COUNTRY_CODE_SIZE and code.isalpha() else code
