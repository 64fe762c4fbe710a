"""The Python interface: open a base and ask it; the commands are thin over this."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from .asking.answers.entity_match import EntityMatch
from .asking.answers.query_options import QueryOptions
from .asking.naming.resolver import resolve
from .model.entity import Entity
from .model.problem import Problem
from .model.schema import find_kind
from .showing.formats import Format, Screen
from .store.knowledge_base import KnowledgeBase
from .store.snapshot import open_base

if TYPE_CHECKING:
    from .asking.controls.controls_query import ControlsRequest
    from .asking.naming.bulk_resolver import ResolvedNamesAnswer
    from .asking.questions.scope import Scope
    from .asking.questions.summation import TotalQuery
    from .model.answer import Answer, Json
    from .model.query_dates import QueryDates
    from .store.file_check import CheckReport


def open(*layers: str) -> "Base":
    """The base made of these folders of fact files; none means the one that comes with the package.

    The word ``bundled`` stands for that one, so that own facts can be laid over it:
    ``open("bundled", "my-facts")``. Raises UnreadableBaseError.
    """
    return Base(open_base(layers))


def render(answer: "Answer", output_format: str = "table") -> str:
    """An answer as text in any format of the command line: table, json, csv and so on."""
    from .showing.formats import render as write

    return write(answer, Format(output_format), Screen())


class Base:
    """A knowledge base that answers questions.

    Methods named after a kind give the entity that a name means, with its facts. The others give
    answers: ``to_data()`` is what ``--json`` prints, ``to_rows()`` the rows of ``--format csv``.
    """

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base

    def read_as_of(self, query_dates: "QueryDates") -> "Base":
        """The base as it stood at a moment: what held, and what had been published."""
        from .store.base_as_of import read_base_as_of

        return Base(read_base_as_of(self._base, query_dates))

    def add_dates(self, answer: "Answer", query_dates: "QueryDates") -> "Answer":
        """An answer of the base as it stood at a moment, with the dates in its header."""
        from .asking.answers.dated_answer import DatedAnswer

        return DatedAnswer(answer, self._base, query_dates)

    def build_receipt(
        self, query: Sequence[str], query_dates: "QueryDates | None" = None
    ) -> "dict[str, Json]":
        """What an answer rests on: versions, content of the base, question, dates in force."""
        from .asking.answers.receipt import build_receipt

        return build_receipt(self._base, query, query_dates)

    def company(self, name: str, *, exact: bool = False) -> Entity:
        """A firm, institute or other organisation; raises NotFoundError or AmbiguousError."""
        return self.find_entity(name, kind="company", exact=exact)

    def chip(self, name: str, *, exact: bool = False) -> Entity:
        """An AI accelerator or other processor; raises as ``company`` does."""
        return self.find_entity(name, kind="chip", exact=exact)

    def investment(self, name: str, *, exact: bool = False) -> Entity:
        """A plan, fund, purchase or build-out; raises as ``company`` does."""
        return self.find_entity(name, kind="investment", exact=exact)

    def strategy(self, name: str, *, exact: bool = False) -> Entity:
        """A course of action; raises as ``company`` does."""
        return self.find_entity(name, kind="strategy", exact=exact)

    def policy(self, name: str, *, exact: bool = False) -> Entity:
        """A rule, order, letter or programme; raises as ``company`` does."""
        return self.find_entity(name, kind="policy", exact=exact)

    def product(self, name: str, *, exact: bool = False) -> Entity:
        """A model, app, device or tool; raises as ``company`` does."""
        return self.find_entity(name, kind="product", exact=exact)

    def technology(self, name: str, *, exact: bool = False) -> Entity:
        """A technique, process or patent; raises as ``company`` does."""
        return self.find_entity(name, kind="technology", exact=exact)

    def person(self, name: str, *, exact: bool = False) -> Entity:
        """Someone who decides; raises as ``company`` does."""
        return self.find_entity(name, kind="person", exact=exact)

    def event(self, name: str, *, exact: bool = False) -> Entity:
        """Something that happened; raises as ``company`` does."""
        return self.find_entity(name, kind="event", exact=exact)

    def statistic(self, name: str, *, exact: bool = False) -> Entity:
        """A figure about a market or a country; raises as ``company`` does."""
        return self.find_entity(name, kind="statistic", exact=exact)

    def source(self, name: str, *, exact: bool = False) -> Entity:
        """A publication that facts rest on; raises as ``company`` does."""
        return self.find_entity(name, kind="source", exact=exact)

    def find_entity(self, name: str, *, kind: str = "", exact: bool = False) -> Entity:
        """The entity that a name means, of any kind unless one is given."""
        match = self.resolve(name, kind=kind, exact=exact)
        return self._base.load_entities([match.entity.id])[0]

    def resolve(self, name: str, *, kind: str = "", exact: bool = False) -> EntityMatch:
        """Which entity a name means, and how it was found."""
        return resolve(self._base, name, kind and find_kind(kind).name, exact=exact)

    def resolve_all(
        self, names: Iterable[str], *, kind: str = "", options: QueryOptions | None = None
    ) -> "ResolvedNamesAnswer | Answer":
        """What each of many names means, and how sure that is; unsure ones are not guessed."""
        from .asking.naming.bulk_resolver import resolve_many

        return resolve_many(
            self._base, names, kind and find_kind(kind).name, options or QueryOptions()
        )

    def load_entities(self, kind: str) -> list[Entity]:
        """Every entity of a kind, by name; raises UnknownNameError."""
        return self._base.load_entities_of_kind(find_kind(kind).name)

    def describe_entities(
        self, *names: str, kind: str = "", exact: bool = False, options: QueryOptions | None = None
    ) -> "Answer":
        """Everything known of the entities named, with its sources."""
        from .asking.pages.entity_pages import build_pages

        return build_pages(self._base, names, kind, options or QueryOptions(exact=exact))

    def list_entities(
        self,
        kind: str,
        *,
        columns: Iterable[str] = (),
        sort: str = "",
        limit: int | None = None,
        where: str = "",
        options: QueryOptions | None = None,
    ) -> "Answer":
        """The entities of a kind as a table; ``sort="-amount"`` puts the greatest first."""
        from .asking.pages.listing import list_entities

        return list_entities(
            self._base, kind, options or QueryOptions(tuple(columns), sort, limit, where=where)
        )

    def compare(
        self,
        *names: str,
        properties: Iterable[str] = (),
        only_differences: bool = False,
        options: QueryOptions | None = None,
    ) -> "Answer":
        """Two or more entities side by side; raises NothingInCommonError."""
        from .asking.pages.comparison import compare_entities

        return compare_entities(
            self._base, names, options or QueryOptions(),
            properties=tuple(properties), only_differences=only_differences,
        )  # fmt: skip

    def search(
        self, text: str, *, explain: bool = False, options: QueryOptions | None = None
    ) -> "Answer":
        """Whatever a text is found in: names, aliases, facts and notes."""
        from .asking.naming.search import search_base

        return search_base(self._base, text, options or QueryOptions(), with_scores=explain)

    def why(
        self, name: str, property_: str = "", *, options: QueryOptions | None = None
    ) -> "Answer":
        """Every fact behind a value, or behind all values, of an entity."""
        from .asking.pages.provenance import explain_property_values

        return explain_property_values(self._base, name, property_, options or QueryOptions())

    def controls(
        self,
        *names: str,
        spec: Iterable[str] = (),
        question: "ControlsRequest | None" = None,
        options: QueryOptions | None = None,
    ) -> "Answer":
        """Whether chips could be shipped: ``spec=["int8_dense=296"]`` is one that does not exist.

        Without either, every chip, or those that ``asked`` selects, under every vintage of the
        rules.
        """
        from .asking.controls.controls_answer import judge_chips
        from .asking.controls.controls_query import ControlsRequest
        from .asking.controls.matrix import build_matrix

        question, spec_items = question or ControlsRequest(), tuple(spec)
        if not names and not spec_items:
            return build_matrix(self._base, question, options or QueryOptions())
        return judge_chips(self._base, names, spec_items, question)

    def party(self, name: str, *, question: "ControlsRequest | None" = None) -> "Answer":
        """The standing of a firm: lists that name it, owners, what it owns, the 50 % rule."""
        from .asking.controls.controls_query import ControlsRequest
        from .asking.controls.party import screen_party

        return screen_party(self._base, name, question or ControlsRequest())

    def whatif(
        self,
        changed_bounds: Iterable[str],
        rule: str = "",
        question: "ControlsRequest | None" = None,
        *,
        options: QueryOptions | None = None,
    ) -> "Answer":
        """Which chips change class where the bounds of a rule do: ``["tpp=3000"]``."""
        from .asking.controls.controls_query import ControlsRequest
        from .asking.controls.whatif import simulate_rule_change

        return simulate_rule_change(
            self._base,
            tuple(changed_bounds),
            rule,
            question or ControlsRequest(),
            options or QueryOptions(),
        )

    def audit(self) -> "Answer":
        """Figures at odds with what is computed, labels at odds with rules, sparse for dense."""
        from .asking.controls.audit import audit_chips

        return audit_chips(self._base)

    def sql(self, query: str, *, options: QueryOptions | None = None) -> "Answer":
        """The rows that answer a question in SQL, which can only read."""
        from .asking.sql.query import query_sql

        return query_sql(self._base, query, options or QueryOptions())

    def timeline(
        self, scope: "Scope | None" = None, *, options: QueryOptions | None = None
    ) -> "Answer":
        """What happened, in order, with the lags of chips after the rules that they answer."""
        from .asking.questions.scope import Scope
        from .asking.questions.timeline import build_timeline

        return build_timeline(self._base, scope or Scope(), options or QueryOptions())

    def changes(self, scope: "Scope", *, options: QueryOptions | None = None) -> "Answer":
        """What became known in the span of a scope."""
        from .asking.questions.changes import list_fact_changes

        return list_fact_changes(self._base, scope, options or QueryOptions())

    def conflicts(
        self, scope: "Scope | None" = None, *, options: QueryOptions | None = None
    ) -> "Answer":
        """Values that sources disagree on, the widest apart first."""
        from .asking.questions.conflicts import list_conflicts
        from .asking.questions.scope import Scope

        return list_conflicts(self._base, scope or Scope(), options or QueryOptions())

    def total(
        self, kind: str, query: "TotalQuery | None" = None, *, options: QueryOptions | None = None
    ) -> "Answer":
        """Sums of a figure of a kind, with what is left out of them and why."""
        from .asking.questions.summation import TotalQuery
        from .asking.questions.total import compute_totals

        return compute_totals(self._base, kind, query or TotalQuery(), options or QueryOptions())

    def stats(self, *, options: QueryOptions | None = None) -> "Answer":
        """What the base holds, in numbers."""
        from .asking.questions.stats import collect_statistics

        return collect_statistics(self._base, options or QueryOptions())

    def coverage(self, kind: str, *, options: QueryOptions | None = None) -> "Answer":
        """Each thing of a kind by each property: sourced, weak, stale, empty or unknown."""
        from .asking.questions.coverage import build_coverage

        return build_coverage(self._base, kind, options or QueryOptions())

    def list_stale_facts(self, *, options: QueryOptions | None = None) -> "Answer":
        """The facts that are past the half-life of their property."""
        from .asking.questions.freshness import list_stale_facts

        return list_stale_facts(self._base, options or QueryOptions())

    def list_problems(self) -> list[Problem]:
        """Everything that is wrong with the fact files, by place."""
        return self._base.load_problems()

    def list_rejected_ids(self) -> Sequence[str]:
        """The ids of the entities that are left out because their files have problems."""
        return [rejected_entity.id for rejected_entity in self._base.load_rejected_entities()]

    def complete_names(self, kind: str, prefix: str, limit: int = 100) -> list[str]:
        """Names and ids that begin with these letters, for completion."""
        from .model.normalise import normalise_name

        simplify_name = self._base.simplify_name
        word = normalise_name(simplify_name(prefix))
        candidates = self._base.complete_names(kind, word, limit)
        return [name for name in candidates if normalise_name(simplify_name(name)).startswith(word)]


def explain(topic: str = "", *, search: str = "", options: QueryOptions | None = None) -> "Answer":
    """The schema: all kinds, one kind, one property, or whatever mentions some words."""
    from .asking.pages.schema_terms import explain_schema as ask

    return ask(topic, search, options or QueryOptions())


def json_schema(kind: str = "") -> "Answer":
    """The schema of the fact files of one kind, or of all, as JSON Schema; see its ``data()``."""
    from .asking.pages.json_schema import JsonSchemaAnswer

    return JsonSchemaAnswer(kind)


def check(*paths: str, layers: Iterable[str] = ()) -> "CheckReport":
    """The problems of a base; or of some files and folders, read together with it."""
    from .store.file_check import check_files as check_files

    return check_files(tuple(layers), paths)
