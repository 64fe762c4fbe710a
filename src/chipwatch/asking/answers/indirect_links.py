"""What is told of an entity on the pages of others: things that it is linked with in two steps."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ...model.kind import IndirectRelation, Kind
from ...store.knowledge_base import KnowledgeBase
from .link_loader import LinksById, load_links
from .relation_link import RelationLink


class IndirectLink(NamedTuple):
    """A thing at the end of two relations, with the links that lead to it."""

    first: RelationLink
    last: RelationLink

    @property
    def end_id(self) -> str:
        """The thing that it leads to."""
        return self.last.end_id


IndirectLinks = Mapping[IndirectRelation, list[IndirectLink]]


def find_indirect_links(
    base: KnowledgeBase, kind: type[Kind], links: Sequence[RelationLink]
) -> IndirectLinks:
    """Find what an entity with some links is linked with by the indirect relations of its kind.

    What its own links reach by the same relation is left out, and each thing is given once.
    """
    first_keys = {relation.steps[0] for relation in kind.indirect_relations}
    middle_ids = dict.fromkeys(link.end_id for link in links if link.key in first_keys)
    links_of_middles = load_links(base, list(middle_ids)) if middle_ids else {}
    found = {
        relation: _follow_steps(relation, links, links_of_middles)
        for relation in kind.indirect_relations
    }
    return {
        relation: indirect_links for relation, indirect_links in found.items() if indirect_links
    }


def _follow_steps(
    relation: IndirectRelation, links: Sequence[RelationLink], links_of_middles: LinksById
) -> list[IndirectLink]:
    first_key, last_key = relation.steps
    known_ids = {link.end_id for link in links if link.key == last_key}
    known_ids |= {link.start_id for link in links}
    links_by_end: dict[str, IndirectLink] = {}
    for first in links:
        if first.key == first_key:
            for last in links_of_middles[first.end_id]:
                if last.key == last_key and last.end_id not in known_ids:
                    links_by_end.setdefault(last.end_id, IndirectLink(first=first, last=last))
    return list(links_by_end.values())
