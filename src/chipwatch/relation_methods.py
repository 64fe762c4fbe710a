"""The questions about relations: what is linked, by which chain, and what follows for a firm."""

from typing import TYPE_CHECKING, Unpack

from .opened_base import OpenedBase, add_footnotes_and_dates
from .query_arguments import (
    ChainSelection,
    ListSelection,
    NameSelection,
    VerdictSelection,
    build_query_options,
)

if TYPE_CHECKING:
    from .model.answer import Answer


class RelationMethods(OpenedBase):
    """The methods of a base that follow relations."""

    def related(
        self,
        name: str,
        *,
        depth: int = 1,
        kind: str = "",
        **selection: Unpack[ListSelection],
    ) -> "Answer":
        """List what a thing is linked with, by which relation, since when, with its source.

        ``depth=2`` follows the relations of what it is linked with too; ``kind`` keeps the things
        of one kind, ``where`` those of them that meet a condition. Raises NotFoundError.
        """
        from .linking.related_query import RelatedRequest, list_related

        options = build_query_options(selection, ListSelection)
        request = RelatedRequest(depth=depth, kind=kind)
        answer = list_related(self._base, name, request, options)
        return self._add_footnotes_and_dates(answer, options)

    def path(
        self,
        start: str,
        goal: str,
        *,
        max_steps: int = 6,
        show_all: bool = False,
        skip_mentions: bool = False,
        **selection: Unpack[ChainSelection],
    ) -> "Answer":
        """Find the best chains of relations from one thing to another, each step with its source.

        ``skip_mentions`` leaves out relations that say little, such as that one affects the other;
        each step meets the condition ``where`` on the columns of the table ``fact``. Raises
        NotFoundError where no chain is short enough.
        """
        from .linking.chain_query import ChainRequest, find_chains

        options = build_query_options(selection, ChainSelection)
        request = ChainRequest(
            max_steps=max_steps,
            shows_all=show_all,
            with_mentions=not skip_mentions,
            where=options.where,
        )
        answer = find_chains(self._base, (start, goal), request, options)
        return self._add_footnotes_and_dates(answer, options)

    def exposure(self, name: str, **selection: Unpack[VerdictSelection]) -> "Answer":
        """Say which rules bite a firm and through whom: lists, owners, chips, foundries, suppliers.

        Judged by the rules of today, or of ``at(as_of=...)``; what is not known is said.
        """
        from .linking.exposure_query import find_exposure

        options = build_query_options(selection, VerdictSelection)
        base, dates = self._get_base_for_rules()
        request = self._build_request(options)
        answer = find_exposure(base, self._base, name, request)
        return add_footnotes_and_dates(answer, base, dates, options)

    def series(
        self, name: str, property_name: str = "", **selection: Unpack[NameSelection]
    ) -> "Answer":
        """List every period of a figure, with growth on the year, rivals, and sums of parts.

        Without a property, which figures of the thing have a date, from when to when. Raises
        NotFoundError where no figure with a date is known, UsageError for what is no figure.
        """
        options = build_query_options(selection, NameSelection)
        if property_name:
            from .asking.questions.series_query import list_periods

            answer = list_periods(self._base, name, property_name, options)
        else:
            from .asking.questions.figure_listing import list_figures

            answer = list_figures(self._base, name, options)
        return self._add_footnotes_and_dates(answer, options)
