"""Build the errors for a name that means no entity, or several, with what to do about it."""

from collections.abc import Iterable, Sequence

from ...model.normalise import normalise_name
from ...model.problem import AmbiguousError, NotFoundError
from ...model.wording import choose_fitting, format_alternatives
from ...store.knowledge_base import KnowledgeBase
from ...store.records import EntityRef, NameEntry
from .candidates import list_suggestions
from .exact import find_exact
from .scores import MAX_SUGGESTIONS
from .variants import find_by_variant


def build_ambiguous_error(name: str, entries: Sequence[NameEntry]) -> AmbiguousError:
    """Build the error for a name that means several entities equally well; it lists their ids."""
    suggestions = [entry.entity for entry in entries[:MAX_SUGGESTIONS]]
    meanings = [f"{entity.id} ({entity.name}, {entity.kind})" for entity in suggestions]
    start, ellipsis = "use an id: ", ", …"
    ids = [entity.id for entity in suggestions]
    shown_meanings = choose_fitting(meanings, ids, len(start + ellipsis))
    ending = ellipsis if len(entries) > len(shown_meanings) else ""
    error = AmbiguousError(
        f'"{name}" can mean {len(entries)} things',
        f"{start}{', '.join(shown_meanings)}{ending}",
        _serialise_refs(suggestions),
    )
    error.name = name
    return error


def find_left_out_error(base: KnowledgeBase, name: str, kind: str) -> NotFoundError | None:
    """Build the error for the id of what is left out because of problems in its file, if it is."""
    for rejected_entity in base.load_rejected_entities():
        is_meant = normalise_name(rejected_entity.id) == normalise_name(name)
        if is_meant and kind in ("", rejected_entity.kind):
            return NotFoundError(
                f"{rejected_entity.id} is left out: {rejected_entity.path} has problems",
                "chipwatch check, with the same --data if any, shows them",
            )
    return None


def build_not_found_error(base: KnowledgeBase, name: str, kind: str) -> NotFoundError:
    """Build the error for a name that was not found.

    Its hint is the first that applies: the entity is left out because of problems in its file; it
    is of another kind; similar names; where to look.
    """
    if left_out_error := find_left_out_error(base, name, kind):
        return left_out_error
    message = f'no {kind or "entity"} is called "{name}"'
    other_entity = _find_in_other_kinds(base, name) if kind else None
    if other_entity:
        command = f"chipwatch {other_entity.kind} {other_entity.id}"
        hint = f"{other_entity.name} is a {other_entity.kind}: {command}"
        return NotFoundError(message, hint, _serialise_refs([other_entity]))
    suggestions = list_suggestions(base, name, kind)
    near_names = [_format_suggestion(name, entry) for entry in suggestions]
    ids = [entry.entity.id for entry in suggestions]
    hint = _ask_for_name(near_names, ids) if ids else _suggest_command(name, kind)
    candidates = _serialise_refs(entry.entity for entry in suggestions)
    error = NotFoundError(message, hint, candidates)
    error.near_names = near_names
    return error


def _ask_for_name(names: Sequence[str], ids: Sequence[str]) -> str:
    """``did you mean Baidu (baidu), BYD (byd) or Baichuan (baichuan)?``."""
    start, end = "did you mean ", "?"
    return f"{start}{format_alternatives(choose_fitting(names, ids, len(start + end)))}{end}"


def _format_suggestion(name: str, entry: NameEntry) -> str:
    """Write a suggestion, with the alias or pinyin that is like the name if it is not its own."""
    reference = entry.entity
    if entry.how in ("id", "name") or normalise_name(name) in normalise_name(reference.name):
        return f"{reference.name} ({reference.id})"
    alias = f"{entry.text} {entry.key}" if entry.how == "pinyin" else entry.text
    return f"{reference.name} ({reference.id}, alias {alias})"


def _suggest_command(name: str, kind: str) -> str:
    """Suggest a command that lists what there is, and a search unless the name is empty."""
    listing = f"chipwatch {kind} lists them" if kind else "chipwatch stats says what there is"
    return (
        f"{listing}; chipwatch search {name} looks everywhere" if normalise_name(name) else listing
    )


def _find_in_other_kinds(base: KnowledgeBase, name: str) -> EntityRef | None:
    """Find an entity of any kind that is surely called this, without guessing."""
    result = find_exact(base, name) or find_by_variant(base, name)
    return result.entries[0].entity if result and result.is_sure else None


def _serialise_refs(entity_refs: Iterable[EntityRef]) -> list[dict[str, str]]:
    return [entity_ref._asdict() for entity_ref in entity_refs]
