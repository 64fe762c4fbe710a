"""The templates of a site: whatever they are given is escaped, and no control character obeyed."""

from importlib.resources import files
from typing import TYPE_CHECKING

from ..model.control_characters import escape_control_characters
from ..model.data_frame import MissingLibraryError
from ..model.html_table import link_addresses

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATE_FOLDER, ASSET_FOLDER = "templates", "assets"


def load_templates() -> "Environment":
    """Load the templates; raises MissingLibraryError without Jinja2."""
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ImportError as error:
        raise MissingLibraryError.build("jinja2", "a site needs", "site") from error
    environment = Environment(
        autoescape=True,
        finalize=_escape_controls,
        loader=PackageLoader(__package__, TEMPLATE_FOLDER),
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["linked"] = _link_addresses
    return environment


def read_asset(name: str) -> bytes:
    """Read a file that every site has as it is."""
    return files(__package__).joinpath(ASSET_FOLDER, name).read_bytes()


def _escape_controls(value: object) -> object:
    """Escape the control characters of a text before it is escaped as HTML."""
    return escape_control_characters(value) if type(value) is str else value


def _link_addresses(text: str) -> object:
    """Escape a text, and make the web addresses in it links."""
    from markupsafe import Markup

    return Markup(link_addresses(text))  # noqa: S704 - the function escapes it
