"""The standing of a firm on a day: lists that name it, who owns it, what it owns, the 50 % rule."""

from collections.abc import Iterator, Sequence

from ...model.derived import Known
from ...model.facts import Citation, Entity, Fact
from ...model.fields import plain_quantity
from ...model.quantity import Quantity, show
from ...model.rules import Rule
from ...model.table import Answer, Cell, Column, Json, Row, Table
from ...store.base import KnowledgeBase
from ..around import Around
from ..card import span
from ..cite import Numbers
from ..match import match_object
from ..naming.names import resolve, talk
from ..plain import Object, citation_object, fact_object
from .case import DISCLAIMER, Asking, Question
from .evaluate import evaluate
from .ownership import Owners, Step, below
from .subject import SPECIFIED, Subject
from .verdict import in_force

LISTED, REACHED, NOT_LISTED, UNKNOWN = "listed", "reached", "not-listed", "unknown"
COLUMNS = (Column("What", whole=True), Column("Answer"), Column("Source"))
SAID = {
    LISTED: "on a list", REACHED: "reached, as listed parties own half of it or more",
    NOT_LISTED: "on no list that the base knows",
    UNKNOWN: "on no list that the base knows; whether the 50 % rule reaches it cannot be told",
}  # fmt: skip


def party(base: KnowledgeBase, name: str, question: Question) -> Answer:
    """The standing of a firm; raises the errors of names."""
    asking = Asking(base, question._replace(end_user=name))
    return Party(asking)


