"""Whether fact files mention an entity: as text, so that nothing that they say is overlooked.

The tables of a base do not have all: a value that a later layer withdraws leads to an entity too,
a rule that it replaces names chips, and a document cites its sources even if no fact of it does.
"""

import re
from collections.abc import Iterable

from ..reading.file_content import RejectedFileError, read_fact_file
from ..reading.layers import FactFile

_ESCAPED_CHARACTER = re.compile(rb"\\[xuU\n]")
"""What YAML can write an id with that does not stand there letter by letter."""


def are_mentioned(entity_ids: Iterable[str], files: Iterable[FactFile]) -> bool:
    """Tell whether any of these ids may stand in any of these files."""
    words = [entity_id.encode() for entity_id in entity_ids]
    if not words:
        return False
    alternatives = b"|".join(map(re.escape, words))
    id_pattern = re.compile(rb"(?<![a-z0-9])(?:%b)(?![a-z0-9])" % alternatives)
    for file in files:
        try:
            content = read_fact_file(file)
        except RejectedFileError:
            return True
        text = content.lower()
        has_word = any(word in text for word in words)  # a hundred times as fast as the pattern
        if (has_word and id_pattern.search(text)) or _ESCAPED_CHARACTER.search(content):
            return True
    return False
