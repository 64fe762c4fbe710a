"""The commands that look things up by name: pages, comparison, search, sources of values."""

from typing import Annotated

import typer

from ..model.problem import EXIT_NOTHING, UsageError
from ..showing.formats import BIBLIOGRAPHY_FORMATS
from .command_spec import ASK_PANEL, LOOKUP_PANEL, CommandSpec, ToolSpec
from .options import CommandOptions
from .query_runner import note_idle_cite, start_query
from .shared_options import NAME_QUERY_OPTIONS, SELECTION_OPTIONS, SOURCE_OPTIONS
from .shell_completion import complete_names, complete_properties, complete_topics

NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help="A name, id or alias.", autocompletion=complete_names)
]
PropertyArgument = Annotated[
    str,
    typer.Argument(
        metavar="[PROPERTY]",
        help="One property; none shows all.",
        autocompletion=complete_properties,
        show_default=False,
    ),
]
NamesArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="NAME...",
        help="Names, ids or aliases.",
        autocompletion=complete_names,
        show_default=False,
    ),
]

KindOption = Annotated[
    str,
    typer.Option(
        metavar="KIND",
        help="Look among one kind only.",
        autocompletion=complete_topics,
        show_default=False,
    ),
]


def show(names: NamesArgument, *, kind: KindOption = "", options: CommandOptions) -> int:
    """Show the pages of the entities named."""
    query = start_query(note_idle_cite(options))
    return query.show(query.base.page(*names, kind=kind, **options.keywords))


def compare(  # noqa: PLR0913 - its options
    names: NamesArgument,
    *,
    properties: Annotated[
        str, typer.Option(metavar="A,B", help="Properties to compare.", show_default=False)
    ] = "",
    only_differences: Annotated[
        bool, typer.Option("--only-differences", help="Leave out what is the same or known of one.")
    ] = False,
    shows_all: Annotated[
        bool, typer.Option("--all", help="On a terminal, also what only one of them has.")
    ] = False,
    columns: Annotated[str, typer.Option("--columns", hidden=True)] = "",
    options: CommandOptions,
) -> int:
    """Compare the entities named; ``--columns``, as other commands call them, works unlisted."""
    if properties and columns:
        raise UsageError("--properties and --columns mean the same here", "give one of them")
    query = start_query(options)
    answer = query.base.compare(
        *names,
        properties=properties or columns,
        only_differences=only_differences,
        shows_all=shows_all,
        **options.keywords,
    )
    return query.show(answer)


def search(
    text: Annotated[list[str], typer.Argument(metavar="TEXT", help="Words, Chinese, pinyin.")],
    *,
    kind: KindOption = "",
    explain: Annotated[
        bool, typer.Option("--explain", help="Also how each matched, its score and why.")
    ] = False,
    options: CommandOptions,
) -> int:
    """Search the base."""
    query = start_query(options)
    return query.show(
        query.base.search(" ".join(text), kind=kind, explain=explain, **options.keywords)
    )


def resolve(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME]...",
            autocompletion=complete_names,
            show_default=False,
            help="Names; - or none at all reads them from a pipe, one a line.",
        ),
    ] = None,
    *,
    file: Annotated[
        str,
        typer.Option(
            metavar="PATH", help="Read names from a file, one a line.", show_default=False
        ),
    ] = "",
    kind: KindOption = "",
    options: CommandOptions,
) -> int:
    """Resolve names; exit 1 if not one of them is sure."""
    from .bulk_names import collect_names, has_no_sure_name, report_progress

    all_names = collect_names(names or [], file, has_pipe=options.caller is None)
    query = start_query(options)
    processes = 0 if options.caller is None else 1  # a server starts none
    answer = query.base.resolve_all(
        all_names, kind=kind, processes=processes, progress=report_progress, **options.keywords
    )
    code = query.show(answer)
    return EXIT_NOTHING if has_no_sure_name(answer) else code


def why(name: NameArgument, property_: PropertyArgument = "", *, options: CommandOptions) -> int:
    """Show the facts behind an entity's values."""
    query = start_query(options)
    return query.show(query.base.why(name, property_, **options.keywords))


