"""Show an answer that is longer than the screen in a pager, as git does."""

import os
import subprocess
from contextlib import suppress
from shutil import get_terminal_size, which

from .standard_streams import ignore_closed_pipe

DEFAULT_PAGER = "less -FRX" if os.name == "posix" else ""
"""Windows has none that shows colour."""
NO_PAGERS = ("", "cat")
"""Pagers that mean none."""
LESS_SETTINGS = {"LESS": "FRX", "LESSCHARSET": "utf-8"}
"""What ``less`` needs to show styles and Chinese, where the user has set nothing else: the same as
git sets."""
NOT_RUNNABLE_CODES = (126, 127)
"""The exit codes of a shell that cannot run a command."""


def show_in_pager(text: str) -> bool:
    """Show a text in the pager; return False where it has to be written without one.

    That is so where no pager is wanted, where the text fits on the screen, and where the pager
    cannot be run. Whoever quits it before the end has read enough: no error.
    """
    command = choose_pager()
    if command in NO_PAGERS or _fits_on_screen(text):
        return False
    return _run_pager(command, text)


def choose_pager() -> str:
    """Choose the pager: CHIPWATCH_PAGER, PAGER, or less; an empty one means none."""
    choices = (os.environ.get("CHIPWATCH_PAGER"), os.environ.get("PAGER"), DEFAULT_PAGER)
    return next(choice.strip() for choice in choices if choice is not None)


def _fits_on_screen(text: str) -> bool:
    """Tell whether a text leaves a line of the screen for the next prompt."""
    return text.count("\n") < get_terminal_size().lines


def _run_pager(command: str, text: str) -> bool:
    """Hand a text to the pager, and wait until the user leaves it; False if it cannot be run."""
    if os.name == "nt" and not _is_installed(command):
        return False
    try:
        process = subprocess.Popen(  # noqa: S602 - the user's own setting, a line of the shell
            command,
            shell=True,
            stdin=subprocess.PIPE,
            env={**LESS_SETTINGS, **os.environ},
        )
    except OSError:
        return False
    _write_to_pager(process, text.encode(errors="backslashreplace"))
    while True:
        try:
            return process.wait() not in NOT_RUNNABLE_CODES
        except KeyboardInterrupt:
            continue  # Ctrl-C is meant for the pager, which stays open


def _is_installed(command: str) -> bool:
    """Tell whether the program of a line is there, which the shell of Windows does not say."""
    program = command.split('"')[1] if command.startswith('"') else command.split(maxsplit=1)[0]
    return which(program) is not None


def _write_to_pager(process: "subprocess.Popen[bytes]", content: bytes) -> None:
    """Write to the pager; one that has been left takes no more, which is no error."""
    assert process.stdin is not None  # noqa: S101 - a pipe was asked for
    with ignore_closed_pipe(), suppress(KeyboardInterrupt):
        process.stdin.write(content)
    with ignore_closed_pipe():
        process.stdin.close()
