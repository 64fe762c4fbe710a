"""The command ``help``: the documents, the help of a command, and the manual page."""

from typing import Annotated

import typer

from ..model.problem import UnknownNameError, UsageError
from ..model.suggest import suggest_nearest
from .command_spec import SHELL_PANEL, CollectCommands, CommandFunction, CommandSpec, build_help
from .output import emit, emit_in_pager
from .shell_completion import filter_by_prefix


def build_commands(collect_commands: CollectCommands) -> tuple[CommandSpec, ...]:
    """Build the command ``help`` of a catalogue."""
    return (
        CommandSpec(
            name="help",
            help="The manual, by topic; the help of a command.",
            panel=SHELL_PANEL,
            examples=(
                "chipwatch help",
                "chipwatch help queries",
                "chipwatch help company",
                "chipwatch help --man > chipwatch.1",
            ),
            options=(),
            function=_make_help_command(collect_commands),
        ),
    )


def _make_help_command(collect_commands: CollectCommands) -> CommandFunction:
    """Make the function that runs the command."""

    def complete_topics(incomplete: str) -> list[str]:
        from .documents import collect_documents

        return filter_by_prefix(incomplete, (*collect_documents(), *collect_commands()))

    def show_help(
        topic: Annotated[
            str,
            typer.Argument(
                metavar="[TOPIC]",
                help="A document or a command; none lists the documents.",
                autocompletion=complete_topics,
                show_default=False,
            ),
        ] = "",
        *,
        man: Annotated[
            bool, typer.Option("--man", help="Write the manual page, for man -l, instead.")
        ] = False,
    ) -> None:
        if man and topic:
            raise UsageError("--man writes the whole manual page", "leave out the topic, or --man")
        if man:
            from .man_page import build_man_page

            emit(build_man_page(collect_commands().values()))
        else:
            emit_in_pager(_read_topic(topic, collect_commands) if topic else _list_topics())

    return show_help


def _read_topic(topic: str, collect_commands: CollectCommands) -> str:
    """Read a document or the help of a command; raises UnknownNameError."""
    from .documents import collect_documents, read_document
    from .kinds_in_force import use_own_kinds

    documents = collect_documents()
    if topic in documents:
        return read_document(documents[topic])
    use_own_kinds()
    commands = collect_commands()
    if topic in commands:
        return build_help(commands[topic])
    topics = (*documents, *commands)
    hint = suggest_nearest(topic, topics, "run chipwatch help to list the documents")
    raise UnknownNameError(f"there is no help on {topic!r}", hint, topics)


def _list_topics() -> str:
    from .documents import collect_documents

    documents = collect_documents().values()
    width = max((len(document.topic) for document in documents), default=0)
    lines = [f"  {document.topic:{width}}  {document.title}\n" for document in documents]
    return (
        f"chipwatch help TOPIC shows one of these documents:\n\n{''.join(lines)}\n"
        "chipwatch help COMMAND shows the help of a command, chipwatch --help lists all commands.\n"
    )
