"""The server as a client meets it: the SDK's own client starts the real process and asks it."""

import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from conftest import BASE, Run

pytest.importorskip("mcp", reason="the extra mcp is not installed")

import anyio
from mcp import ClientSession, StdioServerParameters, stdio_client
from mcp.shared.exceptions import MCPError
from mcp_types import PaginatedRequestParams

from chipwatch.doors.bounded_lines import MAX_LINE_LETTERS
from test_tool_results import CALLS
from tool_calls import get_tools

pytestmark = pytest.mark.slow
COMMAND = [sys.executable, "-m", "chipwatch", "mcp", "--data", str(BASE)]
INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}
Ask = Callable[[ClientSession], Awaitable[None]]


@asynccontextmanager
async def start_session() -> AsyncIterator[ClientSession]:
    cache = {"XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"]}
    parameters = StdioServerParameters(command=COMMAND[0], args=COMMAND[1:], env=cache)
    async with stdio_client(parameters) as streams, ClientSession(*streams) as session:
        await session.initialize()
        yield session


def with_session(ask: Ask) -> None:
    async def run() -> None:
        with anyio.fail_after(120):
            async with start_session() as session:
                await ask(session)

    anyio.run(run)


def test_a_client_lists_the_tools_and_calls_each() -> None:
    async def ask(session: ClientSession) -> None:
        tools = (await session.list_tools()).tools
        assert [tool.name for tool in tools] == list(get_tools())
        for tool in tools:
            assert tool.annotations is not None
            assert (tool.annotations.read_only_hint, tool.annotations.open_world_hint) == (
                True,
                False,
            )
        for name, arguments in dict(CALLS).items():
            result = await session.call_tool(name, arguments)  # checks the output schema too
            assert not result.is_error, result
            content: Any = result.content[0]
            assert json.loads(content.text) == result.structured_content

    with_session(ask)


def test_a_client_reads_instructions_and_resources() -> None:
    async def ask(session: ClientSession) -> None:
        listed = await session.list_resources()
        templates = (await session.list_resource_templates()).resource_templates
        assert [template.uri_template for template in templates] == [
            "chipwatch://entity/{id}",
            "chipwatch://rule/{id}",
        ]
        assert len(listed.resources) == 100
        more = await session.list_resources(
            params=PaginatedRequestParams(cursor=listed.next_cursor)
        )
        assert {each.uri for each in listed.resources} & {
            each.uri for each in more.resources
        } == set()
        for uri in ("chipwatch://entity/baidu", "chipwatch://rule/bis-rule-2023-10-17"):
            contents: Any = (await session.read_resource(uri)).contents[0]
            answer = json.loads(contents.text)
            assert answer["sources"]
        for uri in ("file:///etc/passwd", "chipwatch://rule/zzz", "chipwatch://entity/zzz"):
            with pytest.raises(MCPError):
                await session.read_resource(uri)

    with_session(ask)


def test_errors_are_results_that_an_assistant_can_read() -> None:
    async def ask(session: ClientSession) -> None:
        result = await session.call_tool("entity", {"names": ["zzzz"]})
        error: Any = result.structured_content
        assert (result.is_error, error["error"]["code"]) == (True, "not-found")
        with pytest.raises(MCPError, match="there is no tool 'zzz'"):
            await session.call_tool("zzz", {})
        huge = await session.call_tool("search", {"text": ["x" * 2_000_000]})
        assert huge.is_error

    with_session(ask)


def test_calls_at_once_and_a_cancelled_one_do_no_harm() -> None:
    async def ask(session: ClientSession) -> None:
        answers: dict[str, Any] = {}

        async def look_up(name: str) -> None:
            result = await session.call_tool("entity", {"names": [name]})
            answers[name] = result.structured_content

        async with anyio.create_task_group() as tasks:
            for name in ("h20", "baidu", "huawei", "nvidia", "tencent", "smic", "alibaba", "asml"):
                tasks.start_soon(look_up, name)
        assert {name: answer["answer"]["match"]["query"] for name, answer in answers.items()} == {
            name: name for name in answers
        }
        with anyio.move_on_after(0.2):
            await session.call_tool("controls", {})
        result = await session.call_tool("resolve", {"names": ["baidu"]})
        assert not result.is_error

    with_session(ask)


def talk(lines: str) -> subprocess.CompletedProcess[bytes]:
    """Give the process some lines and close its stdin."""
    return subprocess.run(
        COMMAND,
        input=lines.encode(errors="surrogateescape"),
        capture_output=True,
        timeout=60,
        check=False,
    )


def test_stdout_carries_the_protocol_alone_and_closed_stdin_ends_it() -> None:
    done = talk(f"{json.dumps(INITIALIZE)}\n")
    (line,) = done.stdout.decode().splitlines()
    answer = json.loads(line)
    assert done.returncode == 0
    assert answer["result"]["serverInfo"]["name"] == "chipwatch"
    assert "no legal advice" in answer["result"]["instructions"]
    assert talk("").stdout == b""


@pytest.mark.parametrize(
    "garbage", ["not json", "{}", "[]", "\udcff\udcfe", "{" * 5000, "x" * 1_000_000]
)
def test_garbage_on_stdin_harms_nothing(garbage: str) -> None:
    done = talk(f"{garbage}\n{json.dumps(INITIALIZE)}\n")
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert done.returncode == 0
    assert [answer["result"]["serverInfo"]["name"] for answer in answers if "result" in answer] == [
        "chipwatch"
    ]
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("head", "tail", "id_"),
    [
        ('{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"x":"', '"}}', 7),
        ('{"method":"tools/call","params":{"id":3,"x":"', '"},"jsonrpc":"2.0","id":"a"}', "a"),
        ('{"method":"tools/call","params":{"x":"', '","id":3}}', None),
    ],
)
def test_a_line_that_is_too_long_is_refused_and_the_next_is_read(
    head: str, tail: str, id_: int | str | None
) -> None:
    long_line = f"{head}{'x' * MAX_LINE_LETTERS * 2}{tail}"
    done = talk(f"{long_line}\n{json.dumps(INITIALIZE)}\n{long_line}")
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    refused = [answer for answer in answers if "error" in answer]
    assert [answer["id"] for answer in refused] == [id_, id_]
    assert {answer["error"]["message"] for answer in refused} == {
        "a message has at most 4,000,000 letters: ask in several calls"
    }
    assert "result" in answers[1]
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_base_that_cannot_be_read_is_said_at_once(run: Run) -> None:
    result = run("mcp", "--data", "/none")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("error: ")
