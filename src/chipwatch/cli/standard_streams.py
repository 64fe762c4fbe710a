"""Standard output and error as commands need them: all is written, or the command says why not.

Python's own streams lose part of an answer on a full disk when they are unbuffered, end with a
traceback on a closed pipe, and write help in whatever encoding the locale has.
"""

import errno
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

from ..model.problem import ChipwatchError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer


class UnwritableError(ChipwatchError):
    """Standard output does not take the answer."""

    code = "unwritable"

    def __init__(self, reason: str) -> None:
        super().__init__(f"the answer cannot be written: {reason}")


def is_of_closed_pipe(error: OSError) -> bool:
    """Tell whether whoever read a pipe has gone; Windows then says an invalid argument."""
    return isinstance(error, BrokenPipeError) or (
        sys.platform == "win32" and error.errno == errno.EINVAL
    )


@contextmanager
def ignore_closed_pipe() -> Iterator[None]:
    """Write to a pipe that nobody may read any more, which is no error."""
    try:
        yield
    except OSError as error:
        if not is_of_closed_pipe(error):
            raise


class ByteSink(io.RawIOBase):
    """Binary side of a standard stream; writes everything it is given before it returns."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        buffer = getattr(stream, "buffer", None)
        self._file = getattr(buffer, "raw", buffer)
        """The unbuffered file, whose ``write`` may take less than it is given."""

    def isatty(self) -> bool:
        """Tell whether the stream is a terminal."""
        return self._stream is not None and self._stream.isatty()

    def fileno(self) -> int:
        """Return the file descriptor; raises OSError where there is none."""
        if self._stream is None:
            raise OSError
        return self._stream.fileno()

    def writable(self) -> bool:
        """Tell that it can be written to."""
        return True

    def write(self, content: "ReadableBuffer", /) -> int:
        """Write all of the content; raises OSError where the file takes no more."""
        remaining = memoryview(content)
        size = len(remaining)
        if self._file is None:
            raise OSError(0, "it is closed")
        while remaining:
            count = self._file.write(remaining)
            if count is None:
                self._wait_until_writable()
            else:
                remaining = remaining[count:]
        return size

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        """Refuse to be read from."""
        raise io.UnsupportedOperation(repr(buffer))

    def _wait_until_writable(self) -> None:
        """Wait until a pipe in non-blocking mode has room again."""
        from select import select

        select([], [self.fileno()], [])


class AnswerSink(ByteSink):
    """Standard output: a closed pipe ends writing quietly, any other failure is an error."""

    is_finished = False
    """Whether nobody takes what is still to be written."""

    def write(self, content: "ReadableBuffer", /) -> int:
        """Write all of the content, or nothing once the reader has gone.

        Raises UnwritableError where the file takes no more: the disk is full, or it is closed.
        """
        if self.is_finished:
            return len(memoryview(content))
        try:
            return super().write(content)
        except OSError as error:
            self.is_finished = True
            if is_of_closed_pipe(error):
                return len(memoryview(content))
            raise UnwritableError(error.strerror or str(error)) from error


class MessageSink(ByteSink):
    """Standard error: what it does not take is lost, and the command goes on."""

    def write(self, content: "ReadableBuffer", /) -> int:
        """Write the content as far as possible."""
        with suppress(OSError):
            super().write(content)
        return len(memoryview(content))


def _choose_message_encoding(stream: TextIO | None) -> str:
    """Choose that of a terminal; else UTF-8, which a pipe on Windows would not have."""
    is_terminal = stream is not None and stream.isatty()
    return (is_terminal and getattr(stream, "encoding", None)) or "utf-8"


@contextmanager
def use_safe_streams() -> Iterator[None]:
    """Replace standard output and error, so that every writer, Typer included, meets these rules.

    Output is UTF-8 whatever the locale; messages have the encoding of a terminal, else UTF-8 too.
    """
    streams = sys.stdout, sys.stderr
    for stream in streams:
        if stream is not None:
            with suppress(OSError):
                stream.flush()
    sys.stdout = io.TextIOWrapper(
        AnswerSink(streams[0]),
        encoding="utf-8",
        errors="backslashreplace",
        newline="\n",
        write_through=True,
    )
    sys.stderr = io.TextIOWrapper(
        MessageSink(streams[1]),
        encoding=_choose_message_encoding(streams[1]),
        errors="backslashreplace",
        write_through=True,
    )
    try:
        yield
    finally:
        sys.stdout, sys.stderr = streams
