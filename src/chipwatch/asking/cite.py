"""Sources numbered in the order in which an answer first rests on them, and listed under it."""

from collections.abc import Callable, Iterable, Sequence

from ..model.facts import Citation, Source
from ..model.table import Answer, Cell, Cite, Column, Json, Row, Table
from ..store.base import KnowledgeBase


class Numbers:
    """The numbers that sources have in one answer."""

    def __init__(self) -> None:
        self.order: dict[str, int] = {}

    def cites(self, citations: Iterable[Citation], *, located: bool = False) -> tuple[Cite, ...]:
        """The numbers of some sources, each once, with the places inside them if wanted."""
        cites = {
            Cite(
                self.order.setdefault(citation.source, len(self.order) + 1),
                citation.locator if located else "",
            )
            for citation in citations
        }
        return tuple(sorted(cites))

    def tables(self, source: Callable[[str], Source]) -> list[Table]:
        """The sources by their numbers, if any have one."""
        return [sources_table([source(id_) for id_ in self.order])] if self.order else []


def records(base: KnowledgeBase, citations: Iterable[Citation]) -> dict[str, Source]:
    """The records of the sources cited, in order; one that is left out has but its id."""
    ids = dict.fromkeys(citation.source for citation in citations)
    known = base.sources(ids)
    return {id_: known.get(id_) or Source(id_, id_) for id_ in ids}


class Footnoted:
    """An answer whose sources are footnotes, where the format has them; implements Answer."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def data(self) -> Json:
        """The answer as it is."""
        return self.answer.data()

    def grid(self) -> Sequence[Row]:
        """The answer as it is."""
        return self.answer.grid()

    def tables(self) -> Sequence[Table]:
        """The tables, marked."""
        return [table._replace(footnotes=True) for table in self.answer.tables()]

    def talk(self) -> Sequence[str]:
        """What was to be said."""
        return self.answer.talk()


def sources_table(sources: Sequence[Source]) -> Table:
    """The numbered sources under an answer."""
    rows = tuple(
        (Cell(f"[{number}]", "label"), Cell(reference(source)))
        for number, source in enumerate(sources, start=1)
    )
    columns = (Column("Number", whole=True), Column("Source"))
    return Table("Sources", columns, rows, headed=False, sources=True)


def reference(source: Source) -> str:
    """A source as a footnote: title, publisher, date, type, address or id, what it repeats."""
    about = ", ".join(part for part in (source.publisher, source.published) if part)
    parts = [
        f"{source.name}." * bool(source.name),
        f"{about}." if about else "",
        f"({source.type})" * bool(source.type),
        source.url or source.id,
        f"– repeats {source.origin}" * bool(source.origin),
    ]
    return " ".join(part for part in parts if part)
