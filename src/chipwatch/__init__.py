"""chipwatch: a sourced knowledge base of the US-China AI-chip contest."""

from .version import __version__ as __version__

TYPE_CHECKING = False  # what typing says too; a command loads typing only once it has begun
if TYPE_CHECKING:
    from .api import Base as Base
    from .api import explain as explain
    from .api import json_schema as json_schema
    from .api import open as open
    from .api import render as render

__all__ = ("Base", "__version__", "explain", "json_schema", "open", "render")


def __getattr__(name: str) -> object:
    """Load the interface when it is first used, so that the command line starts fast."""
    if name in __all__:
        from . import api

        return getattr(api, name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
