"""Why a value is shown: every fact of a property with its sources, dates and rivals."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ...model.facts import RULE, Derivation, Entity, Fact, comparable, decided_by, rival
from ...model.fields import plain_quantity
from ...model.problem import NotFoundError
from ...model.schema import no_property
from ...model.table import Answer, Cell, Column, Json, Row, Table
from ...store.base import KnowledgeBase
from ..around import Around
from ..asked import HELP, Asked, left_out, limited
from ..card import noted, span, title
from ..cite import Numbers
from ..match import Match, match_object
from ..naming.names import resolve, talk
from ..plain import fact_object, source_object
from ..select import Head, columns_help, ordered, pick
from ..spread import Spread, independent, spread_of

COLUMNS = (
    Column("", whole=True), Column("Value"), Column("As of"),
    Column("Certainty", whole=True), Column("Source"), Column("Stated in"),
)  # fmt: skip


class Reason(NamedTuple):
    """A property with its facts, the one shown first; of relations, those from either end."""

    key: str
    label: str
    meaning: str
    facts: tuple[Fact, ...]
    shown: tuple[Fact, ...]
    disputed: bool

    @property
    def criterion(self) -> str:
        """The first part of the rule that puts the fact shown before the next."""
        single = len(self.shown) == 1 < len(self.facts)
        return decided_by(self.facts[0], self.facts[1]) if single else ""

    @property
    def told(self) -> list[Fact]:
        """The facts that tell of the time of the one shown."""
        first = self.facts[0]
        return [fact for fact in self.facts if fact is first or comparable(fact, first)]

    @property
    def spread(self) -> Spread | None:
        """How far the numbers that are told of that time lie apart."""
        return spread_of(self.told)


def why(base: KnowledgeBase, name: str, property_: str, asked: Asked) -> Answer:
    """Every fact of one property of an entity, or of all of them.

    Raises the errors of names; UnknownNameError for a property that its kind does not have, and
    NotFoundError for one that nothing is known of.
    """
    match = resolve(base, name, exact=asked.exact)
    (entity,) = base.entities([match.entity.id])
    around = Around(base, [entity])
    keys = entity.schema.labels()
    property_ = _key_of(property_, keys)
    heads = [Head[None](key, label, lambda _: None) for key, label in keys.items()]
    if HELP in ((property_,), asked.columns):
        return columns_help(heads)
    wanted = [property_] if property_ else [head.key for head in pick(heads, asked.columns)]
    _check_known(entity, wanted, keys)
    reasons = [one for key in wanted or keys if (one := _reason(around, entity, key)).facts]
    if not reasons:
        hint = f"run chipwatch show {entity.id} to see what is known of it" if wanted else ""
        what = ": ".join(part for part in (entity.name, ", ".join(wanted)) if part)
        then = f" {base.then.moment}" if base.then else ""
        raise NotFoundError(f"nothing is known of {what}{then}", hint)
    return Why(around, match, ordered(_ORDERS, reasons, asked.sort), asked.limit)


_ORDERS: list[Head[Reason]] = [
    Head("property", "Property", lambda one: one.key),
    Head("label", "Label", lambda one: one.label),
    Head("facts", "Facts", lambda one: len(one.facts)),
    Head("disputed", "Disputed", lambda one: one.disputed),
]
"""What properties can be sorted by."""


class Why:
    """The facts behind one entity's values; implements Answer."""

    def __init__(
        self, around: Around, match: Match, reasons: list[Reason], limit: int | None
    ) -> None:
        self.around, self.match = around, match
        self.reasons = limited(reasons, limit)
        self.left_out = len(reasons) - len(self.reasons)
        self.numbers = Numbers()
        for one in self.reasons:
            for fact in one.facts:
                self.numbers.cites(fact.citations)

    def data(self) -> Json:
        """The entity, the rule of choice, and each property with all its facts and sources."""
        entity = self.match.entity
        return {
            "id": entity.id, "kind": entity.kind, "name": entity.name, "rule": RULE,
            "properties": [self._object(one) for one in self.reasons],
            "sources": [source_object(self.around.source(id_)) for id_ in self.numbers.order],
            "match": match_object(self.match),
        }  # fmt: skip

    def grid(self) -> Sequence[Row]:
        """One row for each fact."""
        return [self._flat_row(one, fact) for one in self.reasons for fact in one.facts]

    def tables(self) -> Sequence[Table]:
        """The facts under a heading for each property, then the sources."""
        rows = tuple(row for one in self.reasons for row in self._rows(one))
        table = Table(title(self.match.entity), COLUMNS, rows, notes=tuple(self._notes()))
        return [table, *self.numbers.tables(self.around.source)]

    def talk(self) -> Sequence[str]:
        """The name, if it was guessed."""
        return talk([self.match])

    def _object(self, one: Reason) -> Json:
        facts = [
            {
                **fact_object(self.around, fact, shown=fact in one.shown),
                "entity": fact.entity,
                "rival": _rivals(one, fact),
                "independent_sources": fact.independent,
            }
            for fact in one.facts
        ]
        spread = one.spread
        return {
            "property": one.key, "label": one.label, "disputed": one.disputed,
            "chosen_by": one.criterion, "independent_sources": self._independent(one),
            "spread": spread and spread.as_data(), "facts": facts,
        }  # fmt: skip

    def _flat_row(self, one: Reason, fact: Fact) -> Row:
        return {
            "entity": fact.entity, "property": fact.property,
            "value": fact.plain(),
            "unit": fact.field.unit or None,
            "unknown": fact.value.reason if fact.unknown else None,
            "as_of": fact.as_of and fact.as_of.text, "until": fact.until and fact.until.text,
            "period": fact.period and fact.period.text,
            "share": fact.share and plain_quantity(fact.share),
            "certainty": fact.certainty, "shown": fact in one.shown, "rival": _rivals(one, fact),
            "sources": [str(citation) for citation in fact.citations],
            "note": fact.note or None, "path": fact.where.path, "line": fact.where.line,
        }  # fmt: skip

    def _notes(self) -> Iterator[str]:
        """What the signs mean, and the rule of choice."""
        yield from left_out(self.left_out)
        yield f"→ is shown, by this rule: {RULE}"
        if any(fact.derived for one in self.reasons for fact in one.shown):
            yield "= is the formula of a derived value, which goes before those stated; · it takes"
        if any(_rivals(one, fact) for one in self.reasons for fact in one.facts):
            yield "≠ contradicts the value shown, at the same time"

    def _rows(self, one: Reason) -> Iterator[tuple[Cell, ...]]:
        yield (Cell(f"{one.label} ({one.key})", "heading", one.meaning),)
        for fact in one.facts:
            yield self._row(one, fact)
            if fact.derived:
                yield from self._derivation(fact.derived)

        if len(one.facts) > len(one.shown):
            yield (Cell(f"   {self._summary(one)}", "dim"),)

    def _derivation(self, derived: Derivation) -> Iterator[tuple[Cell, ...]]:
        """The formula, and each fact that it takes."""
        yield (Cell("="), Cell(derived.formula, "", derived.citation))
        for fact in derived.operands:
            said = Cell(f"{fact.field.label}: {fact.text()}", "dim", noted(fact))
            yield (Cell("·", "dim"), said, *self._behind(fact))

    def _summary(self, one: Reason) -> str:
        """By what the first was chosen, how far the numbers lie apart, on how many sources."""
        number, spread = self._independent(one), one.spread
        parts = [f"chosen by {one.criterion}" if one.criterion else ""]
        parts.append(f"spread {spread.text()}" if spread else "")
        parts.append(f"{number} independent source{'s' * (number != 1)}")
        return "; ".join(filter(None, parts))

    def _independent(self, one: Reason) -> int:
        told = one.facts if one.facts[0].field.many else one.told
        return independent(told, self.around.source)

    def _row(self, one: Reason, fact: Fact) -> tuple[Cell, ...]:
        sign, mark = "", ""
        if fact in one.shown:
            sign = "→"
        elif _rivals(one, fact):
            sign, mark = "≠", "disputed"
        if fact.entity == self.match.entity.id:
            text = self.around.text(fact)
        else:
            text = f"{self.around.name(fact.entity)} – {fact.field.label}"
        return (Cell(sign, "differs"), Cell(text, mark, noted(fact)), *self._behind(fact))

    def _behind(self, fact: Fact) -> tuple[Cell, ...]:
        """When a fact held, how sure it is, who says so, and where it is stated."""
        return (
            Cell(span(fact)), Cell(fact.certainty),
            Cell("", cites=self.numbers.cites(fact.citations, located=True)),
            Cell(f"{fact.where.path}:{fact.where.line}", "dim"),
        )  # fmt: skip


