"""A checksum of all that a base says, wherever its files are."""

from hashlib import sha256

from .base import KnowledgeBase

_STATED = (
    "entity, property, value, unknown, certainty, as_of, until, note, citations, period, share"
)
_SAID = (
    "SELECT id, kind, name, aliases FROM entity ORDER BY id",
    f"SELECT {_STATED} FROM fact ORDER BY entity, place",
    "SELECT policy, tree, citations FROM rule ORDER BY policy, rowid",
    "SELECT * FROM claim ORDER BY source, id",
)


def checksum(base: KnowledgeBase) -> str:
    """The checksum of a base, whatever the moment that it is asked about."""
    return base.again(_Summed).checksum()


class _Summed(KnowledgeBase):
    def checksum(self) -> str:
        """Of every name, fact, rule and claim."""
        found = sha256()
        for sql in _SAID:
            for row in self._rows(repr, sql):
                found.update(row.encode(errors="surrogatepass"))
        return found.hexdigest()
