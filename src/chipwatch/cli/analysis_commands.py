"""The commands that ask the whole base: SQL, order in time, sums, disputed values, numbers."""

from typing import Annotated, Any

import typer

from ..model.problem import UsageError
from .column_completion import complete_group_keys
from .command_spec import ASK_PANEL, CommandSpec, ToolSpec
from .options import CommandOptions, describe_date
from .query_runner import start_query
from .shared_options import BASE_QUERY_OPTIONS, SELECTION_OPTIONS
from .shell_completion import complete_names, complete_topics

AboutOption = Annotated[
    str,
    typer.Option(
        metavar="NAME",
        help="Only this thing and what it is linked with.",
        autocompletion=complete_names,
        show_default=False,
    ),
]
KindsOption = Annotated[
    str, typer.Option(metavar="A,B", help="Only these kinds.", show_default=False)
]
SinceOption = Annotated[
    str, typer.Option(metavar="DATE", help="From this date on.", show_default=False)
]
UntilOption = Annotated[
    str, typer.Option(metavar="DATE", help="Up to this date.", show_default=False)
]


def sql(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="One SELECT.")],
    *,
    options: CommandOptions,
) -> int:
    """Answer a question in SQL; exit 1 if a limit of our own cuts the answer off."""
    command_query = start_query(options)
    return command_query.show(command_query.base.sql(query, **options.keywords))


def timeline(
    *,
    about: AboutOption = "",
    kind: KindsOption = "",
    since: SinceOption = "",
    until: UntilOption = "",
    options: CommandOptions,
) -> int:
    """Put dates in order."""
    dates = parse_span(since, until)
    query = start_query(_describe_span(options, since, until, dates))
    return query.show(query.base.timeline(about=about, kinds=kind, **dates, **options.keywords))


def changes(
    *,
    since: Annotated[str, typer.Option(metavar="DATE", help="From this date on.")],
    until: UntilOption = "",
    about: AboutOption = "",
    kind: KindsOption = "",
    options: CommandOptions,
) -> int:
    """Show what became known."""
    dates = parse_span(since, until)
    query = start_query(_describe_span(options, since, until, dates))
    return query.show(query.base.changes(about=about, kinds=kind, **dates, **options.keywords))


def total(  # noqa: PLR0913 - its options
    kind: Annotated[
        str,
        typer.Argument(metavar="KIND", help="What to add up.", autocompletion=complete_topics),
    ],
    *,
    by: Annotated[
        str,
        typer.Option(
            metavar="A,B",
            help="Columns to break it up by; year is one.",
            autocompletion=complete_group_keys,
            show_default=False,
        ),
    ] = "",
    currency: Annotated[
        str,
        typer.Option(
            metavar="CODE",
            help="Convert to it, by the source's own conversion or the average of the year.",
            show_default=False,
        ),
    ] = "",
    of: Annotated[
        str,
        typer.Option(
            metavar="PROPERTY",
            help="The figure; the first amount of the kind unless you say.",
            show_default=False,
        ),
    ] = "",
    stage: Annotated[
        str,
        typer.Option(
            metavar="STAGE",
            help="Only announced, committed, raised, spent, forecast or cancelled amounts; they"
            " are never added together.",
            show_default=False,
        ),
    ] = "",
    options: CommandOptions,
) -> int:
    """Add up a figure of a kind."""
    query = start_query(options)
    answer = query.base.total(
        kind, by=by, currency=currency, of=of, stage=stage, **options.keywords
    )
    return query.show(answer)


def conflicts(*, about: AboutOption = "", kind: KindsOption = "", options: CommandOptions) -> int:
    """Show what is disputed."""
    query = start_query(options)
    return query.show(query.base.conflicts(about=about, kinds=kind, **options.keywords))


def stats(
    *,
    coverage: Annotated[
        str,
        typer.Option(
            metavar="KIND",
            help="How well each property of each is known; all: of what is expected.",
            autocompletion=complete_topics,
            show_default=False,
        ),
    ] = "",
    stale: Annotated[
        bool, typer.Option("--stale", help="Facts past the half-life of their property.")
    ] = False,
    options: CommandOptions,
) -> int:
    """Count what the base holds."""
    if coverage and stale:
        raise UsageError("--coverage and --stale are two questions", "ask one of them")
    query = start_query(options)
    if coverage:
        return query.show(query.base.coverage(coverage, **options.keywords))
    if stale:
        return query.show(query.base.list_stale_facts(**options.keywords))
    return query.show(query.base.stats(**options.keywords))


