"""The commands that ask the whole base: filter, order in time, sum, hold sources together."""

from typing import TYPE_CHECKING, Annotated

import typer

from ..model.problem import UsageError
from .options import CommandOptions, split_list
from .query_runner import run_query_command
from .shell_completion import complete_names, complete_topics

if TYPE_CHECKING:
    from ..asking.questions.scope import Scope

AboutOption = Annotated[
    str, typer.Option(metavar="NAME", help="Only this thing and what it is linked with.",
                      autocompletion=complete_names, show_default=False)
]  # fmt: skip
KindsOption = Annotated[
    str, typer.Option(metavar="A,B", help="Only these kinds.", show_default=False)
]
SinceOption = Annotated[
    str, typer.Option(metavar="DATE", help="From this date on.", show_default=False)
]
UntilOption = Annotated[
    str, typer.Option(metavar="DATE", help="Up to this date.", show_default=False)
]


def _build_scope(entity_name: str, kinds: str, since: str = "", until: str = "") -> "Scope":
    """What a question is about; raises UsageError for dates that do not fit together."""
    from ..asking.questions.scope import Scope
    from ..model.query_dates import check_date_order, parse_option_date

    first, last = parse_option_date("--since", since), parse_option_date("--until", until)
    check_date_order(first, last)
    return Scope(split_list(kinds), entity_name, first, last)


def sql(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="One SELECT.")],
    *,
    options: CommandOptions,
) -> int:
    """Answer a question in SQL."""
    return run_query_command(options, lambda base: base.sql(query, options=options.query_options))


def timeline(
    *, about: AboutOption = "", kind: KindsOption = "", since: SinceOption = "", until: UntilOption = "",
    options: CommandOptions,
) -> int:  # fmt: skip
    """Put dates in order."""
    scope = _build_scope(about, kind, since, until)
    return run_query_command(
        options, lambda base: base.timeline(scope, options=options.query_options)
    )


def changes(
    *,
    since: Annotated[str, typer.Option(metavar="DATE", help="From this date on.")],
    until: UntilOption = "",
    about: AboutOption = "",
    kind: KindsOption = "",
    options: CommandOptions,
) -> int:
    """Show what became known."""
    scope = _build_scope(about, kind, since, until)
    return run_query_command(
        options, lambda base: base.changes(scope, options=options.query_options)
    )


def total(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="What to add up.",
                                        autocompletion=complete_topics)],
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
    options: CommandOptions,
) -> int:  # fmt: skip
    """Add up."""
    from ..asking.questions.summation import TotalQuery

    query = TotalQuery(split_list(by), currency, of, stage)
    return run_query_command(
        options, lambda base: base.total(kind, query, options=options.query_options)
    )


def conflicts(*, about: AboutOption = "", kind: KindsOption = "", options: CommandOptions) -> int:
    """Show what is disputed."""
    scope = _build_scope(about, kind)
    return run_query_command(
        options, lambda base: base.conflicts(scope, options=options.query_options)
    )


def stats(
    *,
    coverage: Annotated[
        str, typer.Option(metavar="KIND", help="How well each property of each is known.",
                          autocompletion=complete_topics, show_default=False),
    ] = "",
    stale: Annotated[
        bool, typer.Option("--stale", help="Facts past the half-life of their property.")
    ] = False,
    options: CommandOptions,
) -> int:  # fmt: skip
    """Count what the base holds."""
    if coverage and stale:
        raise UsageError("--coverage and --stale are two questions", "ask one of them")
    if coverage:
        return run_query_command(
            options, lambda base: base.coverage(coverage, options=options.query_options)
        )
    if stale:
        return run_query_command(
            options, lambda base: base.list_stale_facts(options=options.query_options)
        )
    return run_query_command(options, lambda base: base.stats(options=options.query_options))
