"""What every command does that asks a base: open it, ask, add what was wished for, show."""

from typing import TYPE_CHECKING

from ..model.problem import EXIT_ANSWERED
from ..model.wording import format_count
from ..showing.formats import Format
from .options import CommandOptions
from .output import print_messages, show_answer

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from ..api import Base
    from ..model.answer import Answer

    AnswerType = TypeVar("AnswerType", bound=Answer)


def run_query_command(options: CommandOptions, ask: "Callable[[Base], Answer]") -> int:
    """Ask the base that the options name, and show the answer."""
    run_query(options, ask)
    return EXIT_ANSWERED


def run_query(options: CommandOptions, ask: "Callable[[Base], AnswerType]") -> "AnswerType":
    """Ask the base that the options name and show the answer; say what is left out of the base.

    To a script, which takes an error for JSON as a whole, that is said only with an answer.
    """
    from ..api import open as open_base

    base = open_base(*options.layers)
    rejection_notes = _report_rejected_entities(base, options)
    if not options.has_json_errors:
        print_messages(rejection_notes)
    if options.base_dates:
        base = base.read_as_of(options.base_dates)
    answer = ask(base)
    if options.has_json_errors:
        print_messages(rejection_notes)
    print_messages(_report_disputed_values(answer, options))
    show_answer(_add_proof(answer, base, options), options)
    return answer


def _report_disputed_values(answer: "Answer", options: CommandOptions) -> list[str]:
    """How many of the values selected are disputed, where the format has no mark for it."""
    columns = options.query_options.columns
    if (
        options.output_format in (Format.TABLE, Format.MARKDOWN)
        or not columns
        or "disputed" in columns
    ):
        return []
    cells = [cell for table in answer.to_tables() for row in table.rows for cell in row]
    disputed_count = sum(
        cell.mark == "disputed" and "disputed" in cell.annotation for cell in cells
    )
    description = format_count(disputed_count, "value is disputed", "values are disputed")
    return [f"{description}: add the column disputed to see which"] if disputed_count else []


def _add_proof(answer: "Answer", base: "Base", options: CommandOptions) -> "Answer":
    """The answer with its footnotes, the dates in force and its receipt, as far as wished for."""
    if options.query_options.cite:
        from ..asking.answers.citations import FootnotedAnswer

        answer = FootnotedAnswer(answer)
    if options.base_dates and options.query_dates:
        answer = base.add_dates(answer, options.query_dates)
    if not options.receipt:
        return answer
    receipt_data = base.build_receipt(options.command_line, options.query_dates)
    if options.output_format is Format.JSON:
        from ..asking.answers.receipt import ReceiptedAnswer

        return ReceiptedAnswer(answer, receipt_data)
    print_messages(f"{key}: {value}" for key, value in receipt_data.items() if value is not None)
    return answer


def _report_rejected_entities(base: "Base", options: CommandOptions) -> list[str]:
    """How many entities are left out, and the command that says why."""
    rejected_count = len(base.list_rejected_ids())
    if not rejected_count:
        return []
    from shlex import join

    check_command = join(["chipwatch", "check", *(f"--data={layer}" for layer in options.layers)])
    description = format_count(rejected_count, "entity is", "entities are")
    return [f"{description} left out because of problems in the files: run {check_command}"]
