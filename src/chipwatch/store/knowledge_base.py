"""The knowledge base: entities, facts and sources, loaded only as far as they are needed."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from ..model.dates import Date
from ..model.entity import Entity
from ..model.facts import Citation, Claim, Fact, SourceRecord
from ..model.field_types import Day
from ..model.kind import Kinds
from ..model.problem import Problem, RejectedEntity
from ..model.schema import KINDS
from . import rows
from .passage_queries import PassageQueries
from .records import EntityRef
from .table_reader import IN_JSON_ARRAY, to_json_array

if TYPE_CHECKING:
    from ..model.corrections import WithdrawnFact
    from ..reading.draft import DocumentRecord
    from ..rules.rule import Rule
    from .base_contents import BaseContents, PropertySupport
    from .cache_key import CacheKey
    from .time_filter import FirstDate, TimeFilter

_ENTITY_FACT_JOIN = "entity CROSS JOIN fact ON fact.rowid BETWEEN entity.first AND entity.last"
_RULES_SQL = "SELECT policy, tree, citations FROM rule ORDER BY rowid"


class KnowledgeBase(PassageQueries):
    """Answers from the tables of a base, as of today; BaseAsOf does as of a date."""

    time_filter: "TimeFilter | None" = None
    """The filter of a base as of a date; None for today."""
    layer_names: tuple[str, ...] = ()
    """The layers that it was opened from, by which another process opens the same."""
    cache_key: "CacheKey | None" = None
    """What its snapshot was made from, by which another process knows that it opened the same;
    None where it has no snapshot."""

    @property
    def has_mixed_files(self) -> bool:
        """Whether files changed while they were read, so that old and new facts may be mixed."""
        return self.tables.has_mixed_files

    def close(self) -> None:
        """Close the connection; nothing may be asked of the base any more."""
        self.tables.close()

    def use_kinds(self) -> None:
        """Put the kinds of this base in force, those of the package and those that it declares."""
        KINDS.use(self.kinds)

    @property
    def has_own_kinds(self) -> bool:
        """Whether it declares kinds or properties of its own."""
        return self.kinds is not KINDS.bundled

    @cached_property
    def kinds(self) -> Kinds:
        """The kinds of the package, or those that it declares together with them."""
        texts = self.tables.fetch(rows.get_text, "SELECT declarations FROM own_schema")
        if not texts:
            return KINDS.bundled
        from ..model.own_kinds import OwnSchema, build_kinds

        return build_kinds(OwnSchema.from_json(texts[0]))

    def load_entities(self, ids: Sequence[str], properties: Iterable[str] = ()) -> list[Entity]:
        """Load the entities of these ids, in that order; unknown ids are skipped.

        Where properties are named, only their facts are loaded.
        """
        id_array = to_json_array(ids)
        heads = self.tables.fetch(
            rows.parse_head,
            f"SELECT {rows.HEAD_COLUMNS} FROM entity WHERE id {IN_JSON_ARRAY}",
            id_array,
        )
        facts = self._fetch_entity_facts(f"id {IN_JSON_ARRAY}", id_array, properties)
        entities_by_id = {entity.id: entity for entity in rows.join_facts(heads, facts)}
        return [entities_by_id[entity_id] for entity_id in ids if entity_id in entities_by_id]

    def load_entities_of_kind(self, kind: str, properties: Iterable[str] = ()) -> list[Entity]:
        """Load every entity of a kind, by name in any case of letters, as ``--sort name`` does.

        Where properties are named, only their facts are loaded.
        """
        facts = self._fetch_entity_facts("entity.kind = ?", kind, properties)
        return list(rows.join_facts(self._fetch_heads_of_kind(kind), facts))

    def list_ids_of_kind(self, kind: str) -> list[str]:
        """List the ids of every entity of a kind, in that order, without reading its facts."""
        return [head.id for head in self._fetch_heads_of_kind(kind)]

    def _fetch_heads_of_kind(self, kind: str) -> list[rows.EntityHead]:
        sql = f"SELECT {rows.HEAD_COLUMNS} FROM entity WHERE kind = ?"
        return sorted(self.tables.fetch(rows.parse_head, sql, kind), key=_get_alphabetical_order)

    def _fetch_entity_facts(
        self, condition: str, value: str, properties: Iterable[str]
    ) -> list[Fact]:
        """Fetch the facts of the entities that meet a condition; only some properties if named."""
        values, property_names = [value], list(properties)
        if property_names:
            condition += f" AND property {IN_JSON_ARRAY}"
            values.append(to_json_array(property_names))
        sql = f"SELECT {rows.FACT_COLUMNS} FROM {_ENTITY_FACT_JOIN} WHERE {condition}"
        return self._fetch_facts(f"{sql} ORDER BY fact.rowid", *values)

    def list_hidden_properties(self, entity: Entity) -> list[str]:
        """List the properties of an entity that are known today, but were not at the date."""
        hidden_properties = (
            self.time_filter.hidden_properties.get(entity.id, ()) if self.time_filter else ()
        )
        visible_properties = {fact.property for fact in entity.facts} if hidden_properties else ()
        return [name for name in hidden_properties if name not in visible_properties]

    def find_facts_pointing_at(
        self, ids: Sequence[str], properties: Iterable[str] = ()
    ) -> list[Fact]:
        """Find the facts whose value is one of these entities, by the entity that states them.

        Where properties are named, only their facts are found.
        """
        condition, values = f"target {IN_JSON_ARRAY}", [to_json_array(ids)]
        if property_names := list(properties):
            condition += f" AND property {IN_JSON_ARRAY}"
            values.append(to_json_array(property_names))
        sql = f"SELECT {rows.FACT_COLUMNS} FROM fact WHERE {condition} ORDER BY entity, place"
        return self._fetch_facts(sql, *values)

    def find_facts_citing(self, sources: Sequence[str]) -> dict[str, list[Fact]]:
        """Find the facts that cite each of these sources, except those of its own record."""
        sql = (
            f"SELECT DISTINCT {rows.FACT_COLUMNS} FROM citation CROSS JOIN fact"
            " ON fact.rowid BETWEEN citation.first AND citation.last"
            f" WHERE citation.source {IN_JSON_ARRAY} AND fact.entity <> citation.source"
            " ORDER BY fact.rowid"
        )
        facts_by_source: dict[str, list[Fact]] = {source: [] for source in sources}
        for fact in self._fetch_facts(sql, to_json_array(sources)):
            for source in dict.fromkeys(citation.source for citation in fact.citations):
                if source in facts_by_source and source != fact.entity:
                    facts_by_source[source].append(fact)
        return facts_by_source

    def iter_facts(self) -> Iterator[Fact]:
        """Iterate over all facts, by entity."""
        return iter(self._fetch_facts(f"SELECT {rows.FACT_COLUMNS} FROM fact ORDER BY rowid"))

    def load_entity_refs(self, ids: Iterable[str]) -> dict[str, EntityRef]:
        """Load kind and name of these entities; unknown ids are missing."""
        sql = f"SELECT id, kind, name FROM entity WHERE id {IN_JSON_ARRAY}"
        entity_refs = self.tables.fetch(EntityRef._make, sql, to_json_array(ids))
        return {entity_ref.id: entity_ref for entity_ref in entity_refs}

    def load_sources(self, ids: Iterable[str]) -> dict[str, SourceRecord]:
        """Load the records of these sources, to cite them."""
        sql = f"SELECT * FROM source WHERE id {IN_JSON_ARRAY}"
        sources = self.tables.fetch(SourceRecord._make, sql, to_json_array(ids))
        return {source.id: source for source in sources}

    def load_all_sources(self) -> dict[str, SourceRecord]:
        """Load the records of all sources, those of a later day too."""
        sources = self.tables.fetch(SourceRecord._make, "SELECT * FROM source")
        return {source.id: source for source in sources}

    def find_newest_publication(self) -> str:
        """Find when the newest source appeared; nothing in a base without dated sources."""
        sql = "SELECT published FROM source WHERE published <> '' ORDER BY published DESC LIMIT 1"
        return next(iter(self.tables.fetch(rows.get_text, sql)), "")

    def load_first_dates(self) -> "list[FirstDate]":
        """Load the dates of all entities of kinds that happen, those of a later day too."""
        kinds = [kind for kind in KINDS.values() if kind.has_start_date]
        day_properties = {
            name
            for kind in kinds
            for name, field in kind.properties.items()
            if isinstance(field, Day)
        }
        sql = (
            f"SELECT entity, value FROM fact WHERE kind {IN_JSON_ARRAY}"
            f" AND property {IN_JSON_ARRAY} AND NOT unknown"
        )
        kind_array = to_json_array(kind.name for kind in kinds)
        return self.tables.fetch(
            rows.parse_first_date, sql, kind_array, to_json_array(sorted(day_properties))
        )

    def load_claims(self, sources: Sequence[str]) -> dict[str, list[Claim]]:
        """Load the claims of each of these sources, where its record lists any."""
        sql = f"SELECT * FROM claim WHERE source {IN_JSON_ARRAY} ORDER BY rowid"
        claims_by_source: dict[str, list[Claim]] = {source: [] for source in sources}
        for claim in self.tables.fetch(rows.parse_claim, sql, to_json_array(sources)):
            claims_by_source[claim.source].append(claim)
        return claims_by_source

    def load_rules(self) -> "list[Rule]":
        """Load the rules of all policies, in the order in which they begin."""
        return sorted(self.tables.fetch(rows.parse_rule_row, _RULES_SQL), key=_get_beginning)

    def load_rule_texts(self) -> "list[rows.RuleText]":
        """Load the rules of all policies as their fact files write them, in the order of these."""
        return self.tables.fetch(rows.parse_rule_text, _RULES_SQL)

    def load_withdrawn_facts(self, entity_id: str) -> "list[WithdrawnFact]":
        """Load the facts of an entity that a later layer replaced or withdrew."""
        sql = "SELECT * FROM withdrawn WHERE entity = ? ORDER BY rowid"
        return self.tables.fetch(rows.parse_withdrawn_fact, sql, entity_id)

    def load_problems(self) -> list[Problem]:
        """Load the problems of the files, by place."""
        sql = "SELECT * FROM problem ORDER BY path, line, col"
        return self.tables.fetch(rows.parse_problem, sql)

    def load_rejected_entities(self) -> list[RejectedEntity]:
        """Load the entities that are left out because of problems."""
        sql = "SELECT * FROM broken ORDER BY id"
        return self.tables.fetch(RejectedEntity._make, sql)

    def load_documents(self) -> "list[DocumentRecord]":
        """Load what documents the base was made of, by place."""
        sql = "SELECT * FROM document ORDER BY path, line"
        return self.tables.fetch(rows.parse_document, sql)

    def load_other_citations(self) -> list[Citation]:
        """Load what rules and claims rest on."""
        rule_citations = [citation for rule in self.load_rules() for citation in rule.citations]
        claims = self.tables.fetch(rows.parse_claim, "SELECT * FROM claim")
        return [*rule_citations, *(citation for claim in claims for citation in claim.citations)]

    def list_entity_refs(self) -> list[EntityRef]:
        """List every entity, without its facts."""
        return self.tables.fetch(EntityRef._make, "SELECT id, kind, name FROM entity")

    def count_support(self) -> "list[PropertySupport]":
        """Count the sources of facts, by property.

        Records of sources, which cite themselves, and unknown values do not count.
        """
        sql = (
            "SELECT kind, property, count(*), sum(citations <> ''), sum(instr(citations, '#') > 0),"
            " sum(independent > 1) FROM fact WHERE kind <> 'source' AND NOT unknown"
            " GROUP BY kind, property"
        )
        from .base_contents import PropertySupport

        return self.tables.fetch(PropertySupport._make, sql)

    def load_as_of_dates(self) -> list[Date]:
        """Load the days as of which values are stated, without figures of a whole period."""
        sql = (
            "SELECT DISTINCT as_of FROM fact WHERE as_of IS NOT NULL AND period IS NULL"
            " AND NOT unknown"
        )
        return self.tables.fetch(rows.parse_date, sql)

    def count_contents(self) -> "BaseContents":
        """Count what the base holds."""
        from .base_contents import BaseContents

        return BaseContents(
            entities_by_kind=self._count_by("SELECT kind, count(*) FROM entity GROUP BY kind"),
            facts_by_certainty=self._count_by(
                "SELECT certainty, count(*) FROM fact GROUP BY certainty"
            ),
            sources_by_type=self._count_by("SELECT type, count(*) FROM source GROUP BY type"),
            unknown_fact_count=self._count("SELECT count(*) FROM fact WHERE unknown"),
            problem_count=self._count("SELECT count(*) FROM problem"),
            rejected_entity_count=self._count("SELECT count(*) FROM broken"),
        )

    def _fetch_facts(self, sql: str, *values: object) -> list[Fact]:
        """Fetch facts; BaseAsOf filters them."""
        return self.tables.fetch(rows.parse_fact, sql, *values)

    def _count_by(self, sql: str) -> dict[str, int]:
        return dict(self.tables.fetch(rows.get_pair, sql))

    def _count(self, sql: str) -> int:
        (count,) = self.tables.fetch(rows.get_count, sql)
        return count


def _get_beginning(rule: "Rule") -> tuple[int, str]:
    return (rule.since.first, rule.policy)


def _get_alphabetical_order(head: rows.EntityHead) -> tuple[str, str, str]:
    return head.name.casefold(), head.name, head.id
