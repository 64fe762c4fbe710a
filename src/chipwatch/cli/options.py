"""The options that mean the same in every command, and what they come to."""

import os
from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from ..asking.asked import Asked
from ..model.problem import UsageError
from ..showing.formats import BIBLIOGRAPHY, EVERYWHERE, Format

if TYPE_CHECKING:
    from ..model.moment import Moment

JSON_FORMS = (Format.JSON, Format.JSONL, Format.JSONSCHEMA)


class Options(NamedTuple):
    """The options of one call, as the commands use them."""

    form: Format = Format.TABLE
    asked: Asked = Asked()
    layers: tuple[str, ...] = ()
    no_color: bool = False
    moment: "Moment | None" = None
    receipt: bool = False
    query: Sequence[str] = ()
    """The command line as it was given."""
    day_asked: bool = False
    """Whether the day is part of the question, so that the base need not be read as of it."""

    @property
    def reading(self) -> "Moment | None":
        """The moment as of which the base is read, if any."""
        if not (self.moment and self.day_asked):
            return self.moment
        return self.moment._replace(as_of=None) if self.moment.known_by else None

    @property
    def errors_as_json(self) -> bool:
        """Whether an error is JSON, as the answer would have been."""
        return self.form in JSON_FORMS


def format_option(*more: Format) -> Any:  # noqa: ANN401 - an annotation, made while running
    """The option that chooses a format, with those that only some commands have."""
    names = {form.name: form.value for form in (*EVERYWHERE, *more)}
    choices: Any = StrEnum("choices", names)  # type: ignore[misc]  # known only now
    option = typer.Option("--format", help="How to write the answer.", show_default="table")
    return Annotated[choices | None, option]


JsonOption = Annotated[bool, typer.Option("--json", help="Short for --format json: everything.")]
ColumnsOption = Annotated[
    str, typer.Option(metavar="A,B", help="Columns to show; help lists them.", show_default=False)
]
SortOption = Annotated[
    str, typer.Option(metavar="COLUMN", help="Sort by it; -COLUMN: greatest first.",
                      show_default=False)
]  # fmt: skip
LimitOption = Annotated[int | None, typer.Option(min=1, help="Show at most so many rows.")]
ExactOption = Annotated[bool, typer.Option("--exact", help="Take names as they are: no guessing.")]
DataOption = Annotated[
    list[str] | None,
    typer.Option("--data", metavar="DIR", help="Read the facts in DIR instead of the bundled ones;"
                 " repeat to lay folders over one another (the word bundled names the bundled"
                 " ones). Also: CHIPWATCH_DATA."),
]  # fmt: skip
WhereOption = Annotated[
    str, typer.Option(metavar="SQL", help='Rows that meet a condition: "tpp >= 4800".',
                      show_default=False)
]  # fmt: skip
AsOfOption = Annotated[
    str, typer.Option(metavar="DATE", help="What held on a date.", show_default=False)
]
KnownByOption = Annotated[
    str, typer.Option(metavar="DATE", help="What had been published by a date.",
                      show_default=False)
]  # fmt: skip
CiteOption = Annotated[bool, typer.Option("--cite", help="Number the sources and list them.")]
ReceiptOption = Annotated[bool, typer.Option("--receipt", help="Say what the answer rests on.")]
NoColorOption = Annotated[bool, typer.Option("--no-color", help="Plain text on a terminal too.")]

OUTPUT = {"format": (partial(format_option), None), "json": (JsonOption, False)}
SELECTION = {
    "columns": (ColumnsOption, ""), "sort": (SortOption, ""), "limit": (LimitOption, None),
}  # fmt: skip
EXACT = {"exact": (ExactOption, False)}
BASE = {"data": (DataOption, None)}
SCREEN = {"no_color": (NoColorOption, False)}
TIME = {"as_of": (AsOfOption, ""), "known_by": (KnownByOption, "")}
PROOF = {"cite": (CiteOption, False), "receipt": (ReceiptOption, False)}
WHERE = {"where": (WhereOption, "")}
ASKING = {**OUTPUT, **SELECTION, **TIME, **PROOF, **BASE, **SCREEN}
"""The options of commands that ask the whole base."""
NAMED = {
    **OUTPUT, "format": (partial(format_option, *BIBLIOGRAPHY), None),
    **SELECTION, **TIME, **PROOF, **EXACT, **BASE, **SCREEN,
}  # fmt: skip
"""The options of commands that take names."""


def settle(values: dict[str, object], query: Sequence[str] = ()) -> Options:
    """What the options of one call come to; raises UsageError where they contradict each other."""
    _check_empty(query)
    named, json = str(values.get("format") or ""), bool(values.get("json"))
    if json and named not in ("", Format.JSON):
        raise UsageError(f"--json contradicts --format {named}", "give one of them")
    limit = values.get("limit")
    asked = Asked(
        split(str(values.get("columns") or "")),
        str(values.get("sort") or ""),
        limit if isinstance(limit, int) else None,
        bool(values.get("exact")),
        str(values.get("where") or ""),
        bool(values.get("cite")),
    )
    chosen = Format.JSON if json else Format(named or Format.TABLE)
    return Options(
        chosen, asked, _layers(values.get("data")), bool(values.get("no_color")),
        _moment(values), bool(values.get("receipt")), query,
    )  # fmt: skip


def _check_empty(query: Sequence[str]) -> None:
    """Refuse an option with nothing for a value, as a script gives it of a variable that is unset.

    Raises UsageError.
    """
    for at, word in enumerate(query):
        option, sign, value = word.partition("=")
        empty = not value if sign else [*query[at + 1 : at + 2]] == [""]
        if option.startswith("--") and empty:
            raise UsageError(f"{option} is given no value", "give one, or leave the option out")


def _moment(values: dict[str, object]) -> "Moment | None":
    """The dates in force, if any; raises UsageError."""
    as_of, known_by = str(values.get("as_of") or ""), str(values.get("known_by") or "")
    if not (as_of or known_by):
        return None
    from ..model.moment import read

    return read(as_of, known_by)


def split(text: str) -> tuple[str, ...]:
    """The parts of a list with commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _layers(given: object) -> tuple[str, ...]:
    """The folders given, or else those that the environment names."""
    if isinstance(given, list) and given:
        return tuple(map(str, given))
    named = os.environ.get("CHIPWATCH_DATA", "")
    return tuple(part for part in named.split(os.pathsep) if part)
