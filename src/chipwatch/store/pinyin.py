"""Pinyin of Chinese names, worked out when a base is built and never when it is asked."""

import os
from itertools import islice, product

from ..model.naming import has_han

MOST_READINGS = 8
"""Readings kept of one name; characters with several sounds multiply."""


def readings(name: str) -> list[str]:
    """How a name with Chinese characters may be spelt in pinyin, without tones; else nothing."""
    if not has_han(name):
        return []
    # Phrases only settle which of several sounds is meant; all are kept here, and loading them
    # takes four times as long as all the rest of the package.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    from pypinyin import Style, pinyin

    sounds = pinyin(name, style=Style.NORMAL, heteronym=True)
    return ["".join(parts) for parts in islice(product(*sounds), MOST_READINGS)]
