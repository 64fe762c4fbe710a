"""One document of a fact file to a draft: the entity it is about and the facts it states."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from ..model.dates import Date
from ..model.facts import CERTAINTIES, UNKNOWNS, VERDICTS, Citation, Claim, Fact, UnknownValue
from ..model.field_types import Ref
from ..model.kind import AnyField
from ..model.numeric_fields import Number
from ..model.problem import FieldError, Location, Problem
from ..model.quantity import Quantity
from ..model.schema import KINDS, add_article
from ..model.suggest import suggest_nearest
from .layers import FactFile
from .node_reader import Entries, NodeReader
from .rule_nodes import ParsedRule, parse_rules
from .yaml_documents import MappingNode as MappingNode
from .yaml_documents import Node, ScalarNode, find_location

T = TypeVar("T")

_ID_PATTERN = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*", re.ASCII)
_MAX_ID_LENGTH = 100
_HEAD_KEYS = ("id", "kind", "name", "aliases", "sources")
_KIND_SPECIFIC_KEYS = {"source": ("claims",), "policy": ("rule",)}
"""What the documents of a kind may hold besides facts."""
_FACT_KEYS = ("value", "unknown", "as_of", "until", "period", "certainty", "sources", "note")
_LINK_KEYS = (*_FACT_KEYS, "share")
_REQUIRED_CLAIM_KEYS = ("id", "paragraph", "says")
_CLAIM_KEYS = (*_REQUIRED_CLAIM_KEYS, "stance", "verdict", "why", "sources")
_STANCES = ("assessment", "reported")
_SHARE_FIELD = Number("Share", "The part that is held.", unit="%")


class FactDetails(NamedTuple):
    """What a fact says beside its value and its sources."""

    certainty: str = ""
    as_of: Date | None = None
    until: Date | None = None
    note: str = ""
    period: Date | None = None
    share: Quantity | None = None


_NO_DETAILS = FactDetails()


class Draft(NamedTuple):
    """An entity as one document states it, not yet held against the other documents.

    Its facts have no certainty where the document leaves it to the sources.
    """

    layer: int
    id: str
    kind: str
    name: str
    aliases: tuple[str, ...]
    facts: tuple[Fact, ...]
    claims: tuple[Claim, ...]
    location: Location
    citation_locations: Mapping[Citation, Location]
    rules: tuple[ParsedRule, ...] = ()


class DocumentReader(NodeReader):
    """Reads one document; whatever is wrong is added to ``problems`` and reading goes on."""

    def __init__(self, file: FactFile, problems: list[Problem]) -> None:
        super().__init__(file.label, problems)
        self.layer, self.folder = file.layer, get_folder_name(file.path)
        self.id, self.kind = get_file_stem(file.label), validate_kind(self.folder)
        self.citation_locations: dict[Citation, Location] = {}
        self._citations_by_text: dict[str, Citation] = {}

    def read_draft(self, root: Node) -> Draft | None:
        """The draft, or None where there is a problem."""
        if not isinstance(root, MappingNode) or not root.value:
            hint = "write key: value lines, beginning with name:"
            self.add_problem(
                root, "not-a-mapping", "a document must be a mapping of keys to values", hint
            )
            return None
        problem_count_before = len(self.problems)
        entries = self.read_entries(root)
        self.id, self.kind = self._read_id(entries, root), self._read_kind(entries, root)
        name, aliases = self._read_name(entries, root), self._read_aliases(entries)
        facts: tuple[Fact, ...] = ()
        claims: tuple[Claim, ...] = ()
        rules: tuple[ParsedRule, ...] = ()
        if self.kind:
            claims = self._read_claims(entries) if self.kind == "source" else ()
            file_citations = self._read_file_citations(entries)
            facts = tuple(self._read_facts(entries, file_citations))
            rules = (
                tuple(self._read_rules(entries, file_citations)) if self.kind == "policy" else ()
            )
        if len(self.problems) > problem_count_before:
            return None
        location = find_location(root, self.path)
        return Draft(
            self.layer,
            self.id,
            self.kind,
            name,
            aliases,
            facts,
            claims,
            location,
            self.citation_locations,
            rules,
        )

    def _read_rules(
        self, entries: Entries, file_citations: tuple[Citation, ...]
    ) -> Iterator[ParsedRule]:
        """The rules of a policy; one that names no sources rests on those of the file."""
        for parsed_rule in parse_rules(self, self.id, entries):
            for citation in parsed_rule.rule.citations:
                self.citation_locations.setdefault(citation, parsed_rule.location)
            if not (parsed_rule.rule.citations or file_citations):
                node = entries["rule"][1]
                hint = "add sources: to the rule, or once for the whole file"
                self.add_problem(node, "no-source", "nothing says who vouches for the rule", hint)
            yield parsed_rule._replace(file_citations=file_citations)

    def _read_kind(self, entries: Entries, root: Node) -> str:
        node, kind = root, self.folder
        if "kind" in entries:
            node = entries["kind"][1]
            kind = self.read_text(node)
            if not kind:
                return ""
        if kind not in KINDS:
            message = f"{kind!r} is not a kind" if kind else "nothing says which kind this is"
            fallback = f"write kind: with one of {', '.join(KINDS)}, or put it in such a folder"
            self.add_problem(node, "unknown-kind", message, suggest_nearest(kind, KINDS, fallback))
        return validate_kind(kind)

    def _read_id(self, entries: Entries, root: Node) -> str:
        node, entity_id, remedy_prefix = root, self.id, "rename the file, or add a line id: …; "
        if "id" in entries:
            node, remedy_prefix = entries["id"][1], ""
            entity_id = self.read_text(node)
            if not entity_id:
                return ""
        if not _ID_PATTERN.fullmatch(entity_id) or len(entity_id) > _MAX_ID_LENGTH:
            hint = f"{remedy_prefix}use a-z, 0-9, and single . or - between them, {_MAX_ID_LENGTH} at most"
            self.add_problem(node, "bad-id", f"{entity_id!r} cannot be an id", hint)
        return entity_id

    def _read_name(self, entries: Entries, root: Node) -> str:
        if "name" in entries:
            return self.read_text(entries["name"][1])
        if self.kind == "source":
            return self.id
        self.add_problem(root, "missing-name", "the entity has no name", "add a line name: …")
        return ""

    def _read_aliases(self, entries: Entries) -> tuple[str, ...]:
        if "aliases" not in entries:
            return ()
        return tuple(self.read_text(node) for node in self.list_items(entries["aliases"][1]))

    def _read_file_citations(self, entries: Entries) -> tuple[Citation, ...]:
        """The sources of every fact that names none; a source vouches for its own record."""
        if "sources" in entries:
            return self._read_citations(entries["sources"][1])
        return (Citation(self.id),) if self.kind == "source" else ()

    def _read_citations(self, node: Node) -> tuple[Citation, ...]:
        return tuple(
            self._parse_citation(item, self.read_text(item)) for item in self.list_items(node)
        )

    def _parse_citation(self, node: Node, text: str) -> Citation:
        if text not in self._citations_by_text:
            self._citations_by_text[text] = Citation.parse(text)
            self.citation_locations[self._citations_by_text[text]] = find_location(node, self.path)
        return self._citations_by_text[text]

    def _read_facts(self, entries: Entries, file_citations: tuple[Citation, ...]) -> Iterator[Fact]:
        properties = KINDS[self.kind].properties
        head_keys = (*_HEAD_KEYS, *_KIND_SPECIFIC_KEYS.get(self.kind, ()))
        for name, (key, node) in entries.items():
            if name in properties:
                for item in self.list_items(node):
                    fact = self._read_fact(properties[name], item, file_citations)
                    if fact is not None:
                        yield fact
            elif name not in head_keys:
                valid_keys, fallback = (
                    (*head_keys, *properties),
                    f"run chipwatch explain {self.kind}",
                )
                message = f"{add_article(self.kind)} has no property {name!r}"
                hint = suggest_nearest(name, valid_keys, fallback)
                self.add_problem(key, "unknown-property", message, hint)

    def _read_fact(
        self, field: AnyField, node: Node, file_citations: tuple[Citation, ...]
    ) -> Fact | None:
        if isinstance(node, MappingNode):
            return self._read_long_fact(field, node, file_citations)
        value = self._read_value(field, node)
        return (
            None
            if value is None
            else self._build_fact(field, node, value, file_citations, _NO_DETAILS)
        )

    def _read_long_fact(
        self, field: AnyField, node: Node, file_citations: tuple[Citation, ...]
    ) -> Fact | None:
        entries = self.read_entries(node)
        self.check_keys(entries, _LINK_KEYS if isinstance(field, Ref) else _FACT_KEYS, "a fact")
        citations = (
            self._read_citations(entries["sources"][1]) if "sources" in entries else file_citations
        )
        details = self._read_details(entries)
        value_node, value = self._read_value_or_unknown(field, node, entries)
        return (
            None
            if value is None
            else self._build_fact(field, value_node, value, citations, details)
        )

    def _read_details(self, entries: Entries) -> FactDetails:
        as_of, until = (
            self._read_entry(entries, "as_of", Date.parse),
            self._read_entry(entries, "until", Date.parse),
        )
        if as_of and until and until.last < as_of.first:
            message = f"until {until.text} is before as_of {as_of.text}"
            hint = "correct one of the two; until is the day from which it no longer held"
            self.add_problem(entries["until"][1], "until-before-as-of", message, hint)
        certainty = ""
        if "certainty" in entries:
            node = entries["certainty"][1]
            certainty = self.read_choice(node, CERTAINTIES, "bad-certainty", "a certainty")
        note = self.read_text(entries["note"][1]) if "note" in entries else ""
        period = self._read_entry(entries, "period", Date.parse_period)
        share = self._read_entry(entries, "share", _SHARE_FIELD.parse)
        return FactDetails(certainty, as_of or period, until, note, period, share)

    def _read_value_or_unknown(
        self, field: AnyField, node: Node, entries: Entries
    ) -> tuple[Node, Any]:
        """What a fact in the long form states, and where: a value, or that there is none."""
        if ("value" in entries) == ("unknown" in entries):
            message = "a fact needs either value or unknown"
            hint = f"write value: …, or unknown: with one of {', '.join(UNKNOWNS)}"
            self.add_problem(node, "missing-value", message, hint)
            return node, None
        if "value" in entries:
            return entries["value"][1], self._read_value(field, entries["value"][1])
        unknown_node = entries["unknown"][1]
        return unknown_node, UnknownValue(
            self.read_choice(unknown_node, UNKNOWNS, "bad-unknown", "a reason to be unknown")
        )

    def _read_value(self, field: AnyField, node: Node) -> Any:
        """The value read by its field; None where there is a problem."""
        if not isinstance(node, ScalarNode):
            hint = "write one value, a mapping with value:, or a list of either"
            self.add_problem(node, "wrong-type", f"{field.name} takes plain values", hint)
            return None
        text = node.value.strip()
        try:
            return field.parse_stated(text) if text else self.read_text(node) or None
        except FieldError as error:
            self.add_problem(node, error.code, error.message, error.hint)
            return None

    def _read_entry(self, entries: Entries, key: str, parse: Callable[[str], T]) -> T | None:
        """What stands under a key, as it is read; None where there is nothing or a problem."""
        text = self.read_text(entries[key][1]) if key in entries else ""
        try:
            return parse(text) if text else None
        except FieldError as error:
            self.add_problem(entries[key][1], error.code, error.message, error.hint)
            return None

    def _build_fact(
        self,
        field: AnyField,
        node: Node,
        value: object,
        citations: tuple[Citation, ...],
        details: FactDetails,
    ) -> Fact:
        if not citations:
            hint = "add sources: to the fact, or once for the whole file"
            self.add_problem(node, "no-source", f"nothing says who vouches for {field.name}", hint)
        certainty, as_of, until, note, period, share = details
        return Fact(
            self.id, self.kind, field.name, value, citations, certainty, as_of, until, note,
            find_location(node, self.path), 0, period=period, share=share,
        )  # fmt: skip

    def _read_claims(self, entries: Entries) -> tuple[Claim, ...]:
        if "claims" not in entries:
            return ()
        claims_by_id: dict[str, Claim] = {}
        for node in self.list_items(entries["claims"][1]):
            claim = self._read_claim(node)
            if claim is not None and claim.id in claims_by_id:
                hint = "give each claim its own id"
                self.add_problem(node, "duplicate-id", f"the claim id {claim.id!r} is taken", hint)
            elif claim is not None:
                claims_by_id[claim.id] = claim
        return tuple(claims_by_id.values())

    def _read_claim(self, node: Node) -> Claim | None:
        if not isinstance(node, MappingNode):
            hint = f"write a mapping with {', '.join(_REQUIRED_CLAIM_KEYS)}"
            self.add_problem(node, "wrong-type", "a claim must be a mapping", hint)
            return None
        entries = self.read_entries(node)
        self.check_keys(entries, _CLAIM_KEYS, "a claim")
        for key in (*_REQUIRED_CLAIM_KEYS, *("why",) * ("verdict" in entries)):
            if key not in entries:
                self.add_problem(node, "missing-value", f"the claim has no {key}", f"add {key}: …")
        texts = {
            key: self.read_text(entries[key][1])
            for key in (*_REQUIRED_CLAIM_KEYS, "why")
            if key in entries
        }
        stance = self._read_optional_choice(entries, "stance", _STANCES, "a stance")
        verdict = self._read_optional_choice(entries, "verdict", VERDICTS, "a verdict")
        citations = self._read_citations(entries["sources"][1]) if "sources" in entries else ()
        if verdict not in ("", "unconfirmed") and not citations:
            hint = "add sources: to the claim"
            self.add_problem(node, "no-source", f"nothing says why the claim is {verdict}", hint)
        if any(key not in texts for key in _REQUIRED_CLAIM_KEYS):
            return None
        claim_id, paragraph, says = (texts[key] for key in _REQUIRED_CLAIM_KEYS)
        return Claim(
            self.id, claim_id, paragraph, says, stance, verdict, texts.get("why", ""), citations
        )

    def _read_optional_choice(
        self, entries: Entries, key: str, choices: tuple[str, ...], description: str
    ) -> str:
        """The word of a list that stands under a key, if any does."""
        return (
            self.read_choice(entries[key][1], choices, "bad-choice", description)
            if key in entries
            else ""
        )


def get_file_stem(path: str) -> str:
    """The id that a file gives its entity: its name without the ending."""
    stem, dot, ending = path.rpartition("/")[2].rpartition(".")
    return stem if dot else ending


def get_folder_name(path: str) -> str:
    """The kind that a file gives its entity: its folder's name."""
    return path.rpartition("/")[0].rpartition("/")[2]


def validate_kind(kind: str) -> str:
    """The kind, or nothing where there is none of this name."""
    return kind if kind in KINDS else ""
