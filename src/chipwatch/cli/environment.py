"""What the command line reads from the environment."""

import os

COMPLETION_VARIABLE = "_CHIPWATCH_COMPLETE"
"""What the completion scripts set when they ask."""


def choose_layers(folders: object) -> tuple[str, ...]:
    """Choose the folders given, or else those that the environment names."""
    if isinstance(folders, list) and folders:
        return tuple(map(str, folders))
    environment_value = os.environ.get("CHIPWATCH_DATA", "")
    return tuple(folder for folder in environment_value.split(os.pathsep) if folder)
