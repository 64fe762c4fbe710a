"""The methods of a base that give records as they stand in it: sources, and rules."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from .kind_methods import KindMethods

if TYPE_CHECKING:
    from .asking.controls.rule_records import RuledPolicy
    from .model.answer import Json
    from .model.facts import SourceRecord
    from .store.knowledge_base import KnowledgeBase


class RecordMethods(KindMethods):
    """Gives records by id, without ranking or judging anything."""

    @property
    def _base(self) -> "KnowledgeBase":
        raise NotImplementedError

    def load_sources(self, ids: Iterable[str]) -> "list[SourceRecord]":
        """Load the records of sources, to cite them; ids that no source has are left out."""
        ids = list(ids)
        records_by_id = self._base.load_sources(ids)
        return [records_by_id[id_] for id_ in ids if id_ in records_by_id]

    def list_ruled_policies(self) -> "list[RuledPolicy]":
        """List the policies that have rules, in the order in which their first rule begins."""
        from .asking.controls.rule_records import list_ruled_policies

        return list_ruled_policies(self._base)

    def describe_rules(self, policy_id: str) -> "list[dict[str, Json]]":
        """Describe every rule of a policy, with its conditions; raises NotFoundError."""
        from .asking.controls.rule_records import describe_rules

        return describe_rules(self._base, policy_id)
