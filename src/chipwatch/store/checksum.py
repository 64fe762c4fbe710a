"""A checksum of the contents of a base, the same wherever its files are."""

from hashlib import sha256

from .knowledge_base import KnowledgeBase

_FACT_COLUMNS = (
    "entity, property, value, unknown, certainty, as_of, until, note, citations, period, share,"
    " part_count"
)
_CHECKSUM_QUERIES = (
    "SELECT id, kind, name, aliases FROM entity ORDER BY id",
    f"SELECT {_FACT_COLUMNS} FROM fact ORDER BY entity, place",
    "SELECT policy, tree, citations FROM rule ORDER BY policy, rowid",
    "SELECT * FROM claim ORDER BY source, id",
)


def compute_checksum(base: KnowledgeBase) -> str:
    """Compute the SHA-256 of every name, fact, rule and claim, whatever the date of the base."""
    digest = sha256()
    for sql in _CHECKSUM_QUERIES:
        for row_text in base.tables.fetch(repr, sql):
            digest.update(row_text.encode(errors="surrogatepass"))
    return digest.hexdigest()
