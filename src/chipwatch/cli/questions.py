"""The commands that ask the whole base: filter, order in time, sum, hold sources together."""

from typing import Annotated

import typer

from .answering import answered
from .options import ASKING, Options
from .registry import command

ASK = "Ask"


@command("sql", "A question in SQL, which can only read.", ASK,
         'chipwatch sql "SELECT name, country FROM company WHERE camp IS NOT NULL"',
         'chipwatch sql "SELECT certainty, count(*) AS facts FROM fact GROUP BY certainty"',
         shared=ASKING)  # fmt: skip
def sql(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="One SELECT.")],
    *,
    options: Options,
) -> int:
    """Answer a question in SQL."""
    return answered(options, lambda base: base.sql(query, asked=options.asked))


@command("stats", "What the base holds, in numbers.", ASK,
         "chipwatch stats", "chipwatch stats --json",
         shared=ASKING)  # fmt: skip
def stats(*, options: Options) -> int:
    """Count what the base holds."""
    return answered(options, lambda base: base.stats(asked=options.asked))
