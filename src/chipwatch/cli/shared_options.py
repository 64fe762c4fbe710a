"""The options that mean the same in every command, as Typer is told of them."""

from collections.abc import Iterator, Sequence
from inspect import Parameter
from typing import Annotated

import typer

from ..showing.formats import Format
from ..showing.screen import SourceForm
from .format_options import SHAPE_OPTIONS, SharedOption, build_format_option


def _complete_columns(ctx: typer.Context, incomplete: str) -> list[str]:
    from .column_completion import complete_columns

    return complete_columns(ctx, incomplete)


def _complete_sort_keys(ctx: typer.Context, incomplete: str) -> list[str]:
    from .column_completion import complete_sort_keys

    return complete_sort_keys(ctx, incomplete)


SHARED_OPTIONS = {
    **SHAPE_OPTIONS,
    "json": SharedOption(
        Annotated[bool, typer.Option("--json", help="Short for --format json: everything.")],
        default=False,
    ),
    "columns": SharedOption(
        Annotated[
            str,
            typer.Option(
                metavar="A,B",
                help="Columns to show; help lists them.",
                autocompletion=_complete_columns,
                show_default=False,
            ),
        ]
    ),
    "sort": SharedOption(
        Annotated[
            str,
            typer.Option(
                metavar="A,-B",
                help="Sort by columns; with - the greatest first.",
                autocompletion=_complete_sort_keys,
                show_default=False,
            ),
        ]
    ),
    "limit": SharedOption(
        Annotated[int | None, typer.Option(metavar="N", help="Show at most so many rows.")],
        default=None,
    ),
    "exact": SharedOption(
        Annotated[bool, typer.Option("--exact", help="Take names as they are: no guessing.")],
        default=False,
    ),
    "where": SharedOption(
        Annotated[
            list[str] | None,
            typer.Option(
                "--where",
                metavar="SQL",
                help='Rows that meet a condition: "tpp >= 4800"; repeat it for several.',
                show_default=False,
            ),
        ],
        default=None,
    ),
    "as_of": SharedOption(
        Annotated[
            str, typer.Option(metavar="DATE", help="What held on a date.", show_default=False)
        ]
    ),
    "known_by": SharedOption(
        Annotated[
            str,
            typer.Option(
                metavar="DATE", help="What had been published by a date.", show_default=False
            ),
        ]
    ),
    "cite": SharedOption(
        Annotated[
            bool,
            typer.Option("--cite", help="Number and list the sources, as pages do."),
        ],
        default=False,
    ),
    "receipt": SharedOption(
        Annotated[bool, typer.Option("--receipt", help="Say what the answer rests on.")],
        default=False,
    ),
    "data": SharedOption(
        Annotated[
            list[str] | None,
            typer.Option(
                "--data",
                metavar="DIR",
                help="Read the facts in DIR instead of the bundled ones; repeat to lay folders"
                " over one another (the word bundled names the bundled ones)."
                " Also: CHIPWATCH_DATA.",
            ),
        ],
        default=None,
    ),
    "no_config": SharedOption(
        Annotated[bool, typer.Option("--no-config", help="Leave chipwatch.toml out.")],
        default=False,
    ),
    "sources": SharedOption(
        Annotated[
            SourceForm | None,
            typer.Option("--sources", help="How a table lists its sources.", show_default=False),
        ],
        default=None,
    ),
    "wrap": SharedOption(
        Annotated[bool, typer.Option("--wrap", help="Whole cells on a terminal; fold nothing.")],
        default=False,
    ),
    "no_pager": SharedOption(
        Annotated[
            bool,
            typer.Option("--no-pager", help="No pager. Also: CHIPWATCH_PAGER, PAGER."),
        ],
        default=False,
    ),
    "no_color": SharedOption(
        Annotated[bool, typer.Option("--no-color", help="Plain text on a terminal too.")],
        default=False,
    ),
}
"""Every shared option by name; ``format`` is another in each command and is built for it."""

_FLAG_NAMES = {name for name, option in SHARED_OPTIONS.items() if option.default is False}
OUTPUT_OPTIONS = ("format", "json", "output", "no_header", "bom", "no_null")
SELECTION_OPTIONS = ("columns", "sort", "limit")
TIME_OPTIONS = ("as_of", "known_by")
SOURCE_OPTIONS = ("cite", "sources", "receipt")
DATA_OPTIONS = ("data", "no_config")
SCREEN_OPTIONS = ("wrap", "no_pager", "no_color")
BASE_QUERY_OPTIONS = (
    *OUTPUT_OPTIONS,
    *SELECTION_OPTIONS,
    *TIME_OPTIONS,
    *SOURCE_OPTIONS,
    *DATA_OPTIONS,
    *SCREEN_OPTIONS,
)
"""The options of commands that ask the whole base."""
NAME_QUERY_OPTIONS = (
    *OUTPUT_OPTIONS,
    *SELECTION_OPTIONS,
    *TIME_OPTIONS,
    *SOURCE_OPTIONS,
    "exact",
    *DATA_OPTIONS,
    *SCREEN_OPTIONS,
)
"""The options of commands that take names."""


def list_option_parameters(
    names: Sequence[str], extra_formats: Sequence[Format]
) -> Iterator[Parameter]:
    """Give the parameters from which Typer learns of the shared options of a command."""
    for name in names:
        option = build_format_option(extra_formats) if name == "format" else SHARED_OPTIONS[name]
        yield Parameter(
            name, Parameter.KEYWORD_ONLY, default=option.default, annotation=option.annotation
        )


def get_option_key(name: str) -> str:
    """Get the name under which the value of a shared option is kept."""
    return (SHARED_OPTIONS[name].key if name in SHARED_OPTIONS else "") or name


def is_shared_option(word: str) -> bool:
    """Tell whether a word of the command line is an option that commands share."""
    return word.startswith("--") and _to_parameter_name(word) in {*SHARED_OPTIONS, "format"}


def is_flag(word: str) -> bool:
    """Tell whether a shared option is one that takes no value."""
    return _to_parameter_name(word) in _FLAG_NAMES


def _to_parameter_name(word: str) -> str:
    return word.partition("=")[0].removeprefix("--").replace("-", "_")
