"""The README and the pages of docs/: the commands in them, and what these write on a terminal."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from conftest import BASE, ROOT, make_link, open_terminal, split_files

README = ROOT / "README.md"
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
PAGES = sorted((ROOT / "docs").glob("*.md"))
DOCUMENTS = [README, *PAGES]
CONSOLE_BLOCK = re.compile(r"```console\n\$ (.*?)\n(.*?)```", re.DOTALL)
FACT_FILE_BLOCK = re.compile(r"```yaml\n(# .*?)```", re.DOTALL)
CUT_MARK = "…\n"
"""The last line of a screen of which a document shows the first lines only."""
TERMINAL = {
    "COLUMNS": "80",
    "LINES": "60",
    "NO_COLOR": "1",
    "TERM": "xterm",
    "CHIPWATCH_PAGER": "",
}
PROGRESS_BAR = re.compile("\x1b\\[\\?25l.*?\x1b\\[\\?25h(\r?\x1b\\[1A\x1b\\[2K)?", re.DOTALL)
"""What a slow machine shows for a while, and takes away again."""
SCHEMA_HASH = re.compile(r"(?m)^(schema: )[0-9a-f]{16}$")


class Screen(NamedTuple):
    """A command in a document, and what the document says that it writes."""

    document: Path
    command: str
    text: str

    @property
    def is_cut(self) -> bool:
        """Whether the document shows the first lines only."""
        return self.text.endswith(CUT_MARK)

    def cut_like_document(self, output: str) -> str:
        """Cut what a command wrote to as many lines as the document shows."""
        if not self.is_cut:
            return output
        shown_lines = self.text.removesuffix(CUT_MARK).count("\n")
        return "".join(output.splitlines(keepends=True)[:shown_lines]) + CUT_MARK


def read_screens(document: Path) -> list[Screen]:
    """List the screens of a document."""
    text = document.read_text(encoding="utf-8")
    return [Screen(document, block[1], block[2]) for block in CONSOLE_BLOCK.finditer(text)]


def read_fact_files(document: Path) -> dict[str, str]:
    """Collect the fact files of a document: YAML blocks that begin with ``# path``."""
    text = document.read_text(encoding="utf-8")
    return split_files("\n".join(block[1] for block in FACT_FILE_BLOCK.finditer(text)))


def make_workplace(folder: Path) -> None:
    """Fill a folder in which documents are true: facts in ``data``, own ones in ``my-facts``.

    ``data`` is the frozen base, so that screens show paths as in a clone; ``my-facts`` holds the
    fact files that the pages of docs/ show.
    """
    make_link(folder / "data", BASE)
    make_link(folder / "tests", ROOT / "tests")
    for page in PAGES:
        for name, text in read_fact_files(page).items():
            path = folder / "my-facts" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def run_on_terminal(command: str, folder: Path, environment: dict[str, str]) -> str:
    """Run a command line in a folder, on a terminal of 80 columns, and return what it shows."""
    terminal, end = open_terminal()
    with subprocess.Popen(
        ["/bin/sh", "-c", command],
        stdin=end,
        stdout=end,
        stderr=end,
        cwd=folder,
        env={**os.environ, **TERMINAL, "CHIPWATCH_DATA": "data", **environment},
    ):
        os.close(end)
        output = b"".join(_read_terminal(terminal))
    os.close(terminal)
    text = PROGRESS_BAR.sub("", output.decode().replace("\r\n", "\n"))
    return SCHEMA_HASH.sub(r"\1…", text)


def _read_terminal(terminal: int) -> Iterator[bytes]:
    """Read until the other end is closed, which Linux reports as an error."""
    with suppress(OSError):
        while part := os.read(terminal, 4096):
            yield part


def replace_screen(screen: Screen, output: str) -> None:
    """Write what a command shows into the document in place of what stood there."""
    text = screen.document.read_text(encoding="utf-8")
    head = f"```console\n$ {screen.command}\n"
    before, _, rest = text.partition(f"{head}{screen.text}```")
    screen.document.write_text(f"{before}{head}{output}```{rest}", encoding="utf-8")
