"""The commands that write fact files: new things, new facts, new sources, one style."""

from typing import TYPE_CHECKING, Annotated

import typer

from ..model.problem import EXIT_ANSWERED, EXIT_NOTHING, UsageError
from ..showing.formats import Format
from .command_spec import OWN_FACTS_PANEL, CommandSpec
from .options import CommandOptions
from .output import emit, print_message, print_messages, show_answer, write_content
from .shared_options import DATA_OPTIONS, OUTPUT_OPTIONS, SCREEN_OPTIONS
from .shell_completion import complete_names, complete_properties, complete_topics

if TYPE_CHECKING:
    from ..keeping.fact_change import CheckedChange
    from ..keeping.target_layer import TargetLayer
    from ..store.knowledge_base import KnowledgeBase

IntoOption = Annotated[
    str,
    typer.Option(
        "--into",
        metavar="DIR",
        help="The folder to write to; without it the last one of your own.",
        show_default=False,
    ),
]
DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Show what would be written; write nothing.")
]
ForceOption = Annotated[
    bool, typer.Option("--force", help="Add it although something like it is there.")
]
IdOption = Annotated[
    str,
    typer.Option("--id", metavar="ID", help="Its id, if not the one proposed.", show_default=False),
]


def new(  # noqa: PLR0913 - the options of the command
    kind: Annotated[
        str, typer.Argument(metavar="KIND", autocompletion=complete_topics, help="Its kind.")
    ],
    name: Annotated[str, typer.Argument(metavar="NAME", help="Its name.")],
    *,
    into: IntoOption = "",
    entity_id: IdOption = "",
    force: ForceOption = False,
    dry_run: DryRunOption = False,
    options: CommandOptions,
) -> int:
    """Write the file of a new thing, with hints to fill in."""
    from ..keeping.fact_change import EntityRequest, prepare_entity

    target, base = _open_target(options, into)
    checked = prepare_entity(base, target, EntityRequest(kind, name, entity_id), is_forced=force)
    if dry_run and options.output_format is Format.TABLE:
        emit(checked.change.after.to_bytes().decode())
        return EXIT_ANSWERED
    return _write(checked, options, dry_run=dry_run)


NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", autocompletion=complete_names, help="What it is about.")
]
PropertyNameArgument = Annotated[
    str,
    typer.Argument(
        metavar="PROPERTY",
        autocompletion=complete_properties,
        help="The property, by key or label.",
    ),
]
ValueArgument = Annotated[
    str, typer.Argument(metavar="VALUE", help="As fact files write it; of a relation, a name.")
]
SourceOption = Annotated[
    list[str] | None,
    typer.Option("--source", metavar="ID#PLACE", help="Who says so, and where; repeat it."),
]
FactAsOfOption = Annotated[
    str, typer.Option("--as-of", metavar="DATE", help="When it held.", show_default=False)
]
UntilOption = Annotated[
    str,
    typer.Option(metavar="DATE", help="The day from which it no longer did.", show_default=False),
]
PeriodOption = Annotated[
    str,
    typer.Option(metavar="SPAN", help="What a figure counts up: 2025-Q2.", show_default=False),
]
CertaintyOption = Annotated[
    str,
    typer.Option(
        metavar="WORD",
        help="confirmed, reported, estimated, disputed or assessment.",
        show_default=False,
    ),
]
NoteOption = Annotated[
    str, typer.Option(metavar="TEXT", help="What has to be known of it.", show_default=False)
]


def add(  # noqa: PLR0913 - what a fact can say
    name: NameArgument,
    property_name: PropertyNameArgument,
    value: ValueArgument,
    *,
    source: SourceOption = None,
    fact_as_of: FactAsOfOption = "",
    until: UntilOption = "",
    period: PeriodOption = "",
    certainty: CertaintyOption = "",
    note: NoteOption = "",
    into: IntoOption = "",
    dry_run: DryRunOption = False,
    options: CommandOptions,
) -> int:
    """Add a fact to what is said of a thing."""
    if not source:
        hint = "add --source ID#PLACE; chipwatch search finds sources, source add adds one"
        raise UsageError("a fact needs a source", hint)
    from ..keeping.fact_addition import NewFact
    from ..keeping.fact_change import prepare_fact

    target, base = _open_target(options, into)
    details = {
        "as_of": fact_as_of,
        "until": until,
        "period": period,
        "certainty": certainty,
        "note": note,
    }
    fact = NewFact(property=property_name, value=value, details=details, sources=tuple(source))
    return _write(prepare_fact(base, target, name, fact), options, dry_run=dry_run)