def parse_span(since: str, until: str) -> dict[str, Any]:
    """Parse --since and --until; raises UsageError in the words of the command line."""
    from ..model.query_dates import parse_option_date

    dates = {
        "since": parse_option_date("--since", since),
        "until": parse_option_date("--until", until),
    }
    return {name: day for name, day in dates.items() if day}


def _describe_span(
    options: CommandOptions, since: str, until: str, dates: dict[str, Any]
) -> CommandOptions:
    """Add to the options what dates --since and --until were taken for."""
    notes = (
        *options.notes,
        *describe_date("--since", since, dates.get("since")),
        *describe_date("--until", until, dates.get("until")),
    )
    return options._replace(notes=notes)


COMMANDS = (
    CommandSpec(
        name="sql",
        help="A question in SQL, which can only read.",
        panel=ASK_PANEL,
        examples=(
            'chipwatch sql "SELECT name, country FROM company WHERE camp IS NOT NULL"',
            'chipwatch sql "SELECT certainty, count(*) AS facts FROM fact GROUP BY certainty"',
        ),
        options=BASE_QUERY_OPTIONS,
        function=sql,
        tools=(
            ToolSpec(
                name="sql",
                description="One SELECT over the whole base, for counts and joins: a view for each"
                " kind (company, chip, …) with its properties as columns, and fact, alias, source."
                " A figure that is a range is NULL in its column: test tpp_low and tpp_high, or"
                " ask list. A row cites nothing itself: select fact.sources, or ask why. Call"
                " explain for the columns.",
                left_out=SELECTION_OPTIONS,
            ),
        ),
    ),
    CommandSpec(
        name="timeline",
        help="What happened, in order, and with what lag.",
        panel=ASK_PANEL,
        examples=(
            "chipwatch timeline",
            "chipwatch timeline --about nvidia --since 2025",
            "chipwatch timeline --kind policy,chip --format csv",
        ),
        options=("exact", *BASE_QUERY_OPTIONS),
        function=timeline,
        tools=(
            ToolSpec(
                name="timeline",
                description="What happened, in order, with the lag of chips after the rules that"
                " they answer.",
            ),
        ),
    ),
    CommandSpec(
        name="changes",
        help="What became known, and what it replaced.",
        panel=ASK_PANEL,
        examples=(
            "chipwatch changes --since 2025-04",
            "chipwatch changes --since 2025 --until 2025-06",
        ),
        options=("exact", *BASE_QUERY_OPTIONS),
        function=changes,
        tools=(
            ToolSpec(
                name="changes",
                description="What became known in a span of days, and what it replaced.",
            ),
        ),
    ),
    CommandSpec(
        name="total",
        help="Sums of money or figures, by what you like.",
        panel=ASK_PANEL,
        examples=(
            "chipwatch total investment",
            "chipwatch total investment --by investor,year --currency USD",
            "chipwatch total investment --where \"investors_country = 'CN'\"",
        ),
        options=("where", *BASE_QUERY_OPTIONS),
        function=total,
        tools=(
            ToolSpec(
                name="total",
                description="Sums of money or of a figure, by investor, year or any column, with"
                " the parts of each sum, and with what could not be added.",
                left_out=SELECTION_OPTIONS,
            ),
        ),
    ),
    CommandSpec(
        name="conflicts",
        help="Values that sources disagree on.",
        panel=ASK_PANEL,
        examples=("chipwatch conflicts --columns help",),
        options=("exact", *BASE_QUERY_OPTIONS),
        function=conflicts,
        tools=(
            ToolSpec(
                name="conflicts",
                description="The values on which sources disagree, the widest apart first.",
            ),
        ),
    ),
    CommandSpec(
        name="stats",
        help="What the base holds, how well, and what is stale.",
        panel=ASK_PANEL,
        examples=(
            "chipwatch stats",
            "chipwatch stats --coverage chip --columns name,designer,tdp",
            "chipwatch stats --json",
        ),
        options=BASE_QUERY_OPTIONS,
        function=stats,
    ),
)
