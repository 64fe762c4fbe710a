"""Facts: what a document states under the properties of its kind, in short and in long form."""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from ..model.corrections import Correction
from ..model.dates import Date
from ..model.facts import CERTAINTIES, NOT_FOUND, UNKNOWNS, Citation, Fact, UnknownValue
from ..model.field_types import Ref
from ..model.kind import AnyField
from ..model.numeric_fields import Number
from ..model.problem import FieldError, Problem
from ..model.problem_code import CHIP_LINES, COMPANY_LINES, CodeSpec, ProblemCode, ShapeProblem
from ..model.quantity import Quantity
from .citation_reader import CitationBudget, CitationReader
from .node_reader import Entries, NodeProblem
from .yaml_documents import MappingNode as MappingNode
from .yaml_documents import Node, ScalarNode, find_location

T = TypeVar("T")

_FACT_KEYS = (
    "value",
    "unknown",
    "looked_in",
    "replaces",
    "withdrawn",
    "as_of",
    "until",
    "period",
    "certainty",
    "sources",
    "note",
)
_RELATION_KEYS = (*_FACT_KEYS, "share")
_SHARE_FIELD = Number("Share", "The part that is held.", unit="%")
_COUNT_FIELD = Number("Count", "How many of them there are.")


class FactProblem(ProblemCode):
    """What is wrong with a fact, beside its value."""

    BAD_UNKNOWN = CodeSpec(
        code="bad-unknown",
        meaning=f"the reason for an unknown is none of {', '.join(UNKNOWNS)}",
        bad_example=f"{CHIP_LINES}tdp: {{unknown: secret}}\n",
        mended_example=f"{CHIP_LINES}tdp: {{unknown: undisclosed}}\n",
    )
    NO_SEARCH = CodeSpec(
        code="no-search",
        meaning="a value is called not found, but not where and when it was looked for",
        bad_example=f"{CHIP_LINES}tdp: {{unknown: not-found}}\n",
        mended_example=(
            f"{CHIP_LINES}tdp: {{unknown: not-found, looked_in: [product page], as_of: 2026-11}}\n"
        ),
    )
    UNTIL_BEFORE_AS_OF = CodeSpec(
        code="until-before-as-of",
        meaning="a fact stops being true before it starts",
        bad_example=f"{COMPANY_LINES}country: {{value: CN, as_of: 2025-04, until: 2025-03}}\n",
        mended_example=f"{COMPANY_LINES}country: {{value: CN, as_of: 2025-04, until: 2025-05}}\n",
    )


class FactDetails(NamedTuple):
    """The parts of a fact other than its value and its sources."""

    certainty: str = ""
    as_of: Date | None = None
    until: Date | None = None
    note: str = ""
    period: Date | None = None
    share: Quantity | None = None
    part_count: Quantity | None = None


_NO_DETAILS = FactDetails()


