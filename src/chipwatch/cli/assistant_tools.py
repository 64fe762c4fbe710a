"""The tools of assistants, made from the same declarations as the commands.

The arguments of a tool are the parameters of its command under the names of its options, with
their help; what writes files, reads them or lays out a screen is not among them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from typer.core import TyperArgument, TyperOption

from ..doors.assistant_tool import (
    MAX_ARGUMENT_ITEMS,
    Arguments,
    AssistantTool,
    ReceivedAnswer,
    build_input_schema,
)
from ..model.schema import KINDS
from .command_caller import CommandCaller
from .command_spec import CommandSpec, ToolSpec, build_command
from .options import build_options
from .shared_options import SELECTION_OPTIONS, TIME_OPTIONS

if TYPE_CHECKING:
    from ..api import Base
    from ..model.answer import Answer

TOOL_OPTIONS = ("where", "exact", *SELECTION_OPTIONS, *TIME_OPTIONS)
"""The shared options that tools have too, of those that their command has."""
_KIND_ARGUMENT = "kind"
_TYPES = {"str": "string", "int": "integer", "boolean": "boolean"}
"""The types of JSON by the types of the command line."""


LIST_TOOL = ToolSpec(
    name="list",
    description="The things of a kind that meet conditions, as rows of chosen columns with their"
    " sources. A figure that is a range is tested as a range, which sql does not do.",
    left_out=("names", "exact"),
    required=("columns",),
    descriptions={"columns": "Properties to show, such as name,designer,tpp; help lists them."},
)
"""The tool of the commands of all kinds, which takes the kind as an argument."""


class ToolArgument(NamedTuple):
    """An argument of a tool: its name there, that of the parameter of the function, its schema."""

    name: str
    parameter_name: str
    schema: dict[str, Any]
    is_required: bool


def collect_tools(specs: Iterable[CommandSpec]) -> dict[str, AssistantTool]:
    """Collect the tools of commands by name, in their order."""
    specs = list(specs)
    pairs = ((spec, tool_spec) for spec in specs for tool_spec in spec.tools)
    tools = {tool_spec.name: _build_tool(spec, tool_spec) for spec, tool_spec in pairs}
    return {LIST_TOOL.name: _build_list_tool(specs), **tools}


def _build_tool(spec: CommandSpec, tool_spec: ToolSpec) -> AssistantTool:
    tool_arguments = list(_iter_arguments(spec, tool_spec))
    return AssistantTool(
        name=tool_spec.name,
        description=tool_spec.description,
        input_schema=build_input_schema(
            {argument.name: argument.schema for argument in tool_arguments},
            [argument.name for argument in tool_arguments if argument.is_required],
        ),
        ask=_make_asker(spec, tool_arguments),
    )


def _build_list_tool(specs: Iterable[CommandSpec]) -> AssistantTool:
    """Build the one tool of the commands of kinds, which all have the same parameters."""
    specs_by_kind = {spec.name: spec for spec in specs if spec.name in KINDS}
    first_spec = next(iter(specs_by_kind.values()))
    tool_arguments = list(_iter_arguments(first_spec, LIST_TOOL))
    askers = {kind: _make_asker(spec, tool_arguments) for kind, spec in specs_by_kind.items()}

    def ask(base: "Base", arguments: Arguments) -> ReceivedAnswer:
        return askers[arguments[_KIND_ARGUMENT]](base, arguments)

    kind_schema = {"type": "string", "enum": list(specs_by_kind), "description": "What to list."}
    properties = {argument.name: argument.schema for argument in tool_arguments}
    return AssistantTool(
        name=LIST_TOOL.name,
        description=LIST_TOOL.description,
        input_schema=build_input_schema(
            {_KIND_ARGUMENT: kind_schema, **properties}, [_KIND_ARGUMENT, *LIST_TOOL.required]
        ),
        ask=ask,
    )


def _iter_arguments(spec: CommandSpec, tool_spec: ToolSpec) -> Iterator[ToolArgument]:
    """Give the arguments that a tool has of the parameters of its command."""
    for parameter in build_command(spec).params:
        assert isinstance(parameter, TyperArgument | TyperOption)  # noqa: S101 - Typer made them
        name = str(parameter.name)
        if name in spec.options:
            is_offered = name in TOOL_OPTIONS
        else:
            is_hidden = parameter.hidden
            is_offered = not is_hidden and (not tool_spec.only or name in tool_spec.only)
        if is_offered and name not in tool_spec.left_out:
            yield ToolArgument(
                name=max(parameter.opts, key=len).strip("-_").replace("-", "_"),
                parameter_name=name,
                schema=_build_argument_schema(parameter, tool_spec.descriptions.get(name, "")),
                is_required=parameter.required or name in tool_spec.required,
            )


def _build_argument_schema(
    parameter: TyperArgument | TyperOption, description: str
) -> dict[str, Any]:
    """Build the schema of an argument, described by the help of its option."""
    value_schema: dict[str, Any] = {"type": _TYPES[parameter.type.name]}
    if value_schema["type"] == "string":
        value_schema |= _describe_value(str(parameter.metavar))
    if value_schema["type"] == "integer":
        value_schema["minimum"] = 1
    described = {"description": description or parameter.help}
    if not (parameter.nargs == -1 or parameter.multiple):
        return {**described, **value_schema}
    bounds = {"minItems": 1, "maxItems": MAX_ARGUMENT_ITEMS}
    return {**described, "type": "array", "items": value_schema, **bounds}


def _describe_value(metavar: str) -> dict[str, Any]:
    """Describe a value further, by the word that stands for it in help."""
    if metavar == "KIND":
        return {"enum": list(KINDS)}
    return {"examples": ["2025-Q2", "2025-04-09"]} if metavar == "DATE" else {}


def _make_asker(
    spec: CommandSpec, tool_arguments: Sequence[ToolArgument]
) -> "Callable[[Base, Arguments], ReceivedAnswer]":
    """Make what runs the function of a command with the arguments of a tool."""

    def ask(base: "Base", arguments: Arguments) -> ReceivedAnswer:
        received: list[ReceivedAnswer] = []

        def receive(answer: "Answer", remarks: Sequence[str]) -> None:
            received.append(ReceivedAnswer(answer=answer, remarks=remarks))

        values = {
            argument.parameter_name: arguments[argument.name]
            for argument in tool_arguments
            if argument.name in arguments
        }
        shared_values = {name: values.pop(name) for name in spec.options if name in values}
        if shared_values.get("columns") and "cite" in spec.options:
            shared_values["cite"] = True  # rows of columns name their sources only then
        options = build_options({**shared_values, "json": True})
        spec.function(**values, options=options._replace(caller=CommandCaller(base, receive)))
        return received[-1]

    return ask
