"""Explain why a text in a question matches nothing, where it is what an entity is called."""

import re

from ...model.normalise import normalise_name
from ...store.knowledge_base import KnowledgeBase
from ...store.records import WHOLE_NAME, EntityRef

_LITERAL = re.compile(r"'((?:[^']|'')*)'")


def explain_text_comparison(base: KnowledgeBase, query: str) -> str:
    """Explain how the texts of a question without rows are compared; empty where it has none."""
    texts = [text.replace("''", "'").strip("%") for text in _LITERAL.findall(query)]
    entity_by_text = ((text, _find_entity_called(base, text)) for text in dict.fromkeys(texts))
    explanations = [
        f"{text!r} is {entity_ref.name} of id {entity_ref.id}"
        for text, entity_ref in entity_by_text
        if entity_ref
    ]
    if explanations:
        return f"{', '.join(explanations)}: relations are compared by id, names letter by letter"
    return "text is compared letter by letter, case included" if texts else ""


def _find_entity_called(base: KnowledgeBase, text: str) -> EntityRef | None:
    """Find the one entity with this name, sources aside; None if the text is its very id."""
    key = normalise_name(base.simplify_name(text)) if normalise_name(text) else ""
    entries = base.find_names(key) if key else []
    refs_by_id = {entry.entity.id: entry.entity for entry in entries if entry.grade == WHOLE_NAME}
    candidates = [
        entity_ref
        for entity_ref in refs_by_id.values()
        if entity_ref.kind != "source" and text not in refs_by_id
    ]
    return candidates[0] if len(candidates) == 1 else None
