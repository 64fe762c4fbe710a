"""What every command does that asks a base: open it, show the answer and what is said of it."""

from typing import TYPE_CHECKING, Any

from ..model.problem import EXIT_ANSWERED, EXIT_NOTHING, NotFoundError
from ..showing.formats import Format, FormatContent
from .options import CommandOptions, split_list
from .output import print_messages, show_answer, show_empty_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ..api import Base
    from ..model.answer import Answer, Json
    from ..reading.file_states import StateHelper
    from ..reading.loader import FilesReader
    from ..store.table_reader import Database

DEFAULT_LAYERS = ("bundled",)
"""The layers of whoever names none, as a receipt has them."""
_MIXED_FILES_NOTE = "files changed while they were read: old and new facts may be mixed"


class CommandQuery:
    """A base opened for one command, and how the command's answer is shown."""

    def __init__(self, base: "Base", options: CommandOptions, rejection_notes: list[str]) -> None:
        self.base, self.options, self.rejection_notes = base, options, rejection_notes

    def show(self, answer: "Answer", notes: "Sequence[str]" = ()) -> int:
        """Show an answer of the base on stdout, and on stderr what has to be said about it.

        Returns the exit code, by which scripts see an answer that is cut.
        """
        messages = [*self.rejection_notes, *_report_disputed_values(answer, self.options), *notes]
        if self.options.receipt:
            receipt = self.base.build_receipt(self.options.command_line)
            receipt |= {
                "layers": list(self.options.layers or DEFAULT_LAYERS),
                "config": _get_configuration_path(self.options),
                "complete": answer.is_complete,
            }
            if self.options.output_format.traits.has_receipt:
                from ..asking.answers.receipt import ReceiptedAnswer

                answer = ReceiptedAnswer(answer, receipt)
            else:
                messages += _format_receipt(receipt)
        show_answer(answer, self.options, messages)
        return EXIT_ANSWERED if answer.is_complete else EXIT_NOTHING


def _get_configuration_path(options: CommandOptions) -> str | None:
    return options.configuration.path if options.configuration else None


def _format_receipt(receipt: "Mapping[str, Json]") -> list[str]:
    """Write a line for each thing that a receipt says."""
    return [
        f"{key}: {str(value).lower() if isinstance(value, bool) else value}"
        for key, value in receipt.items()
        if value is not None
    ]


def note_idle_cite(options: CommandOptions) -> CommandOptions:
    """Note that --cite changes nothing of pages on a screen or in a pipe, which list sources."""
    keywords = options.keywords
    is_idle = keywords.get("cite") and not keywords.get("columns")
    if not is_idle or options.output_format is not Format.TABLE:
        return options
    note = "--cite changes nothing here: a page numbers and lists its sources anyway"
    return options._replace(notes=(*options.notes, note))


def open_layers(layers: tuple[str, ...]) -> "Base":
    """Open a base; where its files have to be read, on every core and showing how far that is.

    Where they are very many, another process helps to look whether one has changed.
    """
    from ..reading.file_states import StateReader
    from ..store.snapshot import open_base

    reader = StateReader(_fork_reading, meanwhile=_load_interface)
    knowledge_base = open_base(layers, _build_showing_progress, reader)
    from ..api import Base

    return Base(knowledge_base)


def _fork_reading(folder: int, names: "Sequence[str]", start: int) -> "StateHelper | None":
    from ..store.forked_reading import fork_reading

    return fork_reading(folder, names, start)


def _load_interface() -> None:
    """Load what asks questions: 30 ms, in which another process may still read."""
    from .. import api  # noqa: F401 - it is loaded for later


def _build_showing_progress(build: "Callable[[FilesReader], Database]") -> "Database":
    from ..store.file_processes import FileSharing
    from .progress_line import show_file_progress

    with show_file_progress() as progress:
        return build(FileSharing(progress).read_documents)


def run_function(function: "Callable[..., int | None]", values: "Mapping[str, Any]") -> int | None:
    """Run the function of a command; of a listing without rows, scripts get the empty answer."""
    try:
        return function(**values)
    except NotFoundError as error:
        if error.empty_answer is not None and "options" in values:
            show_empty_answer(error.empty_answer, values["options"])
        raise


def start_query(options: CommandOptions) -> CommandQuery:
    """Open the base that the options name, as of their dates; say how much is left out of it.

    A script takes an error in JSON as a whole: to it, that is said only with an answer.
    """
    base = options.caller.base if options.caller else open_layers(options.layers)
    rejection_notes = [*options.notes, *_report_rejected_entities(base, options)]
    if not options.has_json_errors:
        print_messages(rejection_notes)
        rejection_notes = []
    if options.query_dates:
        dates = options.query_dates
        base = base.at(as_of=dates.as_of or "", known_by=dates.known_by or "")
    return CommandQuery(base, options, rejection_notes)


def _report_disputed_values(answer: "Answer", options: CommandOptions) -> list[str]:
    """Say how many of the chosen values are disputed, where the format has no mark for it."""
    columns = split_list(options.keywords.get("columns", ""))
    if (
        options.output_format.traits.content is FormatContent.TABLES
        or not columns
        or "disputed" in columns
    ):
        return []
    from ..model.wording import format_count

    disputed_count = answer.count_disputed_values()
    description = format_count(disputed_count, "value is disputed", "values are disputed")
    return [f"{description}: add the column disputed to see which"] if disputed_count else []


def _report_rejected_entities(base: "Base", options: CommandOptions) -> list[str]:
    """Say how many entities are left out, and which command tells why; and if files changed."""
    rejected_count = len(base.list_rejected_ids())
    notes = [_MIXED_FILES_NOTE] if base.has_mixed_files else []
    if not rejected_count:
        return notes
    from ..model.shell_words import join_words
    from ..model.wording import format_count

    layers = () if options.configuration else options.layers
    check_command = join_words(["chipwatch", "check", *(f"--data={layer}" for layer in layers)])
    description = format_count(rejected_count, "entity is", "entities are")
    rejection = f"{description} left out because of problems in the files: run {check_command}"
    return [*notes, rejection, *_report_partly_rejected(base.list_partly_rejected_ids())]


def _report_partly_rejected(ids: "Sequence[str]") -> list[str]:
    """Say of which entities a file is left out although they are shown."""
    if not ids:
        return []
    from ..asking.answers.query_options import join_first_names

    return [f"of {join_first_names(ids)} only what other files say is shown"]
