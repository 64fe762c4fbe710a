"""The command that checks fact files: what is wrong, doubtful or missing in them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..model.problem import EXIT_ANSWERED, EXIT_NOTHING, UsageError
from ..showing.formats import PROBLEM_FORMATS, Format
from .command_spec import OWN_FACTS_PANEL, CommandSpec
from .options import CommandOptions, split_list
from .output import detect_screen, emit, print_message, print_messages, show_answer, write_content
from .query_runner import start_query
from .shared_options import DATA_OPTIONS, OUTPUT_OPTIONS, SCREEN_OPTIONS, TIME_OPTIONS

if TYPE_CHECKING:
    from ..keeping.fact_file import FileChange
    from ..store.file_check import CheckReport


_FORMATS_WITH_SUMMARY = (Format.TABLE, Format.TEXT)
"""The formats after which stderr sums up: readers of the others count for themselves."""


def _complete_codes(incomplete: str) -> list[tuple[str, str]]:
    from ..reading.code_explanations import list_problem_codes

    return [
        (str(code), code.meaning)
        for code in list_problem_codes()
        if code.startswith(incomplete.rpartition(",")[2])
    ]


PathsArgument = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[PATH]...", help="Files or folders; none checks the whole base."),
]
NoticesOption = Annotated[
    bool, typer.Option("--notices", help="List too what is missing and cannot always be had.")
]
SelectOption = Annotated[
    str,
    typer.Option(
        metavar="CODES",
        autocompletion=_complete_codes,
        help="Report these codes alone, notices too.",
        show_default=False,
    ),
]
IgnoreOption = Annotated[
    str,
    typer.Option(
        metavar="CODES",
        autocompletion=_complete_codes,
        help="Leave these codes out.",
        show_default=False,
    ),
]
FixOption = Annotated[
    bool, typer.Option("--fix", help="Mend what can be mended safely, then check again.")
]
DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="With --fix: show the changes, write nothing.")
]
AuditOption = Annotated[
    bool, typer.Option("--audit", help="Hold figures and labels of chips against arithmetic.")
]
ExplainOption = Annotated[
    str,
    typer.Option(
        metavar="CODE",
        autocompletion=_complete_codes,
        help="Explain a code of problems with an example; help lists all codes.",
        show_default=False,
    ),
]


def check(  # noqa: PLR0913 - the options of a linter
    paths: PathsArgument = None,
    *,
    notices: NoticesOption = False,
    select: SelectOption = "",
    ignore: IgnoreOption = "",
    fix: FixOption = False,
    dry_run: DryRunOption = False,
    audit: AuditOption = False,
    explain: ExplainOption = "",
    options: CommandOptions,
) -> int | None:
    """Check fact files; exit 1 if there are errors or warnings."""
    if explain:
        return _explain_code(explain, options)
    if audit:
        return _audit_chips(paths, options)
    if options.query_dates:
        hint = "add --audit, or leave the dates out"
        raise UsageError("files are checked as they stand, not as of a date", hint)
    if dry_run and not fix:
        raise UsageError("--dry-run shows what --fix would change", "add --fix, or leave it out")
    from ..schema_interface import check as ask

    words = tuple(map(str, paths or ()))
    report = _choose_codes(ask(*words, layers=options.layers), select, ignore)
    if fix:
        changes = _fix_report(report, options, words, dry_run=dry_run)
        if dry_run:
            return EXIT_NOTHING if changes else EXIT_ANSWERED
        report = _choose_codes(ask(*words, layers=options.layers), select, ignore)
    return show_report(report.with_notices() if notices else report, options)


def _fix_report(
    report: "CheckReport", options: CommandOptions, paths: tuple[str, ...], *, dry_run: bool
) -> "list[FileChange]":
    """Mend what can be mended, or show how; returns the changes of files."""
    from ..keeping.problem_fixes import fix_problems
    from ..keeping.target_layer import refuse_installed_data
    from ..model.wording import format_count
    from ..store.file_check import find_checked_files

    files = find_checked_files(options.layers, paths)
    changes = list(fix_problems(report.with_notices().problems, files))
    for change in changes:
        refuse_installed_data(change.after.path)
    for change in changes:
        if dry_run:
            emit(change.render_diff())
        else:
            change.write()
    count = format_count(len(changes), "file")
    print_message(f"{count} would change" if dry_run else f"{count} mended")
    return changes


def show_report(report: "CheckReport", options: CommandOptions) -> int:
    """Show what a check found; returns 1 if that is more than notices."""
    from ..asking.pages.problem_listing import ProblemListing

    screen = detect_screen(no_color=options.no_color)
    if options.output_format is not Format.TABLE:
        show_answer(ProblemListing(report.problems), options)
    elif screen.is_terminal and not options.output:
        from ..showing.terminal.problem_screen import draw_problems

        write_content(draw_problems(report.problems, screen), options)
    else:
        from ..showing.problem_report import render_problems

        write_content(render_problems(report.problems), options)
    if options.output_format in _FORMATS_WITH_SUMMARY:
        print_message(report.format_summary())
    print_messages(options.notes)
    return EXIT_NOTHING if report.has_faults else EXIT_ANSWERED


def _choose_codes(report: "CheckReport", select: str, ignore: str) -> "CheckReport":
    """Keep the problems of the codes that are chosen; raises UnknownNameError."""
    if not (select or ignore):
        return report
    from ..reading.code_explanations import find_problem_code

    selected_codes = [find_problem_code(name) for name in split_list(select)]
    ignored_codes = [find_problem_code(name) for name in split_list(ignore)]
    return report.choose(selected_codes, ignored_codes)


def _audit_chips(paths: list[Path] | None, options: CommandOptions) -> int:
    if paths:
        hint = "name the folder with --data instead"
        raise UsageError("--audit holds the chips of a whole base against arithmetic", hint)
    query = start_query(options)
    return query.show(query.base.audit())


def _explain_code(name: str, options: CommandOptions) -> int:
    """Explain a code, or list all for the name ``help``."""
    from ..asking.pages.problem_listing import CodeAnswer, list_codes
    from ..reading.code_explanations import explain_code, list_problem_codes
    from ..showing.problem_report import render_code_explanation

    if name == "help":
        show_answer(list_codes(list_problem_codes()), options)
        return EXIT_ANSWERED
    code, problems = explain_code(name)
    if options.output_format is Format.TABLE:
        write_content(render_code_explanation(code, problems), options)
    else:
        show_answer(CodeAnswer(code, problems), options)
    return EXIT_ANSWERED


COMMANDS = (
    CommandSpec(
        name="check",
        help="Problems in fact files, each with its remedy.",
        panel=OWN_FACTS_PANEL,
        examples=(
            "chipwatch check",
            "chipwatch check my-facts",
            "chipwatch check --notices --ignore no-place,stale-fact",
            "chipwatch check my-facts --fix",
            "chipwatch check --explain near-duplicate",
            "chipwatch check --format sarif",
            "chipwatch check --audit --known-by 2025-06",
        ),
        options=(*OUTPUT_OPTIONS, *TIME_OPTIONS, *DATA_OPTIONS, *SCREEN_OPTIONS),
        extra_formats=PROBLEM_FORMATS,
        function=check,
    ),
)
