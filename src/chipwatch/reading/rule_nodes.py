"""Read the rules of policies: YAML nodes to plain trees, and errors back to their places."""

from collections.abc import Iterator
from typing import NamedTuple

from ..model.facts import Citation
from ..model.problem import Location
from ..model.schema import Chip
from ..rules.rule import PARTY_KEY, PRODUCT_KEY, Rule, iter_criteria
from ..rules.rule_parser import parse_rule
from ..rules.rule_tree import KeyPath, NestedFieldError, Tree
from .node_reader import Entries, NodeReader
from .yaml_documents import MappingNode as MappingNode
from .yaml_documents import Node, ScalarNode, find_location
from .yaml_documents import SequenceNode as SequenceNode

NodesByPath = dict[KeyPath, Node]
_KINDS_BY_PROPERTY = {PRODUCT_KEY: "chip", PARTY_KEY: "company", Chip.designer.name: "company"}
"""The kinds of the entities that conditions name, by what they test."""


class ParsedRule(NamedTuple):
    """A rule as a document states it: parsed, as a plain tree, and where it begins."""

    rule: Rule
    tree: Tree
    location: Location
    file_citations: tuple[Citation, ...] = ()
    """The sources of the file, on which the rule rests if it names none itself."""


def parse_rules(nodes: NodeReader, policy: str, entries: Entries) -> Iterator[ParsedRule]:
    """Parse the rules under the key ``rule``: a mapping, or a list of mappings."""
    if "rule" not in entries:
        return
    for node in nodes.list_items(entries["rule"][1]):
        nodes_by_path: NodesByPath = {}
        problem_count_before = len(nodes.problems)
        tree = _build_tree(nodes, node, (), nodes_by_path)
        if len(nodes.problems) > problem_count_before:
            continue
        try:
            yield ParsedRule(parse_rule(policy, tree), tree, find_location(node, nodes.path))
        except NestedFieldError as error:
            nodes.add_problem(nodes_by_path[error.path], error.code, error.message, error.hint)


def iter_named_entities(rule: Rule) -> Iterator[tuple[str, str]]:
    """Yield the entities that a rule names: the kind that each must be of, and its id."""
    yield from (("policy", entity_id) for entity_id in rule.modified_policies)
    for condition in rule.list_conditions():
        for criterion in iter_criteria(condition):
            kind = _KINDS_BY_PROPERTY.get(criterion.property)
            if kind:
                yield from ((kind, entity_id) for entity_id in criterion.words)


def _build_tree(nodes: NodeReader, node: Node, path: KeyPath, nodes_by_path: NodesByPath) -> Tree:
    """Build the plain tree of a node, and record the node of each part of it by its path."""
    nodes_by_path[path] = node
    if isinstance(node, ScalarNode):
        return str(node.value)
    if isinstance(node, SequenceNode):
        return [
            _build_tree(nodes, item, (*path, index), nodes_by_path)
            for index, item in enumerate(node.value)
        ]
    assert isinstance(node, MappingNode)  # noqa: S101 - there is no fourth kind of node
    return {
        key: _build_tree(nodes, value, (*path, key), nodes_by_path)
        for key, (_, value) in nodes.read_entries(node).items()
    }
