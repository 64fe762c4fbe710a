"""The commands that calculate with rules: what a chip is, and what it would be under others."""

from typing import TYPE_CHECKING, Annotated

import typer

from ..model.problem import UsageError
from ..showing.formats import Format
from .answering import answered
from .complete import base_names, destinations
from .options import Options
from .streams import say

if TYPE_CHECKING:
    from ..api import Base
    from ..asking.controls.case import Question
    from ..model.table import Answer

DATA = (Format.JSON, Format.JSONL, Format.YAML)
"""The formats for scripts that hold more than rows, where an answer has more."""

CHIPS = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[NAME]...", help="Chips; none shows all of them under every vintage of the rules.",
        autocompletion=base_names, show_default=False,
    ),
]  # fmt: skip
COUNTRY = Annotated[
    str, typer.Option(metavar="COUNTRY", help="Where to: a country's name or ISO code.",
                      autocompletion=destinations, show_default="China")
]  # fmt: skip
COMPANY = Annotated[str, typer.Option(metavar="COMPANY", help="Who gets it.",
                                      show_default=False)]  # fmt: skip
SPEC = Annotated[
    list[str] | None,
    typer.Option(metavar="PROPERTY=VALUE", help="A figure of a chip that does not exist yet;"
                 " repeat it.", show_default=False),
]  # fmt: skip


def controls(  # noqa: PLR0913 - the options of a command
    names: CHIPS = None,
    *,
    to: COUNTRY = "",
    end_user: COMPANY = "",
    spec: SPEC = None,
    party: Annotated[str, typer.Option(metavar="NAME", help="Standing of a firm instead.",
                                       show_default=False)] = "",
    options: Options,
) -> int:  # fmt: skip
    """Calculate the class of chips on a day, or look up the standing of a firm."""
    if party and (names or spec or end_user or to):
        hint = "leave out chips, --spec, --to and --end-user"
        raise UsageError("--party asks about a firm alone", hint)
    if (names or spec or party) and options.asked.selects:
        hint = "leave out the names, or leave out these options"
        raise UsageError("--where, --columns, --sort and --limit choose from all chips", hint)
    options = _on_day(options)
    question = _question(options, to, end_user)

    def ask(base: "Base") -> "Answer":
        if party:
            return base.party(party, question=question)
        given = spec or ()
        return base.controls(*names or (), spec=given, question=question, asked=options.asked)

    code = answered(options, ask)
    _disclaim(options, rows=not (names or spec or party))
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
    to: COUNTRY = "",
    options: Options,
) -> int:  # fmt: skip
    """Hold the chips against a rule with other thresholds."""
    options = _on_day(options)
    question = _question(options, to)
    code = answered(
        options, lambda base: base.whatif(changed or (), rule, question, asked=options.asked)
    )
    _disclaim(options)
    return code


def _disclaim(options: Options, *, rows: bool = False) -> None:
    """Say what a verdict is not, where the format has no place for it but in rows."""
    if options.form in (Format.CSV, Format.TSV) or (rows and options.form in DATA):
        from ..asking.controls.case import DISCLAIMER

        say(DISCLAIMER)


def _on_day(options: Options) -> Options:
    """The options with the day that the rules are asked about, which is today if none is given."""
    from ..asking.controls.case import day_of
    from ..model.moment import Moment

    moment = options.moment or Moment()
    return options._replace(
        moment=moment._replace(as_of=moment.as_of or day_of("")), day_asked=True
    )


def _question(options: Options, to: str, end_user: str = "") -> "Question":
    from ..asking.controls.case import Question

    day = options.moment.as_of if options.moment else None
    return Question(day.text if day else "", to, end_user, options.asked.exact)
