"""The commands that look things up by name: each opens a base, asks it, and shows the answer."""

from typing import Annotated

import typer

from ..model.problem import ANSWERED, NOTHING, UsageError
from .answering import answered, asked_of_base
from .complete import base_names, kind_names, property_names, topics
from .options import NAMED, WHERE, Options, split
from .registry import Load, Run, command, later

LOOK_UP, ASK = "Look up", "Ask"
KINDS = {
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

OneName = Annotated[
    str, typer.Argument(metavar="NAME", help="A name, id or alias.", autocompletion=base_names)
]
Names = Annotated[
    list[str],
    typer.Argument(
        metavar="NAME...",
        help="Names, ids or aliases.",
        autocompletion=base_names,
        show_default=False,
    ),
]


def _kind_command(kind: str) -> Load:
    """What makes the command of a kind."""

    def load() -> Run:
        def run(
            names: Annotated[
                list[str] | None,
                typer.Argument(metavar="[NAME]...", autocompletion=kind_names(kind),
                               help="Names, ids or aliases; none lists them all.",
                               show_default=False),
            ] = None,
            *,
            options: Options,
        ) -> int:  # fmt: skip
            asked = options.asked
            if names and asked.where:
                hint = "leave out the names, or --where"
                raise UsageError("--where picks from the whole list", hint)
            if names:
                return answered(options, lambda base: base.page(*names, kind=kind, asked=asked))
            return answered(options, lambda base: base.listing(kind, asked=asked))

        return run

    return load


for _kind, (_help, *_names) in KINDS.items():
    _examples = [f"chipwatch {_kind}", *(f"chipwatch {_kind} {name}" for name in _names if name)]
    _examples.append(f"chipwatch {_kind} --format csv")
    later(_kind, _help, LOOK_UP, *_examples, shared={**WHERE, **NAMED}, load=_kind_command(_kind))


@command("show", "Pages of anything, whatever its kind.", LOOK_UP,
         "chipwatch show h20", "chipwatch show baidu 百度 --json", shared=NAMED)  # fmt: skip
def show_(names: Names, *, options: Options) -> int:
    """Show the pages of the entities named."""
    return answered(options, lambda base: base.page(*names, asked=options.asked))


@command("compare", "Two or more side by side: differences, ratios.", ASK,
         "chipwatch compare tencent alibaba",
         "chipwatch compare baidu-ai-cloud-fund alibaba-cloud-ai-plan --only-differences",
         "chipwatch compare tencent alibaba --properties camp,investments --format markdown",
         shared=NAMED)  # fmt: skip
def compare(
    names: Names,
    *,
    properties: Annotated[
        str, typer.Option(metavar="A,B", help="Properties to compare.", show_default=False)
    ] = "",
    only_differences: Annotated[
        bool, typer.Option("--only-differences", help="Leave out what is the same or known of one.")
    ] = False,
    options: Options,
) -> int:
    """Compare the entities named."""
    wanted = split(properties)
    return answered(
        options,
        lambda base: base.compare(
            *names, properties=wanted, only_differences=only_differences, asked=options.asked
        ),
    )


@command("search", "Find anything by name, alias, ticker, fact or note.", ASK,
         "chipwatch search lithography", "chipwatch search 英伟达",
         "chipwatch search 'GPU cluster'", "chipwatch search nvidea --explain",
         shared=NAMED)  # fmt: skip
def search(
    text: Annotated[list[str], typer.Argument(metavar="TEXT", help="Words, Chinese, pinyin.")],
    *,
    explain: Annotated[
        bool, typer.Option("--explain", help="Also how each matched, its score and why.")
    ] = False,
    options: Options,
) -> int:
    """Search the base."""
    return answered(
        options,
        lambda base: base.search(" ".join(text), explain=explain, asked=options.asked),
    )


@command("resolve", "Which entities many names mean, and how surely.", ASK,
         "chipwatch resolve tencet 百度 h-20 zzzz",
         "chipwatch resolve --file names.txt --kind company --format csv > ids.csv",
         "chipwatch resolve - --json < names.txt", shared=NAMED)  # fmt: skip
def resolve(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]...", autocompletion=base_names, show_default=False,
                       help="Names; - or none at all reads them from a pipe, one a line."),
    ] = None,
    *,
    file: Annotated[
        str, typer.Option(metavar="PATH", help="Read names from a file, one a line.",
                          show_default=False),
    ] = "",
    kind: Annotated[
        str, typer.Option(metavar="KIND", help="Look among one kind only.", autocompletion=topics,
                          show_default=False),
    ] = "",
    options: Options,
) -> int:  # fmt: skip
    """Resolve names; exit 1 if not one of them is sure."""
    from ..asking.naming.resolving import Outcomes
    from .names import counted, names_given

    given = names_given(names or [], file)
    answer = asked_of_base(
        options, lambda base: base.resolve_all(counted(given), kind=kind, asked=options.asked)
    )
    return NOTHING if isinstance(answer, Outcomes) and not answer.sure else ANSWERED


@command("why", "Every fact behind a value: sources, dates, rivals.", ASK,
         "chipwatch why baidu model_openness", "chipwatch why china-chip-imports",
         shared=NAMED)  # fmt: skip
def why(
    name: OneName,
    property_: Annotated[
        str, typer.Argument(metavar="[PROPERTY]", help="One property; none shows all.",
                            autocompletion=property_names, show_default=False),
    ] = "",
    *,
    options: Options,
) -> int:  # fmt: skip
    """Show the facts behind an entity's values."""
    return answered(options, lambda base: base.why(name, property_, asked=options.asked))
