"""What files and folders are called in messages: the same on every system."""

import os


def build_label(path: str) -> str:
    """Build what a path is called: with slashes on Windows too, as in all documents."""
    return path.replace(os.sep, "/")


def escape_label(label: str) -> str:
    """Write out the bytes of a path that are no text."""
    return label if label.isascii() else label.encode(errors="backslashreplace").decode()
