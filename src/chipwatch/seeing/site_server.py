"""Serve a site on this machine, for a look: nobody else can reach it."""

from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from ..model.problem import UsageError

HOST = "127.0.0.1"


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files, and does not report each of them."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as it is inherited
        """Report nothing."""


def build_server(folder: Path, port: int) -> ThreadingHTTPServer:
    """Build what serves a folder; port 0 takes one that is free. Raises UsageError."""
    handler = partial(QuietHandler, directory=str(folder))
    try:
        return ThreadingHTTPServer((HOST, port), handler)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"port {port} cannot be used: {reason}", "choose --port 0") from error


def serve_site(server: ThreadingHTTPServer, announce: Callable[[str], None]) -> None:
    """Serve a folder until Ctrl-C, and say where."""
    with server:
        announce(f"http://{HOST}:{server.server_port}/ shows it; Ctrl-C ends that")
        server.serve_forever()
