"""What a command line means that begins with no command: with options, a name, another word."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..model.problem import AmbiguousError, NotFoundError, UsageError
from ..model.schema import KINDS
from ..model.shell_words import join_words
from ..model.suggest import find_nearest_names
from ..model.wording import choose_fitting, format_alternatives
from .asked_licence import find_asked_licence
from .asked_property import find_asked_property, leave_out_fillers
from .catalogue import collect_commands
from .leading_options import BARE_NAME_COMMAND, measure_option
from .options import choose_typed_layers
from .question_words import CHINESE_QUESTION_WORDS, QUESTION_MARKS, QUESTION_WORDS
from .shared_options import is_shared_option

if TYPE_CHECKING:
    from ..api import Base

MAX_NEAREST_COMMANDS = 3
MIN_QUESTION_WORDS = 3
"""Words from which on a line is searched for that begins with no name, command or the like."""


class ForeignCommand(NamedTuple):
    """A command of other programs: what does that here, and the command that takes its words."""

    advice: str
    command: str = ""


_LIST = ForeignCommand(
    "chipwatch KIND lists one kind, such as chipwatch company; chipwatch stats counts all"
)
_SEARCH = ForeignCommand("chipwatch search TEXT looks everywhere", "search")
_SHOW = ForeignCommand("chipwatch show NAME, or chipwatch NAME, shows a page", "show")
_COMPARE = ForeignCommand("chipwatch compare NAME NAME puts things side by side", "compare")
_MANUAL = ForeignCommand(
    "chipwatch help lists the manual, chipwatch help --man writes a page for man"
)
_CHECK = ForeignCommand("chipwatch check finds problems in fact files", "check")
FOREIGN_COMMANDS = {
    "list": _LIST,
    "ls": _LIST,
    "find": _SEARCH,
    "grep": _SEARCH,
    "get": _SHOW,
    "info": _SHOW,
    "describe": _SHOW,
    "vs": _COMPARE,
    "man": _MANUAL,
    "manual": _MANUAL,
    "serve": ForeignCommand(
        "chipwatch mcp serves assistants, chipwatch site DIR --serve pages to browse"
    ),
    "version": ForeignCommand("chipwatch --version prints the version"),
    "sum": ForeignCommand("chipwatch total KIND adds up", "total"),
    "history": ForeignCommand(
        "chipwatch timeline puts dates in order, chipwatch changes what became known"
    ),
    "schema": ForeignCommand(
        "chipwatch explain lists kinds, chipwatch explain KIND its properties", "explain"
    ),
    "validate": _CHECK,
    "lint": _CHECK,
}


class BareLine(NamedTuple):
    """What a line without a command stands for."""

    command: str
    words: list[str]
    remarks: tuple[str, ...] = ()
    """What is said of how it was read."""


def read_bare_words(words: Sequence[str]) -> BareLine:
    """Read a line whose first word is no command: names, a name and a property of it, a question.

    Words that make one name together are it: ``ascend 910c``, ``who is liang wenfeng``. The name of
    several things passes: its page says which. What asks whether something may be exported is for
    ``controls``. A question that asks nothing of a name, such as ``which chips beat the h20``, is
    searched for. Raises UsageError with the nearest commands, then the nearest names; NotFoundError
    where only a later word is no name.
    """
    from .query_runner import open_layers

    plain_words, options = _take_options_out(words)
    _refuse_empty_words(plain_words)
    _refuse_foreign_command(words[0], plain_words[1:])
    base = open_layers(choose_typed_layers(words).layers)
    bare_names = BareLine(BARE_NAME_COMMAND, list(words))
    if bare_line := _read_whole_line(base, plain_words, options):
        return bare_line
    try:
        base.resolve(words[0], exact=True)
    except AmbiguousError:
        return _read_property(base, plain_words, options) or bare_names
    except NotFoundError as error:
        if words[0] in base.list_rejected_ids():
            return bare_names
        if bare_line := _read_property(base, plain_words, options):
            return bare_line
        if _is_question(plain_words):
            return _build_read_line(_SEARCH.command, [" ".join(plain_words)], options)
        raise _build_unknown_word_error(plain_words, error) from None
    return _read_further_words(base, plain_words, options) or bare_names


def _read_whole_line(base: "Base", words: Sequence[str], options: Sequence[str]) -> BareLine | None:
    """Read words that are one name together, or ask whether something may be exported."""
    if whole_name := _find_whole_name(base, words):
        return _build_read_line(BARE_NAME_COMMAND, [whole_name], options)
    if asked_licence := find_asked_licence(base, words):
        return _build_read_line("controls", asked_licence.list_words(options), options)
    return None


def _read_further_words(
    base: "Base", words: Sequence[str], options: Sequence[str]
) -> BareLine | None:
    """Read a property that the words behind a name are; None where they are names.

    Raises NotFoundError where they are neither, with the search for all words.
    """
    if bare_line := _read_property(base, words, options):
        return bare_line
    for word in words[1:]:
        try:
            base.resolve(word)
        except AmbiguousError:
            return None
        except NotFoundError as error:
            joint = " " if error.hint.endswith("?") else "; "
            hint = f"{error.hint}{joint}{_suggest_search(words)}"
            raise NotFoundError(error.message, hint, error.candidates) from None
    return None


def _read_property(base: "Base", words: Sequence[str], options: Sequence[str]) -> BareLine | None:
    """Read a name and a property of it, with or without a period behind.

    A figure by periods, such as revenue, is answered with all of them, whichever is asked for.
    """
    asked = find_asked_property(base, words)
    if asked is None:
        return None
    command = "series" if asked.is_figure_by_periods else "why"
    is_one = len(asked.properties) == 1
    chosen = asked.properties if is_one else ["--columns", ",".join(asked.properties)]
    return _build_read_line(command, [asked.name, *chosen], options)


def _build_read_line(command: str, words: Sequence[str], options: Sequence[str]) -> BareLine:
    """Build the line of a command, with the remark that says how the words were read."""
    remark = f"read as: {_join_command(command, words)}"
    return BareLine(command, [*words, *options], (remark,))


def _suggest_search(words: Sequence[str]) -> str:
    search = _join_command(_SEARCH.command, words)
    return f"{search} looks everywhere" + (" for all of it" if len(words) > 1 else "")


def _find_whole_name(base: "Base", words: Sequence[str]) -> str:
    """Find the name that several words make together, all of them or those of a question.

    It may be that of several things; empty where they make none.
    """
    names = (" ".join(words) if len(words) > 1 else "", leave_out_fillers(words))
    for name in filter(None, names):
        try:
            base.resolve(name, exact=True)
        except NotFoundError:
            continue
        except AmbiguousError:
            return name
        return name
    return ""


def _take_options_out(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Take the options that all commands have, with their values, out of the words among them.

    From any other option on, all belongs to the options.
    """
    plain_words: list[str] = []
    options: list[str] = []
    position = 0
    while position < len(words):
        word = words[position]
        if not word.startswith("-"):
            plain_words.append(word)
            length = 1
        else:
            length = measure_option(word) if is_shared_option(word) else len(words)
            options.extend(words[position : position + length])
        position += length
    return plain_words, options


