"""What every command does that asks a base: open it, ask, add what was wished for, show."""

from typing import TYPE_CHECKING

from ..model.problem import ANSWERED
from ..showing.formats import Format
from .options import Options
from .streams import show, tell

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from ..api import Base
    from ..model.table import Answer

    A = TypeVar("A", bound=Answer)


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
    if options.reading:
        base = base.at(options.reading)
    answer = ask(base)
    if options.errors_as_json:
        tell(lost)
    tell(_unmarked(answer, options))
    show(_dressed(answer, base, options), options)
    return answer


def _unmarked(answer: "Answer", options: Options) -> list[str]:
    """How many of the values selected are disputed, where the format has no mark for it."""
    columns = options.asked.columns
    if options.form in (Format.TABLE, Format.MARKDOWN) or not columns or "disputed" in columns:
        return []
    cells = [cell for table in answer.tables() for row in table.rows for cell in row]
    number = sum(cell.mark == "disputed" and "disputed" in cell.aside for cell in cells)
    what = "1 value is disputed" if number == 1 else f"{number} values are disputed"
    return [f"{what}: add the column disputed to see which"] if number else []


def _dressed(answer: "Answer", base: "Base", options: Options) -> "Answer":
    """The answer with its footnotes, the dates in force and its receipt, as far as wished for."""
    if options.asked.cite:
        from ..asking.cite import Footnoted

        answer = Footnoted(answer)
    if options.reading and options.moment:
        answer = base.dated(answer, options.moment)
    if not options.receipt:
        return answer
    made = base.receipt(options.query, options.moment)
    if options.form is Format.JSON:
        from ..asking.receipt import Receipted

        return Receipted(answer, made)
    tell(f"{key}: {value}" for key, value in made.items() if value is not None)
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
