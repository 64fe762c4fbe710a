"""The commands that follow relations: chains from one thing to another."""

from typing import Annotated

import typer

from ..showing.formats import RELATION_FORMATS
from .command_spec import ASK_PANEL, CommandSpec, ToolSpec
from .lookup_commands import KindOption, NameArgument
from .options import CommandOptions
from .query_runner import start_query
from .shared_options import (
    NAME_QUERY_OPTIONS,
    OUTPUT_OPTIONS,
    SCREEN_OPTIONS,
    SELECTION_OPTIONS,
    SOURCE_OPTIONS,
    TIME_OPTIONS,
)
from .shell_completion import complete_names, complete_properties

ANSWER_OPTIONS = (
    *OUTPUT_OPTIONS,
    *TIME_OPTIONS,
    *SOURCE_OPTIONS,
    "exact",
    "data",
    *SCREEN_OPTIONS,
)
"""The options of commands whose answer has no columns to choose."""


def related(
    name: NameArgument,
    *,
    depth: Annotated[
        int, typer.Option("--depth", metavar="N", help="Relations that are followed: 1 to 3.")
    ] = 1,
    kind: KindOption = "",
    options: CommandOptions,
) -> int:
    """List what a thing is linked with; exit 1 if with nothing."""
    query = start_query(options)
    return query.show(query.base.related(name, depth=depth, kind=kind, **options.keywords))


def path(  # noqa: PLR0913 - its options
    start: Annotated[
        str, typer.Argument(metavar="FROM", help="Where from.", autocompletion=complete_names)
    ],
    goal: Annotated[
        str, typer.Argument(metavar="TO", help="Where to.", autocompletion=complete_names)
    ],
    *,
    max_steps: Annotated[
        int, typer.Option("--max", metavar="N", help="Steps that a chain has at most.")
    ] = 6,
    show_all: Annotated[
        bool, typer.Option("--all", help="Each chain, not one for each way.")
    ] = False,
    skip_mentions: Annotated[
        bool,
        typer.Option(
            "--skip-mentions", help="Without relations that say little: affects, competitors."
        ),
    ] = False,
    options: CommandOptions,
) -> int:
    """Find the chains from one thing to another; exit 1 if there are none."""
    query = start_query(options)
    answer = query.base.path(
        start,
        goal,
        max_steps=max_steps,
        show_all=show_all,
        skip_mentions=skip_mentions,
        **options.keywords,
    )
    return query.show(answer)


def exposure(
    name: Annotated[
        str, typer.Argument(metavar="COMPANY", help="A firm.", autocompletion=complete_names)
    ],
    *,
    options: CommandOptions,
) -> int:
    """Say which rules bite a firm and through whom."""
    query = start_query(options)
    return query.show(query.base.exposure(name, **options.keywords))


def series(
    name: NameArgument,
    property_: Annotated[
        str,
        typer.Argument(
            metavar="[PROPERTY]",
            help="A figure, such as revenue; by default the figures that have a date are listed.",
            autocompletion=complete_properties,
        ),
    ] = "",
    *,
    options: CommandOptions,
) -> int:
    """List every period of a figure, or which figures there are."""
    query = start_query(options)
    return query.show(query.base.series(name, property_, **options.keywords))


COMMANDS = (
    CommandSpec(
        name="related",
        help="What is linked with a thing, how, since when.",
        panel=ASK_PANEL,
        examples=(
            "chipwatch related smic",
            'chipwatch related huawei --kind chip --where "tpp >= 4800"',
            "chipwatch related deepseek --depth 2 --format graphml",
        ),
        options=(*NAME_QUERY_OPTIONS, "where"),
        extra_formats=RELATION_FORMATS,
        function=related,
        tools=(
            ToolSpec(
                name="related",
                description="What a thing is linked with: suppliers, chips, owners, rules and so"
                " on, since when, with sources.",
                left_out=SELECTION_OPTIONS,
            ),
        ),
    ),
    CommandSpec(
        name="path",
        help="By which chain two things are linked, with sources.",
        panel=ASK_PANEL,
        examples=(
            "chipwatch path huawei smic",
            "chipwatch path baidu nvidia --all",
            "chipwatch path huawei smic --format mermaid",
            'chipwatch path huawei smic --where "disputed = 0"',
        ),
        options=(*ANSWER_OPTIONS, "where"),
        extra_formats=RELATION_FORMATS,
        function=path,
        tools=(
            ToolSpec(
                name="path",
                description="By which chains of relations two things are linked, the strongest"
                " first, with the source of each step.",
            ),
        ),
    ),
    CommandSpec(
        name="exposure",
        help="Which rules bite a firm, and through whom.",
        panel=ASK_PANEL,
        examples=(
            "chipwatch exposure huawei",
            "chipwatch exposure smic --as-of 2025-01-01 --json",
        ),
        options=ANSWER_OPTIONS,
        extra_formats=RELATION_FORMATS,
        function=exposure,
        tools=(
            ToolSpec(
                name="exposure",
                description="What US rules and lists mean for a firm: itself, its owners, chips,"
                " foundries, suppliers and what it owns, with sources.",
            ),
        ),
    ),
    CommandSpec(
        name="series",
        help="Every period of a figure: growth, rivals, sums.",
        panel=ASK_PANEL,
        examples=(
            "chipwatch series huawei",
            "chipwatch series nvidia-china-revenue amount",
            "chipwatch series huawei revenue --format csv",
        ),
        options=NAME_QUERY_OPTIONS,
        function=series,
        tools=(
            ToolSpec(
                name="series",
                description="A figure of a thing by period (revenue by year and quarter), with"
                " growth and sources; without a property, which figures have a date.",
            ),
        ),
    ),
)
