"""What an answer says of the origin of an item: whether it is subject to the rules, and by what."""

from collections.abc import Iterator

from ...model.answer import Json
from ...model.countries import get_country_name
from ...model.quantity import format_quantity, to_yaml_text
from ...rules.evaluation import Reason
from ...rules.jurisdiction import Jurisdiction
from ...rules.origin import ASSUMED, BY_DESIGNER, BY_MAKER, BY_SELLER, GIVEN, Origin
from ...rules.rule import (
    EXCLUDED_SELLER_KEY,
    LETTER_SCOPE_KEY,
    MADE_IN_KEY,
    PLANT_KEY,
    US_CONTENT_KEY,
    US_TECHNOLOGY_KEY,
)
from ...rules.verdict import LICENCE_REQUIRED, Verdict
from ..answers.serialise import JsonObject

_BASIS_TEXTS = {
    GIVEN: "",
    BY_MAKER: "where it is made",
    BY_DESIGNER: "where its designer has its seat",
    BY_SELLER: "where its maker has its seat",
    ASSUMED: "assumed, as nothing says otherwise",
}
_QUESTIONS = {
    MADE_IN_KEY: "where it is made (--made-in COUNTRY)",
    US_TECHNOLOGY_KEY: (
        "whether it, or the plant that makes it, is a direct product of US technology or software"
        " (--us-technology yes or no)"
    ),
    US_CONTENT_KEY: "its controlled US content (--us-content PERCENT)",
    EXCLUDED_SELLER_KEY: "whether its seller is where 742.4(a)(4)(ii) leaves it out",
    PLANT_KEY: "whether its plant makes advanced-node circuits (744.23(a)(2))",
    LETTER_SCOPE_KEY: "whether the letter, which is not published, names this product and place",
}
"""What has to be known of the shipment, with the option that says it, if there is one."""


def serialise_origin(origin: Origin, verdict: Verdict) -> JsonObject:
    """Build where an item comes from, whether it is subject to the rules, and what then follows."""
    jurisdiction = verdict.jurisdiction
    return {
        "from": origin.shipped_from,
        "basis": origin.basis,
        "made_in": origin.made_in,
        "us_content": origin.us_content and to_yaml_text(origin.us_content),
        "us_technology": origin.us_technology,
        "subject_to_ear": jurisdiction.is_subject,
        "paragraphs": [
            {
                "rule": applied.finding.rule.policy,
                "paragraph": applied.finding.paragraph.name,
                "applies": applied.applies,
            }
            for applied in jurisdiction.findings
        ],
        "missing": [reason.name for reason in jurisdiction.reasons],
        "if_subject": _serialise_condition(verdict),
    }


def _serialise_condition(verdict: Verdict) -> Json:
    """Build what would be required of an item that may be subject; None where that is decided."""
    if not verdict.conditional_findings:
        return None
    policy = verdict.conditional_policy
    return {
        "verdict": LICENCE_REQUIRED,
        "classes": list(verdict.classes),
        "policy": policy and policy.decided_choice,
        "policy_note": (policy and policy.note_text) or None,
    }


def format_country(code: str) -> str:
    """Format the name of a country as it stands in a sentence."""
    name = get_country_name(code)
    return f"the {name}" if name in _NAMES_WITH_ARTICLE else name


_NAMES_WITH_ARTICLE = ("United States", "United Kingdom", "United Arab Emirates", "Netherlands")


def describe_origin(origin: Origin) -> str:
    """Describe where an item is shipped from and made, and how that is known."""
    texts = [_BASIS_TEXTS[origin.basis]]
    makers = " and ".join(map(format_country, origin.made_in))
    if makers and origin.basis != BY_MAKER:
        texts.append(f"made in {makers}")
    if origin.us_content:
        texts.append(f"{format_quantity(origin.us_content)} % controlled US content")
    return "; ".join(text for text in texts if text)


def describe_jurisdiction(jurisdiction: Jurisdiction) -> str:
    """Describe whether an item is subject to the US rules, and by which paragraphs."""
    names = [
        applied.finding.paragraph.name
        for applied in jurisdiction.findings
        if applied.applies or jurisdiction.is_subject is None
    ]
    paragraphs = ", ".join(dict.fromkeys(names))
    if jurisdiction.is_subject:
        return f"subject to the US rules by {paragraphs}" if paragraphs else ""
    if jurisdiction.is_subject is False:
        return "not subject to the US rules by what is known of its origin"
    return (
        f"whether the US rules reach it is open: {paragraphs}"
        if paragraphs
        else ("whether the US rules reach it is open")
    )


def list_origin_questions(jurisdiction: Jurisdiction) -> Iterator[str]:
    """List what would have to be known of the origin, each with the option that says it."""
    for reason in jurisdiction.reasons:
        yield describe_origin_reason(reason) or reason.name


def describe_origin_reason(reason: Reason) -> str:
    """Describe a reason that is about the origin or the plant; nothing for another one."""
    return _QUESTIONS.get(reason.name, "")
