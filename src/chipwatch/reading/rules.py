"""The rules of policies: nodes to plain trees, and what is wrong with them to its place."""

from collections.abc import Iterator
from typing import NamedTuple

from ..model.facts import Citation
from ..model.problem import Where
from ..model.rules import PARTY, PRODUCT, Rule, criteria
from ..model.ruling import MisreadAt, Path, Tree, rule_of
from .load import Mapping as MappingNode
from .load import Node, Scalar, place
from .load import Sequence as SequenceNode
from .nodes import Entries, Nodes

Places = dict[Path, Node]


class Ruling(NamedTuple):
    """A rule as a document states it: read, as a plain tree, and where it begins."""

    rule: Rule
    tree: Tree
    where: Where
    usual: tuple[Citation, ...] = ()
    """What the rule rests on where it names no sources."""


def rulings(nodes: Nodes, policy: str, entries: Entries) -> Iterator[Ruling]:
    """The rules under the key ``rule``: a mapping, or a list of mappings."""
    if "rule" not in entries:
        return
    for node in nodes.items(entries["rule"][1]):
        places: Places = {}
        before = len(nodes.problems)
        tree = _tree(nodes, node, (), places)
        if len(nodes.problems) > before:
            continue
        try:
            yield Ruling(rule_of(policy, tree), tree, place(node, nodes.path))
        except MisreadAt as error:
            nodes.problem(places[error.path], error.code, error.message, error.hint)


def named(rule: Rule) -> Iterator[tuple[str, str]]:
    """The entities that a rule names: the kind that each must be of, and its id."""
    yield from (("policy", id_) for id_ in rule.modifies)
    kinds = {PRODUCT: "chip", PARTY: "company", "designer": "company"}
    for condition in rule.conditions():
        for test in criteria(condition):
            yield from ((kinds[test.property], id_) for id_ in test.words if test.property in kinds)


def _tree(nodes: Nodes, node: Node, path: Path, places: Places) -> Tree:
    """A node without its tags; where each part of it stands is noted."""
    places[path] = node
    if isinstance(node, Scalar):
        return str(node.value)
    if isinstance(node, SequenceNode):
        return [_tree(nodes, item, (*path, at), places) for at, item in enumerate(node.value)]
    assert isinstance(node, MappingNode)  # noqa: S101 - YAML has no fourth kind of node
    return {
        key: _tree(nodes, value, (*path, key), places)
        for key, (_, value) in nodes.entries(node).items()
    }