def _check_known(entity: Entity, wanted: Sequence[str], keys: dict[str, str]) -> None:
    for key in wanted:
        if key not in keys:
            raise no_property(entity.schema, key, keys)


def _key_of(property_: str, keys: Mapping[str, str]) -> str:
    """The property that is meant by its key or by the label that pages show, in whatever case."""
    if property_ in keys:
        return property_
    said = property_.casefold()
    return next((key for key, label in keys.items() if said in (key, label.casefold())), property_)


def _reason(around: Around, entity: Entity, key: str) -> Reason:
    chosen = around.chosen(entity).get(key)
    own = chosen.facts if chosen else ()
    incoming = [link.fact for link in around.links(entity, key) if link.fact not in own]
    shown = (*(chosen.shown if chosen else ()), *incoming)
    label, meaning = _described(entity, key)
    return Reason(key, label, meaning, (*own, *incoming), shown, bool(chosen and chosen.disputed))


def _described(entity: Entity, key: str) -> tuple[str, str]:
    field = entity.schema.properties.get(key)
    if field is not None:
        return field.label, field.meaning
    inverse = entity.schema.relations()[key][0].inverse
    return inverse.label, inverse.meaning


def _rivals(one: Reason, fact: Fact) -> bool:
    """Whether the fact contradicts the value shown."""
    return any(rival(shown, fact) for shown in one.shown if shown.entity == fact.entity)
