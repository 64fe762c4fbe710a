"""The Python interface: open a base and ask it; the commands are thin over this."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Unpack

from .base_files import BaseFiles
from .chart_methods import ChartMethods
from .model.problem import UsageError
from .opened_base import DateLike, add_footnotes_and_dates, build_scope
from .query_arguments import (
    FilterSelection,
    ListSelection,
    NameSelection,
    ShipmentSelection,
    TableSelection,
    VerdictSelection,
    build_query_options,
    split_names,
)
from .relation_methods import RelationMethods
from .store.snapshot import open_base

if TYPE_CHECKING:
    from .model.answer import Answer


def open(*layers: str) -> "Base":  # noqa: A001 - chipwatch.open() reads like what it is
    """Open the base made of these folders of fact files; without any, the one of the package.

    The word ``bundled`` stands for that one, so that own facts can be laid over it:
    ``open("bundled", "my-facts")``. Raises UnreadableBaseError.
    """
    return Base(open_base(layers))


class Base(RelationMethods, ChartMethods, BaseFiles):
    """A knowledge base that answers questions.

    Methods named after a kind (``company``, ``chip`` and so on) give the entity that a name means,
    with its facts. Those named after a command give its answer: ``to_data()`` is what ``--json``
    prints, ``to_rows()`` the rows of ``--format csv``, and ``render`` writes any format.

    Close it when done, or open it in a ``with`` statement. It may be handed from thread to thread,
    but only one may use it at a time: threads that ask at once open a base each.
    """

    def page(self, *names: str, kind: str = "", **selection: Unpack[NameSelection]) -> "Answer":
        """Show everything known of the entities named, with its sources."""
        from .asking.pages.entity_pages import build_pages

        options = build_query_options(selection, NameSelection)
        return self._add_footnotes_and_dates(build_pages(self._base, names, kind, options), options)

    def listing(self, kind: str, **selection: Unpack[ListSelection]) -> "Answer":
        """List the entities of a kind in a table; ``sort="-amount"`` puts the greatest first."""
        from .asking.pages.listing import list_entities

        options = build_query_options(selection, ListSelection)
        return self._add_footnotes_and_dates(list_entities(self._base, kind, options), options)

    def compare(
        self,
        *names: str,
        properties: str | Iterable[str] = (),
        only_differences: bool = False,
        shows_all: bool = False,
        **selection: Unpack[NameSelection],
    ) -> "Answer":
        """Put two or more entities side by side; raises NothingInCommonError."""
        from .asking.pages.comparison import compare_entities

        options = build_query_options(selection, NameSelection)
        answer = compare_entities(
            self._base,
            names,
            options,
            properties=split_names(properties),
            only_differences=only_differences,
            shows_all=shows_all,
        )
        return self._add_footnotes_and_dates(answer, options)

    def search(
        self,
        text: str,
        *,
        kind: str = "",
        explain: bool = False,
        **selection: Unpack[NameSelection],
    ) -> "Answer":
        """Search names, aliases, facts and notes for a text, among one kind if one is given."""
        from .asking.naming.search import search_base

        options = build_query_options(selection, NameSelection)
        kind_name = self._find_kind_name(kind)
        answer = search_base(self._base, text, options, kind=kind_name, with_scores=explain)
        return self._add_footnotes_and_dates(answer, options)

    def why(
        self, name: str, property_name: str = "", **selection: Unpack[NameSelection]
    ) -> "Answer":
        """Show every fact behind a value, or behind all values, of an entity."""
        from .asking.pages.provenance import explain_property_values

        options = build_query_options(selection, NameSelection)
        answer = explain_property_values(self._base, name, property_name, options)
        return self._add_footnotes_and_dates(answer, options)

    def report(
        self, name: str, property_name: str = "", **selection: Unpack[NameSelection]
    ) -> "Answer":
        """Write the text by which one reports that a fact is wrong, ready to be sent."""
        from .asking.pages.correction_report import build_correction_report

        options = build_query_options(selection, NameSelection)
        return build_correction_report(self._base, name, property_name, options)

    def controls(
        self,
        *names: str,
        spec: Iterable[str] = (),
        **selection: Unpack[ShipmentSelection],
    ) -> "Answer":
        """Judge whether chips could be shipped: by default to China, under the rules of today.

        ``spec=["int8_dense=296"]`` is a chip that does not exist, ``to`` and ``from_`` a country,
        ``end_user`` a company; ``at(as_of=...)`` chooses another day. Without a chip, all chips, or
        those that the selection chooses, are judged under every vintage of the rules.
        """
        from .asking.controls.controls_answer import judge_chips
        from .asking.controls.matrix import build_matrix
        from .asking.controls.verdict_rows import select_verdict_rows

        options = build_query_options(selection, ShipmentSelection)
        base, dates = self._get_base_for_rules()
        request = self._build_request(options, selection)
        if not names and not spec:
            return add_footnotes_and_dates(
                build_matrix(base, request, options), base, dates, options
            )
        if options.where:
            hint = "leave out the names, or leave out the condition"
            raise UsageError("where chooses from all chips", hint)
        answer: Answer = judge_chips(base, names, tuple(spec), request)
        if options.has_selection:
            answer = select_verdict_rows(answer, options)
        return add_footnotes_and_dates(answer, base, dates, options)

    def party(self, *names: str, **selection: Unpack[VerdictSelection]) -> "Answer":
        """Show the standing of a firm: lists that name it, owners, what it owns, the 50 % rule.

        Of several names each is a row, with how it was found and its standing on every list.
        """
        from .asking.controls.many_parties import screen_parties
        from .asking.controls.party import screen_party

        options = build_query_options(selection, VerdictSelection)
        base, dates = self._get_base_for_rules()
        request = self._build_request(options)
        if len(names) == 1:
            answer = screen_party(base, names[0], request)
        else:
            answer = screen_parties(base, names, request, options)
        return add_footnotes_and_dates(answer, base, dates, options)

    def whatif(
        self,
        changed_bounds: Iterable[str],
        *,
        rule: str = "",
        to: str = "",
        **selection: Unpack[VerdictSelection],
    ) -> "Answer":
        """List the chips that change class where the bounds of a rule do: ``["tpp=3000"]``."""
        from .asking.controls.whatif import simulate_rule_change

        options = build_query_options(selection, VerdictSelection)
        base, dates = self._get_base_for_rules()
        request = self._build_request(options, {"to": to})
        answer = simulate_rule_change(base, tuple(changed_bounds), rule, request, options)
        return add_footnotes_and_dates(answer, base, dates, options)

    def audit(self) -> "Answer":
        """List figures of chips at odds with what is computed, labels at odds with the rules."""
        from .asking.controls.audit import audit_chips

        return self._add_footnotes_and_dates(audit_chips(self._base))

    def sql(self, query: str, **selection: Unpack[TableSelection]) -> "Answer":
        """Answer a question in SQL, which can only read."""
        from .asking.sql.query import query_sql

        options = build_query_options(selection, TableSelection)
        return self._add_footnotes_and_dates(query_sql(self._base, query, options), options)

    def timeline(
        self,
        *,
        about: str = "",
        kinds: str | Iterable[str] = (),
        since: DateLike = "",
        until: DateLike = "",
        **selection: Unpack[NameSelection],
    ) -> "Answer":
        """Put what happened in order, with the lags of chips after the rules that they answer."""
        from .asking.questions.timeline import build_timeline

        options = build_query_options(selection, NameSelection)
        scope = build_scope(about, kinds, since, until)
        return self._add_footnotes_and_dates(build_timeline(self._base, scope, options), options)

    def changes(
        self,
        *,
        since: DateLike,
        until: DateLike = "",
        about: str = "",
        kinds: str | Iterable[str] = (),
        **selection: Unpack[NameSelection],
    ) -> "Answer":
        """List what became known in a span of days, and what it replaced."""
        from .asking.questions.changes import list_fact_changes

        options = build_query_options(selection, NameSelection)
        scope = build_scope(about, kinds, since, until)
        return self._add_footnotes_and_dates(list_fact_changes(self._base, scope, options), options)

    def conflicts(
        self,
        *,
        about: str = "",
        kinds: str | Iterable[str] = (),
        **selection: Unpack[NameSelection],
    ) -> "Answer":
        """List the values that sources disagree on, the widest apart first."""
        from .asking.questions.conflicts import list_conflicts

        options = build_query_options(selection, NameSelection)
        scope = build_scope(about, kinds)
        return self._add_footnotes_and_dates(list_conflicts(self._base, scope, options), options)

    def total(
        self,
        kind: str,
        *,
        by: str | Iterable[str] = (),
        currency: str = "",
        of: str = "",
        stage: str = "",
        **selection: Unpack[FilterSelection],
    ) -> "Answer":
        """Add up a figure of a kind, with what is left out of the sums and why."""
        from .asking.questions.summation import TotalQuery
        from .asking.questions.total import compute_totals

        options = build_query_options(selection, FilterSelection)
        keys = split_names(by)
        query = TotalQuery(group_keys=keys, currency=currency, property_name=of, stage=stage)
        answer = compute_totals(self._base, kind, query, options)
        return self._add_footnotes_and_dates(answer, options)

    def stats(self, **selection: Unpack[TableSelection]) -> "Answer":
        """Count what the base holds."""
        from .asking.questions.stats import collect_statistics

        options = build_query_options(selection, TableSelection)
        return self._add_footnotes_and_dates(collect_statistics(self._base, options), options)

    def coverage(self, kind: str, **selection: Unpack[TableSelection]) -> "Answer":
        """Grade every property of each thing of a kind: sourced, weak, stale, empty or unknown."""
        from .asking.questions.coverage import build_coverage

        options = build_query_options(selection, TableSelection)
        return self._add_footnotes_and_dates(build_coverage(self._base, kind, options), options)

    def list_stale_facts(self, **selection: Unpack[TableSelection]) -> "Answer":
        """List the facts that are past the half-life of their property."""
        from .asking.questions.freshness import list_stale_facts

        options = build_query_options(selection, TableSelection)
        return self._add_footnotes_and_dates(list_stale_facts(self._base, options), options)
