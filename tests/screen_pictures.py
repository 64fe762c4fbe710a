"""Pictures of real screens for the documents: python tests/screen_pictures.py [FOLDER] draws them.

They are what the commands show of the frozen base on 29 November 2026, exported by Rich.
"""

import html
import os
import re
import sys
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

import chipwatch
from chipwatch.model import clock
from chipwatch.model.dates import Date
from chipwatch.showing.formats import Format, render
from chipwatch.showing.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Callable

    from chipwatch.api import Base
    from chipwatch.model.answer import Answer

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "screens"
TODAY = Date.parse("2026-11-29")
WIDTH, HEIGHT = 84, 26
_TEXT_ELEMENT = re.compile(r"<text[^>]*>([^<]*)</text>")
_FONT_FACE = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
"""The fonts that Rich loads from the web; a picture loads nothing."""
_ANSI_DARK = [(0, 0, 0), (224, 108, 117), (106, 190, 120), (214, 180, 102), (97, 160, 239),
              (198, 120, 221), (86, 182, 194), (200, 204, 212)]  # fmt: skip
_ANSI_LIGHT = [(36, 41, 47), (191, 40, 50), (26, 120, 50), (140, 100, 0), (20, 90, 190),
               (130, 60, 170), (10, 110, 130), (110, 119, 129)]  # fmt: skip
THEMES = {
    "dark": TerminalTheme((22, 27, 34), (221, 226, 232), _ANSI_DARK),
    "light": TerminalTheme((255, 255, 255), (36, 41, 47), _ANSI_LIGHT),
}
"""The colours of the pictures: a terminal with a dark background, and one with a light one."""


class Picture(NamedTuple):
    """A picture: the command that shows it, and the question that the command asks."""

    name: str
    command: str
    ask: "Callable[[Base], Answer]"


PICTURED = (
    Picture("company", "chipwatch baidu", lambda base: base.page("baidu")),
    Picture("chip", "chipwatch h20", lambda base: base.page("h20")),
    Picture("policy", "chipwatch us-h20-export-ban", lambda base: base.page("us-h20-export-ban")),
    Picture("compare", "chipwatch compare h20 ascend-910c",
            lambda base: base.compare("h20", "ascend-910c")),
    Picture("listing", "chipwatch chip", lambda base: base.listing("chip")),
    Picture("why", "chipwatch why h20 tdp", lambda base: base.why("h20", "tdp")),
    Picture("controls", "chipwatch controls h20", lambda base: base.controls("h20")),
)  # fmt: skip


def draw_lines(picture: Picture) -> list[str]:
    """Draw the first lines of a screen, with the styles of a terminal."""
    answer = picture.ask(chipwatch.open("data"))
    screen = Screen(is_terminal=True, width=WIDTH, has_colour=True)
    lines = render(answer, Format.TABLE, screen).splitlines()
    return [f"\x1b[2m$ {picture.command}\x1b[0m", *lines[:HEIGHT]]


def draw_svg(picture: Picture, theme: str) -> str:
    """Draw a screen as SVG."""
    console = Console(
        file=StringIO(), width=WIDTH, record=True, force_terminal=True, legacy_windows=False,
        color_system="standard", no_color=False,
    )  # fmt: skip
    for line in draw_lines(picture):
        console.print(Text.from_ansi(line), no_wrap=True, crop=True)
    svg = console.export_svg(
        title="chipwatch", theme=THEMES[theme], unique_id=f"{picture.name}-{theme}"
    )
    return _FONT_FACE.sub("", svg).replace("Fira Code, monospace", "monospace")


def read_words(svg: str) -> list[str]:
    """Read the words in a picture."""
    text = " ".join(html.unescape(part) for part in _TEXT_ELEMENT.findall(svg))
    return sorted(text.split())


def get_day() -> Date:
    """Get the day of the pictures."""
    return TODAY


def main() -> None:
    """Write every picture, in both themes, from a folder in which the facts lie in ``data``."""
    os.environ.pop("CHIPWATCH_DATA", None)
    clock.get_today = get_day
    pictures_folder = Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES
    pictures_folder.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        (Path(folder) / "data").symlink_to(ROOT / "tests" / "base")
        os.chdir(folder)
        write_pictures(pictures_folder)


def write_pictures(folder: Path) -> None:
    """Write every picture, in both themes."""
    for picture in PICTURED:
        for theme in THEMES:
            path = folder / f"{picture.name}-{theme}.svg"
            path.write_text(draw_svg(picture, theme), encoding="utf-8")


if __name__ == "__main__":
    main()
