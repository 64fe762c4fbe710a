"""Cells as texts of Rich: styles, signs, links and the numbers of sources.

Text from fact files is data. Each text is appended as it is, never parsed as markup, with its
control characters escaped, and only addresses of the web become links.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

from ...model.control_characters import escape_to_one_line
from ...model.table import Cell, NumberedCitation
from ...model.text_table import choose_separator

SIGNS = {"confirmed": "✓", "estimated": "~", "disputed": "≠", "assessment": "”"}
"""The sign of each mark that says how sure a value is; what is reported has none."""
SIGN_MEANINGS = {**{mark: mark for mark in SIGNS}, "assessment": "opinion"}
STYLES = {
    "name": "bold",
    "dim": "dim",
    "heading": "bold",
    "differs": "bold magenta",
    "confirmed": "green",
    "estimated": "blue",
    "disputed": "red",
    "assessment": "magenta",
}
"""The style of each mark; all can be read on a dark and on a light background, and none alone says
anything: there is a sign or a word beside it."""
SHORTEST_RUN = 3
"""Numbers in a row that are written as a range: ``[3–5]``, but ``[3 4]``."""
MAX_REFERENCES_WIDTH = 14
"""Columns for the numbers of the sources of one value; of more, the rest is counted. Chosen: it
holds the sources of nine values in ten, and leaves the value most of 80 columns."""
SINGLE_NUMBER = re.compile(r"(\D*[\d,]+)(?:\.\d+)?\D*")
"""A text with one number, and its part before the decimal point."""
PIECE_GAP = "  "
_WEB_SCHEMES = ("http://", "https://")

Links = Mapping[int, str]
"""The address of each numbered source that has one."""


def build_cell_text(cell: Cell, links: Links, *, with_references: bool = False) -> Text:
    """Build the text of a cell: its value, its annotation dimmed, its references if wanted."""
    text = Text(end="")
    style = "" if cell.mark in SIGNS else STYLES.get(cell.mark, "")
    text.append(escape_to_one_line(cell.text), _add_link(style, cell.url))
    annotation = get_terminal_annotation(cell)
    if annotation:
        separator = choose_separator(cell._replace(annotation=annotation))
        text.append(f"{separator}{escape_to_one_line(annotation)}", "dim")
    if with_references and cell.citations:
        text.append(" " if text.plain else "")
        text.append_text(build_references(cell.citations, links))
    return text


def build_fitted_text(cell: Cell, links: Links, width: int) -> Text:
    """Build the text of a cell; of a list, as many items as the width has room for."""
    if not cell.items:
        return build_cell_text(cell, links)
    count = len(cell.items)
    while count > 1:
        joined = f"{_join_items(cell, count)}{_count_rest(cell.items, count)}"
        if cell_len(joined) <= width:
            break
        count -= 1
    style = "" if cell.mark in SIGNS else STYLES.get(cell.mark, "")
    text = Text(end="").append(_join_items(cell, count), style)
    counter = _count_rest(cell.items, count)
    return append_counter(text, counter, width)


def append_counter(text: Text, counter: str, width: int) -> Text:
    """Cut a text so that the number of further values behind it, which stays whole, has room."""
    text.truncate(max(width - len(counter), 1), overflow="ellipsis")
    return text.append(counter, "dim")


def cut_text(text: Text, width: int) -> Text:
    """Cut a text that is wider than its column; one that fits is taken as it is."""
    if text.cell_len <= width:
        return text
    shown_text = text.copy()
    shown_text.truncate(width, overflow="ellipsis")
    return shown_text


def _join_items(cell: Cell, count: int) -> str:
    """Join the first items as they are joined in the whole text."""
    separator = "; " if cell.text == "; ".join(cell.items) else ", "
    return separator.join(map(escape_to_one_line, cell.items[:count]))


def _count_rest(items: Sequence[str], count: int) -> str:
    return format_counter(len(items) - count)


def format_counter(count: int) -> str:
    """Format how many more values there are, behind those that are shown."""
    return f" +{count}" if count else ""


def describe_signs(marks: Collection[str]) -> list[str]:
    """Say what the signs of some marks mean, a piece each, and what having none means."""
    signs = [f"{SIGNS[mark]} {SIGN_MEANINGS[mark]}" for mark in SIGNS if mark in marks]
    return [*signs[:-1], f"{signs[-1]}; no mark: reported"] if signs else []


def build_legend(pieces: Iterable[str], width: int) -> Text:
    """Build what explains a table, in as few lines as hold its pieces."""
    return Text("\n".join(pack_pieces(pieces, width)), "dim")


def pack_pieces(pieces: Iterable[str], width: int) -> list[str]:
    """Pack pieces of text into as few lines of a width as hold them; no piece is broken."""
    lines: list[str] = []
    for piece in filter(None, pieces):
        joined = f"{lines[-1]}{PIECE_GAP}{piece}" if lines else piece
        if lines and cell_len(joined) > width:
            lines.append(piece)
        else:
            lines[-1:] = [joined]
    return lines


def build_signed_text(cell: Cell, links: Links) -> Text:
    """Build the text of a cell in a row of many: its sign, value, annotation and references."""
    text = build_cell_text(cell, links, with_references=True)
    return build_sign(cell).append(" ").append_text(text) if cell.mark in SIGNS else text


def build_linked_text(content: str, url: str, style: str = "") -> Text:
    """Build a text that is a link, if its address is one."""
    return Text(end="").append(escape_to_one_line(content), _add_link(style, url))


def drop_repeated_sign(cell: Cell) -> Cell:
    """Leave the sign of an approximate value out where the same sign marks it as an estimate."""
    sign = SIGNS.get(cell.mark, "")
    if not sign or not cell.text.startswith(sign):
        return cell
    return cell._replace(
        text=cell.text.removeprefix(sign),
        items=tuple(item.removeprefix(sign) for item in cell.items[:1]) + cell.items[1:],
        one_line_text=cell.one_line_text and cell.one_line_text.removeprefix(sign),
    )


def get_terminal_annotation(cell: Cell) -> str:
    """Get what stands after the value of a cell on a terminal, where its mark is a sign."""
    return cell.annotation if cell.terminal_annotation is None else cell.terminal_annotation


def build_sign(cell: Cell) -> Text:
    """Build the sign of how sure a cell is; nothing for the ordinary."""
    text = Text(end="")
    return text.append(SIGNS[cell.mark], STYLES[cell.mark]) if cell.mark in SIGNS else text


def build_references(
    citations: Sequence[NumberedCitation], links: Links, max_width: int = 0
) -> Text:
    """Build the numbers of sources in brackets, runs as ranges: ``[3–5 7 10]``.

    With ``max_width`` the numbers that have no room are counted: ``[3–5 7 +2]``.
    """
    text = Text(end="")
    if not citations:
        return text
    pieces = list(_iter_reference_parts(citations, links))
    left_out = 0
    while max_width and len(pieces) > 1 and _measure_parts(pieces, left_out) > max_width:
        left_out += pieces.pop()[1]
    text.append("[", "dim")
    for position, (piece, _) in enumerate(pieces):
        text.append(" " if position else "").append_text(piece)
    text.append(f" +{left_out}]" if left_out else "]", "dim")
    return text


def _measure_parts(pieces: Sequence[tuple[Text, int]], left_out: int) -> int:
    counter_width = len(f" +{left_out}") if left_out else 0
    return sum(piece.cell_len + 1 for piece, _ in pieces) + 1 + counter_width


def _iter_reference_parts(
    citations: Sequence[NumberedCitation], links: Links
) -> Iterator[tuple[Text, int]]:
    """Give each number, range, or number with a place in the source, and how many it stands for."""
    plain_numbers = sorted({cite.number for cite in citations if not cite.locator})
    for run in _split_into_runs(plain_numbers):
        ends = [run[0], run[-1]] if len(run) >= SHORTEST_RUN else run
        dash = "–" if len(run) >= SHORTEST_RUN else " "
        piece = Text(end="")
        for position, number in enumerate(ends):
            piece.append(dash if position else "", "dim")
            piece.append(str(number), _add_link("dim", links.get(number, "")))
        yield piece, len(run)
    for cite in citations:
        if cite.locator:
            label = f"{cite.number} {escape_to_one_line(cite.locator)}"
            yield Text(end="").append(label, _add_link("dim", links.get(cite.number, ""))), 1


def _split_into_runs(numbers: Sequence[int]) -> list[list[int]]:
    """Split numbers in order into runs of numbers that follow each other."""
    keyed_numbers = ((number - position, number) for position, number in enumerate(numbers))
    return [
        [number for _, number in group] for _, group in groupby(keyed_numbers, lambda pair: pair[0])
    ]


def _add_link(style: str, url: str) -> Style:
    """Add a link to a style, where the address is one of the web that cannot end the sequence."""
    address = clean_address(url)
    parsed_style = Style.parse(style)
    return parsed_style.update_link(address) if address else parsed_style


def clean_address(url: str) -> str:
    """Return an address that a terminal may be told of: of the web, in plain ASCII; else nothing.

    Other letters are written as per cent escapes, as the convention for links in terminals asks
    (https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda).
    """
    if not url.startswith(_WEB_SCHEMES):
        return ""
    if url.isascii() and url.isprintable() and " " not in url:
        return url
    from urllib.parse import quote

    return quote(url, safe="%/:=&?~#+!$,;'@()*[]")
