"""The commands that calculate with rules: what a chip is, and what it would be under others."""

from typing import TYPE_CHECKING, Annotated

import typer

from ..model.problem import UsageError
from ..showing.formats import Format
from .options import CommandOptions
from .output import print_message
from .query_runner import run_query_command
from .shell_completion import complete_destinations, complete_names

if TYPE_CHECKING:
    from ..api import Base
    from ..asking.controls.controls_query import ControlsRequest
    from ..model.answer import Answer

DATA_FORMATS = (Format.JSON, Format.JSONL, Format.YAML)
"""The formats for scripts that hold more than rows, where an answer has more."""

CHIPS_ARGUMENT = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[NAME]...", help="Chips; none shows all of them under every vintage of the rules.",
        autocompletion=complete_names, show_default=False,
    ),
]  # fmt: skip
COUNTRY_OPTION = Annotated[
    str, typer.Option(metavar="COUNTRY", help="Where to: a country's name or ISO code.",
                      autocompletion=complete_destinations, show_default="China")
]  # fmt: skip
COMPANY_OPTION = Annotated[str, typer.Option(metavar="COMPANY", help="Who gets it.",
                                      show_default=False)]  # fmt: skip
SPEC_OPTION = Annotated[
    list[str] | None,
    typer.Option(metavar="PROPERTY=VALUE", help="A figure of a chip that does not exist yet;"
                 " repeat it.", show_default=False),
]  # fmt: skip


def controls(
    names: CHIPS_ARGUMENT = None,
    *,
    to: COUNTRY_OPTION = "",
    end_user: COMPANY_OPTION = "",
    spec: SPEC_OPTION = None,
    party: Annotated[str, typer.Option(metavar="NAME", help="Standing of a firm instead.",
                                       show_default=False)] = "",
    options: CommandOptions,
) -> int:  # fmt: skip
    """Calculate the class of chips on a day, or look up the standing of a firm."""
    if party and (names or spec or end_user or to):
        hint = "leave out chips, --spec, --to and --end-user"
        raise UsageError("--party asks about a firm alone", hint)
    if (names or spec or party) and options.query_options.has_selection:
        hint = "leave out the names, or leave out these options"
        raise UsageError("--where, --columns, --sort and --limit choose from all chips", hint)
    options = _set_day(options)
    question = _build_question(options, to, end_user)

    def ask(base: "Base") -> "Answer":
        if party:
            return base.party(party, question=question)
        spec_items = spec or ()
        return base.controls(
            *names or (), spec=spec_items, question=question, options=options.query_options
        )

    code = run_query_command(options, ask)
    _print_disclaimer(options, has_rows=not (names or spec or party))
    return code


def whatif(
    *,
    changed: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="[PARAGRAPH:]PROPERTY=VALUE", help="A bound that is another;"
                     " repeat it. Without a paragraph, the highest lower bound of the rule.",
                     show_default=False),
    ] = None,
    rule: Annotated[str, typer.Option(metavar="ID", help="The policy whose rule is changed; else"
                                      " the latest in force that tests what is set.",
                                      show_default=False)] = "",
    to: COUNTRY_OPTION = "",
    options: CommandOptions,
) -> int:  # fmt: skip
    """Hold the chips against a rule with other thresholds."""
    options = _set_day(options)
    question = _build_question(options, to)
    code = run_query_command(
        options,
        lambda base: base.whatif(changed or (), rule, question, options=options.query_options),
    )
    _print_disclaimer(options)
    return code


def _print_disclaimer(options: CommandOptions, *, has_rows: bool = False) -> None:
    """Say what a verdict is not, where the format has no place for it but in rows."""
    if options.output_format in (Format.CSV, Format.TSV) or (
        has_rows and options.output_format in DATA_FORMATS
    ):
        from ..asking.controls.controls_query import DISCLAIMER

        print_message(DISCLAIMER)


def _set_day(options: CommandOptions) -> CommandOptions:
    """The options with the day that the rules are asked about, which is today if none is given."""
    from ..asking.controls.controls_query import parse_day
    from ..model.query_dates import QueryDates

    moment = options.query_dates or QueryDates()
    return options._replace(
        query_dates=moment._replace(as_of=moment.as_of or parse_day("")), is_day_in_question=True
    )


def _build_question(options: CommandOptions, to: str, end_user: str = "") -> "ControlsRequest":
    from ..asking.controls.controls_query import ControlsRequest

    day = options.query_dates.as_of if options.query_dates else None
    return ControlsRequest(day.text if day else "", to, end_user, options.query_options.exact)
