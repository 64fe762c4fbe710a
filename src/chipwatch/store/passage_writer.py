"""Writing the index of words that a search asks: a row for each name and each fact.

The row of a fact has its rowid, that of a name its rowid with a minus. Of publications only names
are in it: what they are about is in the facts that cite them, and their addresses and ids are read
one by one where publications are asked for.
"""

import sqlite3

from .passage_text import split_chinese
from .records import WHOLE_NAME

_WRITE_NAMES = f"""
INSERT INTO passage (rowid, name, label, value, note)
SELECT -min(name.rowid), split_chinese(translate_name(text)), '', '', '' FROM name
WHERE how <> 'pinyin' AND grade = {WHOLE_NAME} AND NOT (how = 'id' AND kind = 'source')
GROUP BY name.entity, text ORDER BY 1
"""
_WRITE_FACTS = """
INSERT INTO passage (rowid, name, label, value, note)
SELECT fact.rowid, '', property, split_chinese(coalesce(entity.name, shown, value)),
    split_chinese(coalesce(note, ''))
FROM fact LEFT JOIN entity ON entity.id = fact.target
WHERE fact.kind <> 'source' AND NOT unknown ORDER BY fact.rowid
"""


def write_passages(connection: sqlite3.Connection) -> None:
    """Fill the index from the tables of names, facts and spellings."""
    plain, traditional = connection.execute("SELECT plain, traditional FROM spelling").fetchone()
    simplifications = str.maketrans(traditional, plain)

    def translate_name(text: str) -> str:
        return text if text.isascii() else text.translate(simplifications)

    connection.create_function("split_chinese", 1, split_chinese, deterministic=True)
    connection.create_function("translate_name", 1, translate_name, deterministic=True)
    connection.execute(_WRITE_NAMES)
    connection.execute(_WRITE_FACTS)
