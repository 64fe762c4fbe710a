"""chipwatch: a sourced knowledge base of the US-China AI-chip contest."""

from .version import __version__ as __version__

TYPE_CHECKING = False  # what typing says too; a command loads typing only once it has begun
if TYPE_CHECKING:
    from .api import Base as Base
    from .api import open as open  # noqa: A004 - chipwatch.open() reads like what it is
    from .differences import diff as diff
    from .model.problem import AmbiguousError as AmbiguousError
    from .model.problem import ChipwatchError as ChipwatchError
    from .model.problem import ClosedBaseError as ClosedBaseError
    from .model.problem import NotFoundError as NotFoundError
    from .model.problem import NothingInCommonError as NothingInCommonError
    from .model.problem import UnknownNameError as UnknownNameError
    from .model.problem import UnreadableBaseError as UnreadableBaseError
    from .model.problem import UsageError as UsageError
    from .rendering import render as render
    from .rendering import save as save
    from .schema_interface import check as check
    from .schema_interface import explain as explain
    from .schema_interface import json_schema as json_schema
    from .schema_interface import output_schema as output_schema

_INTERFACE = ("Base", "open")
_SCHEMA_INTERFACE = ("check", "explain", "json_schema", "output_schema")
_RENDERING = ("render", "save")
_COMPARISON = ("diff",)
_ERRORS = (
    "AmbiguousError",
    "ChipwatchError",
    "ClosedBaseError",
    "NotFoundError",
    "NothingInCommonError",
    "UnknownNameError",
    "UnreadableBaseError",
    "UsageError",
)
__all__ = (  # noqa: PLE0604 - names, put together
    "__version__",
    *_INTERFACE,
    *_SCHEMA_INTERFACE,
    *_RENDERING,
    *_COMPARISON,
    *_ERRORS,
)


def __getattr__(name: str) -> object:
    """Load the interface when it is first used, so that the command line starts fast."""
    if name in _INTERFACE:
        from . import api

        return getattr(api, name)
    if name in _SCHEMA_INTERFACE:
        from . import schema_interface

        return getattr(schema_interface, name)
    if name in _RENDERING:
        from . import rendering

        return getattr(rendering, name)
    if name in _COMPARISON:
        from . import differences

        return getattr(differences, name)
    if name in _ERRORS:
        from .model import problem

        return getattr(problem, name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    """List the interface, loaded or not."""
    return sorted(__all__)
