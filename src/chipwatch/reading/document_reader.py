"""Documents: one YAML document of a fact file to a draft of the entity that it is about."""

import os
from collections.abc import Iterator

from ..model.control_characters import find_invisible_character
from ..model.entity_ids import ID_FORM, is_entity_id
from ..model.facts import Citation, Claim, Fact
from ..model.kind_wording import add_article
from ..model.problem import Problem
from ..model.problem_code import COMPANY_LINES, CodeSpec, ProblemCode, Severity
from ..model.schema import KINDS
from ..model.suggest import suggest_nearest
from .citation_reader import CitationBudget
from .claim_reader import read_claims
from .draft import Draft, get_file_stem
from .fact_reader import FactReader
from .file_content import FileProblem
from .layers import FactFile
from .node_reader import Entries, NodeProblem
from .rule_nodes import ParsedRule, parse_rules
from .yaml_documents import MappingNode as MappingNode
from .yaml_documents import Node, find_location

_HEAD_KEYS = ("id", "kind", "name", "aliases", "sources")
_KIND_SPECIFIC_KEYS = {"source": ("claims",), "policy": ("rule",)}
"""The keys, other than properties, that documents of one kind alone may have."""


class DocumentProblem(ProblemCode):
    """What is wrong with a document."""

    BAD_ID = CodeSpec(
        code="bad-id",
        meaning="an id is not lower-case letters, digits, dots and hyphens",
        bad_example="id: Baidu_AI\nkind: company\nname: Baidu AI\n",
        mended_example="id: baidu-ai\nkind: company\nname: Baidu AI\n",
    )
    INVISIBLE_CHARACTER = CodeSpec(
        code="invisible-character",
        meaning="a name holds a character that cannot be seen",
        bad_example='kind: person\nname: "Robin\\u200b Li"\n',
        mended_example="kind: person\nname: Robin Li\n",
        fix="removes the character",
    )
    MISSING_NAME = CodeSpec(
        code="missing-name",
        meaning="the entity has no name",
        bad_example="kind: person\naliases: [Robin Li]\n",
        mended_example="kind: person\nname: Robin Li\n",
    )
    UNKNOWN_KIND = CodeSpec(
        code="unknown-kind",
        meaning="neither the folder nor the key kind names a kind",
        bad_example="kind: compny\nname: Baidu\n",
        mended_example="kind: company\nname: Baidu\n",
    )
    UNKNOWN_PROPERTY = CodeSpec(
        code="unknown-property",
        meaning="the kind of this entity has no such property",
        bad_example=f"{COMPANY_LINES}contry: CN\n",
        mended_example=f"{COMPANY_LINES}country: CN\n",
    )


