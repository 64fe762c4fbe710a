"""Why a name is not taken for any entity, and what to do about it."""

from collections.abc import Iterable, Sequence

from ...model.normalise import normalise_name
from ...model.problem import AmbiguousError, NotFoundError
from ...store.knowledge_base import EntityRef, KnowledgeBase, NameEntry
from .candidates import MAX_SUGGESTIONS, list_suggestions
from .exact import find_exact
from .variants import find_by_variant


def build_ambiguous_error(name: str, entries: Sequence[NameEntry]) -> AmbiguousError:
    """The entities that are meant equally well."""
    suggestions = [entry.entity for entry in entries[:MAX_SUGGESTIONS]]
    ellipsis = ", …" if len(entries) > len(suggestions) else ""
    listing = (
        ", ".join(f"{entity_ref.id} ({entity_ref.kind})" for entity_ref in suggestions) + ellipsis
    )
    hint = f"use an id: {listing}"
    return AmbiguousError(
        f'"{name}" can mean {len(entries)} things', hint, _serialise_refs(suggestions)
    )


def build_not_found_error(base: KnowledgeBase, name: str, kind: str) -> NotFoundError:
    """Where the entity is if it is anywhere, or else the names that are most like it."""
    noun = kind or "entity"
    message = f'no {noun} is called "{name}"'
    for rejected_entity in base.load_rejected_entities():
        if normalise_name(rejected_entity.id) == normalise_name(name) and kind in (
            "",
            rejected_entity.kind,
        ):
            message = f"{rejected_entity.id} is left out: {rejected_entity.path} has problems"
            return NotFoundError(
                message, "chipwatch check, with the same --data if any, shows them"
            )
    other_kind_entity = _find_in_other_kinds(base, name) if kind else None
    if other_kind_entity:
        hint = f"{other_kind_entity.name} is a {other_kind_entity.kind}: chipwatch {other_kind_entity.kind} {other_kind_entity.id}"
        return NotFoundError(message, hint, _serialise_refs([other_kind_entity]))
    suggestions = [entry.entity for entry in list_suggestions(base, name, kind)]
    hint = _format_suggestions(suggestions) if suggestions else _suggest_command(name, kind)
    return NotFoundError(message, hint, _serialise_refs(suggestions))


def _format_suggestions(suggestions: Sequence[EntityRef]) -> str:
    *first_names, last_name = (f"{entity_ref.name} ({entity_ref.id})" for entity_ref in suggestions)
    return f"did you mean {', '.join(first_names)}{' or ' * bool(first_names)}{last_name}?"


def _suggest_command(name: str, kind: str) -> str:
    listing = f"chipwatch {kind} lists them" if kind else "chipwatch stats says what there is"
    return (
        f"{listing}; chipwatch search {name} looks everywhere" if normalise_name(name) else listing
    )


def _find_in_other_kinds(base: KnowledgeBase, name: str) -> EntityRef | None:
    """The entity of another kind that is called exactly this."""
    result = find_exact(base, name) or find_by_variant(base, name)
    return result.entries[0].entity if result and result.is_sure else None


def _serialise_refs(entity_refs: Iterable[EntityRef]) -> list[dict[str, str]]:
    return [entity_ref._asdict() for entity_ref in entity_refs]
