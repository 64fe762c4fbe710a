"""Claims: the statements of a source that its record lists."""

from ..model.facts import VERDICTS, Claim
from ..model.field_types import FieldProblem
from ..model.problem_code import ShapeProblem
from .citation_reader import CitationReader
from .node_reader import Entries, NodeProblem
from .yaml_documents import MappingNode as MappingNode
from .yaml_documents import Node

_REQUIRED_KEYS = ("id", "paragraph", "says")
_CLAIM_KEYS = (*_REQUIRED_KEYS, "stance", "verdict", "why", "sources")
_STANCES = ("assessment", "reported")


def read_claims(reader: CitationReader, source_id: str, entries: Entries) -> tuple[Claim, ...]:
    """Read the claims under the key ``claims``: a mapping, or a list of mappings."""
    if "claims" not in entries:
        return ()
    claims_by_id: dict[str, Claim] = {}
    for node in reader.list_items(entries["claims"][1]):
        claim = _read_claim(reader, source_id, node)
        if claim is not None and claim.id in claims_by_id:
            message, hint = f"the claim id {claim.id!r} is taken", "give each claim its own id"
            reader.add_problem(node, NodeProblem.DUPLICATE_ID, message, hint)
        elif claim is not None:
            claims_by_id[claim.id] = claim
    return tuple(claims_by_id.values())


def _read_claim(reader: CitationReader, source_id: str, node: Node) -> Claim | None:
    """Read one claim; None where a required key is missing."""
    if not isinstance(node, MappingNode):
        hint = f"write a mapping with {', '.join(_REQUIRED_KEYS)}"
        reader.add_problem(node, ShapeProblem.WRONG_TYPE, "a claim must be a mapping", hint)
        return None
    entries = reader.read_entries(node)
    reader.check_keys(entries, _CLAIM_KEYS, "a claim")
    _check_required_keys(reader, node, entries)
    text_keys = [key for key in (*_REQUIRED_KEYS, "why") if key in entries]
    texts = {key: reader.read_text(entries[key][1]) for key in text_keys}
    stance = _read_choice(reader, entries, "stance", _STANCES)
    verdict = _read_choice(reader, entries, "verdict", VERDICTS)
    citations = reader.read_citations(entries["sources"][1]) if "sources" in entries else ()
    if verdict not in ("", "unconfirmed") and not citations:
        message, hint = f"no source shows that the claim is {verdict}", "add sources: to the claim"
        reader.add_problem(node, NodeProblem.NO_SOURCE, message, hint)
    if any(key not in texts for key in _REQUIRED_KEYS):
        return None
    return Claim(
        source=source_id,
        id=texts["id"],
        paragraph=texts["paragraph"],
        says=texts["says"],
        stance=stance,
        verdict=verdict,
        why=texts.get("why", ""),
        citations=citations,
    )


def _check_required_keys(reader: CitationReader, node: Node, entries: Entries) -> None:
    """Report each key that a claim must have and lacks; a verdict needs its reason."""
    for key in (*_REQUIRED_KEYS, *("why",) * ("verdict" in entries)):
        if key not in entries:
            message = f"the claim has no {key}"
            reader.add_problem(node, ShapeProblem.MISSING_VALUE, message, f"add {key}: …")


def _read_choice(
    reader: CitationReader, entries: Entries, key: str, choices: tuple[str, ...]
) -> str:
    """Read the word of a list that stands under a key; empty where the key is missing."""
    if key not in entries:
        return ""
    return reader.read_choice(entries[key][1], choices, FieldProblem.BAD_CHOICE, f"a {key}")
