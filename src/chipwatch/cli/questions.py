"""The commands that ask the whole base: filter, order in time, sum, hold sources together."""

from typing import TYPE_CHECKING, Annotated

import typer

from ..model.problem import UsageError
from .answering import answered
from .complete import base_names, topics
from .options import Options, split

if TYPE_CHECKING:
    from ..asking.questions.scope import Scope

About = Annotated[
    str, typer.Option(metavar="NAME", help="Only this thing and what it is linked with.",
                      autocompletion=base_names, show_default=False)
]  # fmt: skip
KindsOption = Annotated[
    str, typer.Option(metavar="A,B", help="Only these kinds.", show_default=False)
]
Since = Annotated[str, typer.Option(metavar="DATE", help="From this date on.", show_default=False)]
Until = Annotated[str, typer.Option(metavar="DATE", help="Up to this date.", show_default=False)]


def _scope(about: str, kinds: str, since: str = "", until: str = "") -> "Scope":
    """What a question is about; raises UsageError for dates that do not fit together."""
    from ..asking.questions.scope import Scope
    from ..model.moment import in_order, option_date

    first, last = option_date("--since", since), option_date("--until", until)
    in_order(first, last)
    return Scope(split(kinds), about, first, last)


def sql(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="One SELECT.")],
    *,
    options: Options,
) -> int:
    """Answer a question in SQL."""
    return answered(options, lambda base: base.sql(query, asked=options.asked))


def timeline(
    *, about: About = "", kind: KindsOption = "", since: Since = "", until: Until = "",
    options: Options,
) -> int:  # fmt: skip
    """Put dates in order."""
    scope = _scope(about, kind, since, until)
    return answered(options, lambda base: base.timeline(scope, asked=options.asked))


def changes(
    *,
    since: Annotated[str, typer.Option(metavar="DATE", help="From this date on.")],
    until: Until = "",
    about: About = "",
    kind: KindsOption = "",
    options: Options,
) -> int:
    """Show what became known."""
    scope = _scope(about, kind, since, until)
    return answered(options, lambda base: base.changes(scope, asked=options.asked))


def total(  # noqa: PLR0913 - its options
    kind: Annotated[str, typer.Argument(metavar="KIND", help="What to add up.",
                                        autocompletion=topics)],
    *,
    by: Annotated[
        str, typer.Option(metavar="A,B", help="Columns to break it up by; year is one.",
                          show_default=False),
    ] = "",
    currency: Annotated[
        str, typer.Option(metavar="CODE", help="Convert to it, by the source's own conversion or"
                          " the average of the year.", show_default=False),
    ] = "",
    of: Annotated[
        str, typer.Option(metavar="PROPERTY", help="The figure; the first amount of the kind"
                          " unless you say.", show_default=False),
    ] = "",
    stage: Annotated[
        str, typer.Option(metavar="STAGE", help="Only announced, committed, raised, spent, forecast"
                          " or cancelled amounts; they are never added together.",
                          show_default=False),
    ] = "",
    options: Options,
) -> int:  # fmt: skip
    """Add up."""
    from ..asking.questions.tally import Wanted

    wanted = Wanted(split(by), currency, of, stage)
    return answered(options, lambda base: base.total(kind, wanted, asked=options.asked))


def conflicts(*, about: About = "", kind: KindsOption = "", options: Options) -> int:
    """Show what is disputed."""
    scope = _scope(about, kind)
    return answered(options, lambda base: base.conflicts(scope, asked=options.asked))


def stats(
    *,
    coverage: Annotated[
        str, typer.Option(metavar="KIND", help="How well each property of each is known.",
                          autocompletion=topics, show_default=False),
    ] = "",
    stale: Annotated[
        bool, typer.Option("--stale", help="Facts past the half-life of their property.")
    ] = False,
    options: Options,
) -> int:  # fmt: skip
    """Count what the base holds."""
    if coverage and stale:
        raise UsageError("--coverage and --stale are two questions", "ask one of them")
    if coverage:
        return answered(options, lambda base: base.coverage(coverage, asked=options.asked))
    if stale:
        return answered(options, lambda base: base.stale(asked=options.asked))
    return answered(options, lambda base: base.stats(asked=options.asked))