class FactReader(CitationReader):
    """Reads the facts of one document."""

    def __init__(self, path: str, problems: list[Problem], budget: CitationBudget) -> None:
        super().__init__(path, problems, budget)
        self.id = self.kind = ""
        """The entity that the facts are about; set once the head of the document is read."""
        self.corrections: list[Correction] = []
        """What the document says of facts of earlier layers."""

    def read_fact(
        self, field: AnyField, node: Node, file_citations: tuple[Citation, ...]
    ) -> Fact | None:
        """Read one fact, in short or in long form; None where its value has a problem."""
        if isinstance(node, MappingNode):
            return self._read_long_fact(field, node, file_citations)
        value = self._read_value(field, node)
        if value is None:
            return None
        return self._build_fact(field, node, value, file_citations, _NO_DETAILS)

    def _read_long_fact(
        self, field: AnyField, node: Node, file_citations: tuple[Citation, ...]
    ) -> Fact | None:
        entries = self.read_entries(node)
        self.check_keys(entries, _list_fact_keys(field), "a fact")
        has_sources = "sources" in entries
        citations = self.read_citations(entries["sources"][1]) if has_sources else file_citations
        details = self._read_details(entries)
        value_node, value = self._read_value_or_unknown(field, node, entries)
        if value is None:
            return None
        if not has_sources and _is_not_found(value):
            citations = ()
        if "withdrawn" in entries:
            # With sources of its own, it states what was wrong as well, so it is kept even if no
            # earlier layer states it. Without them it only names what an earlier layer states.
            fact = (
                self._build_fact(field, value_node, value, citations, details)
                if has_sources
                else None
            )
            as_of = details.as_of if "as_of" in entries else None
            self._read_withdrawal(field, value, entries, as_of=as_of, withdrawn_fact=fact)
            return None
        if "replaces" in entries:
            self._read_replacements(field, value, entries, citations)
        return self._build_fact(field, value_node, value, citations, details)

    def _read_replacements(
        self, field: AnyField, value: object, entries: Entries, citations: tuple[Citation, ...]
    ) -> None:
        """Read the values that a fact replaces, one or several, in facts of earlier layers."""
        for node in self.list_items(entries["replaces"][1]):
            wrong_value = self._read_value(field, node)
            if wrong_value is not None:
                new_text = value.reason if isinstance(value, UnknownValue) else field.format(value)
                self.corrections.append(
                    Correction(
                        property=field.name,
                        value_text=field.to_yaml_text(wrong_value),
                        as_of=None,
                        reason=f"replaced by {new_text}",
                        citations=citations,
                        location=find_location(node, self.path),
                    )
                )

    def _read_withdrawal(
        self,
        field: AnyField,
        value: object,
        entries: Entries,
        *,
        as_of: Date | None,
        withdrawn_fact: Fact | None,
    ) -> None:
        """Read why a fact is withdrawn, and who says so."""
        node = entries["withdrawn"][1]
        if isinstance(value, UnknownValue) or not isinstance(node, MappingNode):
            message = "withdrawn takes a reason and sources, beside the value that is wrong"
            hint = "write value: …, withdrawn: {reason: …, sources: […]}"
            self.add_problem(node, ShapeProblem.WRONG_TYPE, message, hint)
            return
        parts = self.read_entries(node)
        self.check_keys(parts, ("reason", "sources"), "withdrawn")
        if not {"reason", "sources"} <= parts.keys():
            message = "what is withdrawn needs a reason and sources"
            hint = "write withdrawn: {reason: …, sources: […]}"
            self.add_problem(node, NodeProblem.NO_SOURCE, message, hint)
            return
        self.corrections.append(
            Correction(
                property=field.name,
                value_text=field.to_yaml_text(value),
                as_of=as_of,
                reason=self.read_text(parts["reason"][1]),
                citations=self.read_citations(parts["sources"][1]),
                location=find_location(node, self.path),
                withdrawn_fact=withdrawn_fact,
            )
        )

    def _read_details(self, entries: Entries) -> FactDetails:
        as_of = self._read_entry(entries, "as_of", Date.parse)
        until = self._read_entry(entries, "until", Date.parse)
        if as_of and until and until.last < as_of.first:
            message = f"until {until.text} is before as_of {as_of.text}"
            hint = "correct one of the two; until is the day from which it no longer held"
            self.add_problem(entries["until"][1], FactProblem.UNTIL_BEFORE_AS_OF, message, hint)
        certainty = ""
        if "certainty" in entries:
            certainty = self.read_choice(
                entries["certainty"][1], CERTAINTIES, ShapeProblem.BAD_CERTAINTY, "a certainty"
            )
        period = self._read_entry(entries, "period", Date.parse_period)
        return FactDetails(
            certainty=certainty,
            as_of=as_of or period,
            until=until,
            note=self.read_text(entries["note"][1]) if "note" in entries else "",
            period=period,
            share=self._read_entry(entries, "share", _SHARE_FIELD.parse),
            part_count=self._read_entry(entries, "count", _COUNT_FIELD.parse),
        )

    def _read_value_or_unknown(
        self, field: AnyField, node: Node, entries: Entries
    ) -> tuple[Node, Any]:
        """Read the value of a fact in long form, or its reason for being unknown, with the node."""
        if ("value" in entries) == ("unknown" in entries):
            message = "a fact needs either value or unknown"
            hint = f"write value: …, or unknown: with one of {', '.join(UNKNOWNS)}"
            self.add_problem(node, ShapeProblem.MISSING_VALUE, message, hint)
            return node, None
        if "value" in entries:
            return entries["value"][1], self._read_value(field, entries["value"][1])
        unknown_node = entries["unknown"][1]
        reason = self.read_choice(
            unknown_node, UNKNOWNS, FactProblem.BAD_UNKNOWN, "a reason to be unknown"
        )
        return unknown_node, UnknownValue(reason, self._read_search(node, entries, reason))

    def _read_search(self, node: Node, entries: Entries, reason: str) -> tuple[str, ...]:
        """Read where a value was looked for; one that was not found needs that, and a day."""
        looked_in: tuple[str, ...] = ()
        if "looked_in" in entries:
            looked_in = tuple(map(self.read_text, self.list_items(entries["looked_in"][1])))
        if reason == NOT_FOUND and not (looked_in and "as_of" in entries):
            message = "a value that was not found needs looked_in and as_of"
            hint = "write looked_in: [ids of sources or kinds of page], and as_of: the day"
            self.add_problem(node, FactProblem.NO_SEARCH, message, hint)
        return looked_in

    def _read_value(self, field: AnyField, node: Node) -> Any:  # noqa: ANN401 - of the field's type
        """Read a value by its field; None where there is a problem."""
        if not isinstance(node, ScalarNode):
            hint = "write one value, a mapping with value:, or a list of either"
            message = f"{field.name} takes plain values"
            self.add_problem(node, ShapeProblem.WRONG_TYPE, message, hint)
            return None
        text = node.value.strip()
        if text != node.value:
            self.check_blanks(node)
        # An empty text goes to read_text, which reports it as empty whatever the field would say.
        try:
            return field.parse_stated(text) if text else self.read_text(node) or None
        except FieldError as error:
            self.add_problem(node, error.code, error.message, error.hint)
            return None

    def _read_entry(self, entries: Entries, key: str, parse: Callable[[str], T]) -> T | None:
        """Parse the text under a key; None where the key is missing or has a problem."""
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
        if not citations and not _is_not_found(value):
            hint = "add sources: to the fact, or once for the whole file"
            self.add_problem(node, NodeProblem.NO_SOURCE, f"{field.name} has no source", hint)
        self.count_citations(node, citations)
        return Fact(
            entity=self.id,
            kind=self.kind,
            property=field.name,
            value=value,
            citations=citations,
            certainty=details.certainty,
            as_of=details.as_of,
            until=details.until,
            note=details.note,
            location=find_location(node, self.path),
            file_position=0,
            period=details.period,
            share=details.share,
            part_count=details.part_count,
        )


def _list_fact_keys(field: AnyField) -> tuple[str, ...]:
    """List the keys that a fact in long form may have."""
    if not isinstance(field, Ref):
        return _FACT_KEYS
    return (*_RELATION_KEYS, "count") if field.has_counts else _RELATION_KEYS


def _is_not_found(value: object) -> bool:
    """Tell whether a value was not found, which rests on a search and not on a source."""
    return isinstance(value, UnknownValue) and value.reason == NOT_FOUND
