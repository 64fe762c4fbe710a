"""The change of a chip's class where a rule is another: in which direction, and by how much."""

from typing import NamedTuple

from ...model.entity import Entity
from ...model.quantity import Real
from ...rules.eccn import is_strongest_class
from ...rules.licence_policy import POLICY_CHOICES, LicencePolicy
from ...rules.rule import Rule
from ...rules.verdict import LICENCE_REQUIRED, NO_LICENCE_REQUIRED, Verdict

_FREE_STRENGTH, _WEAKER_STRENGTH, _STRONGEST_STRENGTH = range(3)
"""How strictly a verdict controls: not at all, by a weaker class or a letter, by the strongest."""


class ClassChange(NamedTuple):
    """A chip with its verdicts under the rules as they are and as changed."""

    chip: Entity
    current_verdict: Verdict
    new_verdict: Verdict
    changed_rule: Rule

    @property
    def is_change(self) -> bool:
        """Whether the verdict, the class or the licence policy is another."""
        current, new = self.current_verdict, self.new_verdict
        return (current.status, current.classes, current.policy_text) != (
            new.status,
            new.classes,
            new.policy_text,
        )

    @property
    def direction(self) -> str:
        """The direction of the change, in words."""
        current = _rank_strength(self.current_verdict)
        new = _rank_strength(self.new_verdict)
        if current is None or new is None:
            return _describe_unknown_change(current, new)
        if _FREE_STRENGTH in (current, new):
            return "becomes controlled" if new else "no longer controlled"
        if current != new:
            return "to a stronger class" if new > current else "to a weaker class"
        return _describe_equal_strength(self.current_verdict, self.new_verdict)

    @property
    def short_direction(self) -> str:
        """The direction without what the columns of the two verdicts beside it say."""
        return self.direction.removeprefix("was unknown, ").removeprefix("to ")

    @property
    def headroom(self) -> Real | None:
        """How far the chip is from meeting the changed rule, or from no longer meeting it."""
        findings = [
            finding
            for finding in (*self.new_verdict.findings, *self.new_verdict.reviews)
            if finding.rule is self.changed_rule
        ]
        binding_findings = [finding for finding in findings if finding.is_binding] or [
            finding
            for finding in self.new_verdict.binding_findings
            if finding.rule is self.changed_rule
        ]
        headrooms = [finding.result.headroom for finding in binding_findings or findings]
        return min((end for end in headrooms if end is not None), key=abs, default=None)


def _rank_strength(verdict: Verdict) -> int | None:
    """Rank how strictly a verdict controls; None where it is not decided."""
    if verdict.status == NO_LICENCE_REQUIRED:
        return _FREE_STRENGTH
    if verdict.status != LICENCE_REQUIRED:
        return None
    return _STRONGEST_STRENGTH if is_strongest_class(verdict.classes) else _WEAKER_STRENGTH


def _describe_unknown_change(current: int | None, new: int | None) -> str:
    """Describe a change in which one side, or both, is not decided."""
    if new is None:
        return "unknown before and after" if current is None else "becomes unknown"
    return "was unknown, is controlled" if new else "was unknown, is not controlled"


def _describe_equal_strength(current: Verdict, new: Verdict) -> str:
    """Describe a change between classes of one strength."""
    texts = []
    if current.classes != new.classes:
        texts.append("to another paragraph")
    if current.policy_text != new.policy_text:
        texts.append(_describe_policy_change(current.licence_policy, new.licence_policy))
    return ", ".join(texts)


def _describe_policy_change(current: LicencePolicy | None, new: LicencePolicy | None) -> str:
    """Describe a change in how applications are decided, or in whether that is known."""
    was_uncertain = current is not None and current.is_uncertain
    if new is not None and new.is_uncertain:
        return (
            f"licence policy {'unknown before and after' if was_uncertain else 'becomes unknown'}"
        )
    direction = POLICY_CHOICES[new.choice].direction if new else ""
    if was_uncertain:
        return f"licence policy was unknown, is {direction or 'another'}"
    is_same_choice = current is not None and new is not None and current.choice == new.choice
    return f"to {direction if direction and not is_same_choice else 'another licence policy'}"