class Party:
    """The standing of one firm; implements Answer."""

    def __init__(self, asking: Asking) -> None:
        self.asking = asking
        self.match = resolve(
            asking.base, asking.question.end_user, "company", exact=asking.question.exact
        )
        owners = asking.owners
        assert owners is not None  # noqa: S101 - the question names a firm
        self.owners: Owners = owners
        self.firm = owners.firm
        self.below = below(asking.base, self.firm, asking.day.last)
        ids = dict.fromkeys(rule.policy for rule in asking.rules)
        more = [*ids, *self.owners.entities, *(fact.entity for fact in self.below)]
        self.names = {id_: brief.name for id_, brief in asking.base.briefs(more).items()}
        stated = [Entity(f.entity, f.kind, f.entity, (), (f,)) for f in self._facts()]
        self.around = Around(asking.base, stated)

    @property
    def rules(self) -> list[Rule]:
        """The rules on what listed parties own that have begun, stopped ones too."""
        day = self.asking.day.last
        return [one for one in self.asking.rules if one.act == "affiliates" and one.in_force(day)]

    @property
    def share(self) -> Known:
        """The part of the firm that listed parties own."""
        return self.owners.by_listed()

    @property
    def half(self) -> bool | None:
        """Whether a rule in force reaches the firm by its owners; None where that is not known."""
        subject = Subject(SPECIFIED, "", {}, self.owners.buyer())
        standing = [rule for rule in self.rules if rule in in_force(self.asking.setting)]
        held = [evaluate(part.when, subject).holds for rule in standing for part in rule.paragraphs]
        return True if True in held else None if None in held else False

    @property
    def standing(self) -> str:
        """In a word, what the firm is."""
        if self.owners.listed(self.firm.id):
            return LISTED
        return {True: REACHED, False: NOT_LISTED, None: UNKNOWN}[self.half]

    def data(self) -> Json:
        """The standing, the lists with their citations, owners, what it owns, and the 50 % rule."""
        return {
            "party": self.firm.id, "name": self.firm.name, "as_of": self.asking.day.text,
            "standing": self.standing,
            "listings": [self._listing(rule) for rule in self._listings()],
            "stated": [self._fact(fact) for fact in self.owners.stated(self.firm.id)],
            "parents": [self._step(step) for step in self.owners.steps],
            "subsidiaries": [self._owned(fact) for fact in self.below],
            "fifty_per_cent_rule": self._half(),
            "disclaimer": DISCLAIMER,
            "match": match_object(self.match),
        }  # fmt: skip

    def grid(self) -> Sequence[Row]:
        """One row: the firm and its standing."""
        return [
            {
                "party": self.firm.id, "name": self.firm.name, "as_of": self.asking.day.text,
                "standing": self.standing,
                "listings": [rule.policy for rule in self._listings()],
                "parents": [step.owner for step in self.owners.steps],
                "subsidiaries": [fact.entity for fact in self.below],
            }
        ]  # fmt: skip

    def tables(self) -> Sequence[Table]:
        """A card, and the sources."""
        self.numbers = Numbers()
        rows = tuple(self._lines())
        title = f"{self.firm.name} on {self.asking.day.text}: {self.standing.replace('-', ' ')}"
        card = Table(title, COLUMNS, rows, headed=False, notes=(DISCLAIMER,))
        return [card, *self.numbers.tables(self.asking.source)]

    def talk(self) -> Sequence[str]:
        """The name, if it was guessed."""
        return talk([self.match])

    def _facts(self) -> list[Fact]:
        owning = [step.fact for step in self.owners.steps]
        return [*owning, *self.below, *self.owners.stated(self.firm.id)]

    def _listings(self) -> list[Rule]:
        return self.owners.listings[self.firm.id]

    def _listing(self, rule: Rule) -> Object:
        return {
            "id": rule.policy, "name": self.names.get(rule.policy, rule.policy),
            "from": rule.since.text, "until": rule.until and rule.until.text,
            "citation": self.asking.citation(rule.policy) or None,
            "policy": next((one.policy for one in rule.licences), None),
            "sources": [citation_object(citation) for citation in rule.citations],
        }  # fmt: skip

    def _fact(self, fact: Fact) -> Object:
        return {"entity": fact.entity, **fact_object(self.around, fact, shown=True)}

    def _step(self, step: Step) -> Object:
        return {
            "company": step.owned, "owner": step.owner,
            "name": self.names.get(step.owner, step.owner), "step": step.depth + 1,
            "share": plain_quantity(step.fact.share) if step.fact.share else None,
            "as_of": step.fact.as_of and step.fact.as_of.text,
            "listed": self.owners.listed(step.owner),
            "fact": self._fact(step.fact),
        }  # fmt: skip

    def _owned(self, fact: Fact) -> Object:
        return {
            "company": fact.entity, "name": self.names.get(fact.entity, fact.entity),
            "relation": fact.property,
            "share": plain_quantity(fact.share) if fact.share else None,
            "as_of": fact.as_of and fact.as_of.text,
            "fact": self._fact(fact),
        }  # fmt: skip

    def _half(self) -> Object:
        value = self.share.value or Quantity(0, 100)
        standing = in_force(self.asking.setting)
        return {
            "rules": [rule.policy for rule in self.rules],
            "in_force": any(rule in standing for rule in self.rules),
            "stopped_by": self._stopped(),
            "reached": self.half, "listed_share_low": value.low, "listed_share_high": value.high,
            "missing": self.share.missing,
        }  # fmt: skip

    def _stopped(self) -> list[str]:
        day = self.asking.day.last
        policies = {rule.policy for rule in self.rules}
        return [
            rule.policy
            for rule in self.asking.rules
            if rule.act == "suspension" and rule.in_force(day) and policies & set(rule.modifies)
        ]

    def _lines(self) -> Iterator[tuple[Cell, ...]]:
        yield Cell("Standing", "label"), Cell(SAID[self.standing])
        for rule in self._listings():
            policy = next((one.policy for one in rule.licences), "")
            asides = (self.asking.citation(rule.policy), f"from {rule.since.text}", policy)
            aside = "; ".join(part for part in asides if part)
            name = self.names.get(rule.policy, rule.policy)
            yield self._line("Listed by", name, aside, rule.citations)
        for fact in self.owners.stated(self.firm.id):
            aside = "; ".join(part for part in (_dated(fact), fact.note) if part)
            yield self._line("Stated", fact.text(), aside, fact.citations)
        for step in self.owners.steps:
            listed = "listed" if self.owners.listed(step.owner) else ""
            share = f"{_share(step.share)} of {self.names.get(step.owned, step.owned)}"
            aside = "; ".join(part for part in (share, _dated(step.fact), listed) if part)
            owner = self.names.get(step.owner, step.owner)
            yield self._line("Owned by", owner, aside, step.fact.citations)
        for fact in self.below:
            aside = "; ".join(part for part in (_part(fact), _dated(fact)) if part)
            yield self._line(
                "Owns", self.names.get(fact.entity, fact.entity), aside, fact.citations
            )
        yield Cell("50 % rule", "label"), Cell(*self._half_said())

    def _half_said(self) -> tuple[str, str, str]:
        """Whether the rule is in force, and what of the firm listed parties own."""
        half, share = self._half(), self.share.value or Quantity(0, 100)
        owned = f"listed parties own {_share(share)} of it, as far as known"
        if half["in_force"]:
            return (
                {True: "reached", False: "not reached", None: "cannot be told"}[self.half],
                "",
                owned,
            )
        stopped = ", ".join(self.names.get(id_, id_) for id_ in self._stopped())
        return (f"stopped by {stopped}" if stopped else "no such rule in force"), "", owned

    def _line(
        self, label: str, text: str, aside: str, cited: Sequence[Citation]
    ) -> tuple[Cell, ...]:
        cites = Cell("", "dim", cites=self.numbers.cites(cited))
        return Cell(label, "label"), Cell(text, "", aside), cites


def _dated(fact: Fact) -> str:
    return f"as of {span(fact)}" if span(fact) else ""


def _share(share: Quantity) -> str:
    return f"{show(share)} %"


def _part(fact: Fact) -> str:
    return _share(fact.share) if fact.share else fact.property
