"""The sources under an answer on a terminal: one line each, linked to their addresses."""

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text

from ...model.control_characters import escape_to_one_line
from ...model.table import NumberedSource
from .cell_text import build_linked_text

GAP = 2
PUBLISHER_SHARE = 4
"""The publisher gets at most a quarter of a line. Chosen: it leaves the title more than half."""


def build_source_list(sources: Sequence[NumberedSource], width: int) -> Iterator[Text]:
    """Build the lines: number, publisher, date, and the title cut to the room that is left."""
    number_width = len(str(max(source.number for source in sources)))
    publisher_width = min(
        max(cell_len(escape_to_one_line(source.publisher)) for source in sources),
        width // PUBLISHER_SHARE,
    )
    date_width = max(len(source.published) for source in sources)
    title_width = width - number_width - publisher_width - date_width - 3 * GAP
    for source in sources:
        number = Text(" " * (number_width - len(str(source.number))), end="")
        number.append_text(build_linked_text(str(source.number), source.url, "dim"))
        pieces = (
            (number, number_width),
            (Text(escape_to_one_line(source.publisher)), publisher_width),
            (Text(source.published, "dim"), date_width),
            (build_linked_text(source.title or source.url, source.url), max(title_width, 1)),
        )
        yield _join_parts(pieces)


def _join_parts(pieces: Iterable[tuple[Text, int]]) -> Text:
    """Join the parts of a line, each cut or filled up to its width."""
    line = Text(no_wrap=True, overflow="ellipsis")
    for text, part_width in pieces:
        line.append(" " * GAP if line else "")
        text.truncate(part_width, overflow="ellipsis", pad=True)
        line.append_text(text)
    line.rstrip()
    return line
