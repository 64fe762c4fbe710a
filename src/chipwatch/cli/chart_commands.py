"""The command that draws."""

from typing import Annotated

import typer

from ..showing.formats import CHART_FORMATS
from .analysis_commands import AboutOption, KindsOption, SinceOption, UntilOption, parse_span
from .column_completion import complete_group_keys
from .command_spec import ASK_PANEL, CommandSpec
from .options import CommandOptions
from .query_runner import start_query
from .shared_options import OUTPUT_OPTIONS, TIME_OPTIONS
from .shell_completion import complete_names, complete_topics


def _complete_charts(incomplete: str) -> list[str]:
    from ..charting.chart_query import READY_TOPICS

    ready = [topic for topic in READY_TOPICS if topic.startswith(incomplete)]
    return [*ready, *complete_topics(incomplete)]


TopicArgument = Annotated[
    str,
    typer.Argument(
        metavar="WHAT",
        help="controls, timeline, series, path, or a kind.",
        autocompletion=_complete_charts,
    ),
]
NamesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[NAME]...",
        help="Of series: a thing and its figure; of path: two things.",
        autocompletion=complete_names,
    ),
]
XOption = Annotated[
    str,
    typer.Option("--x", metavar="COLUMN", help="Of a kind: along the bottom.", show_default=False),
]
YOption = Annotated[
    str,
    typer.Option("--y", metavar="COLUMN", help="Of a kind: along the side.", show_default=False),
]
ByOption = Annotated[
    str,
    typer.Option(
        metavar="A,B",
        help="Of a kind: the colours of points, or the rows and colours of sums.",
        autocompletion=complete_group_keys,
        show_default=False,
    ),
]
CurrencyOption = Annotated[
    str, typer.Option(metavar="CODE", help="Convert sums to it.", show_default=False)
]
OfOption = Annotated[
    str, typer.Option(metavar="PROPERTY", help="What is added up.", show_default=False)
]
StageOption = Annotated[
    str, typer.Option(metavar="STAGE", help="Only sums at this stage.", show_default=False)
]
ToOption = Annotated[
    str,
    typer.Option(
        metavar="COUNTRY", help="Of controls: where to; China if not given.", show_default=False
    ),
]


def chart(  # noqa: PLR0913 - its options
    topic: TopicArgument,
    names: NamesArgument = None,
    *,
    x: XOption = "",
    y: YOption = "",
    log: Annotated[bool, typer.Option("--log", help="Numbers run by powers of ten.")] = False,
    by: ByOption = "",
    currency: CurrencyOption = "",
    of: OfOption = "",
    stage: StageOption = "",
    to: ToOption = "",
    about: AboutOption = "",
    kind: KindsOption = "",
    since: SinceOption = "",
    until: UntilOption = "",
    options: CommandOptions,
) -> int:
    """Draw a picture; on a terminal and in a pipe, of text."""
    dates = parse_span(since, until)
    query = start_query(options)
    answer = query.base.chart(
        topic,
        *(names or ()),
        x=x,
        y=y,
        log=log,
        by=by,
        currency=currency,
        of=of,
        stage=stage,
        to=to,
        about=about,
        kind=kind,
        **dates,
        **options.keywords,
    )
    return query.show(answer)


COMMANDS = (
    CommandSpec(
        name="chart",
        help="A picture: the plane of the rule, dates, sums, figures.",
        panel=ASK_PANEL,
        examples=(
            "chipwatch chart controls",
            "chipwatch chart controls --as-of 2023-06-01 --json",
            "chipwatch chart path huawei asml",
            "chipwatch chart series nvidia-china-revenue amount",
            "chipwatch chart timeline --about nvidia --since 2025",
            "chipwatch chart investment --by investor,year --currency USD --stage announced",
            "chipwatch chart chip --x released --y tpp --by designer_country --log",
        ),
        options=(
            *OUTPUT_OPTIONS,
            "where",
            "exact",
            *TIME_OPTIONS,
            "receipt",
            "data",
            "no_pager",
            "no_color",
        ),
        function=chart,
        extra_formats=CHART_FORMATS,
    ),
)
