"""Completion in the shell: entity names from the snapshot, properties and kinds from the schema."""

import re
from collections.abc import Iterable

import typer
from typer import completion

from ..model.problem import ChipwatchError, UnknownNameError
from ..model.suggest import suggest_nearest
from .command_spec import COMPLETION_VARIABLE
from .options import build_options

SHELLS = ("bash", "zsh", "fish")
MAX_COMPLETIONS = 60
_SEPARATORS = ("-", "_", ".", "/", ":")
"""What stands between the parts of a name, and may be left out or be another."""
_SAFE_WORD = re.compile(r"\w[\w.:+,@/-]*")
"""Shells evaluate what they are given, so nothing that means something to one is given to them."""


def complete_names(ctx: typer.Context, incomplete: str) -> list[str]:
    """Names of any kind."""
    return complete_names_of_kind(ctx, "", incomplete)


def complete_properties(ctx: typer.Context, incomplete: str) -> list[str]:
    """Properties of the entity named before, or of all kinds where that is not known."""
    from ..api import open as open_base
    from ..model.schema import KINDS

    try:
        kinds = [
            open_base(*_read_layers(ctx)).find_entity(str(ctx.params.get("name") or "")).kind_class
        ]
    except ChipwatchError:
        kinds = list(KINDS.values())
    names = (name for kind in kinds for name in (*kind.properties, *kind.collect_relations()))
    return filter_by_prefix(incomplete, names)


def complete_topics(incomplete: str) -> list[str]:
    """Kinds, and after the dot the properties of one."""
    from ..model.schema import KINDS

    kind = KINDS.get(incomplete.partition(".")[0])
    if kind and "." in incomplete:
        return filter_by_prefix(incomplete, (f"{kind.name}.{name}" for name in kind.properties))
    return filter_by_prefix(incomplete, KINDS)


def complete_destinations(incomplete: str) -> list[str]:
    """Countries: by a name that is one word, or by code."""
    from ..model.countries import collect_country_names

    words = [
        *filter(_SAFE_WORD.fullmatch, collect_country_names().values()),
        *collect_country_names(),
    ]
    return [_align_with_typed(word, incomplete) for word in filter_by_prefix(incomplete, words)]


def complete_shells(incomplete: str) -> list[str]:
    """List the shells that there is completion for."""
    return filter_by_prefix(incomplete, SHELLS)


def register_shells() -> None:
    """Let Typer answer the completion scripts; without its own options it does not think of it."""
    completion.completion_init()  # type: ignore[attr-defined]  # public, though unmarked


def build_script(shell: str, *, install: bool) -> str:
    """Build the completion script of a shell, or install it and return where it went.

    Raises UnknownNameError for a shell that there is none for.
    """
    if shell not in SHELLS:
        hint = suggest_nearest(shell, SHELLS, f"choose one of {', '.join(SHELLS)}")
        raise UnknownNameError(f"there is no completion for {shell!r}", hint, SHELLS)
    if install:
        _, path = completion.install(  # type: ignore[attr-defined]  # public, though unmarked
            shell, prog_name="chipwatch", complete_var=COMPLETION_VARIABLE
        )
        return f"{shell} completion is installed in {path}; it works in the next shell you open\n"
    script_text = completion.get_completion_script(  # type: ignore[attr-defined]  # as above
        prog_name="chipwatch", complete_var=COMPLETION_VARIABLE, shell=shell
    )
    return f"{script_text}\n"


def complete_names_of_kind(ctx: typer.Context, kind: str, incomplete: str) -> list[str]:
    """Names of a kind that every shell takes as one plain word; none without a base."""
    from ..api import open as open_base

    try:
        candidates = open_base(*_read_layers(ctx)).complete_names(kind, incomplete)
    except ChipwatchError:
        return []
    words = (
        _align_with_typed(name, incomplete) for name in candidates if _SAFE_WORD.fullmatch(name)
    )
    return list(dict.fromkeys(filter(_SAFE_WORD.fullmatch, words)))[:MAX_COMPLETIONS]


def _align_with_typed(name: str, typed_text: str) -> str:
    """Write a name as it is typed so far: shells ignore what does not continue that.

    A separator that was typed is not written twice. Where the name has none, it may only be left
    out beside a digit, as in H-20; otherwise the name does not continue the text, and is empty.
    """
    from ..model.normalise import normalise_name

    if name.startswith(typed_text):
        return name
    length, key_length = 0, len(normalise_name(typed_text))
    while len(normalise_name(name[:length])) < key_length:
        length += 1
    rest = name[length:]
    if typed_text[-1:] in _SEPARATORS:
        if rest[:1] not in _SEPARATORS and not rest[:1].isdigit():
            return ""
        rest = rest.lstrip("".join(_SEPARATORS))
    return typed_text + rest.lower()


def _read_layers(ctx: typer.Context) -> tuple[str, ...]:
    return build_options({"data": list(ctx.params.get("data") or [])}).layers


def filter_by_prefix(incomplete: str, names: Iterable[str]) -> list[str]:
    """Keep the names that begin with what is typed, in any case; each once, and not too many."""
    prefix = incomplete.lower()
    return [name for name in dict.fromkeys(names) if name.lower().startswith(prefix)][
        :MAX_COMPLETIONS
    ]
