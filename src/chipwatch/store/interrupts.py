"""Ctrl-C, where other processes are started, and where it would be lost."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def block_interrupts() -> Iterator[None]:
    """Let Ctrl-C wait for the end of the block; processes started in it never notice it."""
    if sys.platform == "win32":  # no signals can be blocked there
        yield
        return
    old_mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, old_mask)


def is_interrupt_waiting() -> bool:
    """Tell whether Ctrl-C came since it has been blocked."""
    return sys.platform != "win32" and signal.SIGINT in signal.sigpending()
