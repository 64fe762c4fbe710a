"""An opened base: closing it, reading it as it stood, and finding its entities."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self, Unpack

from .asking.answers.entity_match import EntityMatch
from .asking.answers.query_options import QueryOptions
from .asking.naming.resolver import resolve
from .kind_methods import KindMethods
from .model.dates import Date
from .model.entity import Entity
from .model.kind import Kind
from .model.normalise import normalise_name
from .model.problem import ClosedBaseError, Problem
from .model.schema import find_kind
from .query_arguments import NameSelection, build_query_options, split_names
from .store.knowledge_base import KnowledgeBase

if TYPE_CHECKING:
    from .asking.controls.controls_query import ControlsRequest
    from .asking.naming.bulk_resolver import NameProgress
    from .asking.questions.scope import Scope
    from .model.answer import Answer, Json
    from .model.query_dates import QueryDates

DateLike = str | date | Date
"""A date as a text such as 2025, 2025-Q2 or 2025-02-24, or as an object."""

NO_OPTIONS = QueryOptions()


class OpenedBase(KindMethods):
    """A base as it is read: what it is made of, and what its names mean."""

    def __init__(
        self,
        base: KnowledgeBase,
        query_dates: "QueryDates | None" = None,
        opened_base: "OpenedBase | None" = None,
    ) -> None:
        self._undated_base, self._query_dates = base, query_dates
        self._opened_base, self._is_closed = opened_base, False

    def __enter__(self) -> Self:
        """Give the base; it is closed at the end of the ``with`` statement."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Close the base."""
        self.close()

    def close(self) -> None:
        """Close the base: whatever is asked of it later raises ClosedBaseError.

        Closing a base got by ``at`` leaves the one that it was got from open.
        """
        if not (self._opened_base or self._is_closed):
            self._undated_base.close()
        self._is_closed = True

    @property
    def is_closed(self) -> bool:
        """Whether the base, or the one that it was got from, is closed."""
        return self._is_closed or bool(self._opened_base and self._opened_base.is_closed)

    def at(self, *, as_of: DateLike = "", known_by: DateLike = "") -> Self:
        """Read the base as it stood: what held on a date, what had been published by a date.

        ``controls``, ``whatif`` and ``party`` judge by the rules of the day ``as_of``. Raises
        UsageError for what is no date.
        """
        from .model.query_dates import QueryDates

        query_dates = QueryDates(
            as_of=parse_date("as_of", as_of), known_by=parse_date("known_by", known_by)
        )
        return type(self)(self._undated_base, query_dates if any(query_dates) else None, self)

    def find_entity(self, name: str, *, kind: str = "", exact: bool = False) -> Entity:
        """Find the entity that a name means, of any kind unless one is given."""
        match = self.resolve(name, kind=kind, exact=exact)
        return self._base.load_entities([match.entity.id])[0]

    def load_entities(self, kind: str) -> list[Entity]:
        """Load every entity of a kind, by name; raises UnknownNameError."""
        return self._base.load_entities_of_kind(find_kind(kind).name)

    def resolve(self, name: str, *, kind: str = "", exact: bool = False) -> EntityMatch:
        """Find which entity a name means, and how it was found."""
        return resolve(self._base, name, self._find_kind_name(kind), exact=exact)

    def resolve_all(
        self,
        names: Iterable[str],
        *,
        kind: str = "",
        processes: int = 1,
        progress: "NameProgress | None" = None,
        **selection: Unpack[NameSelection],
    ) -> "Answer":
        """Find what each of many names means, and how sure that is; unsure ones are not guessed.

        With ``processes`` other than 1, others help with long lists, 0 for as many as there are
        cores. Each imports the main module of your program anew, so that has to be one which does
        its work only under ``if __name__ == "__main__"``.
        """
        from .asking.naming.bulk_resolver import BulkSettings, ignore_progress, resolve_many

        settings = BulkSettings(processes=processes, progress=progress or ignore_progress)
        options = build_query_options(selection, NameSelection)
        kind_name = self._find_kind_name(kind)
        return self._add_footnotes_and_dates(
            resolve_many(self._base, names, kind_name, options, settings), options
        )

    def list_problems(self) -> list[Problem]:
        """List everything that is wrong with the fact files, by place."""
        return self._base.load_problems()

    @property
    def has_mixed_files(self) -> bool:
        """Whether files changed while they were read, so that old and new facts may be mixed."""
        return self._base.has_mixed_files

    def list_rejected_ids(self) -> Sequence[str]:
        """List the ids of the entities that are left out because their files have problems."""
        return [rejected_entity.id for rejected_entity in self._base.load_rejected_entities()]

    def list_partly_rejected_ids(self) -> Sequence[str]:
        """List the ids of the entities of which a file has problems and another one is used."""
        return list(self._base.load_entity_refs(self.list_rejected_ids()))

    def complete_names(self, kind: str, prefix: str, limit: int = 100) -> list[str]:
        """List names and ids that begin with these letters, for completion."""
        simplify_name = self._base.simplify_name
        word = normalise_name(simplify_name(prefix))
        candidates = self._base.complete_names(kind, word, limit)
        return [name for name in candidates if normalise_name(simplify_name(name)).startswith(word)]

    def describe_names(self, kind: str, prefix: str, limit: int = 100) -> dict[str, str]:
        """Say of names and ids that begin with these letters what each means, for completion."""
        key = normalise_name(self._base.simplify_name(prefix))
        entries = self._base.find_names_by_prefix(key, limit, kind)
        return {entry.text: f"{entry.entity.name}, {entry.entity.kind}" for entry in entries}

    def build_receipt(self, query: Sequence[str]) -> "dict[str, Json]":
        """List what an answer rests on: versions, content of the base, question, dates."""
        from .asking.answers.receipt import build_receipt

        return build_receipt(self._base, query, self._query_dates)

    def describe_version(self) -> "dict[str, Json]":
        """Describe what is installed: version, schema, and the date and checksum of the facts."""
        from .asking.answers.receipt import describe_version

        return describe_version(self._base)

    @cached_property
    def _dated_base(self) -> KnowledgeBase:
        """The base as of its dates, read when it is first asked."""
        return _read_dated_base(self._undated_base, self._query_dates)

    @property
    def _base(self) -> KnowledgeBase:
        """The base to ask; raises ClosedBaseError once it is closed."""
        self._check_open()
        return self._dated_base

    def _get_kind(self, name: str) -> type[Kind] | None:
        """Get a kind of the base; None where it has none of this name, or is closed."""
        return None if self.is_closed else self._undated_base.kinds.get(name)

    def _find_kind_name(self, name: str) -> str:
        """Find the kind of this base that a singular or plural means; nothing for nothing."""
        self._check_open()
        return name and find_kind(name).name

    def _check_open(self) -> None:
        """Check that the base is open, and put the kinds in force that it declares."""
        if self.is_closed:
            raise ClosedBaseError("the base is closed", "open it again with chipwatch.open()")
        self._undated_base.use_kinds()

    def _get_base_for_rules(self) -> "tuple[KnowledgeBase, QueryDates | None]":
        """Get the base for a question about rules, with the dates to show above its answer.

        The day is a part of such a question, and the answer tells of other days too: facts are
        filtered by what was known only.
        """
        self._check_open()
        dates = self._query_dates
        if not (dates and dates.known_by):
            return self._undated_base, None
        from .asking.controls.controls_query import parse_day

        base = _read_dated_base(self._undated_base, dates._replace(as_of=None))
        return base, dates._replace(as_of=dates.as_of or parse_day(""))

    def _build_request(
        self, options: QueryOptions, shipment: Mapping[str, Any] | None = None
    ) -> "ControlsRequest":
        from .asking.controls.chip_origins import OriginRequest
        from .asking.controls.controls_query import ControlsRequest

        day = self._query_dates and self._query_dates.as_of
        shipment = shipment or {}
        origin = OriginRequest(
            shipped_from=shipment.get("from_") or "",
            made_in=shipment.get("made_in") or "",
            us_content=shipment.get("us_content") or "",
            us_technology=shipment.get("us_technology") or "",
        )
        return ControlsRequest(
            as_of=day.text if day else "",
            destination=shipment.get("to") or "",
            end_user=shipment.get("end_user") or "",
            origin=origin,
            is_detailed=bool(shipment.get("detail")),
            exact=options.exact,
        )

    def _add_footnotes_and_dates(
        self, answer: "Answer", options: QueryOptions = NO_OPTIONS
    ) -> "Answer":
        return add_footnotes_and_dates(answer, self._base, self._query_dates, options)