def report(name: NameArgument, property_: PropertyArgument = "", *, options: CommandOptions) -> int:
    """Write a report of a wrong fact, ready to be sent."""
    query = start_query(options)
    return query.show(query.base.report(name, property_, **options.keywords))


COMMANDS = (
    CommandSpec(
        name="show",
        help="Pages of anything, whatever its kind.",
        panel=LOOKUP_PANEL,
        examples=("chipwatch show h20", "chipwatch show baidu 百度 --json"),
        options=(*NAME_QUERY_OPTIONS, "facts"),
        extra_formats=BIBLIOGRAPHY_FORMATS,
        function=show,
        tools=(
            ToolSpec(
                name="entity",
                description="What is known of a company, chip, policy, investment or other thing,"
                " with the source of each value and what it is linked with. An unsure name is"
                " an error that lists candidates.",
                left_out=SELECTION_OPTIONS,
            ),
        ),
    ),
    CommandSpec(
        name="compare",
        help="Two or more side by side: differences, ratios.",
        panel=ASK_PANEL,
        examples=(
            "chipwatch compare tencent alibaba",
            "chipwatch compare baidu-ai-cloud-fund alibaba-cloud-ai-plan --only-differences",
            "chipwatch compare tencent alibaba --properties camp,investments --format markdown",
        ),
        options=(*(name for name in NAME_QUERY_OPTIONS if name != "columns"), "facts"),
        extra_formats=BIBLIOGRAPHY_FORMATS,
        function=compare,
        tools=(
            ToolSpec(
                name="compare",
                description="Two or more things side by side: values with sources, differences,"
                " ratios of numbers.",
                left_out=("shows_all", "sort", "limit"),
            ),
        ),
    ),
    CommandSpec(
        name="search",
        help="Find what answers: by name, alias, fact or note.",
        panel=ASK_PANEL,
        examples=(
            "chipwatch search lithography",
            "chipwatch search 英伟达",
            "chipwatch search h20 price",
            "chipwatch search techovedas.com --kind source",
            "chipwatch search nvidea --explain",
        ),
        options=NAME_QUERY_OPTIONS,
        extra_formats=BIBLIOGRAPHY_FORMATS,
        function=search,
        tools=(
            ToolSpec(
                name="search",
                description="Find what a question is about, by name, alias, fact or note, in"
                " English, Chinese or pinyin; typing errors are forgiven.",
                left_out=("explain",),
            ),
        ),
    ),
    CommandSpec(
        name="resolve",
        help="Which entities many names mean, and how surely.",
        panel=ASK_PANEL,
        examples=(
            "chipwatch resolve tencet 百度 h-20 zzzz",
            "chipwatch resolve --file names.txt --kind company --format csv > ids.csv",
            "chipwatch resolve - --json < names.txt",
        ),
        options=NAME_QUERY_OPTIONS,
        extra_formats=BIBLIOGRAPHY_FORMATS,
        function=resolve,
        tools=(
            ToolSpec(
                name="resolve",
                description="Which entity each of some names means, and whether that is sure."
                " Unsure names are not guessed.",
                left_out=("file", *SELECTION_OPTIONS),
                required=("names",),
                descriptions={"names": "Names, ids or aliases."},
            ),
        ),
    ),
    CommandSpec(
        name="why",
        help="Every fact behind a value: sources, dates, rivals.",
        panel=ASK_PANEL,
        examples=(
            "chipwatch why baidu model_openness",
            "chipwatch why china-chip-imports",
        ),
        options=(*NAME_QUERY_OPTIONS, "facts"),
        extra_formats=BIBLIOGRAPHY_FORMATS,
        function=why,
        tools=(
            ToolSpec(
                name="why",
                description="Every fact behind a value, or behind all values of a thing: sources"
                " with the place in them, dates, what contradicts it, how one was chosen.",
                left_out=("columns",),
            ),
        ),
    ),
    CommandSpec(
        name="report",
        help="A text that reports a wrong fact, ready to be sent.",
        panel=ASK_PANEL,
        examples=("chipwatch report baidu employees",),
        options=tuple(name for name in NAME_QUERY_OPTIONS if name not in SOURCE_OPTIONS),
        function=report,
    ),
)
