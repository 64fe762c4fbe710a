"""Ctrl-C, where other processes are started."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def block_interrupts() -> Iterator[None]:
    """Start processes that Ctrl-C does not reach, not even while they start."""
    if sys.platform == "win32":  # no signals can be blocked there
        yield
        return
    old_mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, old_mask)
