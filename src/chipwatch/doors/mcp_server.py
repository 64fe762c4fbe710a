"""A server of the Model Context Protocol over standard input and output.

Every call opens the base anew, in a thread of its own: facts that were edited are seen, calls run
at once, and one that is cancelled holds up none. Nothing but the protocol goes to stdout. The
SDK is imported only here, and this module only by who serves.
"""

import logging
import sys
from collections.abc import Callable, Coroutine, Mapping, Sequence
from functools import partial
from json import dumps
from typing import Any

import anyio
import mcp_types as types
from mcp.server import Server, ServerRequestContext
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError
from mcp.shared.message import SessionMessage

from ..model.problem import ChipwatchError
from ..version import __version__
from .answer_cache import AnswerCache
from .assistant_tool import AssistantTool
from .bounded_lines import MAX_LINE_LETTERS, BoundedLines, RequestId
from .call_runner import CallRunner
from .result_schema import build_result_schema
from .server_instructions import INSTRUCTIONS
from .server_resources import RESOURCE_TEMPLATES, list_resources, read_resource
from .tool_errors import build_error_data
from .tool_results import call_tool

MAX_RUNNING_CALLS = 4
"""Calls that run at once; more would be no faster on the cores of a laptop."""
_JSON_TYPE = "application/json"
_Context = ServerRequestContext[Any]


def serve(tools: Mapping[str, AssistantTool], layers: Sequence[str]) -> None:
    """Serve the tools until standard input ends."""
    logging.getLogger("mcp").setLevel(logging.ERROR)
    anyio.run(_serve_streams, build_server(tools, layers))


async def _serve_streams(server: "Server[Any]") -> None:
    lines = BoundedLines(sys.stdin.buffer)
    async with stdio_server(anyio.wrap_file(lines)) as (read_stream, write_stream):
        lines.report_long_line = partial(_refuse_long_line, write_stream.send)
        await server.run(read_stream, write_stream, server.create_initialization_options())


def _refuse_long_line(
    send: Callable[[SessionMessage], Coroutine[Any, Any, None]], request_id: RequestId
) -> None:
    """Answer a request whose line was too long, in the thread that reads lines."""
    message = f"a message has at most {MAX_LINE_LETTERS:,} letters: ask in several calls"
    error = types.ErrorData(code=types.INVALID_REQUEST, message=message)
    answer = types.JSONRPCError(jsonrpc="2.0", id=request_id, error=error)
    anyio.from_thread.run(send, SessionMessage(answer))


def build_server(tools: Mapping[str, AssistantTool], layers: Sequence[str]) -> "Server[Any]":
    """Build the server of the SDK, with what answers each request."""
    handlers = _RequestHandlers(tools, layers)
    return Server(
        "chipwatch",
        version=__version__,
        title="chipwatch",
        instructions=INSTRUCTIONS,
        on_list_tools=handlers.list_tools,
        on_call_tool=handlers.call_tool,
        on_list_resources=handlers.list_resources,
        on_list_resource_templates=handlers.list_resource_templates,
        on_read_resource=handlers.read_resource,
    )


class _RequestHandlers:
    """Answers the requests of a client."""

    def __init__(self, tools: Mapping[str, AssistantTool], layers: Sequence[str]) -> None:
        self.tools, self.layers = tools, layers
        self.declared_tools = [_declare_tool(tool) for tool in tools.values()]
        self.runner = CallRunner(MAX_RUNNING_CALLS)
        self.cache = AnswerCache()

    async def list_tools(
        self, _context: _Context, _params: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        """List all tools at once."""
        return types.ListToolsResult(tools=self.declared_tools)

    async def call_tool(
        self, _context: _Context, params: types.CallToolRequestParams
    ) -> types.CallToolResult:
        """Call a tool; raises MCPError for one that there is none of."""
        tool = self.tools.get(params.name)
        if tool is None:
            message = f"there is no tool {params.name[:100]!r}; there are {', '.join(self.tools)}"
            raise MCPError(types.INVALID_PARAMS, message)
        arguments = params.arguments or {}
        result = await self.runner.run(call_tool, tool, arguments, self.layers, self.cache)
        return types.CallToolResult(
            content=[types.TextContent(type="text", text=_format_data(result.data))],
            structured_content=result.data,
            is_error=result.is_error,
        )

    async def list_resources(
        self, _context: _Context, params: types.PaginatedRequestParams | None
    ) -> types.ListResourcesResult:
        """List some of the resources; raises MCPError for a cursor that is none."""
        cursor = params.cursor if params else None
        page = await self._run(list_resources, self.layers, cursor)
        return types.ListResourcesResult(
            resources=[
                types.Resource(
                    uri=resource.uri,
                    name=resource.name,
                    description=resource.description,
                    mime_type=_JSON_TYPE,
                )
                for resource in page.resources
            ],
            next_cursor=page.next_cursor,
        )

    async def list_resource_templates(
        self, _context: _Context, _params: types.PaginatedRequestParams | None
    ) -> types.ListResourceTemplatesResult:
        """List the forms of addresses."""
        return types.ListResourceTemplatesResult(
            resource_templates=[
                types.ResourceTemplate(
                    uri_template=template.uri,
                    name=template.name,
                    description=template.description,
                    mime_type=_JSON_TYPE,
                )
                for template in RESOURCE_TEMPLATES
            ]
        )

    async def read_resource(
        self, _context: _Context, params: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        """Read a resource; raises MCPError for an address that none has."""
        data = await self._run(read_resource, str(params.uri), self.tools, self.layers)
        contents = types.TextResourceContents(
            uri=params.uri, mime_type=_JSON_TYPE, text=_format_data(data)
        )
        return types.ReadResourceResult(contents=[contents])

    async def _run(self, function: Any, *values: Any) -> Any:  # noqa: ANN401 - those of the function
        """Run a function in a thread; its errors become errors of the protocol."""
        try:
            return await self.runner.run(function, *values)
        except ChipwatchError as error:
            raise MCPError(types.INVALID_PARAMS, error.message, build_error_data(error)) from error


def _declare_tool(tool: AssistantTool) -> types.Tool:
    """Declare a tool to a client: it only reads, and nothing but the base."""
    return types.Tool(
        name=tool.name,
        title=f"chipwatch {tool.name}",
        description=tool.description,
        input_schema=tool.input_schema,
        output_schema=build_result_schema(tool.name),
        annotations=types.ToolAnnotations(
            read_only_hint=True,
            destructive_hint=False,
            idempotent_hint=True,
            open_world_hint=False,
        ),
    )


def _format_data(data: Mapping[str, Any]) -> str:
    """Format data as text, for clients that read no structured content."""
    return dumps(data, ensure_ascii=False, separators=(",", ":"))
