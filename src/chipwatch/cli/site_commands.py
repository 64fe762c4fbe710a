"""The command that writes a base as a site of static pages."""

from pathlib import Path
from typing import Annotated

import typer

from .command_spec import OWN_FACTS_PANEL, CommandSpec
from .options import CommandOptions
from .output import print_message, print_messages
from .query_runner import start_query
from .shared_options import TIME_OPTIONS

DEFAULT_PORT = 8000
MAX_PROCESSES, MAX_PORT = 64, 65_535


KindOption = Annotated[
    list[str] | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help="Things of a kind only, and the sources; repeat it.",
        show_default=False,
    ),
]
ServeOption = Annotated[
    bool, typer.Option("--serve", help="Then show it to this machine, until Ctrl-C.")
]
PortOption = Annotated[
    int,
    typer.Option(min=0, max=MAX_PORT, metavar="N", help="Where --serve shows it; 0: any."),
]
ProcessesOption = Annotated[
    int,
    typer.Option(
        min=0,
        max=MAX_PROCESSES,
        metavar="N",
        help="Processes that write pages; 0: one a core.",
        show_default=False,
    ),
]
NoTextSearchOption = Annotated[
    bool, typer.Option("--no-text-search", help="Without the index of texts, in half the time.")
]


def site(  # noqa: PLR0913 - the options of the command
    path: Annotated[str, typer.Argument(metavar="DIR", help="The folder to write.")],
    *,
    kind: KindOption = None,
    serve: ServeOption = False,
    port: PortOption = DEFAULT_PORT,
    processes: ProcessesOption = 0,
    no_text_search: NoTextSearchOption = False,
    options: CommandOptions,
) -> None:
    """Write the base as a site of static pages."""
    from ..seeing.site_server import build_server, serve_site
    from .progress_line import show_page_progress

    server = build_server(Path(path), port) if serve else None
    query = start_query(options)
    with show_page_progress() as progress:
        report = query.base.write_site(
            path,
            kinds=kind or (),
            processes=processes,
            text_search=not no_text_search,
            progress=progress,
        )
    print_messages(report.remarks)
    print_message(report.format_summary())
    if server:
        serve_site(server, print_message)


COMMANDS = (
    CommandSpec(
        name="site",
        help="The whole base as static pages to browse and to search.",
        panel=OWN_FACTS_PANEL,
        examples=(
            "chipwatch site pages/",
            "chipwatch site chips/ --kind chip --no-text-search --as-of 2025-01-01",
        ),
        options=(*TIME_OPTIONS, "data"),
        function=site,
    ),
)
