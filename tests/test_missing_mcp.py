"""Without the extra, the command says how to get it."""

import sys

import pytest

from chipwatch.model.installation import format_extra_command
from conftest import Run


def test_a_missing_library_is_named_with_its_remedy(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("mcp", "mcp.server"):
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.delitem(sys.modules, "chipwatch.doors.mcp_server", raising=False)
    result = run("mcp")
    message = "error: mcp is not installed, and a server for assistants needs it"
    assert (result.code, result.out) == (2, "")
    assert result.err == f"{message}\nrun {format_extra_command('mcp')}\n"
