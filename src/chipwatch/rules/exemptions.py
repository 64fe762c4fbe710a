"""Licence exceptions: which may be used for what requires a licence."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .destinations import is_country_among, is_shipment_among
from .eccn import is_paragraph_covered
from .evaluation import evaluate_release
from .findings import Assessment, ParagraphFinding
from .rule import WORLDWIDE, Exemption
from .truth import Truth, conjoin, disjoin, negate


class UsableExemption(NamedTuple):
    """A licence exception that may be used; None where its conditions cannot be decided."""

    exemption: Exemption
    holds: Truth


def collect_exemptions(
    binding_findings: Sequence[ParagraphFinding],
    findings: Sequence[ParagraphFinding],
    assessment: Assessment,
) -> tuple[UsableExemption, ...]:
    """Collect the licence exceptions that may be used, each once.

    An exception is of use only if it frees from every paragraph of every rule that binds. None is
    open to an embargoed destination, as part 746 requires a licence by itself: 15 CFR 740.2(a).
    """
    if assessment.shipment.is_embargoed:
        return ()
    names = dict.fromkeys(
        exemption.name for finding in binding_findings for exemption in finding.rule.exemptions
    )
    usable_exemptions = (
        _combine_entries(name, binding_findings, findings, assessment) for name in names
    )
    return tuple(usable for usable in usable_exemptions if usable.holds is not False)


def _combine_entries(
    name: str,
    binding_findings: Sequence[ParagraphFinding],
    findings: Sequence[ParagraphFinding],
    assessment: Assessment,
) -> UsableExemption:
    """Combine what all rules say of one exception: the conditions and the notes."""
    entries = [
        usable
        for finding in binding_findings
        for usable in _find_entries(name, finding, assessment)
    ]
    notes = dict.fromkeys(entry.exemption.note for entry in entries if entry.exemption.note)
    if not entries:
        return UsableExemption(Exemption(name, ()), holds=False)
    truths = [_is_freed(name, finding, assessment) for finding in binding_findings]
    is_one_certain = any(finding.is_binding for finding in binding_findings)
    holds = conjoin(*truths) if is_one_certain else _conjoin_alternatives(truths)
    may_bind = [
        finding
        for finding in findings
        if finding.is_binding is None
        and not finding.is_doubtful
        and finding not in binding_findings
    ]
    open_truths = (_is_freed(name, finding, assessment) or None for finding in may_bind)
    exemption = entries[0].exemption._replace(note="; ".join(notes))
    return UsableExemption(exemption, conjoin(holds, *open_truths))


def _conjoin_alternatives(truths: Sequence[Truth]) -> Truth:
    """Conjoin truths about paragraphs of which one binds, and it is not known which."""
    return truths[0] if len(set(truths)) == 1 else None


def _is_freed(name: str, finding: ParagraphFinding, assessment: Assessment) -> Truth:
    """Return whether an exception frees from one paragraph."""
    return disjoin(*(entry.holds for entry in _find_entries(name, finding, assessment)))


def _find_entries(
    name: str, finding: ParagraphFinding, assessment: Assessment
) -> Iterator[UsableExemption]:
    """Find the entries of an exception that cover a paragraph and may be used."""
    for exemption in finding.rule.exemptions:
        is_open = _is_open_on(exemption, assessment.day)
        is_covered = is_paragraph_covered(exemption.paragraph_names, finding.paragraph.name)
        if exemption.name == name and is_open and is_covered:
            holds = _is_usable(exemption, assessment)
            if holds is not False:
                yield UsableExemption(exemption, holds)


def _is_open_on(exemption: Exemption, day: int) -> bool:
    """Return whether an exception has begun and not ended; imprecise days count against it."""
    has_begun = exemption.since is None or exemption.since.last <= day
    return has_begun and (exemption.until is None or day < exemption.until.first)


def _is_usable(exemption: Exemption, assessment: Assessment) -> Truth:
    shipment = assessment.shipment
    is_destination_listed = not exemption.destinations or is_shipment_among(
        exemption.destinations, shipment
    )
    return conjoin(
        evaluate_release(exemption.condition, assessment.item).holds,
        is_destination_listed,
        is_country_among(
            shipment.destination, exemption.shipped_to or (WORLDWIDE,), shipment.groups
        ),
        negate(is_shipment_among(exemption.excluded_destinations, shipment)),
    )
