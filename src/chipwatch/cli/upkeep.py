"""The commands about the schema, fact files and the shell."""

from pathlib import Path
from typing import Annotated

import typer

from ..model.problem import ANSWERED, NOTHING, UsageError
from ..showing.formats import Format
from .answering import answered
from .complete import shells, topics
from .options import Options
from .streams import emit, say, show


def explain(
    topic: Annotated[
        str, typer.Argument(metavar="[KIND[.PROPERTY]]", autocompletion=topics,
                            help="A kind, or a property of one.", show_default=False),
    ] = "",
    *,
    search: Annotated[
        str, typer.Option(metavar="TEXT", help="Words to look for in names and meanings.",
                          show_default=False),
    ] = "",
    options: Options,
) -> int:  # fmt: skip
    """Explain the schema."""
    from ..api import explain as ask
    from ..api import json_schema

    if options.form is Format.JSONSCHEMA:
        show(json_schema(topic), options)
    else:
        show(ask(topic, search=search, asked=options.asked), options)
    return ANSWERED


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Files or folders; none checks the whole base."),
    ] = None,
    *,
    audit: Annotated[
        bool, typer.Option("--audit", help="Hold figures and labels of chips against arithmetic.")
    ] = False,
    options: Options,
) -> int:
    """Check fact files; exit 1 if there are problems."""
    if audit and paths:
        hint = "name the folder with --data instead"
        raise UsageError("--audit holds the chips of a whole base against arithmetic", hint)
    if audit:
        return answered(options, lambda base: base.audit())
    if options.moment:
        hint = "add --audit, or leave the dates out"
        raise UsageError("files are checked as they stand, not as of a date", hint)
    from ..api import check as ask
    from ..asking.pages.problems import problem_rows

    checked = ask(*map(str, paths or ()), layers=options.layers)
    if options.form is not Format.TABLE:
        show(problem_rows(checked.problems), options)
    else:
        from ..showing.problems import problems_text

        emit(problems_text(checked.problems))
        say(checked.summary())
    return NOTHING if checked.problems else ANSWERED


def completion(
    shell: Annotated[str, typer.Argument(metavar="bash|zsh|fish", autocompletion=shells)],
    *,
    install: Annotated[
        bool, typer.Option("--install", help="Put it where the shell looks.")
    ] = False,
    options: Options,  # noqa: ARG001 - every command is handed them
) -> int:
    """Print the completion script of a shell, or install it."""
    from .complete import script

    emit(script(shell, install=install))
    return ANSWERED
