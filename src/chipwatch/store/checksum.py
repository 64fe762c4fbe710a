"""A checksum of all that a base says, wherever its files are."""

from hashlib import sha256

from .knowledge_base import KnowledgeBase

_FACT_COLUMNS = (
    "entity, property, value, unknown, certainty, as_of, until, note, citations, period, share"
)
_CHECKSUM_QUERIES = (
    "SELECT id, kind, name, aliases FROM entity ORDER BY id",
    f"SELECT {_FACT_COLUMNS} FROM fact ORDER BY entity, place",
    "SELECT policy, tree, citations FROM rule ORDER BY policy, rowid",
    "SELECT * FROM claim ORDER BY source, id",
)


def compute_checksum(base: KnowledgeBase) -> str:
    """The checksum of a base, whatever the moment that it is asked about."""
    return base.reopen_as(_ChecksumReader).hash_contents()


class _ChecksumReader(KnowledgeBase):
    def hash_contents(self) -> str:
        """Of every name, fact, rule and claim."""
        digest = sha256()
        for sql in _CHECKSUM_QUERIES:
            for row in self._fetch_rows(repr, sql):
                digest.update(row.encode(errors="surrogatepass"))
        return digest.hexdigest()
