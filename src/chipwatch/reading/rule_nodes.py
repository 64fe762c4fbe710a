"""The rules of policies: nodes to plain trees, and what is wrong with them to its place."""

from collections.abc import Iterator
from typing import NamedTuple

from ..model.facts import Citation
from ..model.problem import Location
from ..rules.rule import PARTY_KEY, PRODUCT_KEY, Rule, iter_criteria
from ..rules.rule_parser import KeyPath, NestedFieldError, Tree, parse_rule
from .node_reader import Entries, NodeReader
from .yaml_documents import MappingNode as MappingNode
from .yaml_documents import Node, ScalarNode, find_location
from .yaml_documents import SequenceNode as SequenceNode

NodesByPath = dict[KeyPath, Node]


class ParsedRule(NamedTuple):
    """A rule as a document states it: read, as a plain tree, and where it begins."""

    rule: Rule
    tree: Tree
    location: Location
    file_citations: tuple[Citation, ...] = ()
    """What the rule rests on where it names no sources."""


def parse_rules(nodes: NodeReader, policy: str, entries: Entries) -> Iterator[ParsedRule]:
    """The rules under the key ``rule``: a mapping, or a list of mappings."""
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
    """The entities that a rule names: the kind that each must be of, and its id."""
    yield from (("policy", entity_id) for entity_id in rule.modified_policies)
    kinds_by_property = {PRODUCT_KEY: "chip", PARTY_KEY: "company", "designer": "company"}
    for condition in rule.list_conditions():
        for test in iter_criteria(condition):
            yield from (
                (kinds_by_property[test.property], entity_id)
                for entity_id in test.words
                if test.property in kinds_by_property
            )


def _build_tree(nodes: NodeReader, node: Node, path: KeyPath, nodes_by_path: NodesByPath) -> Tree:
    """A node without its tags; where each part of it stands is noted."""
    nodes_by_path[path] = node
    if isinstance(node, ScalarNode):
        return str(node.value)
    if isinstance(node, SequenceNode):
        return [
            _build_tree(nodes, item, (*path, index), nodes_by_path)
            for index, item in enumerate(node.value)
        ]
    assert isinstance(node, MappingNode)
    return {
        key: _build_tree(nodes, value, (*path, key), nodes_by_path)
        for key, (_, value) in nodes.read_entries(node).items()
    }
