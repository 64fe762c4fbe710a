"""Writing the index of words that a search asks: a row for each name and each fact.

The row of a fact has its rowid, that of a name its rowid with a minus. A fact that links to another
entity has the name of that one as its value. With its note stand its period and the Chinese names
of that other entity. Of publications only names are in it: what they are about is in the facts that
cite them, and their addresses and ids are read one by one where publications are asked for.
"""

import sqlite3

from ..model.normalise import has_han
from .passage_text import split_chinese
from .records import WHOLE_NAME

_WRITE_NAMES = f"""
INSERT INTO passage (rowid, name, label, value, note)
SELECT -min(name.rowid), split_text(text), '', '', '' FROM name
WHERE how <> 'pinyin' AND grade = {WHOLE_NAME} AND NOT (how = 'id' AND kind = 'source')
GROUP BY name.entity, text ORDER BY 1
"""
_WRITE_FACTS = """
INSERT INTO passage (rowid, name, label, value, note)
SELECT fact.rowid, '', property, split_text(coalesce(entity.name, shown, value)),
    split_text(
        coalesce(note, '') || coalesce(' ' || period, '') || list_chinese_names(entity.aliases)
    )
FROM fact LEFT JOIN entity ON entity.id = fact.target
WHERE fact.kind <> 'source' AND NOT unknown ORDER BY fact.rowid
"""


def write_passages(connection: sqlite3.Connection) -> None:
    """Fill the index from the tables of names, facts and spellings."""
    plain, traditional = connection.execute("SELECT plain, traditional FROM spelling").fetchone()
    simplifications = str.maketrans(traditional, plain)

    def split_text(text: str) -> str:
        return text if text.isascii() else split_chinese(text.translate(simplifications))

    connection.create_function("split_text", 1, split_text, deterministic=True)
    connection.create_function("list_chinese_names", 1, _list_chinese_names, deterministic=True)
    connection.execute(_WRITE_NAMES)
    connection.execute(_WRITE_FACTS)


def _list_chinese_names(aliases: str | None) -> str:
    """List the Chinese ones of the aliases of an entity, as they stand in its row."""
    if not aliases or aliases.isascii():
        return ""
    return " ".join(["", *filter(has_han, aliases.split("\n"))])
