"""The commands: each opens a base, asks it, and shows the answer."""

from pathlib import Path
from typing import Annotated

import typer

from ..model.problem import ANSWERED, NOTHING, UsageError
from .answering import answered
from .complete import base_names, kind_names, property_names, shells, topics
from .options import BASE, NAMED, OUTPUT, SCREEN, SELECTION, WHERE, Options
from .registry import Run, command
from .streams import emit, say, show

LOOK_UP, ASK, SCHEMA, KEEP = "Look up", "Ask", "The schema", "Facts and shell"
KINDS = {
    "company": ("Firms and institutes: who they are, what they do.", "baidu", "百度"),
    "chip": ("AI chips: figures, makers, the policies that restrict them.", "h20", "kunlun"),
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


def _kind_command(kind: str) -> Run:
    def run(
        names: Annotated[
            list[str] | None,
            typer.Argument(
                metavar="[NAME]...",
                help="Names, ids or aliases; none lists them all.",
                autocompletion=kind_names(kind),
                show_default=False,
            ),
        ] = None,
        *,
        options: Options,
    ) -> int:
        asked = options.asked
        if names and asked.where:
            raise UsageError("--where picks from the whole list", "leave out the names, or --where")
        if names:
            return answered(options, lambda base: base.page(*names, kind=kind, asked=asked))
        return answered(options, lambda base: base.listing(kind, asked=asked))

    return run


for _kind, (_help, *_names) in KINDS.items():
    _examples = [f"chipwatch {_kind}", *(f"chipwatch {_kind} {name}" for name in _names if name)]
    _examples.append(f"chipwatch {_kind} --format csv")
    command(_kind, _help, LOOK_UP, *_examples, shared={**WHERE, **NAMED})(_kind_command(_kind))


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
    wanted = [part.strip() for part in properties.split(",") if part.strip()]
    return answered(
        options,
        lambda base: base.compare(
            *names, properties=wanted, only_differences=only_differences, asked=options.asked
        ),
    )


@command("search", "Find anything by name, alias, ticker, fact or note.", ASK,
         "chipwatch search lithography", "chipwatch search 英伟达",
         "chipwatch search 'GPU cluster'", shared=NAMED)  # fmt: skip
def search(
    text: Annotated[list[str], typer.Argument(metavar="TEXT", help="Words, Chinese, pinyin.")],
    *,
    options: Options,
) -> int:
    """Search the base."""
    return answered(options, lambda base: base.search(" ".join(text), asked=options.asked))


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


@command("explain", "Kinds and properties: meaning, type, unit.", SCHEMA,
         "chipwatch explain", "chipwatch explain chip", "chipwatch explain chip.memory_capacity",
         "chipwatch explain --search bandwidth",
         shared={**OUTPUT, **SELECTION, **SCREEN})  # fmt: skip
def explain(
    topic: Annotated[
        str, typer.Argument(metavar="[KIND[.PROPERTY]]", autocompletion=topics,
                            help="A kind, or a property of one.", show_default=False),
    ] = "",
    *,
    search: Annotated[
        str, typer.Option(metavar="TEXT", help="Words to look for in names and meanings.",
                          show_default=False),
    ] = "",
    options: Options,
) -> int:  # fmt: skip
    """Explain the schema."""
    from ..api import explain as ask

    show(ask(topic, search=search, asked=options.asked), options)
    return ANSWERED


@command("check", "Problems in fact files, each with its remedy.", KEEP,
         "chipwatch check", "chipwatch check my-facts", "chipwatch check --format json",
         shared={**OUTPUT, **BASE})  # fmt: skip
def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Files or folders; none checks the whole base."),
    ] = None,
    *,
    options: Options,
) -> int:
    """Check fact files; exit 1 if there are problems."""
    from ..api import check as ask
    from ..asking.problems import problem_rows
    from ..showing.formats import Format

    checked = ask(*map(str, paths or ()), layers=options.layers)
    if options.form is not Format.TABLE:
        show(problem_rows(checked.problems), options)
    else:
        from ..showing.problems import problems_text

        emit(problems_text(checked.problems))
        say(checked.summary())
    return NOTHING if checked.problems else ANSWERED


@command("completion", "Completion of commands and names in your shell.", KEEP,
         "chipwatch completion bash --install", "chipwatch completion zsh --install",
         "chipwatch completion fish > ~/.config/fish/completions/chipwatch.fish",
         shared={})  # fmt: skip
def completion(
    shell: Annotated[str, typer.Argument(metavar="bash|zsh|fish", autocompletion=shells)],
    *,
    install: Annotated[
        bool, typer.Option("--install", help="Put it where the shell looks.")
    ] = False,
    options: Options,  # noqa: ARG001 - every command is handed them
) -> int:
    """Print the completion script of a shell, or install it."""
    from .complete import script

    emit(script(shell, install=install))
    return ANSWERED