class DocumentReader(FactReader):
    """Reads one document; each thing wrong is added to ``problems``, and reading goes on."""

    def __init__(self, file: FactFile, problems: list[Problem], budget: CitationBudget) -> None:
        super().__init__(file.label, problems, budget)
        self.layer, self.folder = file.layer, get_folder_name(file.path)
        self.id, self.kind = get_file_stem(file.label), validate_kind(self.folder)

    def read_draft(self, root: Node) -> Draft | None:
        """Read the draft, faulty where there is a problem; None where nothing can be read."""
        if not isinstance(root, MappingNode) or not root.value:
            message = "a document must be a mapping of keys to values"
            hint = "write key: value lines, beginning with name:"
            self.add_problem(root, FileProblem.NOT_A_MAPPING, message, hint)
            return None
        problem_count_before = len(self.problems)
        entries = self.read_entries(root)
        self.id, self.kind = self._read_id(entries, root), self._read_kind(entries, root)
        name, aliases = self._read_name(entries, root), self._read_aliases(entries)
        claims: tuple[Claim, ...] = ()
        facts: list[Fact] = []
        rules: list[ParsedRule] = []
        if self.kind:
            claims = read_claims(self, self.id, entries) if self.kind == "source" else ()
            file_citations = self._read_file_citations(entries)
            facts = list(self._read_facts(entries, file_citations))
            rules = list(self._read_rules(entries, file_citations))
        return Draft(
            layer=self.layer,
            id=self.id,
            kind=self.kind,
            name=name,
            aliases=aliases,
            facts=tuple(facts),
            claims=claims,
            location=find_location(root, self.path),
            citation_locations=self.citation_locations,
            rules=tuple(rules),
            corrections=tuple(self.corrections),
            is_faulty=any(
                problem.code.severity is Severity.ERROR
                for problem in self.problems[problem_count_before:]
            ),
        )

    def _read_rules(
        self, entries: Entries, file_citations: tuple[Citation, ...]
    ) -> Iterator[ParsedRule]:
        """Read the rules of a policy; one that names no sources rests on those of the file."""
        for parsed_rule in parse_rules(self, self.id, entries) if self.kind == "policy" else ():
            for citation in parsed_rule.rule.citations:
                self.citation_locations.setdefault(citation, parsed_rule.location)
            if not (parsed_rule.rule.citations or file_citations):
                node = entries["rule"][1]
                hint = "add sources: to the rule, or once for the whole file"
                self.add_problem(node, NodeProblem.NO_SOURCE, "the rule has no source", hint)
            self.count_citations(entries["rule"][1], file_citations)
            yield parsed_rule._replace(file_citations=file_citations)

    def _read_kind(self, entries: Entries, root: Node) -> str:
        """Read the kind, which the folder gives unless the document does; empty if it is none."""
        node, kind = root, self.folder
        if "kind" in entries:
            node = entries["kind"][1]
            kind = self.read_text(node)
            if not kind:
                return ""
        if kind not in KINDS:
            message = f"{kind!r} is not a kind" if kind else "nothing says which kind this is"
            fallback = f"write kind: with one of {', '.join(KINDS)}, or put it in such a folder"
            hint = suggest_nearest(kind, KINDS, fallback)
            self.add_problem(node, DocumentProblem.UNKNOWN_KIND, message, hint)
        return validate_kind(kind)

    def _read_id(self, entries: Entries, root: Node) -> str:
        """Read the id, which the name of the file gives unless the document does."""
        node, entity_id, hint_prefix = root, self.id, "rename the file, or add a line id: …; "
        if "id" in entries:
            node, hint_prefix = entries["id"][1], ""
            entity_id = self.read_text(node)
            if not entity_id:
                return ""
        if not is_entity_id(entity_id):
            message, hint = f"{entity_id!r} cannot be an id", f"{hint_prefix}use {ID_FORM}"
            self.add_problem(node, DocumentProblem.BAD_ID, message, hint)
        return entity_id

    def _read_name(self, entries: Entries, root: Node) -> str:
        """Read the name; a source without one goes by its id."""
        if "name" in entries:
            return self._read_visible_text(entries["name"][1])
        if self.kind == "source":
            return self.id
        message, hint = "the entity has no name", "add a line name: …"
        self.add_problem(root, DocumentProblem.MISSING_NAME, message, hint)
        return ""

    def _read_aliases(self, entries: Entries) -> tuple[str, ...]:
        if "aliases" not in entries:
            return ()
        items = self.read_items(entries["aliases"][1])
        for item, text in items:
            self._check_visible(item, text)
        return tuple(text for _, text in items)

    def _read_visible_text(self, node: Node) -> str:
        """Read text that looks like no other."""
        text = self.read_text(node)
        self._check_visible(node, text)
        return text

    def _check_visible(self, node: Node, text: str) -> None:
        """Report a character that cannot be seen."""
        if invisible_match := find_invisible_character(text):
            message = f"U+{ord(invisible_match[0]):04X} in a name cannot be seen"
            self.add_problem(node, DocumentProblem.INVISIBLE_CHARACTER, message, "remove it")

    def _read_file_citations(self, entries: Entries) -> tuple[Citation, ...]:
        """Read the sources of facts that name none; a source vouches for its own record."""
        if "sources" in entries:
            return self.read_citations(entries["sources"][1])
        return (Citation(self.id),) if self.kind == "source" else ()

    def _read_facts(self, entries: Entries, file_citations: tuple[Citation, ...]) -> Iterator[Fact]:
        """Read everything under the properties of the kind; other keys are problems."""
        properties = KINDS[self.kind].properties
        head_keys = (*_HEAD_KEYS, *_KIND_SPECIFIC_KEYS.get(self.kind, ()))
        for name, (key, node) in entries.items():
            if name in properties:
                for item in self.list_items(node):
                    fact = self.read_fact(properties[name], item, file_citations)
                    if fact is not None:
                        yield fact
            elif name not in head_keys:
                message = f"{add_article(self.kind)} has no property {name!r}"
                fallback = f"run chipwatch explain {self.kind}"
                hint = suggest_nearest(name, (*head_keys, *properties), fallback)
                self.add_problem(key, DocumentProblem.UNKNOWN_PROPERTY, message, hint)


def get_folder_name(path: str) -> str:
    """Return the kind that a file gives its entity: the name of its folder."""
    return os.path.basename(os.path.dirname(path))  # noqa: PTH119, PTH120 - it is text


def validate_kind(kind: str) -> str:
    """Return the kind, or an empty text where there is none of this name."""
    return kind if kind in KINDS else ""
