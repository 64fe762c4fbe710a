"""Completion in the shell: entity names from the snapshot, properties and kinds from the schema."""

import re
from collections.abc import Callable, Iterable

import typer

from ..model.nearest import did_you_mean
from ..model.problem import ChipwatchError, UnknownNameError

SHELLS = ("bash", "zsh", "fish")
COMPLETING = "_CHIPWATCH_COMPLETE"
"""What the completion scripts set in the environment when they ask."""
MOST = 60
_WORD = re.compile(r"\w[\w.:+,@/-]*")
"""Shells evaluate what they are given, so nothing that means something to one is given to them."""


def base_names(ctx: typer.Context, incomplete: str) -> list[str]:
    """Names of any kind."""
    return _names(ctx, "", incomplete)


def kind_names(kind: str) -> Callable[[typer.Context, str], list[str]]:
    """What completes names of one kind."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        return _names(ctx, kind, incomplete)

    return complete


def property_names(ctx: typer.Context, incomplete: str) -> list[str]:
    """Properties of the entity named before, or of all kinds where that is not known."""
    from ..api import open as open_base
    from ..model.schema import KINDS

    try:
        kinds = [open_base(*_layers(ctx)).show(str(ctx.params.get("name") or "")).schema]
    except ChipwatchError:
        kinds = list(KINDS.values())
    names = (name for kind in kinds for name in (*kind.properties, *kind.relations()))
    return _beginning(incomplete, names)


def topics(incomplete: str) -> list[str]:
    """Kinds, and after the dot the properties of one."""
    from ..model.schema import KINDS

    kind = KINDS.get(incomplete.partition(".")[0])
    if kind and "." in incomplete:
        return _beginning(incomplete, (f"{kind.name}.{name}" for name in kind.properties))
    return _beginning(incomplete, KINDS)


def destinations(incomplete: str) -> list[str]:
    """Countries: by a name that is one word, or by code."""
    from ..model.countries import names

    words = [*filter(_WORD.fullmatch, names().values()), *names()]
    return [_going_on(word, incomplete) for word in _beginning(incomplete, words)]


def shells(incomplete: str) -> list[str]:
    """The shells that there is completion for."""
    return _beginning(incomplete, SHELLS)


def know_shells() -> None:
    """Let Typer answer the completion scripts; without its own options it does not think of it."""
    from typer import completion

    completion.completion_init()  # type: ignore[attr-defined]  # public, though unmarked


def script(shell: str, *, install: bool) -> str:
    """The completion script of a shell, or, once installed, where it went.

    Raises UnknownNameError for a shell that there is none for.
    """
    if shell not in SHELLS:
        hint = did_you_mean(shell, SHELLS, f"choose one of {', '.join(SHELLS)}")
        raise UnknownNameError(f"there is no completion for {shell!r}", hint, SHELLS)
    from typer import completion

    if install:
        _, path = completion.install(  # type: ignore[attr-defined]  # public, though unmarked
            shell, prog_name="chipwatch", complete_var=COMPLETING
        )
        return f"{shell} completion is installed in {path}; it works in the next shell you open\n"
    made = completion.get_completion_script(  # type: ignore[attr-defined]  # as above
        prog_name="chipwatch", complete_var=COMPLETING, shell=shell
    )
    return f"{made}\n"


def _names(ctx: typer.Context, kind: str, incomplete: str) -> list[str]:
    """Names that every shell takes as one plain word; none where the base cannot be opened."""
    from ..api import open as open_base

    try:
        found = open_base(*_layers(ctx)).names(kind, incomplete)
    except ChipwatchError:
        return []
    words = (_going_on(name, incomplete) for name in found if _WORD.fullmatch(name))
    return list(dict.fromkeys(filter(_WORD.fullmatch, words)))[:MOST]


def _going_on(name: str, typed: str) -> str:
    """The name as it is typed so far: shells pass over what does not go on from there."""
    from ..model.naming import key

    if name.startswith(typed):
        return name
    at, letters = 0, len(key(typed))
    while len(key(name[:at])) < letters:
        at += 1
    return typed + name[at:].lower()


def _layers(ctx: typer.Context) -> tuple[str, ...]:
    from .options import settle

    return settle({"data": list(ctx.params.get("data") or [])}).layers


def _beginning(incomplete: str, names: Iterable[str]) -> list[str]:
    lower = incomplete.lower()
    return [name for name in dict.fromkeys(names) if name.lower().startswith(lower)][:MOST]
