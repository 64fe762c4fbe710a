"""How what is missing is installed beside the package: a command that works where it runs."""

import json
import sys
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from urllib.parse import urlsplit
from urllib.request import url2pathname

from .shell_words import join_words

PACKAGE = "chipwatch"


def format_extra_command(extra: str) -> str:
    """Format the command that installs an extra into the Python that is running, for a shell.

    It takes the extra from the folder that the package came from, and else from an index.
    """
    *options, origin = _find_source_folder() or [PACKAGE]
    arguments = ["pip", "install", *options, f"{origin}[{extra}]"]
    python = sys.executable or "python"
    if find_spec("pip"):
        return join_words([python, "-m", *arguments])
    return join_words(["uv", *arguments, "--python", python])


def _find_source_folder() -> list[str]:
    """Find the options and the folder with which the package was installed, by PEP 610.

    Empty where it came from elsewhere.
    """
    try:
        record = distribution(PACKAGE).read_text("direct_url.json")
    except PackageNotFoundError:
        return []
    origin = json.loads(record) if record else {}
    if "dir_info" not in origin:
        return []
    folder = url2pathname(urlsplit(origin["url"]).path)
    return ["-e", folder] if origin["dir_info"].get("editable") else [folder]
