"""The options that mean the same in every command, and what they come to."""

import os
from enum import StrEnum
from typing import Annotated, Any, NamedTuple

import typer

from ..asking.asked import Asked
from ..model.problem import UsageError
from ..showing.formats import EVERYWHERE, Format

JSON_FORMS = (Format.JSON, Format.JSONL, Format.JSONSCHEMA)


class Options(NamedTuple):
    """The options of one call, as the commands use them."""

    form: Format = Format.TABLE
    asked: Asked = Asked()
    layers: tuple[str, ...] = ()
    no_color: bool = False

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
NoColorOption = Annotated[bool, typer.Option("--no-color", help="Plain text on a terminal too.")]

OUTPUT = {"format": (format_option(), None), "json": (JsonOption, False)}
SELECTION = {
    "columns": (ColumnsOption, ""), "sort": (SortOption, ""), "limit": (LimitOption, None),
}  # fmt: skip
EXACT = {"exact": (ExactOption, False)}
BASE = {"data": (DataOption, None)}
SCREEN = {"no_color": (NoColorOption, False)}
NAMED = {**OUTPUT, **SELECTION, **EXACT, **BASE, **SCREEN}
"""The options of commands that take names."""


def settle(values: dict[str, object]) -> Options:
    """What the options of one call come to; raises UsageError where they contradict each other."""
    named, json = str(values.get("format") or ""), bool(values.get("json"))
    if json and named not in ("", Format.JSON):
        raise UsageError(f"--json contradicts --format {named}", "give one of them")
    limit = values.get("limit")
    asked = Asked(
        _split(str(values.get("columns") or "")),
        str(values.get("sort") or ""),
        limit if isinstance(limit, int) else None,
        bool(values.get("exact")),
    )
    chosen = Format.JSON if json else Format(named or Format.TABLE)
    return Options(chosen, asked, _layers(values.get("data")), bool(values.get("no_color")))


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _layers(given: object) -> tuple[str, ...]:
    """The folders given, or else those that the environment names."""
    if isinstance(given, list) and given:
        return tuple(map(str, given))
    named = os.environ.get("CHIPWATCH_DATA", "")
    return tuple(part for part in named.split(os.pathsep) if part)