def _refuse_empty_words(words: Sequence[str]) -> None:
    """Raise UsageError for a word without a letter, as an unset variable of a shell is."""
    if not all(word.strip() for word in words):
        hint = "write a command or a name; chipwatch --help lists the commands"
        raise UsageError("a word of this line is empty", hint)


def _refuse_foreign_command(word: str, next_words: Sequence[str]) -> None:
    """Raise UsageError for a command of other programs, or a kind that is written otherwise."""
    foreign_command, kind = FOREIGN_COMMANDS.get(word), _find_kind_name(word)
    if kind:
        raise UsageError(_describe_unknown(word), f"run {_join_command(kind, next_words)}")
    if foreign_command is _LIST and next_words and (kind := _find_kind_name(next_words[0])):
        raise UsageError(_describe_unknown(word), f"run {_join_command(kind, next_words[1:])}")
    if foreign_command:
        own_name = foreign_command.command
        own_command = own_name and next_words and _join_command(own_name, next_words)
        hint = f"run {own_command}" if own_command else foreign_command.advice
        raise UsageError(_describe_unknown(word), hint)


def _find_kind_name(word: str) -> str:
    """Find the kind that a word means in the singular or plural, in any case; else nothing."""
    lowered = word.lower()
    kinds = (kind.name for kind in KINDS.values() if lowered in (kind.name, kind.plural))
    return next(kinds, "")


def _describe_unknown(word: str) -> str:
    return f"there is no command {word!r}"


def _join_command(command: str, words: Sequence[str]) -> str:
    return join_words(["chipwatch", command, *words])


def _is_question(words: Sequence[str]) -> bool:
    """Tell whether words are a question or a phrase, rather than a mistyped command or name."""
    text = " ".join(words)
    pieces = text.split()
    if pieces[0].lower() in QUESTION_WORDS:
        return len(pieces) > 1
    if any(word in text.strip(QUESTION_MARKS) for word in CHINESE_QUESTION_WORDS):
        return True
    is_like_command = len(words) > 1 and find_nearest_names(words[0], collect_commands(), 1)
    return len(pieces) >= MIN_QUESTION_WORDS and not is_like_command


def _build_unknown_word_error(words: Sequence[str], error: NotFoundError) -> UsageError:
    """Build the error for a first word: the commands that it is like, then the names."""
    commands = find_nearest_names(words[0], collect_commands(), MAX_NEAREST_COMMANDS)
    listing = f"chipwatch --help lists the commands, {_suggest_search(words)}"
    near_misses = _describe_near_misses(commands, error, len(listing))
    return UsageError(
        f"there is no command {words[0]!r}, and nothing is surely called that",
        "; ".join([*near_misses, listing]),
        [*commands, *error.candidates],
    )


def _describe_near_misses(
    commands: Sequence[str], error: NotFoundError, other_letters: int
) -> Iterator[str]:
    """Name the commands that a word is like, then the names, as many as the hint has room for."""
    if commands:
        commands_hint = f"commands like it: {', '.join(commands)}"
        other_letters += len(commands_hint)
        yield commands_hint
    if error.near_names:
        start = "names like it: "
        ids = [candidate["id"] for candidate in error.candidates if isinstance(candidate, dict)]
        names = choose_fitting(error.near_names, ids, other_letters + len(start))
        yield start + format_alternatives(names)
