"""One document of a fact file to a draft: the entity it is about and the facts it states."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from ..model.dates import Date
from ..model.facts import CERTAINTIES, UNKNOWNS, VERDICTS, Citation, Claim, Fact, Unknown
from ..model.fields import Number, Ref
from ..model.kind import AnyField
from ..model.nearest import did_you_mean
from ..model.problem import Misread, Problem, Where
from ..model.quantity import Quantity
from ..model.schema import KINDS, a
from .layers import FactFile
from .load import Mapping as MappingNode
from .load import Node, Scalar, place
from .nodes import Entries, Nodes
from .rules import Ruling, rulings

T = TypeVar("T")

_ID = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*", re.ASCII)
_LONGEST_ID = 100
_HEAD = ("id", "kind", "name", "aliases", "sources")
_OWN_KEYS = {"source": ("claims",), "policy": ("rule",)}
"""What the documents of a kind may hold besides facts."""
_FACT_KEYS = ("value", "unknown", "as_of", "until", "period", "certainty", "sources", "note")
_LINK_KEYS = (*_FACT_KEYS, "share")
_CLAIM_NEEDS = ("id", "paragraph", "says")
_CLAIM_KEYS = (*_CLAIM_NEEDS, "stance", "verdict", "why", "sources")
_STANCES = ("assessment", "reported")
_SHARE = Number("Share", "The part that is held.", unit="%")


class Aside(NamedTuple):
    """What a fact says beside its value and its sources."""

    certainty: str = ""
    as_of: Date | None = None
    until: Date | None = None
    note: str = ""
    period: Date | None = None
    share: Quantity | None = None


_NOTHING = Aside()


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
    where: Where
    cited: Mapping[Citation, Where]
    rules: tuple[Ruling, ...] = ()


class Document(Nodes):
    """Reads one document; whatever is wrong is added to ``problems`` and reading goes on."""

    def __init__(self, file: FactFile, problems: list[Problem]) -> None:
        super().__init__(file.label, problems)
        self.layer, self.folder = file.layer, folder_of(file.path)
        self.id, self.kind = stem_of(file.label), known(self.folder)
        self.cited: dict[Citation, Where] = {}
        self._citations: dict[str, Citation] = {}

    def read(self, root: Node) -> Draft | None:
        """The draft, or None where there is a problem."""
        if not isinstance(root, MappingNode) or not root.value:
            hint = "write key: value lines, beginning with name:"
            self.problem(
                root, "not-a-mapping", "a document must be a mapping of keys to values", hint
            )
            return None
        before = len(self.problems)
        entries = self.entries(root)
        self.id, self.kind = self._id(entries, root), self._kind(entries, root)
        name, aliases = self._name(entries, root), self._aliases(entries)
        facts: tuple[Fact, ...] = ()
        claims: tuple[Claim, ...] = ()
        rules: tuple[Ruling, ...] = ()
        if self.kind:
            claims = self._claims(entries) if self.kind == "source" else ()
            usual = self._file_citations(entries)
            facts = tuple(self._facts(entries, usual))
            rules = tuple(self._rules(entries, usual)) if self.kind == "policy" else ()
        if len(self.problems) > before:
            return None
        at = place(root, self.path)
        return Draft(
            self.layer, self.id, self.kind, name, aliases, facts, claims, at, self.cited, rules
        )

    def _rules(self, entries: Entries, usual: tuple[Citation, ...]) -> Iterator[Ruling]:
        """The rules of a policy; one that names no sources rests on those of the file."""
        for ruling in rulings(self, self.id, entries):
            for citation in ruling.rule.citations:
                self.cited.setdefault(citation, ruling.where)
            if not (ruling.rule.citations or usual):
                node = entries["rule"][1]
                hint = "add sources: to the rule, or once for the whole file"
                self.problem(node, "no-source", "nothing says who vouches for the rule", hint)
            yield ruling._replace(usual=usual)

    def _kind(self, entries: Entries, root: Node) -> str:
        node, kind = root, self.folder
        if "kind" in entries:
            node = entries["kind"][1]
            kind = self.words(node)
            if not kind:
                return ""
        if kind not in KINDS:
            said = f"{kind!r} is not a kind" if kind else "nothing says which kind this is"
            otherwise = f"write kind: with one of {', '.join(KINDS)}, or put it in such a folder"
            self.problem(node, "unknown-kind", said, did_you_mean(kind, KINDS, otherwise))
        return known(kind)

    def _id(self, entries: Entries, root: Node) -> str:
        node, id_, mend = root, self.id, "rename the file, or add a line id: …; "
        if "id" in entries:
            node, mend = entries["id"][1], ""
            id_ = self.words(node)
            if not id_:
                return ""
        if not _ID.fullmatch(id_) or len(id_) > _LONGEST_ID:
            hint = f"{mend}use a-z, 0-9, and single . or - between them, {_LONGEST_ID} at most"
            self.problem(node, "bad-id", f"{id_!r} cannot be an id", hint)
        return id_

    def _name(self, entries: Entries, root: Node) -> str:
        if "name" in entries:
            return self.words(entries["name"][1])
        if self.kind == "source":
            return self.id
        self.problem(root, "missing-name", "the entity has no name", "add a line name: …")
        return ""

    def _aliases(self, entries: Entries) -> tuple[str, ...]:
        if "aliases" not in entries:
            return ()
        return tuple(self.words(node) for node in self.items(entries["aliases"][1]))

    def _file_citations(self, entries: Entries) -> tuple[Citation, ...]:
        """The sources of every fact that names none; a source vouches for its own record."""
        if "sources" in entries:
            return self._cites(entries["sources"][1])
        return (Citation(self.id),) if self.kind == "source" else ()

    def _cites(self, node: Node) -> tuple[Citation, ...]:
        return tuple(self._citation(item, self.words(item)) for item in self.items(node))

    def _citation(self, node: Node, text: str) -> Citation:
        if text not in self._citations:
            self._citations[text] = Citation.read(text)
            self.cited[self._citations[text]] = place(node, self.path)
        return self._citations[text]

    def _facts(self, entries: Entries, cites: tuple[Citation, ...]) -> Iterator[Fact]:
        properties = KINDS[self.kind].properties
        head = (*_HEAD, *_OWN_KEYS.get(self.kind, ()))
        for name, (key, node) in entries.items():
            if name in properties:
                for item in self.items(node):
                    fact = self._fact(properties[name], item, cites)
                    if fact is not None:
                        yield fact
            elif name not in head:
                known, otherwise = (*head, *properties), f"run chipwatch explain {self.kind}"
                message = f"{a(self.kind)} has no property {name!r}"
                hint = did_you_mean(name, known, otherwise)
                self.problem(key, "unknown-property", message, hint)

    def _fact(self, field: AnyField, node: Node, cites: tuple[Citation, ...]) -> Fact | None:
        if isinstance(node, MappingNode):
            return self._long_fact(field, node, cites)
        value = self._value(field, node)
        return None if value is None else self._made(field, node, value, cites, _NOTHING)

    def _long_fact(self, field: AnyField, node: Node, cites: tuple[Citation, ...]) -> Fact | None:
        parts = self.entries(node)
        self.only(parts, _LINK_KEYS if isinstance(field, Ref) else _FACT_KEYS, "a fact")
        own = self._cites(parts["sources"][1]) if "sources" in parts else cites
        aside = self._aside(parts)
        at, value = self._stated(field, node, parts)
        return None if value is None else self._made(field, at, value, own, aside)

    def _aside(self, parts: Entries) -> Aside:
        as_of, until = self._read(parts, "as_of", Date.read), self._read(parts, "until", Date.read)
        if as_of and until and until.last < as_of.first:
            message = f"until {until.text} is before as_of {as_of.text}"
            hint = "correct one of the two; until is the day from which it no longer held"
            self.problem(parts["until"][1], "until-before-as-of", message, hint)
        certainty = ""
        if "certainty" in parts:
            node = parts["certainty"][1]
            certainty = self.chosen(node, CERTAINTIES, "bad-certainty", "a certainty")
        note = self.words(parts["note"][1]) if "note" in parts else ""
        period = self._read(parts, "period", Date.read_period)
        share = self._read(parts, "share", _SHARE.read)
        return Aside(certainty, as_of or period, until, note, period, share)

    def _stated(self, field: AnyField, node: Node, parts: Entries) -> tuple[Node, Any]:
        """What a fact in the long form states, and where: a value, or that there is none."""
        if ("value" in parts) == ("unknown" in parts):
            message = "a fact needs either value or unknown"
            hint = f"write value: …, or unknown: with one of {', '.join(UNKNOWNS)}"
            self.problem(node, "missing-value", message, hint)
            return node, None
        if "value" in parts:
            return parts["value"][1], self._value(field, parts["value"][1])
        at = parts["unknown"][1]
        return at, Unknown(self.chosen(at, UNKNOWNS, "bad-unknown", "a reason to be unknown"))

    def _value(self, field: AnyField, node: Node) -> Any:  # noqa: ANN401 - the field knows its type
        """The value read by its field; None where there is a problem."""
        if not isinstance(node, Scalar):
            hint = "write one value, a mapping with value:, or a list of either"
            self.problem(node, "wrong-type", f"{field.name} takes plain values", hint)
            return None
        text = node.value.strip()
        try:
            return field.stated(text) if text else self.words(node) or None
        except Misread as error:
            self.problem(node, error.code, error.message, error.hint)
            return None

    def _read(self, parts: Entries, key: str, read: Callable[[str], T]) -> T | None:
        """What stands under a key, as it is read; None where there is nothing or a problem."""
        text = self.words(parts[key][1]) if key in parts else ""
        try:
            return read(text) if text else None
        except Misread as error:
            self.problem(parts[key][1], error.code, error.message, error.hint)
            return None

    def _made(
        self, field: AnyField, node: Node, value: object, cites: tuple[Citation, ...], aside: Aside
    ) -> Fact:
        if not cites:
            hint = "add sources: to the fact, or once for the whole file"
            self.problem(node, "no-source", f"nothing says who vouches for {field.name}", hint)
        certainty, as_of, until, note, period, share = aside
        return Fact(
            self.id, self.kind, field.name, value, cites, certainty, as_of, until, note,
            place(node, self.path), 0, period=period, share=share,
        )  # fmt: skip

    def _claims(self, entries: Entries) -> tuple[Claim, ...]:
        if "claims" not in entries:
            return ()
        found: dict[str, Claim] = {}
        for node in self.items(entries["claims"][1]):
            claim = self._claim(node)
            if claim is not None and claim.id in found:
                hint = "give each claim its own id"
                self.problem(node, "duplicate-id", f"the claim id {claim.id!r} is taken", hint)
            elif claim is not None:
                found[claim.id] = claim
        return tuple(found.values())

    def _claim(self, node: Node) -> Claim | None:
        if not isinstance(node, MappingNode):
            hint = f"write a mapping with {', '.join(_CLAIM_NEEDS)}"
            self.problem(node, "wrong-type", "a claim must be a mapping", hint)
            return None
        parts = self.entries(node)
        self.only(parts, _CLAIM_KEYS, "a claim")
        for key in (*_CLAIM_NEEDS, *("why",) * ("verdict" in parts)):
            if key not in parts:
                self.problem(node, "missing-value", f"the claim has no {key}", f"add {key}: …")
        words = {key: self.words(parts[key][1]) for key in (*_CLAIM_NEEDS, "why") if key in parts}
        stance = self._word(parts, "stance", _STANCES, "a stance")
        verdict = self._word(parts, "verdict", VERDICTS, "a verdict")
        cites = self._cites(parts["sources"][1]) if "sources" in parts else ()
        if verdict not in ("", "unconfirmed") and not cites:
            hint = "add sources: to the claim"
            self.problem(node, "no-source", f"nothing says why the claim is {verdict}", hint)
        if any(key not in words for key in _CLAIM_NEEDS):
            return None
        id_, paragraph, says = (words[key] for key in _CLAIM_NEEDS)
        return Claim(self.id, id_, paragraph, says, stance, verdict, words.get("why", ""), cites)

    def _word(self, parts: Entries, key: str, choices: tuple[str, ...], what: str) -> str:
        """The word of a list that stands under a key, if any does."""
        return self.chosen(parts[key][1], choices, "bad-choice", what) if key in parts else ""


def stem_of(path: str) -> str:
    """The id that a file gives its entity: its name without the ending."""
    stem, dot, ending = path.rpartition("/")[2].rpartition(".")
    return stem if dot else ending


def folder_of(path: str) -> str:
    """The kind that a file gives its entity: its folder's name."""
    return path.rpartition("/")[0].rpartition("/")[2]


def known(kind: str) -> str:
    """The kind, or nothing where there is none of this name."""
    return kind if kind in KINDS else ""
