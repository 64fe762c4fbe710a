"""Declarations of properties: the nodes of a schema file to plain values."""

import re
from typing import NamedTuple

from ..model.field import Cardinality
from ..model.own_kinds import OwnProperty, OwnType, build_field
from ..model.problem import Problem
from ..model.quantity import MAGNITUDE_POWERS
from ..model.suggest import suggest_nearest
from .declaration_nodes import (
    MAX_LABEL_LETTERS,
    MAX_MEANING_LETTERS,
    MAX_NAME_LETTERS,
    DeclarationNodes,
)
from .declared_names import DeclaredNames, is_reserved_property
from .node_reader import Entries
from .yaml_documents import Node

_UNIT_PATTERN = re.compile(r"[^\W\d_][^.\s\d]{0,15}|[%$]")
_PROPERTY_KEYS = (
    *("type", "label", "meaning", "values", "section", "unit", "signed", "choices", "to"),
    "inverse",
)
_INVERSE_KEYS = ("name", "label", "meaning")
_TYPES_BY_KEY = {
    "unit": (OwnType.NUMBER,),
    "signed": (OwnType.NUMBER, OwnType.MONEY),
    "choices": (OwnType.CHOICE,),
    "to": (OwnType.REFERENCE,),
    "inverse": (OwnType.REFERENCE,),
}
"""The keys that mean something for some types alone."""
_REQUIRED_KEYS = {OwnType.CHOICE: ("choices",), OwnType.REFERENCE: ("to", "inverse")}
_CARDINALITIES = tuple(cardinality.value for cardinality in Cardinality)


class PropertyEntry(NamedTuple):
    """A property that is still to be read: its kind, its name, and where these stand."""

    kind: str
    name: str
    key: Node
    node: Node


class PropertyReader(DeclarationNodes):
    """Reads the properties that a schema file declares."""

    def __init__(self, path: str, problems: list[Problem], declared: DeclaredNames) -> None:
        super().__init__(path, problems)
        self.declared = declared

    def read_property(self, entry: PropertyEntry) -> OwnProperty | None:
        """Read a property; None where there is a problem."""
        count_before = len(self.problems)
        self.check_name(entry.key, entry.name)
        owner = f"the property {entry.name}"
        nodes = self.read_parts(entry.node, _PROPERTY_KEYS, owner)
        if len(self.problems) > count_before:
            return None
        own_type = self._read_type(nodes, entry.node)
        self._check_keys_of_type(nodes, own_type, entry.node)
        if len(self.problems) > count_before:
            return None
        declaration = OwnProperty(
            kind=entry.kind,
            name=entry.name,
            type=own_type,
            label=self.read_required(nodes, "label", entry.node, MAX_LABEL_LETTERS),
            meaning=self.read_required(nodes, "meaning", entry.node, MAX_MEANING_LETTERS),
            values=self.read_word(nodes, "values", _CARDINALITIES) or Cardinality.ONE.value,
            section=self.read_optional(nodes, "section", MAX_LABEL_LETTERS),
            unit=self._read_unit(nodes),
            signed=self.read_flag(nodes, "signed"),
            choices=self._read_choices(nodes),
            to=self._read_targets(nodes),
            inverse=self._read_inverse(nodes),
        )
        if len(self.problems) == count_before and self._claim(entry, declaration):
            return declaration
        return None

    def _claim(self, entry: PropertyEntry, declaration: OwnProperty) -> bool:
        """Claim the names of a property; one that is taken is a problem."""
        field = build_field(declaration)
        field.name = declaration.name
        is_reserved = is_reserved_property(declaration.name)
        taken_name = (
            declaration.name
            if is_reserved
            else self.declared.claim_property(declaration.kind, field)
        )
        if taken_name:
            self.report_taken(entry.key, taken_name)
        return not taken_name

    def _read_type(self, nodes: Entries, node: Node) -> str:
        if "type" not in nodes:
            self.report_missing(node, "type")
            return ""
        return self.read_word(nodes, "type", tuple(OwnType))

    def _check_keys_of_type(self, nodes: Entries, own_type: str, node: Node) -> None:
        """Report keys that mean nothing for the type, and those that it needs."""
        for key, types in _TYPES_BY_KEY.items():
            if key in nodes and own_type and own_type not in types:
                message = f"{key} means nothing for a property of the type {own_type}"
                self.refuse(nodes[key][0], message, f"it goes with {' or '.join(types)}")
        for key in _REQUIRED_KEYS.get(OwnType(own_type), ()) if own_type else ():
            if key not in nodes:
                self.report_missing(node, key)

    def _read_unit(self, nodes: Entries) -> str:
        unit = self.read_optional(nodes, "unit")
        if unit and (not _UNIT_PATTERN.fullmatch(unit) or unit in MAGNITUDE_POWERS):
            hint = "write a short word such as MW or km; numbers and magnitudes are no units"
            self.refuse(nodes["unit"][1], f"{unit!r} cannot be a unit", hint)
        return unit

    def _read_choices(self, nodes: Entries) -> tuple[str, ...]:
        words = self.read_list(nodes, "choices")
        for node, word in words:
            if len(word) > MAX_LABEL_LETTERS:
                self.refuse(
                    node, f"a choice has {len(word)} letters, more than {MAX_LABEL_LETTERS}"
                )
        return tuple(dict.fromkeys(word for _, word in words))

    def _read_targets(self, nodes: Entries) -> tuple[str, ...]:
        """Read the kinds that a reference leads to."""
        targets = self.read_list(nodes, "to")
        for node, target in targets:
            if target not in self.declared.kinds:
                kinds = self.declared.kinds
                hint = suggest_nearest(target, kinds, f"the kinds are {', '.join(kinds)}")
                self.refuse(node, f"there is no kind {target!r}", hint)
        return tuple(dict.fromkeys(target for _, target in targets))

    def _read_inverse(self, nodes: Entries) -> tuple[str, ...]:
        """Read the name, label and meaning of a reference at its other end."""
        if "inverse" not in nodes:
            return ()
        node = nodes["inverse"][1]
        inverse = self.read_parts(node, _INVERSE_KEYS, "inverse")
        if not inverse:
            return ()
        name = self.read_required(inverse, "name", node, MAX_NAME_LETTERS)
        if name and self.check_name(inverse["name"][1], name) and is_reserved_property(name):
            self.report_taken(inverse["name"][1], name)
        label = self.read_required(inverse, "label", node, MAX_LABEL_LETTERS)
        return name, label, self.read_required(inverse, "meaning", node, MAX_MEANING_LETTERS)
