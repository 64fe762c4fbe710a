"""The card of a verdict: figures, paragraphs with the room left to them, what came before."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ...model.countries import name_of
from ...model.derived import BITS
from ...model.facts import Citation, Fact
from ...model.interval import rounded
from ...model.quantity import Real
from ...model.rules import OWNED, PRODUCT, Rule
from ...model.schema import Chip, Policy
from ...model.table import Cell, Column, Table
from ..cite import Numbers
from .case import DISCLAIMER, Asking, Case, Change, around_day, named_actions, operands
from .evaluate import OR, Tested, Truth
from .verdict import CONTROLLED, REQUIREMENTS, Finding

COLUMNS = (Column("What", whole=True), Column("Answer"), Column("Source"))
USUAL_BITS = (8, 16)
HOLDS = {True: "holds", False: "does not hold", None: "cannot be told"}
Line = tuple[Cell, ...]


def cards(asking: Asking, cases: Sequence[Case]) -> list[Table]:
    """A card for each chip, then the sources of all."""
    sources = Numbers()
    found = [Table(_title(asking, case), COLUMNS, tuple(_lines(asking, case, sources)),
                   headed=False, notes=tuple(_notes(case))) for case in cases]  # fmt: skip
    return [*found, *sources.tables(asking.source)]


def _title(asking: Asking, case: Case) -> str:
    buyer = f", for {case.subject.buyer.name}" if case.subject.buyer else ""
    verdict = case.verdict.verdict.replace("-", " ")
    return f"{case.subject.name} to {name_of(asking.to)}{buyer} on {asking.day.text}: {verdict}"


def _lines(asking: Asking, case: Case, sources: Numbers) -> Iterator[Line]:
    yield from _head(asking, case)
    figures = list(_figures(asking, case, sources))
    if figures:
        yield (Cell("Figures", "heading"),)
        yield from figures
    for rule, findings in _by_rule(case):
        yield (Cell(_ruled(asking, rule), "heading"),)
        yield from (_finding(asking, one, sources) for one in findings)
    for one in case.beside:
        yield (Cell(_ruled(asking, one.rule), "heading"),)
        yield _beside(asking, one, sources)
    named = list(_named(asking, case, sources))
    if named:
        yield (Cell("Acts that name it, or who gets it", "heading"),)
        yield from named
    yield from _around(asking, case)


def _reason(asking: Asking, reason: str) -> str:
    """Why it cannot be told, with the labels of figures and the names of policies."""
    return "; ".join(_named_reason(asking, part) for part in reason.split("; ") if part)


def _named_reason(asking: Asking, part: str) -> str:
    name, colon, why = part.partition(": ")
    if name in asking.policies:
        return f"{asking.name(name)}: whether it applies is {why}"
    return f"{_label(name)}{colon}{why}"


def _label(name: str) -> str:
    field = Chip.properties.get(name) or Policy.properties.get(name)
    return field.label if field else name


def _head(asking: Asking, case: Case) -> Iterator[Line]:
    one = case.verdict
    sure = f"as sure as: {one.certainty}" if one.certainty != "confirmed" else ""
    yield (
        Cell("Licence", "label"),
        Cell(REQUIREMENTS[one.verdict], "", _reason(asking, one.reason) or sure),
    )
    yield Cell("Class", "label"), Cell(one.paragraph or _no_class(case))
    if one.policy or one.verdict == CONTROLLED:
        yield Cell("Applications", "label"), Cell(one.policy or "how they are decided is not known")
    for exemption, holds in one.exemptions:
        doubt = "" if holds else "if its conditions are met, which cannot be told"
        asides = (part for part in (exemption.note, doubt) if part)
        yield Cell("Exception", "label"), Cell(exemption.name, "", "; ".join(asides))


def _no_class(case: Case) -> str:
    """What is said instead of a class where no paragraph of the list surely holds."""
    one = case.verdict
    held = [finding.holds for finding in one.findings if finding.rule.act == "control"]
    if one.findings and None not in held:
        return "under no paragraph of the list"
    open_ = dict.fromkeys(finding.paragraph.name for finding in one.binding if not finding.binds)
    return f"{' or '.join(open_)}, in every case one of them" if open_ else "cannot be told"


def _figures(asking: Asking, case: Case, sources: Numbers) -> Iterator[Line]:
    told: set[Fact] = set()
    for name in operands(case):
        field = Chip.properties.get(name) or Policy.properties.get(name)
        known = case.subject.number(name) if name in Chip.properties or name == OWNED else None
        facts = case.subject.facts(name) if name in Chip.properties else ()
        cites = _cited(sources, [citation for fact in facts for citation in fact.citations])
        label = Cell(field.label if field else name, "label")
        if known and known.value and field:
            mark = "disputed" if known.disputed else ""
            asides = (known.arithmetic, mark, _dated(facts))
            aside = "; ".join(part for part in asides if part)
            yield label, Cell(field.show(rounded(known.value)), mark, aside), cites
            if known.disputed:
                yield from _at_odds(facts, told, sources)
        elif words := case.subject.words(name):
            yield label, Cell(asking.words(field, words)), cites
        elif known and not {name, *known.missing}.isdisjoint(case.verdict.missing):
            yield label, Cell("not known", "dim")


def _at_odds(facts: Sequence[Fact], told: set[Fact], sources: Numbers) -> Iterator[Line]:
    """The facts that make a figure disputed, each once: several of a property, or doubtful ones."""
    often = Counter(fact.property for fact in facts)
    for fact in facts:
        if fact not in told and (often[fact.property] > 1 or fact.certainty == "disputed"):
            told.add(fact)
            said = f"{fact.field.label}: {fact.text()}"
            yield (
                Cell("", "label"),
                Cell(said, "disputed", fact.note),
                _cited(sources, fact.citations),
            )


def _cited(sources: Numbers, citations: Iterable[Citation]) -> Cell:
    return Cell("", "dim", cites=sources.cites(citations))


def _dated(facts: Sequence[Fact]) -> str:
    """The day of the latest fact."""
    dated = [fact.as_of for fact in facts if fact.as_of]
    return f"as of {max(dated, key=lambda day: day.last).text}" if dated else ""


def _by_rule(case: Case) -> Iterator[tuple[Rule, list[Finding]]]:
    """The paragraphs by rule; of those that need a name, only the ones that fit."""
    for rule in dict.fromkeys(one.rule for one in case.verdict.findings):
        found = [one for one in case.verdict.findings if one.rule is rule and _telling(one, case)]
        if found:
            yield rule, found


def _telling(one: Finding, case: Case) -> bool:
    if one.holds or one.rule.act == "control":
        return True
    measured = any(test.known and test.property != OWNED for test in one.outcome.tested)
    asked = one.rule.act == "affiliates" and case.subject.buyer is not None
    return asked or (one.rule.act == "letter" and measured)


def _ruled(asking: Asking, rule: Rule) -> str:
    citation = asking.citation(rule.policy)
    until = f" until {rule.until.text}" if rule.until else ""
    about = "; ".join(part for part in (citation, f"from {rule.since.text}{until}") if part)
    return f"{asking.name(rule.policy)} ({about})"


def _finding(asking: Asking, one: Finding, sources: Numbers) -> Line:
    asides = [_tested(asking, test) for test in one.outcome.tested if test.bound]
    if one.reach is not True:
        asides.append("does not reach there" if one.reach is False else "whether it reaches there"
                      " is not known")  # fmt: skip
    if one.doubt:
        asides.append(f"stopped by {asking.name(one.doubt)}, but not by a published rule")
    if one.paragraph.certainty not in ("confirmed", "reported"):
        asides.append(one.paragraph.certainty)
    mark = "differs" if one.binds else "disputed" if one.binds is None else "dim"
    cites = _cited(sources, one.paragraph.citations)
    return Cell(one.paragraph.name, "label"), Cell(HOLDS[one.holds], mark, "; ".join(asides)), cites


def _beside(asking: Asking, one: Finding, sources: Numbers) -> Line:
    """What follows from a paragraph that requires no licence."""
    tests = (_tested(asking, test) for test in one.outcome.tested if test.bound)
    asides = [*tests, one.paragraph.note]
    cites = _cited(sources, one.paragraph.citations)
    said = Cell(HOLDS[one.holds], "", "; ".join(part for part in asides if part))
    return Cell(one.paragraph.name, "label"), said, cites


def _tested(asking: Asking, test: Tested) -> str:
    field = Chip.properties.get(test.property) or Policy.properties.get(test.property)
    room = _room(test.holds, test.headroom, known=test.known is not None)
    if field is None:
        return f"names it {room}" if test.property == PRODUCT else f"names who gets it {room}"
    return f"{field.label} {asking.words(field, test.bound.split(OR))} {room}"


def _room(holds: Truth, headroom: Real | None, *, known: bool) -> str:
    """How far a figure is from a bound; a word for what has no distance."""
    if not known or headroom is None:
        return {True: "✓", False: "✗", None: "?"}[holds]
    sign = {True: "✓", False: "✗", None: "?"}[holds]
    return f"{sign} {_per_cent(headroom)}"


def _per_cent(headroom: Real) -> str:
    return f"{'+' if headroom > 0 else ''}{headroom:.1f} %"


def _named(asking: Asking, case: Case, sources: Numbers) -> Iterator[Line]:
    for rule in named_actions(case):
        until = f" until {rule.until.text}" if rule.until else ""
        asides = (f"from {rule.since.text}{until}", rule.note)
        aside = "; ".join(part for part in asides if part)
        cites = _cited(sources, rule.citations)
        yield Cell(rule.act.capitalize(), "label"), Cell(asking.name(rule.policy), "", aside), cites


def _around(asking: Asking, case: Case) -> Iterator[Line]:
    before, after = around_day(case, asking.day)
    if before or after:
        yield (Cell("Before and after", "heading"),)
    for label, change in (("Before", before), ("After", after)):
        if change:
            yield Cell(label, "label"), _change(asking, change)


def _change(asking: Asking, change: Change) -> Cell:
    one = change.verdict
    parts = [one.verdict.replace("-", " "), one.paragraph, one.policy]
    names = ", ".join(asking.name(rule) for rule in change.rules)
    said = "; ".join(part for part in parts if part)
    return Cell(f"{said}, from {change.since.text}", "", names)


def _notes(case: Case) -> Iterator[str]:
    rooms = (test.headroom for one in case.verdict.findings for test in one.outcome.tested)
    if any(room is not None for room in rooms):
        yield "per cent: how far the figure stays clear of the bound; below 0 it meets it"
    yield from _not_counted(case)
    yield DISCLAIMER


def _not_counted(case: Case) -> Iterator[str]:
    """At which of the usual bit lengths no rate is known, as one there may make TPP higher."""
    figures = case.subject.figures
    told = {bits for name, (bits, _) in BITS.items() if figures.stated(name).value}
    lacking = [str(bits) for bits in USUAL_BITS if bits not in told]
    if told and lacking:
        counted = " and ".join(map(str, sorted(told)))
        yield (
            f"TPP counts the rates that are known, at {counted} bits; one at"
            f" {' or '.join(lacking)} bits may be higher"
        )
