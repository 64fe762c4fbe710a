"""Licence policies: how applications are decided, in words that can be compared.

A new policy is a row of the table, at its place between the stricter and the more lenient.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from ..model.field_types import Choice


class PolicyChoice(NamedTuple):
    """One way of deciding applications, and how it is written for each purpose."""

    name: str
    """The words of the regulation, and of a fact file."""
    direction: str = ""
    """What an item goes to when this becomes its policy; nothing where that says nothing."""
    symbol: str = ""
    """The sign after the class in a table; most have none."""


_NUMBERED_PARAGRAPH = re.compile(r"[0-9][A-E][0-9]{3}|[0-9]+ CFR ")
"""An entry of the control list, or a section of the regulations."""
UNKNOWN_POLICY = "unknown"
"""The policy of a rule that requires a licence and does not say how applications are decided."""
POLICY_CHOICES: dict[str, PolicyChoice] = {
    choice.name: choice
    for choice in (
        PolicyChoice(name="policy of denial", direction="a policy of denial"),
        PolicyChoice(name="presumption of denial", direction="denial"),
        PolicyChoice(name="case by case", direction="case by case", symbol="*"),
        PolicyChoice(name="presumption of approval", direction="approval"),
        PolicyChoice(name=UNKNOWN_POLICY),
    )
}
"""Every licence policy by name, the strictest first.

An unknown one comes last: where several rules require a licence, a policy that is known is told
rather than one that is not, with the rules beside it for which the base has none.
"""
_DENIALS = ("policy of denial", "presumption of denial")
"""The policies that no other rule can make milder or, in effect, stricter."""


def is_denial(choice: str) -> bool:
    """Return whether a policy is one of denial."""
    return choice in _DENIALS


class LicencePolicy(NamedTuple):
    """How applications are decided: one of the choices, and the words of the rule beside it."""

    choice: str
    note: str = ""
    """The words of the rule where they say more than the choice; shown instead of it."""
    is_uncertain: bool = False
    """Whether it depends on what is not known of the item."""
    names_without_policy: tuple[str, ...] = ()
    """The other paragraphs that bind, of which it is not known how applications are decided."""
    open_notes: tuple[str, ...] = ()
    """What is said of that, for those of which something is: each begins with the paragraph."""

    @property
    def text(self) -> str:
        """The policy for a reader."""
        doubt = ", if it meets the conditions" if self.is_uncertain else ""
        open_text = "".join(f", and {_add_article(note)}" for note in self.open_notes)
        return f"{self.note or self.choice}{doubt}{open_text}{self._format_names_without_policy()}"

    @property
    def decided_choice(self) -> str:
        """The choice that can be relied on: unknown where a stricter one is possible."""
        is_stricter_possible = bool(self.names_without_policy or self.open_notes)
        is_open = self.is_uncertain or (is_stricter_possible and self.choice not in _DENIALS)
        return UNKNOWN_POLICY if is_open else self.choice

    @property
    def note_text(self) -> str:
        """What the choice that can be relied on does not say; nothing where it says all."""
        return "" if self.text == self.decided_choice else self.text

    def _format_names_without_policy(self) -> str:
        if not self.names_without_policy:
            return ""
        names = " and ".join(map(_add_article, self.names_without_policy))
        return f", and {names}, for which the base has no licence policy"

    @property
    def rank(self) -> tuple[int, bool]:
        """How strict it is, the strictest first; of one choice, what holds in part comes later."""
        is_partial = bool(self.note) or self.is_uncertain
        return (list(POLICY_CHOICES).index(self.choice), is_partial)


def _add_article(text: str) -> str:
    """Write a paragraph within a sentence: one of the law by its number alone has no article."""
    return text if _NUMBERED_PARAGRAPH.match(text) else f"the {text}"


def parse_policy_choice(text: str) -> str:
    """Parse the name of a licence policy in any case; raise FieldError for another word."""
    choices = Choice("Licence policy", "How applications are decided.", tuple(POLICY_CHOICES))
    return choices.parse(" ".join(text.casefold().split()))


def pick_strictest_policy(policies: Iterable[LicencePolicy]) -> LicencePolicy | None:
    """Return the strictest of some policies, the first of equals; None if there is none."""
    return min(policies, key=_get_rank, default=None)


def _get_rank(policy: LicencePolicy) -> tuple[int, bool]:
    return policy.rank
