"""What an answer on rules names and cites, loaded when it is asked and not while it is shown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ...model.answer import Json
from ...model.facts import Citation, Fact, SourceRecord
from ...model.field_types import REFERENCE_COLUMN, Ref
from ...model.kind import AnyField
from ...model.schema import Policy
from ...rules.rule import Rule, iter_criteria
from ...rules.tested_fields import find_tested_field
from ...store.knowledge_base import KnowledgeBase
from ..answers.sources import build_missing_source


class References(NamedTuple):
    """The names of entities, the citations of policies, and the records of sources."""

    names: Mapping[str, str]
    policy_citations: Mapping[str, str]
    """Where the gazette or register has each policy."""
    sources: Mapping[str, SourceRecord]

    def get_name(self, entity_id: str) -> str:
        """Return what an entity is called; its id where the base has no such entity."""
        return self.names.get(entity_id, entity_id)

    def name_entities(self, key: str, entity_ids: Sequence[str]) -> dict[str, Json]:
        """Give the ids of some entities under a key, and their names under another."""
        names = list(map(self.get_name, entity_ids))
        return REFERENCE_COLUMN.to_row(key, (list(entity_ids), names))

    def get_citation(self, policy: str) -> str:
        """Return where the gazette or register has a policy; nothing where that is not known."""
        return self.policy_citations.get(policy, "")

    def get_source(self, source_id: str) -> SourceRecord:
        """Return the record of a source; one that the base leaves out has only its id."""
        return self.sources.get(source_id) or build_missing_source(source_id)

    def find_latest_source_date(self, rules: Iterable[Rule]) -> str:
        """Find the day of the latest source that rules rest on; nothing where none has a date."""
        ids = {citation.source for citation in _iter_citations(rules, ())}
        return max((self.get_source(id_).published for id_ in ids), default="")

    def format_words(self, field: AnyField | None, words: Sequence[str]) -> str:
        """Format the words of a property, one of which is meant; entities by their names."""
        texts = [self.get_name(word) for word in words] if isinstance(field, Ref) else words
        return " or ".join(texts)

    def format_value(self, fact: Fact) -> str:
        """Format the value of a fact for a reader, entities by their names."""
        return self.get_name(fact.target_id) if fact.target_id else fact.format_value()


def load_references(
    base: KnowledgeBase,
    rules: Sequence[Rule],
    facts: Iterable[Fact] = (),
    entity_ids: Iterable[str] = (),
) -> References:
    """Load what rules and facts name and cite, in one query for each kind of thing."""
    facts = list(facts)
    policy_ids = list(dict.fromkeys(rule.policy for rule in rules))
    policies = base.load_entities(policy_ids, [Policy.citation.name])
    named_ids = {
        *policy_ids,
        *_iter_tested_entities(rules),
        *(fact.target_id for fact in facts if fact.target_id),
        *entity_ids,
    }
    source_ids = {citation.source for citation in _iter_citations(rules, facts)}
    return References(
        names={ref.id: ref.name for ref in base.load_entity_refs(sorted(named_ids)).values()},
        policy_citations={
            fact.entity: fact.format_value()
            for policy in policies
            for fact in reversed(policy.facts)  # so that the first one stays
            if not fact.is_unknown
        },
        sources=base.load_sources(sorted(source_ids)),
    )


def _iter_tested_entities(rules: Iterable[Rule]) -> Iterator[str]:
    """Yield the entities that conditions name as the value of a property, such as a designer."""
    for rule in rules:
        for condition in rule.list_conditions():
            for criterion in iter_criteria(condition):
                if isinstance(find_tested_field(criterion.property), Ref):
                    yield from criterion.words


def _iter_citations(rules: Iterable[Rule], facts: Iterable[Fact]) -> Iterator[Citation]:
    for rule in rules:
        yield from rule.citations
        for paragraph in rule.paragraphs:
            yield from paragraph.citations
    for fact in facts:
        yield from fact.citations
