"""The commands: each opens a base, asks it, and shows the answer."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..model.problem import ANSWERED, NOTHING
from ..showing.formats import Format
from .complete import base_names, kind_names, property_names, shells, topics
from .options import BASE, NAMED, OUTPUT, SCREEN, SELECTION, Options, format_option
from .registry import Run, command
from .streams import emit, say, show, tell

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from ..api import Base
    from ..model.table import Answer

    A = TypeVar("A", bound=Answer)

LOOK_UP, ASK, SCHEMA, KEEP = "Look up", "Ask", "The schema", "Facts and shell"
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


def answered(options: Options, ask: "Callable[[Base], Answer]") -> int:
    """Ask the base that the options name, and show the answer."""
    asked_of_base(options, ask)
    return ANSWERED


def asked_of_base(options: Options, ask: "Callable[[Base], A]") -> "A":
    """Ask the base that the options name and show the answer; say what is left out of the base.

    To a script, which takes an error for JSON as a whole, that is said only with an answer.
    """
    from ..api import open as open_base

    base = open_base(*options.layers)
    lost = _lost(base, options)
    if not options.errors_as_json:
        tell(lost)
    answer = ask(base)
    if options.errors_as_json:
        tell(lost)
    show(answer, options)
    return answer


def _lost(base: "Base", options: Options) -> list[str]:
    """How many entities are left out, and the command that says why."""
    lost = len(base.left_out())
    if not lost:
        return []
    from shlex import join

    check_ = join(["chipwatch", "check", *(f"--data={layer}" for layer in options.layers)])
    what = "1 entity is" if lost == 1 else f"{lost} entities are"
    return [f"{what} left out because of problems in the files: run {check_}"]


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
        if names:
            return answered(options, lambda base: base.page(*names, kind=kind, asked=asked))
        return answered(options, lambda base: base.listing(kind, asked=asked))

    return run


for _kind, (_help, *_names) in KINDS.items():
    _examples = [f"chipwatch {_kind}", *(f"chipwatch {_kind} {name}" for name in _names if name)]
    _examples.append(f"chipwatch {_kind} --format csv")
    command(_kind, _help, LOOK_UP, *_examples, shared=NAMED)(_kind_command(_kind))


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
    from ..asking.resolving import Outcomes
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


@command("stats", "What the base holds, in numbers.", ASK,
         "chipwatch stats", "chipwatch stats --json",
         shared={**OUTPUT, **SELECTION, **BASE, **SCREEN})  # fmt: skip
def stats(*, options: Options) -> int:
    """Count what the base holds."""
    return answered(options, lambda base: base.stats(asked=options.asked))


@command("explain", "Kinds and properties: meaning, type, unit.", SCHEMA,
         "chipwatch explain", "chipwatch explain chip", "chipwatch explain chip.memory_capacity",
         "chipwatch explain --search bandwidth",
         "chipwatch explain chip --format jsonschema > chip.schema.json",
         shared={**OUTPUT, "format": (format_option(Format.JSONSCHEMA), None), **SELECTION,
                 **SCREEN})  # fmt: skip
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
    from ..api import json_schema

    if options.form is Format.JSONSCHEMA:
        show(json_schema(topic), options)
    else:
        show(ask(topic, search=search, asked=options.asked), options)
    return ANSWERED


@command("check", "Problems in fact files, each with its remedy.", KEEP,
         "chipwatch check", "chipwatch check my-facts", "chipwatch check --format json",
         "chipwatch check --audit",
         shared={**OUTPUT, **BASE})  # fmt: skip
def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Files or folders; none checks the whole base."),
    ] = None,
    *,
    audit: Annotated[
        bool, typer.Option("--audit", help="Hold figures and labels of chips against arithmetic.")
    ] = False,
    options: Options,
) -> int:
    """Check fact files; exit 1 if there are problems."""
    if audit:
        return answered(options, lambda base: base.audit())
    from ..api import check as ask
    from ..asking.problems import problem_rows

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