def _read_dated_base(base: KnowledgeBase, query_dates: "QueryDates | None") -> KnowledgeBase:
    if not query_dates:
        return base
    from .store.base_as_of import read_base_as_of

    return read_base_as_of(base, query_dates)


def add_footnotes_and_dates(
    answer: "Answer", base: KnowledgeBase, query_dates: "QueryDates | None", options: QueryOptions
) -> "Answer":
    """Add the footnotes that are asked for, and the dates that the base is read as of."""
    if options.cite:
        from .asking.answers.citations import FootnotedAnswer

        answer = FootnotedAnswer(answer)
    if query_dates:
        from .asking.answers.dated_answer import DatedAnswer

        answer = DatedAnswer(answer, base, query_dates)
    if base.has_own_kinds:
        from .asking.answers.own_kinds_answer import OwnKindsAnswer

        answer = OwnKindsAnswer(answer, base)
    return answer


def parse_date(name: str, value: DateLike) -> Date | None:
    """Parse a date; None where none is given. Raises UsageError."""
    if isinstance(value, Date):
        return value
    from .model.query_dates import parse_option_date

    return parse_option_date(name, value.isoformat()[:10] if isinstance(value, date) else value)


def build_scope(
    about: str, kinds: str | Iterable[str], since: DateLike = "", until: DateLike = ""
) -> "Scope":
    """Build what a question is about; raises UsageError for dates that do not fit together."""
    from .asking.questions.scope import Scope
    from .model.query_dates import check_date_order

    first, last = parse_date("since", since), parse_date("until", until)
    check_date_order(first, last)
    return Scope(kinds=split_names(kinds), topic=about, since=first, until=last)
