"""The commands that calculate with rules: what a chip is, and what it would be under others."""

from typing import Annotated

import typer

from .answering import answered
from .complete import base_names
from .options import Options

CHIPS = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[NAME]...", help="Chips; none shows all of them under every vintage of the rules.",
        autocompletion=base_names, show_default=False,
    ),
]  # fmt: skip
DAY = Annotated[str, typer.Option(metavar="DATE", help="The day; today if none is given.",
                                  show_default=False)]  # fmt: skip
COUNTRY = Annotated[str, typer.Option(metavar="COUNTRY", help="Where to, by ISO 3166 code.",
                                      show_default="CN")]  # fmt: skip
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
    as_of: DAY = "",
    to: COUNTRY = "",
    end_user: COMPANY = "",
    spec: SPEC = None,
    party: Annotated[str, typer.Option(metavar="NAME", help="Standing of a firm instead.",
                                       show_default=False)] = "",
    options: Options,
) -> int:  # fmt: skip
    """Calculate the class of chips on a day, or look up the standing of a firm."""
    from ..asking.case import Question

    question = Question(as_of, to, end_user, options.asked.exact)
    if party:
        return answered(options, lambda base: base.party(party, question=question))
    return answered(
        options, lambda base: base.controls(*names or (), spec=spec or (), question=question)
    )


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
    as_of: DAY = "",
    to: COUNTRY = "",
    options: Options,
) -> int:  # fmt: skip
    """Hold the chips against a rule with other thresholds."""
    from ..asking.case import Question

    question = Question(as_of, to)
    return answered(options, lambda base: base.whatif(changed or (), rule, question))