def add_source(  # noqa: PLR0913 - what a source can say
    url: Annotated[str, typer.Argument(metavar="URL", help="Where it stands on the web.")],
    *,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="Its title.")],
    publisher: Annotated[
        str, typer.Option(metavar="NAME", help="Who published it.", show_default=False)
    ] = "",
    published: Annotated[
        str, typer.Option(metavar="DATE", help="When it appeared.", show_default=False)
    ] = "",
    source_type: Annotated[
        str,
        typer.Option(
            "--type",
            metavar="TYPE",
            help="regulation, filing, company, research, news, press-release or reference.",
            show_default=False,
        ),
    ] = "",
    accessed: Annotated[
        str,
        typer.Option(
            metavar="DATE", help="When you read it; today if not given.", show_default=False
        ),
    ] = "",
    source_id: IdOption = "",
    into: IntoOption = "",
    force: ForceOption = False,
    dry_run: DryRunOption = False,
    options: CommandOptions,
) -> int:
    """Add a source that facts can cite."""
    from ..keeping.fact_change import SourceRequest, prepare_source

    target, base = _open_target(options, into)
    request = SourceRequest(
        url=url,
        title=title,
        publisher=publisher,
        type=source_type,
        published=published,
        accessed=accessed,
        id=source_id,
    )
    return _write(prepare_source(base, target, request, is_forced=force), options, dry_run=dry_run)


def fmt(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...", help="Files or folders; none takes the last of your own."
        ),
    ] = None,
    *,
    check: Annotated[
        bool, typer.Option("--check", help="Name the files that would change; exit 1 if any.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show the changes; exit 1 if there are any.")
    ] = False,
    options: CommandOptions,
) -> int:
    """Write fact files in the one style."""
    from ..keeping.file_formatting import format_files
    from ..keeping.target_layer import choose_target

    names = tuple(paths or ()) or (choose_target(options.layers).label,)
    report = format_files(names, is_written=not (check or diff))
    if diff:
        emit("".join(change.render_diff() for change in report.changes))
    else:
        emit("".join(f"{change.label}\n" for change in report.changes))
    print_messages([*options.notes, *report.obstacles])
    print_message(report.format_summary())
    has_rest = bool(report.obstacles) or (bool(report.changes) and (check or diff))
    return EXIT_NOTHING if has_rest else EXIT_ANSWERED


def _open_target(options: CommandOptions, into: str) -> "tuple[TargetLayer, KnowledgeBase]":
    """Choose the folder to write to, and open the base that it is a part of."""
    from ..keeping.target_layer import choose_target
    from ..store.snapshot import open_base

    target = choose_target(options.layers, into)
    return target, open_base(target.layer_names)


def _write(checked: "CheckedChange", options: CommandOptions, *, dry_run: bool) -> int:
    """Write a change, unless it is only to be shown; show it, and say what was taken for what."""
    from ..keeping.change_answer import ChangeAnswer
    from ..keeping.fact_change import write_change

    if not dry_run:
        write_change(checked)
    if options.output_format is Format.TABLE:
        write_content(checked.change.render_diff(), options)
        print_messages([*options.notes, *checked.remarks])
        place = f"{checked.change.label}:{checked.change.first_line}"
        print_message(f"{place}: nothing is written" if dry_run else f"{place}: written")
    else:
        show_answer(ChangeAnswer(checked, is_written=not dry_run), options)
    return EXIT_ANSWERED


COMMANDS = (
    CommandSpec(
        name="new",
        help="A new thing: its fact file, with hints to fill in.",
        panel=OWN_FACTS_PANEL,
        examples=(
            'chipwatch new chip "Zeta One" --into my-facts',
            'chipwatch new company "Zeta Labs" --id zeta-labs --into my-facts --dry-run',
        ),
        options=(*OUTPUT_OPTIONS, *DATA_OPTIONS, *SCREEN_OPTIONS),
        function=new,
    ),
    CommandSpec(
        name="add",
        help="A fact more about a thing, with its source.",
        panel=OWN_FACTS_PANEL,
        examples=(
            (
                'chipwatch add h20 tdp "405 W" --source forbes-2025-04-trade-war-proofing#p1'
                " --into my-facts"
            ),
            (
                "chipwatch add baidu competitors Tencent"
                " --source forbes-2025-04-trade-war-proofing#p4 --into my-facts --dry-run"
            ),
        ),
        options=(*OUTPUT_OPTIONS, *DATA_OPTIONS, *SCREEN_OPTIONS),
        function=add,
    ),
    CommandSpec(
        name="source add",
        help="A source that facts can cite.",
        panel=OWN_FACTS_PANEL,
        examples=(
            (
                'chipwatch source add https://example.com/a --title "Acme grows"'
                " --published 2026-06 --type news --into my-facts"
            ),
        ),
        options=(*OUTPUT_OPTIONS, *DATA_OPTIONS, *SCREEN_OPTIONS),
        function=add_source,
    ),
    CommandSpec(
        name="fmt",
        help="Fact files in one style, comments kept.",
        panel=OWN_FACTS_PANEL,
        examples=(
            "chipwatch fmt my-facts",
            "chipwatch fmt my-facts --check",
            "chipwatch fmt my-facts --diff",
        ),
        options=DATA_OPTIONS,
        function=fmt,
    ),
)
