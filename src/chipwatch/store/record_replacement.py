"""Replacing what entities have in tables of their own: sources, claims, rules, withdrawn facts."""

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from ..reading.rule_nodes import ParsedRule
from .changed_documents import ChangedEntities
from .database_writer import build_rule_row, write_claims, write_withdrawn_facts
from .fact_writer import insert_rows
from .file_changes import CannotUpdateError
from .rows import parse_claim
from .table_reader import IN_JSON_ARRAY, Database, to_json_array


class RecordReplacement:
    """Replaces the records of the entities that changed files tell of, in a copy of a snapshot.

    It runs while the table of documents is as it was. Raises CannotUpdateError, such as for claims
    and rules of an entity with several documents: of these the tables do not say what others
    replace, where rules stand among all, and which places of a source facts may cite.
    """

    def __init__(
        self, connection: Database, changed_entities: ChangedEntities, moved_ids: AbstractSet[str]
    ) -> None:
        self._connection, self._moved_ids = connection, moved_ids
        self._heads, self._entities, self._drafts, self._sources = changed_entities
        self._ids = changed_entities.ids
        self._kept_ids = self._heads.keys() & {entity.id for entity in self._entities}
        self._layered_ids = self._find_layered_ids()

    def run(self) -> None:
        """Replace the records of all these entities."""
        ids = to_json_array(self._ids)
        self._connection.execute(f"DELETE FROM withdrawn WHERE entity {IN_JSON_ARRAY}", (ids,))
        write_withdrawn_facts(self._connection, self._entities)
        self._connection.execute(f"DELETE FROM source WHERE id {IN_JSON_ARRAY}", (ids,))
        source_ids = [entity.id for entity in self._entities if entity.kind == "source"]
        insert_rows(self._connection, "source", map(self._sources.__getitem__, source_ids))
        self._replace_claims()
        rules_by_policy = {draft.id: draft.rules for draft in self._drafts if draft.rules}
        for entity_id in self._ids:
            self._replace_rules(entity_id, rules_by_policy.get(entity_id, ()))

    def _find_layered_ids(self) -> set[str]:
        """Find the entities that had several documents, or now have several with such records."""
        sql = f"SELECT id FROM document WHERE id {IN_JSON_ARRAY} GROUP BY id HAVING count(*) > 1"
        old_ids = self._connection.execute(sql, (to_json_array(self._ids),))
        counts = Counter(draft.id for draft in self._drafts if draft.claims or draft.rules)
        new_ids = {entity_id for entity_id, count in counts.items() if count > 1}
        return new_ids | {entity_id for (entity_id,) in old_ids}

    def _replace_claims(self) -> None:
        """Write the claims of new sources, and remove those of sources that are gone.

        Other claims must be as they were, as facts of other files cite them.
        """
        claims = {
            (claim.source, claim.id): claim for draft in self._drafts for claim in draft.claims
        }
        sql = f"SELECT * FROM claim WHERE source {IN_JSON_ARRAY} ORDER BY rowid"
        rows = self._connection.execute(sql, (to_json_array(self._ids),))
        old_claims = [parse_claim(row) for row in rows]
        for entity_id in self._kept_ids:
            old_ones = [claim for claim in old_claims if claim.source == entity_id]
            new_ones = [claim for claim in claims.values() if claim.source == entity_id]
            if old_ones != new_ones or (old_ones and entity_id in self._layered_ids):
                raise CannotUpdateError
        sql = f"DELETE FROM claim WHERE source {IN_JSON_ARRAY}"
        self._connection.execute(sql, (to_json_array(self._heads.keys() - self._kept_ids),))
        new_claims = (claim for claim in claims.values() if claim.source not in self._kept_ids)
        write_claims(self._connection, new_claims)

    def _replace_rules(self, policy: str, rules: Sequence[ParsedRule]) -> None:
        """Replace the rules of a policy by as many, which keep their place among those of all."""
        sql = "SELECT path, rowid FROM rule WHERE policy = ? ORDER BY rowid"
        places = self._connection.execute(sql, (policy,)).fetchall()
        if rules and (
            [parsed_rule.location.path for parsed_rule in rules] != [path for path, _ in places]
            or policy in self._moved_ids | self._layered_ids
        ):
            raise CannotUpdateError
        self._connection.execute("DELETE FROM rule WHERE policy = ?", (policy,))
        for (_, rowid), parsed_rule in zip(places, rules, strict=False):
            row = (rowid, *build_rule_row(parsed_rule))
            columns = "rowid, policy, tree, citations, path, line, col"
            self._connection.execute(f"INSERT INTO rule ({columns}) VALUES (?,?,?,?,?,?,?)", row)
