"""What can be the id of an entity: it names files too, so nothing that leads out of a folder."""

import re

MAX_ID_LENGTH = 100
"""Characters of an id; file systems allow 255 bytes in a name."""
ID_FORM = (
    f"a-z, 0-9, and single . or - between them, {MAX_ID_LENGTH} at most, and none that Windows"
    " reserves, such as con"
)
"""The form of an id in words, to be said after "use"."""
_ID_PATTERN = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*", re.ASCII)
_DEVICE_PATTERN = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.ASCII)
"""Devices of Windows: what is written to ``con.yaml`` goes to the screen, and a repository with
such a file cannot be cloned."""


def is_entity_id(text: str) -> bool:
    """Tell whether a text has the form of an id."""
    return (
        len(text) <= MAX_ID_LENGTH
        and _ID_PATTERN.fullmatch(text) is not None
        and not is_device_name(text)
    )


def is_device_name(text: str) -> bool:
    """Tell whether Windows takes a name of a file for a device, whatever ending it has."""
    return _DEVICE_PATTERN.fullmatch(text) is not None
