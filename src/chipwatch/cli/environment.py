"""What the command line reads from its surroundings: the environment, and a configuration file."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ..reading.configuration import Configuration

COMPLETION_VARIABLE = "_CHIPWATCH_COMPLETE"
"""What the completion scripts set when they ask."""
CONFIGURATION_FILE_NAME = "chipwatch.toml"


class LayerChoice(NamedTuple):
    """The layers that a command reads, and the configuration that chose them, if one did."""

    layers: tuple[str, ...] = ()
    configuration: "Configuration | None" = None


def choose_layers(values: Mapping[str, object]) -> LayerChoice:
    """Choose the folders given by ``data``, or by CHIPWATCH_DATA, or those of the configuration.

    Whoever names folders leaves the configuration out, as ``no_config`` does. Raises
    BadConfigurationError.
    """
    folders = values.get("data")
    if isinstance(folders, (list, tuple)) and folders:
        return LayerChoice(tuple(map(str, folders)))
    if names := _list_layers_in_environment():
        return LayerChoice(names)
    path = None if values.get("no_config") else find_configuration()
    if path is None:
        return LayerChoice()
    from ..reading.configuration import read_configuration

    configuration = read_configuration(path)
    return LayerChoice(layers=configuration.layers, configuration=configuration)


def has_layers_in_environment() -> bool:
    """Tell whether the environment names folders of facts."""
    return bool(_list_layers_in_environment())


def _list_layers_in_environment() -> tuple[str, ...]:
    names = os.environ.get("CHIPWATCH_DATA", "").split(os.pathsep)
    return tuple(filter(None, names))


def find_configuration() -> Path | None:
    """Find the configuration from the working folder upward, as far as the Git root or home.

    Outside of both, only the working folder itself may have one: in a folder that all may write to,
    such as /tmp, anybody could lay one above it.
    """
    try:
        working_folder = os.getcwd()  # noqa: PTH109 - Path would take three times as long
    except OSError:
        return None
    home, found_path, folder = os.path.expanduser("~"), "", working_folder  # noqa: PTH111 - the same
    while True:
        path = os.path.join(folder, CONFIGURATION_FILE_NAME)  # noqa: PTH118 - the same
        if not found_path and os.path.exists(path):  # noqa: PTH110 - the same
            found_path = path
        parent = os.path.dirname(folder)  # noqa: PTH120 - the same
        is_git_root = os.path.exists(os.path.join(folder, ".git"))  # noqa: PTH110, PTH118 - the same
        if folder == home or is_git_root:
            return Path(found_path) if found_path else None
        if parent == folder:
            own_folder = os.path.dirname(found_path)  # noqa: PTH120 - the same
            return Path(found_path) if own_folder == working_folder else None
        folder = parent
