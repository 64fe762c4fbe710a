"""The Python interface: open a base and ask it; the commands are thin over this."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from .asking.asked import Asked
from .asking.match import Match
from .asking.naming.names import resolve
from .model.facts import Entity
from .model.problem import Problem
from .model.schema import kind_named
from .showing.formats import Format, Screen
from .store.base import KnowledgeBase
from .store.snapshot import open_base

if TYPE_CHECKING:
    from .asking.controls.case import Question
    from .asking.naming.resolving import Outcomes
    from .asking.questions.scope import Scope
    from .asking.questions.tally import Wanted
    from .model.moment import Moment
    from .model.table import Answer, Json
    from .store.checked import Checked


def open(*layers: str) -> "Base":  # noqa: A001 - chipwatch.open(), as in tarfile.open()
    """The base made of these folders of fact files; none means the one that comes with the package.

    The word ``bundled`` stands for that one, so that own facts can be laid over it:
    ``open("bundled", "my-facts")``. Raises UnreadableBaseError.
    """
    return Base(open_base(layers))


def render(answer: "Answer", form: str = "table") -> str:
    """An answer as text in any format of the command line: table, json, csv and so on."""
    from .showing.formats import render as write

    return write(answer, Format(form), Screen())


class Base:
    """A knowledge base that answers questions.

    Methods named after a kind give the entity that a name means, with its facts. The others give
    answers: ``data()`` is what ``--json`` prints, ``grid()`` the rows of ``--format csv``.
    """

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base

    def at(self, moment: "Moment") -> "Base":
        """The base as it stood at a moment: what held, and what had been published."""
        from .store.past import at

        return Base(at(self._base, moment))

    def dated(self, answer: "Answer", moment: "Moment") -> "Answer":
        """An answer of the base as it stood at a moment, with the dates in its header."""
        from .asking.in_force import InForce

        return InForce(answer, self._base, moment)

    def receipt(self, query: Sequence[str], moment: "Moment | None" = None) -> "dict[str, Json]":
        """What an answer rests on: versions, content of the base, question, dates in force."""
        from .asking.receipt import receipt

        return receipt(self._base, query, moment)

    def company(self, name: str, *, exact: bool = False) -> Entity:
        """A firm, institute or other organisation; raises NotFoundError or AmbiguousError."""
        return self.show(name, kind="company", exact=exact)

    def chip(self, name: str, *, exact: bool = False) -> Entity:
        """An AI accelerator or other processor; raises as ``company`` does."""
        return self.show(name, kind="chip", exact=exact)

    def investment(self, name: str, *, exact: bool = False) -> Entity:
        """A plan, fund, purchase or build-out; raises as ``company`` does."""
        return self.show(name, kind="investment", exact=exact)

    def strategy(self, name: str, *, exact: bool = False) -> Entity:
        """A course of action; raises as ``company`` does."""
        return self.show(name, kind="strategy", exact=exact)

    def policy(self, name: str, *, exact: bool = False) -> Entity:
        """A rule, order, letter or programme; raises as ``company`` does."""
        return self.show(name, kind="policy", exact=exact)

    def product(self, name: str, *, exact: bool = False) -> Entity:
        """A model, app, device or tool; raises as ``company`` does."""
        return self.show(name, kind="product", exact=exact)

    def technology(self, name: str, *, exact: bool = False) -> Entity:
        """A technique, process or patent; raises as ``company`` does."""
        return self.show(name, kind="technology", exact=exact)

    def person(self, name: str, *, exact: bool = False) -> Entity:
        """Someone who decides; raises as ``company`` does."""
        return self.show(name, kind="person", exact=exact)

    def event(self, name: str, *, exact: bool = False) -> Entity:
        """Something that happened; raises as ``company`` does."""
        return self.show(name, kind="event", exact=exact)

    def statistic(self, name: str, *, exact: bool = False) -> Entity:
        """A figure about a market or a country; raises as ``company`` does."""
        return self.show(name, kind="statistic", exact=exact)

    def source(self, name: str, *, exact: bool = False) -> Entity:
        """A publication that facts rest on; raises as ``company`` does."""
        return self.show(name, kind="source", exact=exact)

    def show(self, name: str, *, kind: str = "", exact: bool = False) -> Entity:
        """The entity that a name means, of any kind unless one is given."""
        match = self.resolve(name, kind=kind, exact=exact)
        return self._base.entities([match.entity.id])[0]

    def resolve(self, name: str, *, kind: str = "", exact: bool = False) -> Match:
        """Which entity a name means, and how it was found."""
        return resolve(self._base, name, kind and kind_named(kind).name, exact=exact)

    def resolve_all(
        self, names: Iterable[str], *, kind: str = "", asked: Asked | None = None
    ) -> "Outcomes | Answer":
        """What each of many names means, and how sure that is; unsure ones are not guessed."""
        from .asking.naming.resolving import resolved

        return resolved(self._base, names, kind and kind_named(kind).name, asked or Asked())

    def entities(self, kind: str) -> list[Entity]:
        """Every entity of a kind, by name; raises UnknownNameError."""
        return self._base.of_kind(kind_named(kind).name)

    def page(
        self, *names: str, kind: str = "", exact: bool = False, asked: Asked | None = None
    ) -> "Answer":
        """Everything known of the entities named, with its sources."""
        from .asking.pages.page import pages

        return pages(self._base, names, kind, asked or Asked(exact=exact))

    def listing(  # noqa: PLR0913 - what can be asked of a list
        self,
        kind: str,
        *,
        columns: Iterable[str] = (),
        sort: str = "",
        limit: int | None = None,
        where: str = "",
        asked: Asked | None = None,
    ) -> "Answer":
        """The entities of a kind as a table; ``sort="-amount"`` puts the greatest first."""
        from .asking.pages.listing import listing

        return listing(self._base, kind, asked or Asked(tuple(columns), sort, limit, where=where))

    def compare(
        self,
        *names: str,
        properties: Iterable[str] = (),
        only_differences: bool = False,
        asked: Asked | None = None,
    ) -> "Answer":
        """Two or more entities side by side; raises NothingInCommonError."""
        from .asking.pages.compare import compare

        return compare(
            self._base, names, asked or Asked(),
            properties=tuple(properties), only_differences=only_differences,
        )  # fmt: skip

    def search(self, text: str, *, explain: bool = False, asked: Asked | None = None) -> "Answer":
        """Whatever a text is found in: names, aliases, facts and notes."""
        from .asking.naming.search import search

        return search(self._base, text, asked or Asked(), explain=explain)

    def why(self, name: str, property_: str = "", *, asked: Asked | None = None) -> "Answer":
        """Every fact behind a value, or behind all values, of an entity."""
        from .asking.pages.why import why

        return why(self._base, name, property_, asked or Asked())

    def controls(
        self,
        *names: str,
        spec: Iterable[str] = (),
        question: "Question | None" = None,
        asked: Asked | None = None,
    ) -> "Answer":
        """Whether chips could be shipped: ``spec=["int8_dense=296"]`` is one that does not exist.

        Without either, every chip, or those that ``asked`` selects, under every vintage of the
        rules.
        """
        from .asking.controls.case import Question
        from .asking.controls.chips import controls
        from .asking.controls.matrix import matrix

        question, given = question or Question(), tuple(spec)
        if not names and not given:
            return matrix(self._base, question, asked or Asked())
        return controls(self._base, names, given, question)

    def party(self, name: str, *, question: "Question | None" = None) -> "Answer":
        """The standing of a firm: lists that name it, owners, what it owns, the 50 % rule."""
        from .asking.controls.case import Question
        from .asking.controls.party import party

        return party(self._base, name, question or Question())

    def whatif(
        self,
        changed: Iterable[str],
        rule: str = "",
        question: "Question | None" = None,
        *,
        asked: Asked | None = None,
    ) -> "Answer":
        """Which chips change class where the bounds of a rule do: ``["tpp=3000"]``."""
        from .asking.controls.case import Question
        from .asking.controls.whatif import whatif

        return whatif(self._base, tuple(changed), rule, question or Question(), asked or Asked())

    def audit(self) -> "Answer":
        """Figures at odds with what is computed, labels at odds with rules, sparse for dense."""
        from .asking.controls.audit import audit

        return audit(self._base)

    def sql(self, question: str, *, asked: Asked | None = None) -> "Answer":
        """The rows that answer a question in SQL, which can only read."""
        from .asking.questions.sql import sql

        return sql(self._base, question, asked or Asked())

    def timeline(self, scope: "Scope | None" = None, *, asked: Asked | None = None) -> "Answer":
        """What happened, in order, with the lags of chips after the rules that they answer."""
        from .asking.questions.scope import Scope
        from .asking.questions.timeline import timeline

        return timeline(self._base, scope or Scope(), asked or Asked())

    def changes(self, scope: "Scope", *, asked: Asked | None = None) -> "Answer":
        """What became known in the span of a scope."""
        from .asking.questions.changes import changes

        return changes(self._base, scope, asked or Asked())

    def conflicts(self, scope: "Scope | None" = None, *, asked: Asked | None = None) -> "Answer":
        """Values that sources disagree on, the widest apart first."""
        from .asking.questions.conflicts import conflicts
        from .asking.questions.scope import Scope

        return conflicts(self._base, scope or Scope(), asked or Asked())

    def total(
        self, kind: str, wanted: "Wanted | None" = None, *, asked: Asked | None = None
    ) -> "Answer":
        """Sums of a figure of a kind, with what is left out of them and why."""
        from .asking.questions.tally import Wanted
        from .asking.questions.total import total

        return total(self._base, kind, wanted or Wanted(), asked or Asked())

    def stats(self, *, asked: Asked | None = None) -> "Answer":
        """What the base holds, in numbers."""
        from .asking.questions.stats import stats

        return stats(self._base, asked or Asked())

    def coverage(self, kind: str, *, asked: Asked | None = None) -> "Answer":
        """Each thing of a kind by each property: sourced, weak, stale, empty or unknown."""
        from .asking.questions.coverage import coverage

        return coverage(self._base, kind, asked or Asked())

    def stale(self, *, asked: Asked | None = None) -> "Answer":
        """The facts that are past the half-life of their property."""
        from .asking.questions.freshness import list_stale

        return list_stale(self._base, asked or Asked())

    def problems(self) -> list[Problem]:
        """Everything that is wrong with the fact files, by place."""
        return self._base.problems()

    def left_out(self) -> Sequence[str]:
        """The ids of the entities that are left out because their files have problems."""
        return [broken.id for broken in self._base.broken()]

    def names(self, kind: str, beginning: str, most: int = 100) -> list[str]:
        """Names and ids that begin with these letters, for completion."""
        from .model.naming import key

        plain = self._base.plain
        word = key(plain(beginning))
        found = self._base.all_names(kind, word, most)
        return [name for name in found if key(plain(name)).startswith(word)]


def explain(topic: str = "", *, search: str = "", asked: Asked | None = None) -> "Answer":
    """The schema: all kinds, one kind, one property, or whatever mentions some words."""
    from .asking.pages.explain import explain as ask

    return ask(topic, search, asked or Asked())


def json_schema(kind: str = "") -> "Answer":
    """The schema of the fact files of one kind, or of all, as JSON Schema; see its ``data()``."""
    from .asking.pages.jsonschema import JsonSchema

    return JsonSchema(kind)


def check(*paths: str, layers: Iterable[str] = ()) -> "Checked":
    """The problems of a base; or of some files and folders, read together with it."""
    from .store.checked import check as check_files

    return check_files(tuple(layers), paths)
