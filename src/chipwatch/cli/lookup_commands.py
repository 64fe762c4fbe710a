"""The commands that look things up by name: each opens a base, asks it, and shows the answer."""

from typing import Annotated

import typer

from ..model.problem import EXIT_ANSWERED, EXIT_NOTHING, UsageError
from .options import NAME_QUERY_OPTIONS, WHERE_OPTIONS, CommandOptions, split_list
from .query_runner import run_query, run_query_command
from .registry import CommandFunction, CommandLoader, register_command, register_lazy_command
from .shell_completion import (
    complete_names,
    complete_properties,
    complete_topics,
    make_kind_completer,
)

LOOKUP_PANEL, ASK_PANEL = "Look up", "Ask"
KIND_COMMANDS = {
    "company": ("Firms and institutes: who they are, what they do.", "baidu", "百度"),
    "chip": ("AI chips: figures, makers, the policies that restrict them.", "h20", '"Kunlun P800"'),
    "investment": (
        "Plans, funds, purchases: who, how much, what for.",
        "alibaba-cloud-ai-plan",
        "",
    ),
    "strategy": ("Courses of action and who follows them.", "open-weight", ""),
    "policy": ("Rules, orders and letters of governments.", '"H20 ban"', ""),
    "product": ("What companies offer besides chips.", "wechat", ""),
    "technology": ("Techniques, processes and patents.", "saqp", ""),
    "person": ("Those who decide.", '"Robin Li"', ""),
    "event": ("What happened, where and when.", '"semicon china"', ""),
    "statistic": ("Figures on markets and countries.", '"China chip imports"', ""),
    "source": ("Publications, and every fact that rests on them.", '"Forbes article"', ""),
}
"""The command of each kind: what it does in a line, and names for examples."""

NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help="A name, id or alias.", autocompletion=complete_names)
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


def _make_kind_loader(kind: str) -> CommandLoader:
    """What makes the command of a kind."""

    def load() -> CommandFunction:
        def run(
            names: Annotated[
                list[str] | None,
                typer.Argument(metavar="[NAME]...", autocompletion=make_kind_completer(kind),
                               help="Names, ids or aliases; none lists them all.",
                               show_default=False),
            ] = None,
            *,
            options: CommandOptions,
        ) -> int:  # fmt: skip
            query_options = options.query_options
            if names and query_options.where:
                hint = "leave out the names, or --where"
                raise UsageError("--where picks from the whole list", hint)
            if names:
                return run_query_command(
                    options,
                    lambda base: base.describe_entities(*names, kind=kind, options=query_options),
                )
            return run_query_command(
                options, lambda base: base.list_entities(kind, options=query_options)
            )

        return run

    return load


for _kind, (_help, *_names) in KIND_COMMANDS.items():
    _examples = [f"chipwatch {_kind}", *(f"chipwatch {_kind} {name}" for name in _names if name)]
    _examples.append(f"chipwatch {_kind} --format csv")
    register_lazy_command(
        _kind,
        _help,
        LOOKUP_PANEL,
        *_examples,
        shared={**WHERE_OPTIONS, **NAME_QUERY_OPTIONS},
        load=_make_kind_loader(_kind),
    )


@register_command("show", "Pages of anything, whatever its kind.", LOOKUP_PANEL,
         "chipwatch show h20", "chipwatch show baidu 百度 --json", shared=NAME_QUERY_OPTIONS)  # fmt: skip
def show_pages(names: NamesArgument, *, options: CommandOptions) -> int:
    """Show the pages of the entities named."""
    return run_query_command(
        options, lambda base: base.describe_entities(*names, options=options.query_options)
    )


@register_command("compare", "Two or more side by side: differences, ratios.", ASK_PANEL,
         "chipwatch compare tencent alibaba",
         "chipwatch compare baidu-ai-cloud-fund alibaba-cloud-ai-plan --only-differences",
         "chipwatch compare tencent alibaba --properties camp,investments --format markdown",
         shared=NAME_QUERY_OPTIONS)  # fmt: skip
def compare_entities(
    names: NamesArgument,
    *,
    properties: Annotated[
        str, typer.Option(metavar="A,B", help="Properties to compare.", show_default=False)
    ] = "",
    only_differences: Annotated[
        bool, typer.Option("--only-differences", help="Leave out what is the same or known of one.")
    ] = False,
    options: CommandOptions,
) -> int:
    """Compare the entities named."""
    compared_properties = split_list(properties)
    return run_query_command(
        options,
        lambda base: base.compare(
            *names,
            properties=compared_properties,
            only_differences=only_differences,
            options=options.query_options,
        ),
    )


@register_command("search", "Find anything by name, alias, ticker, fact or note.", ASK_PANEL,
         "chipwatch search lithography", "chipwatch search 英伟达",
         "chipwatch search 'GPU cluster'", "chipwatch search nvidea --explain",
         shared=NAME_QUERY_OPTIONS)  # fmt: skip
def search_base(
    text: Annotated[list[str], typer.Argument(metavar="TEXT", help="Words, Chinese, pinyin.")],
    *,
    explain: Annotated[
        bool, typer.Option("--explain", help="Also how each matched, its score and why.")
    ] = False,
    options: CommandOptions,
) -> int:
    """Search the base."""
    return run_query_command(
        options,
        lambda base: base.search(" ".join(text), explain=explain, options=options.query_options),
    )


@register_command("resolve", "Which entities many names mean, and how surely.", ASK_PANEL,
         "chipwatch resolve tencet 百度 h-20 zzzz",
         "chipwatch resolve --file names.txt --kind company --format csv > ids.csv",
         "chipwatch resolve - --json < names.txt", shared=NAME_QUERY_OPTIONS)  # fmt: skip
def resolve_names(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]...", autocompletion=complete_names, show_default=False,
                       help="Names; - or none at all reads them from a pipe, one a line."),
    ] = None,
    *,
    file: Annotated[
        str, typer.Option(metavar="PATH", help="Read names from a file, one a line.",
                          show_default=False),
    ] = "",
    kind: Annotated[
        str, typer.Option(metavar="KIND", help="Look among one kind only.", autocompletion=complete_topics,
                          show_default=False),
    ] = "",
    options: CommandOptions,
) -> int:  # fmt: skip
    """Resolve names; exit 1 if not one of them is sure."""
    from ..asking.naming.bulk_resolver import ResolvedNamesAnswer
    from .bulk_names import collect_names, report_progress

    all_names = collect_names(names or [], file)
    answer = run_query(
        options,
        lambda base: base.resolve_all(
            report_progress(all_names), kind=kind, options=options.query_options
        ),
    )
    return (
        EXIT_NOTHING
        if isinstance(answer, ResolvedNamesAnswer) and not answer.sure_count
        else EXIT_ANSWERED
    )


@register_command("why", "Every fact behind a value: sources, dates, rivals.", ASK_PANEL,
         "chipwatch why baidu model_openness", "chipwatch why china-chip-imports",
         shared=NAME_QUERY_OPTIONS)  # fmt: skip
def explain_values(
    name: NameArgument,
    property_: Annotated[
        str, typer.Argument(metavar="[PROPERTY]", help="One property; none shows all.",
                            autocompletion=complete_properties, show_default=False),
    ] = "",
    *,
    options: CommandOptions,
) -> int:  # fmt: skip
    """Show the facts behind an entity's values."""
    return run_query_command(
        options, lambda base: base.why(name, property_, options=options.query_options)
    )
