"""The layout of cards on a terminal: labels, signs, values and references, in sections."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, groupby, repeat
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from ...model.control_characters import escape_to_one_line
from ...model.table import Cell, Table
from ...model.text_table import ANNOTATION_DASH, is_spanning_row
from .cell_text import (
    MAX_REFERENCES_WIDTH,
    Links,
    build_cell_text,
    build_fitted_text,
    build_legend,
    build_references,
    build_sign,
    build_signed_text,
    describe_signs,
)

if TYPE_CHECKING:
    from rich.console import RenderableType

INDENT = "  "
SIGN_WIDTH = 2
MAX_LABEL_WIDTH = 19
"""Columns for the labels of a card. Chosen: nine in ten labels of properties are whole; longer ones
are broken over lines."""
WIDE_TERMINAL = 100
MAX_LABEL_WIDTH_ON_WIDE = 23
"""Columns for the labels where the terminal is wide: the longest label of nearly all."""
MIN_VALUE_WIDTH = 30
"""Columns that a value gets at least, or half the room where that is less; the labels give way."""
MIN_FIRST_WIDTH = 14
"""Columns of its first line that references leave a value at least; else they end its last line."""
_FIGURE = re.compile(r"(\D?[\d,]+)(?:\.\d+)?( \D+)")
"""A single figure: its part before the decimal point, and its unit."""
_UNFINISHED = re.compile(r"[^\w(]*\d[\d.,–]*|tn|bn|m|of|by|in|at|the|a|to|and|from|for|with")
"""Words that are nothing without the next: figures, magnitudes, and the usual small words."""
LABEL_GAP = 2
REFERENCES_GAP = 1
MIN_NOTE_WIDTH = 12
"""Columns that a note which is cut gets at least beside its dates; else it takes another line."""
WORD_BREAK_LOSS = 8
"""Columns at the end of a line that stay empty where a word does not fit: a usual word."""


def build_card(
    table: Table, console: Console, links: Links, *, cuts_notes: bool = False
) -> "Iterator[RenderableType]":
    """Build a card: under each heading a grid of label, sign, value and references.

    The cells of a row between the label and its references stand behind one another.
    """
    widths = _choose_card_widths(table, console.width)
    writer = CardWriter(console, widths, links, cuts_notes=cuts_notes)
    lines: list[Text] = []
    for row in _align_figures(table.rows):
        is_spanning = is_spanning_row(row)
        lines += [_build_spanning_text(row[0], links)] if is_spanning else writer.build_lines(row)
    signs = describe_signs({cell.mark for row in table.rows for cell in row})
    way_to_all = "in full: --wrap" if cuts_notes and writer.is_cut else ""
    if legend := build_legend([*signs, way_to_all], console.width):
        lines.append(legend)
    yield from lines


def _align_figures(rows: Sequence[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    """Indent figures that stand under one another so that their decimal points meet."""
    for unit, group in groupby(rows, _get_unit):
        figure_rows = list(group)
        widest = max(map(_measure_integer, figure_rows)) if unit else 0
        for row in figure_rows:
            padding = " " * (widest - _measure_integer(row)) if unit else ""
            yield (row[0], row[1]._replace(text=padding + row[1].text), *row[2:]) if unit else row


def _get_unit(row: Sequence[Cell]) -> str:
    """Get the unit of a single figure; nothing for any other row."""
    match = _FIGURE.fullmatch(row[1].text) if len(row) > 1 and row[1].is_figure else None
    return match[2] if match else ""


def _measure_integer(row: Sequence[Cell]) -> int:
    """Measure a single figure up to its decimal point."""
    match = _FIGURE.fullmatch(row[1].text)
    return len(match[1]) if match else 0


class CardWidths(NamedTuple):
    """The columns of a card but for the indent and the sign, which are the same in all."""

    label: int
    value: int
    """For the value and, at the right end of its first line, its references."""


def _choose_card_widths(table: Table, width: int) -> CardWidths:
    """Choose the widths: labels as they need up to their limit, the rest to the values."""
    rows = [row for row in table.rows if not is_spanning_row(row)]
    room = width - len(INDENT) - LABEL_GAP - SIGN_WIDTH
    widest_label = max((cell_len(escape_to_one_line(row[0].text)) for row in rows), default=0)
    max_label_width = MAX_LABEL_WIDTH_ON_WIDE if width >= WIDE_TERMINAL else MAX_LABEL_WIDTH
    min_value_width = min(MIN_VALUE_WIDTH, room // 2)
    label = max(min(widest_label, max_label_width, room - min_value_width), 1)
    return CardWidths(label=label, value=room - label)


class CardWriter:
    """Builds the rows of a card for a console, whose rules of breaking lines it uses."""

    def __init__(
        self, console: Console, widths: CardWidths, links: Links, *, cuts_notes: bool
    ) -> None:
        self.console, self.widths, self.links = console, widths, links
        self.cuts_notes = cuts_notes
        self.is_cut = False
        """Whether any note or list has been cut."""

    def build_lines(self, row: Sequence[Cell]) -> list[Text]:
        """Build the lines of a row: label, sign, and the value with its references."""
        label, value, *others = row
        references = _build_row_references(row, self.links)
        text = build_fitted_text(
            self._cut_note(value, references), self.links, self._get_first_room(references)
        )
        is_shortened = bool(value.items) and text.plain != escape_to_one_line(value.text)
        self.is_cut = self.is_cut or is_shortened or bool(value.more_count)
        for cell in others:
            other_text = build_cell_text(cell, self.links)
            if other_text:
                text.append("  ").append_text(other_text)
        value_lines = self._break_value(text, references)
        label_lines = self._break_text(build_cell_text(label, self.links), self.widths.label)
        signs = chain([build_sign(value)], repeat(Text()))
        return [
            self._join_line(*pieces)
            for pieces in zip(*_fill_up(label_lines, value_lines), signs, strict=False)
        ]

    def _cut_note(self, cell: Cell, references: Text) -> Cell:
        """Cut the note behind a value to the rest of the line, but for the dates that end it."""
        if not (self.cuts_notes and cell.annotation) or cell.items:
            return cell
        room = self._measure_note_room(cell, references)
        annotation, end = map(escape_to_one_line, (cell.annotation, cell.annotation_end))
        note = annotation.removesuffix(end)
        if cell_len(annotation) <= room or not note:
            return cell
        self.is_cut = True
        return cell._replace(annotation=f"{shorten_note(note, room - cell_len(end))}{end}")

    def _measure_note_room(self, cell: Cell, references: Text) -> int:
        """Measure the room behind a value; a line of its own where that is too little."""
        value = build_cell_text(cell._replace(annotation=""), self.links)
        room = self._get_first_room(references)
        if value.cell_len <= room:
            free = room - value.cell_len - len(ANNOTATION_DASH)
        else:
            last_line = self._break_value(value, references)[-1]
            free = self.widths.value - last_line.cell_len - len(ANNOTATION_DASH)
        needed = MIN_NOTE_WIDTH + cell_len(cell.annotation_end)
        return free if free >= needed else free + self.widths.value - WORD_BREAK_LOSS

    def _join_line(self, label: Text, value: Text, sign: Text) -> Text:
        """Join the parts of a line, each at its place."""
        line = Text(INDENT, no_wrap=True, overflow="ignore")
        line.append_text(label).append(" " * (self.widths.label + LABEL_GAP - label.cell_len))
        line.append_text(sign).append(" " * (SIGN_WIDTH - sign.cell_len))
        line.append_text(value)
        line.rstrip()
        return line

    def _get_first_room(self, references: Text) -> int:
        gap = REFERENCES_GAP if references else 0
        room = self.widths.value - references.cell_len - gap
        return room if room >= MIN_FIRST_WIDTH else self.widths.value

    def _break_value(self, text: Text, references: Text) -> list[Text]:
        """Break a value into lines, with its references at the right end of the first.

        Where they would leave that too little room, they stand at the end of the last.
        """
        room = self._get_first_room(references)
        if references and room == self.widths.value:
            return self._append_references(self._break_text(text, room), references)
        first_line, remaining_text = text, Text()
        if text.cell_len > room:
            first_line = self._break_text(text, room)[0]
            remaining_length = len(text.plain[len(first_line.plain) :].lstrip())
            remaining_text = text[len(text.plain) - remaining_length :]
        if references:
            padding = " " * (self.widths.value - first_line.cell_len - references.cell_len)
            first_line = first_line.append(padding).append_text(references)
        return [
            first_line,
            *(self._break_text(remaining_text, self.widths.value) if remaining_text else ()),
        ]

    def _append_references(self, lines: list[Text], references: Text) -> list[Text]:
        """Put references at the right end of the last line, or of another where they do not fit."""
        free = self.widths.value - lines[-1].cell_len - references.cell_len
        if free < REFERENCES_GAP:
            lines, free = [*lines, Text()], max(self.widths.value - references.cell_len, 0)
        return [*lines[:-1], lines[-1].append(" " * free).append_text(references)]

    def _break_text(self, text: Text, width: int) -> list[Text]:
        """Break a text at blanks into lines of at most this width, wider words anywhere."""
        if text.cell_len <= width:
            return [text]
        return list(text.wrap(self.console, width, overflow="fold"))


def shorten_note(note: str, width: int) -> str:
    """Shorten a note to a width by whole words, without half of a figure or of a bracket."""
    words = note.split()
    while words and (
        cell_len(" ".join(words)) >= width
        or _UNFINISHED.fullmatch(words[-1])
        or " ".join(words).count("(") > " ".join(words).count(")")
    ):
        words.pop()
    return f"{' '.join(words).rstrip(',;:')}…"


def _fill_up(first: list[Text], second: list[Text]) -> tuple[list[Text], list[Text]]:
    """Fill up the shorter of two lists of lines."""
    height = max(len(first), len(second))
    return (
        first + [Text()] * (height - len(first)),
        second + [Text()] * (height - len(second)),
    )


def _build_row_references(row: Sequence[Cell], links: Links) -> Text:
    citations = [citation for cell in row for citation in cell.citations]
    return build_references(citations, links, MAX_REFERENCES_WIDTH)


def _build_spanning_text(cell: Cell, links: Links) -> Text:
    """Build a heading, or another line over the whole width."""
    text = build_signed_text(cell, links)
    text.end = "\n"
    return text
