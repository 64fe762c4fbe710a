"""Completion in the shell: entity names from the snapshot, properties and kinds from the schema."""

import os
import re
from collections.abc import Iterable

import typer
from typer import completion

from ..model.control_characters import escape_to_one_line
from ..model.problem import ChipwatchError, UnknownNameError
from ..model.suggest import suggest_nearest
from .environment import COMPLETION_VARIABLE, choose_layers

SHELLS = ("bash", "zsh", "fish")
MAX_COMPLETIONS = 60
_SEPARATORS = ("-", "_", ".", "/", ":")
"""What stands between the parts of a name, and may be left out or be another."""
_SAFE_WORD = re.compile(r"\w[\w.:+,@/-]*")
"""Shells evaluate what they are given, so nothing that means something to one is given to them."""
_SAFE_PHRASE = re.compile(r"\w[\w.:+,@/-]*( [\w.:+,@/-]+)*")
"""What a shell is given that quotes words with blanks itself, as our own scripts see to."""
DETAIL_VARIABLE = "_CHIPWATCH_COMPLETE_DETAIL"
"""What our own scripts set: they take words with blanks, and a description behind a tab."""


def complete_names(ctx: typer.Context, incomplete: str) -> list[str]:
    """Names of any kind."""
    return complete_names_of_kind(ctx, "", incomplete)


def complete_properties(ctx: typer.Context, incomplete: str) -> list[str]:
    """Properties of the entity named before, or of all kinds where that is not known."""
    from ..api import open as open_base
    from ..model.schema import KINDS

    try:
        kinds = [
            open_base(*read_layers(ctx)).find_entity(str(ctx.params.get("name") or "")).kind_class
        ]
    except ChipwatchError:
        kinds = list(KINDS.values())
    return describe_words(
        incomplete, (pair for kind in kinds for pair in kind.collect_labels().items())
    )


def complete_topics(incomplete: str) -> list[str]:
    """Kinds, and after the dot the properties of one."""
    from ..model.schema import KINDS

    kind = KINDS.get(incomplete.partition(".")[0])
    if kind and "." in incomplete:
        labels = ((f"{kind.name}.{name}", field.label) for name, field in kind.properties.items())
        return describe_words(incomplete, labels)
    return describe_words(incomplete, ((kind.name, kind.meaning) for kind in KINDS.values()))


def complete_destinations(incomplete: str) -> list[str]:
    """Countries: by a name that is one word, or by code."""
    from ..model.countries import collect_country_names

    names_by_code = collect_country_names()
    words = [
        *((name, code) for code, name in names_by_code.items() if _is_offered(name)),
        *names_by_code.items(),
    ]
    matching_words = set(filter_by_prefix(incomplete, (word for word, _ in words)))
    return [
        _add_description(_align_with_typed(word, incomplete), description)
        for word, description in words
        if word in matching_words
    ]


def complete_shells(incomplete: str) -> list[str]:
    """List the shells that there is completion for."""
    return filter_by_prefix(incomplete, SHELLS)


def register_shells() -> None:
    """Let Typer answer the completion scripts; without its own options it does not think of it."""
    completion.completion_init()  # type: ignore[attr-defined]  # public, though unmarked


def build_script(shell: str, *, install: bool) -> str:
    """Build the completion script of a shell, or install it and say where it went.

    Raises UnknownNameError for a shell that there is none for.
    """
    if shell not in SHELLS:
        hint = suggest_nearest(shell, SHELLS, f"choose one of {', '.join(SHELLS)}")
        raise UnknownNameError(f"there is no completion for {shell!r}", hint, SHELLS)
    from .completion_scripts import SCRIPTS

    if not install:
        return SCRIPTS[shell]
    _, path = completion.install(  # type: ignore[attr-defined]  # public, though unmarked
        shell, prog_name="chipwatch", complete_var=COMPLETION_VARIABLE
    )
    path.write_text(SCRIPTS[shell], encoding="utf-8")
    return f"{shell} completion is installed in {path}; it works in the next shell you open\n"


def complete_names_of_kind(ctx: typer.Context, kind: str, incomplete: str) -> list[str]:
    """Names of a kind that every shell takes as one plain word; none without a base."""
    from ..api import open as open_base

    try:
        base = open_base(*read_layers(ctx))
        candidates = base.complete_names(kind, incomplete)
        descriptions = base.describe_names(kind, incomplete) if _has_detail() else {}
    except ChipwatchError:
        return []
    pairs = (
        (_align_with_typed(name, incomplete), descriptions.get(name, ""))
        for name in candidates
        if _is_offered(name) and (" " not in name or _begins_with(name, incomplete))
    )
    words = (_add_description(word, text) for word, text in pairs if _is_offered(word))
    return list(dict.fromkeys(words))[:MAX_COMPLETIONS]


def describe_words(incomplete: str, words: Iterable[tuple[str, str]]) -> list[str]:
    """Keep the words that begin with what is typed, with descriptions where these are shown."""
    descriptions: dict[str, str] = {}
    for word, description in words:
        descriptions.setdefault(word, description)
    return [
        _add_description(word, descriptions[word])
        for word in filter_by_prefix(incomplete, descriptions)
    ]


def _has_detail() -> bool:
    return DETAIL_VARIABLE in os.environ


def _is_offered(word: str) -> bool:
    """Return whether a word can be given to the shell that asks."""
    pattern = _SAFE_PHRASE if _has_detail() else _SAFE_WORD
    return pattern.fullmatch(word) is not None


def _add_description(word: str, description: str) -> str:
    """Add a description behind a tab, on one line, for a script that splits there."""
    text = escape_to_one_line(description)
    return f"{word}\t{text}" if word and text and _has_detail() else word


def _align_with_typed(name: str, typed_text: str) -> str:
    """Write a name as it is typed so far: shells ignore what does not continue that.

    A separator that was typed is not written twice. Where the name has none, it may only be left
    out beside a digit, as in H-20; otherwise the name does not continue the text, and is empty.
    """
    from ..model.normalise import normalise_name

    if name.startswith(typed_text):
        return name
    if " " in name and _begins_with(name, typed_text):
        return typed_text + name[len(typed_text) :]
    length, key_length = 0, len(normalise_name(typed_text))
    while len(normalise_name(name[:length])) < key_length:
        length += 1
    ending = name[length:]
    if typed_text[-1:] in _SEPARATORS:
        if ending[:1] not in _SEPARATORS and not ending[:1].isdigit():
            return ""
        ending = ending.lstrip("".join(_SEPARATORS))
    return typed_text + ending.lower()


def _begins_with(name: str, typed_text: str) -> bool:
    """Return whether a name begins with what is typed letter by letter, in any case."""
    return name.casefold().startswith(typed_text.casefold())


def read_layers(ctx: typer.Context) -> tuple[str, ...]:
    """Read the folders of facts that the command line names so far."""
    return choose_layers(ctx.params).layers


def filter_by_prefix(incomplete: str, names: Iterable[str]) -> list[str]:
    """Keep the names that begin with what is typed, in any case; each once, and not too many."""
    prefix = incomplete.lower()
    return [name for name in dict.fromkeys(names) if name.lower().startswith(prefix)][
        :MAX_COMPLETIONS
    ]
