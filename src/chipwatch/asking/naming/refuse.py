"""Why a name is not taken for any entity, and what to do about it."""

from collections.abc import Iterable, Sequence

from ...model.naming import key
from ...model.problem import AmbiguousError, NotFoundError
from ...store.base import Brief, KnowledgeBase, Named
from .form import by_form
from .guess import MOST_CANDIDATES, candidates
from .lookup import exactly


def ambiguous(name: str, named: Sequence[Named]) -> AmbiguousError:
    """The entities that are meant equally well."""
    few = [one.entity for one in named[:MOST_CANDIDATES]]
    more = ", …" if len(named) > len(few) else ""
    listed = ", ".join(f"{brief.id} ({brief.kind})" for brief in few) + more
    hint = f"use an id: {listed}"
    return AmbiguousError(f'"{name}" can mean {len(named)} things', hint, _as_data(few))


def not_found(base: KnowledgeBase, name: str, kind: str) -> NotFoundError:
    """Where the entity is if it is anywhere, or else the names that are most like it."""
    what = kind or "entity"
    message = f'no {what} is called "{name}"'
    for lost in base.broken():
        if key(lost.id) == key(name) and kind in ("", lost.kind):
            message = f"{lost.id} is left out: {lost.path} has problems"
            return NotFoundError(
                message, "chipwatch check, with the same --data if any, shows them"
            )
    elsewhere = _elsewhere(base, name) if kind else None
    if elsewhere:
        hint = f"{elsewhere.name} is a {elsewhere.kind}: chipwatch {elsewhere.kind} {elsewhere.id}"
        return NotFoundError(message, hint, _as_data([elsewhere]))
    near = [one.entity for one in candidates(base, name, kind)]
    hint = _suggestion(near) if near else _next_step(name, kind)
    return NotFoundError(message, hint, _as_data(near))


def _suggestion(near: Sequence[Brief]) -> str:
    *others, last = (f"{brief.name} ({brief.id})" for brief in near)
    return f"did you mean {', '.join(others)}{' or ' * bool(others)}{last}?"


def _next_step(name: str, kind: str) -> str:
    listing = f"chipwatch {kind} lists them" if kind else "chipwatch stats says what there is"
    return f"{listing}; chipwatch search {name} looks everywhere" if key(name) else listing


def _elsewhere(base: KnowledgeBase, name: str) -> Brief | None:
    """The entity of another kind that is called exactly this."""
    found = exactly(base, name) or by_form(base, name)
    return found.named[0].entity if found and found.sure else None


def _as_data(briefs: Iterable[Brief]) -> list[dict[str, str]]:
    return [brief._asdict() for brief in briefs]
